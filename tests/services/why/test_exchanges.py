"""An exchange that is told fills the seat, opens none and breaks nothing; and no smaller one was overlooked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.sessions import Seat
from clinic.rules.facts import Facts
from clinic.services.exchanges import Exchanges, Step, hard, sat
from clinic.services.impossible import stays
from clinic.services.suitable import Suitable
from tests.services.why.weeks import fits_in, one_moment, thrown


def exchanged(facts: Facts, steps: tuple[Step, ...]) -> Facts:
    for step in steps:
        facts = sat(facts, facts.seats[step.seat.id], step.person)
    return facts


def pairs(throw: int) -> list[tuple[Facts, Seat, tuple[Step, ...]]]:
    facts = thrown(throw, people=6, seats=8)
    exchanges = Exchanges(facts, Suitable(facts, list(facts.volunteers.values())))
    return [(facts, seat, exchanges.smallest(seat)) for seat in facts.seats.values() if seat.volunteer_id is None]


@pytest.mark.parametrize("throw", range(60))
def test_that_an_exchange_fills_the_seat_and_breaks_nothing(throw: int) -> None:
    for facts, seat, steps in pairs(throw):
        if steps:
            after = exchanged(facts, steps)
            assert after.seats[seat.id].volunteer_id is not None
            sitting = {key for key, each in facts.seats.items() if each.volunteer_id}
            assert sitting <= {key for key, each in after.seats.items() if each.volunteer_id}
            for step in steps:
                assert not hard(after, after.seats[step.seat.id], step.person)
                assert step.out_of is None or not stays(step.out_of)


@pytest.mark.parametrize("throw", range(60))
def test_that_nobody_changes_places_where_somebody_is_free(throw: int) -> None:
    for facts, seat, steps in pairs(throw):
        free = any(fits_in(facts, seat, person) for person in facts.volunteers.values())
        assert free is (len(steps) == 1)


def test_that_three_people_change_where_two_are_not_enough() -> None:
    facts = one_moment(("mam", "spa", "eng"), (("mam", "spa"), ("spa", "eng"), ("eng",)), {1: 0, 2: 1})
    mam, spa, eng = facts.seats.values()
    exchanges = Exchanges(facts, Suitable(facts, list(facts.volunteers.values())))
    steps = exchanges.smallest(mam)
    assert [(step.seat.id, step.person.name) for step in steps] == [
        (mam.id, "Person 0"),
        (spa.id, "Person 1"),
        (eng.id, "Person 2"),
    ]


def test_that_the_dice_find_exchanges() -> None:
    assert {1, 2} <= {len(steps) for throw in range(60) for _, _, steps in pairs(throw)}


def test_that_whoever_is_pinned_stays_where_they_are() -> None:
    for throw in range(150):
        for facts, seat, steps in pairs(throw):
            if len(steps) == 2 and steps[0].out_of is not None:
                held = replace(steps[0].out_of, pinned=True)
                pinned = facts.with_(seats={**facts.seats, held.id: held})
                again = Exchanges(pinned, Suitable(pinned, list(facts.volunteers.values()))).smallest(seat)
                assert all(step.out_of is None or step.out_of.id != held.id for step in again)
                return
    raise AssertionError("no exchange was thrown")
