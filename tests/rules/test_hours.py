from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.people import Limits, Role
from clinic.domain.trips import Leg

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

MONDAY = date(2026, 7, 13)
SPRING = date(2026, 3, 8)  # clocks go forward at 02:00
FALL = date(2026, 11, 1)  # clocks go back at 02:00


@kept("TRAVEL")
def test_that_an_hour_is_enough_for_forty_minutes(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "11:00", "12:00"), anna)


@just_kept("TRAVEL")
def test_that_forty_minutes_are_enough_for_forty_minutes(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "10:40", "12:00"), anna)


@just_broken("TRAVEL")
def test_that_thirty_nine_minutes_are_too_few_for_forty(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "10:39", "12:00"), anna)


@other_order("TRAVEL")
def test_that_the_way_is_asked_about_from_the_earlier_seat_too(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "10:39", "12:00")
    return world.seating(world.work(None, "09:00", "10:00", place=world.norte), anna)


def test_that_the_way_is_told_with_its_minutes_and_the_hour_that_would_do() -> None:
    world = World()
    anna = world.volunteer()
    world.travel(world.port, world.office, 25)
    world.drive(anna, "06:30", "10:50")
    found = world.seating(world.work(None, "11:00", "12:00"), anna)
    sentence = "Two places at once: at El Chaparral until 10:50, then 25 min drive; at Office from 11:00."
    assert str(only(found, "TRAVEL").sentence) == sentence
    assert (only(found, "TRAVEL").price, mends(found, "TRAVEL")) == (15, ["Start at 11:15 or later."])


@pytest.mark.parametrize(("start", "broken"), [("11:19", True), ("11:20", False)])
def test_that_a_way_which_nobody_has_typed_takes_the_clinics_minutes(start: str, broken: bool) -> None:
    world = World(unknown_travel=20)
    anna = world.volunteer()
    world.work(anna, "10:00", "11:00", place=world.sur)
    codes = [breach.code for breach in world.seating(world.work(None, start, "12:00"), anna)]
    assert ("TRAVEL" in codes) is broken


def test_that_an_untyped_way_to_another_city_is_asked_about_and_typing_it_settles_it() -> None:
    world = World()
    anna, mexicali = world.volunteer(), world.another_site("Mexicali", "America/Tijuana")
    world.work(anna, "07:00", "08:00")
    seat = world.work(None, "12:00", "13:00", place=mexicali)
    found = only(world.seating(seat, anna), "TRAVEL")
    sentence = "Nobody has typed how long it takes from Office to Office Mexicali; there are 4 h between the two."
    assert str(found.sentence) == sentence
    assert [str(mend) for mend in found.mends] == ["Type the minutes from Office to Office Mexicali."]
    world.travel(world.office, mexicali, 180)
    assert not world.seating(seat, anna)


def test_that_a_day_between_two_cities_asks_for_no_figure() -> None:
    world = World()
    anna, mexicali = world.volunteer(), world.another_site("Mexicali", "America/Tijuana")
    world.work(anna, "12:00", "13:00", MONDAY)
    assert not world.seating(world.work(None, "13:00", "14:00", place=mexicali), anna)


def test_that_a_remote_seat_is_anywhere() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    assert not world.seating(world.work(None, "10:00", "11:00", remote=True), anna)


def test_that_the_way_back_may_be_typed_apart() -> None:
    world = World()
    anna = world.volunteer()
    world.travel(world.office, world.norte, 50)
    world.work(anna, "09:00", "10:00")
    found = world.seating(world.work(None, "10:45", "11:00", place=world.norte), anna)
    assert only(found, "TRAVEL").price == 5


@kept("REST")
def test_that_eight_and_a_half_hours_before_a_night_trip_are_rest_enough(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "15:00", "18:00", MONDAY)
    return world.seating(world.drive(None, "02:30", "06:00"), anna)


@just_kept("REST")
def test_that_eight_hours_before_a_night_trip_are_rest_enough(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "15:00", "18:30", MONDAY)
    return world.seating(world.drive(None, "02:30", "06:00"), anna)


@just_broken("REST")
def test_that_a_minute_less_than_eight_hours_is_too_little_rest(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "15:00", "18:31", MONDAY)
    return world.seating(world.drive(None, "02:30", "06:00"), anna)


@other_order("REST")
def test_that_the_evening_before_a_night_trip_is_judged_as_well(world: World) -> Verdict:
    anna = world.volunteer()
    world.drive(anna, "02:30", "06:00")
    return world.seating(world.work(None, "15:00", "18:31", MONDAY), anna)


def test_that_a_late_return_and_an_early_trip_are_told_as_on_paper() -> None:
    """Story 1: back at 21:30, leaves home at 02:35."""
    world = World()
    anna = world.volunteer()
    world.drive(anna, "14:00", "21:30", MONDAY, leg=Leg.RETURN)
    found = world.seating(world.drive(None, "02:35", "03:45"), anna)
    sentence = "Back 21:30, leaves 02:35: 5 h 05 rest, the rule asks 8."
    assert str(only(found, "REST").sentence) == sentence
    assert (only(found, "REST").price, mends(found, "REST")) == (175, ["Start at 05:30 or later."])
    assert only(found, "REST").can_be_overridden


