"""A sheet to filter and edit: a real Excel table with a hidden id, drop-downs from the lists, open seats in colour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from clinic.domain.outgoing import Book, TableColumn, TableSheet

from .excel_cells import LINE, SHADES, lines_of, set_cell, set_up_page


def add_table(sheet: Worksheet, table: TableSheet, book: Book, place: Callable[[tuple[str, ...]], str]) -> None:
    """Fill a sheet with a table. `place` gives the range of a drop-down's words.

    A table without rows would make Excel offer a repair: such a sheet holds its headers and a sentence instead.
    """
    for index, column in enumerate(table.columns, start=1):
        set_cell(sheet, 1, index, column.header, bold=True, shade=SHADES.heading)
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    for number, row in enumerate(table.rows, start=2):
        for index, value in enumerate(row, start=1):
            _set(sheet, number, index, value)
        heights = [
            lines_of(str(v), c.width)
            for v, c in zip(row, table.columns, strict=True)
            if isinstance(v, str) and not c.hidden
        ]
        sheet.row_dimensions[number].height = LINE * max(heights, default=1)
    if table.rows:
        _make_table(sheet, table, place)
    else:
        shown = next(index for index, column in enumerate(table.columns, start=1) if not column.hidden)
        set_cell(sheet, 2, shown, table.empty)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, book)


def _set(sheet: Worksheet, number: int, index: int, value: Any) -> None:
    cell = set_cell(sheet, number, index, value, wrap=isinstance(value, str))
    if isinstance(value, time):
        cell.number_format = "hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, float):
        cell.number_format = "0.00"


def _make_table(sheet: Worksheet, table: TableSheet, place: Callable[[tuple[str, ...]], str]) -> None:
    last = len(table.rows) + 1
    area = f"A1:{get_column_letter(len(table.columns))}{last}"
    made = Table(displayName=table.name, ref=area)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(made)
    for index, column in enumerate(table.columns, start=1):
        if column.choices:
            _offer(sheet, column, f"{get_column_letter(index)}2:{get_column_letter(index)}{last}", place)
    if table.gap:
        word = table.gap.replace('"', '""')
        fill = PatternFill("solid", start_color=SHADES.gap, end_color=SHADES.gap)
        found = f'COUNTIF($A2:${get_column_letter(len(table.columns))}2,"{word}")>0'
        rule = Rule(type="expression", formula=[found], dxf=DifferentialStyle(fill=fill))
        sheet.conditional_formatting.add(f"A2:{area.split(':')[1]}", rule)


def _offer(sheet: Worksheet, column: TableColumn, cells: str, place: Callable[[tuple[str, ...]], str]) -> None:
    offer = DataValidation(type="list", formula1=place(column.choices), allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(offer)
    offer.add(cells)
