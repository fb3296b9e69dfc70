"""Filling vehicles: which households fit into one run, which runs there is time for, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.places import Place
from clinic.domain.trips import Stop, Trip, Vehicle, VehicleKind
from clinic.domain.when import local, minutes
from clinic.i18n import Sentence, say, say_n
from clinic.rules import timing
from clinic.rules.facts import Facts
from clinic.rules.loads import pick_ups
from clinic.rules.trips import opening

from .coverage import Uncovered

#: More stops than this make a night ride too long (an estimate).
MOST_STOPS = 3


@dataclass(frozen=True, slots=True)
class Need:
    """What households need of a vehicle."""

    people: int = 0
    child_seats: int = 0
    wheelchairs: int = 0

    @classmethod
    def of(cls, facts: Facts, cases: Iterable[Uncovered]) -> Need:
        """What all of these need together."""
        persons = [facts.persons[person] for case in cases for person in case.person_ids]
        until = facts.policy.child_seat_until_age
        children = sum(person.needs_child_seat(until) for person in persons)
        return cls(len(persons), children, sum(person.wheelchair for person in persons))

    def fits(self, vehicle: Vehicle) -> bool:
        """Whether a vehicle has all of it."""
        return (
            self.people <= vehicle.seats
            and (self.child_seats <= vehicle.child_seats or vehicle.kind is VehicleKind.BUS)
            and self.wheelchairs <= vehicle.wheelchair_places
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A filled vehicle. `at_port` None: as late as the report time allows."""

    vehicle: Vehicle
    at_port: datetime | None
    cases: tuple[Uncovered, ...]


@dataclass(slots=True)
class Lane:
    """One vehicle on one day, and when it is taken: first pick-up and its place, arrival at the port and the port."""

    vehicle: Vehicle
    taken: list[tuple[datetime, PlaceId, datetime, PlaceId]] = field(default_factory=list)

    def take(self, trip: Trip, pick_ups: Sequence[Stop]) -> None:
        """Note that the vehicle is on a trip with these pick-ups."""
        if trip.departs_at is None or trip.arrives_at is None:
            return
        begins, place = trip.departs_at, trip.port_id
        if pick_ups:
            begins, place = pick_ups[0].arrives_at or begins, pick_ups[0].place_id
        self.taken.append((begins, place, trip.arrives_at, trip.port_id))


@dataclass(frozen=True, slots=True)
class Shut:
    """A gate that was locked when a run that is at the port at `at_port` would have picked people up."""

    arrives: datetime
    place: Place
    at_port: datetime

    @property
    def hour(self) -> time:
        """The pick-up on the wall clock."""
        return local(self.arrives, self.place.zone).time()


