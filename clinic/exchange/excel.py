"""Reads .xlsx and .xlsm: values only, formulas are never run, macros never looked at.

Entities and other tricks of XML are refused because openpyxl uses defusedxml where it is installed (a test looks).
"""

from __future__ import annotations

import errno
import lzma
import re
import struct
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clinic.domain.errors import ImportTrouble
from clinic.i18n import say

from .limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_TEXT, broken, check_zip, too_large
from .tables import Sheet, Value

#: A number format that is only zeros and separators ('000-000-000') shows a number as text with leading zeros.
_ZEROS = re.compile(r"^(?:0|[-() ]|\\.|\"[^\"]*\")+$")
#: What openpyxl lets fly from a broken file (tried on several hundred).
_BROKEN = (
    BadZipFile, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError, AssertionError,
    ParseError, EOFError, OSError, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip


def read_excel(path: Path) -> tuple[Sheet, ...]:
    """All visible sheets with something in them. Raises ImportTrouble for a damaged, locked or too large file."""
    check_zip(path)
    try:
        # From memory: openpyxl leaves a broken file open, and Windows then refuses to delete or replace it.
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=True, keep_links=False)
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            raise MemoryError from error
        raise broken(path.name) from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > MAX_SHEETS:
        raise ImportTrouble(
            say("“{name}” has {n} sheets; up to {limit} are read. Copy the list into a new file.",
                name=path.name, n=len(sheets), limit=MAX_SHEETS)
        )  # fmt: skip
    found = tuple(sheet for sheet in map(_sheet, sheets) if sheet.rows)
    if not found:
        raise ImportTrouble(say("The file “{name}” is empty. Ask for it again.", name=path.name))
    return found


def _sheet(sheet: Worksheet) -> Sheet:
    bottom, right = _extent(sheet)
    rows = []
    for number, cells in enumerate(sheet.iter_rows(min_row=1, max_row=bottom, max_col=right), start=1):
        values = tuple(_value(cell) for cell in cells)
        if any(value is not None for value in values):
            rows.append((number, values))
    return Sheet(
        name=sheet.title,
        rows=tuple(rows),
        hidden=frozenset(n for n, row in sheet.row_dimensions.items() if row.hidden and n <= bottom),
        hidden_columns=frozenset(
            number
            for column in sheet.column_dimensions.values()
            if column.hidden
            for number in range(column.min or 1, min(column.max or 1, right) + 1)
        ),
        merged=tuple(
            (area.min_row, area.min_col, area.max_row, area.max_col)
            for area in sheet.merged_cells.ranges
            if area.max_row <= bottom and area.max_col <= right
        ),
    )


def _extent(sheet: Worksheet) -> tuple[int, int]:
    """The last row and column that hold a value; the sheet's own word for it is never trusted."""
    bottom = right = 1
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - the only list of cells that are really there
        if cell.value is None:
            continue
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise too_large(sheet.title, f"{get_column_letter(column)}{row}")
        bottom, right = max(bottom, row), max(right, column)
    return bottom, right


def _value(cell: Any) -> Value:
    value = cell.value
    if isinstance(value, str):
        text = value.strip()[:MAX_TEXT]
        return text or None
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _with_zeros(value, cell.number_format)
    return value if isinstance(value, bool | float | date | time) else None


def _with_zeros(value: int, form: str) -> str | int:
    """412776 with the form '000-000-000' is what people read: '000-412-776'."""
    if form.count("0") < 2 or not _ZEROS.match(form) or value < 0:
        return value
    digits = str(value).zfill(form.count("0"))
    lead = len(digits) - form.count("0")
    rest = iter(digits[lead:])
    plain_form = form.replace("\\", "").replace('"', "")
    return digits[:lead] + "".join(next(rest) if letter == "0" else letter for letter in plain_form)
