"""A planner of a few lines that puts each lift where it costs least: slow, never the best, easy to see through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clinic.ports.fleet import Call, Carrier, Fleet, FleetPlan, Halt, Limits, Route, Watch, unwatched

Visit = tuple[int, bool]


@dataclass(frozen=True)
class Times:
    """The latest schedule of a sequence of visits, and what it costs."""

    leaves: float
    at: tuple[float, ...]
    back: float
    minutes: float
    cost: float


class GreedyPlanner:
    """See `clinic.ports.fleet.FleetPlanner`; whoever must be first is put in first, and nobody is moved afterwards."""

    def plan(
        self,
        fleet: Fleet,
        limits: Limits,  # noqa: ARG002 - one go only
        watch: Watch = unwatched,
        start: Sequence[Route] = (),
    ) -> FleetPlan:
        tours: list[list[Visit]] = [[] for _ in fleet.carriers]
        left = []
        order = sorted(range(len(fleet.lifts)), key=lambda n: (-fleet.lifts[n].people, fleet.lifts[n].up.latest, n))
        for route in start:
            tour = [(call.lift, call.up) for call in route.calls]
            if schedule(fleet, route.carrier, tour) is not None:
                tours[route.carrier] = tour
                order = [lift for lift in order if (lift, True) not in tour]
        for lift in order:
            choices = [choice for c in range(len(tours)) for choice in insertions(fleet, c, tours[c], lift)]
            if choices:
                _, carrier, tour = min(choices, key=lambda choice: choice[0])
                tours[carrier] = tour
            else:
                left.append(lift)
        found = told(fleet, tours, left)
        watch(found)
        return found


def insertions(fleet: Fleet, carrier: int, tour: list[Visit], lift: int) -> list[tuple[float, int, list[Visit]]]:
    """Every way of taking a lift into a tour, with what it adds."""
    allowed = fleet.lifts[lift].carriers
    if allowed is not None and carrier not in allowed:
        return []
    before = schedule(fleet, carrier, tour)
    found = []
    for up in range(len(tour) + 1):
        for down in range(up, len(tour) + 1):
            longer = [*tour[:up], (lift, True), *tour[up:down], (lift, False), *tour[down:]]
            times = schedule(fleet, carrier, longer)
            if times is not None:
                found.append((times.cost - (before.cost if before else 0.0), carrier, longer))
    return found


def schedule(fleet: Fleet, carrier: int, tour: Sequence[Visit]) -> Times | None:
    """The latest times of a tour; None where it breaks a bound."""
    who, way = fleet.carriers[carrier], fleet.minutes
    if not tour:
        return Times(who.earliest, (), who.earliest, 0.0, 0.0)
    halts = [_halt(fleet, visit) for visit in tour]
    if not _holds(fleet, who, tour):
        return None
    latest: list[float] = []
    reach = who.latest - way[halts[-1].place][who.end]
    for n in reversed(range(len(halts))):
        after = reach if n == len(halts) - 1 else latest[0] - way[halts[n].place][halts[n + 1].place]
        latest.insert(0, min(halts[n].latest, after - halts[n].service))
    leaves = latest[0] - way[who.start][halts[0].place]
    clock, place = who.earliest, who.start
    for halt, last in zip(halts, latest, strict=True):
        clock = max(clock + way[place][halt.place], halt.earliest)
        if clock > last + 1e-9:
            return None
        clock, place = clock + halt.service, halt.place
    at = dict(zip(tour, latest, strict=True))
    for lift, is_up in tour:
        one = fleet.lifts[lift]
        if is_up and at[lift, False] - at[lift, True] - one.up.service > one.longest_ride + 1e-9:
            return None
    places = [who.start, *(halt.place for halt in halts), who.end]
    minutes = sum(way[a][b] for a, b in pairwise(places))
    children = sum(
        fleet.lifts[lift].children * (fleet.lifts[lift].down.latest - at[lift, True]) for lift, is_up in tour if is_up
    )
    weights = fleet.weights
    cost = weights.minute * minutes + weights.carrier * who.price + weights.child_minute * children
    return Times(leaves, tuple(latest), latest[-1] + way[halts[-1].place][who.end], minutes, cost)


def _holds(fleet: Fleet, who: Carrier, tour: Sequence[Visit]) -> bool:
    load = [0.0] * len(who.room)
    for lift, is_up in tour:
        for kind, one in enumerate(fleet.lifts[lift].load):
            load[kind] += one if is_up else -one
            if load[kind] > who.room[kind] + 1e-9:
                return False
    return True


def _halt(fleet: Fleet, visit: Visit) -> Halt:
    lift, is_up = visit
    return fleet.lifts[lift].up if is_up else fleet.lifts[lift].down


def told(fleet: Fleet, tours: Sequence[Sequence[Visit]], left: Sequence[int]) -> FleetPlan:
    """The plan that these tours are."""
    routes, cost, minutes = [], 0.0, 0.0
    for carrier, tour in enumerate(tours):
        times = schedule(fleet, carrier, tour)
        if tour and times is not None:
            calls = tuple(Call(lift, is_up, at) for (lift, is_up), at in zip(tour, times.at, strict=True))
            routes.append(Route(carrier, times.leaves, calls, times.back))
            cost, minutes = cost + times.cost, minutes + times.minutes
    cost += fleet.weights.left_behind * sum(fleet.lifts[lift].people for lift in left)
    return FleetPlan(tuple(routes), tuple(sorted(left)), cost, minutes, 1)
