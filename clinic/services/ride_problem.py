"""A day's rides put into plain numbers for an engine, and its routes read back as runs of vehicles.

A stop takes the clinic's boarding minutes once, however many households get in: they are part of every way that leaves
a shelter. A vehicle goes to one port at a time: each port has its own picture of every shelter, and no way leads from
one picture to another but by the port. So a route comes apart into trips wherever it reaches a port.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

from clinic.domain.ids import HearingId, PersonId, PlaceId, VehicleId
from clinic.domain.places import Place
from clinic.domain.trips import VehicleKind
from clinic.domain.when import MINUTE, at, length_minutes, local, minutes
from clinic.ports.fleet import Call, Carrier, Fleet, FleetPlan, Halt, Lift, Route, Weights
from clinic.rules.facts import Facts
from clinic.rules.trips import opening

from .loading import Party
from .ride_ground import Ground
from .ride_turns import MOST_WAIT, Assumed, Turn, drive

#: In this order: people covered, children's minutes, vehicles, minutes on the road. Each is worth more than all that
#: can be gained by what comes after it: up to 1,000 minutes, 10 vehicles, 10,000 minutes of children (10,000 each).
WEIGHTS = Weights(left_behind=1e8, child_minute=5.0, carrier=1e3, minute=1.0)
#: How much a child's minute counts beside an adult's. An adult's (5) is no aim of its own, but keeps a full vehicle
#: from going to the port in the middle of the night only to save another one.
CHILD, ADULT = 2000, 1
#: Nobody sits in a vehicle longer than the straight way takes and this (our own figure).
DETOUR = 60
#: A way that no vehicle takes: longer than any turn.
NO_WAY = 3000.0
_Node = tuple[str, PlaceId | None, PlaceId | None]


@dataclass(frozen=True, slots=True)
class Run:
    """One way of a vehicle to a port: `halts` in order, `at_port` as late as the route allows."""

    turn: Turn
    port: PlaceId
    at_port: datetime
    halts: tuple[PlaceId, ...]
    parties: tuple[Party, ...]

    @property
    def report_at(self) -> datetime:
        """The report time by which the trip goes: the earliest of its riders."""
        return min(party.report_at for party in self.parties)

    def pick_ups(self, facts: Facts) -> list[tuple[PlaceId, datetime]]:
        """When the vehicle is at each halt, in order."""
        found: list[tuple[PlaceId, datetime]] = []
        reach, after = self.at_port, self.port
        for place in reversed(self.halts):
            reach -= minutes(facts.policy.boarding + drive(facts, place, after))
            found.insert(0, (place, reach))
            after = place
        return found


@dataclass(frozen=True, slots=True)
class Ban:
    """People of a hearing do not go with a vehicle in the turn that ends then: it was tried and broke a rule."""

    hearing_id: HearingId
    person_ids: tuple[PersonId, ...]
    vehicle_id: VehicleId
    ends: datetime

    @classmethod
    def of(cls, party: Party, turn: Turn) -> Ban:
        """These people with this vehicle."""
        return cls(party.case.hearing.id, party.person_ids, turn.vehicle.id, turn.ends)


@dataclass(frozen=True)
class Problem:
    """The numbers, with what each of them stands for."""

    zero: datetime
    parties: tuple[Party, ...]
    turns: tuple[Turn, ...]
    fleet: Fleet

    def runs(self, plan: FleetPlan) -> list[Run]:
        """What the routes of a plan are as runs, in the order in which they reach a port."""
        found = [run for route in plan.routes for run in self._runs_of(route)]
        return sorted(found, key=lambda run: (run.at_port, run.turn.vehicle.label, run.parties[0].case.hearing.id))

    def _runs_of(self, route: Route) -> Iterator[Run]:
        turn = self.turns[route.carrier]
        aboard: list[int] = []
        brought: set[int] = set()
        for call in route.calls:
            if call.up:
                aboard.append(call.lift)
            elif call.lift not in brought:  # whoever else is aboard gets out as well: the vehicle is at their port
                brought.update(aboard)
                yield self._run(turn, call, aboard)
                aboard = []

    def _run(self, turn: Turn, call: Call, aboard: Sequence[int]) -> Run:
        parties = tuple(self.parties[lift] for lift in aboard)
        port = parties[0].case.port_id
        if port is None:
            raise ValueError("a party goes to a port")
        halts = tuple(dict.fromkeys(party.at for party in parties))
        return Run(turn, port, self.zero + round(call.at) * MINUTE, halts, parties)

    def routes_of(self, other: Problem, plan: FleetPlan) -> tuple[Route, ...]:
        """The routes of a plan of another problem, for those vehicles and parties that are in this one too."""
        lifts = {(party.case.hearing.id, party.person_ids): lift for lift, party in enumerate(self.parties)}
        numbers = [lifts.get((party.case.hearing.id, party.person_ids)) for party in other.parties]
        free: dict[tuple[VehicleId, datetime], list[int]] = {}
        for carrier, turn in enumerate(self.turns):
            free.setdefault((turn.vehicle.id, turn.ends), []).append(carrier)
        found = []
        for route in plan.routes:
            turn = other.turns[route.carrier]
            carriers = free.get((turn.vehicle.id, turn.ends), [])
            calls = [(numbers[call.lift], call) for call in route.calls]
            if carriers:
                here = tuple(Call(lift, call.up, call.at) for lift, call in calls if lift is not None)
                found.append(Route(carriers.pop(0), route.leaves_at, here, route.back_at))
        return tuple(found)

    def alone(self, lift: int) -> bool:
        """Whether somebody could take these people if nobody else wanted a ride."""
        return any(self._takes(self.fleet.lifts[lift], index) for index in range(len(self.fleet.carriers)))

    def _takes(self, lift: Lift, index: int) -> bool:
        carrier, way = self.fleet.carriers[index], self.fleet.minutes
        if lift.carriers is not None and index not in lift.carriers:
            return False
        up = max(carrier.earliest + way[carrier.start][lift.up.place], lift.up.earliest)
        down = max(up + way[lift.up.place][lift.down.place], lift.down.earliest)
        fits = all(load <= room for load, room in zip(lift.load, carrier.room, strict=True))
        return fits and up <= lift.up.latest and down <= min(lift.down.latest, carrier.latest)


def problem_of(
    ground: Ground, parties: Sequence[Party], turns: Sequence[Turn], assumed: Assumed, bans: Collection[Ban] = ()
) -> Problem:
    """The numbers of a day for these people and vehicles."""
    return _Maker(ground, tuple(parties), tuple(turns), assumed, bans).problem()


@dataclass
class _Maker:
    ground: Ground
    parties: tuple[Party, ...]
    turns: tuple[Turn, ...]
    assumed: Assumed
    bans: Collection[Ban]
    nodes: dict[_Node, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        instants = [party.report_at for party in self.parties] + [turn.starts for turn in self.turns]
        self.zero = min(instants) - timedelta(days=1)
        self.facts: Facts = self.ground.facts
        self.anywhere = self._node("anywhere", None, None)

    def problem(self) -> Problem:
        carriers = tuple(self._carrier(turn) for turn in self.turns)
        lifts = tuple(self._lift(party) for party in self.parties)
        order = list(self.nodes)
        table = tuple(tuple(self._way(one, other) for other in order) for one in order)
        return Problem(self.zero, self.parties, self.turns, Fleet(table, lifts, carriers, WEIGHTS))

    def _node(self, kind: str, place: PlaceId | None, port: PlaceId | None) -> int:
        return self.nodes.setdefault((kind, place, port), len(self.nodes))

    def _number(self, instant: datetime) -> float:
        return float(length_minutes(self.zero, instant))

    def _carrier(self, turn: Turn) -> Carrier:
        vehicle = turn.vehicle
        start = self._node("yard", vehicle.kept_id, None) if vehicle.kept_id else self.anywhere
        seats = inf if vehicle.kind is VehicleKind.BUS else float(vehicle.child_seats)  # bus seats take no child seat
        room = (float(vehicle.seats), min(seats, 1e6), float(vehicle.wheelchair_places))
        return Carrier(start, self.anywhere, self._number(turn.starts), self._number(turn.ends), room, price=turn.price)

    def _lift(self, party: Party) -> Lift:
        port, policy = party.case.port_id, self.facts.policy
        last = self._number(party.report_at - minutes(policy.time_in_hand))
        way = policy.boarding + drive(self.facts, party.at, port)
        first, latest = self._open(party, last - MOST_WAIT - way - DETOUR, last - way)
        up = Halt(self._node("door", party.at, port), first, latest)
        down = Halt(self._node("port", port, None), last - MOST_WAIT, last)
        need = party.need
        load = (float(need.people), float(need.child_seats), float(need.wheelchairs))
        early = CHILD * party.children + ADULT * (need.people - party.children)
        return Lift(up, down, load, need.people, early, way + DETOUR, self._allowed(party))

    def _open(self, party: Party, first: float, latest: float) -> tuple[float, float]:
        """The hours of pick-up at which the gate is open, as late as possible; none (first after latest) if it is not.

        A reason that somebody has typed opens every gate.
        """
        place = self.facts.places[party.at]
        if self.ground.wish.reason.strip():
            return first, latest
        moment = self.zero + latest * MINUTE
        opened = next((instant for where, instant in self.assumed.gates if where == party.at), None)
        if opened is not None and opened <= moment:
            return max(first, self._number(opened)), latest
        if opening(place, moment) is not None:
            return latest + 1, latest
        opened = last_opening(place, moment)
        return (first if opened is None else max(first, self._number(opened))), latest

    def _allowed(self, party: Party) -> frozenset[int] | None:
        """Vehicles whose driver may meet the household and with which it is not banned; None: all."""
        household = party.case.hearing.household_id
        barred = [
            n
            for n, turn in enumerate(self.turns)
            if (turn.driver is not None and household in turn.driver.conflicts)
            or (self.bans and Ban.of(party, turn) in self.bans)
        ]
        return frozenset(range(len(self.turns))) - frozenset(barred) if barred else None

    def _way(self, one: _Node, other: _Node) -> float:
        """Minutes between two nodes; boarding is part of the way from a door."""
        (kind, start, to), (kind2, end, to2) = one, other
        if "anywhere" in {kind, kind2} or one == other:
            return 0.0
        boarding = float(self.facts.policy.boarding) if kind == "door" else 0.0
        if kind == "door" and ((kind2 == "door" and to != to2) or (kind2 == "port" and to != end)):
            return NO_WAY
        if kind == kind2 == "port" or kind2 == "yard":
            return NO_WAY
        return boarding + drive(self.facts, start, end)


def last_opening(place: Place, moment: datetime) -> datetime | None:
    """When a place that is open at `moment` was opened last; None where there is no night rule."""
    if place.locks_at is None or place.opens_at is None or place.locks_at == place.opens_at:
        return None
    today = local(moment, place.zone).date()
    found = [at(today - timedelta(days=n), place.opens_at, place.zone) for n in (0, 1)]
    return next(instant for instant in found if instant <= moment)
