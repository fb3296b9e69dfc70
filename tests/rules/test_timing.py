"""Working back, by the stories that were reckoned by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from clinic.domain.policy import Policy
from clinic.domain.when import Interval, at, length_minutes, local, minutes
from clinic.rules.facts import TravelTable
from clinic.rules.timing import (
    Halt,
    LineKind,
    Start,
    TripTimes,
    clock_change,
    clocks_sentence,
    crew_leaves_at,
    two_clocks,
    work_back,
)

from .world import TIJUANA, TUESDAY, World

JUAREZ, EL_PASO = "America/Ciudad_Juarez", "America/Denver"
MONTERREY, LAREDO = "America/Monterrey", "America/Chicago"
NOGALES = "America/Hermosillo"


def _story_one(report: datetime | None = None, **more: datetime | None) -> TripTimes:
    world = World()
    table = TravelTable.of(world.rows["travel"])
    halt = Halt(world.norte.id, world.norte.label, TIJUANA, 10, more.get("locked"))
    start = Start(world.yard.id, world.home.id)
    report = report or at(TUESDAY, time(4), "America/Los_Angeles")
    return work_back(report, [halt], world.port.id, world.port.label, TIJUANA, table, world.policy, start)


def _wall(instant: datetime | None, zone: str = TIJUANA) -> str:
    assert instant is not None
    return f"{local(instant, zone):%H:%M}"


def test_that_story_one_is_worked_back_to_the_minute() -> None:
    times = _story_one()
    ((picks_up, leaves),) = times.pick_ups
    assert (_wall(picks_up), _wall(leaves), _wall(times.arrives_at)) == ("03:10", "03:20", "03:45")
    assert (_wall(times.departs_at), _wall(times.leaves_home_at), _wall(times.wake_up_at)) == (
        "02:55",
        "02:35",
        "02:05",
    )
    assert times.in_hand == 15


def test_that_every_line_says_how_its_time_came_about() -> None:
    lines = [(_wall(line.at), str(line.label), str(line.sum)) for line in _story_one().lines]
    assert lines == [
        ("02:05", "The driver wakes up", "30 min before leaving home"),
        ("02:35", "The driver leaves home", "20 min drive to the vehicle"),
        ("02:55", "The vehicle leaves", "15 min drive to Shelter Norte"),
        ("03:10", "Pick-up at Shelter Norte", "10 min boarding"),
        ("03:20", "Leaves Shelter Norte", "25 min drive to El Chaparral"),
        ("03:45", "At El Chaparral", "15 min in hand"),
        ("04:00", "Report time", "from the paper; all other times are worked back from it"),
    ]


def test_that_lines_come_in_the_order_of_the_day() -> None:
    times = _story_one()
    assert [line.at for line in times.lines] == sorted(line.at for line in times.lines)
    assert [line.kind for line in times.lines] == list(LineKind)


@pytest.mark.parametrize(
    ("on", "wake_up"),
    [(date(2026, 3, 8), "01:05"), (date(2026, 11, 1), "02:05"), (TUESDAY, "02:05")],
    ids=["clocks go forward at 02:00", "clocks go back at 02:00", "any night"],
)
def test_that_lengths_are_real_minutes_on_the_nights_when_clocks_change(on: date, wake_up: str) -> None:
    times = _story_one(at(on, time(4), TIJUANA))
    assert _wall(times.wake_up_at) == wake_up
    assert length_minutes(times.wake_up_at or times.report_at, times.report_at) == 115


def test_that_a_report_time_in_the_second_half_past_two_is_reached_from_the_first() -> None:
    """1 November 2026: from 00:50 to 01:45 by the wall there are 115 minutes when 01:45 is the second one."""
    times = _story_one(at(date(2026, 11, 1), time(1, 45), TIJUANA, second=True))
    assert _wall(times.wake_up_at) == "00:50"


def test_that_a_report_time_given_in_local_time_is_reckoned_as_an_instant() -> None:
    report = local(at(date(2026, 3, 8), time(4), TIJUANA), TIJUANA)
    assert (
        _story_one(report) == _story_one(at(date(2026, 3, 8), time(4), TIJUANA))
        or _wall(_story_one(report).wake_up_at) == "01:05"
    )


def test_that_stops_are_worked_back_one_from_the_other() -> None:
    world = World()
    world.travel(world.norte, world.sur, 12)
    world.travel(world.sur, world.port, 18)
    halts = [Halt(place.id, place.label, TIJUANA, 10) for place in (world.norte, world.sur)]
    table = TravelTable.of(world.rows["travel"])
    report = at(TUESDAY, time(4), TIJUANA)
    times = work_back(report, halts, world.port.id, world.port.label, TIJUANA, table, world.policy)
    assert [(_wall(a), _wall(b)) for a, b in times.pick_ups] == [("02:55", "03:05"), ("03:17", "03:27")]
    assert (times.departs_at, times.leaves_home_at, times.wake_up_at) == (times.pick_ups[0][0], None, None)


def test_that_minutes_nobody_has_typed_are_a_guess_that_says_so() -> None:
    world = World(unknown_travel=30)
    report = at(TUESDAY, time(4), TIJUANA)
    halt = Halt(world.sur.id, world.sur.label, TIJUANA, 10)
    times = work_back(report, [halt], world.port.id, world.port.label, TIJUANA, TravelTable(), world.policy)
    assert _wall(times.pick_ups[0][0]) == "03:05"
    sums = [str(line.sum) for line in times.lines if line.kind is LineKind.LEAVE_STOP]
    assert sums == ["30 min drive to El Chaparral, a guess: nobody has typed it"]


@pytest.mark.parametrize(
    ("locked", "picks_up", "arrives", "in_hand"),
    [("03:00", "03:00", "03:45", 15), ("03:20", "03:20", "03:55", 5), ("03:30", "03:30", "04:05", -5)],
)
def test_that_a_typed_pick_up_stands_and_the_rest_follows(
    locked: str, picks_up: str, arrives: str, in_hand: int
) -> None:
    times = _story_one(locked=at(TUESDAY, time.fromisoformat(locked), TIJUANA))
    assert (_wall(times.pick_ups[0][0]), _wall(times.arrives_at), times.in_hand) == (picks_up, arrives, in_hand)


def test_that_a_late_trip_says_by_how_much() -> None:
    times = _story_one(locked=at(TUESDAY, time(3, 30), TIJUANA))
    assert [str(line.sum) for line in times.lines if line.kind is LineKind.PORT] == ["5 min after the report time"]


def test_that_another_member_of_the_crew_leaves_home_by_their_own_way() -> None:
    world, times = World(), _story_one()
    far = world.place("Escort's home")
    world.travel(far, world.yard, 45)
    table = TravelTable.of(world.rows["travel"])
    assert _wall(crew_leaves_at(times, table, world.policy, Start(world.yard.id, far.id))) == "02:10"
    assert crew_leaves_at(times, table, world.policy, Start(world.yard.id)) == times.departs_at


def test_that_monterrey_and_laredo_differ_in_summer_and_agree_in_winter() -> None:
    """Story 3: report 04:30 in Laredo, three hours' drive."""
    world = World()
    monterrey = world.another_site("Monterrey", MONTERREY)
    world.travel(monterrey, world.port, 180)
    table = TravelTable.of(world.rows["travel"])
    halt = Halt(monterrey.id, monterrey.label, MONTERREY, 10)
    told: list[object] = []
    for day in (TUESDAY, date(2027, 1, 14)):
        report = at(day, time(4, 30), LAREDO)
        times = work_back(report, [halt], world.port.id, "Bridge 1", LAREDO, table, Policy())
        picks_up = times.pick_ups[0][0]
        here, there = two_clocks(picks_up, MONTERREY, LAREDO)
        told.append((f"{here:%H:%M}", f"{there:%H:%M}" if there else None))
        told.append(str(clocks_sentence(picks_up, (MONTERREY, "Monterrey"), (LAREDO, "Laredo"))))
    assert told == [
        ("00:05", "01:05"),
        "Laredo is 1 h ahead of Monterrey today.",
        ("01:05", None),
        "Same clock in Laredo and Monterrey today.",
    ]


