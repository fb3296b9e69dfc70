"""Who is suitable for a seat by itself is what the rules say of somebody who does nothing else, for every pair."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.domain.breaches import Severity
from clinic.rules import judge
from clinic.services.suitable import ALONE, Suitable, members
from tests.services.why.weeks import thrown


@pytest.mark.parametrize("throw", range(25))
def test_that_everybody_is_sorted_out_as_the_rules_say_of_who_does_nothing_else(throw: int) -> None:
    facts = thrown(throw, people=8, seats=10, days=4)
    facts = facts.with_(seats={key: replace(seat, volunteer_id=None) for key, seat in facts.seats.items()})
    suitable = Suitable(facts, list(facts.volunteers.values()))
    for seat in facts.seats.values():
        told = {suitable.people[number].name for number in members(suitable.fitting(seat))}
        true = {
            person.name
            for person in suitable.people
            if all(b.severity is Severity.WISH for b in judge.seating(facts, seat, person))
        }
        assert told == true


def test_that_every_rule_that_can_speak_against_somebody_alone_is_asked() -> None:
    """Only rules about other work, and about who sits beside, are left to the search."""
    between = {"OVERLAP", "TRAVEL", "REST", "SUPERVISION"}
    asked = {code for code, rule in judge.SEATINGS.rules.items() if rule.severity is not Severity.WISH}
    assert asked - between == set(ALONE)


def test_that_a_rule_that_is_switched_off_sorts_nobody_out() -> None:
    facts = thrown(3, people=8, seats=10)
    lax = facts.with_(policy=replace(facts.policy, strictness=(("ROLE", "off"), ("CANNOT", "wish"))))
    suitable = Suitable(lax, list(lax.volunteers.values()))
    assert {"ROLE", "CANNOT"}.isdisjoint(suitable.codes)
