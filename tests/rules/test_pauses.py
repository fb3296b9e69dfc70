"""Pauses between meetings, the break, and interpreters who get tired."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from clinic.domain.people import Role
from clinic.domain.policy import Policy

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only


def _beside(world: World, first: tuple[str, str], second: tuple[str, str], same: bool = True, **more: Any) -> Verdict:
    """Two meetings of one lawyer (or of two) where 15 minutes are asked between them; the second is judged."""
    world.policy = Policy(buffer=15)
    session, priya = world.session("08:00", "18:00"), world.volunteer("Priya")
    seats = [world.seat(session, who=priya), world.seat(session, who=priya if same else world.volunteer())]
    slots = [world.slot(session, *times, seat) for times, seat in zip((first, second), seats, strict=True)]
    world.book(slots[0], world.household())
    return world.booking(slots[1], world.book(slots[1], world.household(), kept=False), **more)


@kept("BUFFER")
def test_that_another_lawyer_needs_no_pause(world: World) -> Verdict:
    return _beside(world, ("09:00", "10:00"), ("10:00", "11:00"), same=False)


@just_kept("BUFFER")
def test_that_the_pause_that_is_asked_for_is_enough(world: World) -> Verdict:
    return _beside(world, ("09:00", "10:00"), ("10:15", "11:00"))


@just_broken("BUFFER")
def test_that_a_minute_less_than_the_pause_is_told(world: World) -> Verdict:
    return _beside(world, ("09:00", "10:00"), ("10:14", "11:00"))


@other_order("BUFFER")
def test_that_the_earlier_of_two_meetings_lacks_the_pause_as_well(world: World) -> Verdict:
    return _beside(world, ("10:14", "11:00"), ("09:00", "10:00"), reverse=True)


def test_that_a_short_pause_says_what_would_do() -> None:
    found = _beside(World(), ("09:00", "10:00"), ("10:05", "11:00"))
    assert str(only(found, "BUFFER").sentence) == "Priya has 5 min between two meetings; 15 min are asked."
    assert mends(found, "BUFFER") == ["Start at 10:15 or later.", "End at 08:45 or earlier."]
    assert only(found, "BUFFER").price == 10


def test_that_a_clinic_that_asks_for_no_pause_has_none() -> None:
    assert Policy().buffer == 0


def _at(world: World, start: str, end: str, **more: Any) -> Verdict:
    """A meeting where the break is from 12:00 to 13:00."""
    world.policy = Policy(break_from=time(12), break_until=time(13))
    session = world.session("08:00", "18:00")
    slot = world.slot(session, start, end, world.seat(session, who=world.volunteer()))
    return world.booking(slot, world.book(slot, world.household(), kept=False), **more)


@kept("BREAK")
def test_that_mornings_and_afternoons_are_no_break(world: World) -> Verdict:
    return _at(world, "15:00", "16:00")


@just_kept("BREAK")
def test_that_a_meeting_may_end_as_the_break_begins(world: World) -> Verdict:
    return _at(world, "11:00", "12:00")


@just_broken("BREAK")
def test_that_no_minute_of_a_meeting_lies_in_the_break(world: World) -> Verdict:
    return _at(world, "11:01", "12:01")


@other_order("BREAK")
def test_that_no_meeting_begins_before_the_break_is_over(world: World) -> Verdict:
    return _at(world, "12:59", "14:00", reverse=True)


def test_that_the_break_is_told_with_what_would_do() -> None:
    found = _at(World(), "11:45", "12:30")
    assert str(only(found, "BREAK").sentence) == "The break is 12:00–13:00."
    assert mends(found, "BREAK") == ["Start at 13:00 or later.", "End at 12:00 or earlier."]


@pytest.mark.parametrize(
    ("own", "times", "told"),
    [
        ((time(14), time(15)), ("12:00", "13:00"), []),
        ((time(14), time(15)), ("13:00", "14:00"), []),
        ((time(14), time(15)), ("13:01", "14:01"), ["The break is 14:00–15:00."]),
        ((time(9), time(9)), ("12:00", "13:00"), []),
        ((None, None), ("12:00", "13:00"), ["The break is 12:00–13:00."]),
    ],
    ids=["not the clinic's", "just kept", "just broken", "none at all", "the clinic's"],
)
def test_that_the_break_of_a_session_goes_before_that_of_the_clinic(
    own: tuple[time | None, time | None], times: tuple[str, str], told: list[str]
) -> None:
    world = World(break_from=time(12), break_until=time(13))
    session = world.session("08:00", "18:00", break_from=own[0], break_until=own[1])
    slot = world.slot(session, *times, world.seat(session, who=world.volunteer()))
    found = world.booking(slot, world.book(slot, world.household(), kept=False))
    assert [str(breach.sentence) for breach in found if breach.code == "BREAK"] == told


def _long_day(world: World, most: int, *, on: Any = TUESDAY, role: Role = Role.INTERPRETER, **more: Any) -> Verdict:
    """Wen interprets from 08:00 to 10:00, and is asked for another two hours from 13:00."""
    world.policy = Policy(interpreting_a_day=most, second_interpreter_after=600)
    wen = world.volunteer("Wen")
    slots = []
    for day, start, end in ((on, "08:00", "10:00"), (TUESDAY, "13:00", "15:00")):
        session = world.session("08:00", "18:00", on=day)
        team = world.seat(session, who=world.volunteer()), world.seat(session, role, wen)
        slots.append(world.slot(session, start, end, *team, on=day))
    world.book(slots[0], world.household())
    return world.booking(slots[1], world.book(slots[1], world.household(), kept=False), **more)


@kept("INTERPRETER_DAY")
def test_that_yesterday_does_not_tire(world: World) -> Verdict:
    return _long_day(world, 120, on=TUESDAY - timedelta(days=1))


@just_kept("INTERPRETER_DAY")
def test_that_an_interpreter_may_work_as_long_as_the_clinic_says(world: World) -> Verdict:
    return _long_day(world, 240)


@just_broken("INTERPRETER_DAY")
def test_that_an_interpreter_works_no_minute_longer(world: World) -> Verdict:
    return _long_day(world, 239)


@other_order("INTERPRETER_DAY")
def test_that_the_order_of_the_meetings_does_not_rest_anybody(world: World) -> Verdict:
    return _long_day(world, 239, reverse=True)


def test_that_a_tired_interpreter_is_told_by_name_with_the_total() -> None:
    found = _long_day(World(), 180)
    sentence = "Wen would interpret 4 h on that day; 3 h is the most."
    assert str(only(found, "INTERPRETER_DAY").sentence) == sentence
    assert mends(found, "INTERPRETER_DAY") == ["Choose another team.", "End at 14:00 or earlier."]


def test_that_a_lawyer_is_no_interpreter() -> None:
    assert "INTERPRETER_DAY" not in [breach.code for breach in _long_day(World(), 60, role=Role.ATTORNEY)]
