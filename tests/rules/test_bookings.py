from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.hearings import HearingEnd
from clinic.domain.households import Household
from clinic.domain.people import Role
from clinic.domain.places import Room
from clinic.domain.sessions import SessionStatus

from .proofs import just_broken, just_kept, kept, other_order
from .world import TIJUANA, TUESDAY, Verdict, World, mends, only

SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)


def _twice(world: World, first: tuple[str, str], second: tuple[str, str], **more: Any) -> Verdict:
    """One household in two slots of two teams; the second is judged."""
    session, household = world.session("08:00", "18:00"), world.household(34, 31)
    one, two = world.persons(household)
    people = more.pop("people", ((), ()))
    chosen = [tuple(person.id for person in (one, two) if person.position in positions) for positions in people]
    slots = [world.slot(session, *times, world.seat(session, who=world.volunteer())) for times in (first, second)]
    world.book(slots[0], household, person_ids=chosen[0], outcome=more.pop("outcome", Outcome.BOOKED))
    return world.booking(slots[1], world.book(slots[1], household, person_ids=chosen[1], kept=False), **more)


@kept("HOUSEHOLD_TWICE")
def test_that_a_household_may_come_twice_a_day(world: World) -> Verdict:
    return _twice(world, ("09:00", "10:00"), ("14:00", "15:00"))


@just_kept("HOUSEHOLD_TWICE")
def test_that_one_meeting_may_begin_as_the_other_ends(world: World) -> Verdict:
    return _twice(world, ("09:00", "10:00"), ("10:00", "11:00"))


@just_broken("HOUSEHOLD_TWICE")
def test_that_a_household_is_not_in_two_meetings_for_a_minute(world: World) -> Verdict:
    return _twice(world, ("09:00", "10:01"), ("10:00", "11:00"))


@other_order("HOUSEHOLD_TWICE")
def test_that_the_earlier_meeting_is_refused_as_well(world: World) -> Verdict:
    return _twice(world, ("10:00", "11:00"), ("09:00", "10:01"), reverse=True)


def test_that_two_meetings_are_told_with_what_would_do() -> None:
    found = _twice(World(), ("09:00", "10:00"), ("09:30", "10:30"))
    assert str(only(found, "HOUSEHOLD_TWICE").sentence) == "K0-AAAA has another meeting then: intake 09:00–10:00."
    assert mends(found, "HOUSEHOLD_TWICE") == ["Start at 10:00 or later.", "End at 09:00 or earlier."]
    assert only(found, "HOUSEHOLD_TWICE").price == 30


def test_that_two_persons_of_a_household_may_be_in_two_meetings() -> None:
    world = World()
    apart = _twice(world, ("09:00", "10:00"), ("09:00", "10:00"), people=((0,), (1,)))
    assert "HOUSEHOLD_TWICE" not in [breach.code for breach in apart]
    together = _twice(World(), ("09:00", "10:00"), ("09:00", "10:00"), people=((0, 1), (1,)))
    assert "HOUSEHOLD_TWICE" in [breach.code for breach in together]


def test_that_a_cancelled_meeting_takes_no_time() -> None:
    assert not _twice(World(), ("09:00", "10:00"), ("09:00", "10:00"), outcome=Outcome.CANCELLED)


def _team(world: World, first: tuple[str, str], second: tuple[str, str], same: bool = True, **more: Any) -> Verdict:
    """Two households in two slots of one lawyer (or of two); the second is judged."""
    session, priya = world.session("08:00", "18:00", more.pop("on", TUESDAY)), world.volunteer("Priya")
    on = world.rows["sessions"][0].starts_at.date()
    seats = [world.seat(session, who=priya), world.seat(session, who=priya if same else world.volunteer())]
    slots = [world.slot(session, *times, seat, on=on) for times, seat in zip((first, second), seats, strict=True)]
    world.book(slots[0], world.household())
    return world.booking(slots[1], world.book(slots[1], world.household(), kept=False), **more)


