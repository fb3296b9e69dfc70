"""Reads text tables: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs; line breaks inside quotes."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from clinic.domain.errors import ImportTrouble
from clinic.i18n import say

from .limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, too_large
from .tables import Sheet, Value

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (",", ";", "\t")


def read_csv(path: Path) -> tuple[Sheet, ...]:
    """The one sheet of a text table; a row's number counts records, so that a line break in a cell does not count.

    Raises ImportTrouble for a file that is empty, no text, or too large.
    """
    text = _decoded(path.read_bytes(), path.name)
    separator = _separator(text)
    rows: list[tuple[int, tuple[Value, ...]]] = []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            values = tuple(_value(field) for field in record)
            if not any(values):
                continue
            filled = max(place for place, value in enumerate(values, start=1) if value)
            if number > MAX_ROWS or filled > MAX_COLUMNS:
                raise too_large("", f"R{number}C{filled}")
            rows.append((number, values[:filled]))
    except csv.Error as error:
        raise ImportTrouble(
            say("“{name}” is no readable table: a quotation mark may be missing. Save it as .xlsx.", name=path.name)
        ) from error
    if not rows:
        raise ImportTrouble(say("The file “{name}” is empty. Ask for it again.", name=path.name))
    width = max(len(values) for _, values in rows)
    return (Sheet("", tuple((number, values + (None,) * (width - len(values))) for number, values in rows)),)


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data[:4096]:
        if data[1:2] == b"\0" or data[:1] == b"\0":
            return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
        raise ImportTrouble(say("“{name}” holds no text. Save it again as .xlsx or .csv.", name=name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Excel on Windows; the five bytes that Windows-1252 leaves open are shown as the mark for 'unreadable'.
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that stands most often outside quotes in the first lines."""
    head = text[:20_000]
    outside = "".join(part for place, part in enumerate(head.split('"')) if place % 2 == 0)
    return max(_SEPARATORS, key=outside.count)


def _value(field: str) -> str | None:
    text = field.strip()[:MAX_TEXT].replace("\r\n", "\n")
    # Programs that guard against formulas put an apostrophe before = + - @; people do not see it.
    if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r":
        text = text[1:]
    return text or None
