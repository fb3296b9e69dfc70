"""Lists of the day in words: doors, ports, the board, the watch for returns."""

from __future__ import annotations

from datetime import date

from clinic.domain.day_sheets import Block, Cell, Lines, Sign, Symbol, Table, Words
from clinic.domain.words import CHECK_INS, HEARING_ENDS, ROLES
from clinic.i18n import _, say, say_n, words

from . import overruled
from .levels import (
    Board,
    BoardRow,
    BoardTrip,
    DoorList,
    DoorRow,
    Expected,
    PortList,
    PortRow,
    ReturnRow,
    ReturnWatch,
)
from .phrases import hour_cell, people, signs, to_call, unconfirmed, waiting


def door(sheet: DoorList, on: date, other: str) -> tuple[Block, ...]:
    """What the guard reads: who leaves when, by which vehicle."""
    heads = (_("At the gate"), _("Code"), _("People"), _("Vehicle"), "")
    rows = tuple(_door_row(row, on, other) for row in sheet.rows)
    found: list[Block] = []
    if sheet.opens is not None and sheet.locks is not None:
        told = {"opens": sheet.opens, "locks": sheet.locks}
        found.append(Words(_("Gate:"), str(say("open from {opens} to {locks}.", **told))))
    found.append(Table(heads, (0.17, 0.24, 0.22, 0.2, 0.17), rows))
    back = str(say("Who comes back, and when, is told by {who}.", who=to_call(sheet.watch)))
    found.append(Words(_("Coming back: no fixed hour."), back))
    found.append(Lines(_("Who did not come, with the hour:"), 2))
    return tuple(found)


def _door_row(row: DoorRow, on: date, other: str) -> tuple[Cell, ...]:
    opened = (Sign(Symbol.GATE, _("somebody has to open")),) if row.opened else ()
    vehicle = Cell(row.vehicle or "–", (row.trip,))
    left = Cell(lines=(_("left at"),), line=True)
    return (
        hour_cell(row.hour, on, other),
        Cell(row.party.who, signs=opened),
        Cell(lines=(people(row.party),)),
        vehicle,
        left,
    )


def port(sheet: PortList, on: date, other: str) -> tuple[Block, ...]:
    """What whoever stands at the port reads: who arrives when, and for which report time."""
    heads = (_("Report"), _("Arrives"), _("Code"), _("Brought by"), _("handed over at"), _("turned away at"))
    rows = tuple(_port_row(row, on, other) for row in sheet.rows)
    return (
        Words(str(sheet.clocks)),
        Table(heads, (0.14, 0.12, 0.24, 0.18, 0.16, 0.16), rows),
        Words(_("Call:"), to_call(sheet.watch)),
        Lines(_("Not on the list, or somebody nobody expected:"), 2),
    )


def _port_row(row: PortRow, on: date, other: str) -> tuple[Cell, ...]:
    found = signs((row.party,))
    if not row.confirmed:
        found = (unconfirmed(), *found)
    by = Cell(row.vehicle or row.trip, tuple(part for part in (row.trip if row.vehicle else "", row.by) if part))
    if not row.trip:
        by, found = Cell("–"), (Sign(Symbol.WARNING, _("no ride")), *found)
    report, arrives = hour_cell(row.report, on, other), hour_cell(row.arrives, on, other, large=False)
    code = Cell(row.party.who, (people(row.party),), found)
    return report, arrives, code, by, Cell(box=True, line=True), Cell(box=True, line=True)


def board(sheet: Board, on: date, there: str, here: str) -> tuple[Block, ...]:
    """The coordinator's day."""
    heads = (_("Pick-up"), _("Code"), _("From"), _("Report"), _("Hearing"), _("left"), _("port"), _("back"))
    rows: list[tuple[Cell, ...]] = []
    for trip in sheet.trips:
        rows.append((_trip(trip),))
        rows += [_board_row(row, on, there, here) for row in trip.rows]
    found: list[Block] = [Words(_line(sheet), str(sheet.clocks))]
    if sheet.clock_change is not None:
        found.append(Words(text=str(sheet.clock_change)))
    found.append(Table(heads, (0.12, 0.25, 0.15, 0.12, 0.12, 0.08, 0.08, 0.08), tuple(rows)))
    away = say_n("{n} household is not back from before.", "{n} households are not back from before.", sheet.not_back)
    told = [*waiting(sheet.standby), *([str(away)] if sheet.not_back else [])]
    found.append(Words(_("Return: no fixed hour."), " ".join(told)))
    found.append(Words(_("Holds the phone:"), to_call(sheet.watch)))
    return (*found, *overruled.blocks(sheet.overruled))


