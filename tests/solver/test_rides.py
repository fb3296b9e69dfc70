"""Every plan keeps every bound, costs what it says, and is the best where all can be tried."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.domain.errors import BadValue
from clinic.jobs import Cancelled
from clinic.ports.fleet import Carrier, Fleet, FleetPlan, Halt, Lift, Limits, Weights
from clinic.solver.rides import RidePlanner
from tests.solver.fleets import Kind, faults, optimum, random_fleet

#: Long enough that only rounds end a search.
LONG = 600.0

kinds = st.builds(
    Kind,
    lifts=st.integers(1, 14),
    carriers=st.integers(2, 4),
    width=st.sampled_from([10.0, 60.0, 180.0]),
    is_metric=st.booleans(),
    longest_ride=st.sampled_from([35.0, 60.0, 120.0]),
    left_behind=st.sampled_from([1e6, 1e9, 30.0]),
    child_minute=st.sampled_from([0.0, 0.5]),
    carrier=st.sampled_from([0.0, 1000.0]),
)
seeds = st.integers(0, 10_000)
every_engine = pytest.mark.usefixtures("engine")
quietly = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plan(fleet: Fleet, rounds: int, seed: int = 1) -> FleetPlan:
    return RidePlanner().plan(fleet, Limits(LONG, rounds, seed))


@every_engine
@quietly
@given(seeds, kinds)
def test_that_every_plan_keeps_every_bound_and_costs_what_it_says(seed: int, kind: Kind) -> None:
    fleet = random_fleet(seed, kind)
    assert list(faults(fleet, plan(fleet, 100))) == []


@settings(quietly, max_examples=25)
@given(seeds, kinds)
def test_that_the_best_is_found_where_all_plans_can_be_tried(seed: int, kind: Kind) -> None:
    fleet = random_fleet(seed, replace(kind, lifts=3, carriers=2, left_behind=1e6))
    assert plan(fleet, 400).cost == pytest.approx(optimum(fleet), rel=1e-9)


@every_engine
@settings(quietly, max_examples=30)
@given(seeds, kinds)
def test_that_one_more_carrier_leaves_nobody_more_behind(seed: int, kind: Kind) -> None:
    fleet = random_fleet(seed, kind)
    before = plan(fleet, 50)
    more = replace(fleet, carriers=(*fleet.carriers, replace(fleet.carriers[0], price=2.0)))
    after = RidePlanner().plan(more, Limits(LONG, 50), start=before.routes)
    assert list(faults(more, after)) == []
    assert after.cost <= before.cost + 1e-6
    if fleet.weights.left_behind > 1000:
        assert sum(more.lifts[i].people for i in after.left) <= sum(fleet.lifts[i].people for i in before.left)


@every_engine
def test_that_the_same_seed_and_rounds_make_the_same_plan_whatever_the_time() -> None:
    fleet = random_fleet(5, Kind(lifts=16, carriers=3))
    rounds = 7000 if RidePlanner().plan(fleet, Limits(0.2)).rounds > 300 else 100
    assert plan(fleet, rounds, seed=3) == plan(fleet, rounds, seed=3)


def test_that_what_time_has_cut_off_can_be_made_again_by_its_rounds() -> None:
    fleet = random_fleet(6, Kind(lifts=40, carriers=5))
    cut = RidePlanner().plan(fleet, Limits(1.5))
    assert cut == plan(fleet, cut.rounds)


def test_that_plain_python_makes_the_compiled_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    from clinic.solver import compiled

    fleet = random_fleet(7, Kind(lifts=20, carriers=3, child_minute=0.3))
    found = plan(fleet, 200)
    monkeypatch.setenv(compiled.PLAIN, "1")
    compiled.choose_anew()
    try:
        assert plan(fleet, 200) == found
    finally:
        compiled.choose_anew()


@every_engine
@pytest.mark.parametrize("ending", ["true", "cancelled"])
def test_that_a_stop_takes_effect_at_once(ending: str) -> None:
    asked: list[float] = []

    def stop(_: FleetPlan) -> bool:
        asked.append(time.monotonic())
        if asked[-1] < asked[0] + 0.7:
            return False
        if ending == "cancelled":
            raise Cancelled
        return True

    fleet = random_fleet(8, Kind(lifts=60, carriers=8))
    try:
        RidePlanner().plan(fleet, Limits(20.0), stop)
    except Cancelled:
        assert ending == "cancelled"
    assert time.monotonic() - asked[-1] < 0.2
    assert max(b - a for a, b in pairwise(asked)) < 0.2


def test_that_a_lift_goes_only_with_carriers_that_it_may_take() -> None:
    fleet = bridge(households=6, vehicles=2)
    bound = replace(fleet, lifts=tuple(replace(lift, carriers=frozenset({1})) for lift in fleet.lifts))
    assert {route.carrier for route in plan(bound, 500).routes} == {1}


def bridge(households: int, vehicles: int) -> Fleet:
    """A morning at the bridge: everybody by half past seven, at one of two ports; shelters all over the town."""
    ports = 2
    spots = [(0.0, 0.0), (12.0, 1.0), *(((7 * i) % 23 - 11.0, 5 + (5 * i) % 17) for i in range(12))]
    minutes = tuple(tuple(1.5 * (abs(a[0] - b[0]) + abs(a[1] - b[1])) for b in spots) for a in spots)
    lifts = tuple(
        Lift(
            Halt(ports + i % 12, 240.0, 450.0, 5.0),
            Halt(i % ports, 390.0, 450.0, 3.0),
            (2.0 + i % 3, float(i % 2)),
            2 + i % 3,
            1 + i % 2,
            longest_ride=75.0,
        )
        for i in range(households)
    )
    carriers = tuple(
        Carrier(ports + i, ports + i, 180.0, 600.0, (14.0 if i < 5 else 19.0, 4.0), 300.0, 1.0 if i < 5 else 3.0)
        for i in range(vehicles)
    )
    return Fleet(minutes, lifts, carriers, Weights(1e9, 0.05, 1e4, 1.0))


def test_that_a_real_day_has_a_full_plan_within_a_second() -> None:
    fleet = bridge(households=60, vehicles=8)
    seen: list[FleetPlan] = []

    def is_full(found: FleetPlan) -> bool:
        seen.append(found)
        return len(found.left) < 60

    began = time.monotonic()
    RidePlanner().plan(fleet, Limits(5.0), is_full)
    assert time.monotonic() - began < 1.0
    assert list(faults(fleet, seen[-1])) == []


def test_that_nobody_to_ride_or_nothing_to_ride_in_is_no_trouble() -> None:
    fleet = bridge(households=3, vehicles=2)
    assert plan(replace(fleet, lifts=()), 10).routes == ()
    assert plan(replace(fleet, carriers=()), 10).left == (0, 1, 2)


TWO = bridge(households=2, vehicles=2)


@pytest.mark.parametrize(
    "fleet",
    [
        replace(TWO, minutes=((0.0, -1.0), (1.0, 0.0))),
        replace(TWO, minutes=((0.0, 1.0), (1.0,))),
        replace(TWO, carriers=(Carrier(0, 99, 0.0, 1.0, (1.0, 1.0)),)),
        replace(TWO, carriers=(Carrier(0, 0, 0.0, 1.0, (1.0,)),)),
        replace(TWO, lifts=(Lift(Halt(0, 0.0, float("nan")), Halt(1, 0.0, 1.0), (1.0, 1.0)),)),
        replace(TWO, lifts=(Lift(Halt(0, 0.0, 1.0), Halt(1, 0.0, 1.0), (1.0, -1.0)),)),
    ],
)
def test_that_figures_without_sense_are_refused(fleet: Fleet) -> None:
    with pytest.raises(BadValue):
        plan(fleet, 10)
