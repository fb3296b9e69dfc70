from __future__ import annotations

from datetime import date, timedelta

from clinic.domain.people import Limits

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

MONDAY = date(2026, 7, 13)
SPRING = date(2026, 3, 8)
FALL = date(2026, 11, 1)


@kept("HOURS_A_DAY")
def test_that_eight_hours_a_day_are_fine(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "08:00", "12:00")
    return world.seating(world.work(None, "13:00", "17:00"), anna)


@just_kept("HOURS_A_DAY")
def test_that_ten_hours_a_day_are_fine(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "08:00", "12:00")
    return world.seating(world.work(None, "13:00", "19:00"), anna)


@just_broken("HOURS_A_DAY")
def test_that_a_minute_more_than_ten_hours_is_too_much(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "08:00", "12:00")
    return world.seating(world.work(None, "13:00", "19:01"), anna)


@other_order("HOURS_A_DAY")
def test_that_the_hours_of_the_afternoon_count_against_the_morning(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "13:00", "19:01")
    return world.seating(world.work(None, "08:00", "12:00"), anna)


def test_that_too_many_hours_are_told_with_what_would_do() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "08:00", "09:00", label="Meeting")
    world.work(anna, "10:00", "14:00", label="Charla")
    found = world.seating(world.work(None, "14:00", "20:30"), anna)
    assert str(only(found, "HOURS_A_DAY").sentence) == "11 h 30 on Tue 14 July; at most 10."
    assert mends(found, "HOURS_A_DAY") == ["Make this seat 1 h 30 shorter.", "Free Charla 10:00–14:00 first."]


def test_that_a_volunteers_own_hours_count_before_the_clinics() -> None:
    world = World()
    anna = world.volunteer(limits=Limits(hours_a_day=4))
    assert str(only(world.seating(world.work(None, "08:00", "12:30"), anna), "HOURS_A_DAY").sentence) == (
        "4 h 30 on Tue 14 July; at most 4."
    )


def test_that_work_across_midnight_is_shared_between_its_days() -> None:
    world = World(hours_a_day=4)
    anna = world.volunteer()
    world.work(anna, "17:00", "20:00", MONDAY)
    found = only(world.seating(world.work(None, "22:30", "02:30", MONDAY), anna), "HOURS_A_DAY")
    assert str(found.sentence) == "4 h 30 on Mon 13 July; at most 4."


def test_that_hours_are_real_hours_when_clocks_change() -> None:
    """From 00:00 to 06:00 by the wall: 5 hours on 8 March 2026, 7 on 1 November."""
    world = World(hours_a_day=1)
    anna = world.volunteer()
    told = [
        str(only(world.seating(world.work(None, "00:00", "06:00", day), anna), "HOURS_A_DAY").sentence)
        for day in (SPRING, FALL)
    ]
    assert told == ["5 h on Sun 8 March; at most 1.", "7 h on Sun 1 November; at most 1."]


def _week(world: World, first: date, days: int) -> None:
    anna = world.volunteer()
    for n in range(days):
        world.work(anna, "09:00", "12:00", first + timedelta(days=n))


@kept("DAYS_A_WEEK")
def test_that_four_days_a_week_are_fine(world: World) -> Verdict:
    _week(world, MONDAY, 3)
    return world.seating(world.work(None, "09:00", "12:00", date(2026, 7, 17)), world.rows["volunteers"][0])


@just_kept("DAYS_A_WEEK")
def test_that_six_days_a_week_are_fine_and_sunday_before_does_not_count(world: World) -> Verdict:
    _week(world, date(2026, 7, 12), 6)
    return world.seating(world.work(None, "09:00", "12:00", date(2026, 7, 18)), world.rows["volunteers"][0])


@just_broken("DAYS_A_WEEK")
def test_that_seven_days_a_week_are_too_many(world: World) -> Verdict:
    _week(world, MONDAY, 6)
    return world.seating(world.work(None, "09:00", "12:00", date(2026, 7, 19)), world.rows["volunteers"][0])


@other_order("DAYS_A_WEEK")
def test_that_a_monday_before_six_days_is_too_much_as_well(world: World) -> Verdict:
    _week(world, TUESDAY, 6)
    return world.seating(world.work(None, "09:00", "12:00", MONDAY), world.rows["volunteers"][0], reverse=True)


