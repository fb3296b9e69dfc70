from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.people import AbsenceKind, Availability, Can, DayPart

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

MONDAY, WEDNESDAY = date(2026, 7, 13), date(2026, 7, 15)
SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)


@kept("HERE")
def test_that_somebody_without_dates_is_here(world: World) -> Verdict:
    return world.seating(world.work(None, "09:00", "12:00"), world.volunteer())


@just_kept("HERE")
def test_that_the_only_day_of_presence_is_a_day_of_presence(world: World) -> Verdict:
    anna = world.volunteer(here_from=TUESDAY, here_until=TUESDAY)
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@just_broken("HERE")
def test_that_the_day_after_leaving_is_too_late(world: World) -> Verdict:
    return world.seating(world.work(None, "09:00", "12:00"), world.volunteer(here_until=MONDAY))


@other_order("HERE")
def test_that_the_day_before_coming_is_too_early(world: World) -> Verdict:
    return world.seating(world.work(None, "09:00", "12:00"), world.volunteer(here_from=WEDNESDAY))


def test_that_presence_is_told_with_both_days() -> None:
    world = World()
    seat = world.work(None, "09:00", "12:00")
    late = world.seating(seat, world.volunteer("Anna", here_until=MONDAY))
    assert str(only(late, "HERE").sentence) == "Anna is here until Mon 13 July; the seat is on Tue 14 July."
    assert mends(late, "HERE") == ["Move the seat to Mon 13 July or earlier."]
    early = world.seating(seat, world.volunteer("Ben", here_from=WEDNESDAY))
    assert str(only(early, "HERE").sentence) == "Ben is here from Wed 15 July on; the seat is on Tue 14 July."
    assert mends(early, "HERE") == ["Move the seat to Wed 15 July or later."]
    gone = world.seating(seat, world.volunteer("Cleo", gone=True))
    assert str(only(gone, "HERE").sentence) == "Cleo has left the clinic."


def test_that_a_night_ends_on_the_next_day_but_not_at_midnight() -> None:
    world = World()
    anna = world.volunteer(here_until=TUESDAY)
    assert not world.seating(world.work(None, "20:00", "00:00"), anna)
    assert only(world.seating(world.work(None, "20:00", "00:30"), anna), "HERE").price == 1


@pytest.mark.parametrize("sunday", [SPRING, FALL])
def test_that_presence_is_by_the_day_on_the_wall_when_clocks_change(sunday: date) -> None:
    world = World()
    anna = world.volunteer(here_from=sunday, here_until=sunday)
    assert not world.seating(world.work(None, "00:00", "05:00", sunday), anna)
    assert len(world.seating(world.work(None, "23:30", "00:30", sunday - timedelta(days=1)), anna)) == 1


@kept("ABSENT")
def test_that_an_absence_on_another_day_does_not_matter(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "10:00", "12:00", MONDAY)
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@just_kept("ABSENT")
def test_that_a_seat_may_begin_when_an_absence_ends(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "08:00", "09:00")
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@just_broken("ABSENT")
def test_that_a_minute_of_absence_is_too_much(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "08:00", "09:01")
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@other_order("ABSENT")
def test_that_an_absence_at_the_end_counts_whichever_row_comes_first(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "11:59", "13:00")
    world.absence(anna, "15:00", "16:00")
    return world.seating(world.work(None, "09:00", "12:00"), anna, reverse=True)


def test_that_an_absence_is_told_with_what_would_mend_it() -> None:
    world = World()
    anna = world.volunteer()
    world.absence(anna, "11:00", "13:00", kind=AbsenceKind.ILL)
    found = world.seating(world.work(None, "09:00", "12:00"), anna)
    assert str(only(found, "ABSENT").sentence) == "Anna: ill from 11:00 until 13:00."
    assert mends(found, "ABSENT") == ["Start at 13:00 or later.", "End at 11:00 or earlier."]


def test_that_an_absence_that_lasts_days_is_told_with_its_days() -> None:
    world = World()
    anna = world.volunteer()
    world.absence(anna, "18:00", "07:00", MONDAY, kind=AbsenceKind.AWAY)
    found = world.seating(world.work(None, "06:00", "12:00"), anna)
    assert str(only(found, "ABSENT").sentence) == "Anna: away from Mon 13 July 18:00 until 07:00."
    assert mends(found, "ABSENT") == ["Start at 07:00 or later."]


def test_that_an_absence_in_the_second_half_past_one_leaves_the_first_free() -> None:
    world = World()
    anna = world.volunteer()
    world.absence(anna, "01:30+", "02:30", FALL)
    assert "ABSENT" not in [b.code for b in world.seating(world.work(None, "00:30", "01:30", FALL), anna)]
    assert "ABSENT" in [b.code for b in world.seating(world.work(None, "00:30", "01:31+", FALL), anna)]


@kept("TENTATIVE")
def test_that_a_possible_absence_on_another_day_does_not_matter(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "10:00", "12:00", MONDAY, tentative=True)
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@just_kept("TENTATIVE")
def test_that_a_seat_may_end_when_a_possible_absence_begins(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "12:00", "13:00", tentative=True)
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@just_broken("TENTATIVE")
def test_that_a_minute_of_possible_absence_is_told(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "11:59", "13:00", tentative=True)
    return world.seating(world.work(None, "09:00", "12:00"), anna)


