from __future__ import annotations

import gc
import random
import time
from datetime import date, datetime, timedelta

import pytest

from clinic.domain.people import Level, Role, Speaks
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval
from clinic.i18n import in_language
from clinic.rules.effort import Effort, night_minutes
from clinic.rules.score import Candidate, Fit, rank

from .world import TIJUANA, TUESDAY, World

MONDAY = date(2026, 7, 13)


def _rank(world: World, seat: Seat) -> list[Candidate]:
    return rank(world.facts(), seat, world.rows["volunteers"])


def _names(world: World, seat: Seat) -> list[str]:
    return [candidate.volunteer.name for candidate in _rank(world, seat)]


def test_that_those_who_fit_come_first_and_those_who_cannot_last() -> None:
    world = World()
    world.volunteer("Away", here_until=MONDAY)
    busy = world.volunteer("Busy")
    world.work(busy, "12:30", "14:00")
    perhaps = world.volunteer("Perhaps")
    world.absence(perhaps, "13:00", "14:00", tentative=True)
    world.volunteer("Free")
    found = _rank(world, world.work(None, "13:00", "15:00"))
    assert [(c.volunteer.name, c.fit, c.can_be_overridden) for c in found] == [
        ("Free", Fit.FITS, True),
        ("Perhaps", Fit.WARNS, True),
        ("Away", Fit.NO, True),
        ("Busy", Fit.NO, False),
    ]


def test_that_a_better_level_comes_before_fewer_hours() -> None:
    world = World()
    world.volunteer("Fair", speaks=(Speaks("eng"), Speaks("spa", Level.WORKABLE)))
    best = world.volunteer("Best")
    world.work(best, "08:00", "10:00", MONDAY)
    seat = world.seat(world.session("13:00", "15:00"), languages=("eng", "spa"))
    assert _names(world, seat) == ["Best", "Fair"]


def test_that_hours_at_night_count_double() -> None:
    world = World()
    night, day = world.volunteer("Night"), world.volunteer("Day")
    world.drive(night, "02:00", "05:00", MONDAY)
    world.work(day, "09:00", "14:00", MONDAY)
    found = _rank(world, world.work(None, "13:00", "15:00", date(2026, 7, 15)))
    assert [(c.volunteer.name, c.effort.weighed) for c in found] == [("Day", 300), ("Night", 360)]


def test_that_only_the_week_of_the_seat_counts_and_the_seat_itself_does_not() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "09:00", "14:00", MONDAY - timedelta(days=1))
    seat = world.work(anna, "13:00", "15:00")
    assert [c.effort for c in _rank(world, seat)] == [Effort()]


def test_that_whoever_was_asked_longest_ago_comes_first() -> None:
    world = World()
    for name, asked in (("Lately", "10:00"), ("Long ago", "08:00"), ("Never", None)):
        when: datetime | None = world.instant(asked, MONDAY) if asked else None
        world.volunteer(name, last_asked_at=when)
    assert _names(world, world.work(None, "13:00", "15:00")) == ["Never", "Long ago", "Lately"]


def test_that_equals_come_by_name_whatever_the_order_of_the_rows() -> None:
    world = World()
    for name in ("Cleo", "Anna", "Ben"):
        world.volunteer(name)
    seat = world.work(None, "13:00", "15:00")
    assert _names(world, seat) == ["Anna", "Ben", "Cleo"]
    backwards = rank(world.facts(reverse=True), seat, world.rows["volunteers"][::-1])
    assert [c.volunteer.name for c in backwards] == ["Anna", "Ben", "Cleo"]


def test_that_the_cost_is_told_in_words() -> None:
    world = World()
    anna = world.volunteer("Anna", last_asked_at=world.instant("09:00", MONDAY))
    world.volunteer("Ben")
    world.drive(anna, "03:00", "07:30", MONDAY)
    told = {c.volunteer.name: str(c.words) for c in _rank(world, world.work(None, "16:00", "17:00"))}
    assert told == {
        "Anna": "4 h 30 this week, 3 h of it at night; last asked Mon 13 July",
        "Ben": "0 min this week; not asked yet",
    }
    with in_language("es"):
        assert all(str(c.words) for c in _rank(world, world.work(None, "16:00", "17:00")))


@pytest.mark.parametrize(
    ("start", "end", "on", "minutes"),
    [
        ("20:00", "22:00", TUESDAY, 0),
        ("20:00", "23:30", TUESDAY, 90),
        ("21:00", "07:00", TUESDAY, 480),
        ("21:00", "07:00", date(2026, 3, 7), 420),
        ("21:00", "07:00", date(2026, 10, 31), 540),
        ("06:00", "09:00", TUESDAY, 0),
    ],
)
def test_that_minutes_at_night_are_real_minutes(start: str, end: str, on: date, minutes: int) -> None:
    world = World()
    assert night_minutes(Interval(*world.times(start, end, on, TIJUANA)), TIJUANA, world.policy) == minutes


def test_that_a_hundred_people_in_a_full_week_are_ranked_at_once() -> None:
    """100 volunteers, 2,500 seats: under 100 ms of processor time, the first look at the facts included."""
    world, dice = World(), random.Random(1)  # noqa: S311 - a plan to measure, no secret
    people = [world.volunteer(f"V{n:03}") for n in range(100)]
    for n in range(2500):
        day, hour = MONDAY + timedelta(days=dice.randrange(7)), dice.randrange(6, 20)
        if n % 5 == 0:
            world.drive(people[n % 100], f"{hour - 4:02}:00", f"{hour - 2:02}:00", day)
        else:
            world.work(people[n % 100], f"{hour:02}:00", f"{hour + 2:02}:00", day)
    seat = world.work(None, "13:00", "15:00", role=Role.ATTORNEY)
    took = []
    gc.disable()  # the collector would walk through what all tests before have left
    try:
        for _ in range(3):
            facts = world.facts()
            began = time.process_time()
            rank(facts, seat, people)
            took.append(time.process_time() - began)
    finally:
        gc.enable()
    assert min(took) < 0.1