def test_that_a_second_seat_on_the_same_day_is_no_further_day() -> None:
    world = World()
    _week(world, MONDAY, 6)
    assert not world.seating(world.work(None, "13:00", "14:00", MONDAY), world.rows["volunteers"][0])


def test_that_too_many_days_are_told_with_a_day_to_free() -> None:
    world = World()
    _week(world, MONDAY, 6)
    seat = world.work(None, "09:00", "12:00", date(2026, 7, 19))
    found = world.seating(seat, world.rows["volunteers"][0])
    assert str(only(found, "DAYS_A_WEEK").sentence) == "7 days of work in the week of Mon 13 July; at most 6."
    assert mends(found, "DAYS_A_WEEK") == ["Free Mon 13 July wholly."]


def test_that_a_day_that_clocks_change_on_is_a_day_like_any_other() -> None:
    for sunday in (SPRING, FALL):
        world = World()
        _week(world, sunday - timedelta(days=6), 6)
        found = world.seating(world.work(None, "01:30", "03:30", sunday), world.rows["volunteers"][0])
        assert only(found, "DAYS_A_WEEK").price == 1


def _nights(world: World, first: date, nights: int) -> None:
    anna = world.volunteer()
    for n in range(nights):
        world.drive(anna, "02:30", "04:00", first + timedelta(days=n))


@kept("NIGHTS_A_WEEK")
def test_that_a_day_seat_is_no_night(world: World) -> Verdict:
    _nights(world, MONDAY, 4)
    return world.seating(world.work(None, "13:00", "15:00", date(2026, 7, 18)), world.rows["volunteers"][0])


@just_kept("NIGHTS_A_WEEK")
def test_that_three_nights_a_week_are_fine(world: World) -> Verdict:
    _nights(world, MONDAY, 2)
    return world.seating(world.drive(None, "02:30", "04:00", date(2026, 7, 18)), world.rows["volunteers"][0])


@just_broken("NIGHTS_A_WEEK")
def test_that_four_nights_a_week_are_too_many(world: World) -> Verdict:
    _nights(world, MONDAY, 3)
    return world.seating(world.drive(None, "02:30", "04:00", date(2026, 7, 18)), world.rows["volunteers"][0])


@other_order("NIGHTS_A_WEEK")
def test_that_a_night_before_three_others_is_too_many_as_well(world: World) -> Verdict:
    _nights(world, date(2026, 7, 15), 3)
    return world.seating(world.drive(None, "02:30", "04:00", MONDAY), world.rows["volunteers"][0], reverse=True)


def test_that_two_runs_of_one_night_are_one_night() -> None:
    world = World()
    _nights(world, MONDAY, 3)
    found = world.seating(world.drive(None, "23:00", "23:50", TUESDAY), world.rows["volunteers"][0])
    assert "NIGHTS_A_WEEK" not in [breach.code for breach in found]


def test_that_nights_of_the_week_before_do_not_count() -> None:
    world = World()
    _nights(world, date(2026, 7, 9), 4)
    found = world.seating(world.drive(None, "02:30", "04:00", date(2026, 7, 15)), world.rows["volunteers"][0])
    assert "NIGHTS_A_WEEK" not in [breach.code for breach in found]


def test_that_too_many_nights_are_told_with_one_to_free() -> None:
    world = World(nights_a_week=2)
    _nights(world, MONDAY, 2)
    found = world.seating(world.drive(None, "02:30", "04:00", date(2026, 7, 18)), world.rows["volunteers"][0])
    sentence = "3 nights with work in the week of Mon 13 July; at most 2."
    assert str(only(found, "NIGHTS_A_WEEK").sentence) == sentence
    assert mends(found, "NIGHTS_A_WEEK") == ["Free trip T1 on Mon 13 July first."]


def test_that_a_night_in_which_clocks_change_is_one_night() -> None:
    for sunday in (SPRING, FALL):
        world = World(nights_a_week=0)
        found = world.seating(world.drive(None, "23:00", "04:00", sunday - timedelta(days=1)), world.volunteer())
        assert only(found, "NIGHTS_A_WEEK").price == 1