@kept("TEAM_TWICE")
def test_that_two_lawyers_meet_two_households_at_once(world: World) -> Verdict:
    return _team(world, ("09:00", "10:00"), ("09:00", "10:00"), same=False)


@just_kept("TEAM_TWICE")
def test_that_a_lawyer_meets_one_household_after_the_other(world: World) -> Verdict:
    return _team(world, ("09:00", "10:00"), ("10:00", "11:00"))


@just_broken("TEAM_TWICE")
def test_that_a_lawyer_is_not_in_two_meetings_for_a_minute(world: World) -> Verdict:
    return _team(world, ("09:00", "10:01"), ("10:00", "11:00"))


@other_order("TEAM_TWICE")
def test_that_the_earlier_of_a_lawyers_meetings_is_refused_as_well(world: World) -> Verdict:
    return _team(world, ("10:00", "11:00"), ("09:00", "10:01"), reverse=True)


def test_that_a_busy_team_is_told_by_name() -> None:
    found = _team(World(), ("09:00", "10:00"), ("09:45", "10:45"))
    assert str(only(found, "TEAM_TWICE").sentence) == "Priya is in another meeting 09:00–10:00."
    assert mends(found, "TEAM_TWICE") == ["Start at 10:00 or later.", "End at 09:00 or earlier."]


def test_that_a_slot_without_a_household_takes_nobodys_time() -> None:
    world = World()
    session = world.session("08:00", "18:00")
    seat = world.seat(session, who=world.volunteer())
    world.slot(session, "09:00", "10:00", seat)
    slot = world.slot(session, "09:00", "10:00", seat)
    assert not world.booking(slot, world.book(slot, world.household(), kept=False))


def _full(world: World, booked: int, capacity: int, reverse: bool = False) -> Verdict:
    session = world.session("08:00", "18:00")
    seat = world.seat(session, who=world.volunteer())
    slot = world.slot(session, "09:00", "10:00", seat, capacity=capacity, kind=ConsultationKind.CHARLA)
    for _ in range(booked):
        world.book(slot, world.household())
    return world.booking(slot, world.book(slot, world.household(), kept=False), reverse=reverse)


@kept("CAPACITY")
def test_that_an_empty_slot_has_room(world: World) -> Verdict:
    return _full(world, 0, 1)


@just_kept("CAPACITY")
def test_that_the_last_place_may_be_taken(world: World) -> Verdict:
    return _full(world, 9, 10)


@just_broken("CAPACITY")
def test_that_one_household_more_than_places_is_refused(world: World) -> Verdict:
    return _full(world, 10, 10)


@other_order("CAPACITY")
def test_that_a_full_slot_is_full_in_any_order(world: World) -> Verdict:
    return _full(world, 1, 1, reverse=True)


def test_that_a_full_slot_says_how_full() -> None:
    found = _full(World(), 10, 10)
    assert str(only(found, "CAPACITY").sentence) == "This slot is full: 10 of 10."
    assert mends(found, "CAPACITY") == ["Raise the number of places to 11, if the room holds them."]
    assert mends(_full(World(), 1, 1), "CAPACITY") == ["Choose another time or another team."]


def test_that_a_booking_on_file_does_not_count_against_itself() -> None:
    world = World()
    session = world.session("08:00", "18:00")
    slot = world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer()))
    assert not world.booking(slot, world.book(slot, world.household()))


def _rooms(world: World, first: tuple[str, str], second: tuple[str, str], *names: str, **more: Any) -> Verdict:
    """Two sessions at one place with a slot each; the second is judged."""
    slots = []
    for name, times in zip(names, (first, second), strict=True):
        session = world.session("08:00", "18:00", room=name)
        slots.append(world.slot(session, *times, world.seat(session, who=world.volunteer())))
    world.book(slots[0], world.household())
    return world.booking(slots[1], world.book(slots[1], world.household(), kept=False), **more)


