"""The grid for eyes of the weekly workbook: work and places down, days across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time

from clinic.domain.outgoing import GridLine, GridRow
from clinic.domain.sessions import Answer
from clinic.domain.when import Week, local
from clinic.domain.words import ANSWERS
from clinic.i18n import Sentence, _, say

from .disclosure import RosterRow

#: (is a trip, first hour, place, room, what, hours): rows of the grid in this order.
_Key = tuple[bool, time, str, str, str, str]


def grid(seats: Sequence[RosterRow], week: Week, gap: str) -> tuple[GridRow, ...]:
    """A row for each kind of work at a place and hour (all trips to one port share a row), a cell for each day."""
    found: dict[_Key, dict[date, list[RosterRow]]] = defaultdict(lambda: defaultdict(list))
    for seat in seats:
        found[_key(seat)][local(seat.work_time.start, seat.zone).date()].append(seat)
    return tuple(
        GridRow(_label(key), tuple(_cell(by_day.get(on, ()), gap) for on in week.days))
        for key, by_day in sorted(found.items())
    )


def _key(seat: RosterRow) -> _Key:
    if seat.is_trip:
        return True, time(0), seat.place, "", "", ""
    start, end = (local(at, seat.zone) for at in (seat.work_time.start, seat.work_time.end))
    return False, start.time(), seat.place, seat.room, str(seat.work), f"{start:%H:%M}–{end:%H:%M}"


def _label(key: _Key) -> str:
    is_trip, _first, place, room, work, hours = key
    if is_trip:
        return str(say("Trips: {place}", place=place))
    return "\n".join(filter(None, (work, hours, place, room)))


def _cell(seats: Sequence[RosterRow], gap: str) -> tuple[GridLine, ...]:
    lines: list[GridLine] = []
    heading = ""
    for seat in seats:
        told = _heading(seat)
        if told and told != heading:
            lines.append(GridLine(told, is_heading=True))
        heading = told
        role = str(seat.role)
        who = seat.volunteer or gap
        asked = f" ({ANSWERS[seat.answer]})" if seat.volunteer and seat.answer is Answer.ASKED else ""
        lines.append(GridLine(f"{role[:1].upper()}{role[1:]}: {who}{asked}", is_gap=not seat.volunteer))
    return tuple(lines)


def _heading(seat: RosterRow) -> str:
    """The trip and its hours, and whether the work is a draft; nothing for a settled session, its row says all."""
    draft = _("draft")
    if not seat.is_trip:
        return f"({draft})" if seat.is_draft else ""
    start, end = (local(at, seat.zone) for at in (seat.work_time.start, seat.work_time.end))
    told: str | Sentence = f"{seat.work} {start:%H:%M}–{end:%H:%M}"
    return f"{told} ({draft})" if seat.is_draft else str(told)
