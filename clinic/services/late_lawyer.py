"""A lawyer is late: the rest of the day begins so many minutes later, as one step.

`preview` does it and keeps nothing: what is shown is what would happen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.errors import BadValue, Refused
from clinic.domain.ids import SeatId
from clinic.domain.when import local
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.services.views.late_lawyer import Shift, Shifted

from . import guard
from .day_facts import meetings_facts
from .moving import named

#: So many minutes are proposed: a quarter of an hour is the step of the grid.
USUAL = 15
#: A meeting that would begin later than this is moved by hand, so that somebody thinks of it.
MOST = 240

_Judged = list[tuple[Consultation, tuple[Breach, ...]]]


def preview(uow: UnitOfWork, *, lawyer: SeatId, since: datetime, minutes: int = USUAL) -> Shift:
    """What `shift_rest` would do. Needs a unit of work that may write, and is to be left without a commit."""
    return _shift(uow, lawyer, since, minutes)[0]


def shift_rest(uow: UnitOfWork, *, lawyer: SeatId, since: datetime, minutes: int = USUAL, reason: str = "") -> Shift:
    """Let every meeting of a lawyer's seat that begins at `since` or later, and is not over, begin later by `minutes`.

    Raises RuleBroken with every breach of every meeting, unless a reason is enough; BadValue for less than a minute or
    for more than four hours, Refused where no meeting is left to move.
    """
    found, judged = _shift(uow, lawyer, since, minutes)
    guard.all_still_stand(judged, reason)
    return replace(found, change=uow.commit(found.line))


def _shift(uow: UnitOfWork, lawyer: SeatId, since: datetime, minutes: int) -> tuple[Shift, _Judged]:
    if not 1 <= minutes <= MOST:
        raise BadValue(say("Type how late: 1 to {n} minutes.", n=MOST))
    seat = uow.seats.get(lawyer)
    rest = _rest(uow, seat.session_id, lawyer, since)
    if not rest:
        raise Refused(say("No meeting of this lawyer is left to move."))
    session = uow.sessions.get(rest[0][1].session_id)
    zone, later = uow.places.get(session.place_id).zone, timedelta(minutes=minutes)
    for _row, slot in rest:
        slot.starts_at, slot.ends_at = slot.starts_at + later, slot.ends_at + later
    households = {row.household_id for row, _slot in rest}
    day = local(session.starts_at, zone).date()
    facts = meetings_facts(uow, site=session.site_id, day=day, households=households)
    codes = {row.id: row.code for row in (uow.households.get(each) for each in households)}
    judged = [(row, named(codes[row.household_id], judge.booking(facts, slot, row))) for row, slot in rest]
    shown = tuple(
        Shifted(
            consultation_id=row.id,
            code=codes[row.household_id],
            was=local(slot.starts_at - later, zone),
            starts=local(slot.starts_at, zone),
            ends=local(slot.ends_at, zone),
            breaches=breaches,
        )
        for (row, slot), (_row, breaches) in zip(rest, judged, strict=True)
    )
    person = uow.volunteers.find(seat.volunteer_id)
    meetings = say_n("{n} meeting", "{n} meetings", len(rest))
    told = {"name": person.name if person else "", "minutes": minutes, "meetings": meetings}
    return Shift(say("{name} is {minutes} min late: {meetings} begin later", **told), shown), judged


def _rest(uow: UnitOfWork, session: object, lawyer: SeatId, since: datetime) -> list[tuple[Consultation, Slot]]:
    """Meetings with one household that are still to be, the earliest first."""
    slots = {
        slot.id: slot
        for slot in uow.slots.where(session_id=session)
        if slot.seat_ids[:1] == (lawyer,) and slot.starts_at >= since and slot.capacity == 1
    }
    rows = uow.consultations.where(slot_id=set(slots), outcome=(Outcome.BOOKED, Outcome.ARRIVED)) if slots else []
    return sorted(((row, slots[row.slot_id]) for row in rows), key=lambda pair: pair[1].starts_at)
