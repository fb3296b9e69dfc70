"""Slips of paper that a trip's crew has in hand: who was given one, and whether the trip still is what it says."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from clinic.domain.errors import Refused
from clinic.domain.feeds import DeliveryKind
from clinic.domain.history import Change
from clinic.domain.ids import TripId, VolunteerId
from clinic.domain.trips import Trip
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork

from .deliveries import record

_WHAT = "slip "


def give(uow: UnitOfWork, *, trip: TripId, volunteers: Collection[VolunteerId] = ()) -> Change:
    """Note that the crew of a trip (or those named) has its slip as the trip stands now. Raises Refused for nobody."""
    row = uow.trips.get(trip)
    people = tuple(volunteers) or crew_of(uow, row)
    if not people:
        raise Refused(say("{trip} has no crew yet to whom a slip could be given.", trip=row.label))
    for volunteer in people:
        note(uow, row, volunteer)
    return uow.commit(say_n("Give {n} slip of {trip}", "Give {n} slips of {trip}", len(people), trip=row.label))


def note(uow: UnitOfWork, trip: Trip, volunteer: VolunteerId, *, way: str = "file", mark: str = "") -> None:
    """Note one slip as given, inside another verb. `mark` is the trip's fingerprint as it was when it was printed."""
    told = mark or fingerprint(uow, trip)
    record(uow, DeliveryKind.PAPER, what=f"{_WHAT}{trip.id}", fingerprint=told, volunteer=volunteer, way=way)


def trip_of(what: str) -> TripId | None:
    """The trip of whose slip a delivery tells; None for other papers."""
    return TripId(UUID(what.removeprefix(_WHAT))) if what.startswith(_WHAT) else None


def crew_of(uow: UnitOfWork, trip: Trip) -> tuple[VolunteerId, ...]:
    """Who sits in the crew's seats, in their order."""
    seats = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
    return tuple(seat.volunteer_id for seat in seats if seat.volunteer_id is not None)


def fingerprint(uow: UnitOfWork, trip: Trip) -> str:
    """A digest of what a slip tells: hours, vehicle, who drives and goes along, where it halts for whom.

    Also whether somebody has confirmed the report time; what else hangs on it (labels, needs, who holds the phone) is
    left out, for this is asked of every trip whenever Share is shown.
    """
    told = [str(each) for each in (trip.status.value, trip.vehicle_id, trip.port_id, trip.report_at, trip.standby_from)]
    told += [
        f"{seat.role.value} {seat.volunteer_id} {seat.starts_at} {seat.ends_at}"
        for seat in sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
    ]
    told += [
        f"{stop.place_id} {stop.arrives_at} {stop.leaves_at}"
        for stop in sorted(uow.stops.where(trip_id=trip.id), key=lambda stop: stop.position)
    ]
    rides = uow.rides.where(trip_id=trip.id)
    told += sorted(f"{ride.household_id} {len(ride.person_ids)} {ride.stop_id}" for ride in rides)
    hearings = {ride.hearing_id for ride in rides} - {None}
    told += sorted(
        f"{row.id} {row.report_source.value}" for row in (uow.hearings.where(id=hearings) if hearings else ())
    )
    return sha256("\n".join(told).encode()).hexdigest()
