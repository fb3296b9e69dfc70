"""'Fill open seats' in the window: a proposal in place, seats and people left out, taken over as one step, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from clinic.domain.people import Role
from clinic.services import roster, sample
from tests.services.scene import THURSDAY, WEDNESDAY, WEEK, Scene
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from ui.pages.roster.page import RosterPage
from ui.pages.roster.proposal import SeatsProposal
from ui.states import State
from ui.theme import theme
from ui.widgets.line_paint import lay_out
from ui.widgets.lines import Line

pytestmark = pytest.mark.window


class Week:
    """Three mornings want an attorney, one afternoon a doctor; Anna and Ben are attorneys."""

    def __init__(self, scene: Scene, open_page: Opener) -> None:
        self.scene, self._open = scene, open_page
        self.anna, self.ben = (scene.volunteer(name, Role.ATTORNEY) for name in ("Anna Reyes", "Ben Cruz"))
        self.first = scene.session()
        mornings = (self.first, scene.session(on=WEDNESDAY), scene.session(on=THURSDAY))
        self.seats = [scene.seat(morning, Role.ATTORNEY) for morning in mornings]
        self.doctor = scene.seat(scene.session("15:00", "16:00"), Role.DOCTOR)
        self.at: Hands

    def open(self, language: str = "en") -> SeatsProposal:
        self.at = self._open("roster", language)
        self.at.click("fill", builds=True)
        return self.at.page(RosterPage).proposal

    def filled(self) -> int:
        return sum(self.scene.now(seat).volunteer_id is not None for seat in self.seats)


@pytest.fixture
def week(scene: Scene, open_page: Opener) -> Week:
    return Week(scene, open_page)


def seats(found: SeatsProposal) -> list[Line]:
    return [line for line in found.proposed.lines if line.key.isdecimal()]


def people(found: SeatsProposal) -> list[Line]:
    return [line for line in found.proposed.lines if line.balance is not None]


def test_that_a_proposal_shows_who_where_and_why_person_by_person_and_changes_nothing(week: Week) -> None:
    found = week.open()
    assert [line.title for line in people(found)] == ["Anna Reyes", "Ben Cruz"]
    assert len(seats(found)) == 3
    assert all(line.details for line in seats(found))
    assert {line.right for line in people(found)} == {"0 min → 2 h", "0 min → 4 h"}
    assert "hours at night counted double" in people(found)[0].spoken
    assert week.filled() == 0
    week.at.press(Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_that_seats_that_stay_open_are_told_with_the_reason(week: Week) -> None:
    found = week.open()
    (line,) = [line for line in found.left.lines if not line.section]
    assert line.state is State.OPEN
    assert "doctor" in line.details[0].text


def test_that_all_is_taken_over_by_enter_as_one_step(week: Week) -> None:
    found = week.open()
    week.at.press(Qt.Key.Key_Return)
    assert week.filled() == 3
    assert not found.isVisible()
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.filled() == 0


def test_that_a_seat_is_left_out_by_space(week: Week) -> None:
    found = week.open()
    found.proposed.choose(seats(found)[0].key)
    week.at.press(Qt.Key.Key_Space)
    assert [line.state for line in seats(found)].count(State.DUE) == 1
    week.at.click("takeOver")
    assert week.filled() == 2


def test_that_everything_of_a_person_is_left_out_and_taken_at_once(week: Week) -> None:
    found = week.open()
    anna = people(found)[0].key
    found.proposed.choose(anna)
    week.at.press(Qt.Key.Key_Space)
    assert people(found)[0].link == "Take all"
    week.at.press(Qt.Key.Key_Space)
    assert people(found)[0].link == "Leave all out"
    week.at.press(Qt.Key.Key_Space)
    week.at.click("takeOver")
    assert {week.scene.now(seat).volunteer_id for seat in week.seats} == {week.ben.id, None}


def test_that_confirmed_and_pinned_people_are_never_moved(week: Week) -> None:
    row = week.scene.seat(week.first, Role.ATTORNEY, week.ben, pinned=True)
    found = week.open()
    found.replan.setChecked(True)
    week.at.quiet()
    week.at.click("takeOver")
    assert week.scene.now(row).volunteer_id == week.ben.id


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_of_a_proposal_is_cut(week: Week, language: str) -> None:
    week.open(language)
    assert cut_words(week.at.page(RosterPage)) == []


@pytest.mark.usefixtures("as_the_program_collects")
def test_that_a_proposal_does_not_keep_the_window_waiting_on_a_medium_week(
    window_app: QApplication, scene: Scene, open_page: Opener
) -> None:
    scene.store = memory_store()
    with scene.store.work("Maria") as uow:
        sample.make(uow, size="medium", seed=1, start=WEEK.monday)
    page = open_page("roster").page(RosterPage)
    desk = page.desk

    def once_more() -> float:
        page.go_back()
        return longest_gap(window_app, page.proposal.begin, lambda: not page.proposal.is_looking and desk.hands.is_idle)

    once_more()
    assert min(once_more() for _n in range(2)) < LIMIT


# ---------------------------------------------------------------------------------------------------- why is it open


def test_that_a_seat_that_stays_open_says_why_and_a_change_is_tried_and_done(week: Week) -> None:
    found = week.open()
    opened = next(line for line in found.left.lines if line.key.startswith("open-"))
    found.left.linked.emit(opened.key)
    week.at.quiet()
    lines = {line.key: line for line in found.left.lines}
    assert lines["why-back"].link == "Back"
    tries = [key for key in lines if key.startswith("why-try-")]
    assert tries
    found.left.linked.emit(tries[0])
    week.at.quiet()
    tried = next(line for line in found.left.lines if line.icon == "lightbulb" and line.details)
    assert tried.details[0].text in ("The seat is filled then.", "The seat stays open even then.")
    assert week.scene.now(week.doctor).volunteer_id is None
    found.left.linked.emit("why-back")
    assert [line.key for line in found.left.lines if not line.section] == [opened.key]


def test_that_the_panel_of_an_open_seat_says_why_tries_and_does_it_as_one_step(week: Week) -> None:
    week.at = week._open("roster")
    page = week.at.page(RosterPage)
    page.show_target(week.seats[0].id)
    week.at.quiet()
    week.at.click("seat-why")
    assert next(line.title for line in page.seat_panel.lines.lines if line.link == "Try it") == "Seat Anna Reyes."
    page.seat_panel.lines.choose("why-try-0")
    week.at.press(Qt.Key.Key_Return)
    assert week.filled() == 0
    week.at.press(Qt.Key.Key_Return)
    assert week.filled() == 1
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.filled() == 0


def test_that_it_is_said_in_a_sentence_when_nobody_fits_an_open_seat(week: Week) -> None:
    for seat in week.seats:
        week.scene.work(roster.assign, seat=seat.id, volunteer=week.anna.id)
    found = week.open()
    assert [line.spoken for line in found.proposed.lines] == [
        "Nobody fits an open seat without breaking a rule. Why? tells what would help."
    ]
    assert found.focusWidget() is found.left


def test_that_the_bars_of_all_people_stand_below_one_another(week: Week) -> None:
    found = week.open()
    first, second = people(found)
    week.at.press(Qt.Key.Key_Space)  # "Take all" is shorter than "Leave all out"
    looks = {lay_out(line, QRect(0, 0, 600, 0), theme()).link.left() for line in (first, second, people(found)[0])}
    assert len(looks) == 1
    assert {line.right_room for line in (first, second)} == {first.right}
