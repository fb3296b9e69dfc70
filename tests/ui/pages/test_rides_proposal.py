"""'Plan rides' in the window: a proposal in place, trips taken or left out, what helps tried, taken over, undone."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from clinic.ports.fleet import Limits
from tests.services.border import Border
from tests.services.test_ride_plan import two_vans_and_a_shelter
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, SHIFT, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT
from ui.pages.rides import proposal
from ui.states import State
from ui.widgets.lines import LineList

pytestmark = pytest.mark.window
GUARD = "The guard opens the gate for us"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many rounds, however slow the machine is."""
    monkeypatch.setattr(proposal, "LIMITS", Limits(seconds=120, rounds=1000))


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Border:
    """Story 11; the shelter opens at 03:00, or at the hour that a test names."""
    return two_vans_and_a_shelter(getattr(request, "param", time(3)))[0]


def plan(open_page: Opener, language: str = "en") -> Hands:
    at = open_page("rides", language)
    at.click("planRides", builds=True)
    return at


def trips(at: Hands) -> LineList:
    return at.the(LineList, "proposed")


def left(at: Hands) -> LineList:
    return at.the(LineList, "proposalLeft")


def on_file(scene: Border) -> int:
    with scene.store.read() as uow:
        return len(uow.trips.where())


def test_that_a_proposal_changes_nothing_and_esc_gives_the_page_back(scene: Border, open_page: Opener) -> None:
    before = scene.rows()
    at = plan(open_page)
    assert [line.tag for line in trips(at).lines] == ["14 of 14", "14 of 14"]
    assert "28 people covered" in at.words()
    assert "Seats: 19 short; a bus of 19, or the gate by 01:55." in at.words()
    assert scene.rows() == before
    at.press(Qt.Key.Key_Escape)
    assert at.the(LineList, "trips").isVisible()
    assert scene.rows() == before


@pytest.mark.parametrize("scene", [time(1)], indirect=True)
def test_that_enter_takes_the_plan_over_and_one_undo_takes_all_of_it_back(scene: Border, open_page: Opener) -> None:
    before = scene.rows()
    at = plan(open_page)
    assert left(at).lines == ()
    at.press(Qt.Key.Key_Return)
    assert on_file(scene) == 4
    assert "47 of 47 people have a ride out" in at.words()
    at.press(Qt.Key.Key_Z, CONTROL)
    assert scene.rows() == before


def test_that_a_trip_is_left_out_by_space_and_the_others_are_taken(scene: Border, open_page: Opener) -> None:
    at = plan(open_page)
    trips(at).setFocus()
    at.press(Qt.Key.Key_Space)
    assert [line.state for line in trips(at).lines] == [State.DUE, State.DONE]
    assert "Take over 1 trip" in at.words()
    at.click("takeOver")
    assert on_file(scene) == 1


def test_that_what_helps_is_tried_by_its_word_and_the_plan_comes_back(open_page: Opener) -> None:
    at = plan(open_page)
    at.line("proposalLeft", "A bus of 19")
    at.press(Qt.Key.Key_Return, SHIFT)
    assert sum(int(line.tag.split()[0]) for line in trips(at).lines) == 47
    assert "A trial: A bus of 19 is not so yet." in at.words()
    assert not any(line.link for line in trips(at).lines)
    at.click("backToPlan")
    assert "28 people covered" in at.words()


def test_that_the_switch_plans_drafts_anew_and_then_all_trips_go_together(scene: Border, open_page: Opener) -> None:
    at = plan(open_page)
    at.click("takeOver")
    at.click("planRides", builds=True)
    assert [line.spoken for line in trips(at).lines] == [
        "Nobody can ride without breaking a rule. At the right is why, and what would help."
    ]
    at.click("replan")
    assert [line.tag for line in trips(at).lines if line.key] == ["14 of 14", "14 of 14"]
    assert not any(line.link for line in trips(at).lines)
    at.click("takeOver")
    assert on_file(scene) == 2


def test_that_a_typed_reason_opens_the_gates(scene: Border, open_page: Opener) -> None:
    at = plan(open_page)
    reason = at.the(QLineEdit, "gateReason")
    reason.setFocus()
    QTest.keyClicks(reason, GUARD)
    at.press(Qt.Key.Key_Return)
    assert "47 people covered" in at.words()
    at.click("takeOver")
    with scene.store.read() as uow:
        assert {trip.reason for trip in uow.trips.where() if "GATE" in trip.overridden} == {GUARD}


def test_that_a_day_that_has_changed_meanwhile_is_said(scene: Border, open_page: Opener) -> None:
    at = plan(open_page)
    scene.driver("Someone else")
    at.click("takeOver")
    assert "The day has changed since this plan was made. Plan again." in at.words()
    assert on_file(scene) == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_is_cut_and_nothing_stalls(open_page: Opener, language: str) -> None:
    at = plan(open_page, language)
    assert cut_words(at.window) == []
    trips(at).setFocus()
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_Down)
    assert max(seconds for seconds, _ in at.stalls) < LIMIT
