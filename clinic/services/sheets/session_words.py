"""Sheets of a day's sessions in words."""

from __future__ import annotations

from datetime import date, datetime

from clinic.domain.day_sheets import Block, Cell, Frame, Lines, Sign, Symbol, Table, Words
from clinic.domain.words import CONSULTATIONS, language_name
from clinic.i18n import _, day, say, say_n
from clinic.rules.should import direction

from .appointments import slip_words
from .phrases import people
from .session_levels import (
    Appointment,
    Appointments,
    AttorneyRow,
    AttorneySheet,
    InterpreterSheet,
    LinkRow,
    SessionDoor,
    SignIn,
)

#: So many lines for people who have no place beforehand, where a group has no limit that fits on a page.
MOST_LINES = 40


def door(sheet: SessionDoor, on: date) -> tuple[Block, ...]:
    """What whoever stands at the door reads: who comes when, and where they go."""
    heads = (_("Hour"), _("Code"), _("People"), _("Room"), _("Here"), _("came at"))
    rows = tuple(
        (
            _hour(row.starts, on),
            Cell(row.heads.code),
            Cell(lines=(people(row.heads),)),
            Cell(row.room or "–", (row.lawyer,) if row.lawyer else ()),
            Cell(box=True),
            Cell(line=True),
        )
        for row in sheet.rows
    )
    without = _("Somebody without an appointment: code or number of people, and the hour.")
    return Table(heads, (0.13, 0.24, 0.2, 0.22, 0.07, 0.14), rows), Lines(without, 4)


def attorney(sheet: AttorneySheet, on: date) -> tuple[Block, ...]:
    """A lawyer's day, with room for how each meeting ended."""
    if not sheet.rows:
        return Words(_("Nobody is booked yet.")), Lines(_("Who came:"), 6)
    heads = (_("Hour"), _("Code"), _("What for"), _("Room"), _("Seen, partly, not seen"))
    rows = tuple(_attorney_row(row, on) for row in sheet.rows)
    found: list[Block] = [Table(heads, (0.13, 0.21, 0.34, 0.14, 0.18), rows)]
    if any(row.drafting for row in sheet.rows):
        found.append(Words(_("Form EOIR-61"), _("goes with every paper that we help to draft.")))
    found.append(Lines(_("What must happen next, for whom, until when:"), 4))
    return tuple(found)


def _attorney_row(row: AttorneyRow, on: date) -> tuple[Cell, ...]:
    kind = str(CONSULTATIONS[row.kind])
    found = tuple(Sign(Symbol.WARNING, str(words)) for words in row.open)
    if row.heads is None:
        told = say_n("{taken} of {n} household", "{taken} of {n} households", row.capacity, taken=row.taken)
        who, what = Cell(_("group"), (str(told),)), Cell(kind, signs=found)
    else:
        promised = (_("promised: keep this hour"),) if row.pinned else ()
        who = Cell(row.heads.code, (people(row.heads), *promised))
        what = Cell(kind, (str(language_name(row.language)), *map(str, row.through)), found)
    ends = str(say("until {hour}", hour=row.ends.time()))
    hour = _hour(row.starts, on)
    where = Cell(row.room or "–", (row.place,))
    outcome = Cell(line=True)
    return Cell(hour.bold, (*hour.lines, ends), large=True), who, what, where, outcome


def interpreter(sheet: InterpreterSheet, on: date) -> tuple[Block, ...]:
    """An interpreter's day: when they must be there, then each link."""
    found: list[Block] = [
        Words(
            str(say("{start}–{end}", start=duty.starts.time(), end=duty.ends.time())),
            str(say("{place}, by phone", place=duty.place)) if duty.remote else duty.place,
        )
        for duty in sheet.duties
    ]
    if not sheet.rows:
        return (*found, Words(_("Nobody is booked yet.")), Lines(_("For whom, with the hour:"), 6))
    heads = (_("Hour"), _("Code"), _("From, into"), _("Between"), _("Room"))
    rows = tuple(_link_row(row, on) for row in sheet.rows)
    found.append(Table(heads, (0.14, 0.2, 0.24, 0.26, 0.16), rows))
    found.append(Words(_("Tired?"), _("Say so: after two hours somebody else takes over.")))
    return tuple(found)


def _link_row(row: LinkRow, on: date) -> tuple[Cell, ...]:
    hour = _hour(row.starts, on)
    ends = str(say("until {hour}", hour=row.ends.time()))
    between = (row.hears or _("the household"), str(say("and {name}", name=row.tells or "________")))
    where = Cell(_("by phone"), (row.place,)) if row.remote else Cell(row.room or "–", (row.place,))
    return (
        Cell(hour.bold, (*hour.lines, ends), large=True),
        Cell(row.code),
        Cell(lines=(str(direction(row.source, row.target)),)),
        Cell(lines=between),
        where,
    )


def sign_in(sheet: SignIn) -> tuple[Block, ...]:
    """Heads are counted; nobody signs."""
    hour = str(say("{start}–{end}", start=sheet.starts.time(), end=sheet.ends.time()))
    places = str(say_n("{n} place for a household", "{n} places for households", sheet.capacity))
    frame = Frame(((_("Begins"), f"{sheet.starts:%H:%M}"),), (hour, *((sheet.room,) if sheet.room else ()), places))
    heads = ("", _("Code, if there is one"), _("adults"), _("children"), _("came at"))
    booked = [Cell(row.code, (people(row),)) for row in sheet.rows]
    blank = [Cell(line=True)] * max(4, min(MOST_LINES, sheet.capacity) - len(booked))
    rows = tuple(
        (Cell(lines=(str(number),)), cell, Cell(line=True), Cell(line=True), Cell(line=True))
        for number, cell in enumerate([*booked, *blank], 1)
    )
    nobody = Words(_("Write no names."), _("A code or nothing, and how many people came."))
    return frame, nobody, Table(heads, (0.07, 0.37, 0.16, 0.16, 0.24), rows), Words(_in_all(sheet))


def _in_all(sheet: SignIn) -> str:
    if sheet.counted is None:
        return _("People in all: ________")
    return str(say("People in all: {n}", n=sheet.counted))


def appointments(sheet: Appointments) -> tuple[Block, ...]:
    """One slip under the other, each in its household's language; none is split over two pages."""
    return tuple(_slip(one) for one in sheet.rows)


def _slip(one: Appointment) -> Table:
    told = slip_words()[one.language]
    row = (
        Cell(told.clock(one.starts), (told.day(one.starts),), large=True),
        Cell(
            f"{told.place}: {one.place}",
            (*((told.where(one.room),) if one.room else ()), *((told.some(one.part),) if one.part else ())),
        ),
        Cell(lines=(f"{told.bring}: {told.things}", told.door, told.cannot)),
    )
    return Table((), (0.25, 0.27, 0.48), ((Cell(f"{told.title} · {one.code}"),), row))


def _hour(moment: datetime, on: date) -> Cell:
    lines = (day(moment.date()),) if moment.date() != on else ()
    return Cell(f"{moment:%H:%M}", lines, large=True)
