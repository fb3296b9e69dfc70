"""Parses what a stranger sent in a child process with a limit of time and memory.

The child is started by the `spawn` method, which works in a packed program too (its door must call
`multiprocessing.freeze_support()` first). It sends back JSON, never objects.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from clinic.domain.errors import ImportTrouble
from clinic.i18n import Sentence, say

from .csv_files import read_csv
from .excel import read_excel
from .limits import check_size, kind_of
from .tables import Sheet, pack, unpack

#: The largest sheet that is read (290,000 cells) took 6 seconds and 180 MB on a slow desk.
SECONDS = 60.0
MEMORY_BYTES = 800_000_000


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """All sheets of a spreadsheet, read in this process. Raises ImportTrouble or FileTrouble."""
    return read_excel(path) if kind_of(path, check_size(path)) == "xlsx" else read_csv(path)


class SheetReader:
    """Reads spreadsheets in a child process (the promise `clinic.ports.Sheets`)."""

    def __init__(self, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    def read(self, path: Path) -> Sequence[Sheet]:
        """Every sheet of the file. Raises ImportTrouble or FileTrouble with a sentence."""
        kind_of(path, check_size(path))
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_read_in_child, args=(theirs, str(path), self._memory_bytes), daemon=True)
        child.start()
        theirs.close()
        try:
            return _answer(ours, path.name, self._seconds)
        finally:
            ours.close()
            child.kill()
            child.join()


def _answer(ours: Connection, name: str, seconds: float) -> tuple[Sheet, ...]:
    if not ours.poll(seconds):
        raise ImportTrouble(
            say("“{name}” took more than {n} seconds to read and was given up. Copy the list into a new file.",
                name=name, n=round(seconds))
        )  # fmt: skip
    try:
        mark, data = ours.recv_bytes(), ours.recv_bytes()
    except EOFError as error:
        raise ImportTrouble(
            say("“{name}” needs more memory than a list of people does, or is damaged. Copy the list into a new file.",
                name=name)
        ) from error  # fmt: skip
    if mark == b"trouble":
        raise ImportTrouble(Sentence.from_json(json.loads(data)))
    return unpack(data)


def _read_in_child(theirs: Connection, path: str, memory_bytes: int) -> None:
    """What the child does: limit itself, read, send. A fault that is not the file's ends it and is told as damage."""
    _limit_memory(memory_bytes)
    try:
        mark, data = b"sheets", pack(read_sheets(Path(path)))
    except ImportTrouble as trouble:
        mark, data = b"trouble", json.dumps(trouble.sentence.to_json()).encode()
    except MemoryError:
        return
    theirs.send_bytes(mark)
    theirs.send_bytes(data)


def _limit_memory(memory_bytes: int) -> None:
    """Linux only: macOS heeds no such limit and Windows has none; there the sizes checked beforehand must do."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
