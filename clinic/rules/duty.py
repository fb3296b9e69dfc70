"""What a trip's seat takes of the time of whoever would sit there: a driver's day begins at their own home.

The same sums as `timing` makes once somebody sits there, so that they fit before exactly when they fit afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from clinic.domain.ids import PlaceId, TripId
from clinic.domain.people import Role, Volunteer
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Stop, StopKind, Trip, Vehicle, VehicleKind
from clinic.domain.when import MINUTE, Interval, length_minutes, minutes

#: A vehicle that leaves again within so many minutes after it reached the port goes on from there.
SAME_DUTY = 240


@dataclass(frozen=True)
class Crewed:
    """A trip with what decides when its crew begins: its seats, its vehicle, that vehicle's trips (stops in order).

    `drive` gives the minutes by road between two places, None where nobody has typed them.
    """

    trip: Trip
    seats: tuple[Seat, ...]
    vehicle: Vehicle | None
    runs: tuple[Trip, ...]
    stops: Callable[[TripId], tuple[Stop, ...]]
    drive: Callable[[PlaceId, PlaceId], int | None]
    policy: Policy

    def hours(self, seat: Seat, volunteer: Volunteer | None) -> Interval:
        """From when until when a seat takes the volunteer's time; as stored where they sit there already."""
        out = self.trip.departs_at if self.trip.leg is Leg.OUT else None
        if volunteer is None or out is None or seat.volunteer_id == volunteer.id:
            return seat.interval
        if not self._leads(seat) or self._goes_on_from_port:
            return seat.interval
        starts = out - minutes(self._drive_from_home(volunteer))
        return Interval(starts, max(seat.ends_at, starts + MINUTE))

    def _leads(self, seat: Seat) -> bool:
        """Whether the trip's hours begin at the home of whoever sits in `seat`: its first driver."""
        return seat.role is Role.DRIVER and (self._leader is None or self._leader.id == seat.id)

    @cached_property
    def _leader(self) -> Seat | None:
        drivers = [each for each in self.seats if each.role is Role.DRIVER]
        return min(drivers, key=lambda each: each.position, default=None)

    def _drive_from_home(self, volunteer: Volunteer) -> int:
        """Minutes to where the vehicle stands, else to the first pick-up; none where the home is not known."""
        if volunteer.home_id is None:
            return 0
        picks_up = (stop.place_id for stop in self.stops(self.trip.id) if stop.kind is StopKind.PICK_UP)
        first = (self.vehicle.kept_id if self.vehicle else None) or next(picks_up, self.trip.port_id)
        typed = self.drive(volunteer.home_id, first)
        return self.policy.unknown_travel if typed is None else typed

    @cached_property
    def _goes_on_from_port(self) -> bool:
        """Whether the vehicle comes from another run of the same duty, so that nobody leaves home for this one."""
        here = self._due(self.trip)
        if self.vehicle is None or self.vehicle.kind in (VehicleKind.TAXI, VehicleKind.BUS) or here is None:
            return False
        dues = (self._due(run) for run in self.runs if run.id != self.trip.id and run.leg is Leg.OUT)
        return any(due is not None and 0 < length_minutes(due, here) <= SAME_DUTY for due in dues)

    def _due(self, trip: Trip) -> datetime | None:
        """When a trip out must be at the port: as locked there, else with the clinic's time in hand."""
        for stop in self.stops(trip.id):
            if stop.kind is StopKind.PORT and stop.locked and stop.arrives_at is not None:
                return stop.arrives_at
        return trip.report_at - minutes(self.policy.time_in_hand) if trip.report_at else None
