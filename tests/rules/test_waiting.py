from __future__ import annotations

import itertools
import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.hearings import HearingEnd
from clinic.domain.households import Deadline, DeadlineKind
from clinic.domain.policy import WaitingWeights
from clinic.rules.waiting import Place, place

from .world import TIJUANA, TUESDAY, World

NOW_CLOCK = "09:00"


def _place(world: World | None = None, *, asked: int = 3, hearing: int | None = None, **more: Any) -> Place:
    world = world or World()
    dates = {kind: more.pop(kind.value, None) for kind in DeadlineKind}
    known = {key: more.pop(key) for key in ("seen", "speakers", "weights") if key in more}
    on_hearing = more.pop("on_hearing", {})
    deadlines = [Deadline(kind, TUESDAY + timedelta(days=days)) for kind, days in dates.items() if days is not None]
    household = world.household(deadlines=tuple(deadlines), **more)
    hearings = []
    if hearing is not None:
        hearings = [world.hearing(household, on=TUESDAY + timedelta(days=hearing), **on_hearing)]
    request = Request(household_id=household.id, kind=ConsultationKind.INTAKE, asked_on=TUESDAY - timedelta(days=asked))
    return place(request, household, hearings, now=world.instant(NOW_CLOCK), zone=TIJUANA, **{"seen": True, **known})


def _reasons(found: Place) -> list[str]:
    return [str(reason) for reason in found.reasons]


def test_that_dated_events_come_before_all_else_in_the_order_of_the_list() -> None:
    order = [
        _place(interview=0),
        _place(hearing=1),
        _place(hearing=2),
        _place(hearing=7, filing=1, vulnerable=True),
        _place(filing=3),
        _place(filing=21),
        _place(vulnerable=True),
        _place(one_year=10),
        _place(one_year=60),
        _place(seen=False),
        _place(asked=30),
        _place(asked=2, speakers=1),
        _place(asked=2, speakers=9),
    ]
    for earlier, later in itertools.pairwise(order):
        assert earlier.key < later.key, (_reasons(earlier), _reasons(later))


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({"hearing": 0, "on_hearing": {"hearing_time": None, "report": "10:00"}}, ["hearing today", "waiting 3 days"]),
        ({"hearing": 1, "seen": False}, ["hearing in 1 day", "never seen", "waiting 3 days"]),
        ({"hearing": 6, "vulnerable": True}, ["hearing in 6 days", "vulnerable", "waiting 3 days"]),
        ({"interview": 1, "asked": 1}, ["interview in 1 day", "waiting 1 day"]),
        ({"interview": 0}, ["interview today", "waiting 3 days"]),
        ({"interview": -1}, ["interview 1 day ago", "waiting 3 days"]),
        ({"filing": 21, "one_year": 60}, ["filing date in 21 days", "one-year date in 60 days", "waiting 3 days"]),
        ({"filing": 0, "one_year": 0}, ["filing date today", "one-year date today", "waiting 3 days"]),
        (
            {"filing": -2, "one_year": -1},
            ["filing date passed 2 days ago", "one-year date passed 1 day ago", "waiting 3 days"],
        ),
        ({"asked": 0}, ["waiting 0 days"]),
    ],
)
def test_that_every_reason_is_told_in_words(given: dict[str, Any], reasons: list[str]) -> None:
    assert _reasons(_place(**given)) == reasons


@pytest.mark.parametrize(
    "given",
    [
        {"hearing": 8},
        {"interview": 2},
        {"filing": 22},
        {"one_year": 61},
        {"change_of_address": 1},
        {"hearing": -1},
        {"hearing": 2, "on_hearing": {"cancelled": True}},
        {"hearing": 2, "on_hearing": {"end": HearingEnd.RETURNED}},
    ],
)
def test_that_a_date_that_does_not_count_is_no_reason(given: dict[str, Any]) -> None:
    assert _reasons(_place(**given)) == ["waiting 3 days"]


def test_that_a_deadline_that_is_done_does_not_count() -> None:
    world = World()
    household = world.household(deadlines=(Deadline(DeadlineKind.FILING, TUESDAY, done=True),))
    request = Request(household_id=household.id, kind=ConsultationKind.INTAKE, asked_on=TUESDAY)
    found = place(request, household, [], now=world.instant("09:00"), zone=TIJUANA, seen=True)
    assert _reasons(found) == ["waiting 0 days"]


def test_that_hours_left_are_real_hours_across_a_change_of_clocks() -> None:
    """From Sat 7 March 2026 08:00 to Sun 8 March 08:00 there are 23 hours."""
    world = World()
    household = world.household()
    hearing = world.hearing(household, on=date(2026, 3, 8))
    request = Request(household_id=household.id, kind=ConsultationKind.INTAKE, asked_on=date(2026, 3, 7))
    now: datetime = world.instant("08:00", date(2026, 3, 7))
    assert place(request, household, [hearing], now=now, zone=TIJUANA).key[0] == 23


#: What the clinic may know of a household; None: nothing.
KNOWN = st.fixed_dictionaries(
    {
        "asked": st.integers(0, 90),
        "hearing": st.none() | st.integers(0, 9),
        "interview": st.none() | st.integers(-1, 3),
        "filing": st.none() | st.integers(-2, 23),
        "vulnerable": st.booleans(),
        "one_year": st.none() | st.integers(-2, 63),
        "seen": st.booleans(),
        "speakers": st.integers(0, 3),
    }
)


def _as_before(asked: int, seen: bool, speakers: int, vulnerable: bool, **days: int | None) -> tuple[float, ...]:
    """The order before there were weights: each criterion decides only between equals of all before it."""

    def within(kind: str, most: int) -> float:
        found = days[kind]
        return math.inf if found is None or found > most else found

    hearing = within("hearing", 9) * 24 + 8 - 9  # the world's hearing is at 08:00, now is 09:00
    hours = min(hearing if -1 <= hearing <= 7 * 24 else math.inf, within("interview", 1) * 24)
    return (hours, within("filing", 21), not vulnerable, within("one_year", 60), seen, -asked, speakers)


@any_of(KNOWN, KNOWN)
def test_that_the_default_weights_keep_the_order_of_before(one: dict[str, Any], other: dict[str, Any]) -> None:
    mine, yours = _place(**one).key, _place(**other).key
    assert (mine < yours) is (_as_before(**one) < _as_before(**other))
    assert (mine == yours) is (_as_before(**one) == _as_before(**other))


def test_that_a_heavier_criterion_comes_before_all_lighter_ones() -> None:
    heart_first = WaitingWeights(vulnerable=9)
    vulnerable = _place(vulnerable=True, hearing=6, weights=heart_first)
    assert vulnerable.key < _place(hearing=1, filing=0, weights=heart_first).key
    assert _reasons(vulnerable) == ["vulnerable", "hearing in 6 days", "waiting 3 days"]


def test_that_of_equal_weight_the_most_pressing_decides() -> None:
    even = WaitingWeights(filing=6)
    assert _place(filing=1, weights=even).key < _place(hearing=3, weights=even).key
    assert _place(hearing=1, weights=even).key < _place(filing=3, weights=even).key


def test_that_what_weighs_nothing_neither_counts_nor_is_told() -> None:
    none = WaitingWeights(hearing=0, waiting=0)
    assert _place(hearing=1, weights=none).key == _place(asked=40, weights=none).key
    assert _reasons(_place(hearing=1, weights=none)) == []
