"""What is called impossible is impossible: no way of seating anybody fills those seats, tried one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from clinic.domain.ids import SeatId
from clinic.domain.sessions import Seat
from clinic.rules.facts import Facts
from clinic.services.impossible import impossible, stays
from clinic.services.views.why import Reason
from tests.services.why.weeks import fits_in, one_moment, thrown


def reasons_of(facts: Facts) -> dict[SeatId, list[Reason]]:
    return impossible(facts, facts.seats.values(), facts.volunteers.values())


def can_be_filled(facts: Facts, ids: tuple[SeatId, ...]) -> bool:
    """Whether there is any way to fill these seats (whoever sits in others among them moves, the rest leaves)."""
    kept = {
        key: seat if stays(seat) else replace(seat, volunteer_id=None)
        for key, seat in facts.seats.items()
        if key in ids or stays(seat)
    }
    return any(True for _ in _ways(facts.with_(seats=kept), [key for key in ids if not stays(facts.seats[key])]))


def _ways(facts: Facts, ids: list[SeatId]) -> Iterator[Facts]:
    if not ids:
        # Rules about two seats are judged from both sides: what came later may have broken an earlier one.
        if all(fits_in(facts, s, facts.volunteers[s.volunteer_id]) for s in facts.seats.values() if s.volunteer_id):
            yield facts
        return
    seat = facts.seats[ids[0]]
    for person in facts.volunteers.values():
        if fits_in(facts, seat, person):
            there = replace(seat, volunteer_id=person.id)
            yield from _ways(facts.with_(seats={**facts.seats, seat.id: there}), ids[1:])


@pytest.mark.parametrize("throw", range(60))
def test_that_nothing_impossible_can_be_done(throw: int) -> None:
    facts = thrown(throw, people=4, seats=6)
    for found in reasons_of(facts).values():
        for reason in found:
            assert not can_be_filled(facts, reason.seat_ids), str(reason.words)


@pytest.mark.parametrize("throw", range(60, 100))
def test_that_no_more_seats_are_filled_than_are_said_to_be_possible(throw: int) -> None:
    facts = thrown(throw, people=4, seats=7)
    for found in reasons_of(facts).values():
        for reason in found:
            most = len(reason.seat_ids) - reason.short
            stay = [key for key in reason.seat_ids if stays(facts.seats[key])]
            others = [key for key in reason.seat_ids if key not in stay]
            for chosen in combinations(others, most + 1 - len(stay)):
                assert not can_be_filled(facts, (*stay, *chosen)), str(reason.words)


def test_that_the_dice_find_every_kind_of_impossibility() -> None:
    found = [reason for throw in range(60) for each in reasons_of(thrown(throw)).values() for reason in each]
    patterns = {reason.words.one for reason in found}
    assert len(patterns) >= 6
    assert any(len(reason.seat_ids) > 1 for reason in found)


@pytest.mark.parametrize("throw", range(60))
def test_that_no_seat_is_called_impossible_alone_for_which_somebody_is_suitable(throw: int) -> None:
    facts = thrown(throw)
    free = facts.with_(seats={key: replace(seat, volunteer_id=None) for key, seat in facts.seats.items()})
    found = reasons_of(free)
    for seat in free.seats.values():
        alone = any(reason.seat_ids == (seat.id,) for reason in found.get(seat.id, ()))
        assert alone is not any(fits_in(_only(free, seat), seat, person) for person in free.volunteers.values())


def _only(facts: Facts, seat: Seat) -> Facts:
    return facts.with_(seats={seat.id: seat})


def test_that_ten_thousand_seats_are_told_at_once() -> None:
    """All at one hour, for three people: 9,997 stay open, and one sentence says so."""
    facts = one_moment(("spa",) * 10_000, (("spa",), ("spa", "mam"), ("spa",)), {})
    found = reasons_of(facts)
    (reason,) = {id(one): one for each in found.values() for one in each}.values()
    assert (len(found), reason.short) == (10_000, 9_997)


def test_that_only_the_seats_that_compete_are_named_together() -> None:
    """Two seats for Mam and one speaker; those for Spanish at the same hour have all the people they need."""
    facts = one_moment(("mam", "mam", *["spa"] * 8), (("mam", "spa"), *[("spa",)] * 8), {})
    mam = [key for key, seat in facts.seats.items() if seat.languages == ("mam",)]
    found = reasons_of(facts)
    assert set(found) == set(mam)
    assert {frozenset(reason.seat_ids) for each in found.values() for reason in each} == {frozenset(mam)}


def test_that_a_pair_of_languages_that_nobody_has_is_named_for_its_seat_only() -> None:
    facts = one_moment(("spa", "mam"), (("spa",), ("eng",)), {})
    spa, mam = facts.seats
    found = reasons_of(facts)
    assert spa not in found
    assert str(found[mam][0].words) == "Nobody on file speaks what is asked: Mam."


def test_that_places_at_any_time_are_not_counted_as_if_all_were_at_one_hour() -> None:
    """Three half hours between 10 and 12: one person takes them one after the other."""
    facts = one_moment(("spa", "spa", "spa"), (("spa",),), {})
    free = facts.with_(seats={key: replace(seat, minutes=30) for key, seat in facts.seats.items()})
    assert len(reasons_of(facts)) == 3
    assert not reasons_of(free)


def test_that_a_place_at_any_time_for_a_language_that_nobody_speaks_is_told() -> None:
    facts = one_moment(("mam",), (("spa",),), {})
    free = facts.with_(seats={key: replace(seat, minutes=30) for key, seat in facts.seats.items()})
    assert [len(each) for each in reasons_of(free).values()] == [1]
