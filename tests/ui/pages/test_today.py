"""Today in the window: words recorded, silence seen, returns closed, the next need; by keys and clicks."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from clinic.domain.hearings import AbsenceReason, HearingEnd, TimeSource
from clinic.domain.trips import CheckInKind
from clinic.services import sample
from tests.services.border import TUESDAY
from tests.services.scene import WEEK
from tests.services.test_hearing_day import Day
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, LEFT, NONE, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from ui.pages.rides.page import RidesPage
from ui.pages.today.page import TodayPage
from ui.states import State
from ui.widgets.board_model import GapLine, HouseholdLine, TripLine

pytestmark = pytest.mark.window
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def scene() -> Day:
    """T1 with one household for 04:00; it is 03:30 on Tuesday."""
    return Day()


def page(at: Hands) -> TodayPage:
    return at.page(TodayPage)


def trip_line(at: Hands) -> TripLine:
    return next(line for line in page(at).board.model_.board.lines if isinstance(line, TripLine))


def record(at: Hands, what: str, clock: str, by: str = "Ivan") -> None:
    """Fill in the open form and press Enter."""
    at.dialog("checkIn")
    at.pick("kind", what)
    at.type_number("hour", clock)
    at.type_into("by", by)
    at.press(Qt.Key.Key_Return)
    assert at.app.activeModalWidget() is None


# ------------------------------------------------------------------------------------------------------------- words


def test_that_a_check_in_is_recorded_by_r_and_enter_and_undone(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    page(at).board.setFocus()
    at.press(Qt.Key.Key_R, builds=True)
    record(at, "at the port", "0325")
    (word,) = [row for row in scene.words(CheckInKind.AT_PORT) if row.done_at]
    assert (scene.clock(word.done_at), word.by) == ("03:25", "Ivan")
    assert (State.DONE, "at the port 03:25") in trip_line(at).notes
    at.press(Qt.Key.Key_Z, CONTROL)
    assert not [row for row in scene.words(CheckInKind.AT_PORT) if row.done_at]


def test_that_the_form_proposes_what_is_waited_for_and_this_hour(open_page: Opener) -> None:
    at = open_page("today")
    at.click("primary", builds=True)
    at.dialog("checkIn")
    assert at.the(QComboBox, "kind").currentText() == "left"
    assert at.the(QLineEdit, "qt_spinbox_lineedit").text() == "03:30"


def test_that_a_check_in_can_be_recorded_from_every_place(open_page: Opener) -> None:
    at = open_page("roster")
    at.press(Qt.Key.Key_R, CONTROL, builds=True)
    at.dialog("checkIn")
    at.press(Qt.Key.Key_Escape)
    assert isinstance(at.page(TodayPage), TodayPage)


def test_that_a_household_turned_away_is_told_alone_and_gets_a_ride_back(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    at.click("primary", builds=True)
    at.pick("household", scene.mine.code)
    record(at, "turned away", "0330")
    assert scene.see_hearing().end is HearingEnd.TURNED_AWAY


# ----------------------------------------------------------------------------------------------------------- silence


def test_that_silence_stands_on_the_trip_in_red_with_its_shape_and_on_top_of_the_needs(
    scene: Day, open_page: Opener
) -> None:
    scene.now = scene.at("05:00")
    at = open_page("today")
    line = trip_line(at)
    assert line.notes[-1] == (State.NO_WORD, "No word for 1 h 50")
    assert line.alert == ""
    assert "T1: no word since 03:10" in at.words()
    assert "No word 1" in at.words()
    at.click("segment-no_word")
    assert any(isinstance(line, HouseholdLine) for line in page(at).board.model_.board.lines)


def test_that_the_list_of_whom_to_call_shows_numbers_and_keeps_what_came_of_each_call(
    scene: Day, open_page: Opener
) -> None:
    """N: nobody answered, who then comes last; Enter, some words, Enter: reached. The next person sees both."""
    with scene.scene() as uow:
        for number, person in enumerate(uow.volunteers.where()):
            person.phone = f"664 555 014{number}"
    scene.now = scene.at("05:00")
    at = open_page("today")
    at.click("need-call")
    calls = page(at).calls
    assert [line.title for line in calls.lines.lines] == ["Rosa Medrano", "Iván Olmos"]
    assert "664 555 0140" in at.words()
    at.press(Qt.Key.Key_C)
    assert QApplication.clipboard().text() == "664 555 0140"
    at.press(Qt.Key.Key_N)
    assert [line.title for line in calls.lines.lines] == ["Iván Olmos", "Rosa Medrano"]
    calls.lines.choose("Iván Olmos")
    at.press(Qt.Key.Key_Return)
    QTest.keyClicks(at.app.focusWidget(), "Flat tyre")
    at.press(Qt.Key.Key_Return)
    said = [detail.text for line in calls.lines.lines for detail in line.details]
    assert "05:00: Flat tyre" in said
    assert "05:00: no answer" in said
    at.press(Qt.Key.Key_Escape)
    assert not calls.isVisible()


def test_that_n_goes_to_the_next_thing_that_needs_somebody(scene: Day, open_page: Opener) -> None:
    scene.hearing(scene.household(shelter=scene.sur))
    scene.now = scene.at("05:00")
    at = open_page("today")
    page(at).board.setFocus()
    at.press(Qt.Key.Key_N)
    first = at.app.focusWidget()
    assert isinstance(first, QAbstractButton)
    page(at).side.next_need()
    assert at.app.focusWidget() is not first


def test_that_who_is_not_covered_leads_to_the_rides(scene: Day, open_page: Opener) -> None:
    other = scene.household(shelter=scene.sur)
    scene.hearing(other)
    at = open_page("today")
    board = page(at).board
    gap = next(n for n, line in enumerate(board.model_.board.lines) if isinstance(line, GapLine))
    board.setFocus()
    board.setCurrentIndex(board.model_.index(gap, 0))
    at.press(Qt.Key.Key_Return)
    assert at.page(RidesPage).board.uncovered.current_key
    assert other.code in at.page(RidesPage).board.uncovered.lines[0].title


def test_that_a_missing_report_time_is_typed_where_it_is_missed(scene: Day, open_page: Opener) -> None:
    other = scene.household(shelter=scene.sur)
    date = scene.hearing(other, hearing_time=None, report_time=None)
    at = open_page("today")
    at.click("need-type_report_time", builds=True)
    at.dialog("reportTime")
    at.type_number("clock", "0430")
    at.click("save")
    with scene.store.read() as uow:
        kept = uow.hearings.get(date.id)
    assert (kept.report_time, kept.report_source) == (time(4, 30), TimeSource.TYPED)


# -------------------------------------------------------------------------------------------------------- not back yet


def test_that_a_return_is_closed_from_the_list_of_who_is_not_back(scene: Day, open_page: Opener) -> None:
    scene.tell(CheckInKind.HAND_OVER, "04:00")
    scene.now = scene.at("12:00")
    at = open_page("today")
    table = page(at).table
    assert at.column(table) == [scene.mine.code]
    table.setFocus()
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_R, builds=True)
    record(at, "back", "1150", by="the shelter")
    assert scene.see_hearing().end is HearingEnd.RETURNED
    assert at.column(table) == []
    at.press(Qt.Key.Key_Z, CONTROL)
    assert at.column(table) == [scene.mine.code]


def test_that_record_can_be_clicked_and_another_end_told(scene: Day, open_page: Opener) -> None:
    scene.tell(CheckInKind.HAND_OVER, "04:00")
    scene.now = scene.at("12:00")
    at = open_page("today")
    table = page(at).table
    spot = table.visualRect(table.model().index(0, 4)).center()
    QTest.mouseClick(table.viewport(), LEFT, NONE, spot)
    at.quiet()
    record(at, "absent", "1150")
    assert (scene.see_hearing().end, scene.see_hearing().absence_reason) == (
        HearingEnd.ABSENT,
        AbsenceReason.UNKNOWN,
    )


# ------------------------------------------------------------------------------------------- nothing, list, languages


def test_that_a_day_without_hearings_leads_to_the_next_one(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    at.press(Qt.Key.Key_PageUp, CONTROL)
    assert "No hearings on Mon 13 July." in at.words()
    assert not page(at).board.isVisible()
    at.click_word("Go to that day")
    assert page(at).desk.day == TUESDAY
    assert scene.mine.code in [
        line.code for line in page(at).board.model_.board.lines if isinstance(line, HouseholdLine)
    ]


def test_that_the_list_has_a_row_a_check_in_in_whole_sentences(open_page: Opener) -> None:
    at = open_page("today")
    at.click("segment-list")
    model = page(at).check_ins
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said[:2] == ["T1, left, due 03:10: due", "T1, at the port, due 03:45: due"]
    page(at).list.setFocus()
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Return, builds=True)
    at.dialog("checkIn")


def test_that_a_household_speaks_its_whole_day(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    line = next(line for line in page(at).board.model_.board.lines if isinstance(line, HouseholdLine))
    assert line.sentence == f"{scene.mine.code}, 3 people. Pick-up 03:00, report 04:00, hearing 08:00. due, child seat"


def test_that_spanish_is_not_cut(scene: Day, open_page: Opener) -> None:
    scene.hearing(scene.household(shelter=scene.sur))
    scene.now = scene.at("12:00")
    at = open_page("today", "es")
    assert cut_words(page(at)) == []
    at.click("primary", builds=True)
    assert cut_words(at.dialog("checkIn")) == []


def test_that_the_models_keep_qts_rules(scene: Day, open_page: Opener) -> None:
    scene.now = scene.at("12:00")
    at = open_page("today")
    shown = page(at)
    models = (shown.board.model_, shown.not_back, shown.check_ins, shown.side.coming.model())
    testers = [QAbstractItemModelTester(model, FATAL) for model in models]
    shown.look_again()
    at.quiet()
    assert len(testers) == 4


def test_that_nothing_keeps_the_window_waiting_on_a_medium_day(
    window_app: QApplication, scene: Day, open_page: Opener
) -> None:
    scene.store = memory_store()
    with scene.store.work("Maria") as uow:
        sample.make(uow, size="medium", seed=1, start=WEEK.monday)
    at = open_page("today")
    shown = page(at)

    def once_more() -> float:
        before = shown.found
        return longest_gap(window_app, shown.look_again, lambda: shown.found is not before and shown.desk.lane.is_idle)

    assert min(once_more() for _n in range(3)) < LIMIT
