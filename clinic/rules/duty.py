"""What a trip's seat takes of the time of whoever would sit there: a driver's day begins at their own home.

The same sums as `timing` makes once somebody sits there, so that they fit before exactly when they fit afterwards.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, StopKind, Trip, VehicleKind
from clinic.domain.when import MINUTE, Interval, length_minutes, minutes

if TYPE_CHECKING:
    from .facts import Facts

#: A vehicle that leaves again within so many minutes after it reached the port goes on from there.
SAME_DUTY = 240


def hours(facts: Facts, seat: Seat, trip: Trip, volunteer: Volunteer | None) -> Interval:
    """From when until when a seat of `trip` takes the volunteer's time; as stored where they sit there already."""
    if volunteer is None or seat.volunteer_id == volunteer.id or trip.leg is not Leg.OUT or trip.departs_at is None:
        return seat.interval
    if not _leads(facts, seat, trip) or _goes_on_from_port(facts, trip):
        return seat.interval
    starts = trip.departs_at - minutes(_drive_from_home(facts, trip, volunteer))
    return Interval(starts, max(seat.ends_at, starts + MINUTE))


def _leads(facts: Facts, seat: Seat, trip: Trip) -> bool:
    """Whether the trip's hours begin at the home of whoever sits in `seat`: its first driver."""
    drivers = [each for each in facts.seats_by_trip.get(trip.id, ()) if each.role is Role.DRIVER]
    return seat.role is Role.DRIVER and min(drivers, key=lambda each: each.position, default=seat).id == seat.id


def _drive_from_home(facts: Facts, trip: Trip, volunteer: Volunteer) -> int:
    """Minutes to where the vehicle stands, else to the first pick-up; none where the home is not known."""
    if volunteer.home_id is None:
        return 0
    vehicle = facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
    picks_up = (stop.place_id for stop in facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PICK_UP)
    first = (vehicle.kept_id if vehicle else None) or next(picks_up, trip.port_id)
    typed = facts.travel.minutes(volunteer.home_id, first)
    return facts.policy.unknown_travel if typed is None else typed


def _goes_on_from_port(facts: Facts, trip: Trip) -> bool:
    """Whether the vehicle comes from another run of the same duty, so that nobody leaves home for this one."""
    vehicle = facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
    here = _due(facts, trip)
    if vehicle is None or vehicle.kind in (VehicleKind.TAXI, VehicleKind.BUS) or here is None:
        return False
    runs = (run for run in facts.trips_by_vehicle.get(vehicle.id, ()) if run.id != trip.id and run.leg is Leg.OUT)
    return any(due is not None and 0 < length_minutes(due, here) <= SAME_DUTY for due in (_due(facts, r) for r in runs))


def _due(facts: Facts, trip: Trip) -> datetime | None:
    """When a trip out must be at the port: as locked there, else with the clinic's time in hand."""
    for stop in facts.stops_by_trip.get(trip.id, ()):
        if stop.kind is StopKind.PORT and stop.locked and stop.arrives_at is not None:
            return stop.arrives_at
    return trip.report_at - minutes(facts.policy.time_in_hand) if trip.report_at else None
