"""Invented days of a fleet, and a checker of plans that shares nothing with the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from math import hypot, inf
from random import Random

from clinic.ports.fleet import Carrier, Fleet, FleetPlan, Halt, Lift, Weights

#: What a schedule may be out by, in minutes.
CLOSE = 1e-4
Halts = Sequence[tuple[int, bool]]


@dataclass(frozen=True)
class Kind:
    """What a random day is like: how many lifts and carriers, how wide the windows are, how odd the driving times."""

    lifts: int
    carriers: int
    width: float = 60.0
    is_metric: bool = True
    longest_ride: float = 60.0
    left_behind: float = 1e6
    child_minute: float = 0.0
    carrier: float = 0.0


def random_fleet(seed: int, kind: Kind) -> Fleet:
    """A day of mixed vehicles: own depots and hours, three kinds of places, some lifts bound to some carriers."""
    dice = Random(seed)  # noqa: S311 - days, not secrets
    count = kind.lifts + 4
    spots = [(dice.uniform(0, 30), dice.uniform(0, 30)) for _ in range(count)]
    minutes = [[hypot(a[0] - b[0], a[1] - b[1]) for b in spots] for a in spots]
    if not kind.is_metric:
        # As people type them: rounded, other ways there than back, now and then longer than a detour.
        minutes = [[float(round(time * dice.uniform(0.8, 1.25))) for time in row] for row in minutes]
    lifts = tuple(_lift(dice, kind, count) for _ in range(kind.lifts))
    carriers = tuple(_carrier(dice, count) for _ in range(kind.carriers))
    weights = Weights(kind.left_behind, kind.child_minute, kind.carrier)
    return Fleet(tuple(map(tuple, minutes)), lifts, carriers, weights)


def _lift(dice: Random, kind: Kind, places: int) -> Lift:
    up, down = dice.sample(range(places), 2)
    due = dice.uniform(100, 400)
    people = dice.randint(1, 4)
    children = dice.randint(0, people)
    return Lift(
        Halt(up, due - 120 - kind.width, due, dice.choice((0.0, 2.0, 5.0))),
        Halt(down, due - kind.width, due, dice.choice((0.0, 1.0))),
        (float(people), float(dice.randint(0, children)), float(dice.random() < 0.1)),
        people,
        children,
        longest_ride=dice.choice((inf, kind.longest_ride, kind.longest_ride)),
        carriers=frozenset(dice.sample(range(2), 1)) if dice.random() < 0.1 else None,
    )


def _carrier(dice: Random, places: int) -> Carrier:
    room = (float(dice.randint(4, 8)), 2.0, float(dice.randint(0, 1)))
    begin = dice.uniform(-60, 120)
    return Carrier(
        dice.randrange(places), dice.randrange(places), begin, begin + 400, room, dice.choice((inf, 200.0)), 1.0
    )


def latest(fleet: Fleet, carrier: int, halts: Halts) -> list[float] | None:
    """The latest times of a route and its ends, by all shortest ways in the graph of its bounds (Floyd, Warshall)."""
    whom = fleet.carriers[carrier]
    stops = [fleet.lifts[lift].up if up else fleet.lifts[lift].down for lift, up in halts]
    ends = (Halt(whom.start, whom.earliest, whom.latest), Halt(whom.end, whom.earliest, whom.latest))
    line = [ends[0], *stops, ends[1]]
    size = len(line) + 1  # the last node is the beginning of all times
    most = [[0.0 if a == b else inf for b in range(size)] for a in range(size)]
    for node, halt in enumerate(line):
        most[size - 1][node], most[node][size - 1] = halt.latest, -halt.earliest
    for node, (one, two) in enumerate(pairwise(line)):
        most[node + 1][node] = -one.service - fleet.minutes[one.place][two.place]
    for lift in {lift for lift, _ in halts}:
        a, b = (1 + list(halts).index((lift, up)) for up in (True, False))
        most[a][b] = min(most[a][b], fleet.lifts[lift].longest_ride + fleet.lifts[lift].up.service)
    most[0][size - 2] = min(most[0][size - 2], whom.longest_duty)
    for k, a, b in product(range(size), repeat=3):
        most[a][b] = min(most[a][b], most[a][k] + most[k][b])
    return None if any(most[a][a] < -CLOSE for a in range(size)) else most[size - 1][: size - 1]


def fits_on_board(fleet: Fleet, carrier: int, halts: Halts) -> bool:
    """Whether nobody is too many after any halt, and the carrier may take them all."""
    for made in range(len(halts)):
        board = [lift for lift, up in halts[: made + 1] if up and (lift, False) not in halts[: made + 1]]
        for kind, room in enumerate(fleet.carriers[carrier].room):
            if sum(fleet.lifts[lift].load[kind] for lift in board) > room + CLOSE:
                return False
    asked = (fleet.lifts[lift].carriers for lift, _ in halts)
    return all(wanted is None or carrier in wanted for wanted in asked)


def faults(fleet: Fleet, plan: FleetPlan) -> Iterator[str]:
    """Every bound that the plan breaks, and every figure in it that is wrong."""
    served = [call.lift for route in plan.routes for call in route.calls if call.up]
    if len(set(served)) != len(served) or sorted((*served, *plan.left)) != list(range(len(fleet.lifts))):
        yield "somebody is served twice, or forgotten"
    if len({route.carrier for route in plan.routes}) != len(plan.routes):
        yield "a carrier has two routes"
    cost = fleet.weights.left_behind * sum(fleet.lifts[lift].people for lift in plan.left)
    for route in plan.routes:
        halts = [(call.lift, call.up) for call in route.calls]
        for lift in {lift for lift, _ in halts}:
            if [up for one, up in halts if one == lift] != [True, False]:
                yield f"lift {lift} is not taken in and then let out"
                return
        if not fits_on_board(fleet, route.carrier, halts):
            yield f"carrier {route.carrier} has no room"
        times = [route.leaves_at, *(call.at for call in route.calls), route.back_at]
        should = latest(fleet, route.carrier, halts)
        if should is None:
            yield f"carrier {route.carrier} cannot keep its times"
        elif any(abs(a - b) > CLOSE for a, b in zip(times, should, strict=True)):
            yield f"carrier {route.carrier} is not as late as it can be"
        cost += route_cost(fleet, route.carrier, halts, times)
    if abs(cost - plan.cost) > 1e-6 * max(cost, 1.0):
        yield f"costs {cost}, not {plan.cost}"


def route_cost(fleet: Fleet, carrier: int, halts: Halts, times: Sequence[float]) -> float:
    """What a route costs with these times of its ends and halts."""
    whom, weights = fleet.carriers[carrier], fleet.weights
    places = [whom.start, *((fleet.lifts[i].up if up else fleet.lifts[i].down).place for i, up in halts), whom.end]
    driven = sum(fleet.minutes[a][b] for a, b in pairwise(places))
    early = sum(
        fleet.lifts[lift].children * (fleet.lifts[lift].down.latest - time)
        for (lift, up), time in zip(halts, times[1:-1], strict=True)
        if up
    )
    return weights.minute * driven + weights.child_minute * early + (weights.carrier * whom.price if halts else 0.0)


def optimum(fleet: Fleet) -> float:
    """The least that any plan costs, by trying all of them; for three lifts or so."""
    lifts, carriers = range(len(fleet.lifts)), range(len(fleet.carriers))
    best = {
        (carrier, chosen): _best_route(fleet, carrier, chosen)
        for carrier in carriers
        for chosen in {frozenset(i for i in lifts if mask >> i & 1) for mask in range(1, 2 ** len(lifts))}
    }
    least = inf
    for who in product((-1, *carriers), repeat=len(lifts)):
        left = sum(fleet.lifts[lift].people for lift in lifts if who[lift] < 0)
        shares = [(carrier, frozenset(i for i in lifts if who[i] == carrier)) for carrier in carriers]
        least = min(least, fleet.weights.left_behind * left + sum(best[share] for share in shares if share[1]))
    return least


def _best_route(fleet: Fleet, carrier: int, chosen: frozenset[int]) -> float:
    least = inf
    halts = [(lift, up) for lift in chosen for up in (True, False)]
    for order in permutations(halts):
        if any(order.index((lift, True)) > order.index((lift, False)) for lift in chosen):
            continue
        if fits_on_board(fleet, carrier, order) and (times := latest(fleet, carrier, order)) is not None:
            least = min(least, route_cost(fleet, carrier, order, times))
    return least
