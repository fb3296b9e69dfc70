"""Who is on a trip and what they need: counted once, for the rules about trips and about rides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.domain.ids import PersonId
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, TripStatus, Vehicle, VehicleKind
from clinic.domain.when import Interval, local
from clinic.i18n import Sentence, say_n

from .facts import Facts

#: So long before a trip another one may have brought its riders to where they are fetched.
NIGHTS_BEFORE = timedelta(days=3)
#: A 'taxi' or 'bus' on file is as many of them as are called, so it is never taken.
IN_ANY_NUMBER = frozenset({VehicleKind.TAXI, VehicleKind.BUS})


@dataclass(frozen=True, slots=True)
class Load:
    """How many people ride, how many child seats and how many wheelchair places they need."""

    people: int
    child_seats: int
    wheelchairs: int


def riders(facts: Facts, ride: Ride) -> frozenset[PersonId]:
    """The persons of a ride; all of the household when none are named."""
    if ride.person_ids:
        return frozenset(ride.person_ids)
    return frozenset(person.id for person in facts.persons_by_household.get(ride.household_id, ()))


def rides_on(facts: Facts, trip: Trip, also: Ride | None = None) -> list[Ride]:
    """The rides of a trip, with `also` among them as it stands."""
    rides = [ride for ride in facts.rides_by_trip.get(trip.id, ()) if also is None or ride.id != also.id]
    return rides if also is None else [*rides, also]


def load(facts: Facts, trip: Trip, also: Ride | None = None) -> Load:
    """What a trip carries. Bus seats take no child seat."""
    aboard = frozenset[PersonId]().union(*(riders(facts, ride) for ride in rides_on(facts, trip, also)))
    known = [facts.persons[person] for person in aboard if person in facts.persons]
    until = facts.policy.child_seat_until_age
    vehicle = vehicle_of(facts, trip)
    in_a_bus = vehicle is not None and vehicle.kind is VehicleKind.BUS
    return Load(
        people=len(aboard),
        child_seats=0 if in_a_bus else sum(person.needs_child_seat(until) for person in known),
        wheelchairs=sum(person.wheelchair for person in known),
    )


def vehicle_of(facts: Facts, trip: Trip) -> Vehicle | None:
    """The vehicle of a trip, None while it has none."""
    return facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None


def time_of(trip: Trip) -> Interval | None:
    """From when until when a trip has its vehicle; None for one without hours (a return)."""
    if trip.departs_at is None or trip.arrives_at is None or trip.departs_at >= trip.arrives_at:
        return None
    return Interval(trip.departs_at, trip.arrives_at)


def day_of(facts: Facts, trip: Trip) -> date | None:
    """The day of a trip on the wall clock of its site: that of its report time, else of its other hours."""
    instant = trip.report_at or trip.departs_at or trip.standby_from
    return local(instant, facts.sites[trip.site_id].zone).date() if instant else None


def free_vehicles(facts: Facts, trip: Trip, need: Load) -> Iterator[Vehicle]:
    """Vehicles of the site that could make the trip instead, the smallest first."""
    span = time_of(trip)
    for vehicle in sorted(facts.vehicles.values(), key=lambda v: (v.seats, v.label)):
        roomy = vehicle.seats >= need.people and vehicle.wheelchair_places >= need.wheelchairs
        if vehicle.site_id != trip.site_id or vehicle.id == trip.vehicle_id or vehicle.out_of_use or not roomy:
            continue
        taken = [time_of(other) for other in facts.trips_by_vehicle.get(vehicle.id, ()) if other.id != trip.id]
        is_free = vehicle.kind in IN_ANY_NUMBER or not any(other and span and other.overlaps(span) for other in taken)
        if is_free:
            yield vehicle


def other_vehicle(facts: Facts, trip: Trip, need: Load) -> tuple[Sentence, ...]:
    """The mend 'take another vehicle', where there is one that is free and large enough."""
    for vehicle in free_vehicles(facts, trip, need):
        return (
            say_n(
                "Take {vehicle}: {n} seat.",
                "Take {vehicle}: {n} seats.",
                vehicle.seats,
                vehicle=vehicle.label,
            ),
        )
    return ()


def other_trip(facts: Facts, trip: Trip, ride: Ride) -> tuple[Sentence, ...]:
    """The mend 'move them to another trip', where one goes to their port in time and has room for them."""
    for other in sorted(facts.trips.values(), key=lambda t: t.label):
        vehicle = vehicle_of(facts, other)
        if other.id == trip.id or vehicle is None or not _goes_there(facts, trip, other, ride):
            continue
        need = load(facts, other, ride)
        if need.people <= vehicle.seats and need.wheelchairs <= vehicle.wheelchair_places:
            return (
                say_n(
                    "Move {code} to {trip}: {n} seat free there.",
                    "Move {code} to {trip}: {n} seats free there.",
                    vehicle.seats - load(facts, other).people,
                    code=facts.households[ride.household_id].code,
                    trip=other.label,
                ),
            )
    return ()


def _goes_there(facts: Facts, trip: Trip, other: Trip, ride: Ride) -> bool:
    """Whether `other` would bring the riders to the port of their hearing, on its day and in time."""
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    port = hearing.port_id if hearing and hearing.port_id else trip.port_id
    report = (hearing.report_at if hearing else None) or trip.report_at
    if other.leg is not Leg.OUT or other.status is TripStatus.CANCELLED or other.port_id != port:
        return False
    if report is None or other.report_at is None or other.report_at > report:
        return False
    return day_of(facts, other) == local(report, facts.sites[other.site_id].zone).date()


def brought_by(trip: Trip, others: Iterable[Trip]) -> Trip | None:
    """The trip that has brought people to another city or a hotel, where `trip` fetches them and not at their shelter.

    `others` are trips on which they ride. The last one of the three days before `trip` counts, and only one that is
    neither out nor back: the way from Mexicali to a hearing in San Diego takes two days (field research 1.3).
    """
    about = trip.report_at or trip.departs_at
    if about is None or trip.leg is Leg.RETURN:
        return None
    before = [
        (ended, other)
        for other in others
        if other.id != trip.id
        and other.status is not TripStatus.CANCELLED
        and (ended := other.arrives_at or other.standby_until or other.report_at) is not None
        and about - NIGHTS_BEFORE <= ended <= about
    ]
    last = max(before, key=lambda pair: pair[0])[1] if before else None
    return last if last is not None and last.leg is Leg.OTHER else None


def pick_ups(facts: Facts, trip: Trip) -> list[Stop]:
    """The stops at which a trip takes people in, in order."""
    return [stop for stop in facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PICK_UP]
