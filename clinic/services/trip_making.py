"""Trips made inside other verbs: begun with their seats and hours, or taken away again in the same step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from clinic.domain.errors import BadValue
from clinic.domain.ids import HouseholdId, PlaceId, SiteId, VehicleId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, VehicleKind
from clinic.domain.when import day_interval, local, minutes
from clinic.i18n import say
from clinic.ports import Repository, UnitOfWork

from . import trip_times

#: Who goes on every trip: two adults a vehicle (field research 2.9).
CREW = (Role.DRIVER, Role.ESCORT)


def begin(
    uow: UnitOfWork,
    *,
    site: SiteId,
    port: PlaceId,
    report_at: datetime,
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
    at_port: datetime | None = None,
) -> Trip:
    """What `new_trip` plans, inside another verb; `at_port` locks the arrival (an early run: another one follows)."""
    day = local(report_at, uow.sites.get(site).zone).date()
    row = Trip(
        site_id=site,
        port_id=port,
        report_at=report_at,
        vehicle_id=vehicle,
        label=next_label(uow, site, day, "T"),
    )
    uow.trips.add(row)
    open_seats(uow, row, crew, report_at)
    if at_port is not None:
        uow.stops.add(_port_stop(row, at_port))
    trip_times.rework(uow, row)
    return row


def begin_return(
    uow: UnitOfWork,
    *,
    site: SiteId,
    port: PlaceId,
    standby_from: datetime,
    standby_until: datetime,
    households: Collection[HouseholdId] = (),
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
) -> Trip:
    """What `return_trip` plans, inside another verb. Raises BadValue when the stand-by would end before it begins."""
    check_standby(standby_from, standby_until)
    row = Trip(
        site_id=site,
        leg=Leg.RETURN,
        port_id=port,
        vehicle_id=vehicle,
        standby_from=standby_from,
        standby_until=standby_until,
        label=next_label(uow, site, local(standby_from, uow.sites.get(site).zone).date(), "R"),
    )
    uow.trips.add(row)
    open_seats(uow, row, crew, standby_from)
    for household in households:
        persons = tuple(person.id for person in uow.persons.where(household_id=household))
        uow.rides.add(Ride(trip_id=row.id, household_id=household, person_ids=persons))
    trip_times.rework(uow, row)
    return row


def withdraw(uow: UnitOfWork, trip: Trip) -> None:
    """Take away a trip that was begun in the same step, inside another verb, as if it had never been planned."""
    parts: tuple[Repository[Any], ...] = (uow.check_ins, uow.rides, uow.stops, uow.seats)
    for rows in parts:
        for row in rows.where(trip_id=trip.id):
            rows.remove(row)
    uow.trips.remove(trip)


def crew_for(uow: UnitOfWork, vehicle: VehicleId | None) -> Sequence[Role]:
    """Who of ours goes along: driver and escort; on a taxi or bus the escort alone, on a ride by others nobody."""
    found = uow.vehicles.find(vehicle) if vehicle else None
    if found is None or found.kind in (VehicleKind.OWN, VehicleKind.HIRED):
        return CREW
    return () if found.kind is VehicleKind.OUTSIDE else (Role.ESCORT,)


def open_seats(uow: UnitOfWork, trip: Trip, crew: Sequence[Role] | None, about: datetime) -> None:
    """Open seats, those of `crew_for` its vehicle unless others are asked for; their hours follow the trip's."""
    taken = uow.seats.count(trip_id=trip.id)
    roles = crew_for(uow, trip.vehicle_id) if crew is None else crew
    for position, role in enumerate(roles, start=taken):
        ends = about + minutes(1)
        uow.seats.add(Seat(trip_id=trip.id, role=role, position=position, starts_at=about, ends_at=ends))


def _port_stop(trip: Trip, at_port: datetime) -> Stop:
    return Stop(
        trip_id=trip.id,
        position=0,
        kind=StopKind.PORT,
        place_id=trip.port_id,
        boarding_minutes=0,
        arrives_at=at_port,
        locked=True,
    )


def next_label(uow: UnitOfWork, site: SiteId, day: date, letter: str) -> str:
    """The first of T1, T2 … that no trip of the day has; those of cancelled trips are not given again."""
    taken = {trip.label for trip in uow.trips.during(day_interval(day, uow.sites.get(site).zone), site_id=site)}
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def check_standby(first: datetime, last: datetime) -> None:
    """Raise BadValue when a stand-by would end before it begins."""
    if last <= first:
        raise BadValue(say("The stand-by ends before it begins. Check both hours."))
