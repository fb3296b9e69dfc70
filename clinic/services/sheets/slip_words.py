"""Slips of a crew in words."""

from __future__ import annotations

from datetime import date

from clinic.domain.day_sheets import Block, Cell, Frame, Lines, Sign, Symbol, Table, Words
from clinic.domain.people import Role
from clinic.domain.trips import Leg
from clinic.domain.words import ROLES
from clinic.i18n import _, day, say, say_n, words
from clinic.services.views.rides import Mark

from .levels import DriverSlip, EscortSlip, Party, SlipStop
from .phrases import hour_cell, money, people, signs, to_call, unconfirmed, waiting

Slip = DriverSlip | EscortSlip


def title(slip: Slip) -> str:
    """'T3 · Driver slip'."""
    if isinstance(slip, DriverSlip):
        return str(say("{trip} · Driver slip", trip=slip.trip))
    if slip.role is Role.ESCORT:
        return str(say("{trip} · Escort slip", trip=slip.trip))
    return str(say("{trip} · Slip for the {role}", trip=slip.trip, role=ROLES[slip.role]))


def subtitle(slip: Slip, on: date) -> str:
    """'Tue 14 July 2026 · Tomás Ibarra · Van B, 8 seats, 2 child seats'."""
    told = {"vehicle": slip.vehicle}
    seats = str(say_n("{vehicle}, {n} seat", "{vehicle}, {n} seats", slip.seats, **told)) if slip.vehicle else ""
    child = str(say_n("{n} child seat", "{n} child seats", slip.child_seats)) if slip.child_seats else ""
    vehicle = ", ".join(part for part in (seats, child) if part)
    return " · ".join(part for part in (day(on, year=True), slip.name or "________________", vehicle) if part)


def foot(slip: Slip) -> str:
    """What to do with it afterwards."""
    if isinstance(slip, DriverSlip) and slip.names:
        return _("First names or codes only. Tear up after the trip.")
    return _("Codes only. Tear up after the trip.")


def blocks(slip: Slip, on: date) -> tuple[Block, ...]:
    """Everything under the head."""
    found: list[Block] = [_frame(slip, on)]
    if slip.stops:
        found.append(_stops(slip, on))
    if isinstance(slip, EscortSlip) and slip.leg is Leg.OUT:
        found.append(_hand_over(slip))
    if slip.leg is not Leg.OTHER:
        others = waiting(slip.standby) if slip.leg is Leg.OUT else []
        found.append(Words(_("Return: no fixed hour."), " ".join([*others, *_closing(slip)])))
    if slip.fares is not None:
        found.append(money(slip.fares))
    found.append(_say_it(slip))
    if slip.leg is Leg.OUT:
        found.append(Lines(_("Turned away or not on the list: note the hour and what was said:"), 2))
    else:
        found.append(Lines(_("What else happened, with the hour:"), 2))
    return tuple(found)


def _closing(slip: Slip) -> list[str]:
    return [str(say("{place} closes {hour}.", place=place, hour=locks)) for place, locks in slip.closing]


def _frame(slip: Slip, on: date) -> Frame:
    there, here = slip.cities
    lines = [str(slip.clocks)]
    if slip.clock_change is not None:
        lines.append(str(slip.clock_change))
    lines += _company(slip)
    if slip.leg is Leg.RETURN:
        span = slip.standby[0].span if slip.standby else None
        hours = f"{words(span[0].time())}–{words(span[1].time())}" if span else "–"
        wait = _("Wait for the call: nobody knows the hour before.")
        return Frame(((_("Stand by"), hours),), (wait, *lines))
    if slip.report is None:
        first = next((stop.hour for stop in slip.stops if stop.hour), None)
        return Frame(((_("First stop"), f"{first.here:%H:%M}" if first else "–"),), tuple(lines))
    hours_told = [(_("Be at the port by"), f"{slip.report.here:%H:%M}")]
    if slip.report.there is not None:
        hours_told = [
            (str(say("Be at the port by, {city} clock", city=there)), f"{slip.report.here:%H:%M}"),
            (str(say("{city} clock", city=here)), f"{slip.report.there:%H:%M}"),
        ]
    if slip.report.here.date() != on:
        lines.insert(0, day(slip.report.here.date()))
    return Frame(tuple(hours_told), tuple(lines), () if slip.confirmed else (unconfirmed(),))


def _company(slip: Slip) -> list[str]:
    """Who else is in the vehicle."""
    if not slip.crew:
        return []
    names = ", ".join(slip.crew)
    if isinstance(slip, DriverSlip) and slip.leg is Leg.OUT:
        return [str(say("{name} walks the group to the gate.", name=names))]
    return [str(say("With you: {name}.", name=names))]


def _stops(slip: Slip, on: date) -> Table:
    there, here = slip.cities
    rows = tuple(_stop(stop, on, here if stop.mark is Mark.PORT else there) for stop in slip.stops)
    return Table((), (0.15, 0.44, 0.24, 0.17), rows)


def _stop(stop: SlipStop, on: date, other: str) -> tuple[Cell, ...]:
    what, lines = _what(stop)
    found = signs(stop.parties)
    if stop.gate is not None:
        told = {"hour": stop.gate.opens, "phone": stop.gate.number or "________"}
        found = (Sign(Symbol.GATE, str(say("locked until {hour}: call {phone}", **told))), *found)
    sum_lines = (str(stop.sum),) if stop.sum is not None and str(stop.sum) else ()
    left = Cell(lines=(_("left at"),), line=True)
    return hour_cell(stop.hour, on, other), Cell(what, lines, found), Cell(lines=sum_lines), left


def _what(stop: SlipStop) -> tuple[str, tuple[str, ...]]:
    parties = tuple(_party(party) for party in stop.parties)
    if stop.mark is Mark.WAKE_UP:
        return _("Wake up"), ()
    if stop.mark is Mark.LEAVE_HOME:
        return _("Leave home"), ()
    if stop.mark is Mark.COLLECT_VEHICLE:
        return _("Leave with the vehicle"), ()
    if stop.mark is Mark.PORT:
        return stop.place, parties or (_("hand over at the gate"),)
    return stop.place, parties


def _party(party: Party) -> str:
    return str(say("{who} · {people}", who=party.who, people=people(party)))


def _hand_over(slip: EscortSlip) -> Table:
    """One line a household to note its hand-over on."""
    heads = (_("Hand-over"), _("people"), _("handed over at"), _("turned away, not on the list at"))
    everybody = sorted((party for stop in slip.stops for party in stop.parties), key=lambda party: party.who)
    rows = tuple(
        (Cell(party.who, signs=signs((party,))), Cell(lines=(people(party),)), _tick(), _tick()) for party in everybody
    )
    return Table(heads, (0.34, 0.22, 0.2, 0.24), rows)


def _tick() -> Cell:
    return Cell(box=True, line=True)


def _say_it(slip: Slip) -> Words:
    boxes = {
        Leg.OUT: (_("leave"), _("reach the port"), _("hand over")),
        Leg.RETURN: (_("set out"), _("have them with you"), _("are at the shelter")),
        Leg.OTHER: (_("leave"), _("arrive")),
    }[slip.leg]
    return Words(_("Say it when you:"), boxes=boxes, after=str(say("Call {who}.", who=to_call(slip.watch))))
