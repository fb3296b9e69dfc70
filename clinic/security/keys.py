"""The data key and its wrappings.

The file is encrypted with a random key that nobody ever sees. It lies beside the file in `<file>.keys`, wrapped once by
each way of opening it (a slot): the passphrase, the recovery code, and if wished a secret in the system's key store.
Changing the passphrase wraps the same key anew; the data stays as it is. Each wrapping is sealed (AES-GCM) together
with the vault's id, the slot's name and its parameters, so that none can be moved, swapped or weakened unnoticed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import kdf

FORMAT = "clinic-scheduler keys"
VERSION = 1
PASSPHRASE, RECOVERY, SYSTEM = "passphrase", "recovery", "system"

_NONCE_BYTES = 12
_TAG_BYTES = 16


class DoesNotOpenError(Exception):
    """This secret is not the one that wrapped the key."""


class UnreadableError(Exception):
    """This is no key file, or a damaged one."""


class NewerError(Exception):
    """This key file was written by a newer version."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped. `costs` is the version of Argon2id's costs, 0 where nothing can be guessed."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    costs: int = 0


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All wrappings of one file's key. `vault` is the file's id."""

    vault: UUID = field(default_factory=uuid4)
    slots: dict[str, Slot] = field(default_factory=dict)

    def with_passphrase(self, data_key: bytes, passphrase: str) -> KeyRing:
        """This ring with the key wrapped by a passphrase, at today's costs."""
        salt = token_bytes(kdf.SALT_BYTES)
        wrapping = kdf.from_passphrase(passphrase, salt, kdf.COSTS[kdf.NEWEST_COSTS])
        return self._with(PASSPHRASE, wrapping, data_key, salt, kdf.NEWEST_COSTS)

    def with_secret(self, name: str, data_key: bytes, secret: bytes) -> KeyRing:
        """This ring with the key wrapped by a random secret (slot RECOVERY or SYSTEM)."""
        salt = token_bytes(kdf.SALT_BYTES)
        return self._with(name, kdf.from_secret(secret, salt, name), data_key, salt, 0)

    def without(self, name: str) -> KeyRing:
        """This ring with one way of opening less."""
        return KeyRing(self.vault, {other: slot for other, slot in self.slots.items() if other != name})

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The data key. Raises DoesNotOpenError, NewerError when the costs are not known here."""
        slot = self._slot(PASSPHRASE)
        if slot.costs not in kdf.COSTS:
            raise NewerError
        return self._open(PASSPHRASE, kdf.from_passphrase(passphrase, slot.salt, kdf.COSTS[slot.costs]))

    def open_with_secret(self, name: str, secret: bytes) -> bytes:
        """The data key. Raises DoesNotOpenError."""
        return self._open(name, kdf.from_secret(secret, self._slot(name).salt, name))

    def _slot(self, name: str) -> Slot:
        if name not in self.slots:
            raise DoesNotOpenError
        return self.slots[name]

    def _with(self, name: str, wrapping: bytes, data_key: bytes, salt: bytes, costs: int) -> KeyRing:
        nonce = token_bytes(_NONCE_BYTES)
        wrapped = AESGCM(wrapping).encrypt(nonce, data_key, self._bound(name, salt, costs))
        return KeyRing(self.vault, {**self.slots, name: Slot(salt, nonce, wrapped, costs)})

    def _open(self, name: str, wrapping: bytes) -> bytes:
        slot = self.slots[name]
        try:
            return AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, self._bound(name, slot.salt, slot.costs))
        except InvalidTag as error:
            raise DoesNotOpenError from error

    def _bound(self, name: str, salt: bytes, costs: int) -> bytes:
        return json.dumps([FORMAT, VERSION, str(self.vault), name, costs, salt.hex()]).encode()


def new_data_key() -> bytes:
    """A new random key for a file."""
    return token_bytes(kdf.KEY_BYTES)


def to_text(ring: KeyRing) -> str:
    """The ring as the text of a key file. Its checksum tells a damaged file from a wrong passphrase, no more."""
    body = {
        "format": FORMAT,
        "version": VERSION,
        "vault": str(ring.vault),
        "slots": {name: _slot_to_json(slot) for name, slot in sorted(ring.slots.items())},
    }
    return json.dumps({**body, "checksum": _checksum(body)}, indent=1) + "\n"


def from_text(text: str) -> KeyRing:
    """The ring in a key file's text. Raises UnreadableError, NewerError."""
    try:
        body = json.loads(text)
        checksum = body.pop("checksum")
        if body["format"] != FORMAT or checksum != _checksum(body):
            raise UnreadableError
        if body["version"] > VERSION:
            raise NewerError
        slots = {name: _slot_from_json(found) for name, found in body["slots"].items()}
        return KeyRing(UUID(body["vault"]), slots)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError from error


def _checksum(body: dict[str, Any]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    return {
        "costs": slot.costs,
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _slot_from_json(found: dict[str, Any]) -> Slot:
    slot = Slot(
        salt=bytes.fromhex(found["salt"]),
        nonce=bytes.fromhex(found["nonce"]),
        wrapped=bytes.fromhex(found["wrapped"]),
        costs=int(found["costs"]),
    )
    if len(slot.nonce) != _NONCE_BYTES or len(slot.wrapped) != kdf.KEY_BYTES + _TAG_BYTES:
        raise UnreadableError
    return slot
