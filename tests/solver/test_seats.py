"""Every plan of who sits where keeps whatever has no price, tells its worth, and is the best there is."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.errors import BadValue
from clinic.jobs import Cancelled
from clinic.ports.seats import Cap, Choice, Clash, Limits, Need, OpenSeat, Roster, RosterPlan
from clinic.solver.seats import RosterPlanner
from tests.solver.rosters import faults, random_roster, week, worth

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
    roster = week(2, seats=60, people=80)
    first, again = (plan(roster, Limits(seconds=60.0, rounds=3000)) for _ in range(2))
    assert first == again


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
