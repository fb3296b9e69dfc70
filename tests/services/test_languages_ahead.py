"""A rare language is warned of as soon as the need is known, not on the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clinic.services import households, roster, today, waiting_list, waiting_order
from clinic.services.views.today import Need, NeedKind
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE, Clinic

MONDAY = TUESDAY - timedelta(days=1)


@pytest.fixture
def clinic() -> Clinic:
    """Story 9: on Tuesday Mam reaches Helen through Abel and Wen. Nobody has Ixil. It is Monday."""
    return Clinic()


def needs(clinic: Clinic) -> list[Need]:
    found = clinic.ask(today.today, site=clinic.site.id, day=MONDAY, now=clinic.at("08:00", MONDAY))
    return [need for need in found.needs if need.kind is NeedKind.LANGUAGE]


def reasons(clinic: Clinic, code: str) -> list[str]:
    lines, _ = clinic.ask(waiting_order.waiting, site=clinic.site.id, now=clinic.at("08:00", MONDAY))
    (line,) = [line for line in lines if line.code == code]
    return [str(reason) for reason in line.reasons]


def enter(clinic: Clinic, **more: Any) -> None:
    clinic.do(households.add, site=clinic.site.id, persons=({"age": 30},), **more)


def test_that_a_language_that_a_chain_of_the_roster_reaches_is_no_need(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    assert needs(clinic) == []
    assert "only 1 person for Mam" in reasons(clinic, clinic.mam.code)


def test_that_a_language_of_nobody_is_told_the_moment_a_household_is_entered(clinic: Clinic) -> None:
    enter(clinic, languages=("ixl",))
    (need,) = needs(clinic)
    assert str(need.title) == "Ixil: nobody on the roster until Mon 10 August"
    assert "Nobody on file speaks it: look for somebody now." in str(need.detail)
    assert need.actions[0].about == "household"


def test_that_a_household_that_speaks_spanish_too_needs_nobody(clinic: Clinic) -> None:
    enter(clinic, languages=("ixl", "spa"))
    enter(clinic, languages=())
    assert needs(clinic) == []


@pytest.mark.parametrize("link", ["abel", "wen"])
def test_that_a_link_that_leaves_the_roster_is_told_the_same_minute(clinic: Clinic, link: str) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    clinic.do(roster.empty, seat=getattr(clinic, link).id)
    (need,) = needs(clinic)
    assert str(need.detail) == f"{clinic.mam.code}. On file: Abel Cruz."
    assert "nobody on the roster of 4 weeks for Mam" in reasons(clinic, clinic.mam.code)


def test_that_a_roster_of_the_past_is_none(clinic: Clinic) -> None:
    late = clinic.at("08:00", TUESDAY + timedelta(days=1))
    found = clinic.ask(today.today, site=clinic.site.id, day=TUESDAY + timedelta(days=1), now=late)
    assert [need.kind for need in found.needs] == [NeedKind.LANGUAGE]


def test_that_households_of_one_language_are_one_need(clinic: Clinic) -> None:
    for _n in range(3):
        enter(clinic, languages=("ixl",))
    (need,) = needs(clinic)
    assert len(need.actions[0].also) == 2
