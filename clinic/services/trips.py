"""Trips: vehicles on the way to the port, back from it, or to another city; their crew's seats, stops and hours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PlaceId, SeatId, SiteId, StopId, TripId, VehicleId
from clinic.domain.people import Role
from clinic.domain.trips import Leg, StopKind, Trip, TripStatus
from clinic.domain.when import local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork

from . import stops, trip_times
from .trip_making import begin, begin_return, check_standby, next_label, open_seats


def new_trip(
    uow: UnitOfWork,
    *,
    site: SiteId,
    port: PlaceId,
    report_at: datetime,
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
) -> Change:
    """Plan a trip to the port for a report time, called T1, T2 … of its day, with open seats for its crew.

    That is driver and escort; on a taxi or bus an escort, on a ride by others nobody, unless `crew` says who.
    """
    row = begin(uow, site=site, port=port, report_at=report_at, vehicle=vehicle, crew=crew)
    return uow.commit(
        say("Plan trip {trip}, {report}", trip=row.label, report=local(report_at, uow.sites.get(site).zone))
    )


def other_trip(
    uow: UnitOfWork,
    *,
    site: SiteId,
    to: PlaceId,
    departs_at: datetime,
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
    note: str = "",
) -> Change:
    """Plan a trip that only brings people to another city or a hotel, leaving its first stop at `departs_at`."""
    zone = uow.sites.get(site).zone
    row = Trip(
        site_id=site,
        leg=Leg.OTHER,
        port_id=to,
        departs_at=departs_at,
        vehicle_id=vehicle,
        label=next_label(uow, site, local(departs_at, zone).date(), "B"),
        note=note,
    )
    uow.trips.add(row)
    open_seats(uow, row, crew, departs_at)
    trip_times.rework(uow, row)
    return uow.commit(say("Plan trip {trip}, {departs}", trip=row.label, departs=local(departs_at, zone)))


def return_trip(
    uow: UnitOfWork,
    *,
    site: SiteId,
    port: PlaceId,
    standby_from: datetime,
    standby_until: datetime,
    households: Collection[HouseholdId] = (),
    vehicle: VehicleId | None = None,
    crew: Sequence[Role] | None = None,
) -> Change:
    """Plan a way back, R1, R2 …: it has no hour, only a crew that stands by from when until when."""
    row = begin_return(
        uow,
        site=site,
        port=port,
        standby_from=standby_from,
        standby_until=standby_until,
        households=households,
        vehicle=vehicle,
        crew=crew,
    )
    return uow.commit(say("Plan the return {trip}", trip=row.label))


def set_standby(
    uow: UnitOfWork, *, trip: TripId, standby_from: datetime, standby_until: datetime, reason: str = ""
) -> Change:
    """Let the crew of a return stand by at other hours. Raises RuleBroken when somebody of it cannot."""
    row = uow.trips.get(trip)
    check_standby(standby_from, standby_until)
    row.standby_from, row.standby_until = standby_from, standby_until
    return _changed(uow, row, say("Change the stand-by of {trip}", trip=row.label), reason)


def set_report(uow: UnitOfWork, *, trip: TripId, report_at: datetime, reason: str = "") -> Change:
    """Let a trip out go by another report time. All its hours follow. Raises RuleBroken for what it then breaks."""
    row = uow.trips.get(trip)
    row.report_at = report_at
    zone = uow.sites.get(row.site_id).zone
    return _changed(uow, row, say("{trip} reports {report}", trip=row.label, report=local(report_at, zone)), reason)


def set_vehicle(uow: UnitOfWork, *, trip: TripId, vehicle: VehicleId | None, reason: str = "") -> Change:
    """Give a trip another vehicle, or none yet. Raises RuleBroken when it does not fit."""
    row, before = uow.trips.get(trip), None
    before = [run for run in trip_times.runs_of(uow, row) if run is not row]
    row.vehicle_id = vehicle
    for run in before[:1]:
        trip_times.rework(uow, run)
    taken = uow.vehicles.find(vehicle)
    label = say("{vehicle} for {trip}", vehicle=taken.label, trip=row.label) if taken else None
    return _changed(uow, row, label or say("No vehicle for {trip} yet", trip=row.label), reason)


def order_stops(uow: UnitOfWork, *, trip: TripId, order: Sequence[StopId], reason: str = "") -> Change:
    """Halt in another order; the port stays last. Raises Refused unless `order` names every stop once."""
    row = uow.trips.get(trip)
    known = {stop.id: stop for stop in stops.stops_of(uow, row) if stop.kind is not StopKind.PORT}
    if set(order) != set(known) or len(order) != len(known):
        raise Refused(say("The stops of {trip} have changed meanwhile. Look at it again.", trip=row.label))
    for position, stop in enumerate(order):
        known[stop].position = position
    return _changed(uow, row, say("Change the order of stops on {trip}", trip=row.label), reason)


def lock_stop(uow: UnitOfWork, *, stop: StopId, arrives_at: datetime, reason: str = "") -> Change:
    """Keep a pick-up (or the arrival at the port) at the hour that was typed; the others are worked out around it."""
    row = uow.stops.get(stop)
    trip = uow.trips.get(row.trip_id)
    row.locked, row.arrives_at = True, arrives_at
    hour = local(arrives_at, uow.places.get(row.place_id).zone)
    return _changed(uow, trip, say("Lock a stop of {trip} at {hour}", trip=trip.label, hour=hour), reason)


def unlock_stop(uow: UnitOfWork, *, stop: StopId, reason: str = "") -> Change:
    """Let a stop's hour be worked out again."""
    row = uow.stops.get(stop)
    trip = uow.trips.get(row.trip_id)
    row.locked = False
    return _changed(uow, trip, say("Unlock a stop of {trip}", trip=trip.label), reason)