@dataclass(slots=True)
class Loader:
    """Fills the runs of one port and report time, and remembers which gates were shut too late for an earlier one."""

    facts: Facts
    port: Place
    report_at: datetime
    ask_gates: bool = True
    shut: list[Shut] = field(default_factory=list)

    @property
    def latest(self) -> datetime:
        """When to be at the port at the latest."""
        return self.report_at - minutes(self.facts.policy.time_in_hand)

    def fill(self, lane: Lane, waiting: Sequence[Uncovered]) -> Run | None:
        """The fullest run of this vehicle that still has time, one shelter after another; None when it has none."""
        for shelter in self._by_demand(waiting):
            at_port = self._free_arrival(lane, shelter)
            chosen = self._choose(lane.vehicle, at_port, shelter, waiting)
            if chosen:
                return Run(lane.vehicle, None if at_port == self.latest else at_port, tuple(chosen))
        return None

    def times(self, shelters: Sequence[PlaceId], at_port: datetime) -> timing.TripTimes:
        """The hours of a run by these shelters that is at the port at `at_port`."""
        halts = []
        for shelter in shelters:
            place = self.facts.places[shelter]
            halts.append(timing.Halt(place.id, place.label, place.zone, self.facts.policy.boarding))
        policy = self.facts.policy
        return timing.work_back(
            at_port + minutes(policy.time_in_hand),
            halts,
            self.port.id,
            self.port.label,
            self.port.zone,
            self.facts.travel,
            policy,
        )

    def why_left(self, lanes: Sequence[Lane], case: Uncovered) -> Sentence:
        """Why a household has no ride after all runs that there is time for."""
        if not lanes:
            return say("No vehicle is in use here.")
        if too_much := _too_much(Need.of(self.facts, [case]), [lane.vehicle for lane in lanes]):
            return too_much
        for shut in sorted(self.shut, key=lambda each: each.arrives, reverse=True):
            if shut.place.id == case.shelter_id:
                return say(
                    "{place} is locked until {opens}; the pick-up would be at {hour}.",
                    place=shut.place.label,
                    opens=shut.place.opens_at,
                    hour=shut.hour,
                )
        return say("All seats are taken, and no vehicle is back in time for another run.")

    def what_helps(self, lanes: Sequence[Lane], left: Sequence[Uncovered]) -> list[Sentence]:
        """What would cover those who fit a vehicle: a gate that opens, a large vehicle, a gate for an earlier run."""
        left = [case for case in left if any(Need.of(self.facts, [case]).fits(lane.vehicle) for lane in lanes)]
        last = [shut for shut in self.shut if shut.at_port == self.latest]
        behind = [case for case in left if any(shut.place.id == case.shelter_id for shut in last)]
        told = []
        if behind:
            hour = min(shut.hour for shut in last)
            people = Need.of(self.facts, behind).people
            told.append(
                say_n(
                    "{n} person is behind a locked gate: ask for {hour}.",
                    "{n} people are behind a locked gate: ask for {hour}.",
                    people,
                    hour=hour,
                )
            )
        people = Need.of(self.facts, [case for case in left if case not in behind]).people
        if people and self.shut:
            hour = max(self.shut, key=lambda each: each.arrives).hour
            told.append(say("Seats: {n} short; a bus of {n}, or the gate by {hour}.", n=people, hour=hour))
        elif people:
            told.append(say("Seats: {n} short; a bus of {n} would do.", n=people))
        return told

    def drive(self, start: PlaceId, end: PlaceId) -> int:
        """Minutes by road, with the clinic's guess where nobody has typed them."""
        typed = self.facts.travel.minutes(start, end)
        return self.facts.policy.unknown_travel if typed is None else typed

    def _by_demand(self, waiting: Sequence[Uncovered]) -> list[PlaceId]:
        people = Counter[PlaceId]()
        for case in waiting:
            if case.shelter_id is not None:
                people[case.shelter_id] += len(case.person_ids)
        return [shelter for shelter, _ in people.most_common()]

    def _free_arrival(self, lane: Lane, shelter: PlaceId) -> datetime:
        """The latest arrival at the port with people from `shelter` for which the vehicle has time."""
        at_port = self.latest
        for begins, first, ends, port in sorted(lane.taken, reverse=True):
            picks_up = self.times([shelter], at_port).pick_ups[0][0]
            comes_later = at_port + minutes(self.drive(self.port.id, first)) <= begins
            came_before = ends + minutes(self.drive(port, shelter)) <= picks_up
            if not comes_later and not came_before:
                at_port = min(at_port, begins - minutes(self.drive(self.port.id, first)))
        return at_port

    def _choose(
        self, vehicle: Vehicle, at_port: datetime, first: PlaceId, waiting: Sequence[Uncovered]
    ) -> list[Uncovered]:
        chosen: list[Uncovered] = []
        route: list[PlaceId] = []
        near = sorted(waiting, key=lambda case: self._nearness(case, first))
        for case in near:
            if case.shelter_id is None or not Need.of(self.facts, [*chosen, case]).fits(vehicle):
                continue
            longer = route if case.shelter_id in route else self._route([*route, case.shelter_id])
            if len(longer) <= MOST_STOPS and (longer is route or self._gates_open(longer, at_port)):
                chosen.append(case)
                route = longer
        return chosen

    def _nearness(self, case: Uncovered, first: PlaceId) -> tuple[int, int]:
        return self.drive(first, case.shelter_id or self.port.id), -len(case.person_ids)

    def _route(self, shelters: Sequence[PlaceId]) -> list[PlaceId]:
        """Farthest from the port first."""
        return sorted(shelters, key=lambda shelter: -self.drive(shelter, self.port.id))

    def _gates_open(self, shelters: Sequence[PlaceId], at_port: datetime) -> bool:
        open_ = True
        if not self.ask_gates:
            return True
        for shelter, (arrives, _) in zip(shelters, self.times(shelters, at_port).pick_ups, strict=True):
            place = self.facts.places[shelter]
            if opening(place, arrives) is not None:
                self.shut.append(Shut(arrives, place, at_port))
                open_ = False
        return open_


def unplannable(facts: Facts, case: Uncovered) -> Sentence | None:
    """Why nobody can plan a ride for a household before something is typed or decided, if so."""
    code = facts.households[case.hearing.household_id].code
    if case.hearing.report_at is None:
        return say("Report time missing: type it from the tear sheet.")
    if case.port_id is None:
        return say("Nobody has typed at which port {code} reports.", code=code)
    if case.shelter_id is None:
        return say("Nobody has typed where {code} lives.", code=code)
    if all(facts.persons[person].is_child for person in case.person_ids):
        return say("Children would ride without an adult of the household: plan it by hand.")
    return None


def _too_much(need: Need, vehicles: Sequence[Vehicle]) -> Sentence | None:
    """What no vehicle has enough of for one household alone."""
    if any(need.fits(vehicle) for vehicle in vehicles):
        return None
    seats = max(vehicle.seats for vehicle in vehicles)
    if need.people > seats:
        return say("{n} seats are needed together; the largest vehicle has {seats}.", n=need.people, seats=seats)
    places = max(vehicle.wheelchair_places for vehicle in vehicles)
    if need.wheelchairs > places:
        return say_n(
            "{n} wheelchair place is needed; no vehicle has more than {places}.",
            "{n} wheelchair places are needed; no vehicle has more than {places}.",
            need.wheelchairs,
            places=places,
        )
    return say_n(
        "{n} child seat is needed; no vehicle has more than {seats}.",
        "{n} child seats are needed; no vehicle has more than {seats}.",
        need.child_seats,
        seats=max(vehicle.child_seats for vehicle in vehicles),
    )


def lanes_of(facts: Facts, site: SiteId) -> list[Lane]:
    """The site's vehicles that are in use, the largest first, with what they do on that day."""
    vehicles = [row for row in facts.vehicles.values() if row.site_id == site and not row.out_of_use]
    lanes = [Lane(vehicle) for vehicle in sorted(vehicles, key=lambda row: (-row.seats, row.label))]
    for lane in lanes:
        for trip in facts.trips_by_vehicle.get(lane.vehicle.id, ()):
            lane.take(trip, pick_ups(facts, trip))
    return lanes
