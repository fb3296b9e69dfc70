"""What comes before what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.policy import Policy

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only


def _form(world: World, intake: tuple[str, str] | None, outcome: Outcome = Outcome.BOOKED, **more: Any) -> Verdict:
    """An I-589 from 13:00, and an intake of the same household at other hours."""
    session, kind = world.session("08:00", "18:00"), more.pop("kind", ConsultationKind.I589)
    household = world.household(first_seen_on=more.pop("seen", None))
    if intake:
        slot = world.slot(session, *intake, world.seat(session, who=world.volunteer()))
        world.book(slot, household, outcome=outcome)
    form = world.slot(session, "13:00", "14:00", world.seat(session, who=world.volunteer()), kind=kind)
    return world.booking(form, world.book(form, household, kept=False), **more)


@kept("INTAKE_FIRST")
def test_that_an_application_follows_an_intake(world: World) -> Verdict:
    return _form(world, ("09:00", "10:00"))


@just_kept("INTAKE_FIRST")
def test_that_an_application_may_begin_as_the_intake_ends(world: World) -> Verdict:
    return _form(world, ("12:00", "13:00"))


@just_broken("INTAKE_FIRST")
def test_that_an_application_does_not_begin_before_the_intake_is_over(world: World) -> Verdict:
    return _form(world, ("12:01", "13:01"))


@other_order("INTAKE_FIRST")
def test_that_an_intake_afterwards_is_too_late(world: World) -> Verdict:
    return _form(world, ("15:00", "16:00"), reverse=True)


def test_that_who_has_been_met_needs_no_intake() -> None:
    assert "INTAKE_FIRST" not in [b.code for b in _form(World(), None, seen=TUESDAY)]
    later = _form(World(), None, seen=TUESDAY + timedelta(days=1))
    assert str(only(later, "INTAKE_FIRST").sentence) == "K0-AAAA has no intake before it."
    assert mends(later, "INTAKE_FIRST") == ["Book an intake first."]


def test_that_an_intake_to_which_nobody_came_does_not_count() -> None:
    assert "INTAKE_FIRST" in [b.code for b in _form(World(), ("09:00", "10:00"), Outcome.NO_SHOW)]


@pytest.mark.parametrize("kind", [ConsultationKind.INTAKE, ConsultationKind.INTERVIEW_PREPARATION])
def test_that_what_cannot_wait_needs_no_intake(kind: ConsultationKind) -> None:
    assert "INTAKE_FIRST" not in [b.code for b in _form(World(), None, kind=kind)]


def _prepare(world: World, *days: int, asked: int = 3, **more: Any) -> Verdict:
    """A preparation on Tuesday, and hearings so many days later."""
    world.policy = Policy(preparation_days=asked)
    session, household = world.session("08:00", "18:00"), world.household()
    kind = more.pop("kind", ConsultationKind.HEARING_PREPARATION)
    for each in days:
        world.hearing(household, on=TUESDAY + timedelta(days=each))
    slot = world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer()), kind=kind)
    return world.booking(slot, world.book(slot, household, kept=False), **more)


@kept("PREPARED_IN_TIME")
def test_that_a_preparation_may_come_long_before_the_hearing(world: World) -> Verdict:
    return _prepare(world, 20)


@just_kept("PREPARED_IN_TIME")
def test_that_a_preparation_may_come_as_late_as_the_clinic_says(world: World) -> Verdict:
    return _prepare(world, 3)


@just_broken("PREPARED_IN_TIME")
def test_that_a_preparation_does_not_come_a_day_later(world: World) -> Verdict:
    return _prepare(world, 2)


@other_order("PREPARED_IN_TIME")
def test_that_the_nearest_of_two_hearings_counts(world: World) -> Verdict:
    return _prepare(world, 20, 2, reverse=True)


def test_that_a_late_preparation_says_by_when_it_must_be() -> None:
    found = _prepare(World(), 2)
    sentence = "The hearing is on Thu 16 July, 2 days later; 3 are asked."
    assert str(only(found, "PREPARED_IN_TIME").sentence) == sentence
    assert mends(found, "PREPARED_IN_TIME") == ["Meet on Mon 13 July or earlier."]


def test_that_a_hearing_that_is_over_needs_no_preparation() -> None:
    assert "PREPARED_IN_TIME" not in [b.code for b in _prepare(World(), -1)]
    assert "PREPARED_IN_TIME" not in [b.code for b in _prepare(World(), 1, kind=ConsultationKind.INTAKE)]
