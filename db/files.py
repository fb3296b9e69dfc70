"""Encrypted data files: made, opened, brought up to date, one program at a time; see `clinic.ports.DataFiles`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import Engine

from clinic.domain.errors import DamagedFile, FileInUse, FileTrouble, NewerFile, NotADataFile
from clinic.domain.files import file_trouble, full_disk, missing, newer
from clinic.i18n import say

from .backup import copy_beside
from .engine import make_engine
from .forgetting import is_marked
from .migrate import newest, revision_of, revisions, upgrade
from .store import SqlStore, clock
from .trouble import damaged, in_use, not_ours

#: What SQLite writes beside a file while it is open.
_COMPANIONS = ("-wal", "-shm", "-journal")
_PLAIN = b"SQLite format 3\0"
_PAGE = 4096
#: How much of a stranger's file is looked at, and how files begin that are surely somebody else's.
_GLANCE = 512
_OTHERS = (_PLAIN, b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG")


class EncryptedFiles:
    """Makes and opens data files. A lock file beside each keeps a second program out until the store is closed."""

    def __init__(self, clock: Callable[[], datetime] = clock) -> None:
        self._clock = clock

    def make(self, path: Path, data_key: bytes) -> SqlStore:
        """A new file, opened. Raises FileTrouble when there is one already, or none can be written."""
        lock = _locked(path)
        try:
            _create(path)
            try:
                return self._open(path, data_key, lock, None)
            except BaseException:
                _remove(path)
                raise
        except BaseException:
            lock.release()
            raise

    def open(self, path: Path, data_key: bytes) -> SqlStore:
        """The file, brought to this version; before that a copy is put beside it. Raises FileTrouble and its kinds."""
        if not path.is_file():
            raise FileTrouble(missing(path))
        lock = _locked(path)
        try:
            self.look(path)
            return self._open(path, data_key, lock, _revision(path, data_key))
        except BaseException:
            lock.release()
            raise

    def look(self, path: Path) -> None:
        """Refuse what cannot be ours without any key: text, a document, a plain database. Raises FileTrouble."""
        _look(path)

    def unmake(self, path: Path) -> None:
        """Take a new file away again, after its store was closed."""
        _remove(path)

    def _open(self, path: Path, data_key: bytes, lock: FileLock, revision: str | None) -> SqlStore:
        if revision != newest():
            self._bring_up(path, data_key, revision)
        _refuse_plain(path)
        store = SqlStore(make_engine(path, data_key), self._clock, lock.release, path)
        if is_marked(store.engine):
            store.sweep()
        return store

    def _bring_up(self, path: Path, data_key: bytes, revision: str | None) -> None:
        """Migrate; a file that holds something is copied first, when nobody has it open and its journal is empty."""
        engine = make_engine(path, data_key, for_migration=True)
        try:
            if revision is not None:
                _refuse_journal(path)
                copy_beside(path, f"before-{newest()}", self._clock())
            upgrade(engine)
        except OSError as error:
            raise file_trouble(error, path) from error
        finally:
            engine.dispose()


def _locked(path: Path) -> FileLock:
    """Hold the file's lock. Raises FileInUse when another program does, FileTrouble where no lock can be written."""
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise FileInUse(in_use(path)) from error
    except OSError as error:
        raise file_trouble(error, path) from error
    return lock


def _create(path: Path) -> None:
    """An empty file that its owner alone may read."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise FileTrouble(
            say("There is a file “{name}” already. Open it, or choose another name.", name=path.name)
        ) from error
    except OSError as error:
        raise file_trouble(error, path) from error


def _look(path: Path) -> None:
    """Refuse what cannot be ours before SQLite sees it: an empty file would be made into a new one."""
    try:
        with path.open("r+b") as file:
            beginning = file.read(_GLANCE)
    except OSError as error:
        raise file_trouble(error, path) from error
    if not beginning or beginning.startswith(_OTHERS) or _is_text(beginning):
        raise NotADataFile(not_ours(path))


def _is_text(beginning: bytes) -> bool:
    """Whether these bytes are words: a ciphertext of this length never is."""
    try:
        beginning.decode()
    except UnicodeDecodeError as error:
        return error.start > len(beginning) - 4 > 0  # a letter of several bytes was cut off
    return True


def _refuse_plain(path: Path) -> None:
    """The last look before anybody writes a name: without a key SQLite makes a plain file and says nothing."""
    with path.open("rb") as file:
        if file.read(len(_PLAIN)) == _PLAIN:
            raise RuntimeError("the data file is not encrypted")


def _revision(path: Path, data_key: bytes) -> str:
    """Which revision the file has. Raises NotADataFile, DamagedFile, NewerFile."""
    engine: Engine = make_engine(path, data_key, for_migration=True)
    try:
        with engine.connect() as connection:
            found = revision_of(connection)
    finally:
        engine.dispose()
    if found is None:
        raise NotADataFile(not_ours(path))
    if found not in revisions():
        raise NewerFile(newer(path))
    if path.stat().st_size % _PAGE and not _has_journal(path):
        raise DamagedFile(damaged(path))
    return found


def _refuse_journal(path: Path) -> None:
    """SQLite has put its journal into the file when the last one closed it; only a full disk keeps it from that."""
    if _has_journal(path):
        raise FileTrouble(full_disk(path))


def _has_journal(path: Path) -> bool:
    """Whether steps of a program that did not end well are still beside the file; SQLite takes them in by itself."""
    journal = path.with_name(path.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0


def _remove(path: Path) -> None:
    for end in ("", *_COMPANIONS):
        path.with_name(path.name + end).unlink(missing_ok=True)
