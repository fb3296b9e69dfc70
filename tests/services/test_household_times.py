"""One household in the order of time."""

from __future__ import annotations

from datetime import date, time

from clinic.domain.consultations import Outcome
from clinic.services import consultations, waiting_list
from clinic.services.household_times import household_times
from clinic.services.views.consultations_week import HouseholdTimes, What
from tests.services.test_consultations import INTAKE, Clinic


def times(clinic: Clinic) -> HouseholdTimes:
    found: HouseholdTimes = clinic.ask(household_times, household=clinic.mam.id)
    return found


def test_that_meetings_and_hearings_stand_in_the_order_of_time_and_what_is_asked_for_apart() -> None:
    clinic = Clinic()
    clinic.hearing(clinic.mam, on=date(2026, 7, 17), hearing_time=time(8, 30))
    clinic.book("13:00")
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE, asked_on=date(2026, 7, 1))
    found = times(clinic)
    assert [(one.what, one.on.day) for one in found.ahead] == [(What.MEETING, 14), (What.HEARING, 17)]
    assert str(found.ahead[0].words) == "intake, Mam: booked"
    assert [str(each) for each in found.ahead[0].details] == ["Helen, Abel Cruz, Wen Tran", "Jacaranda, Room 1"]
    assert [str(one.words) for one in found.waits] == ["intake, asked for Wed 1 July"]
    assert found.before == ()


def test_that_a_meeting_that_was_called_off_stays_and_says_so() -> None:
    clinic = Clinic()
    clinic.book("13:00")
    clinic.do(consultations.cancel, consultation=clinic.booked()[0].id, again=False)
    (one,) = times(clinic).ahead
    assert (one.is_off, one.outcome) == (True, Outcome.CANCELLED)
