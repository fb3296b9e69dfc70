"""Writes the organizers' workbook: a grid for eyes and paper, tables to filter and edit, a legend with the lists.

Text stays text whatever it begins with, nobody is named in the properties, the same book gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from clinic.domain.outgoing import Book

from .excel_cells import SHADES, set_cell, set_up_page
from .excel_grid import add_grid
from .excel_table import add_table

#: Long ago enough that no zip tool complains, and always the same.
_STAMP = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


class ExcelWriter:
    """Puts a workbook into bytes (the promise `clinic.ports.BookWriter`)."""

    def write(self, book: Book) -> bytes:
        """The .xlsx file."""
        workbook = Workbook()
        del workbook[workbook.sheetnames[0]]
        add_grid(workbook.create_sheet(book.grid_title), book)
        choices = _Lists(book.legend_title)
        for table in book.tables:
            add_table(workbook.create_sheet(table.title), table, book, choices.place)
        _add_legend(workbook.create_sheet(book.legend_title), book, choices)
        return _settled(workbook, book)


class _Lists:
    """Where the words of each drop-down stand on the legend's sheet: a column a list, from the fourth on."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self.lists: list[tuple[str, ...]] = []

    def place(self, choices: tuple[str, ...]) -> str:
        """The range that holds `choices`, as Excel writes it."""
        if choices not in self.lists:
            self.lists.append(choices)
        column = "DEFGHIJKLMNOPQ"[self.lists.index(choices)]
        return f"'{self._sheet}'!${column}$2:${column}${len(choices) + 1}"


def _add_legend(sheet: Worksheet, book: Book, lists: _Lists) -> None:
    set_cell(sheet, 1, 1, book.legend_title, bold=True)
    for row, (word, meaning) in enumerate(book.legend, start=2):
        set_cell(sheet, row, 1, word, bold=True)
        set_cell(sheet, row, 2, meaning, wrap=True)
    for column, words in enumerate(lists.lists, start=4):
        for row, word in enumerate(words, start=2):
            set_cell(sheet, row, column, word, shade=SHADES.list)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 70
    set_up_page(sheet, book)


def _settled(workbook: Workbook, book: Book) -> bytes:
    """The bytes, with neutral properties and without the hour at which they were made."""
    made = datetime.combine(book.made_on, time())
    properties = DocumentProperties(
        creator="Clinic Scheduler", lastModifiedBy="Clinic Scheduler", title=book.title, created=made, modified=made
    )
    raw, settled = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            data = tostring(properties.to_tree()) if name == _CORE else source.read(name)
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return settled.getvalue()
