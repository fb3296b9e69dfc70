"""The hours of trips, worked out again whenever anything about them changes; nothing else writes them.

Out: back from the report time; the second run of a vehicle begins at the port where the first one ended. Other trips:
forward from when they leave. A return has no hour, only the stand-by of its crew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from clinic.domain.breaches import Breach
from clinic.domain.ids import HouseholdId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, TripStatus
from clinic.domain.when import MINUTE, Interval, minutes
from clinic.i18n import plain
from clinic.ports import UnitOfWork
from clinic.rules import judge, timing
from clinic.rules.facts import Facts
from clinic.rules.loads import IN_ANY_NUMBER, NIGHTS_BEFORE

from . import expected, guard, stops
from .day_facts import trips_facts
from .moving import named
from .roads import Roads
from .standing import standing

#: Two runs of one vehicle that reach the port within this many minutes are one duty: it goes straight back from the
#: port.
ONE_DUTY = 240


def rework(uow: UnitOfWork, trip: Trip) -> None:
    """Work out stops, hours, the crew's own hours and the expected check-ins of a trip again, and of runs around it."""
    halts = stops.settle(uow, trip)
    if trip.leg is Leg.OUT:
        runs = runs_of(uow, trip)
        for earlier, run, later in zip([None, *runs], runs, [*runs[1:], None], strict=False):
            _work_back(uow, run, earlier, later)
    elif trip.leg is Leg.OTHER:
        _forward(uow, trip, halts)
        rework_onward(uow, trip, {ride.household_id for ride in uow.rides.where(trip_id=trip.id)})
    else:
        _stand_by(uow, trip, halts)
    expected.expect(uow, trip, halts)


def rejudge(uow: UnitOfWork, trip: Trip, reason: str = "") -> None:
    """Judge a trip, everybody on it and its crew as they stand now: let all of it stand, or raise with all breaches.

    What was overruled before needs no new reason. Raises as `guard.pass_or_raise` does.
    """
    guard.all_still_stand(judged(trips_facts(uow, (trip,)), trip), reason)


def judged(facts: Facts, trip: Trip) -> Iterator[tuple[guard.Overruled, tuple[Breach, ...]]]:
    """Every row of a trip with what speaks against it: the trip itself, each ride, each seat of the crew.

    What speaks against the trip as a whole is told once, not again for each ride.
    """
    yield trip, judge.trip(facts, trip)
    for ride in facts.rides_by_trip.get(trip.id, ()):
        own = tuple(breach for breach in judge.riding(facts, trip, ride) if breach.code not in judge.TRIPS.rules)
        yield ride, named(facts.households[ride.household_id].code, own)
    for seat in facts.seats_by_trip.get(trip.id, ()):
        if seat.volunteer_id is not None:
            person = facts.volunteers[seat.volunteer_id]
            yield seat, named(person.name, standing(facts, seat, person))


def follow_seat(uow: UnitOfWork, seat: Seat) -> None:
    """Work a trip out again because somebody else sits in one of its seats; nothing for a session's seat."""
    trip = uow.trips.find(seat.trip_id)
    if trip is not None:
        rework(uow, trip)


def take_off(uow: UnitOfWork, ride: Ride) -> None:
    """Take a ride off its trip, inside another verb."""
    trip = uow.trips.get(ride.trip_id)
    uow.rides.remove(ride)
    rework(uow, trip)
    if trip.leg is Leg.OTHER:
        rework_onward(uow, trip, {ride.household_id})


def rework_onward(uow: UnitOfWork, trip: Trip, households: Collection[HouseholdId]) -> None:
    """Work out again from where the next trips fetch households that `trip` brings, or no longer brings, to a place."""
    starts = trip.departs_at
    if starts is None or not households:
        return
    ids = {ride.trip_id for ride in uow.rides.where(household_id=set(households))} - {trip.id}
    for row in uow.trips.where(id=ids, leg=Leg.OUT) if ids else ():
        live = row.status is not TripStatus.CANCELLED and row.report_at is not None
        if live and row.report_at and starts < row.report_at <= starts + NIGHTS_BEFORE:
            rework(uow, row)


def runs_of(uow: UnitOfWork, trip: Trip) -> list[Trip]:
    """The trips out of the same vehicle that belong to one duty with `trip`, earliest first; `trip` is among them.

    A taxi or bus on file is as many of them as are called: no two of its trips are one duty.
    """
    vehicle = uow.vehicles.find(trip.vehicle_id)
    if vehicle is None or vehicle.kind in IN_ANY_NUMBER or trip.report_at is None:
        return [trip]
    near = Interval(trip.report_at - timedelta(hours=24), trip.report_at + timedelta(hours=24))
    found = {row.id: row for row in uow.trips.during(near, vehicle_id=trip.vehicle_id, leg=Leg.OUT)}
    live = [row for row in found.values() if row.status is not TripStatus.CANCELLED and row.id != trip.id]
    ordered = sorted([*live, trip], key=lambda row: at_port(uow, row))
    here = ordered.index(trip)
    first, last = here, here
    while first and at_port(uow, ordered[first]) - at_port(uow, ordered[first - 1]) <= minutes(ONE_DUTY):
        first -= 1
    while last + 1 < len(ordered) and at_port(uow, ordered[last + 1]) - at_port(uow, ordered[last]) <= minutes(
        ONE_DUTY
    ):
        last += 1
    return ordered[first : last + 1]


