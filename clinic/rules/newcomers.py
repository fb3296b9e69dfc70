"""A newcomer's first seat comes after a training of their stay, where a clinic asks for that (`Policy.strictness`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.ids import SeatId
from clinic.domain.sessions import SessionKind
from clinic.domain.when import Week
from clinic.i18n import say

from .facts import Facts
from .limits import first_day
from .rule import Fault
from .subjects import SEATINGS, Seating


@SEATINGS.rule(
    "ORIENTATION", Severity.WISH, say("Whoever comes for a while is oriented before the first seat"), switchable=True
)
def is_oriented_first(facts: Facts, case: Seating) -> Iterator[Fault]:
    """In the week of their arrival, whoever comes from one day to another sits in a training before other seats.

    A training that is typed as had since the arrival counts too. Of weeks after that of the arrival it is not asked.
    """
    person, day = case.volunteer, first_day(case.this)
    arrives = person.here_from
    if arrives is None or person.here_until is None or not _arrives_in_week_of(arrives, day):
        return
    session = facts.sessions.get(case.seat.session_id) if case.seat.session_id is not None else None
    if session is not None and session.kind is SessionKind.TRAINING:
        return
    if person.trained_on is not None and arrives <= person.trained_on <= day:
        return
    before = (other for other in case.others if other.interval.end <= case.this.interval.start)
    if not any(other.seat_id is not None and _is_training(facts, other.seat_id) for other in before):
        told = {"name": person.name, "day": arrives}
        mends = (
            say("Seat {name} in a training before it.", name=person.name),
            say("Train {name} by {day} and type the date.", name=person.name, day=day),
        )
        yield Fault(say("{name} arrives on {day}; no orientation comes before this seat.", **told), mends)


def _arrives_in_week_of(arrives: date, day: date) -> bool:
    """Whether somebody arrives in the week of a day, or on the Sunday before it."""
    return Week.of(day).monday - timedelta(days=1) <= arrives <= day


def _is_training(facts: Facts, seat_id: SeatId) -> bool:
    seat = facts.seats.get(seat_id)
    session = facts.sessions.get(seat.session_id) if seat is not None and seat.session_id is not None else None
    return session is not None and session.kind is SessionKind.TRAINING
