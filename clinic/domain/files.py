"""Why a file cannot be read or written, in plain sentences."""

from __future__ import annotations

import errno
from pathlib import Path

from clinic.i18n import Sentence, say

from .errors import FileTrouble

#: No room: the disk, this user's share of it, or the largest file that the system allows.
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


def file_trouble(error: OSError, path: Path) -> FileTrouble:
    """The system's refusal to read or write `path`, as a sentence with a way out."""
    if error.errno in _FULL:
        return FileTrouble(full_disk(path))
    if isinstance(error, FileNotFoundError):
        return FileTrouble(missing(path))
    return FileTrouble(no_access(path))


def full_disk(path: Path) -> Sentence:
    """No room is left for writing."""
    return say(
        "Nothing was saved: there is no room to write “{name}”. Make room on that disk and do it again.",
        name=path.name,
    )


def no_access(path: Path) -> Sentence:
    """The folder or the file refuses."""
    return say(
        "“{name}” cannot be read or written in the folder {folder}. "
        "Move it to a folder of your own, or ask for the right to write there.",
        name=path.name,
        folder=str(path.parent),
    )


def missing(path: Path) -> Sentence:
    """No such file, or no such folder."""
    return say("There is no file {path}. Check its name and its folder.", path=str(path))


def newer(path: Path) -> Sentence:
    """The file needs a newer program."""
    return say(
        "“{name}” was written by a newer version of this program. Install that version, then open the file with it.",
        name=path.name,
    )
