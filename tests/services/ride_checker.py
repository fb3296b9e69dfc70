"""Checks a day's trips on file by plain counting, written apart from the planner and from the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.trips import StopKind, Trip, VehicleKind
from clinic.domain.when import local
from clinic.ports import UnitOfWork

HAND = timedelta(minutes=15)
BOARDING = timedelta(minutes=10)
CHILD_UNTIL = 11


def faults(uow: UnitOfWork, trips: list[Trip], *, gates: bool = True) -> list[str]:
    """Everything that is wrong with these trips, in words."""
    found = [word for trip in trips for word in _of_trip(uow, trip, gates=gates)]
    riders = Counter(
        person for trip in trips for ride in uow.rides.where(trip_id=trip.id) for person in ride.person_ids
    )
    found += [f"{person} rides {count} times" for person, count in riders.items() if count > 1]
    return found + list(_crews_clash(uow, trips)) + list(_vehicles_clash(uow, trips))


def _of_trip(uow: UnitOfWork, trip: Trip, *, gates: bool) -> Iterator[str]:
    rides = uow.rides.where(trip_id=trip.id)
    persons = [uow.persons.get(person) for ride in rides for person in ride.person_ids]
    vehicle = uow.vehicles.get(trip.vehicle_id)  # type: ignore[arg-type]  # a planned trip has one
    small = sum(person.age is not None and person.age <= CHILD_UNTIL for person in persons)
    if len(persons) > vehicle.seats or sum(person.wheelchair for person in persons) > vehicle.wheelchair_places:
        yield f"{trip.label}: {len(persons)} in {vehicle.seats} seats"
    if vehicle.kind is not VehicleKind.BUS and small > vehicle.child_seats:
        yield f"{trip.label}: {small} child seats of {vehicle.child_seats}"
    for ride in rides:
        hearing = uow.hearings.get(ride.hearing_id)  # type: ignore[arg-type]  # a planned ride has one
        if trip.arrives_at is None or hearing.report_at is None or trip.arrives_at > hearing.report_at - HAND:
            yield f"{trip.label}: late for {hearing.report_at}"
        if hearing.port_id != trip.port_id:
            yield f"{trip.label}: wrong port"
        if all((uow.persons.get(person).age or 99) < 18 for person in ride.person_ids):
            yield f"{trip.label}: children alone"
    yield from _stops(uow, trip, gates=gates)


def _stops(uow: UnitOfWork, trip: Trip, *, gates: bool) -> Iterator[str]:
    stops = sorted(uow.stops.where(trip_id=trip.id), key=lambda stop: stop.position)
    for one, other in pairwise(stops):
        way = minutes_between(uow, one.place_id, other.place_id)
        if one.arrives_at is None or other.arrives_at is None or one.arrives_at + BOARDING + way > other.arrives_at:
            yield f"{trip.label}: no time from stop {one.position} to the next"
    for stop in stops:
        place = uow.places.get(stop.place_id)
        if gates and stop.kind is StopKind.PICK_UP and stop.arrives_at and is_locked(place, stop.arrives_at):
            yield f"{trip.label}: {place.label} is locked"


def is_locked(place: Place, instant: datetime) -> bool:
    if place.locks_at is None or place.opens_at is None:
        return False
    clock = local(instant, place.zone).time()
    return clock >= place.locks_at or clock < place.opens_at


def minutes_between(uow: UnitOfWork, one: object, other: object) -> timedelta:
    for start, end in ((one, other), (other, one)):
        if rows := uow.travel.where(from_id=start, to_id=end):
            return timedelta(minutes=rows[0].minutes)
    return timedelta(minutes=0 if one == other else uow.clinic().policy.unknown_travel)


def _crews_clash(uow: UnitOfWork, trips: list[Trip]) -> Iterator[str]:
    seats = [seat for trip in trips for seat in uow.seats.where(trip_id=trip.id)]
    for seat in seats:
        person = uow.volunteers.find(seat.volunteer_id)
        if seat.role is Role.DRIVER and (person is None or person.vetted_on is None):
            yield "a trip without a vetted driver"
    for number, seat in enumerate(seats):
        for other in seats[:number]:
            same = seat.volunteer_id is not None and seat.volunteer_id == other.volunteer_id
            if same and seat.starts_at < other.ends_at and other.starts_at < seat.ends_at:
                yield "somebody sits in two places at once"


def _vehicles_clash(uow: UnitOfWork, trips: list[Trip]) -> Iterator[str]:
    for number, trip in enumerate(trips):
        for other in trips[:number]:
            if trip.vehicle_id != other.vehicle_id or uow.vehicles.get(trip.vehicle_id).kind is VehicleKind.BUS:  # type: ignore[arg-type]  # as above
                continue
            first, second = sorted((trip, other), key=lambda each: str(each.arrives_at))
            picks_up = min(stop.arrives_at for stop in uow.stops.where(trip_id=second.id) if stop.arrives_at)
            if first.arrives_at is None or first.arrives_at > picks_up:
                yield f"one vehicle on {first.label} and {second.label}"
