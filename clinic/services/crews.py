"""Crews for trips that a plan has made: whoever fits best, without overruling anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from clinic.domain.errors import RuleBroken
from clinic.domain.ids import TripId, VehicleId, VolunteerId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules import score

from . import roster
from .facts import seating_facts

#: Roles that may sit in a seat besides its own (rule ROLE).
_ALSO = {Role.ESCORT: (Role.DRIVER,)}


def seat(
    uow: UnitOfWork,
    trips: Sequence[Trip],
    drivers: Mapping[TripId, VolunteerId] | None = None,
    besides: Collection[object] = (),
) -> None:
    """Seat somebody in every open seat of these trips where no rule speaks against it; nobody of `besides` (ids).

    `drivers` are asked first for their trip. Whoever goes along on one run of a vehicle goes along on the others.
    """
    open_seats = [
        (row.role is not Role.DRIVER, row.starts_at, trip.label, row, trip)
        for trip in trips
        for row in uow.seats.where(trip_id=trip.id)
        if row.volunteer_id is None
    ]
    along: dict[tuple[VehicleId | None, Role], VolunteerId] = {}
    for *_, row, trip in sorted(open_seats, key=lambda each: each[:3]):  # drivers first: without one nobody goes
        here = (trip.vehicle_id, row.role)
        first = (drivers or {}).get(trip.id) if row.role is Role.DRIVER else None
        _fill(uow, trip, row, first or along.get(here), besides)
        if row.volunteer_id is not None and trip.vehicle_id is not None:
            along[here] = row.volunteer_id


def still_open(uow: UnitOfWork, trip: Trip) -> list[Sentence]:
    """Which seats of a trip's crew nobody could be found for."""
    return [
        say("{trip}: nobody is free and rested as {role}.", trip=trip.label, role=ROLES[row.role])
        for row in uow.seats.where(trip_id=trip.id)
        if row.volunteer_id is None
    ]


def _fill(uow: UnitOfWork, trip: Trip, row: Seat, first: VolunteerId | None, besides: Collection[object]) -> None:
    preferred = uow.volunteers.find(first)
    if preferred is not None and preferred.id not in besides and _placed(uow, row, preferred):
        return
    people = [person for person in _who_may(uow, trip, row) if person.id not in besides]
    if people:
        facts = seating_facts(uow, (row,), people)
        fits = (one.volunteer for one in score.rank(facts, row, people) if one.fit is not score.Fit.NO)
        any(_placed(uow, row, person) for person in fits)


def _placed(uow: UnitOfWork, row: Seat, person: Volunteer) -> bool:
    try:
        roster.place(uow, row, person)
    except RuleBroken:  # from their own home the hours are others than those of the open seat
        roster.vacate(uow, row)
        return False
    return True


def _who_may(uow: UnitOfWork, trip: Trip, row: Seat) -> list[Volunteer]:
    wanted = {row.role, *_ALSO.get(row.role, ())}
    everybody = uow.volunteers.where(gone=False, site_id=(trip.site_id, None))
    return [person for person in everybody if wanted.intersection(person.roles)]
