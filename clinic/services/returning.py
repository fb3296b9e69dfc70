"""Whom taking back an older step seats again passes the same rules as whoever is seated anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from clinic.domain.breaches import Breach
from clinic.domain.history import RowChange
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.ports import UnitOfWork

from . import guard
from .facts import seating_facts
from .moving import named
from .standing import standing

#: What of a seat decides whether somebody may sit there.
_PLACED = ("volunteer_id", "starts_at", "ends_at", "role", "languages", "source", "target", "remote")
#: What of a session or trip decides it for everybody in it.
_HELD = ("status", "place_id", "port_id", "starts_at", "ends_at", "advice", "kind")
#: Kinds of what seats belong to: the seats' column, and the status in which nobody is bound.
_HOMES = {"session": ("session_id", SessionStatus.CANCELLED), "trip": ("trip_id", TripStatus.CANCELLED)}


def let_return(uow: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Judge everybody who sits somewhere again, or at another hour or place, after `changes` were taken back.

    What somebody had overruled there returns with its reason. Raises RuleBroken with all that speaks against it.
    """
    seats = {seat.id: seat for seat in _seats(uow, changes)}
    found: list[Breach] = []
    for seat in seats.values():
        person = uow.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        if person is not None:
            found += named(person.name, _against(uow, seat, person))
    guard.pass_or_raise(found)


def _against(uow: UnitOfWork, seat: Seat, person: Volunteer) -> tuple[Breach, ...]:
    facts = seating_facts(uow, (seat,), (person,))
    if not facts.is_live(seat):
        return ()
    return tuple(breach for breach in standing(facts, seat, person) if breach.code not in seat.overridden)


def _seats(uow: UnitOfWork, changes: Iterable[RowChange]) -> Iterable[Seat]:
    for change in changes:
        if change.before is None:
            continue
        if change.kind == "seat" and change.before.get("volunteer_id") and _differs(change, _PLACED):
            yield from _row(uow, change.row_id)
        elif change.kind in _HOMES and _differs(change, _HELD):
            column, cancelled = _HOMES[change.kind]
            if change.before.get("status") != cancelled.value:
                yield from uow.seats.where(**{column: change.row_id})


def _row(uow: UnitOfWork, row_id: UUID) -> Iterable[Seat]:
    seat = uow.seats.find(row_id)
    return () if seat is None else (seat,)


def _differs(change: RowChange, names: Iterable[str]) -> bool:
    before: Mapping[str, Any] = change.before or {}
    after: Mapping[str, Any] = change.after or {}
    return any(before.get(name) != after.get(name) for name in names)
