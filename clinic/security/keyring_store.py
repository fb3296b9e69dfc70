"""The system's own key store (Keychain, Credential Manager, Secret Service), through keyring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from clinic.domain.errors import NoKeyStore
from clinic.i18n import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "clinic-scheduler"


class SystemKeyStore:
    """Keeps one secret a vault for the user of this computer. Every method raises NoKeyStore where it cannot."""

    def keep(self, vault: UUID, secret: bytes) -> None:
        """Keep a secret, and look whether it was really kept (some systems only pretend)."""
        with _key_store() as system:
            system.set_password(_SERVICE, str(vault), secret.hex())
        if self.recall(vault) != secret:
            raise _none()

    def recall(self, vault: UUID) -> bytes | None:
        """The secret, or None when nothing readable is kept."""
        with _key_store() as system:
            found = system.get_password(_SERVICE, str(vault))
        try:
            return None if found is None else bytes.fromhex(found)
        except ValueError:
            return None

    def drop(self, vault: UUID) -> None:
        """Forget the secret; nothing kept is fine too."""
        with _key_store() as system:
            if system.get_password(_SERVICE, str(vault)) is not None:
                system.delete_password(_SERVICE, str(vault))


@contextmanager
def _key_store() -> Iterator[KeyringBackend]:
    import keyring.errors  # noqa: PLC0415 - a tenth of a second, and only for those who use it

    try:
        yield keyring.get_keyring()
    except (keyring.errors.KeyringError, OSError) as error:
        raise _none() from error


def _none() -> NoKeyStore:
    return NoKeyStore(
        say("This computer has no place where a key can be kept safely. The passphrase will be asked for each time.")
    )
