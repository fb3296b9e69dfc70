"""Every plan of who sits where keeps whatever has no price, tells its worth, and is the best there is."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.errors import BadValue
from clinic.jobs import Cancelled
from clinic.ports.seats import Cap, Choice, Clash, Limits, Need, OpenSeat, Roster, RosterPlan
from clinic.solver.seats import RosterPlanner
from tests.solver.rosters import faults, optimum, random_roster, week, worth

SHORT = Limits(seconds=20.0, rounds=2000)


def plan(roster: Roster, limits: Limits = SHORT) -> RosterPlan:
    return RosterPlanner().plan(roster, limits)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.integers(1, 25), st.integers(1, 8))
def test_that_a_plan_keeps_what_has_no_price_and_tells_what_it_is_worth(seed: int, seats: int, people: int) -> None:
    roster = random_roster(seed, seats=seats, people=people)
    assert not faults(roster, plan(roster, Limits(seconds=20.0, rounds=300)))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 100_000), st.integers(1, 12), st.data())
def test_that_a_plan_is_never_worth_less_than_the_one_it_begins_with(
    seed: int, seats: int, data: st.DataObject
) -> None:
    roster = random_roster(seed, seats=seats)
    start = data.draw(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=seats, max_size=seats))
    found = RosterPlanner().plan(roster, Limits(seconds=20.0, rounds=50), start=start)
    assert not faults(roster, found)
    assert found.value >= (worth(roster, start) or 0.0) - 1e-6


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.integers(1, 6))
def test_that_no_plan_is_better_than_the_one_that_is_found(seed: int, seats: int) -> None:
    roster = random_roster(seed, seats=seats)
    found = plan(roster, Limits(seconds=20.0))
    assert not faults(roster, found)
    assert found.value == pytest.approx(best := optimum(roster), rel=2e-4, abs=1e-6)
    assert found.bound >= best - 1e-6
    assert found.gap <= 2e-4


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 100_000), st.integers(1, 5), st.integers(1, 3))
def test_that_the_bound_of_a_first_plan_holds_too(seed: int, seats: int, people: int) -> None:
    roster = random_roster(seed, seats=seats, people=people)
    assert plan(roster, Limits(seconds=0.0)).bound >= optimum(roster) - 1e-6


def test_that_two_who_may_only_sit_together_are_seated_and_kept() -> None:
    seats = tuple(OpenSeat(0, 60, 10.0, (Choice(person),)) for person in (0, 1))
    roster = Roster((0.0, 0.0), seats, needs=(Need(0, None, ((1, 1),)), Need(1, None, ((0, 0),))))
    assert plan(roster).chosen == (0, 1)
    assert RosterPlanner().plan(roster, Limits(seconds=0.0), start=(0, 1)).chosen == (0, 1)


def test_that_as_few_people_as_can_be_do_everything() -> None:
    everybody = tuple(Choice(person) for person in range(6))
    seats = tuple(OpenSeat(hour, hour + 2, 100.0, everybody) for hour in range(12) for _ in range(2))
    found = plan(Roster((1.0,) * 6, seats))
    assert (found.filled, len(set(found.chosen)), found.gap) == (24, 4, 0.0)


@pytest.mark.slow
def test_that_a_large_week_is_planned_close_to_its_bound_in_processes_of_its_own() -> None:
    roster, heard = week(5, seats=300, people=500), []

    def watch(plan: RosterPlan) -> bool:
        heard.append(plan)
        return plan.gap <= 0.01 and len(heard) > 20

    found = RosterPlanner().plan(roster, Limits(seconds=30.0), watch)
    assert not faults(roster, found)
    assert not faults(roster, heard[0])
    assert found.gap <= 0.01
    assert all(earlier.value <= later.value and earlier.bound >= later.bound for earlier, later in pairwise(heard))


def test_that_the_first_plan_of_a_very_large_roster_is_made_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    roster, heard = week(7, seats=100, people=200), []
    start = plan(roster, Limits(seconds=0.0)).chosen
    monkeypatch.setattr("clinic.solver.seats.FAR", 100)

    def watch(plan: RosterPlan) -> bool:
        heard.append(plan)
        return False

    found = RosterPlanner().plan(roster, Limits(seconds=0.0), watch, start)
    assert found.value >= (worth(roster, start) or 0.0)
    assert all(not faults(roster, each) for each in heard)


@pytest.mark.slow
def test_that_counted_steps_in_a_process_give_the_same_plan_again() -> None:
    roster = week(6, seats=300, people=500)
    first, again = (plan(roster, Limits(seconds=60.0, rounds=100_000)) for _ in range(2))
    assert first == again
    assert first.value > plan(roster, Limits(seconds=0.0)).value


def test_that_the_plan_is_the_same_compiled_and_plain(engine: str) -> None:
    found = plan(week(4, seats=40, people=60), Limits(seconds=60.0, rounds=2000))
    assert engine in {"compiled", "plain"}
    assert found.value == pytest.approx(7442.9)
    assert found.chosen[:8] == (27, 44, None, 49, 23, 49, 37, 44)


def test_that_an_empty_roster_has_an_empty_plan() -> None:
    for empty in (Roster((), ()), Roster((1.0,), ()), Roster((), (OpenSeat(0, 1, 1.0, ()),))):
        found = plan(empty)
        assert (found.filled, found.value, found.gap) == (0, 0.0, 0.0)


def test_that_numbers_without_sense_are_refused() -> None:
    sound = random_roster(1, seats=4)
    seat = OpenSeat(0, 5, 1.0, (Choice(0),))
    for wrong in (
        replace(sound, seats=(OpenSeat(5, 5, 1.0, ()),)),
        replace(sound, seats=(replace(seat, choices=(Choice(3),)),)),
        replace(sound, seats=(replace(seat, choices=(Choice(1), Choice(1, 2.0))),)),
        replace(sound, seats=(replace(seat, worth=float("nan")),)),
        replace(sound, people=(0.0, 0.0, -1.0)),
        replace(sound, clashes=(Clash(0, 9),)),
        replace(sound, clashes=(Clash(0, 0),)),
        replace(sound, caps=(Cap(0, ((0,),), (1, 2), 3),)),
        replace(sound, caps=(Cap(0, ((0,),), (1,), 3, price=-1.0),)),
        replace(sound, needs=(Need(0, None, ((0, 7),)),)),
    ):
        with pytest.raises(BadValue):
            plan(wrong)


def test_that_the_same_seed_gives_the_same_plan() -> None:
    roster = week(2, seats=25, people=60)
    first, again = (plan(roster, Limits(seconds=60.0)) for _ in range(2))
    assert first == again
    assert first.gap <= 2e-4


def test_that_a_cancelled_search_raises_what_the_watcher_raises() -> None:
    asked = []

    def watch(_plan: RosterPlan) -> bool:
        asked.append(1)
        if len(asked) > 2:
            raise Cancelled
        return False

    with pytest.raises(Cancelled):
        RosterPlanner().plan(week(1, seats=100, people=150), Limits(seconds=60.0), watch)


def test_that_a_stop_takes_effect_at_once_and_keeps_the_best_so_far() -> None:
    roster, stopped = week(3, seats=200, people=300), []
    began = time.monotonic()

    def watch(_plan: RosterPlan) -> bool:
        if time.monotonic() > began + 1.0:
            stopped.append(time.monotonic())
        return bool(stopped)

    found = RosterPlanner().plan(roster, Limits(seconds=60.0), watch)
    assert time.monotonic() - stopped[0] < 1.0  # 0.2 s on a quiet desk: see tests/benchmarks
    assert found.filled > 0
    assert not faults(roster, found)
