"""Households of which nobody has heard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clinic.services import clinic_settings, households, silent, waiting_list
from clinic.services.silent import SilentLine
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE, Clinic


@pytest.fixture
def clinic() -> Clinic:
    found = Clinic()
    with found.scene() as uow:
        for row in uow.households.where():
            row.last_contact_on = TUESDAY
    return found


def quiet(clinic: Clinic) -> list[SilentLine]:
    return list(clinic.ask(silent.silent, site=clinic.site.id, now=clinic.at("08:00")))


def heard(clinic: Clinic, days: int, **more: Any) -> Any:
    return clinic.household((40,), last_contact_on=TUESDAY - timedelta(days=days), **more)


def test_that_a_household_is_named_a_day_after_the_days_that_are_allowed(clinic: Clinic) -> None:
    heard(clinic, 14)
    late = heard(clinic, 15, contact_plan="by the shelter's office")
    longest = heard(clinic, 40)
    first, second = quiet(clinic)
    assert (first.code, first.days) == (longest.code, 40)
    assert (second.code, second.days, second.contact_plan) == (late.code, 15, "by the shelter's office")
    assert str(second.words) == "no word for 15 days, since Mon 29 June"


def test_that_the_clinic_sets_the_days(clinic: Clinic) -> None:
    heard(clinic, 15)
    clinic.do(clinic_settings.set_policy, silent_after=20)
    assert quiet(clinic) == []


def test_that_a_word_takes_it_off_the_list(clinic: Clinic) -> None:
    one = heard(clinic, 30)
    clinic.do(households.note_contact, household=one.id, on=TUESDAY)
    assert quiet(clinic) == []


def test_that_who_asked_for_something_has_been_heard_of(clinic: Clinic) -> None:
    one = heard(clinic, 30)
    clinic.do(waiting_list.ask, household=one.id, kind=INTAKE, asked_on=TUESDAY - timedelta(days=2))
    assert quiet(clinic) == []


def test_that_shelters_are_told_with_their_days_and_who_was_never_heard_of_comes_first(clinic: Clinic) -> None:
    never = clinic.household((40,))
    moved = heard(clinic, 60)
    with clinic.scene() as uow:
        norte = uow.places.where(label="Shelter Norte")
        row = uow.households.get(moved.id)
        row.move_to(norte[0].id, TUESDAY - timedelta(days=50))
    first, second = quiet(clinic)
    assert (first.code, first.days, str(first.words)) == (never.code, None, "no word was ever written down")
    assert second.days == 50
    assert second.stays[-1] == ("Shelter Norte", TUESDAY - timedelta(days=50))


def test_that_closed_cases_are_left_alone(clinic: Clinic) -> None:
    one = heard(clinic, 90)
    clinic.do(households.close, household=one.id)
    assert quiet(clinic) == []
