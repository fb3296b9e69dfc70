"""Seats of copied sessions: the same needs a week or more later, and the same people where they are here and rested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.sessions import Seat, Session
from clinic.domain.when import at, local
from clinic.ports import UnitOfWork
from clinic.rules import judge

from .facts import seat_facts, zone_of


def copy_seats(uow: UnitOfWork, pairs: Sequence[tuple[Session, Session]], later: timedelta, *, people: bool) -> None:
    """Give each new session the seats of its old one; with `people`, seat all again against whom no rule speaks."""
    made: list[tuple[Seat, Seat]] = []
    for old, new in pairs:
        seats = sorted(uow.seats.where(session_id=old.id), key=lambda row: row.position)
        made += [(seat, uow.seats.add(_copy(uow, seat, new, later))) for seat in seats]
    if people:
        for old_seat, new_seat in sorted(made, key=lambda pair: pair[1].starts_at):
            _seat_again(uow, old_seat, new_seat)


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
        starts_at=_shifted(seat.starts_at, zone_name, later),
        ends_at=_shifted(seat.ends_at, zone_name, later),
    )


def _shifted(instant: datetime, zone_name: str, later: timedelta) -> datetime:
    """The same hour on the wall that many days later, whatever the clocks do in between."""
    wall = local(instant, zone_name)
    return at(wall.date() + later, wall.time(), zone_name)


def _seat_again(uow: UnitOfWork, old: Seat, new: Seat) -> None:
    person = uow.volunteers.find(old.volunteer_id)
    if person is None:
        return
    breaches = judge.seating(seat_facts(uow, new, person), new, person)
    if all(breach.severity is Severity.WISH for breach in breaches):
        new.volunteer_id = person.id