@kept("ROOM")
def test_that_two_rooms_hold_two_households(world: World) -> Verdict:
    return _rooms(world, ("09:00", "10:00"), ("09:00", "10:00"), "Room 1", "Room 2")


@just_kept("ROOM")
def test_that_a_room_is_free_as_a_meeting_ends(world: World) -> Verdict:
    return _rooms(world, ("09:00", "10:00"), ("10:00", "11:00"), "Room 1", "Room 1")


@just_broken("ROOM")
def test_that_a_room_is_taken_until_the_last_minute(world: World) -> Verdict:
    return _rooms(world, ("09:00", "10:01"), ("10:00", "11:00"), "Room 1", "room 1")


@other_order("ROOM")
def test_that_a_room_is_taken_for_the_earlier_meeting_as_well(world: World) -> Verdict:
    return _rooms(world, ("10:00", "11:00"), ("09:00", "10:01"), "Room 1", "Room 1", reverse=True)


def test_that_a_taken_room_names_a_free_one() -> None:
    world = World()
    world.office.rooms = (Room("Room 1"), Room("Room 2"), Room("Room 3"))
    session = world.session("08:00", "18:00", room="Room 2")
    world.book(world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer())), world.household())
    found = _rooms(world, ("09:30", "10:30"), ("09:45", "10:45"), "Room 1", "Room 1")
    assert str(only(found, "ROOM").sentence) == "Room 1 is taken 09:30–10:30."
    assert mends(found, "ROOM")[0] == "Take Room 3."
    assert only(found, "ROOM").can_be_overridden


def test_that_meetings_without_a_room_take_none() -> None:
    assert not _rooms(World(), ("09:00", "10:00"), ("09:00", "10:00"), "", "")


def _within(world: World, start: str, end: str, on: date = TUESDAY, **more: Any) -> Verdict:
    session = world.session("01:00", "12:00", on, **more)
    first, last = world.times(start, end, on, TIJUANA)
    who = world.volunteer()
    seat = world.seat(session, who=who, starts_at=first - timedelta(hours=9), ends_at=last + timedelta(hours=9))
    slot = world.slot(session, start, end, seat, on=on)
    return world.booking(slot, world.book(slot, world.household()))


@kept("IN_SESSION")
def test_that_a_meeting_in_the_middle_of_a_session_is_fine(world: World) -> Verdict:
    return _within(world, "09:00", "10:00")


@just_kept("IN_SESSION")
def test_that_a_meeting_may_fill_its_session(world: World) -> Verdict:
    return _within(world, "01:00", "12:00")


@just_broken("IN_SESSION")
def test_that_a_meeting_does_not_end_a_minute_after_its_session(world: World) -> Verdict:
    return _within(world, "11:00", "12:01")


@other_order("IN_SESSION")
def test_that_a_meeting_does_not_begin_a_minute_before_its_session(world: World) -> Verdict:
    return _within(world, "00:59", "02:00")


def test_that_a_meeting_outside_its_session_is_told_with_both_spans() -> None:
    found = _within(World(), "11:30", "12:30")
    assert str(only(found, "IN_SESSION").sentence) == "The session is 01:00–12:00, the meeting 11:30–12:30."
    assert (only(found, "IN_SESSION").price, mends(found, "IN_SESSION")) == (30, ["End at 12:00 or earlier."])
    cancelled = _within(World(), "11:00", "12:00", status=SessionStatus.CANCELLED)
    assert str(only(cancelled, "IN_SESSION").sentence) == "The session is cancelled."


@pytest.mark.parametrize(("on", "outside"), [(SPRING, 60), (FALL, 120), (TUESDAY, 60)])
def test_that_minutes_outside_a_session_are_real_minutes(on: date, outside: int) -> None:
    """From 00:30 to the (second) 01:30, of a session that begins at 01:30."""
    world = World()
    again = "+" if on == FALL else ""
    session = world.session(f"01:30{again}", "12:00", on)
    seat = world.seat(session, who=world.volunteer())
    slot = world.slot(session, "00:30", "05:00", seat, on=on)
    assert only(world.booking(slot, world.book(slot, world.household())), "IN_SESSION").price == outside


