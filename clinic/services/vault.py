"""The data file as people know it: made with a passphrase, opened, locked up in another way."""

from __future__ import annotations

from pathlib import Path

from clinic.domain.errors import FileTrouble
from clinic.domain.files import missing
from clinic.domain.policy import Clinic
from clinic.i18n import say
from clinic.ports import DataFiles, Keys, Store


class Vault:
    """Data files and their keys. Each way in takes a passphrase, else a recovery code, else asks the key store."""

    def __init__(self, files: DataFiles, keys: Keys) -> None:
        self._files = files
        self._keys = keys
        self._opened: dict[Path, bytes] = {}

    def create(self, path: Path, passphrase: str, clinic: Clinic, *, who: str = "") -> tuple[Store, str]:
        """A new file for a clinic: (the opened store, the recovery code to be printed and kept).

        Raises BadValue for a short passphrase, FileTrouble when there is a file already or none can be written; then
        nothing is left of it.
        """
        if path.exists():
            raise FileTrouble(say("There is a file “{name}” already. Open it, or choose another name.", name=path.name))
        data_key, code = self._keys.make(path, passphrase)
        try:
            store = self._fill(path, data_key, clinic, who)
        except BaseException:
            self._keys.unmake(path)
            raise
        self._opened[path] = data_key
        return store, code

    def open(self, path: Path, *, passphrase: str | None = None, recovery_code: str | None = None) -> Store:
        """The file, opened. Raises WrongKey, NoKeyStore, and FileTrouble with its kinds."""
        if not path.is_file():
            raise FileTrouble(missing(path))
        self._files.look(path)
        data_key = self._key(path, passphrase, recovery_code)
        store = self._files.open(path, data_key)
        self._opened[path] = data_key
        return store

    def change_passphrase(
        self, path: Path, new: str, *, passphrase: str | None = None, recovery_code: str | None = None
    ) -> None:
        """From now on `new` opens the file. Raises WrongKey for the old secret, BadValue for a short new one."""
        self._keys.change_passphrase(path, self._key(path, passphrase, recovery_code), new)

    def new_recovery_code(self, path: Path, *, passphrase: str) -> str:
        """A recovery code to be printed; the old paper opens nothing any more. Raises WrongKey."""
        return self._keys.new_recovery_code(path, self._key(path, passphrase, None))

    def remember(self, path: Path) -> None:
        """Let the user of this computer open a file that is open now without a passphrase. Raises NoKeyStore."""
        self._keys.remember(path, self._opened[path])

    def forget(self, path: Path) -> None:
        """Ask for the passphrase again. Raises NoKeyStore."""
        self._keys.forget(path)

    def is_remembered(self, path: Path) -> bool:
        """Whether a computer's key store opens the file. Raises FileTrouble when its key file cannot be read."""
        return self._keys.is_remembered(path)

    def _fill(self, path: Path, data_key: bytes, clinic: Clinic, who: str) -> Store:
        store = self._files.make(path, data_key)
        try:
            with store.work(who) as uow:
                uow.clinics.add(clinic)
                uow.commit(say("Make the file of {name}", name=clinic.name))
        except BaseException:
            store.close()
            self._files.unmake(path)
            raise
        return store

    def _key(self, path: Path, passphrase: str | None, recovery_code: str | None) -> bytes:
        if passphrase is not None:
            return self._keys.by_passphrase(path, passphrase)
        if recovery_code is not None:
            return self._keys.by_recovery_code(path, recovery_code)
        return self._keys.by_key_store(path)
