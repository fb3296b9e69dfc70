"""The best times for a household, and the best households for a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import CanCome, ConsultationKind
from clinic.domain.errors import Refused
from clinic.domain.people import Role
from clinic.services import best_offers, waiting_list
from clinic.services.views.openings import BestTimes, Candidates
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE, Clinic

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def clinic() -> Clinic:
    """Story 9 on Tuesday; on Wednesday Samir, who speaks Spanish, from 09:00."""
    found = Clinic()
    with found.scene() as uow:
        starts, place = found.at("09:00", WEDNESDAY), found.session.place_id
        session = factory.make_session(uow, starts, 4, site_id=found.site.id, place_id=place, advice=True)
        samir = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=found.site.id)
        factory.make_seat(uow, session, Role.ATTORNEY, samir)
    return found


def offered(clinic: Clinic, household: Any) -> BestTimes:
    (found,) = clinic.ask(best_offers.for_household, household=household.id, now=clinic.at("08:00"))
    assert isinstance(found, BestTimes)
    return found


def times(found: BestTimes) -> list[str]:
    return [f"{one.starts:%a %H:%M} {one.minutes} {one.way}" for one in found.openings]


def test_that_the_best_times_of_two_weeks_come_with_who_would_interpret(clinic: Clinic) -> None:
    spanish = clinic.household((40,), languages=("spa",))
    clinic.do(waiting_list.ask, household=spanish.id, kind=INTAKE)
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    assert times(offered(clinic, spanish)) == ["Tue 13:00 60 Spanish through Wen Tran", "Wed 09:00 45 speaks Spanish"]
    assert times(offered(clinic, clinic.mam)) == ["Tue 13:00 75 Mam through Abel Cruz, Wen Tran"]


def test_that_times_keep_to_when_the_household_can_come(clinic: Clinic) -> None:
    spanish = clinic.household((40,), languages=("spa",))
    clinic.do(waiting_list.ask, household=spanish.id, kind=INTAKE, can_come=CanCome(days=(2,)))
    assert times(offered(clinic, spanish)) == ["Wed 09:00 45 speaks Spanish"]


def test_that_what_stands_in_the_way_is_told_when_there_is_no_time(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE, can_come=CanCome(last=date(2026, 7, 1)))
    found = offered(clinic, clinic.mam)
    assert found.openings == ()
    assert any("can come: until" in str(why) for why in found.why_none)


def test_that_who_waits_for_nothing_is_told_so(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="waits for nothing"):
        clinic.ask(best_offers.for_household, household=clinic.mam.id)


def candidates(clinic: Clinic, clock: str) -> Candidates:
    found = clinic.ask(
        best_offers.for_stretch, lawyer=clinic.helen.id, starts_at=clinic.at(clock), now=clinic.at("08:00")
    )
    assert isinstance(found, Candidates)
    return found


def test_that_a_free_time_names_the_most_urgent_who_fit_with_their_reasons(clinic: Clinic) -> None:
    others = [clinic.household((40,), languages=("spa",), vulnerable=vulnerable) for vulnerable in (False, True)]
    charla = clinic.household((40,), languages=("spa",))
    for who in (*others, clinic.mam):
        clinic.do(waiting_list.ask, household=who.id, kind=INTAKE)
    clinic.do(waiting_list.ask, household=charla.id, kind=ConsultationKind.CHARLA)
    found = candidates(clinic, "13:00").found
    assert found[0].line.code == others[1].code
    assert [str(reason) for reason in found[0].line.reasons][:2] == ["vulnerable", "never seen"]
    assert str(found[0].opening.way) == "Spanish through Wen Tran"
    assert {one.line.code for one in found} == {others[0].code, others[1].code, clinic.mam.code}


def test_that_a_time_that_suits_nobody_says_how_many_were_tried(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE, can_come=CanCome(days=(4,)))
    found = candidates(clinic, "13:00")
    assert (found.found, str(found.why_none)) == ((), "Nobody of 1 who wait fits.")
