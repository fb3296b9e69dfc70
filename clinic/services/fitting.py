"""A household tried on the trips of a day without touching the store: what each trip would then break.

The sums are those of `trip_times`, on frozen facts instead of rows, so that a day of sixty trips answers while somebody
is carried over them. What is decided in the end is tried on the rows themselves (`why_not`, `rides.add`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import PlaceId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip
from clinic.domain.when import MINUTE, minutes
from clinic.i18n import plain
from clinic.rules import timing
from clinic.rules.duty import SAME_DUTY
from clinic.rules.facts import Facts
from clinic.rules.loads import IN_ANY_NUMBER, brought_by, day_of, vehicle_of
from clinic.rules.score import Fit

from .trip_times import judged

_DAY = timedelta(hours=24)
#: What speaks against a household on any trip alike says nothing about where it fits.
_ANYWHERE = frozenset({"NOT_CONFIRMED", "LEFT_BEHIND", "CHILD_ALONE", "PAPERS"})


@dataclass(frozen=True, slots=True)
class Tried:
    """A household on a trip: whether it fits, what speaks against it (worst first), when it would be fetched.

    `added` are those breaches that this trip does not have without the household, and others may not have with it.
    """

    trip: Trip
    breaches: tuple[Breach, ...]
    added: tuple[Breach, ...]
    picks_up_at: datetime | None

    @property
    def against(self) -> tuple[Breach, ...]:
        """What is told of it: all that asks for more than a look, and what else comes with the household."""
        return tuple(b for b in self.breaches if b.severity is not Severity.WISH or b in self.added)

    @property
    def fit(self) -> Fit:
        """No: something is broken that asks for more than a look. Warns: only a wish more than before."""
        if any(breach.severity is not Severity.WISH for breach in self.breaches):
            return Fit.NO
        return Fit.WARNS if self.added else Fit.FITS


def tried(facts: Facts, trip: Trip, ride: Ride, *, night_at: PlaceId | None = None, **changes: Any) -> Tried:
    """Take `ride` along on `trip` (out), the trip changed by `changes` (another vehicle, another report time).

    With `night_at` the household spends the night before there, and is fetched there.
    """
    fetched_at = night_at or _shelter(facts, trip, ride)
    after, here = with_ride(facts, trip, ride, fetched_at, **changes)
    found = _open_breaches(after, here)
    before = {(breach.code, str(breach.sentence)) for breach in _open_breaches(_without(facts, ride), trip)}
    of_here = (breach for breach in found if breach.code not in _ANYWHERE)
    added = tuple(breach for breach in of_here if (breach.code, str(breach.sentence)) not in before)
    halts = after.stops_by_trip.get(here.id, ())
    fetched = next((s.arrives_at for s in halts if s.kind is StopKind.PICK_UP and s.place_id == fetched_at), None)
    return Tried(here, found, added, fetched)


def with_ride(facts: Facts, trip: Trip, ride: Ride, fetched_at: PlaceId | None, **changes: Any) -> tuple[Facts, Trip]:
    """The facts as they would be with the ride on the trip, all its hours worked out again; and the trip in them."""
    here = replace(trip, **changes)
    stops = _stops(facts, here, fetched_at)
    earlier, later = _runs_beside(facts, here)
    times = _times(facts, here, stops, earlier)
    halts = [stop for stop in stops if stop.kind is StopKind.PICK_UP]
    placed = [
        replace(stop, arrives_at=arrives, leaves_at=leaves)
        for stop, (arrives, leaves) in zip(halts, times.pick_ups, strict=True)
    ]
    placed += [replace(stop, arrives_at=times.arrives_at) for stop in stops if stop.kind is StopKind.PORT]
    here = replace(here, departs_at=times.departs_at, arrives_at=times.arrives_at)
    moved = replace(ride, trip_id=trip.id, stop_id=None, overridden=())
    after = facts.with_(
        trips={**facts.trips, trip.id: here},
        stops=(*(stop for stop in facts.stops if stop.trip_id != trip.id), *placed),
        rides=(*(other for other in facts.rides if other.id != ride.id), moved),
        seats={**facts.seats, **{seat.id: seat for seat in _crew(facts, here, times, goes_on=later is not None)}},
    )
    return after, here


def _without(facts: Facts, ride: Ride) -> Facts:
    """The facts without a ride that is already among them."""
    if all(other.id != ride.id for other in facts.rides_by_household.get(ride.household_id, ())):
        return facts
    return facts.with_(rides=tuple(other for other in facts.rides if other.id != ride.id))


def _open_breaches(facts: Facts, trip: Trip) -> tuple[Breach, ...]:
    found = [breach for row, broken in judged(facts, trip) for breach in broken if breach.code not in row.overridden]
    return tuple(sorted(found, key=lambda breach: list(Severity).index(breach.severity)))


def _shelter(facts: Facts, trip: Trip, ride: Ride) -> PlaceId | None:
    """Where the household is fetched: where another trip has brought it for the night, else where it lives then."""
    rides = (other for other in facts.rides_by_household.get(ride.household_id, ()) if other.id != ride.id)
    if feeder := brought_by(trip, [facts.trips[other.trip_id] for other in rides if other.trip_id in facts.trips]):
        return feeder.port_id
    day = day_of(facts, trip)
    household = facts.households[ride.household_id]
    return household.shelter_id if day is None else household.shelter_on(day)


def _stops(facts: Facts, trip: Trip, shelter: PlaceId | None) -> list[Stop]:
    """The stops of a trip with one more where the ride is fetched, put where the way gets longest by the least."""
    rows = list(facts.stops_by_trip.get(trip.id, ()))
    found = [stop for stop in rows if stop.kind is StopKind.PICK_UP]
    port = next((stop for stop in rows if stop.kind is StopKind.PORT), None)
    if shelter is not None and all(stop.place_id != shelter for stop in found):
        new = Stop(trip_id=trip.id, position=0, place_id=shelter, boarding_minutes=facts.policy.boarding)
        choices = [[*found[:at], new, *found[at:]] for at in range(len(found), -1, -1)]
        found = min(choices, key=lambda order: _length(facts, [*(s.place_id for s in order), trip.port_id]))
    last = port or Stop(trip_id=trip.id, position=0, kind=StopKind.PORT, place_id=trip.port_id, boarding_minutes=0)
    return [replace(stop, position=position) for position, stop in enumerate([*found, last])]


def _length(facts: Facts, way: Sequence[PlaceId]) -> int:
    typed = (facts.travel.minutes(one, other) for one, other in pairwise(way))
    return sum(facts.policy.unknown_travel if leg is None else leg for leg in typed)


def _times(facts: Facts, trip: Trip, stops: Sequence[Stop], earlier: Trip | None) -> timing.TripTimes:
    policy, port = facts.policy, facts.places[trip.port_id]
    vehicle = vehicle_of(facts, trip)
    seat = next((s for s in facts.seats_by_trip.get(trip.id, ()) if s.role is Role.DRIVER), None)
    driver = facts.volunteers.get(seat.volunteer_id) if seat and seat.volunteer_id and earlier is None else None
    start = timing.Start(
        vehicle_place_id=earlier.port_id if earlier else (vehicle.kept_id if vehicle else None),
        home_id=driver.home_id if driver else None,
    )
    halts = [_halt(facts, stop) for stop in stops if stop.kind is StopKind.PICK_UP]
    until = _at_port(facts, trip) + minutes(policy.time_in_hand)
    return timing.work_back(until, halts, port.id, plain(port.label), port.zone, facts.travel, policy, start)


def _halt(facts: Facts, stop: Stop) -> timing.Halt:
    place = facts.places[stop.place_id]
    locked_at = stop.arrives_at if stop.locked else None
    return timing.Halt(place.id, plain(place.label), place.zone, stop.boarding_minutes, locked_at)


def _at_port(facts: Facts, trip: Trip) -> datetime:
    port = next((s for s in facts.stops_by_trip.get(trip.id, ()) if s.kind is StopKind.PORT and s.locked), None)
    if port is not None and port.arrives_at is not None:
        return port.arrives_at
    report = trip.report_at or trip.arrives_at
    if report is None:
        raise ValueError("only trips out are tried, and these have a report time")
    return report - minutes(facts.policy.time_in_hand)


def _runs_beside(facts: Facts, trip: Trip) -> tuple[Trip | None, Trip | None]:
    """The runs of the same vehicle just before and just after this one, if they belong to one duty with it."""
    vehicle = vehicle_of(facts, trip)
    if vehicle is None or vehicle.kind in IN_ANY_NUMBER:
        return None, None
    here = _at_port(facts, trip)
    others = [
        run
        for run in facts.trips_by_vehicle.get(vehicle.id, ())
        if run.id != trip.id and run.leg is Leg.OUT and run.report_at is not None
    ]
    gaps = [(_at_port(facts, run) - here, run) for run in others]
    close = [(gap, run) for gap, run in gaps if abs(gap) <= minutes(SAME_DUTY) and abs(gap) < _DAY]
    earlier = max((pair for pair in close if pair[0] < timedelta(0)), key=lambda pair: pair[0], default=None)
    later = min((pair for pair in close if pair[0] > timedelta(0)), key=lambda pair: pair[0], default=None)
    return (earlier[1] if earlier else None), (later[1] if later else None)


def _crew(facts: Facts, trip: Trip, times: timing.TripTimes, *, goes_on: bool) -> list[Seat]:
    """The crew's seats with the hours that follow from the trip's."""
    picks_up = times.pick_ups[0][0] if times.pick_ups else times.departs_at
    leaves = times.leaves_home_at or times.departs_at
    hands_over = max(trip.report_at or times.arrives_at, times.arrives_at)
    found = []
    for seat in facts.seats_by_trip.get(trip.id, ()):
        is_driver = seat.role is Role.DRIVER
        starts = leaves if is_driver else picks_up
        ends = times.arrives_at if is_driver and goes_on else hands_over
        found.append(replace(seat, starts_at=starts, ends_at=max(ends, starts + MINUTE)))
    return found
