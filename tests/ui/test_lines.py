"""Lines, stops and the day board: keys, words for a screen reader, and heights that follow from the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.states import State
from ui.widgets.board_model import BoardModel
from ui.widgets.day_board import Board, Crew, DayBoard, GapLine, HouseholdLine, TripLine
from ui.widgets.line_model import LineModel
from ui.widgets.line_paint import lay_out
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.stops import StopLine, StopList
from ui.widgets.timeline import Bar, BarKind, Scale

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
LINES = (
    Line("fits", "Fits · best first", section=True, right="1"),
    Line("abel", "Abel Cruz Xol", state=State.FITS, right="2 h", details=(Detail("Mam to Spanish, best."),)),
    Line("jean", "Jean-Robert Dorval", state=State.NO_FIT, link="Seat anyway…", details=(Detail("Speaks no Mam"),)),
)


@pytest.fixture
def lines(qtbot: QtBot) -> LineList:
    found = LineList("Candidates")
    qtbot.addWidget(found)
    found.resize(280, 400)
    found.set_lines(LINES)
    found.show()
    return found


def test_that_the_line_model_satisfies_qt() -> None:
    model = LineModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_lines(LINES)
    model.set_lines(LINES[:1])
    assert tester.model() is model


def test_that_a_line_speaks_as_one_sentence() -> None:
    assert LINES[1].spoken == "Abel Cruz Xol, fits, 2 h, Mam to Spanish, best."


def test_that_down_passes_by_the_heads_of_groups(lines: LineList) -> None:
    lines.choose("abel")
    QTest.keyClick(lines, Qt.Key.Key_Up)
    assert lines.current_key == "abel"
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.current_key == "jean"


def test_that_enter_opens_and_shift_enter_takes_the_action_word(lines: LineList, qtbot: QtBot) -> None:
    lines.choose("jean")
    with qtbot.waitSignal(lines.opened) as opened:
        QTest.keyClick(lines, Qt.Key.Key_Return)
    with qtbot.waitSignal(lines.linked) as linked:
        QTest.keyClick(lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert opened.args == linked.args == ["jean"]


def test_that_a_click_on_the_action_word_takes_it(lines: LineList, qtbot: QtBot) -> None:
    spot = lines.visualRect(lines.model().index(2, 0)).topRight() + QPoint(-30, 16)
    with qtbot.waitSignal(lines.linked) as linked:
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert linked.args == ["jean"]


def test_that_a_line_grows_with_its_words_and_with_the_text(lines: LineList) -> None:
    plain = lines.content_height()
    theme.change(percent=150)
    larger = lines.content_height()
    assert larger > plain
    lines.set_lines((*LINES, Line("long", "X", details=(Detail("word " * 80),))))
    assert lines.content_height() > larger + 100


def test_that_the_current_line_stays_current_over_a_reload(lines: LineList) -> None:
    lines.choose("jean")
    lines.set_lines(LINES[::-1])
    assert lines.current_key == "jean"


def test_that_a_stop_speaks_its_time_its_place_and_its_sum(qtbot: QtBot) -> None:
    stops = StopList("Stops of T3")
    qtbot.addWidget(stops)
    stops.set_stops([StopLine("1", "08:42", "flag", "Arrive at the garita", "PedWest", "drive 22 + buffer 10 min")])
    said = stops.model().index(0, 0).data(SPOKEN)
    assert said == "08:42, Arrive at the garita, PedWest, drive 22 + buffer 10 min"


def board() -> Board:
    ride = (Bar(BarKind.RIDE, 175, 240), Bar(BarKind.RETURN, 600, None, "return open"))
    return Board(
        (
            TripLine("t1", "T1", "Van 9/12", "bus", (Crew("car", "Rosa Medrano", State.DONE),), sentence="Trip T1."),
            HouseholdLine("k7", State.DONE, "K7-RM4", "2+1", "02:55", "04:00", "08:00", ride, "K7-RM4, handed over."),
            GapLine("gap", "Not covered", "1 household", "Find a ride"),
        ),
        Scale(now=272, now_text="Now 04:32"),
    )


def test_that_the_board_satisfies_qt_and_speaks() -> None:
    model = BoardModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_board(board())
    assert tester.model() is model
    assert model.index(0, 0).data(SPOKEN) == "Trip T1."
    assert model.index(1, 2).data(SPOKEN) == "K7-RM4, handed over."
    assert [model.index(1, column).data() for column in (0, 2, 4, 5)] == ["K7-RM4", "02:55", "04:00", "08:00"]


def test_that_enter_on_a_line_without_ride_presses_its_button(qtbot: QtBot) -> None:
    view = DayBoard("Hearing day")
    qtbot.addWidget(view)
    view.show_board(board())
    view.choose("gap")
    with qtbot.waitSignal(view.pressed_gap) as pressed:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert pressed.args == ["gap"]
    view.choose("k7")
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["k7"]


def test_that_the_board_can_be_painted_in_both_themes(window_app: QApplication, qtbot: QtBot) -> None:
    view = DayBoard("Hearing day")
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show_board(board())
    view.show()
    shown = []
    for look in (theme.Look.LIGHT, theme.Look.DARK):
        theme.change(look=look)
        window_app.processEvents()
        shown.append(view.grab().toImage())
    assert shown[0] != shown[1]


def test_that_a_long_title_goes_on_in_the_next_line() -> None:
    one = lay_out(Line("a", "Somebody drives"), QRect(0, 0, 240, 0), theme.theme())
    two = lay_out(
        Line("a", "Everybody on the trip has a seat of their own in the vehicle"), QRect(0, 0, 240, 0), theme.theme()
    )
    assert two.height > one.height


def test_that_the_sum_of_a_stop_is_never_cut(qtbot: QtBot) -> None:
    stops = StopList("Stops")
    qtbot.addWidget(stops)
    stops.resize(420, 300)
    short = StopLine("1", "08:42", "flag", "Arrive", how="drive 22 min")
    long = StopLine("2", "09:42", "flag", "Arrive", how="10 min boarding + 10 min drive to Paso del Norte (Santa Fe)")
    stops.set_stops([short, long])
    stops.show()
    assert stops.visualRect(stops.model().index(1, 0)).height() > stops.visualRect(stops.model().index(0, 0)).height()


def test_that_an_action_word_goes_under_a_title_that_it_would_cut(window_app: QApplication) -> None:
    wide, narrow = QRect(0, 0, 400, 0), QRect(0, 0, 200, 0)
    line = Line("a", "Socorro Portillo", link="Asignar de todos modos…")
    assert lay_out(line, wide, theme.theme()).link.top() == 8
    below = lay_out(line, narrow, theme.theme())
    assert below.link.top() > below.title.bottom()
    assert below.height > below.link.bottom()
    assert window_app is not None


def test_that_a_line_far_down_is_scrolled_to_although_long_lists_are_measured_in_portions(qtbot: QtBot) -> None:
    lines = LineList("Many")
    qtbot.addWidget(lines)
    lines.resize(300, 400)
    lines.show()
    lines.set_lines([Line(str(n), f"Line {n}") for n in range(300)])
    lines.choose("250")
    qtbot.waitUntil(lambda: lines.viewport().rect().contains(lines.visualRect(lines.currentIndex()).center()))
    assert lines.current_key == "250"
