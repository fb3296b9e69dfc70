"""Finds the list in a sheet: titles above it, a header over one row or two, totals and footnotes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clinic.domain.names import folded
from clinic.i18n import Sentence
from clinic.ports import SheetRows

from .columns import COLUMNS, fits, looks_like
from .dates import weekdays_of
from .model import Kind

Rows = dict[int, list[Any]]

_SEARCHED = 40  # a header further down than this is not looked for
_NO_PERSON = re.compile(r"\d|:|^\*|\btotal\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a found list: `attribute` is '' when nobody knows it; `weekday` is set in a grid of days."""

    index: int
    text: str
    attribute: str = ""
    weekday: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data."""

    number: int
    values: tuple[Any, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was found in a sheet. `titles` stand above it, `legends` below."""

    sheet: str
    kind: Kind
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    titles: tuple[str, ...] = ()
    legends: tuple[str, ...] = ()

    def heading(self, attribute: str) -> Heading | None:
        """The column that fills an attribute."""
        return next((found for found in self.headings if found.attribute == attribute), None)

    def column(self, attribute: str) -> list[Any]:
        """All values of a column, none when the list has no such column."""
        found = self.heading(attribute)
        return [row.values[found.index] for row in self.rows] if found else []


def find_table(sheet: SheetRows) -> Table | None:
    """The list in a sheet, None when there is none that can be read."""
    rows: Rows = {number: list(values) for number, values in sheet.rows}
    best: tuple[int, tuple[int, int], Kind, tuple[Heading, ...]] | None = None
    for number in list(rows)[:_SEARCHED]:
        for last in (number, number + 1) if _goes_on(sheet, number) else (number,):
            headers = _headers(sheet, rows, number, last)
            if looks_like(headers):
                return None
            for kind in Kind:
                found = _match(kind, headers, frozenset(sheet.hidden_columns))
                attributes = frozenset(heading.attribute for heading in found if heading.attribute)
                score = len(attributes) + sum(heading.weekday is not None for heading in found)
                if fits(kind, attributes) and (best is None or score > best[0]):
                    best = (score, (number, last), kind, found)
    return _table(sheet, rows, *best[1:]) if best else None


def foreign(sheet: SheetRows) -> Sentence | None:
    """What a sheet without a known list seems to hold."""
    return next((found for _, values in list(sheet.rows)[:_SEARCHED] if (found := looks_like(list(values)))), None)


def _goes_on(sheet: SheetRows, number: int) -> bool:
    """Whether joined cells show that a header in this row goes on in the next."""
    return any(
        top == number and (bottom == number + 1 or (bottom == number and right > left))
        for top, left, bottom, right in sheet.merged
    )


def _headers(sheet: SheetRows, rows: Rows, first: int, last: int) -> list[Any]:
    """The header cells, those of two rows joined, with a joined cell's text over all the columns that it spans."""
    top = list(rows.get(first, ()))
    if last == first:
        return top
    for row, left, _, right in sheet.merged:
        if row == first:
            top[left - 1 : right] = [top[left - 1]] * (right - left + 1)
    below = rows.get(last, [None] * len(top))
    return [" / ".join(str(part) for part in (a, b) if part) or None for a, b in zip(top, below, strict=True)]


def _match(kind: Kind, headers: Sequence[Any], hidden: frozenset[int]) -> tuple[Heading, ...]:
    texts = [folded(header) if isinstance(header, str) else "" for header in headers]
    weekdays = weekdays_of([text.rpartition(" / ")[2] for text in texts]) if kind is Kind.VOLUNTEERS else {}
    ranked = sorted(
        ((column.score(text), index, column) for index, text in enumerate(texts) for column in COLUMNS[kind] if text),
        key=lambda found: (-found[0], found[1]),
    )
    taken: dict[int, str] = {}
    for score, index, column in ranked:
        free = index not in taken and index not in weekdays and index + 1 not in hidden
        if score and free and (column.many or column.attribute not in taken.values()):
            taken[index] = column.attribute
    return tuple(
        Heading(index, str(header), taken.get(index, ""), weekdays.get(index), index + 1 in hidden)
        for index, header in enumerate(headers)
        if header is not None
    )


def _table(sheet: SheetRows, rows: Rows, header: tuple[int, int], kind: Kind, headings: tuple[Heading, ...]) -> Table:
    first, last = header
    for top, left, bottom, _ in sheet.merged:
        for number in range(top + 1, bottom + 1) if top > last else ():
            if number in rows:  # a cell joined over several rows means each of them
                rows[number][left - 1] = rows[top][left - 1]
    hidden = frozenset(sheet.hidden)
    name = next((h.index for h in headings if h.attribute == "name"), None)
    data, legends = [], []
    for number, values in rows.items():
        if number <= last:
            continue
        filled = [(index, value) for index, value in enumerate(values) if value is not None]
        known = [index for index, _ in filled if any(h.index == index for h in headings)]
        if _is_remark(filled, name) or not known or values == rows[first]:
            legends += [str(value) for _, value in filled]
        else:
            data.append(Row(number, tuple(values), number in hidden))
    titles = tuple(str(value) for number, values in rows.items() if number < first for value in values if value)
    return Table(sheet.name, kind, headings, tuple(data), titles, tuple(legends))


def _is_remark(filled: list[tuple[int, Any]], name: int | None) -> bool:
    """A row with one filled cell is a total, a note or a legend, unless it is plainly a name."""
    first = str(filled[0][1])
    if len(filled) == 1:
        return filled[0][0] != name or bool(_NO_PERSON.search(folded(first)))
    return folded(first).rstrip(":") in ("total", "totales", "suma", "on duty", "count")
