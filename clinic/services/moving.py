"""What goes with a session when it moves: its seats, its slots, and the question whether all in them can still come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.errors import Refused
from clinic.domain.ids import SessionId
from clinic.domain.places import Place
from clinic.domain.sessions import Session, SessionStatus
from clinic.domain.when import Interval
from clinic.i18n import plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import guard
from .facts import seating_facts, week_facts
from .standing import standing

#: A consultation that is still to come or going on.
BOOKED = (Outcome.BOOKED, Outcome.ARRIVED)


def follow_session(
    uow: UnitOfWork, session: Session, *, starts_at: datetime, ends_at: datetime, place: Place, reason: str = ""
) -> None:
    """Put a session to another time or place with all that hangs on it, inside another verb.

    Seats and slots move by as much as the session's start; a seat for the whole time stays one. Raises RuleBroken with
    all that speaks against anybody in it, Refused when a booked consultation would lie outside.
    """
    carry(uow, session, starts_at=starts_at, ends_at=ends_at, place=place)
    let_stand(uow, session, reason)


def carry(uow: UnitOfWork, session: Session, *, starts_at: datetime, ends_at: datetime, place: Place) -> None:
    """As `follow_session`, without judging anybody: for verbs that move several sessions and judge them afterwards."""
    before, delta = session.interval, starts_at - session.starts_at
    session.starts_at, session.ends_at = starts_at, ends_at
    session.place_id, session.site_id = place.id, place.site_id
    for seat in uow.seats.where(session_id=session.id):
        seat.starts_at, seat.ends_at = _moved(seat.interval, before, session.interval, delta)
    _move_slots(uow, session, delta)


def booked_in(uow: UnitOfWork, session: SessionId) -> list[tuple[Slot, Consultation]]:
    """Every consultation of a session that is still to come or going on, with its slot."""
    slots = {slot.id: slot for slot in uow.slots.where(session_id=session)}
    if not slots:
        return []
    return [(slots[row.slot_id], row) for row in uow.consultations.where(slot_id=set(slots), outcome=BOOKED)]


def named(name: str, breaches: tuple[Breach, ...]) -> tuple[Breach, ...]:
    """The same breaches, each saying whom it is about, once: for verbs that concern several people."""
    return tuple(b if name in str(b.sentence) else _about(name, b) for b in breaches)


def _about(name: str, breach: Breach) -> Breach:
    return replace(breach, sentence=say("{name}: {what}", name=plain(name), what=breach.sentence))


def _moved(seat: Interval, before: Interval, after: Interval, delta: timedelta) -> tuple[datetime, datetime]:
    starts = after.start if seat.start == before.start else max(seat.start + delta, after.start)
    ends = after.end if seat.end == before.end else min(seat.end + delta, after.end)
    return (starts, ends) if starts < ends else (after.start, after.end)


def _move_slots(uow: UnitOfWork, session: Session, delta: timedelta) -> None:
    booked = {slot.id for slot, _ in booked_in(uow, session.id)}
    outside = 0
    for slot in uow.slots.where(session_id=session.id):
        slot.starts_at, slot.ends_at = slot.starts_at + delta, slot.ends_at + delta
        if not session.interval.holds(slot.interval):
            outside += slot.id in booked
            if not uow.consultations.count(slot_id=slot.id):
                uow.slots.remove(slot)
    if outside:
        raise Refused(
            say_n(
                "{n} consultation would lie outside the session. Move it first.",
                "{n} consultations would lie outside the session. Move them first.",
                outside,
            )
        )


def let_stand(uow: UnitOfWork, session: Session, reason: str = "") -> None:
    """Judge everybody in the session's seats and slots, and let all of them stand or none; none of a cancelled one.

    Raises RuleBroken with all that speaks against them.
    """
    if session.status is SessionStatus.CANCELLED:
        return
    seats = uow.seats.where(session_id=session.id)
    found: list[tuple[guard.Overruled, tuple[Breach, ...]]] = []
    people = {person.id: person for person in uow.volunteers.where(id={seat.volunteer_id for seat in seats} - {None})}
    if people:
        facts = seating_facts(uow, seats, tuple(people.values()))
        for seat in seats:
            if seat.volunteer_id:
                person = people[seat.volunteer_id]
                found.append((seat, named(person.name, standing(facts, seat, person))))
    guard.all_still_stand([*found, *_meetings(uow, session)], reason)


def let_meetings_stand(uow: UnitOfWork, session: Session, reason: str = "") -> None:
    """As `let_stand`, of those alone who are met there: what has changed concerns nobody's seat."""
    guard.all_still_stand(_meetings(uow, session), reason)


def _meetings(uow: UnitOfWork, session: Session) -> list[tuple[guard.Overruled, tuple[Breach, ...]]]:
    found: list[tuple[guard.Overruled, tuple[Breach, ...]]] = []
    if booked := booked_in(uow, session.id):
        facts = week_facts(uow, session.interval, site=session.site_id)
        for slot, consultation in booked:
            code = facts.households[consultation.household_id].code
            found.append((consultation, named(code, judge.booking(facts, slot, consultation))))
    return found
