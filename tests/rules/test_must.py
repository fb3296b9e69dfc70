from __future__ import annotations

from datetime import date

from clinic.domain.people import Role

from .proofs import just_broken, just_kept, kept, other_order
from .world import Verdict, World, mends, only

FALL = date(2026, 11, 1)


@kept("OVERLAP")
def test_that_seats_hours_apart_do_not_overlap(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "12:00")
    return world.seating(world.work(None, "13:00", "15:00"), anna)


@just_kept("OVERLAP")
def test_that_a_seat_may_begin_when_the_other_ends(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "12:00")
    return world.seating(world.work(None, "12:00", "15:00"), anna)


@just_broken("OVERLAP")
def test_that_one_minute_in_two_places_is_refused(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "09:00", "12:01")
    return world.seating(world.work(None, "12:00", "15:00"), anna)


@other_order("OVERLAP")
def test_that_the_earlier_seat_is_refused_as_well(world: World) -> Verdict:
    anna = world.volunteer()
    world.work(anna, "12:00", "15:00")
    return world.seating(world.work(None, "09:00", "12:01"), anna)


def test_that_the_overlap_says_both_times_and_what_would_mend_it() -> None:
    world = World()
    anna = world.volunteer()
    world.drive(anna, "02:30", "06:00")
    found = world.seating(world.work(None, "05:00", "11:00", label="Charla"), anna)
    sentence = "Two places at once: trip T1 02:30–06:00 and Charla 05:00–11:00."
    assert str(only(found, "OVERLAP").sentence) == sentence
    assert only(found, "OVERLAP").price == 60
    assert mends(found, "OVERLAP") == ["Free the other seat first: trip T1.", "Start at 06:00 or later."]


def test_that_two_seats_of_one_session_overlap() -> None:
    world = World()
    anna, session = world.volunteer(), world.session("09:00", "12:00")
    world.seat(session, Role.INTERPRETER, anna)
    assert only(world.seating(world.seat(session), anna), "OVERLAP").price == 180


def test_that_the_seat_in_which_somebody_sits_already_does_not_count() -> None:
    world = World()
    anna = world.volunteer()
    assert not world.seating(world.work(anna, "09:00", "12:00"), anna)


def test_that_watches_before_and_after_the_second_half_past_one_do_not_overlap() -> None:
    """Story 5: 23:00–01:30 by the first 01:30, then 01:30–04:00 by the second one, an hour later."""
    world = World()
    anna = world.volunteer()
    first = world.work(anna, "23:00", "01:30", date(2026, 10, 31))
    second = world.work(None, "01:30+", "04:00", FALL)
    assert second.interval.start > first.interval.end
    assert not [breach for breach in world.seating(second, anna) if breach.code == "OVERLAP"]


def test_that_the_hour_left_out_in_spring_is_no_hour_of_overlap() -> None:
    world = World()
    anna = world.volunteer()
    world.drive(anna, "23:30", "03:30", date(2026, 3, 7))
    found = world.seating(world.work(None, "01:30", "03:30", date(2026, 3, 8)), anna)
    assert only(found, "OVERLAP").price == 60


@kept("VETTED")
def test_that_a_vetted_driver_may_drive(world: World) -> Verdict:
    return world.seating(world.drive(None, "02:30", "06:00"), world.volunteer())


@just_kept("VETTED")
def test_that_a_driver_may_drive_on_the_day_of_vetting(world: World) -> Verdict:
    return world.seating(world.drive(None, "02:30", "06:00"), world.volunteer(vetted_on=date(2026, 7, 14)))


@just_broken("VETTED")
def test_that_a_driver_who_is_vetted_tomorrow_is_refused(world: World) -> Verdict:
    return world.seating(world.drive(None, "02:30", "06:00"), world.volunteer(vetted_on=date(2026, 7, 15)))


@other_order("VETTED")
def test_that_a_driver_who_was_never_vetted_is_refused_wherever_the_row_stands(world: World) -> Verdict:
    driver = world.volunteer(vetted_on=None)
    world.volunteer("Ben")
    return world.seating(world.drive(None, "02:30", "06:00"), driver, reverse=True)


def test_that_an_escort_need_not_be_vetted_and_a_driver_of_no_trip_neither() -> None:
    world = World()
    anna = world.volunteer(vetted_on=None)
    assert not world.seating(world.drive(None, "06:30", "07:00", role=Role.ESCORT), anna)
    assert not world.seating(world.work(None, "06:30", "07:00", role=Role.DRIVER), anna)


@kept("CONFLICT")
def test_that_a_conflict_with_somebody_else_does_not_matter(world: World) -> Verdict:
    elsewhere = world.household()
    seat = world.drive(None, "02:30", "06:00")
    world.ride(world.rows["trips"][0], world.household())
    return world.seating(seat, world.volunteer(conflicts=(elsewhere.id,)))


@just_kept("CONFLICT")
def test_that_a_conflict_with_a_household_of_another_team_of_the_session_does_not_matter(world: World) -> Verdict:
    household, session = world.household(), world.session("09:00", "12:00")
    ours, theirs = world.seat(session), world.seat(session)
    world.book(world.slot(session, "09:00", "10:00", theirs), household)
    return world.seating(ours, world.volunteer(conflicts=(household.id,)))


@just_broken("CONFLICT")
def test_that_nobody_rides_with_a_household_in_conflict(world: World) -> Verdict:
    household, seat = world.household(), world.drive(None, "02:30", "06:00")
    world.ride(world.rows["trips"][0], household)
    return world.seating(seat, world.volunteer(conflicts=(household.id,)))


@other_order("CONFLICT")
def test_that_a_conflict_is_found_in_any_slot_of_the_seat(world: World) -> Verdict:
    household, session = world.household(), world.session("09:00", "12:00")
    seat = world.seat(session)
    world.book(world.slot(session, "09:00", "10:00", seat), world.household())
    world.book(world.slot(session, "10:00", "11:00", seat), household)
    return world.seating(seat, world.volunteer(conflicts=(household.id,)), reverse=True)


def test_that_a_conflict_says_neither_with_whom_nor_why() -> None:
    world = World()
    household, seat = world.household(), world.drive(None, "02:30", "06:00")
    world.ride(world.rows["trips"][0], household)
    breach = only(world.seating(seat, world.volunteer(conflicts=(household.id,))), "CONFLICT")
    said = " ".join(str(part) for part in (breach.sentence, *breach.mends))
    assert said == "Anna cannot take this seat. Choose somebody else for it."
    assert not breach.can_be_overridden


def test_that_a_cancelled_consultation_is_no_conflict() -> None:
    from clinic.domain.consultations import Outcome

    world = World()
    household, session = world.household(), world.session("09:00", "12:00")
    seat = world.seat(session)
    world.book(world.slot(session, "09:00", "10:00", seat), household, outcome=Outcome.CANCELLED)
    assert not world.seating(seat, world.volunteer(conflicts=(household.id,)))
