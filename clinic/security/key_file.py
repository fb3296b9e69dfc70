"""The key file that lies beside a data file, see `clinic.ports.Keys`: whatever goes wrong is said in one sentence."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic.domain.errors import BadValue, DamagedFile, FileTrouble, NewerFile, NotADataFile, WrongKey
from clinic.domain.files import file_trouble, newer
from clinic.i18n import Sentence, say

from . import keys, recovery
from .keyring_store import SystemKeyStore

#: Long enough that Argon2id makes guessing slow; a sentence of four words is better than eight odd letters.
SHORTEST_PASSPHRASE = 8


def beside(path: Path) -> Path:
    """The key file of a data file."""
    return path.with_name(path.name + ".keys")


class KeyFiles:
    """Makes, opens and rewraps the key of a data file."""

    def __init__(self, key_store: SystemKeyStore | None = None) -> None:
        self._store = key_store or SystemKeyStore()

    def make(self, path: Path, passphrase: str) -> tuple[bytes, str]:
        """(a new random data key, its recovery code), with the key file written beside `path`."""
        _refuse_short(passphrase)
        if beside(path).exists():
            raise FileTrouble(
                say(
                    "There is a key file “{keys}” already. Choose another name for the new file.",
                    keys=beside(path).name,
                )
            )
        data_key, code = keys.new_data_key(), recovery.new_code()
        ring = keys.KeyRing().with_passphrase(data_key, passphrase)
        _write(beside(path), ring.with_secret(keys.RECOVERY, data_key, recovery.read_code(code)))
        return data_key, code

    def unmake(self, path: Path) -> None:
        """Take the key file away again, after a data file that could not be made."""
        beside(path).unlink(missing_ok=True)

    def by_passphrase(self, path: Path, passphrase: str) -> bytes:
        """The data key. Raises WrongKey, and FileTrouble when the key file is missing, damaged or newer."""
        ring = _read(path)
        wrong = say("This passphrase does not open “{name}”. Type it again, or use the recovery code.", name=path.name)
        with _opening(path, wrong):
            return ring.open_with_passphrase(passphrase)

    def by_recovery_code(self, path: Path, code: str) -> bytes:
        """The data key. Raises WrongKey, and FileTrouble when the key file is missing, damaged or newer."""
        ring, secret = _read(path), recovery.read_code(code)
        wrong = say("This recovery code belongs to another file. Look for the paper of “{name}”.", name=path.name)
        with _opening(path, wrong):
            return ring.open_with_secret(keys.RECOVERY, secret)

    def by_key_store(self, path: Path) -> bytes:
        """The data key by the secret in the system's key store. Raises WrongKey when none is kept, NoKeyStore."""
        ring = _read(path)
        secret = self._store.recall(ring.vault)
        wrong = say("This computer does not remember the key of “{name}”. Type the passphrase.", name=path.name)
        if secret is None:
            raise WrongKey(wrong)
        with _opening(path, wrong):
            return ring.open_with_secret(keys.SYSTEM, secret)

    def change_passphrase(self, path: Path, data_key: bytes, passphrase: str) -> None:
        """Wrap the same key by a new passphrase; the old one opens nothing any more, the data stays as it is."""
        _refuse_short(passphrase)
        _write(beside(path), _read(path).with_passphrase(data_key, passphrase))

    def new_recovery_code(self, path: Path, data_key: bytes) -> str:
        """A new recovery code; the old one opens nothing any more."""
        code = recovery.new_code()
        _write(beside(path), _read(path).with_secret(keys.RECOVERY, data_key, recovery.read_code(code)))
        return code

    def remember(self, path: Path, data_key: bytes) -> None:
        """Let this computer's user open the file without a passphrase. Raises NoKeyStore."""
        ring, secret = _read(path), keys.new_data_key()
        self._store.keep(ring.vault, secret)
        _write(beside(path), ring.with_secret(keys.SYSTEM, data_key, secret))

    def forget(self, path: Path) -> None:
        """Ask for the passphrase again from now on."""
        ring = _read(path)
        _write(beside(path), ring.without(keys.SYSTEM))
        self._store.drop(ring.vault)

    def is_remembered(self, path: Path) -> bool:
        """Whether the key file has a slot for a key store (of this computer or of another one)."""
        return keys.SYSTEM in _read(path).slots


def _refuse_short(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadValue(
            say(
                "A passphrase has at least {n} characters. A sentence of four or five words is easy to keep in mind.",
                n=SHORTEST_PASSPHRASE,
            )
        )


def _read(path: Path) -> keys.KeyRing:
    try:
        text = beside(path).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotADataFile(
            say(
                "The key file “{keys}” is not beside “{name}”. "
                "Put it back there (a backup holds both), or choose another file.",
                keys=beside(path).name,
                name=path.name,
            )
        ) from error
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    except OSError as error:
        raise file_trouble(error, beside(path)) from error
    try:
        return keys.from_text(text)
    except keys.UnreadableError as error:
        raise _damaged(path) from error
    except keys.NewerError as error:
        raise NewerFile(newer(path)) from error


def _damaged(path: Path) -> DamagedFile:
    return DamagedFile(
        say("The key file “{keys}” is damaged. Put the one from the last backup in its place.", keys=beside(path).name)
    )


@contextmanager
def _opening(path: Path, wrong: Sentence) -> Iterator[None]:
    try:
        yield
    except keys.DoesNotOpenError as error:
        raise WrongKey(wrong) from error
    except keys.NewerError as error:
        raise NewerFile(newer(path)) from error


def _write(path: Path, ring: keys.KeyRing) -> None:
    """Write the whole file or leave the old one: first beside it, then in its place. Readable by its owner alone."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(keys.to_text(ring))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(path.parent)
    except OSError as error:
        raise file_trouble(error, path) from error


def _settle(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can do that for a folder."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
