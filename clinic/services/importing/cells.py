"""One row of a list by the attributes of its columns, gathering what is to be said about its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from clinic.i18n import Sentence

from .clocks import read_clock
from .dates import Day, Evidence, Known, evidence_of, is_ambiguous, majority, read_day
from .finding import Row, Table
from .model import Order, Remark


@dataclass(frozen=True, slots=True)
class DateReading:
    """How the dates of a list are read: what each column shows, what is more likely, from which day it is seen."""

    evidence: Mapping[str, Evidence]
    likely: Mapping[str, Order]
    today: date
    is_open: bool  # some date can be read in two ways


def how_dates_are_read(table: Table, attributes: tuple[str, ...], today: date, told: Order | None) -> DateReading:
    """Let each column decide; a column that shows nothing follows the others of the list, then what was `told`."""
    shown = {attribute: evidence_of(table.column(attribute), today) for attribute in attributes}
    orders = {found for found in shown.values() if isinstance(found, Order)}
    common = orders.pop() if len(orders) == 1 and Known.MIXED not in shown.values() else None
    evidence: dict[str, Evidence] = {}
    for attribute, found in shown.items():
        if isinstance(found, Order):
            evidence[attribute] = found
        else:
            evidence[attribute] = (common if found is Known.NOTHING else None) or told or found
    likely = {attribute: common or majority(table.column(attribute), today) for attribute in attributes}
    is_open = any(
        not isinstance(evidence[attribute], Order)
        and any(is_ambiguous(value, today) for value in table.column(attribute))
        for attribute in attributes
    )
    return DateReading(evidence, likely, today, is_open)


class Cells:
    """A row to read from. `remarks` holds what was said so far, `doubted` whether any of it needs an answer."""

    def __init__(self, table: Table, row: Row, dates: DateReading) -> None:
        self.table = table
        self.row = row
        self.remarks: list[Remark] = []
        self.doubted = False
        self._dates = dates
        self._index = {heading.attribute: heading.index for heading in table.headings if heading.attribute}

    def raw(self, attribute: str) -> Any:
        """The cell's value, None when it is empty or there is no such column."""
        index = self._index.get(attribute)
        return None if index is None else self.row.values[index]

    def text(self, attribute: str) -> str:
        """The cell as text, '' when empty; line breaks within it stay."""
        value = self.raw(attribute)
        return "" if value is None else str(value).strip()

    def day(self, attribute: str, value: Any = None) -> Day:
        """The cell (or `value` in its place) as a day; says what is doubtful about it."""
        value = self.raw(attribute) if value is None else value
        found = read_day(value, self._dates.evidence[attribute], self._dates.likely[attribute], self._dates.today)
        if found.doubt:
            self.doubt(attribute, found.doubt, value)
        return found

    def moment(self, attribute: str) -> datetime | None:
        """The cell as a day with a time of day; None when it holds no day, about which nothing is said."""
        value = self.raw(attribute)
        found = read_day(value, self._dates.evidence[attribute], self._dates.likely[attribute], self._dates.today)
        return datetime.combine(found.on, found.clock or time()) if found.on else None

    def clock(self, attribute: str, value: Any = None) -> time | None:
        """The cell (or `value` in its place) as a time of day; says when it is none."""
        value = self.raw(attribute) if value is None else value
        found = read_clock(value)
        if found.doubt:
            self.doubt(attribute, found.doubt, value)
        return found.at

    def warn(self, attribute: str, sentence: Sentence, value: Any = None) -> None:
        """Say something about a cell that can be taken all the same."""
        heading = self.table.heading(attribute)
        shown = self.raw(attribute) if value is None else value
        text = "" if shown is None else str(shown)
        self.remarks.append(Remark(self.table.sheet, self.row.number, heading.text if heading else "", text, sentence))

    def doubt(self, attribute: str, sentence: Sentence, value: Any = None) -> None:
        """Say something about a cell that needs a person's answer."""
        self.warn(attribute, sentence, value)
        self.doubted = True
