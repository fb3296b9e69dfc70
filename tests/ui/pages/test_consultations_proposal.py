"""'Plan week' in the window: a proposal in place, meetings taken or left out, taken over, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic.services import waiting_list
from tests.services.test_consultations import INTAKE
from tests.ui.cut import cut_words
from tests.ui.pages.consulting import CONTROL, Consulting
from ui.pages.consultations.proposal import BookingsProposal
from ui.states import State

pytestmark = pytest.mark.window


@pytest.fixture(params=["en"])
def work(window_app: QApplication, request: pytest.FixtureRequest) -> Iterator[Consulting]:
    """A Mam household waits for an intake. Nothing is booked."""
    found = Consulting(window_app, request.param)
    found.clinic.do(waiting_list.ask, household=found.clinic.mam.id, kind=INTAKE, asked_on=date(2026, 7, 1))
    yield found.open()
    found.quiet()
    found.window.close()


def planned(work: Consulting) -> BookingsProposal:
    work.click("planWeek")
    return work.page.proposal


def booked(work: Consulting) -> int:
    with work.clinic.store.read() as uow:
        return uow.consultations.count()


def test_that_a_proposal_changes_nothing_and_escape_gives_the_page_back(work: Consulting) -> None:
    found = planned(work)
    keys = [line.key for line in found.proposed.lines if line.key]
    assert (len(keys), len(found.left.lines)) == (1, 0)
    assert booked(work) == 0
    work.press(Qt.Key.Key_Escape)
    assert not found.isVisible()
    assert work.page.day.isVisible()


def test_that_a_meeting_is_left_out_by_space_and_the_rest_is_taken_over_and_undone(work: Consulting) -> None:
    found = planned(work)
    count = len([line for line in found.proposed.lines if line.key])
    work.press(Qt.Key.Key_Space)
    states = [line.state for line in found.proposed.lines if line.key]
    assert states[0] is State.DUE
    work.press(Qt.Key.Key_Space)
    work.press(Qt.Key.Key_Return)
    assert booked(work) == count
    assert not found.isVisible()
    work.press(Qt.Key.Key_Z, CONTROL)
    assert booked(work) == 0


def test_that_a_day_can_be_planned_alone_and_a_search_be_given_up(work: Consulting) -> None:
    work.page.proposal.plan_day()
    work.quiet()
    assert {line.title for line in work.page.proposal.proposed.lines if not line.key} <= {"Tue 14 July"}
    work.click("cancelProposal")
    work.page.proposal.plan_week()
    assert work.page.go_back()
    work.quiet()
    assert not work.page.proposal.isVisible()
    assert booked(work) == 0


def test_that_the_switch_lets_bookings_move_that_nobody_has_pinned(work: Consulting) -> None:
    for lawyer in (work.clinic.helen.id, work.samir):
        work.clinic.book("13:30", work.spanish(), lawyer=lawyer)
    found = planned(work)
    assert [line.title for line in found.left.lines] == [f"{work.clinic.mam.code} · intake"]
    work.click("replan")
    assert found.left.lines == ()
    told = [detail.text for line in found.proposed.lines for detail in line.details]
    assert "until now Tue 14 July 13:30" in told
    work.click("takeOver")
    assert booked(work) == 3


def test_that_a_search_begun_anew_leaves_the_proposal_open_and_answers_once(work: Consulting) -> None:
    found = work.page.proposal
    found.plan_week()
    found.replan.toggle()
    found.replan.toggle()
    work.quiet()
    assert found.isVisible()
    assert not found.is_looking
    assert len([line for line in found.proposed.lines if line.key]) == 1


def test_that_nothing_is_taken_over_or_left_out_while_a_plan_is_looked_for(work: Consulting) -> None:
    found = planned(work)
    found.replan.toggle()
    assert found.is_looking
    key = next(line.key for line in found.proposed.lines if line.key)
    found.proposed.linked.emit(key)
    found.proposed.opened.emit(key)
    work.quiet()
    assert booked(work) == 0
    assert found.isVisible()
    assert [line.state for line in found.proposed.lines if line.key] == [State.DONE]


@pytest.mark.parametrize("work", ["en", "es"], indirect=True)
def test_that_no_word_is_cut(work: Consulting) -> None:
    planned(work)
    assert cut_words(work.window) == []
