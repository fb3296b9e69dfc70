"""What leaves the laptop, cut down and put into words: the rows that writers of formats are given.

Nothing here can hold a client's name, number or phone; `clinic.services.disclosure` decides what goes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event of a feed. All instants are UTC; texts are in the reader's language, without a line for what is empty.

    `uid` never changes; `sequence` and `changed_at` move together and only when the event changed. `busy`: it takes the
    person's time (a cancelled one and a notice do not).
    """

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    cancelled: bool = False
    tentative: bool = False
    busy: bool = True


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line in a cell of the grid for eyes: who is on, or a gap (told by its colour and by a word of its own)."""

    text: str
    is_gap: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid: what it is about, and a cell a day."""

    label: str
    cells: tuple[tuple[GridLine, ...], ...]


#: What a cell of a table may hold. Dates and times are wall clock, without a zone.
Cell = str | int | float | date | time | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table: its header, its width in characters, the words it may hold, whether it is hidden."""

    header: str
    width: int = 14
    choices: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet to filter and edit.

    `name` is the table's own (letters only); `gap` marks an open seat; `empty` is said in place of rows.
    """

    title: str
    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    gap: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: a grid for eyes, tables, a legend of (word, meaning).

    `footer` says what it holds and when it was made; `page` is the word for a page. `made_on` is wall clock.
    """

    title: str
    grid_title: str
    corner: str
    days: tuple[str, ...]
    grid: tuple[GridRow, ...]
    tables: tuple[TableSheet, ...]
    legend_title: str
    legend: tuple[tuple[str, str], ...]
    footer: str
    page: str
    made_on: date
