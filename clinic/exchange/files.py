"""Writes files whole or not at all: beside the old one, down to the disk, then in its place."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from clinic.domain.errors import FileTrouble
from clinic.i18n import Sentence, say


class Folder:
    """A folder to put files into (the promise `clinic.ports.Outbox`); it is made when it is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, data: bytes) -> bool:
        """Write a file; False when it held these very bytes already and was not touched. Raises FileTrouble."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            return _put(self.path / name, data)
        except OSError as error:
            raise FileTrouble(_why(error, self.path, name)) from error


def _put(target: Path, data: bytes) -> bool:
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return False
    beside = target.with_name(f".{token_hex(6)}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return True


def _why(error: OSError, folder: Path, name: str) -> Sentence:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("“{name}” cannot be written: the disk is full. Nothing is lost; choose another place.", name=name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(
            "“{name}” cannot be written into {folder}: the folder is read-only, or another program has the file open. "
            "Choose another folder, or close that program.",
            name=name,
            folder=str(folder),
        )
    return say(
        "“{name}” cannot be written into {folder}: {why}. Choose another folder.",
        name=name,
        folder=str(folder),
        why=error.strerror or "",
    )
