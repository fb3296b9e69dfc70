"""Closing the gap in an interpreter chain, in one step that can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.domain.errors import Refused, RuleBroken
from clinic.domain.ids import ConsultationId
from clinic.domain.people import Interprets, Role, Volunteer
from clinic.services import consultations, gaps, roster
from clinic.services.views.consultations import CardState
from clinic.services.views.openings import Gap
from tests import factory
from tests.services.test_consultations import Clinic

MAM = (Interprets("mam", "spa"), Interprets("spa", "mam"))


@pytest.fixture
def clinic() -> Clinic:
    """A draft at 13:00: the Mam interpreter's seat is open."""
    found = Clinic()
    found.do(roster.empty, seat=found.abel.id)
    found.book("13:00", interpreters=(found.wen.id,), reason="Somebody will be found")
    return found


def meeting(clinic: Clinic) -> ConsultationId:
    return clinic.booked()[0].id


def look(clinic: Clinic) -> Gap | None:
    found: Gap | None = clinic.ask(gaps.gap, consultation=meeting(clinic))
    return found


def interpreter(clinic: Clinic, name: str = "Rigoberto", **more: Any) -> Volunteer:
    with clinic.scene() as uow:
        known = {"site_id": clinic.site.id, "interprets": MAM, **more}
        return factory.make_volunteer(uow, name, (Role.INTERPRETER,), **known)


def state(clinic: Clinic) -> CardState:
    return clinic.day().columns[0].cards[0].state


def test_that_the_gap_is_named_with_its_open_seat_and_whoever_fits_it_best(clinic: Clinic) -> None:
    found = look(clinic)
    assert found is not None
    assert (found.source, found.target, str(found.words)) == ("mam", "spa", "Mam → Spanish")
    assert found.seat_id == clinic.abel.id
    assert found.best is not None
    assert (found.best.name, found.here) == ("Abel Cruz", ())


def test_that_seating_somebody_finishes_the_draft_and_undo_opens_it_again(clinic: Clinic) -> None:
    before = clinic.rows()
    abel = look(clinic).best  # type: ignore[union-attr] # the test before says that there is one
    assert abel is not None
    clinic.do(gaps.close, consultation=meeting(clinic), seat=abel.seat_id, volunteer=abel.volunteer_id)
    assert clinic.booked()[1].seat_ids == (clinic.helen.id, clinic.abel.id, clinic.wen.id)
    assert (state(clinic), look(clinic)) == (CardState.BOOKED, None)
    clinic.undo()
    assert clinic.rows() == before
    assert state(clinic) is CardState.DRAFT


def test_that_whoever_sits_in_the_session_already_only_joins_the_team(clinic: Clinic) -> None:
    one = interpreter(clinic)
    with clinic.scene() as uow:
        seat = factory.make_seat(uow, clinic.session, Role.INTERPRETER, one, source="mam", target="spa")
    found = look(clinic)
    assert found is not None
    assert [helper.name for helper in found.here] == ["Rigoberto"]
    clinic.do(gaps.close, consultation=meeting(clinic), seat=seat.id, volunteer=one.id)
    assert state(clinic) is CardState.BOOKED


def test_that_a_seat_is_opened_where_none_asks_for_the_link(clinic: Clinic) -> None:
    with clinic.scene() as uow:
        uow.seats.remove(uow.seats.get(clinic.abel.id))
    assert look(clinic).seat_id is None  # type: ignore[union-attr] # the link is missing
    clinic.do(gaps.add_seat, consultation=meeting(clinic))
    found = look(clinic)
    assert found is not None
    with clinic.store.read() as uow:
        seat = next(row for row in uow.seats.where() if row.id == found.seat_id)
        assert (clinic.clock(seat.starts_at), clinic.clock(seat.ends_at)) == ("13:00", "14:00")


def test_that_what_speaks_against_them_is_told_in_one_go_and_nothing_changes(clinic: Clinic) -> None:
    stranger = interpreter(clinic, "Teo", interprets=())
    with clinic.scene() as uow:
        factory.make_absence(uow, stranger, clinic.at("12:00"))
    before = clinic.rows()
    with pytest.raises(RuleBroken) as no:
        clinic.do(gaps.close, consultation=meeting(clinic), seat=clinic.abel.id, volunteer=stranger.id)
    assert {breach.code for breach in no.value.breaches} == {"LANGUAGE", "ABSENT"}
    assert clinic.rows() == before


def test_that_a_meeting_without_a_gap_gets_no_seat(clinic: Clinic) -> None:
    abel = look(clinic).best  # type: ignore[union-attr] # a draft has one
    assert abel is not None
    clinic.do(gaps.close, consultation=meeting(clinic), seat=abel.seat_id, volunteer=abel.volunteer_id)
    with pytest.raises(Refused, match="No link is missing"):
        clinic.do(gaps.add_seat, consultation=meeting(clinic))


def test_that_a_cancelled_meeting_leaves_the_seat_to_others(clinic: Clinic) -> None:
    clinic.do(consultations.cancel, consultation=meeting(clinic))
    assert clinic.day().columns[0].cards == ()