def test_that_a_bus_in_the_spring_night_takes_three_hours() -> None:
    """Story 4: leaves Mexicali on Sat 7 March 2026 at 23:30, arrives at 03:30 on the wall."""
    leaves = at(date(2026, 3, 7), time(23, 30), TIJUANA)
    arrives = leaves + minutes(180)
    assert _wall(arrives) == "03:30"
    assert Interval(leaves, arrives).length == 180
    world = World(time_in_hand=0)
    world.travel(world.office, world.port, 180)
    halt = Halt(world.office.id, "Mexicali", TIJUANA, 0)
    table = TravelTable.of(world.rows["travel"])
    times = work_back(arrives, [halt], world.port.id, "Tijuana", TIJUANA, table, world.policy)
    assert times.departs_at == leaves


def test_that_a_night_watch_in_autumn_lasts_five_hours() -> None:
    """Story 5."""
    watch = Interval(at(date(2026, 10, 31), time(23), TIJUANA), at(date(2026, 11, 1), time(3), TIJUANA))
    assert watch.length == 300
    assert (f"{watch.start:%Y%m%dT%H%M%SZ}", f"{watch.end:%Y%m%dT%H%M%SZ}") == ("20261101T060000Z", "20261101T110000Z")


def test_that_nogales_to_juarez_crosses_an_hour_in_summer() -> None:
    """Story 6: leaves Nogales on Wed 15 July 2026 at 10:00, eight hours."""
    arrives = at(date(2026, 7, 15), time(19), JUAREZ)
    world = World(time_in_hand=0)
    world.travel(world.norte, world.port, 480)
    halt = Halt(world.norte.id, "Nogales", NOGALES, 0)
    table = TravelTable.of(world.rows["travel"])
    times = work_back(arrives, [halt], world.port.id, "Juárez", JUAREZ, table, world.policy)
    assert _wall(times.departs_at, NOGALES) == "10:00"
    assert _wall(arrives, NOGALES) == "18:00"
    assert _wall(at(date(2026, 7, 16), time(4), EL_PASO), NOGALES) == "03:00"
    assert str(clocks_sentence(arrives, (EL_PASO, "El Paso"), (NOGALES, "Nogales"))) == (
        "Nogales is 1 h behind El Paso today."
    )


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (date(2022, 11, 5), None),
        (date(2022, 11, 6), "07:00"),
        (date(2022, 11, 15), "07:00"),
        (date(2022, 11, 29), "07:00"),
        (date(2022, 12, 1), None),
        (TUESDAY, None),
    ],
)
def test_that_juarez_was_an_hour_ahead_for_a_month(on: date, there: str | None) -> None:
    """Story 7."""
    _, other = two_clocks(at(on, time(8), JUAREZ), JUAREZ, EL_PASO)
    assert (f"{other:%H:%M}" if other else None) == there


def _night(on: date) -> Interval:
    return Interval(at(on - timedelta(days=1), time(20), TIJUANA), at(on, time(8), TIJUANA))


def test_that_a_change_of_clocks_is_told_for_the_night() -> None:
    spring, fall = _night(date(2026, 3, 8)), _night(date(2026, 11, 1))
    first, second = (at(date(2026, 11, 1), time(1, 30), TIJUANA, second=later) for later in (False, True))
    once = at(date(2026, 11, 1), time(2, 30), TIJUANA)
    assert clock_change(_night(TUESDAY), TIJUANA) is None
    told = [
        clock_change(spring, TIJUANA),
        clock_change(fall, TIJUANA, first),
        clock_change(fall, TIJUANA, second),
        clock_change(fall, TIJUANA, once),
    ]
    assert [str(sentence) for sentence in told] == [
        "Clocks go forward at 02:00: the night is an hour shorter.",
        "Clocks go back at 02:00: pick-up is the first 01:30.",
        "Clocks go back at 02:00: pick-up is the second 01:30.",
        "Clocks go back at 02:00: the night is an hour longer.",
    ]
