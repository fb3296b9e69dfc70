"""Reads a list of hearings, one person a row; an empty cell of a family means what stands above it.

How the rows fit the households on file is decided in `families`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from clinic.domain.hearings import HearingKind, TimeSource, proposed_report_time
from clinic.domain.names import folded
from clinic.domain.policy import Clinic
from clinic.i18n import Sentence, plain, say, say_n

from .cells import Cells, DateReading, how_dates_are_read
from .finding import Row, Table
from .model import HearingRecord, Kind, Order, Reading
from .numbers import read_a_number, read_age, read_money
from .vocabulary import read_hearing_kind, read_languages

_AS_ABOVE = ("shelter", "hearing_on", "hearing_time", "report_time", "court", "port", "kind", "languages")


@dataclass
class _Family:
    """The rows of one family so far: what they have said, and how many they are."""

    number: int
    reference: str
    size: int = 0
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HearingList:
    """A list of hearings as read, with what is to be said about the whole of it."""

    readings: tuple[Reading, ...]
    dates: DateReading
    no_report_times: bool


def read_hearings(table: Table, today: date, told: Order | None, clinic: Clinic, lead_minutes: int) -> HearingList:
    """Every row of a list of hearings. A report time that is missing is proposed by the site's lead, and marked so."""
    dates = how_dates_are_read(table, ("hearing_on",), today, told)
    no_report_times = not any(value is not None for value in table.column("report_time"))
    numbers: dict[str, tuple[int, str]] = {}
    readings = []
    for row, family in _in_families(table):
        cells = Cells(table, row, dates)
        number = _a_number(cells, numbers)
        times = _Times.read(cells, family)
        if times.hearing_time and not times.report_time and not no_report_times:
            cells.warn("report_time", say("No report time; it is proposed from the lead and marked as proposed."))
        record = _record(cells, family, times, lead_minutes=lead_minutes) if times.on else None
        if record:
            name = cells.text("name") if clinic.keeps_names else ""
            record = replace(record, name=name, a_number=number if clinic.keeps_a_numbers else "")
        what = _what(cells, family, keeps_names=clinic.keeps_names)
        remarks = tuple(cells.remarks)
        readings.append(Reading(Kind.HEARINGS, table.sheet, row.number, what, record, remarks, cells.doubted))
        family.size += 1
    return HearingList(tuple(readings), dates, no_report_times)


def _in_families(table: Table) -> Iterator[tuple[Row, _Family]]:
    """Each row with its family: a new one where the column names another; in a list without that column, every row."""
    heading = table.heading("reference")
    families: dict[str, _Family] = {}
    family: _Family | None = None
    for number, row in enumerate(table.rows):
        value = row.values[heading.index] if heading else None
        reference = "" if value is None else str(value)
        if reference:
            family = families.setdefault(reference, _Family(number, reference))
        elif family is None or heading is None:
            family = _Family(number, "")
        for attribute in _AS_ABOVE:
            column = table.heading(attribute)
            if column and row.values[column.index] is not None:
                family.said[attribute] = row.values[column.index]
        yield row, family


@dataclass(frozen=True, slots=True)
class _Times:
    """The day and the two times of a hearing."""

    on: date | None
    hearing_time: time | None
    report_time: time | None

    @classmethod
    def read(cls, cells: Cells, family: _Family) -> _Times:
        """From the row, or from above it; a doubt when there is no day, or the report comes after the hearing."""
        said = family.said
        if said.get("hearing_on") is None:
            cells.doubt("hearing_on", say("There is no date of the hearing."))
            return cls(None, None, None)
        day = cells.day("hearing_on", said["hearing_on"])
        hearing = day.clock or cells.clock("hearing_time", said.get("hearing_time"))
        report = cells.clock("report_time", said.get("report_time"))
        if day.on and day.on.weekday() >= 5 and not day.doubt:
            cells.doubt("hearing_on", say("{date} is at the weekend, when courts are shut.", date=day.on))
        if report and hearing and report > hearing:
            cells.doubt(
                "report_time",
                say(
                    "The report time {report} is after the hearing time {hearing}. Proposed: the other way round.",
                    report=report,
                    hearing=hearing,
                ),
            )
            report, hearing = hearing, report
        return cls(day.on, hearing, report)


def _record(cells: Cells, family: _Family, times: _Times, *, lead_minutes: int) -> HearingRecord | None:
    if times.on is None:
        return None
    report_on, report, source = None, times.report_time, TimeSource.TYPED
    if report is None and times.hearing_time:
        proposed_on, report = proposed_report_time(times.on, times.hearing_time, lead_minutes)
        report_on, source = (proposed_on if proposed_on != times.on else None), TimeSource.PROPOSED
    said = family.said
    return HearingRecord(
        family=family.number,
        position=family.size,
        reference=family.reference,
        age=_age(cells),
        shelter=str(said.get("shelter", "")),
        languages=_languages(cells, said.get("languages")),
        port=str(said.get("port", "")),
        court=str(said.get("court", "")),
        kind=_kind(cells, said.get("kind")),
        hearing_on=times.on,
        hearing_time=times.hearing_time,
        report_on=report_on,
        report_time=report,
        report_source=source if report else TimeSource.UNKNOWN,
        fare=read_money(cells.raw("fare")) or None,
        note=cells.text("note"),
        states_hearing=cells.raw("hearing_on") is not None,
    )


def _a_number(cells: Cells, seen: dict[str, tuple[int, str]]) -> str:
    """The nine digits; '' with a doubt when they are not nine, or stand on another row already."""
    digits = read_a_number(cells.raw("a_number"))
    name = folded(cells.text("name"))
    if cells.raw("a_number") is None:
        return ""
    if len(digits) != 9:
        sentence = say_n(
            "This A-number has {n} digit, not nine.", "This A-number has {n} digits, not nine.", len(digits)
        )
        cells.doubt("a_number", sentence)
        return ""
    if digits in seen:
        row, other = seen[digits]
        cells.doubt(
            "a_number",
            say("This person stands in row {row} already.", row=row)
            if other == name
            else say("This A-number stands on another name in row {row}.", row=row),
        )
        return ""
    seen[digits] = (cells.row.number, name)
    return digits


def _age(cells: Cells) -> int | None:
    age = read_age(cells.raw("age"))
    if age is None and cells.raw("age") is not None:
        cells.warn("age", say("“{value}” is no age; it was left out.", value=cells.text("age")))
    return age


def _languages(cells: Cells, value: Any) -> tuple[str, ...]:
    found = read_languages(value)
    for word in found.unknown:
        cells.warn("languages", say("“{word}” is no language that is known.", word=word), value)
    return tuple(spoken.language for spoken in found.speaks)


def _kind(cells: Cells, value: Any) -> HearingKind | None:
    kind = read_hearing_kind(value)
    if kind is None and value is not None:
        cells.warn("kind", say("“{value}” is no kind of hearing that is known.", value=str(value)), value)
        return HearingKind.OTHER
    return kind


def _what(cells: Cells, family: _Family, *, keeps_names: bool) -> Sentence:
    if keeps_names and cells.text("name"):
        return plain(cells.text("name"))
    if family.reference:
        return say("{reference}, person {n}", reference=family.reference, n=family.size + 1)
    return say("row {row}", row=cells.row.number)