def _conflict(world: World, *conflicting: bool, reverse: bool = False) -> Verdict:
    session, household = world.session("08:00", "18:00"), world.household()
    conflicts = [(household.id,) if here else () for here in conflicting]
    people = [world.volunteer(f"V{n}", conflicts=found) for n, found in enumerate(conflicts)]
    roles = [Role.ATTORNEY, *[Role.INTERPRETER] * (len(people) - 1)]
    seats = [world.seat(session, role, person) for role, person in zip(roles, people, strict=True)]
    slot = world.slot(session, "09:00", "10:00", *seats[:2])
    return world.booking(slot, world.book(slot, household), reverse=reverse)


@kept("CONFLICT")
def test_that_a_team_without_a_conflict_is_fine(world: World) -> Verdict:
    return _conflict(world, False, False)


@just_kept("CONFLICT")
def test_that_a_conflict_of_somebody_outside_the_team_does_not_matter(world: World) -> Verdict:
    return _conflict(world, False, False, True)


@just_broken("CONFLICT")
def test_that_a_lawyer_in_conflict_is_refused(world: World) -> Verdict:
    return _conflict(world, True, False)


@other_order("CONFLICT")
def test_that_an_interpreter_in_conflict_is_refused_as_well(world: World) -> Verdict:
    return _conflict(world, False, True, reverse=True)


def test_that_a_conflict_is_told_without_its_reason() -> None:
    breach = only(_conflict(World(), True, False), "CONFLICT")
    said = [str(breach.sentence), *(str(mend) for mend in breach.mends)]
    assert said == ["Not with V0.", "Choose another team."]
    assert not breach.can_be_overridden


def _hearing_day(world: World, start: str, end: str, on: date = TUESDAY, ride: bool = True, **more: Any) -> Verdict:
    household = world.household(34, 31)
    hearing = world.hearing(household, **more)
    if ride:
        world.ride(world.trip("02:55", "03:45"), household, hearing)
    session = world.session("00:00", "00:00", on)
    slot = world.slot(session, start, end, world.seat(session, who=world.volunteer()), on=on)
    return world.booking(slot, world.book(slot, household))


@kept("HEARING_DAY")
def test_that_the_day_before_a_hearing_is_free(world: World) -> Verdict:
    return _hearing_day(world, "13:00", "14:00", date(2026, 7, 13))


@just_kept("HEARING_DAY")
def test_that_a_meeting_may_end_as_the_ride_leaves(world: World) -> Verdict:
    return _hearing_day(world, "02:00", "02:55")


@just_broken("HEARING_DAY")
def test_that_a_meeting_does_not_end_after_the_ride_leaves(world: World) -> Verdict:
    return _hearing_day(world, "02:00", "02:56")


@other_order("HEARING_DAY")
def test_that_nobody_is_booked_after_a_hearing_whose_end_is_not_known(world: World) -> Verdict:
    return _hearing_day(world, "23:00", "23:59")


def test_that_a_hearing_day_is_told_with_when_to_meet() -> None:
    found = _hearing_day(World(), "13:00", "14:00")
    sentence = "K0-AAAA is on the way to a hearing on Tue 14 July from 02:55; no hour of return."
    assert str(only(found, "HEARING_DAY").sentence) == sentence
    assert mends(found, "HEARING_DAY") == ["Meet before 02:55.", "Meet on Wed 15 July or later."]


def test_that_without_a_ride_the_report_time_counts_and_without_that_the_whole_day() -> None:
    assert "HEARING_DAY" not in [b.code for b in _hearing_day(World(), "03:00", "04:00", ride=False)]
    assert "HEARING_DAY" in [b.code for b in _hearing_day(World(), "03:00", "04:01", ride=False)]
    assert "HEARING_DAY" in [b.code for b in _hearing_day(World(), "00:00", "00:30", ride=False, report=None)]


