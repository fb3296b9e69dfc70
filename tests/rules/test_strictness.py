"""How strict a rule is, as the clinic has set it: one place, all books."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.people import Role
from clinic.domain.policy import OFF
from clinic.rules import judge
from clinic.rules.rule import Book

from .world import Verdict, World, only

#: What no clinic can switch: one person at two places, seats, arriving late, what a household was told it would be.
NEVER = {
    "SEATINGS": {"OVERLAP", "TRAVEL", "VETTED", "CONFLICT", "LANGUAGE", "HERE", "ABSENT", "WOMEN_ONLY"},
    "TRIPS": {"SEATS", "WHEELCHAIR", "VEHICLE", "VEHICLE_TWICE", "TURNAROUND", "ON_TIME", "DRIVER", "ESCORT"},
    "RIDINGS": {"SEATS", "WHEELCHAIR", "RIDES_TWICE", "WRONG_PORT", "WRONG_REPORT_TIME"},
    "BOOKINGS": {
        "HOUSEHOLD_TWICE", "TEAM_TWICE", "CAPACITY", "IN_SESSION", "CONFLICT", "TEAM_SEATED", "CHAIN", "WOMEN_ONLY",
        "ABSENT",
    },
}  # fmt: skip
BOOKS: dict[str, Book[Any]] = {
    "SEATINGS": judge.SEATINGS, "TRIPS": judge.TRIPS, "RIDINGS": judge.RIDINGS, "BOOKINGS": judge.BOOKINGS,
}  # fmt: skip


def tired(**policy: Any) -> Verdict:
    """Anna drives until 23:00 and again from 05:00: 6 h of rest, 8 are asked."""
    world = World(**policy)
    anna = world.volunteer()
    world.drive(anna, "21:00", "23:00")
    seat = world.drive(anna, "05:00", "06:00", on=world.TOMORROW)
    return world.seating(seat, anna)


@pytest.mark.parametrize("severity", list(Severity))
def test_that_a_breach_is_as_hard_as_the_clinic_wants_it(severity: Severity) -> None:
    breach = only(tired(strictness=(("REST", severity.value),)), "REST")
    assert breach.severity is severity
    assert breach.sentence == only(tired(), "REST").sentence


def test_that_a_rule_that_is_off_says_nothing() -> None:
    assert "REST" not in [breach.code for breach in tired(strictness=(("REST", OFF),))]


def test_that_a_rule_about_what_is_possible_cannot_be_switched_even_by_a_strange_file() -> None:
    world = World(strictness=(("OVERLAP", OFF), ("NO_LONGER_A_RULE", OFF)))
    anna = world.volunteer()
    world.drive(anna, "03:00", "05:00")
    assert only(world.seating(world.drive(anna, "04:00", "06:00"), anna), "OVERLAP").severity is Severity.MUST


def test_that_two_rules_of_one_name_are_switched_apart() -> None:
    """The language of a seat stays asked where that of the crew on board is switched off."""
    world = World(strictness=(("LANGUAGE", OFF),))
    anna, trip = world.volunteer(), world.trip()
    household = world.household(languages=("mam",))
    world.seat(trip, Role.DRIVER, anna)
    assert "LANGUAGE" not in [b.code for b in world.riding(trip, world.ride(trip, household))]
    seat = world.work(None, "09:00", "10:00", role=Role.INTERPRETER)
    seat.source, seat.target = "mam", "spa"
    assert "LANGUAGE" in [b.code for b in world.seating(seat, anna)]


@pytest.mark.parametrize("book", list(BOOKS))
def test_that_every_rule_is_switchable_but_those_about_what_is_possible(book: str) -> None:
    assert {code for code, rule in BOOKS[book].rules.items() if not rule.switchable} == NEVER[book]


def test_that_a_code_that_two_books_share_is_as_strict_in_both() -> None:
    """One switch sets both, so both must be declared alike."""
    declared: dict[str, set[Severity]] = {}
    for book in BOOKS.values():
        for rule in book.rules.values():
            if rule.switchable:
                declared.setdefault(rule.code, set()).add(rule.severity)
    assert all(len(severities) == 1 for severities in declared.values())
