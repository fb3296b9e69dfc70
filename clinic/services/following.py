"""Trips that follow the world: a paper, a shelter, a road or a home has changed, and nobody was asked about the trip.

Its hours are worked out again. What it then breaks is told on the board; only who would be at two places at once is let
go from the trip's seat, because no plan can hold that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId, PlaceId
from clinic.domain.people import Volunteer
from clinic.domain.trips import Leg, Trip, TripStatus
from clinic.domain.when import Interval, local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import roster, trip_times
from .day_facts import trips_facts

#: So far ahead trips are worked out again when a road or a home changes.
AHEAD = timedelta(days=90)


def follow(uow: UnitOfWork, trip: Trip) -> list[Sentence]:
    """Work a trip out again, and tell who was let go from it."""
    trip_times.rework(uow, trip)
    told = []
    for run in trip_times.runs_of(uow, trip):
        facts = trips_facts(uow, (run,))
        for seat in facts.seats_by_trip.get(run.id, ()):
            person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
            if person is None or all(b.code != "OVERLAP" for b in judge.seating(facts, seat, person)):
                continue
            roster.vacate(uow, seat)
            told.append(say("{name} is let go from {trip}: two places at once", name=person.name, trip=run.label))
    return told


def follow_hearing(uow: UnitOfWork, row: Hearing, before: datetime | None) -> list[Sentence]:
    """Let trips that went by a hearing's report time (`before`) go by the one that it has now, if on the same day.

    The earliest report time of a trip's riders counts.
    """
    told = []
    for ride in uow.rides.where(hearing_id=row.id):
        trip = uow.trips.get(ride.trip_id)
        if trip.leg is not Leg.OUT or trip.report_at is None or trip.report_at != before:
            continue
        day = local(trip.report_at, row.zone).date()
        ids = {other.hearing_id for other in uow.rides.where(trip_id=trip.id)} - {None}
        reports = [hearing.report_at for hearing in uow.hearings.where(id=ids) if hearing.report_at is not None]
        earliest = min((r for r in reports if local(r, row.zone).date() == day), default=before)
        if earliest != before:
            trip.report_at = earliest
            told += follow(uow, trip)
    return told


def follow_household(uow: UnitOfWork, household: HouseholdId) -> list[Sentence]:
    """Let the coming trips of a household fetch it where it lives now."""
    ids = {ride.trip_id for ride in uow.rides.where(household_id=household)}
    return _all(uow, uow.trips.where(id=ids) if ids else ())


def follow_road(uow: UnitOfWork, one: PlaceId, other: PlaceId) -> list[Sentence]:
    """Let coming trips that pass two places go by the minutes that lie between them now."""
    coming = Interval(uow.now(), uow.now() + AHEAD)
    trips = uow.trips.during(coming, site_id={uow.places.get(place).site_id for place in (one, other)})
    return _all(uow, [trip for trip in trips if {one, other} <= _passes(uow, trip)])


def follow_home(uow: UnitOfWork, volunteer: Volunteer) -> list[Sentence]:
    """Let the coming trips of somebody begin where they live now."""
    coming = Interval(uow.now(), uow.now() + AHEAD)
    ids = {seat.trip_id for seat in uow.seats.during(coming, volunteer_id=volunteer.id)} - {None}
    return _all(uow, uow.trips.where(id=ids) if ids else ())


def _all(uow: UnitOfWork, trips: Iterable[Trip]) -> list[Sentence]:
    told = []
    for trip in trips:
        ends = trip.report_at or trip.arrives_at or trip.standby_until
        if trip.status is not TripStatus.CANCELLED and ends is not None and ends >= uow.now():
            told += follow(uow, trip)
    return told


def _passes(uow: UnitOfWork, trip: Trip) -> set[PlaceId | None]:
    """Every place from which a trip's hours are reckoned."""
    vehicle = uow.vehicles.find(trip.vehicle_id)
    crew = {seat.volunteer_id for seat in uow.seats.where(trip_id=trip.id)} - {None}
    homes = {person.home_id for person in uow.volunteers.where(id=crew)} if crew else set()
    stops = {stop.place_id for stop in uow.stops.where(trip_id=trip.id)}
    return {trip.port_id, vehicle.kept_id if vehicle else None, *homes, *stops}
