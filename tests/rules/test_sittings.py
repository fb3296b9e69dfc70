"""Two sittings of one matter: their order, the days between them, one lawyer for both."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.ids import RequestId, new_id

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

I589 = ConsultationKind.I589


def _pair(world: World, days: int, *, judged: int = 2, tied: bool = True, same: bool = True, **more: object) -> Verdict:
    """Two sittings so many days apart, at least 2 and at most 5 days are asked; the first is on Tuesday."""
    world.policy = type(world.policy)(sittings_from=2, sittings_until=5)
    outcome, reverse = more.get("outcome", Outcome.BOOKED), bool(more.get("reverse"))
    family = world.household(34, first_seen_on=TUESDAY - timedelta(days=90))
    ids = [RequestId(new_id()), RequestId(new_id())]
    ties = ({"sitting": 1, "other_id": ids[1]}, {"sitting": 2, "other_id": ids[0]}) if tied else ({}, {})
    for key, tie in zip(ids, ties, strict=True):
        world.request(family, id=key, kind=I589, done=True, **tie)
    priya, samir = world.volunteer("Priya"), world.volunteer("Samir")
    slots = []
    for day, who in ((TUESDAY, priya), (TUESDAY + timedelta(days=days), priya if same else samir)):
        session = world.session("08:00", "18:00", on=day)
        slots.append(world.slot(session, "09:00", "10:00", world.seat(session, who=who), on=day, kind=I589))
    rows = [
        world.book(slot, family, request_id=key, kept=judged != number, outcome=outcome)
        for number, (slot, key) in enumerate(zip(slots, ids, strict=True), 1)
    ]
    rows[judged - 1].outcome = Outcome.BOOKED
    return world.booking(slots[judged - 1], rows[judged - 1], reverse=reverse)


@kept("SITTINGS")
def test_that_what_is_no_pair_needs_no_days_between(world: World) -> Verdict:
    return _pair(world, 0, tied=False)


@just_kept("SITTINGS")
def test_that_as_few_days_as_the_clinic_asks_for_are_enough(world: World) -> Verdict:
    return _pair(world, 2)


@just_broken("SITTINGS")
def test_that_a_day_less_is_told(world: World) -> Verdict:
    return _pair(world, 1)


@other_order("SITTINGS")
def test_that_the_first_is_judged_by_the_second_as_well(world: World) -> Verdict:
    return _pair(world, 1, judged=1, reverse=True)


def test_that_as_many_days_as_the_clinic_allows_are_allowed_and_none_more() -> None:
    assert "SITTINGS" not in [breach.code for breach in _pair(World(), 5)]
    found = _pair(World(), 6)
    told = "K0-AAAA has the first sitting on Tue 14 July; the second is from Thu 16 July to Sun 19 July."
    assert str(only(found, "SITTINGS").sentence) == told
    assert mends(found, "SITTINGS") == ["Meet from Thu 16 July to Sun 19 July.", "Move the other sitting too."]
    assert only(found, "SITTINGS").price == 1


def test_that_the_first_after_the_second_is_told_from_the_first() -> None:
    told = "K0-AAAA has the second sitting on Sun 12 July; the first is from Tue 7 July to Fri 10 July."
    assert str(only(_pair(World(), -2, judged=1), "SITTINGS").sentence) == told


def test_that_the_second_needs_a_first_that_is_to_come() -> None:
    for outcome in (Outcome.CANCELLED, Outcome.NO_SHOW):
        found = _pair(World(), 3, outcome=outcome)
        assert str(only(found, "SITTINGS").sentence) == "The first sitting of K0-AAAA has no time yet."
        assert "SITTINGS" not in [breach.code for breach in _pair(World(), 3, judged=1, outcome=outcome)]


@kept("SAME_LAWYER")
def test_that_meetings_that_are_no_pair_may_be_with_two_lawyers(world: World) -> Verdict:
    return _pair(world, 3, tied=False, same=False)


@just_kept("SAME_LAWYER")
def test_that_one_lawyer_for_both_is_what_is_wished_for(world: World) -> Verdict:
    return _pair(world, 3)


@just_broken("SAME_LAWYER")
def test_that_another_lawyer_for_the_second_is_told(world: World) -> Verdict:
    return _pair(world, 3, same=False)


@other_order("SAME_LAWYER")
def test_that_another_lawyer_for_the_first_is_told_as_well(world: World) -> Verdict:
    return _pair(world, 3, same=False, judged=1, reverse=True)


def test_that_the_lawyer_of_the_other_sitting_is_named() -> None:
    found = _pair(World(), 3, same=False)
    assert str(only(found, "SAME_LAWYER").sentence) == "The other sitting is with Priya."
    assert mends(found, "SAME_LAWYER") == ["Choose a time of Priya."]