def at_port(uow: UnitOfWork, trip: Trip) -> datetime:
    """When a trip out must be at the port: as locked there (an early run), else with the clinic's time in hand."""
    port = _port(stops.stops_of(uow, trip))
    if port is not None and port.locked and port.arrives_at is not None:
        return port.arrives_at
    return (trip.report_at or uow.now()) - minutes(uow.clinic().policy.time_in_hand)


def sums(uow: UnitOfWork, trip: Trip) -> timing.TripTimes:
    """How the hours of a trip out are worked out, line by line."""
    runs = runs_of(uow, trip)
    place = runs.index(trip)
    return _reckon(uow, trip, runs[place - 1] if place else None)


def _reckon(uow: UnitOfWork, trip: Trip, earlier: Trip | None) -> timing.TripTimes:
    policy, halts = uow.clinic().policy, stops.stops_of(uow, trip)
    vehicle, driver = uow.vehicles.find(trip.vehicle_id), None
    if earlier is None:
        seat = next((seat for seat in uow.seats.where(trip_id=trip.id) if seat.role is Role.DRIVER), None)
        driver = uow.volunteers.find(seat.volunteer_id) if seat else None
    port = uow.places.get(trip.port_id)
    start = timing.Start(
        vehicle_place_id=earlier.port_id if earlier else (vehicle.kept_id if vehicle else None),
        home_id=driver.home_id if driver else None,
    )
    places = {port.id, start.vehicle_place_id, start.home_id, *(stop.place_id for stop in halts)}
    return timing.work_back(
        at_port(uow, trip) + minutes(policy.time_in_hand),
        [_halt(uow, stop) for stop in halts if stop.kind is StopKind.PICK_UP],
        port.id,
        plain(port.label),
        port.zone,
        Roads.of(uow, {place for place in places if place is not None}).table,
        policy,
        start,
    )


def _halt(uow: UnitOfWork, stop: Stop) -> timing.Halt:
    place = uow.places.get(stop.place_id)
    locked_at = stop.arrives_at if stop.locked else None
    return timing.Halt(place.id, plain(place.label), place.zone, stop.boarding_minutes, locked_at)


def _work_back(uow: UnitOfWork, trip: Trip, earlier: Trip | None, later: Trip | None) -> None:
    times = _reckon(uow, trip, earlier)
    rows = stops.stops_of(uow, trip)
    for stop, (arrives, leaves) in zip([s for s in rows if s.kind is StopKind.PICK_UP], times.pick_ups, strict=True):
        stop.arrives_at, stop.leaves_at = arrives, leaves
    if port := _port(rows):
        port.arrives_at = times.arrives_at
    trip.departs_at, trip.arrives_at = times.departs_at, times.arrives_at
    picks_up = times.pick_ups[0][0] if times.pick_ups else times.departs_at
    leaves = times.leaves_home_at or times.departs_at
    hands_over = max(trip.report_at or times.arrives_at, times.arrives_at)
    for seat in uow.seats.where(trip_id=trip.id):
        if seat.role is Role.DRIVER:
            _set(seat, leaves, times.arrives_at if later else hands_over)
        else:
            _set(seat, picks_up, hands_over)


def _forward(uow: UnitOfWork, trip: Trip, halts: Sequence[Stop]) -> None:
    """From `departs_at`, when the vehicle leaves its first stop, until it arrives."""
    roads, clock, before = Roads.of(uow, {stop.place_id for stop in halts}), trip.departs_at, None
    if clock is None:
        return
    for stop in halts:
        if before is None:
            stop.arrives_at, stop.leaves_at = clock - minutes(stop.boarding_minutes), clock
        else:
            stop.arrives_at = clock + minutes(roads.minutes(before.place_id, stop.place_id))
            stop.leaves_at = stop.arrives_at + minutes(stop.boarding_minutes)
        clock, before = stop.leaves_at, stop
    trip.arrives_at = clock
    for seat in uow.seats.where(trip_id=trip.id):
        _set(seat, trip.departs_at or clock, clock)


def _stand_by(uow: UnitOfWork, trip: Trip, halts: Sequence[Stop]) -> None:
    """A way back: no hours but the stand-by of its crew, until somebody knows when it leaves the port."""
    clock, before = trip.departs_at, trip.port_id
    roads = Roads.of(uow, {trip.port_id, *(stop.place_id for stop in halts)})
    for stop in halts:
        if clock is not None:
            clock += minutes(roads.minutes(before, stop.place_id))
        stop.arrives_at = clock
        stop.leaves_at = clock = clock + minutes(stop.boarding_minutes) if clock is not None else None
        before = stop.place_id
    trip.arrives_at = clock
    starts = min(filter(None, (trip.standby_from, trip.departs_at)), default=None)
    ends = clock or trip.standby_until
    if starts is not None and ends is not None:
        for seat in uow.seats.where(trip_id=trip.id):
            _set(seat, starts, ends)


def _set(seat: Seat, starts: datetime, ends: datetime) -> None:
    seat.starts_at, seat.ends_at = starts, max(ends, starts + MINUTE)


def _port(rows: Sequence[Stop]) -> Stop | None:
    return next((stop for stop in rows if stop.kind is StopKind.PORT), None)
