"""Rides: persons of a household on a trip, put there, taken off, moved; with every rule that speaks against it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from clinic.domain.errors import Refused
from clinic.domain.hearings import Hearing
from clinic.domain.history import Change
from clinic.domain.ids import HearingId, HouseholdId, PersonId, RideId, TripId
from clinic.domain.trips import Ride, Trip
from clinic.domain.when import local
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import trip_times


def add(
    uow: UnitOfWork,
    *,
    trip: TripId,
    hearing: HearingId | None = None,
    household: HouseholdId | None = None,
    persons: Collection[PersonId] = (),
    reason: str = "",
) -> Change:
    """Put a household on a trip: the persons of its hearing (or all) who have no ride out yet, unless some are named.

    Stops and all hours of the trip follow. Raises RuleBroken with all breaches of the ride, the trip and its crew.
    """
    row = uow.trips.get(trip)
    ride = put_on(uow, row, hearing=uow.hearings.find(hearing), household=household, persons=persons)
    trip_times.rework(uow, row)
    trip_times.rejudge(uow, row, reason)
    return uow.commit(say("Put {code} on {trip}", code=_code(uow, ride), trip=row.label))


def put_on(
    uow: UnitOfWork,
    trip: Trip,
    *,
    hearing: Hearing | None = None,
    household: HouseholdId | None = None,
    persons: Collection[PersonId] = (),
) -> Ride:
    """Make the ride, inside another verb; `trip_times.rework` is still to follow.

    Raises Refused when nobody is named, or all who are named ride already.
    """
    household_id = hearing.household_id if hearing else household
    if household_id is None:
        raise Refused(say("Say who rides: name a household or a hearing."))
    if hearing is None and trip.report_at is not None:
        hearing = hearing_of(uow, household_id, trip.report_at)
    chosen = tuple(persons) or _without_ride(uow, household_id, hearing, trip)
    if not chosen:
        code = uow.households.get(household_id).code
        raise Refused(say("Everybody of {code} has a ride already. Move the ride instead.", code=code))
    return uow.rides.add(
        Ride(
            trip_id=trip.id,
            household_id=household_id,
            person_ids=chosen,
            hearing_id=hearing.id if hearing else None,
        )
    )


def remove(uow: UnitOfWork, *, ride: RideId) -> Change:
    """Take a household off its trip. Its hearing is not covered then."""
    row = uow.rides.get(ride)
    trip, code = uow.trips.get(row.trip_id), _code(uow, row)
    trip_times.take_off(uow, row)
    return uow.commit(say("Take {code} off {trip}", code=code, trip=trip.label))


def move(uow: UnitOfWork, *, ride: RideId, trip: TripId, reason: str = "") -> Change:
    """Take a household from its trip to another one. Raises RuleBroken as `add` does; it then stays where it was."""
    row, to = uow.rides.get(ride), uow.trips.get(trip)
    before = uow.trips.get(row.trip_id)
    if before is not to:
        row.trip_id, row.stop_id, row.overridden, row.reason = to.id, None, (), ""
        trip_times.rework(uow, before)
        trip_times.rework(uow, to)
        trip_times.rejudge(uow, to, reason)
    return uow.commit(say("Move {code} to {trip}", code=_code(uow, row), trip=to.label))


def hearing_of(uow: UnitOfWork, household: HouseholdId, report_at: datetime) -> Hearing | None:
    """The household's hearing of that day, if any."""
    for hearing in uow.hearings.where(household_id=household, cancelled=False):
        if (hearing.report_on or hearing.hearing_on) == local(report_at, hearing.zone).date():
            return hearing
    return None


def _without_ride(uow: UnitOfWork, household: HouseholdId, hearing: Hearing | None, trip: Trip) -> tuple[PersonId, ...]:
    everybody = hearing.person_ids if hearing else tuple(p.id for p in uow.persons.where(household_id=household))
    riding = {person for ride in rides_beside(uow, household, hearing, trip) for person in ride.person_ids}
    return tuple(person for person in everybody if person not in riding)


def rides_beside(uow: UnitOfWork, household: HouseholdId, hearing: Hearing | None, trip: Trip) -> list[Ride]:
    """Rides with which another one would be too much: out for the same hearing, or on the same trip."""
    rides = uow.rides.where(household_id=household)
    out = {row.id for row in uow.trips.where(id={ride.trip_id for ride in rides}, leg=trip.leg)} if rides else set()
    return [
        ride
        for ride in rides
        if ride.trip_id == trip.id or (hearing and ride.hearing_id == hearing.id and ride.trip_id in out)
    ]


def _code(uow: UnitOfWork, ride: Ride) -> str:
    return uow.households.get(ride.household_id).code