def test_that_a_cancelled_or_ended_hearing_or_one_of_somebody_else_takes_no_time() -> None:
    assert not _hearing_day(World(), "13:00", "14:00", cancelled=True)
    ended = World()
    over = ended.household()
    ended.hearing(over, end=HearingEnd.RETURNED)
    assert not ended.booking(*_noon(ended, over))
    world = World()
    household = world.household(34, 31)
    mother, father = world.persons(household)
    world.hearing(household, person_ids=(mother.id,))
    assert not world.booking(*_noon(world, household, person_ids=(father.id,)))


def _noon(world: World, household: Household, **more: Any) -> tuple[Slot, Consultation]:
    session = world.session("08:00", "18:00")
    slot = world.slot(session, "12:00", "13:00", world.seat(session, who=world.volunteer()))
    return slot, world.book(slot, household, **more)


@pytest.mark.parametrize("on", [SPRING, FALL])
def test_that_a_hearing_takes_its_day_on_the_wall_when_clocks_change(on: date) -> None:
    def codes(day: date, start: str, end: str) -> list[str]:
        return [breach.code for breach in _on(World(), on, day, start, end)]

    assert "HEARING_DAY" in codes(on, "23:00", "23:59")
    assert "HEARING_DAY" not in codes(on + timedelta(days=1), "00:00", "01:00")


def _on(world: World, hearing_on: date, day: date, start: str, end: str) -> Verdict:
    household = world.household()
    world.hearing(household, on=hearing_on)
    session = world.session("00:00", "00:00", day)
    slot = world.slot(session, start, end, world.seat(session, who=world.volunteer()), on=day)
    return world.booking(slot, world.book(slot, household))


def _group(world: World, seats: int, *others: int, capacity: int = 30, **more: Any) -> Verdict:
    """Households of so many adults at a charla in a room with seats; one of three people asks too."""
    world.office.rooms = (Room("Patio", seats), Room("Hall", 40))
    session = world.session("08:00", "18:00", room="Patio")
    slot = world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer()), capacity=capacity)
    for people in others:
        world.book(slot, world.household(*[30] * people))
    named = more.pop("named", 0)
    household = world.household(34, 31, 5)
    persons = tuple(person.id for person in world.persons(household)[:named])
    return world.booking(slot, world.book(slot, household, kept=False, person_ids=persons), **more)


@kept("ROOM_SEATS")
def test_that_a_room_of_which_nobody_knows_the_seats_is_wide_enough(world: World) -> Verdict:
    return _group(world, 0, 8, 8)


@just_kept("ROOM_SEATS")
def test_that_the_last_seat_of_a_room_may_be_taken(world: World) -> Verdict:
    return _group(world, 10, 4, 3)


@just_broken("ROOM_SEATS")
def test_that_nobody_comes_to_a_group_without_a_seat(world: World) -> Verdict:
    return _group(world, 9, 4, 3)


@other_order("ROOM_SEATS")
def test_that_it_does_not_matter_who_asked_first_for_a_seat(world: World) -> Verdict:
    return _group(world, 9, 3, 4, reverse=True)


def test_that_a_full_room_says_how_many_would_come_and_which_room_is_wide_enough() -> None:
    found = _group(World(), 9, 4, 3)
    assert str(only(found, "ROOM_SEATS").sentence) == "Patio has 9 seats; 10 people would come."
    assert mends(found, "ROOM_SEATS") == ["Take Hall.", "Open a second group."]
    assert only(found, "ROOM_SEATS").price == 1


def test_that_only_those_who_are_named_take_seats_and_a_lone_household_sits_anywhere() -> None:
    assert "ROOM_SEATS" not in [breach.code for breach in _group(World(), 9, 4, 3, named=2)]
    assert "ROOM_SEATS" not in [breach.code for breach in _group(World(), 2, capacity=1)]
