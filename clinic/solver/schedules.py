"""The latest schedule of one route, and a plan told in the words of `clinic.ports.fleet`.

Written apart from the engine, by the bounds as they are told; whatever the engine answers passes through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from clinic.ports.fleet import Call, Fleet, FleetPlan, Route

#: What counts as equal, in minutes and in places on board.
CLOSE = 1e-6


def route_of(fleet: Fleet, carrier: int, halts: Sequence[tuple[int, bool]]) -> Route | None:
    """The route that makes these halts (lift, taken in or let out) in order, all as late as can be; None: it cannot."""
    if not _has_room(fleet, carrier, halts) or not _is_paired(halts):
        return None
    whom = fleet.carriers[carrier]
    windows = [(fleet.lifts[lift].up if up else fleet.lifts[lift].down) for lift, up in halts]
    places = [whom.start, *(halt.place for halt in windows), whom.end]
    service = [0.0, *(halt.service for halt in windows), 0.0]
    late = [whom.latest, *(halt.latest for halt in windows), whom.latest]
    early = [whom.earliest, *(halt.earliest for halt in windows), whom.earliest]
    # x[b] <= x[a] + most, as (a, b, most): what follows one another (backward), rides and the duty.
    bounds = [
        (after, after - 1, -fleet.minutes[places[after - 1]][places[after]] - service[after - 1])
        for after in range(len(places) - 1, 0, -1)
    ]
    taken: dict[int, int] = {}
    for position, (lift, up) in enumerate(halts, 1):
        if up:
            taken[lift] = position
        else:
            ride = fleet.lifts[lift].longest_ride + service[taken[lift]]
            bounds.append((taken[lift], position, ride))
    bounds.append((0, len(places) - 1, whom.longest_duty))
    if not _lower(late, bounds) or any(time < least - CLOSE for time, least in zip(late, early, strict=True)):
        return None
    calls = tuple(Call(lift, up, time) for (lift, up), time in zip(halts, late[1:-1], strict=True))
    return Route(carrier, late[0], calls, late[-1])


def _lower(late: list[float], bounds: Sequence[tuple[int, int, float]]) -> bool:
    """Lower times until they keep all bounds (Bellman-Ford); False: they never do."""
    for _ in range(len(late) + 2):
        is_settled = True
        for a, b, most in bounds:
            if late[b] > late[a] + most + 1e-9:
                late[b] = late[a] + most
                is_settled = False
        if is_settled:
            return True
    return False


def _is_paired(halts: Sequence[tuple[int, bool]]) -> bool:
    """Whether everybody who is taken in is let out later, once."""
    seen: dict[int, list[bool]] = {}
    for lift, up in halts:
        seen.setdefault(lift, []).append(up)
    return all(turns == [True, False] for turns in seen.values())


def _has_room(fleet: Fleet, carrier: int, halts: Iterable[tuple[int, bool]]) -> bool:
    room = fleet.carriers[carrier].room
    on_board = [0.0] * len(room)
    for number, up in halts:
        lift = fleet.lifts[number]
        if lift.carriers is not None and carrier not in lift.carriers:
            return False
        for kind, load in enumerate(lift.load):
            on_board[kind] += load if up else -load
            if on_board[kind] > room[kind] + CLOSE:
                return False
    return True


def minutes_of(fleet: Fleet, route: Route) -> float:
    """Its driving."""
    carrier = fleet.carriers[route.carrier]
    places = [carrier.start, *(_place(fleet, call) for call in route.calls), carrier.end]
    return sum(fleet.minutes[a][b] for a, b in pairwise(places))


def _place(fleet: Fleet, call: Call) -> int:
    lift = fleet.lifts[call.lift]
    return lift.up.place if call.up else lift.down.place


def plan_of(fleet: Fleet, routes: Sequence[Route], rounds: int) -> FleetPlan:
    """The plan of these routes, with what it costs."""
    weights = fleet.weights
    served = {call.lift for route in routes for call in route.calls}
    left = tuple(lift for lift in range(len(fleet.lifts)) if lift not in served)
    minutes = sum(minutes_of(fleet, route) for route in routes)
    cost = weights.minute * minutes + weights.left_behind * sum(fleet.lifts[lift].people for lift in left)
    cost += weights.carrier * sum(fleet.carriers[route.carrier].price for route in routes)
    cost += weights.child_minute * sum(
        fleet.lifts[call.lift].children * (fleet.lifts[call.lift].down.latest - call.at)
        for route in routes
        for call in route.calls
        if call.up
    )
    return FleetPlan(tuple(routes), left, cost, minutes, rounds)
