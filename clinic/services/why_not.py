"""Why a household does not fit on a trip, with every reason at once, and what works instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import HearingId, HouseholdId, TripId
from clinic.domain.trips import Leg, Ride, Trip, TripStatus
from clinic.domain.when import day_interval, local
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.loads import Load, free_vehicles
from clinic.services.views.rides import Way, WayKind, WhyNot

from . import rides, trip_times
from .day_facts import trips_facts

#: So many buttons stand in the banner.
MOST_WAYS = 3


def why_not(uow: UnitOfWork, *, trip: TripId, household: HouseholdId, hearing: HearingId | None = None) -> WhyNot:
    """Try a household on a trip, as it would then be worked out, and on every other trip of the day.

    The trial is real: give it a unit of work of its own that may write, and leave that without committing.
    """
    row, called = uow.trips.get(trip), uow.hearings.find(hearing)
    code = uow.households.get(household).code
    ride = _taken_along(uow, row, household) or rides.put_on(uow, row, hearing=called, household=household)
    breaches = _tried(uow, row)
    if all(breach.severity is Severity.WISH for breach in breaches):
        return WhyNot(household, trip, say("{code} fits on {trip}.", code=code, trip=row.label), breaches, ())
    ways = list(_ways(uow, row, ride))
    if all(breach.can_be_overridden for breach in breaches):
        ways.append(Way(WayKind.OVERRIDE, say("Override…"), trip_id=trip))
    title = say("{code} does not fit on {trip}.", code=code, trip=row.label)
    return WhyNot(household, trip, title, breaches, tuple(ways[:MOST_WAYS]))


def _taken_along(uow: UnitOfWork, trip: Trip, household: HouseholdId) -> Ride | None:
    """The ride that the household has already, moved to this trip; None when it has none."""
    hearing = rides.hearing_of(uow, household, trip.report_at) if trip.report_at else None
    ride = next(iter(rides.rides_beside(uow, household, hearing, trip)), None)
    if ride is not None and ride.trip_id != trip.id:
        before = uow.trips.get(ride.trip_id)
        ride.trip_id, ride.stop_id, ride.overridden = trip.id, None, ()
        trip_times.rework(uow, before)
    return ride


def _tried(uow: UnitOfWork, trip: Trip) -> tuple[Breach, ...]:
    """What nobody has overruled yet of all that speaks against a trip as it stands now, worst first."""
    trip_times.rework(uow, trip)
    judged = trip_times.judged(trips_facts(uow, (trip,)), trip)
    found = [breach for row, breaches in judged for breach in breaches if breach.code not in row.overridden]
    return tuple(sorted(found, key=lambda breach: list(Severity).index(breach.severity)))


def _ways(uow: UnitOfWork, trip: Trip, ride: Ride) -> Iterator[Way]:
    """Another trip on which the ride breaks nothing, else a free vehicle for a trip of its own."""
    alone = list(_alone(uow, trip, ride))
    zone = uow.sites.get(trip.site_id).zone
    day = day_interval(local(trip.report_at or uow.now(), zone).date(), zone)
    here = trip
    for other in uow.trips.during(day, site_id=trip.site_id, port_id=trip.port_id, leg=Leg.OUT):
        if other.id == trip.id or other.status is TripStatus.CANCELLED:
            continue
        ride.trip_id, ride.stop_id = other.id, None
        trip_times.rework(uow, here)
        here = other
        if all(breach.severity is Severity.WISH for breach in _tried(uow, other)):
            yield Way(WayKind.OTHER_TRIP, _goes(other, zone), trip_id=other.id)
    yield from alone


def _alone(uow: UnitOfWork, trip: Trip, ride: Ride) -> Iterator[Way]:
    """The smallest free vehicle that takes the riders."""
    facts = trips_facts(uow, (trip,))
    persons = [facts.persons[person] for person in ride.person_ids]
    children = sum(person.needs_child_seat(facts.policy.child_seat_until_age) for person in persons)
    need = Load(len(persons), children, sum(person.wheelchair for person in persons))
    for vehicle in islice(free_vehicles(facts, trip, need), 1):
        told = {"vehicle": vehicle.label}
        words = say_n("New trip, {vehicle}, {n} seat", "New trip, {vehicle}, {n} seats", vehicle.seats, **told)
        yield Way(WayKind.NEW_TRIP, words, vehicle_id=vehicle.id)


def _goes(trip: Trip, zone: str) -> Sentence:
    if trip.departs_at is None:
        return say("{trip}", trip=trip.label)
    return say("{trip}, leaves {hour}", trip=trip.label, hour=local(trip.departs_at, zone).time())
