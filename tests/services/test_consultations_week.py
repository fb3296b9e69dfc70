"""The week by lawyer: who is booked on which day, and what is free."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.when import Week
from clinic.services import roster
from clinic.services.consultations_week import consultations_week
from clinic.services.views.consultations_week import ConsultationsWeek
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic


@pytest.fixture
def clinic() -> Clinic:
    found = Clinic()
    found.samir()
    return found


def week(clinic: Clinic, on: date = TUESDAY) -> ConsultationsWeek:
    found: ConsultationsWeek = clinic.ask(consultations_week, site=clinic.site.id, week=Week.of(on))
    return found


def test_that_a_week_has_a_row_for_each_lawyer_with_what_is_booked_and_free(clinic: Clinic) -> None:
    clinic.book("13:00")
    helen, samir = week(clinic).lawyers
    assert (helen.name, helen.booked, helen.free_minutes) == ("Helen", 1, 270 - 75)
    assert (samir.name, samir.booked, samir.free_minutes) == ("Samir", 0, 270)
    (day,) = helen.days
    assert (day.on, str(day.words)) == (TUESDAY, "1 booked · 3 h 15 free")
    assert str(day.spoken) == f"Tue 14 July, Helen: 1 booked · 3 h 15 free. 13:00 {clinic.mam.code}"


def test_that_seats_in_which_nobody_sits_have_the_last_row(clinic: Clinic) -> None:
    clinic.do(roster.empty, seat=clinic.helen.id)
    last = week(clinic).lawyers[-1]
    assert (last.volunteer_id, last.name, last.free_minutes) == (None, "", 0)
    assert str(last.days[0].words) == "nobody sits here yet"


def test_that_another_week_has_nobody(clinic: Clinic) -> None:
    found = week(clinic, TUESDAY + timedelta(days=7))
    assert found.lawyers == ()
    assert str(found.line) == "0 booked · 0 min free"