def set_boarding(uow: UnitOfWork, *, stop: StopId, boarding_minutes: int, reason: str = "") -> Change:
    """Allow more or fewer minutes for getting in at a stop. Raises BadValue below zero."""
    row = uow.stops.get(stop)
    trip = uow.trips.get(row.trip_id)
    if boarding_minutes < 0:
        raise BadValue(say("Minutes are not below zero."))
    row.boarding_minutes = boarding_minutes
    return _changed(uow, trip, say("{n} min for boarding on {trip}", n=boarding_minutes, trip=trip.label), reason)


def add_crew_seat(uow: UnitOfWork, *, trip: TripId, role: Role) -> Change:
    """Open one more seat for the crew (an interpreter, a doctor, a second escort)."""
    row = uow.trips.get(trip)
    open_seats(uow, row, (role,), row.departs_at or row.report_at or row.standby_from or uow.now())
    trip_times.rework(uow, row)
    return uow.commit(say("Add a seat to {trip}: {role}", trip=row.label, role=ROLES[role]))


def remove_crew_seat(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Take a seat of the crew away. Raises Refused while somebody sits there."""
    row = uow.seats.get(seat)
    trip = uow.trips.find(row.trip_id)
    person = uow.volunteers.find(row.volunteer_id)
    if person is not None:
        raise Refused(say("{name} sits there. Empty the seat first.", name=person.name))
    if trip is None:
        raise Refused(say("This seat is not on a trip."))
    uow.seats.remove(row)
    trip_times.rework(uow, trip)
    return uow.commit(say("Remove a seat from {trip}: {role}", trip=trip.label, role=ROLES[row.role]))


def publish(uow: UnitOfWork, *, trip: TripId) -> Change:
    """From now on the trip is told to its crew."""
    row = uow.trips.get(trip)
    row.status = TripStatus.PUBLISHED
    return uow.commit(say("Publish trip {trip}", trip=row.label))


def cancel(uow: UnitOfWork, *, trip: TripId, reason: str = "") -> Change:
    """The trip does not take place: its riders have no ride, its crew is free. The trip stays on record."""
    row = uow.trips.get(trip)
    before = [run for run in trip_times.runs_of(uow, row) if run is not row]
    row.status = TripStatus.CANCELLED
    row.note = "\n".join(filter(None, (row.note, reason.strip())))
    rides = uow.rides.where(trip_id=row.id)
    for ride in rides:
        uow.rides.remove(ride)
    for run in (row, *before[:1]):
        trip_times.rework(uow, run)
    if row.leg is Leg.OTHER:
        trip_times.rework_onward(uow, row, {ride.household_id for ride in rides})
    return uow.commit(say("Cancel trip {trip}", trip=row.label))


def _changed(uow: UnitOfWork, trip: Trip, label: Sentence, reason: str) -> Change:
    trip_times.rework(uow, trip)
    trip_times.rejudge(uow, trip, reason)
    return uow.commit(label)
