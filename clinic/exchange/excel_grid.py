"""The sheet for eyes: days across, sessions and places down, who is on, and gaps by colour and by word."""

from __future__ import annotations

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clinic.domain.outgoing import Book, GridLine, GridRow

from .excel_cells import LINE, SHADES, frame, lines_of, set_cell, set_up_page

_LABEL_WIDTH, _DAY_WIDTH = 26, 24
_HEADER = 3


def add_grid(sheet: Worksheet, book: Book) -> None:
    """Fill a sheet with the grid of a week."""
    set_cell(sheet, 1, 1, book.title, bold=True)
    for column, text in enumerate((book.corner, *book.days), start=1):
        frame(set_cell(sheet, _HEADER, column, text, bold=True, shade=SHADES.heading))
        width = _LABEL_WIDTH if column == 1 else _DAY_WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(book.grid, start=_HEADER + 1):
        _add_row(sheet, number, row)
    sheet.freeze_panes = f"B{_HEADER + 1}"
    sheet.print_title_rows = f"1:{_HEADER}"
    sheet.print_title_cols = "A:A"
    set_up_page(sheet, book)


def _add_row(sheet: Worksheet, number: int, row: GridRow) -> None:
    frame(set_cell(sheet, number, 1, row.label, bold=True, wrap=True))
    for column, lines in enumerate(row.cells, start=2):
        has_gap = any(line.is_gap for line in lines)
        cell = set_cell(sheet, number, column, _text(lines), wrap=True, shade=SHADES.gap if has_gap else "")
        frame(cell)
    heights = [lines_of(row.label, _LABEL_WIDTH), *(lines_of(_text(lines) or "", _DAY_WIDTH) for lines in row.cells)]
    sheet.row_dimensions[number].height = LINE * max(heights)


def _text(lines: tuple[GridLine, ...]) -> str | None:
    return "\n".join(line.text for line in lines) or None
