"""What every free stretch of a day answers to a household, and where else it could be met."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.people import Role, Speaks
from clinic.rules.score import Fit
from clinic.services import consultations, groups, openings, waiting_list
from clinic.services.views.openings import NextUp, Openings
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE, Clinic

WEDNESDAY = date(2026, 7, 15)


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def ask(clinic: Clinic, kind: ConsultationKind = INTAKE, **more: Any) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=kind, **more)


def find(clinic: Clinic, day: date = TUESDAY, now: datetime | None = None) -> Openings:
    found: Openings = clinic.ask(openings.for_request, request=request_id(clinic), day=day, now=now)
    return found


def request_id(clinic: Clinic) -> Any:
    with clinic.store.read() as uow:
        (request,) = uow.requests.where(done=False)
        return request.id


def times(found: Openings) -> list[tuple[str, str, Fit]]:
    return [(f"{one.stretch:%H:%M}", f"{one.starts:%H:%M}", one.fit) for one in found.openings]


def test_that_each_free_stretch_answers_with_its_best_time(clinic: Clinic) -> None:
    spanish = clinic.household((40,), languages=("spa",))
    clinic.book("14:15", household=spanish)
    ask(clinic)
    found = find(clinic)
    assert times(found) == [("13:00", "13:00", Fit.FITS), ("15:15", "15:15", Fit.NO)]
    assert str(found.openings[0].way) == "Mam through Abel Cruz, Wen Tran"
    assert str(found.openings[1].breaches[0].sentence) == "Abel Cruz is free until 15:00; 90 minutes short."


def test_that_the_best_answers_as_it_would_be_booked(clinic: Clinic) -> None:
    ask(clinic)
    best = find(clinic).best
    assert best is not None
    clinic.book("13:00", lawyer=best.lawyer_seat_id)
    _row, slot = clinic.booked()
    assert (slot.starts_at, slot.ends_at) == (best.starts, best.ends)


def test_that_today_nothing_is_offered_that_is_over(clinic: Clinic) -> None:
    ask(clinic)
    assert times(find(clinic, now=clinic.at("13:40"))) == [("13:00", "13:45", Fit.FITS)]
    assert times(find(clinic, now=clinic.at("17:31"))) == []


def test_that_a_day_that_is_over_can_be_filled_in_as_it_was(clinic: Clinic) -> None:
    ask(clinic)
    assert times(find(clinic, now=clinic.at("09:00", WEDNESDAY))) == [("13:00", "13:00", Fit.FITS)]


def test_that_a_booked_meeting_may_stay_where_it_is(clinic: Clinic) -> None:
    clinic.book("13:30")
    found = clinic.ask(openings.for_consultation, consultation=clinic.booked()[0].id, day=TUESDAY)
    assert times(found) == [("13:00", "13:00", Fit.FITS)]
    clinic.do(consultations.move, consultation=clinic.booked()[0].id, starts_at=found.openings[0].starts)


def test_that_meetings_on_other_days_offer_nothing_here(clinic: Clinic) -> None:
    clinic.book("13:00")
    ask(clinic, ConsultationKind.PAPERS_CHECK)
    found = find(clinic, WEDNESDAY)
    assert found.openings == ()
    assert str(found.why_none) == "No lawyer sits in a session on this day."


def test_that_a_charla_is_joined_while_it_has_places(clinic: Clinic) -> None:
    wanted = {"session": clinic.session.id, "starts_at": clinic.at("13:00"), "ends_at": clinic.at("14:15")}
    clinic.do(groups.group_slot, capacity=1, seats=(clinic.helen.id, clinic.abel.id, clinic.wen.id), **wanted)
    ask(clinic, ConsultationKind.CHARLA)
    (group,) = find(clinic).openings
    assert (group.fit, str(group.way)) == (Fit.FITS, "1 place left")
    clinic.do(groups.join, slot=group.slot_id, household=clinic.household((40,), languages=("eng",)).id)
    assert [one.fit for one in find(clinic).openings] == [Fit.NO]


def test_that_a_full_day_names_the_nearest_day_that_fits(clinic: Clinic) -> None:
    ask(clinic)
    with clinic.scene() as uow:
        starts = clinic.at("10:00", WEDNESDAY)
        session = factory.make_session(
            uow, starts, 3, site_id=clinic.site.id, place_id=clinic.session.place_id, advice=True
        )
        mam = (Speaks("mam"), Speaks("eng"))
        ada = factory.make_volunteer(uow, "Ada", (Role.ATTORNEY,), site_id=clinic.site.id, speaks=mam)
        factory.make_seat(uow, session, Role.ATTORNEY, ada)
    found: NextUp = clinic.ask(openings.next_up, request=request_id(clinic), day=TUESDAY, now=clinic.at("16:00"))
    assert found.today.best is None
    assert found.later is not None
    assert found.later.day == WEDNESDAY
    assert found.later.best is not None
    assert found.later.best.starts.time() == time(10)
