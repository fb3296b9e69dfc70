"""The hours of a seat, settled whenever somebody takes or leaves it."""

from __future__ import annotations

from dataclasses import replace

from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.ports import UnitOfWork

from . import trip_times
from .facts import seat_facts


def follow(uow: UnitOfWork, seat: Seat, person: Volunteer | None) -> None:
    """Let a seat's hours be those of whoever sits there now (None: nobody).

    A trip is worked out again. A place at any time of its session lies where the person is free first, and is open for
    the whole session again when they leave.
    """
    if seat.minutes is None:
        trip_times.follow_seat(uow, seat)
        return
    session = uow.sessions.find(seat.session_id)
    if session is None:
        return
    seat.starts_at, seat.ends_at = session.starts_at, session.ends_at
    if person is not None:
        as_if_open = replace(seat, volunteer_id=None)
        found = seat_facts(uow, seat, person).commitment(as_if_open, person.id).interval
        seat.starts_at, seat.ends_at = found.start, found.end