def _line(sheet: Board) -> str:
    """'9 households, 21 people, 4 trips.'."""
    parties = [row.party for trip in sheet.trips for row in trip.rows]
    trips = sum(bool(trip.trip) for trip in sheet.trips)
    told = {
        "households": say_n("{n} household", "{n} households", len(parties)),
        "people": say_n("{n} person", "{n} people", sum(party.adults + party.children for party in parties)),
        "trips": say_n("{n} trip", "{n} trips", trips),
    }
    return str(say("{households}, {people}, {trips}.", **told))


def _trip(trip: BoardTrip) -> Cell:
    if not trip.trip:
        return Cell(_("No ride yet"), signs=(Sign(Symbol.WARNING, _("not covered")),))
    names = [str(say("{role} {name}", role=ROLES[role], name=name or "________")) for role, name in trip.crew]
    return Cell(" · ".join([trip.trip, *([str(trip.vehicle)] if trip.vehicle else []), *names]))


def _board_row(row: BoardRow, on: date, there: str, here: str) -> tuple[Cell, ...]:
    found = signs((row.party,))
    if not row.confirmed:
        found = (unconfirmed(), *found)
    box = Cell(box=True)
    return (
        hour_cell(row.pick_up, on, there, large=False),
        Cell(row.party.who, (people(row.party),), found),
        Cell(lines=(row.waits_in or "–",)),
        hour_cell(row.report, on, here, large=False),
        hour_cell(row.hearing, on, here, large=False),
        *(box, box, box),
    )


def return_watch(sheet: ReturnWatch, on: date, other: str) -> tuple[Block, ...]:
    """Who is not back, with room for what is heard, and who joins them today."""
    decides = sheet.watch.name if sheet.watch else "________"
    found: list[Block] = [Words(_("Decides:"), to_call(sheet.watch))]
    heads = (_("Code"), _("Last word"), _("Decide by"), _("heard at, what"))
    widths = (0.22, 0.25, 0.18, 0.35)
    if sheet.rows:
        rows = tuple(_return_row(row, on, decides) for row in sheet.rows)
        found.append(Table((_("Not back yet"), *heads[1:]), widths, rows))
    if sheet.to_come:
        rows = tuple(_expected(one, on, other) for one in sheet.to_come)
        found.append(Table((_("Joins today"), _("Hearing"), _("Shelter closes"), heads[3]), widths, rows))
    if not sheet.rows and not sheet.to_come:
        found.append(Words(_("Nobody is out.")))
    found.append(Words(_("Stand-by:"), " ".join(waiting(sheet.standby)) or "________________"))
    found.append(Lines(_("Other words, with the hour and who said it:"), 4))
    return tuple(found)


def _return_row(row: ReturnRow, on: date, decides: str) -> tuple[Cell, ...]:
    since = str(say("since {day}", day=row.since)) if row.since != on else ""
    number = str(say_n("{n} person", "{n} people", row.people))
    last = [words(row.at)] if row.at else []
    if row.end is not None:
        last.insert(0, str(HEARING_ENDS[row.end]))
    elif row.word is not None:
        last.insert(0, str(CHECK_INS[row.word]))
    word = Cell(lines=tuple(last) or (_("no word since the hearing began"),))
    due = words(row.decide_by.time()) if row.decide_by.date() == on else words(row.decide_by)
    by = Cell(due, (decides,))
    return Cell(row.code, tuple(part for part in (number, since) if part)), word, by, Cell(line=True)


def _expected(one: Expected, on: date, other: str) -> tuple[Cell, ...]:
    number = str(say_n("{n} person", "{n} people", one.people))
    closes = words(one.locks) if one.locks else "–"
    shelter = Cell(closes, (one.shelter,) if one.shelter else ())
    return Cell(one.code, (number,)), hour_cell(one.hearing, on, other, large=False), shelter, Cell(line=True)
