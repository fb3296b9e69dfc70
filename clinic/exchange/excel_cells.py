"""Cells and pages that all sheets of a workbook share."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from clinic.domain.outgoing import Book

#: Excel takes a text that begins so for a formula as soon as the cell is edited (the wide twins too, in East Asia).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LINE = 15.0  # points, the height of one line of text
#: Light fills on which black text can be read and which differ in grey: heading, gap, list.
SHADES = SimpleNamespace(heading="DDE6EE", gap="F8C9B8", list="F2F2F2")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST = 32_767  # characters in a cell; Excel cuts the rest without a word
_THIN = Side(style="thin", color="B7BDC3")
_LETTER = 1  # paper size


def set_cell(
    sheet: Worksheet, row: int, column: int, value: Any, *, bold: bool = False, wrap: bool = False, shade: str = ""
) -> Cell:
    """Put a value into a cell; a text is kept as text whatever it looks like."""
    cell = cast(Cell, sheet.cell(row, column))  # no cell of ours is joined with another
    if isinstance(value, str):
        cell.value = text = _ILLEGAL.sub("", value)[:_MOST]
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULA_STARTS)
    else:
        cell.value = value
    cell.font = Font(name="Calibri", size=11, bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    if shade:
        cell.fill = PatternFill("solid", start_color=shade, end_color=shade)
    return cell


def frame(cell: Cell) -> None:
    """Thin lines around a cell, so that a grid on paper keeps its columns."""
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of `width` characters."""
    return sum(max(1, -(-len(line) // max(width, 1))) for line in text.split("\n"))


def set_up_page(sheet: Worksheet, book: Book) -> None:
    """Landscape, one page wide, with what it holds, when it was made, and page numbers at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _LETTER
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text = book.footer.replace("&", "&&")
        footer.right.text = f"{book.page} &P / &N"
