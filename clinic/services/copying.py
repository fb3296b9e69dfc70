"""Seats of copied sessions: the same needs a week or more later, and the same people where they are here and rested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import RuleBroken
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.sessions import Seat, Session
from clinic.domain.when import at, local
from clinic.domain.words import role_of
from clinic.i18n import Sentence
from clinic.ports import UnitOfWork

from . import roster
from .facts import zone_of
from .labels import seat_and_time


@dataclass(frozen=True, slots=True)
class NotAgain:
    """Somebody who does not sit again where they sat a week before; the seat is open. `breaches`: why, worst first."""

    seat_id: SeatId
    volunteer_id: VolunteerId
    name: str
    role: Sentence
    where: Sentence
    breaches: tuple[Breach, ...]


def copy_seats(
    uow: UnitOfWork, pairs: Sequence[tuple[Session, Session]], later: timedelta, *, people: bool
) -> list[NotAgain]:
    """Give each new session the seats of its old one; with `people`, seat all again against whom no rule speaks.

    Tells of everybody else why not.
    """
    made: list[tuple[Seat, Seat]] = []
    for old, new in pairs:
        seats = sorted(uow.seats.where(session_id=old.id), key=lambda row: row.position)
        made += [(seat, uow.seats.add(_copy(uow, seat, new, later))) for seat in seats]
    if not people:
        return []
    in_order = sorted(made, key=lambda pair: pair[1].starts_at)
    return [one for old_seat, new_seat in in_order if (one := _seat_again(uow, old_seat, new_seat))]


def _copy(uow: UnitOfWork, seat: Seat, session: Session, later: timedelta) -> Seat:
    zone_name = zone_of(uow, seat)
    return Seat(
        session_id=session.id,
        position=seat.position,
        role=seat.role,
        languages=seat.languages,
        source=seat.source,
        target=seat.target,
        remote=seat.remote,
        minutes=seat.minutes,
        starts_at=session.starts_at if seat.minutes else _shifted(seat.starts_at, zone_name, later),
        ends_at=session.ends_at if seat.minutes else _shifted(seat.ends_at, zone_name, later),
    )


def _shifted(instant: datetime, zone_name: str, later: timedelta) -> datetime:
    """The same hour on the wall that many days later, whatever the clocks do in between."""
    wall = local(instant, zone_name)
    return at(wall.date() + later, wall.time(), zone_name)


def _seat_again(uow: UnitOfWork, old: Seat, new: Seat) -> NotAgain | None:
    person = uow.volunteers.find(old.volunteer_id)
    if person is None:
        return None
    try:
        roster.place(uow, new, person)
    except RuleBroken as refused:
        roster.vacate(uow, new)
        against = tuple(breach for breach in refused.breaches if breach.severity is not Severity.WISH)
        return NotAgain(new.id, person.id, person.name, role_of(new), seat_and_time(uow, new), against)
    return None
