"""The exact check of a route's schedule, in the engine and beside it, against all shortest ways in its bounds."""

from __future__ import annotations

from random import Random

import pytest

from clinic.ports.fleet import Fleet
from clinic.solver.compiled import search_class
from clinic.solver.packing import rows_of
from clinic.solver.schedules import route_of
from tests.solver.fleets import Kind, fits_on_board, latest, random_fleet

Halts = list[tuple[int, bool]]


def random_halts(fleet: Fleet, dice: Random) -> Halts:
    """Some lifts, in an order by rough times, so that about half of the routes can be made."""
    chosen = dice.sample(range(len(fleet.lifts)), dice.randint(1, 4))
    times = {}
    for lift in chosen:
        down = fleet.lifts[lift].down.latest - dice.uniform(0, 20)
        times[lift, False], times[lift, True] = down, down - dice.uniform(5, 60)
    return sorted(times, key=times.__getitem__)


@pytest.mark.parametrize("kind", [Kind(12, 2, 30.0), Kind(12, 2, 120.0, longest_ride=30.0)], ids=["tight", "wide"])
def test_that_thousands_of_routes_are_judged_like_by_all_shortest_ways(kind: Kind) -> None:
    dice, able, ways = Random(1), 0, 1500  # noqa: S311 - days, not secrets
    for number in range(ways):
        fleet = random_fleet(number % 50, kind)
        halts, carrier = random_halts(fleet, dice), dice.randrange(2)
        should = latest(fleet, carrier, halts) if fits_on_board(fleet, carrier, halts) else None
        route = route_of(fleet, carrier, halts)
        assert (route is None) == (should is None)
        if route is not None and should is not None:
            able += 1
            assert [route.leaves_at, *(call.at for call in route.calls), route.back_at] == pytest.approx(should)
    assert 0.15 < able / ways < 0.85


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("is_metric", [True, False])
def test_that_the_engine_judges_a_route_as_it_is_judged_beside_it(*, is_metric: bool) -> None:
    able, days, ways = 0, 15, 100
    for day in range(days):
        fleet = random_fleet(day, Kind(12, 2, 60.0, is_metric=is_metric, longest_ride=40.0))
        search, dice = search_class()(rows_of(fleet), 1), Random(day)  # noqa: S311 - days, not secrets
        for _ in range(ways):
            halts, carrier = random_halts(fleet, dice), dice.randrange(2)
            told: list[list[int]] = [[], []]
            told[carrier] = [lift if up else lift + 12 for lift, up in halts]
            search.plan.become(told)
            can = search.plan.tours[carrier].size > 2
            assert can == (latest(fleet, carrier, halts) is not None)
            able += can
    assert 0.15 < able / days / ways < 0.85
