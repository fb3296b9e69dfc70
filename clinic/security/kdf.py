"""Keys from what a person knows (a passphrase) or holds (the recovery code, the key store's secret)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Costs:
    """What guessing one passphrase costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int


#: By version, so that a later release can ask for more: a file tells which one it was made with, and keeps opening.
#: Version 1 is the second recommendation of RFC 9106, 4 (64 MiB, three passes, four lanes).
COSTS = {1: Costs(memory=64 * 1024, passes=3, lanes=4)}
NEWEST_COSTS = max(COSTS)


def from_passphrase(passphrase: str, salt: bytes, costs: Costs) -> bytes:
    """A key from a passphrase (Argon2id). The same letters give the same key however the keyboard composes accents."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=costs.passes, lanes=costs.lanes, memory_cost=costs.memory)
    return kdf.derive(text)


def from_secret(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """A key from a secret that cannot be guessed (at least 128 random bits), for one purpose (HKDF with SHA-256)."""
    return HKDF(SHA256(), KEY_BYTES, salt, f"clinic-scheduler {purpose}".encode()).derive(secret)
