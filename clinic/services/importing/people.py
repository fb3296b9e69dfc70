"""Reads a list of volunteers. Whether two rows are one person is judged in `twins`, what is on file in `volunteers`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.names import folded
from clinic.domain.people import (
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    usual_directions,
)
from clinic.i18n import plain, say

from .cells import Cells, DateReading, how_dates_are_read
from .dates import weekdays_in
from .finding import Row, Table
from .model import Kind, Order, Reading, VolunteerRecord
from .numbers import phone_digits, read_phone
from .vocabulary import read_gone, read_languages, read_mark, read_roles, read_yes

DATES = ("here_from", "here_until", "signed_up_at")
_BAR = re.compile(r"\b([A-Za-z]{2,3})\W*\s*(?:no\.?|#)?\s*(\d[\w-]*)")
_TRAINING = re.compile(r"capacita|training|formacion")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Availability read from a row."""

    cells: tuple[Availability, ...] = ()
    marks: int = 0


def read_people(table: Table, today: date, told: Order | None) -> tuple[list[Reading], DateReading]:
    """Every row of a list of volunteers, and how its dates were read."""
    dates = how_dates_are_read(table, DATES, today, told)
    star = any(_TRAINING.search(folded(legend)) for legend in table.legends if legend.startswith("*"))
    return [_read(table, row, dates, star) for row in table.rows], dates


def _read(table: Table, row: Row, dates: DateReading, star: bool) -> Reading:
    cells = Cells(table, row, dates)
    record = _contact(cells, _name(cells, star))
    record = _skills(cells, record)
    record = _presence(cells, record)
    nothing = not record.name or _is_nobody(cells, record)
    return Reading(
        Kind.VOLUNTEERS, table.sheet, row.number, plain(record.name or "?"), None if nothing else record,
        tuple(cells.remarks), cells.doubted,
    )  # fmt: skip


def _name(cells: Cells, star: bool) -> VolunteerRecord:
    name = " ".join(cells.text("name").split())
    starred = name.endswith("*")
    name = name.rstrip("* ")
    last, comma, first = name.partition(", ")
    if comma and "," not in first:
        name = f"{first} {last}"
    if not name:
        cells.doubt("name", say("This row has no name."))
    if starred and not star:
        cells.warn("name", say("Nothing in the list says what the star means; it was left out."))
    return VolunteerRecord(name, training_pending=starred and star)


def _contact(cells: Cells, record: VolunteerRecord) -> VolunteerRecord:
    phone, note = read_phone(cells.raw("phone"))
    if phone and len(phone_digits(phone)) < 7:
        cells.doubt("phone", say("“{phone}” is too short for a phone.", phone=phone))
    email = cells.text("email")
    can_be_reached = phone or email or note
    if not can_be_reached and (cells.table.heading("phone") or cells.table.heading("email")):
        cells.warn("phone", say("Neither phone nor e-mail: nobody can reach this person."))
    note_of_row = cells.text("note")
    return replace(record, phone=phone, contact_note=note, email=email, note=note_of_row)


def _skills(cells: Cells, record: VolunteerRecord) -> VolunteerRecord:
    roles, unknown_roles = read_roles(cells.raw("roles"))
    languages = read_languages(cells.raw("languages"))
    for word in unknown_roles:
        cells.warn("roles", say("“{word}” is no role that is known; it was left out.", word=word))
    for word in languages.unknown:
        say_about = cells.warn if languages.speaks else cells.doubt
        say_about("languages", say("“{word}” is no language that is known.", word=word))
    return replace(
        record,
        roles=roles,
        speaks=languages.speaks,
        interprets=usual_directions(roles, languages.speaks),
        has_car=read_yes(cells.raw("has_car")),
        credentials=_bar(cells.text("bar")),
        gone=read_gone(cells.raw("status")),
        signed_up_at=cells.moment("signed_up_at"),
    )


def _presence(cells: Cells, record: VolunteerRecord) -> VolunteerRecord:
    grid = _grid(cells)
    if not grid.marks and _asks_for_days(cells.table):
        cells.warn("name", say("No day is marked on which this person can come."), record.name)
    first, last = cells.day("here_from").on, cells.day("here_until").on
    if first and last and last < first:
        cells.doubt(
            "here_until",
            say("Leaves on {last}, before arriving on {first}. Proposed: the other way round.", last=last, first=first),
        )
        first, last = last, first
    return replace(record, availability=grid.cells, marks=grid.marks, here_from=first, here_until=last)


def _is_nobody(cells: Cells, record: VolunteerRecord) -> bool:
    """An answer in which neither the phone nor the language can be true is a test, not a person."""
    return cells.doubted and not record.speaks and 0 < len(phone_digits(record.phone)) < 7


def _bar(text: str) -> tuple[Credential, ...]:
    return tuple(Credential(CredentialKind.BAR_LICENCE, state.upper(), number) for state, number in _BAR.findall(text))


def _asks_for_days(table: Table) -> bool:
    return any(heading.weekday is not None for heading in table.headings)


def _grid(cells: Cells) -> _Grid:
    found: list[Availability] = []
    marks = 0
    for attribute, part in (("mornings", DayPart.MORNING), ("afternoons", DayPart.AFTERNOON)):
        days = weekdays_in(cells.text(attribute))
        found += [Availability(day, part) for day in days]
        marks += len(days)
    for heading in cells.table.headings:
        value = cells.row.values[heading.index]
        if heading.weekday is None or value is None:
            continue
        mark = read_mark(value)
        if mark is None:
            cells.warn(
                "name", say("“{mark}” under {day} is no mark that is known.", mark=value, day=heading.text), value
            )
            continue
        parts, can = mark
        marks += can is Can.CAN
        found += [Availability(heading.weekday, part, can) for part in parts]
    return _Grid(tuple(found), marks)
