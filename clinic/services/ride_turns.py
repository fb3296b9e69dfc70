"""Which vehicles can go on a day, from when until when, and who would drive each: decided before any route is.

Report times less than two hours apart are one wave: within it a driver makes several runs as one duty (rule REST).
For each wave the vehicles are matched with the drivers whom the rules allow; whoever may begin earliest gets the
vehicle that is of most use, for it can make the most runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise

from clinic.domain.breaches import Severity
from clinic.domain.ids import HearingId, PlaceId, VehicleId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Trip, Vehicle, VehicleKind
from clinic.domain.when import length_minutes, minutes
from clinic.rules import judge, score
from clinic.rules.duty import SAME_DUTY
from clinic.rules.facts import Facts
from clinic.rules.hours import ONE_DUTY
from clinic.rules.loads import IN_ANY_NUMBER, time_of

from .coverage import Uncovered
from .ride_ground import Ground

#: No household is brought to the port earlier than this before its report time (our own figure).
MOST_WAIT = 180
#: A vehicle leaves at most so many minutes before the first time of a wave at the port (our own figure).
EARLIEST = 480
#: The shortest duty that is of any use, and the steps in which its beginning is looked for (our own figures).
SHORTEST, STEP = 45, 15
#: More of one taxi or bus than this are not called for one day (our own figure).
MOST_CALLED = 12
#: What using a vehicle counts beside one of our own: a hired one is paid for.
PRICES = {VehicleKind.OWN: 1.0, VehicleKind.HIRED: 2.0, VehicleKind.TAXI: 3.0, VehicleKind.BUS: 4.0}
#: What the want of a second adult adds to it, where the clinic asks for two.
NO_SECOND_ADULT = 0.5


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is thought of to find out whether it would help: nothing of it is on file.

    `vehicles` come with a crew; `drivers` more people may drive from any hour on; gates are open by an hour before
    they are (`gates`: place and instant); people of some hearings (`moved`) spend the night before at another place.
    """

    vehicles: tuple[Vehicle, ...] = ()
    drivers: int = 0
    gates: tuple[tuple[PlaceId, datetime], ...] = ()
    moved: tuple[tuple[HearingId, PlaceId], ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A vehicle that can leave where it stands at `starts` and make its last arrival at a port at `ends`."""

    vehicle: Vehicle
    driver: Volunteer | None
    starts: datetime
    ends: datetime
    price: float


@dataclass(frozen=True, slots=True)
class Wave:
    """Report times of one duty, and the instants between which its vehicles are on the road."""

    reports: tuple[datetime, ...]
    starts: datetime
    ends: datetime
    port: PlaceId


def waves_of(ground: Ground, cases: Iterable[Uncovered]) -> list[Wave]:
    """The waves of a day, earliest first; they share no minute."""
    hand = minutes(ground.facts.policy.time_in_hand)
    known: dict[datetime, PlaceId] = {}
    for case in cases:
        if case.hearing.report_at is not None and case.port_id is not None:
            known[case.hearing.report_at] = case.port_id
    reports = sorted(known)
    groups: list[list[datetime]] = [[report] for report in reports[:1]]
    for before, report in pairwise(reports):
        if length_minutes(before, report) > ONE_DUTY:
            groups.append([])
        groups[-1].append(report)
    found: list[Wave] = []
    for group in groups:
        starts = group[0] - hand - minutes(EARLIEST)
        if found:
            starts = max(starts, found[-1].ends)
        found.append(Wave(tuple(group), starts, group[-1] - hand, known[group[0]]))
    return found


class Dispatcher:
    """Matches vehicles and drivers of a day. `facts` grow by what each driver has been given so far."""

    def __init__(self, ground: Ground, cases: Sequence[Uncovered], assumed: Assumed | None = None) -> None:
        self.ground, self.facts = ground, ground.facts
        self.assumed = assumed or Assumed()
        self.waves = waves_of(ground, cases)
        site = ground.wish.site
        self.vehicles = [row for row in self.facts.vehicles.values() if row.site_id == site and not row.out_of_use]
        self.drivers = [person for person in ground.people if Role.DRIVER in person.roles]

    def turns(self, first: Sequence[VehicleId] = (), most: Sequence[int] = ()) -> list[Turn]:
        """A turn for each vehicle that can go, wave by wave, but only so many (`most`) in each wave.

        Vehicles named `first` are given a driver before others.
        """
        self.facts = self.ground.facts
        order = {vehicle: place for place, vehicle in enumerate(first)}
        driven = [row for row in self.vehicles if row.kind in (VehicleKind.OWN, VehicleKind.HIRED)]
        driven.sort(key=lambda row: (order.get(row.id, len(order)), row.kind is not VehicleKind.OWN, *_worth(row)))
        shares = most or [len(driven)] * len(self.waves)
        found = [
            turn
            for wave, share in zip(self.waves, shares, strict=True)
            for turn in islice(self._of_wave(wave, driven), share)
        ]
        return found + list(self._thought_of())

    def called(self) -> list[Vehicle]:
        """Taxis and buses, which bring a driver and come in any number."""
        found = [row for row in self.vehicles if row.kind in IN_ANY_NUMBER]
        return sorted(found, key=lambda row: (row.seats, row.label))

    def all_day(self, vehicle: Vehicle) -> Turn:
        """A turn of a vehicle that brings a driver."""
        return Turn(vehicle, None, self.waves[0].starts, self.waves[-1].ends, PRICES[vehicle.kind])

    def _thought_of(self) -> Iterator[Turn]:
        if self.waves:
            yield from (self.all_day(vehicle) for vehicle in self.assumed.vehicles)

    def _of_wave(self, wave: Wave, vehicles: Sequence[Vehicle]) -> Iterator[Turn]:
        duty = _Duty(self.facts, self.ground, wave)
        free = duty.ranked(self.drivers)
        adults, spare = len(free) + duty.escorts(self.ground.people, free), self.assumed.drivers
        out = 0
        for vehicle in vehicles:
            gap = self._gap(vehicle, wave)
            if gap is None:
                continue
            if not free and not spare:
                return
            (starts, ends), driver = gap, None
            if wave is not self.waves[0]:
                starts += minutes(self._from_port(vehicle))
            if free:
                begins, until, driver = free.pop(0)
                starts = max(starts, begins + minutes(self._to_vehicle(driver, vehicle)))
                ends = min(ends, until)
                self.facts = duty.give(self.facts, driver)
            else:
                spare -= 1
            out += 1
            lonely = self.facts.policy.two_adults_a_vehicle and 2 * out > adults
            if starts < ends:
                yield Turn(vehicle, driver, starts, ends, PRICES[vehicle.kind] + lonely * NO_SECOND_ADULT)

    def _gap(self, vehicle: Vehicle, wave: Wave) -> tuple[datetime, datetime] | None:
        """When the vehicle is free within a wave, at such a distance from its trips that these stay as they are.

        Runs of one vehicle that are closer are one duty, and each then changes the hours of the other.
        """
        gaps = [(wave.starts, wave.ends)]
        for trip in self.facts.trips_by_vehicle.get(vehicle.id, ()):
            taken = time_of(trip)
            if taken is None:
                continue
            apart = minutes(SAME_DUTY + 1 if trip.leg is Leg.OUT else 0)
            starts, ends = min(taken.start, taken.end - apart), taken.end + apart
            halves = [half for a, b in gaps for half in ((a, min(b, starts)), (max(a, ends), b))]
            gaps = [(a, b) for a, b in halves if a + minutes(SHORTEST) <= b]
        return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)

    def _from_port(self, vehicle: Vehicle) -> float:
        """By how much the way to a shelter is longer from a port, where an earlier wave ends, than from the yard."""
        doors = {case.shelter_id for case in self.ground.cases if case.shelter_id}
        ports = {case.port_id for case in self.ground.cases if case.port_id}
        if vehicle.kept_id is None:
            return max((drive(self.facts, port, door) for port in ports for door in doors), default=0.0)
        longer = (
            drive(self.facts, port, door) - drive(self.facts, vehicle.kept_id, door) for port in ports for door in doors
        )
        return max(0.0, max(longer, default=0.0))

    def _to_vehicle(self, driver: Volunteer, vehicle: Vehicle) -> float:
        """Minutes from the driver's home to the vehicle."""
        if driver.home_id is None or vehicle.kept_id is None:
            return 0
        return drive(self.facts, driver.home_id, vehicle.kept_id)


class _Duty:
    """A duty that is only thought of: a trip of a wave and a seat on it, judged as if they were on file."""

    def __init__(self, facts: Facts, ground: Ground, wave: Wave) -> None:
        self.wave = wave
        self.trip = Trip(
            site_id=ground.wish.site, label="", port_id=wave.port, report_at=wave.reports[-1], departs_at=wave.starts,
            arrives_at=wave.ends,
        )  # fmt: skip
        self.seat = self._seat(Role.DRIVER)
        self.facts = facts.with_(
            trips={**facts.trips, self.trip.id: self.trip}, seats={**facts.seats, self.seat.id: self.seat}
        )
        self.hand = minutes(facts.policy.time_in_hand)

    def _seat(self, role: Role) -> Seat:
        return Seat(trip_id=self.trip.id, role=role, starts_at=self.wave.starts, ends_at=self.wave.reports[-1])

    def ranked(self, drivers: Iterable[Volunteer]) -> list[tuple[datetime, datetime, Volunteer]]:
        """Who may drive, with the hours between which: whoever may begin first comes first, then as candidates are."""
        known = {person.id: times for person in drivers if (times := self._times(person)) is not None}
        self._think(self.wave.ends - minutes(SHORTEST), self.wave.reports[-1])
        fit = [one.volunteer for one in score.rank(self.facts, self.seat, (p for p in drivers if p.id in known))]
        found = [(*known[person.id], person) for person in fit]
        return sorted(found, key=lambda each: (each[1] < self.wave.ends, each[0]))

    def escorts(self, people: Iterable[Volunteer], drivers: Sequence[tuple[datetime, datetime, Volunteer]]) -> int:
        """How many others may go along at the usual hours of the wave."""
        self.seat.role = Role.ESCORT
        self._think(self.wave.ends - minutes(SHORTEST), self.wave.reports[-1])
        taken = {person.id for *_, person in drivers}
        found = sum(self._may(person) for person in people if person.id not in taken)
        self.seat.role = Role.DRIVER
        return found

    def give(self, facts: Facts, driver: Volunteer) -> Facts:
        """The facts, with this duty given to somebody at its usual hours."""
        seat, trip = self._seat(Role.DRIVER), self.trip
        seat.volunteer_id = driver.id
        seat.starts_at = self.wave.reports[0] - self.hand - minutes(2 * SHORTEST)
        return facts.with_(trips={**facts.trips, trip.id: trip}, seats={**facts.seats, seat.id: seat})

    def _think(self, starts: datetime, ends: datetime) -> None:
        self.seat.starts_at, self.seat.ends_at = starts, ends
        self.trip.departs_at = starts

    def _may(self, person: Volunteer) -> bool:
        return all(breach.severity is Severity.WISH for breach in judge.seating(self.facts, self.seat, person))

    def _times(self, person: Volunteer) -> tuple[datetime, datetime] | None:
        """From when until when the rules let somebody be on the road; None: not even for one run.

        Who may begin at an hour may begin later as well; so the earliest one is found by halving.
        """
        for report in reversed(self.wave.reports):
            last = report - self.hand - minutes(SHORTEST)
            self._think(last, report)
            if not self._may(person):
                continue
            low, high = 0, (length_minutes(self.wave.starts, last) + 2 * SHORTEST) // STEP
            while low < high:
                middle = (low + high + 1) // 2
                self._think(last - minutes(middle * STEP), report)
                low, high = (middle, high) if self._may(person) else (low, middle - 1)
            return last - minutes(low * STEP), report - self.hand
        return None


def drive(facts: Facts, start: PlaceId | None, end: PlaceId | None) -> float:
    """Minutes by road, with the clinic's guess where nobody has typed them."""
    typed = facts.travel.minutes(start, end) if start and end else 0
    return float(facts.policy.unknown_travel if typed is None else typed)


def _worth(vehicle: Vehicle) -> tuple[int, str]:
    """Which vehicle is of most use: places of every kind, a wheelchair's counted as three."""
    return -(vehicle.seats + vehicle.child_seats + 3 * vehicle.wheelchair_places), vehicle.label