def test_that_a_charla_after_a_night_trip_to_the_port_is_a_matter_of_rest_not_of_the_way() -> None:
    """Story 13: 02:30–06:00 at the port of Tijuana, then 10:30 in Mexicali, 180 min away."""
    world = World()
    mexicali = world.another_site("Mexicali", "America/Tijuana")
    world.travel(world.port, mexicali, 180)
    anna = world.volunteer()
    world.drive(anna, "02:30", "06:00", role=Role.ESCORT)
    found = world.seating(world.work(None, "10:30", "12:00", place=mexicali, label="Charla"), anna)
    assert [breach.code for breach in found] == ["REST"]
    sentence = "4 h 30 rest between trip T1 (until 06:00) and Charla (from 10:30); the rule asks 8."
    assert str(only(found, "REST").sentence) == sentence
    assert mends(found, "REST") == ["Start at 14:00 or later."]


def test_that_rest_is_broken_from_the_night_trip_seen_too() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "10:00", "12:00")
    found = world.seating(world.drive(None, "02:30", "06:00"), anna)
    assert mends(found, "REST") == ["End at 02:00 or earlier."]


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        ("05:59", "09:00", True),
        ("06:00", "09:00", False),
        ("20:00", "22:00", False),
        ("20:00", "22:01", True),
        ("21:00", "00:00", True),
        ("21:00", "07:00", True),
    ],
)
def test_that_night_work_is_what_touches_the_night(start: str, end: str, night: bool) -> None:
    from clinic.rules.hours import is_night_work

    world = World()
    anna = world.volunteer()
    seat = world.work(anna, start, end)
    assert is_night_work(world.facts().commitment(seat, anna.id), world.policy) is night


def test_that_a_gap_within_a_day_needs_no_rest() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "09:00", "12:00")
    assert not world.seating(world.work(None, "12:15", "15:00"), anna)


@pytest.mark.parametrize(("start", "broken"), [("05:44", False), ("05:45", True)])
def test_that_two_runs_of_one_night_are_one_duty(start: str, broken: bool) -> None:
    world = World()
    anna = world.volunteer()
    world.drive(anna, "02:30", "03:45")
    codes = [breach.code for breach in world.seating(world.drive(None, start, "06:30"), anna)]
    assert ("REST" in codes) is broken


@pytest.mark.parametrize(("start", "broken"), [("06:59", False), ("07:00", True)])
def test_that_three_runs_of_one_night_are_one_duty_from_the_first_to_the_last(start: str, broken: bool) -> None:
    world = World()
    anna = world.volunteer()
    world.drive(anna, "02:30", "03:45")
    world.drive(anna, "04:15", "05:00")
    codes = [breach.code for breach in world.seating(world.drive(None, start, "08:30"), anna)]
    assert ("REST" in codes) is broken


@pytest.mark.parametrize(("hours", "broken"), [(5, False), (6, True)])
def test_that_a_volunteers_own_rest_counts_before_the_clinics(hours: int, broken: bool) -> None:
    world = World()
    anna = world.volunteer(limits=Limits(rest_minutes=60 * hours))
    world.drive(anna, "14:00", "21:30", MONDAY, leg=Leg.RETURN)
    codes = [breach.code for breach in world.seating(world.drive(None, "02:35", "03:45"), anna)]
    assert ("REST" in codes) is broken


@pytest.mark.parametrize(
    ("on", "short"),
    [(TUESDAY, [30]), (SPRING, [90]), (FALL, [])],
    ids=["any night", "a night an hour shorter", "a night an hour longer"],
)
def test_that_rest_is_counted_in_real_minutes(on: date, short: list[int]) -> None:
    """From 22:00 to 05:30 there are 7 h 30, but 6 h 30 before 8 March 2026 and 8 h 30 before 1 November."""
    world = World()
    anna = world.volunteer()
    world.work(anna, "18:00", "22:00", on - timedelta(days=1))
    found = world.seating(world.drive(None, "05:30", "07:00", on), anna)
    assert [breach.price for breach in found if breach.code == "REST"] == short


@pytest.mark.parametrize(("on", "broken"), [(TUESDAY, False), (SPRING, True), (FALL, False)])
def test_that_the_way_is_counted_in_real_minutes(on: date, broken: bool) -> None:
    """Between 01:50 and 03:20 there are 90 minutes, but 30 on 8 March 2026 and 150 on 1 November."""
    world = World()
    anna = world.volunteer()
    world.work(anna, "00:30", "01:50", on, place=world.norte)
    codes = [breach.code for breach in world.seating(world.work(None, "03:20", "04:00", on), anna)]
    assert ("TRAVEL" in codes) is broken


@kept("SHORT_GAP")
def test_that_half_an_hour_to_spare_is_no_matter(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "11:10", "12:00"), anna)


@just_kept("SHORT_GAP")
def test_that_a_quarter_of_an_hour_to_spare_is_no_matter(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "10:55", "12:00"), anna)


@just_broken("SHORT_GAP")
def test_that_fourteen_minutes_to_spare_are_told(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    return world.seating(world.work(None, "10:54", "12:00"), anna)


@other_order("SHORT_GAP")
def test_that_fourteen_minutes_to_spare_are_told_of_the_earlier_seat_too(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "10:54", "12:00")
    return world.seating(world.work(None, "09:00", "10:00", place=world.norte), anna)


def test_that_a_short_gap_is_a_wish_with_its_minutes() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "09:00", "10:00", place=world.norte)
    (breach,) = world.seating(world.work(None, "10:50", "12:00"), anna)
    assert str(breach.sentence) == "Only 10 min to spare on the way from Shelter Norte to Office."
    assert (breach.price, [str(mend) for mend in breach.mends]) == (5, ["Start at 10:55 or later."])
