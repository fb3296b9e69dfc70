"""Readers and writers of file formats, as bootstrap hands them to the pages; each is loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clinic.ports import BookWriter, CalendarWriter, Outbox, Sheets


@dataclass(frozen=True)
class Formats:
    """What a page needs to take a spreadsheet in and to give feeds and workbooks out."""

    sheets: Callable[[], Sheets]
    calendar_writer: Callable[[], CalendarWriter]
    book_writer: Callable[[], BookWriter]
    outbox: Callable[[Path], Outbox]