@other_order("TENTATIVE")
def test_that_a_possible_absence_is_told_whichever_row_comes_first(world: World) -> Verdict:
    anna = world.volunteer()
    world.absence(anna, "08:00", "09:01", tentative=True)
    world.absence(anna, "15:00", "16:00", tentative=True)
    return world.seating(world.work(None, "09:00", "12:00"), anna, reverse=True)


def test_that_a_possible_absence_is_a_wish() -> None:
    world = World()
    anna = world.volunteer()
    world.absence(anna, "08:00", "10:00", tentative=True)
    (breach,) = world.seating(world.work(None, "09:00", "12:00"), anna)
    assert (breach.code, str(breach.sentence)) == ("TENTATIVE", "Anna: perhaps busy from 08:00 until 10:00.")


def _says(world: World, part: DayPart, can: Can, weekday: int = 1) -> Verdict:
    anna = world.volunteer(availability=(Availability(weekday, part, can), Availability(1, DayPart.EVENING)))
    return world.seating(world.work(None, "09:00", "13:00"), anna)


@kept("CANNOT")
def test_that_no_for_another_day_does_not_matter(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.CANNOT, weekday=2)


@just_kept("CANNOT")
def test_that_a_seat_may_end_where_the_afternoon_begins(world: World) -> Verdict:
    return _says(world, DayPart.AFTERNOON, Can.CANNOT)


@just_broken("CANNOT")
def test_that_a_no_for_the_morning_counts(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.CANNOT)


@other_order("CANNOT")
def test_that_a_no_counts_wherever_it_stands_among_the_answers(world: World) -> Verdict:
    cells = (Availability(1, DayPart.EVENING), Availability(1, DayPart.MORNING, Can.CANNOT))
    return world.seating(world.work(None, "12:59", "15:00"), world.volunteer(availability=cells))


def test_that_a_no_is_told_with_when_they_can() -> None:
    found = _says(World(), DayPart.MORNING, Can.CANNOT)
    assert str(only(found, "CANNOT").sentence) == "Anna cannot on Tue 14 July, morning."
    assert mends(found, "CANNOT") == [
        "Move it to the part of the day when Anna can: evening.",
        "Ask Anna again and type the new answer.",
    ]


@pytest.mark.parametrize("sunday", [SPRING, FALL])
def test_that_parts_of_a_day_are_by_the_wall_when_clocks_change(sunday: date) -> None:
    world = World()
    cells = (Availability(6, DayPart.NIGHT, Can.CANNOT),)
    anna = world.volunteer(availability=cells)
    assert "CANNOT" in [b.code for b in world.seating(world.work(None, "06:59", "09:00", sunday), anna)]
    assert "CANNOT" not in [b.code for b in world.seating(world.work(None, "07:00", "09:00", sunday), anna)]


@kept("UNSURE")
def test_that_unsure_for_another_day_does_not_matter(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.UNSURE, weekday=2)


@just_kept("UNSURE")
def test_that_unsure_for_the_afternoon_leaves_the_morning(world: World) -> Verdict:
    return _says(world, DayPart.AFTERNOON, Can.UNSURE)


@just_broken("UNSURE")
def test_that_unsure_for_the_morning_is_told(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.UNSURE)


@other_order("UNSURE")
def test_that_unsure_is_told_wherever_it_stands_among_the_answers(world: World) -> Verdict:
    cells = (Availability(1, DayPart.EVENING), Availability(1, DayPart.MORNING, Can.UNSURE))
    return world.seating(world.work(None, "12:59", "15:00"), world.volunteer(availability=cells))


def test_that_unsure_is_a_wish_and_a_part_that_was_not_answered_says_nothing() -> None:
    (breach,) = _says(World(), DayPart.MORNING, Can.UNSURE)
    assert str(breach.sentence) == "Anna is unsure about Tue 14 July, morning."
    assert not _says(World(), DayPart.NIGHT, Can.CANNOT)


@kept("STAND_BY")
def test_that_stand_by_on_another_day_does_not_matter(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.STAND_BY, weekday=2)


@just_kept("STAND_BY")
def test_that_stand_by_in_the_afternoon_leaves_the_morning(world: World) -> Verdict:
    return _says(world, DayPart.AFTERNOON, Can.STAND_BY)


@just_broken("STAND_BY")
def test_that_who_is_on_stand_by_is_kept_for_cover(world: World) -> Verdict:
    return _says(world, DayPart.MORNING, Can.STAND_BY)


@other_order("STAND_BY")
def test_that_stand_by_is_told_wherever_it_stands_among_the_answers(world: World) -> Verdict:
    cells = (Availability(1, DayPart.EVENING), Availability(1, DayPart.MORNING, Can.STAND_BY))
    return world.seating(world.work(None, "12:59", "15:00"), world.volunteer(availability=cells))


def test_that_stand_by_is_a_wish_told_with_its_day() -> None:
    (breach,) = _says(World(), DayPart.MORNING, Can.STAND_BY)
    assert str(breach.sentence) == "Anna is on stand-by on Tue 14 July, morning."
