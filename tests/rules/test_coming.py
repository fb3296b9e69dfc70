"""A household is met when it can come."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import CanCome, ConsultationKind

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

AFTERNOONS = CanCome(days=(1, 3), after=time(14), until=time(17))


def _meeting(world: World, start: str, end: str, can_come: CanCome = AFTERNOONS, **asked: Any) -> Verdict:
    """An intake on Tuesday of a household that can come on Tuesdays and Thursdays from 14:00 to 17:00."""
    session, household = world.session("08:00", "18:00"), world.household()
    reverse = asked.pop("reverse", False)
    world.request(household, can_come=can_come, **asked)
    world.request(household, kind=ConsultationKind.CHARLA)
    slot = world.slot(session, start, end, world.seat(session, who=world.volunteer()))
    return world.booking(slot, world.book(slot, household, kept=False), reverse=reverse)


@kept("CAN_COME")
def test_that_a_household_is_met_when_it_can_come(world: World) -> Verdict:
    return _meeting(world, "15:00", "16:00")


@just_kept("CAN_COME")
def test_that_its_hours_may_be_filled_to_the_minute(world: World) -> Verdict:
    return _meeting(world, "14:00", "17:00")


@just_broken("CAN_COME")
def test_that_a_meeting_that_ends_a_minute_later_is_told(world: World) -> Verdict:
    return _meeting(world, "16:01", "17:01")


@other_order("CAN_COME")
def test_that_a_meeting_that_begins_too_early_is_told(world: World) -> Verdict:
    return _meeting(world, "13:59", "15:00", reverse=True)


def test_that_it_says_when_the_household_can_come() -> None:
    found = _meeting(World(), "09:00", "10:00")
    assert str(only(found, "CAN_COME").sentence) == "K0-AAAA can come: Tue, Thu, 14:00–17:00."
    assert mends(found, "CAN_COME") == ["Choose a time then, or ask the household again."]


@pytest.mark.parametrize(
    "can_come",
    [
        CanCome(days=(2,)),
        CanCome(first=TUESDAY + timedelta(days=1)),
        CanCome(last=TUESDAY - timedelta(days=1)),
    ],
)
def test_that_days_and_dates_count(can_come: CanCome) -> None:
    assert "CAN_COME" in [b.code for b in _meeting(World(), "09:00", "10:00", can_come)]


def test_that_a_wish_for_another_kind_or_long_fulfilled_does_not_count() -> None:
    for asked in ({"kind": ConsultationKind.I589}, {"done": True}):
        assert "CAN_COME" not in [b.code for b in _meeting(World(), "09:00", "10:00", **asked)]
