from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from clinic.domain.sessions import SessionKind

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

MONDAY, FRIDAY = TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=3)
STAY: dict[str, Any] = {"here_from": MONDAY, "here_until": FRIDAY, "trained_on": date(2026, 1, 5)}


def asks(world: World) -> World:
    """A clinic that asks for an orientation."""
    world.policy = replace(world.policy, strictness=())
    return world


@kept("ORIENTATION")
def test_that_whoever_lives_here_needs_no_orientation(world: World) -> Verdict:
    asks(world)
    return world.seating(world.work(None, "10:00", "12:00"), world.volunteer())


@just_kept("ORIENTATION")
def test_that_a_training_that_ends_as_the_seat_begins_comes_first(world: World) -> Verdict:
    asks(world)
    anna = world.volunteer(**STAY)
    world.work(anna, "09:00", "10:00", kind=SessionKind.TRAINING)
    return world.seating(world.work(None, "10:00", "12:00"), anna)


@just_broken("ORIENTATION")
def test_that_a_training_that_ends_after_the_seat_began_comes_too_late(world: World) -> Verdict:
    asks(world)
    anna = world.volunteer(**STAY)
    world.work(anna, "12:00", "13:00", kind=SessionKind.TRAINING)
    return world.seating(world.work(None, "10:00", "12:00"), anna)


@other_order("ORIENTATION")
def test_that_other_work_before_it_is_no_orientation(world: World) -> Verdict:
    asks(world)
    anna = world.volunteer(**STAY)
    seat = world.work(None, "10:00", "12:00")
    world.work(anna, "13:00", "14:00", kind=SessionKind.TRAINING)
    world.work(anna, "09:00", "10:00")
    return world.seating(seat, anna)


def test_that_the_training_itself_and_a_training_typed_since_the_arrival_count() -> None:
    world = asks(World())
    training = world.work(None, "10:00", "12:00", kind=SessionKind.TRAINING)
    assert "ORIENTATION" not in [breach.code for breach in world.seating(training, world.volunteer(**STAY))]
    trained = world.volunteer("Ben", **{**STAY, "trained_on": MONDAY})
    assert not world.seating(world.work(None, "13:00", "14:00"), trained)


def test_that_only_the_week_of_the_arrival_is_asked_about() -> None:
    world = asks(World())
    seat = world.work(None, "10:00", "12:00")
    earlier: dict[str, Any] = {**STAY, "here_from": TUESDAY - timedelta(days=3)}
    sunday: dict[str, Any] = {**STAY, "here_from": TUESDAY - timedelta(days=2)}
    assert not world.seating(seat, world.volunteer(**earlier))
    assert "ORIENTATION" in [breach.code for breach in world.seating(seat, world.volunteer(**sunday))]


def test_that_a_seat_in_a_training_before_it_mends_it() -> None:
    world = asks(World())
    anna = world.volunteer(**STAY)
    training = world.work(None, "09:00", "10:00", kind=SessionKind.TRAINING)
    seat = world.work(None, "10:00", "12:00")
    told = world.seating(seat, anna)
    assert str(only(told, "ORIENTATION").sentence) == (
        "Anna arrives on Mon 13 July; no orientation comes before this seat."
    )
    assert mends(told, "ORIENTATION") == [
        "Seat Anna in a training before it.",
        "Train Anna by Tue 14 July and type the date.",
    ]
    training.volunteer_id = anna.id
    assert not world.seating(seat, anna)


def test_that_the_rule_sleeps_until_a_clinic_asks_for_it() -> None:
    world = World()
    assert not world.seating(world.work(None, "10:00", "12:00"), world.volunteer(**STAY))
