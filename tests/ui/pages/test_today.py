"""Today in the window: words recorded, silence seen, returns closed, the next need; by keys and clicks."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from clinic.domain.hearings import AbsenceReason, HearingEnd, TimeSource
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind
from clinic.services import rides, roster, sample
from tests.services.border import TUESDAY
from tests.services.scene import WEEK
from tests.services.test_hearing_day import Day
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, LEFT, NONE, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from ui.pages.rides.page import RidesPage
from ui.pages.roster.page import RosterPage
from ui.pages.today.page import TodayPage
from ui.states import State
from ui.widgets.board_model import GapLine, HouseholdLine, TripLine
from ui.widgets.lines import LineList

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


def choose_line(at: Hands, begins: str) -> None:
    """Make the line current whose key begins so, and give the board the focus."""
    board = page(at).board
    board.setFocus()
    board.choose(next(line.key for line in board.model_.board.lines if line.key.startswith(begins)))


def told(scene: Day, kind: CheckInKind) -> list[str]:
    return [scene.clock(row.done_at) for row in scene.words(kind) if row.done_at]


def test_that_a_figure_records_a_word_at_this_minute_and_once_more_corrects_it(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    choose_line(at, "trip:")
    at.press(Qt.Key.Key_1)
    scene.now = scene.at("03:47")
    at.press(Qt.Key.Key_2)
    assert (told(scene, CheckInKind.DEPARTURE), told(scene, CheckInKind.AT_PORT)) == (["03:30"], ["03:47"])
    assert at.window.shell is not None
    assert at.window.shell.toast.sentence == "T1: at the port"
    at.press(Qt.Key.Key_2, builds=True)
    at.dialog("correctCheckIn")
    at.type_number("hour", "0341")
    at.click("save")
    assert told(scene, CheckInKind.AT_PORT) == ["03:41"]
    at.press(Qt.Key.Key_2, builds=True)
    at.tick("gone")
    at.click("save")
    assert told(scene, CheckInKind.AT_PORT) == []
    at.press(Qt.Key.Key_Z, CONTROL)
    assert told(scene, CheckInKind.AT_PORT) == ["03:41"]


def test_that_a_figure_on_a_household_is_about_that_household(scene: Day, open_page: Opener) -> None:
    second = scene.household((40,), shelter=scene.sur)
    scene.hearing(second)
    scene.do(rides.add, trip=scene.t1.id, household=second.id, reason="The guard opens")
    at = open_page("today")
    choose_line(at, "trip:")
    at.press(Qt.Key.Key_5)
    assert at.window.shell is not None
    assert at.window.shell.toast.sentence == "Choose the household first: “turned away” is said of one."
    choose_line(at, f"household:{second.id}:")
    at.press(Qt.Key.Key_6)
    assert [row.household_id for row in scene.words(CheckInKind.NOT_ON_THE_LIST)] == [second.id]
    choose_line(at, f"household:{scene.mine.id}:")
    at.press(Qt.Key.Key_3)
    assert told(scene, CheckInKind.HAND_OVER) == ["03:30"]
    found = page(at).found
    assert found is not None
    assert found.trips[0].is_handed_over


def test_that_the_likeliest_trip_is_proposed_from_every_place(scene: Day, open_page: Opener) -> None:
    with scene.scene() as uow:
        for row in uow.check_ins.where(trip_id=scene.t1.id):
            row.due_at = None
    other = scene.household((40,), shelter=scene.sur)
    scene.hearing(other, report_time=time(9), hearing_time=time(13))
    scene.trip_with(other, report="09:00")
    at = open_page("share")
    at.press(Qt.Key.Key_R, CONTROL, builds=True)
    at.dialog("checkIn")
    assert at.the(QComboBox, "trip").currentText().startswith("T2")


def test_that_the_menu_and_f1_tell_the_figures_and_the_palette_records_too(scene: Day, open_page: Opener) -> None:
    at = open_page("today")
    assert at.window.shell is not None
    commands = {command.key: command for command in at.window.shell.menus.commands}
    assert commands["told-hand_over"].hint == "3"
    choose_line(at, "trip:")
    commands["told-hand_over"].run()
    at.quiet()
    assert told(scene, CheckInKind.HAND_OVER) == ["03:30"]


# ---------------------------------------------------------------------------------------------------------- tomorrow


def test_that_ctrl_page_down_shows_what_must_be_settled_tonight(scene: Day, open_page: Opener) -> None:
    scene.now = scene.at("20:00", date(2026, 7, 13))
    at = open_page("today")
    at.press(Qt.Key.Key_PageUp, CONTROL)
    at.press(Qt.Key.Key_PageDown, CONTROL)
    assert at.the(QLabel, "pageTitle").text() == "Tomorrow"
    assert "Settle tonight" in at.words()
    assert "Nobody stands by for the way back" in at.words()
    at.click("need-copy")
    assert QApplication.clipboard().text() == "T1, Rosa Medrano: wake-up Tue 14 July 01:50, leave at 02:20"


def test_that_the_cover_list_opens_from_today_by_keyboard(scene: Day, open_page: Opener) -> None:
    """Story 16 begins here: the driver falls ill in the night, the need's second button leads to who could drive."""
    scene.driver("Daniel")
    scene.do(roster.mark_asked, seat=scene.see_seat(scene.t1, Role.DRIVER).id)
    scene.now = scene.at("01:00")
    at = open_page("today")
    page(at).board.setFocus()
    at.press(Qt.Key.Key_N)
    for _n in range(3):
        if getattr(at.app.focusWidget(), "objectName", str)() == "need-find_cover":
            break
        at.press(Qt.Key.Key_Tab)
    at.press(Qt.Key.Key_Space, builds=True)
    assert isinstance(at.page(RosterPage), RosterPage)
    assert "Daniel" in "\n".join(line.title for lines in at.window.findChildren(LineList) for line in lines.lines)


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
    field = at.app.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Flat tyre")
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
    table = page(at).below.table
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
    table = page(at).below.table
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
    models = (shown.board.model_, shown.below.model_, shown.check_ins, shown.side.coming.model())
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
