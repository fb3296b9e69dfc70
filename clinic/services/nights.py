"""Nights before a hearing: riders of a trip are brought to a hotel or another city before, and fetched there.

Some shelters are locked until morning (field research 1.11); from Mexicali the way takes two days (1.3).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, RideId, TripId, VehicleId
from clinic.domain.people import Role
from clinic.domain.places import Place, PlaceKind
from clinic.domain.trips import Leg, Ride, Trip
from clinic.domain.when import at, local, minutes
from clinic.i18n import listing, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import TravelTable

from . import following, trip_making, trip_times
from .roads import Roads

#: Whoever is brought somewhere for the night is there by this hour on the wall there: before dark, as advised (2.9).
EVENING = time(19)


@dataclass(frozen=True, slots=True)
class NightBefore:
    """When riders must leave at the latest to be somewhere for the night, and the closing of the gate before."""

    departs_at: datetime
    arrives_at: datetime
    drive: int
    gate_closes_at: datetime | None = None


def hotels(uow: UnitOfWork, *, trip: TripId) -> tuple[Place, ...]:
    """Hotels near the port of a trip, the nearest first; those to which nobody has typed a way come last."""
    row = uow.trips.get(trip)
    sites = {row.site_id, uow.places.get(row.port_id).site_id}
    found = [place for place in uow.places.where(site_id=sites, kind=PlaceKind.HOTEL) if not place.closed]
    ids = {row.port_id, *(place.id for place in found)}
    table = TravelTable.of(uow.travel.where(from_id=ids, to_id=ids))
    far = 24 * 60

    def way(place: Place) -> tuple[int, str]:
        drive = table.minutes(place.id, row.port_id)
        return (far if drive is None else drive, place.label)

    return tuple(sorted(found, key=way))


def proposal(uow: UnitOfWork, *, ride: RideId, to: PlaceId, days: int = 1) -> NightBefore:
    """The latest hour at which a ride's household leaves its shelter for the night `days` before it must report.

    It is there by 19:00 on the wall there, and out of its shelter a quarter of an hour before the gate closes.
    """
    row = uow.rides.get(ride)
    trip = uow.trips.get(row.trip_id)
    shelter, goal = _lives_at(uow, row, trip), uow.places.get(to)
    drive = _drive(uow, shelter.id, goal.id)
    about = trip.report_at or trip.departs_at or uow.now()
    evening = local(about, goal.zone).date() - timedelta(days=days)
    departs_at, closes = at(evening, EVENING, goal.zone) - minutes(drive), None
    if shelter.locks_at is not None and shelter.locks_at > time(12):
        closes = at(evening, shelter.locks_at, shelter.zone)
        departs_at = min(departs_at, closes - minutes(uow.clinic().policy.time_in_hand))
    return NightBefore(departs_at, departs_at + minutes(drive), drive, closes)


def bring(
    uow: UnitOfWork,
    *,
    rides: Collection[RideId],
    to: PlaceId,
    departs_at: datetime | None = None,
    days: int = 1,
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
    reason: str = "",
) -> Change:
    """Bring riders of one trip to a hotel or another city for the night before, as one step.

    A trip of its own (B1, B2 …) leaves at `departs_at` (else as `proposal` says for the first of them), and the trip to
    the port fetches them there in the morning; its hours follow. Raises Refused for riders of several trips, RuleBroken
    for what speaks against the trip of the evening.
    """
    rows = uow.rides.where(id=set(rides))
    trip_ids = {row.trip_id for row in rows}
    if len(trip_ids) != 1:
        raise Refused(say("Choose riders of one trip."))
    trip = uow.trips.get(next(iter(trip_ids)))
    first = departs_at or min(proposal(uow, ride=row.id, to=to, days=days).departs_at for row in rows)
    if trip.report_at is not None and first >= trip.report_at:
        raise Refused(say("They would leave after the report time. Choose an earlier hour."))
    feeder = _feeder(uow, trip, to, first, vehicle, crew)
    for row in rows:
        uow.rides.add(Ride(trip_id=feeder.id, household_id=row.household_id, person_ids=row.person_ids))
    trip_times.rework(uow, feeder)
    told = following.follow(uow, trip)
    trip_times.rejudge(uow, feeder, reason)
    where, zone = uow.places.get(to), uow.sites.get(trip.site_id).zone
    label = say(
        "Bring riders of {trip} to {place} by {feeder}, {departs}",
        trip=trip.label,
        place=where.label,
        feeder=feeder.label,
        departs=local(first, zone),
    )
    return uow.commit(listing([label, *told]))


def _feeder(  # noqa: PLR0917 - what a trip is made of
    uow: UnitOfWork,
    trip: Trip,
    to: PlaceId,
    departs_at: datetime,
    vehicle: VehicleId | None,
    crew: Sequence[Role] | None,
) -> Trip:
    day = local(departs_at, uow.sites.get(trip.site_id).zone).date()
    row = uow.trips.add(
        Trip(
            site_id=trip.site_id,
            leg=Leg.OTHER,
            port_id=to,
            departs_at=departs_at,
            vehicle_id=vehicle,
            label=trip_making.next_label(uow, trip.site_id, day, "B"),
        )
    )
    trip_making.open_seats(uow, row, crew, departs_at)
    return row


def _lives_at(uow: UnitOfWork, ride: Ride, trip: Trip) -> Place:
    household = uow.households.get(ride.household_id)
    about = trip.report_at or trip.departs_at or uow.now()
    shelter = uow.places.find(household.shelter_on(local(about, uow.sites.get(trip.site_id).zone).date()))
    if shelter is None:
        raise Refused(say("Nobody has typed where {code} lives. Choose a shelter for it first.", code=household.code))
    return shelter


def _drive(uow: UnitOfWork, start: PlaceId, end: PlaceId) -> int:
    return Roads.of(uow, {start, end}).minutes(start, end)
