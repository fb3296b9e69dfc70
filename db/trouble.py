"""What the driver says when the world is in the way, in plain sentences."""

from __future__ import annotations

from pathlib import Path

from clinic.domain.errors import ClinicError, DamagedFile, FileInUse, FileTrouble, NotADataFile, Refused
from clinic.domain.files import file_trouble, full_disk, no_access
from clinic.i18n import Sentence, say

#: What the triggers of the database say (see the migrations).
OVERLAP = "OVERLAP"

# SQLite's primary result codes (sqlite.org/rescode.html).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


def in_words(error: BaseException, path: Path) -> ClinicError | None:
    """The error as a sentence with a way out; None when it is our own mistake and must rise as it is."""
    if OVERLAP in str(error):
        return Refused(_overlap())
    if isinstance(error, OSError):
        return file_trouble(error, path)
    code = getattr(error, "sqlite_errorcode", None)
    return _by_code(code & 0xFF, path) if isinstance(code, int) else None


def _by_code(code: int, path: Path) -> ClinicError | None:
    if code == _FULL:
        return FileTrouble(full_disk(path))
    if code == _IOERR:
        return FileTrouble(_disk(path))
    if code in {_READONLY, _CANTOPEN}:
        return FileTrouble(no_access(path))
    if code == _CORRUPT:
        return DamagedFile(damaged(path))
    if code == _NOTADB:
        return NotADataFile(not_ours(path))
    if code in {_BUSY, _LOCKED}:
        return FileInUse(_busy(path))
    return None


def _overlap() -> Sentence:
    return say(
        "This would seat one person at two places at the same minute. "
        "Free one of the two seats, or choose somebody else."
    )


def _busy(path: Path) -> Sentence:
    return say("“{name}” is busy with other work of this program. Wait a moment and do it again.", name=path.name)


def _disk(path: Path) -> Sentence:
    return say(
        "“{name}” cannot be read or written: its disk is full, damaged or was taken out. "
        "Nothing was saved; look at the disk and do it again.",
        name=path.name,
    )


def damaged(path: Path) -> Sentence:
    """Some of its pages are broken."""
    return say("“{name}” is damaged; nothing was changed in it. Open the last backup instead.", name=path.name)


def not_ours(path: Path) -> Sentence:
    """Its beginning cannot be read with the key."""
    return say(
        "“{name}” is not a data file of this program, or its beginning is damaged. "
        "Choose another file, or open the last backup.",
        name=path.name,
    )


def in_use(path: Path) -> Sentence:
    """Somebody else holds it."""
    return say(
        "“{name}” is open in another window of the program. Go on there, or close that window and open the file again.",
        name=path.name,
    )
