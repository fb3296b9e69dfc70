"""Limits that a stranger's file must keep before anything in it is parsed.

The figures were chosen from trials with broken and hostile spreadsheets: a cell in the last corner of an otherwise
empty sheet made a naive reader walk 17 billion cells, and 150 kB of zip held 150 MB.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from clinic.domain.errors import FileTrouble, ImportTrouble
from clinic.i18n import say

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 80_000_000
MAX_RATIO = 300  # unpacked : packed, of one part of more than a megabyte
MAX_PARTS = 2_000
MAX_SHEETS = 60
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_TEXT = 32_767  # characters in a cell, Excel's own limit

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"


def check_size(path: Path) -> bytes:
    """The first bytes of the file, once it is known to be there, readable, not empty and not too long.

    Raises FileTrouble when it cannot be read, ImportTrouble when it is empty or too long.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise FileTrouble(
            say("The file “{name}” cannot be read. Check that it is still there and may be opened.", name=path.name)
        ) from error
    if size == 0:
        raise ImportTrouble(say("The file “{name}” is empty. Ask for it again.", name=path.name))
    if size > MAX_FILE_BYTES:
        raise ImportTrouble(
            say(
                "The file “{name}” is larger than {limit} MB; a list of people is not. Copy the list into a new file.",
                name=path.name,
                limit=MAX_FILE_BYTES // 1_000_000,
            )
        )
    return head


def kind_of(path: Path, head: bytes) -> str:
    """'xlsx' or 'csv', by ending and first bytes. Raises ImportTrouble, with a way out, for all that cannot be read."""
    ending = path.suffix.lower().lstrip(".")
    if head.startswith(_OLE):
        raise ImportTrouble(
            say(
                "“{name}” is locked with a password or in the old .xls form. Open it in a spreadsheet program and save "
                "it as .xlsx without a password.",
                name=path.name,
            )
        )
    if ending in ("xlsx", "xlsm"):
        if not head.startswith(_ZIP):
            raise ImportTrouble(
                say("“{name}” ends in .{ending} but is something else inside. Save it again as .xlsx or .csv.",
                    name=path.name, ending=ending)
            )  # fmt: skip
        return "xlsx"
    if ending in ("csv", "tsv", "txt"):
        if head.startswith((_ZIP, b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
            raise ImportTrouble(
                say("“{name}” ends in .{ending} but holds no text. Save it again as .xlsx or .csv.",
                    name=path.name, ending=ending)
            )  # fmt: skip
        return "csv"
    if ending in ("ods", "xls", "numbers"):
        raise ImportTrouble(
            say("Files that end in .{ending} are not read yet. Save “{name}” as .xlsx.", name=path.name, ending=ending)
        )
    if ending == "ics":
        raise ImportTrouble(
            say("“{name}” is a calendar file. Calendars are not read yet; type the busy times.", name=path.name)
        )
    raise ImportTrouble(say("“{name}” is no spreadsheet. Lists are read from .xlsx and .csv files.", name=path.name))


def check_zip(path: Path) -> None:
    """Raise ImportTrouble unless the parts of the zip are few, whole and not blown up when unpacked.

    The sizes are those which the directory of the zip declares; Python's reader never unpacks more than was declared.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise broken(path.name) from error
    if any(part.flag_bits & 1 for part in parts):
        raise ImportTrouble(say("“{name}” is locked with a password. Save it without one.", name=path.name))
    total = sum(part.file_size for part in parts)
    steep = any(p.file_size > 1_000_000 and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED_BYTES or steep:
        raise ImportTrouble(
            say(
                "“{name}” would unpack to {size} MB, which no list of people does. It was not opened. Copy the list "
                "into a new file.",
                name=path.name,
                size=total // 1_000_000,
            )
        )


def broken(name: str) -> ImportTrouble:
    """The sentence for a spreadsheet that is damaged inside."""
    return ImportTrouble(
        say("“{name}” is damaged or no spreadsheet. Open it in a spreadsheet program and save it again.", name=name)
    )


def too_large(sheet: str, cell: str) -> ImportTrouble:
    """The sentence for a sheet that reaches beyond the limits."""
    return ImportTrouble(
        say(
            "The sheet “{sheet}” has something in cell {cell}; lists of up to {rows} rows and {columns} columns are "
            "read. Delete what lies outside the list, or divide a longer list into several files.",
            sheet=sheet or "1",
            cell=cell,
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
        )
    )
