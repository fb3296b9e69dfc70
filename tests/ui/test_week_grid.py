"""The week grid: everything by keyboard, a sentence for each cell, and placing without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from ui.states import State
from ui.widgets.chips import Chip
from ui.widgets.dragging import Drag, from_mime, to_mime
from ui.widgets.week_grid import Cell, DayHead, Fit, Plan, RowHead, WeekGrid

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
GRACE = Drag("volunteer", "v1", "Grace Okonjo")


def seat(key: str, state: State = State.CONFIRMED) -> Chip:
    return Chip(key, key, state, "car")


def week() -> Plan:
    """Two days by two sessions; no session on Tuesday night."""
    days = (DayHead("mo", "Mon 13"), DayHead("tu", "Tue 14", today=True))
    rows = (RowHead("night", "Night rides", "02:30–06:00"), RowHead("talk", "Consultations", "13:00–17:30"))
    cells = {
        ("night", "mo"): Cell("n-mo", "2 of 2", State.CONFIRMED, (seat("a"), seat("b")), "Monday, night rides."),
        ("talk", "mo"): Cell("t-mo", "1 of 1", State.CONFIRMED, (seat("c"),), "Monday, consultations."),
        ("talk", "tu"): Cell("t-tu", "0 of 1", State.OPEN, (seat("d", State.OPEN),), "Tuesday, consultations."),
    }
    return Plan(days, rows, cells)


@pytest.fixture
def grid(qtbot: QtBot) -> WeekGrid:
    found = WeekGrid("Week")
    found.tester = QAbstractItemModelTester(  # type: ignore[attr-defined] # lives as long as the grid
        found.grid, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    found.resize(900, 500)
    found.show_plan(week())
    qtbot.addWidget(found)
    found.show()
    found.setFocus()
    found.choose("n-mo")
    return found


def test_that_down_walks_the_seats_and_then_goes_on(grid: WeekGrid) -> None:
    walked = []
    for _step in range(4):
        QTest.keyClick(grid, Qt.Key.Key_Down)
        walked.append(grid.current_keys)
    assert walked == [("n-mo", "a"), ("n-mo", "b"), ("t-mo", ""), ("t-mo", "c")]


def test_that_up_leaves_the_seats_again(grid: WeekGrid) -> None:
    grid.choose("t-mo", "c")
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current_keys == ("t-mo", "")
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current_keys == ("n-mo", "")


def test_that_arrows_home_and_end_move_between_cells(grid: WeekGrid) -> None:
    grid.choose("t-mo")
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_keys == ("t-tu", "")
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.current_keys == ("t-mo", "")
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_keys == ("t-tu", "")


def test_that_control_and_an_arrow_find_the_next_open_seat(grid: WeekGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert grid.current_keys == ("t-tu", "")


def test_that_enter_opens_the_seat(grid: WeekGrid, qtbot: QtBot) -> None:
    grid.choose("n-mo", "b")
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["n-mo", "b"]


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_W, "w"), (Qt.Key.Key_P, "p"), (Qt.Key.Key_Delete, "Del")])
def test_that_single_keys_are_told_with_their_seat(grid: WeekGrid, qtbot: QtBot, key: Qt.Key, text: str) -> None:
    grid.choose("n-mo", "a")
    with qtbot.waitSignal(grid.letter) as letter:
        QTest.keyClick(grid, key)
    assert letter.args == [text, "n-mo", "a"]


def test_that_a_letter_with_control_is_left_to_the_window(grid: WeekGrid, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.letter):
        QTest.keyClick(grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_that_somebody_can_be_placed_without_a_mouse(grid: WeekGrid, qtbot: QtBot) -> None:
    grid.start_placing(
        GRACE,
        {
            "n-mo": Fit(State.NO_FIT, "Full", "2 of 2 seats"),
            "t-mo": Fit(State.WARNING, "Short rest", "5 h rest; the rule asks 8"),
            "t-tu": Fit(State.FITS, "Fits"),
        },
    )
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert grid.current_keys == ("t-mo", "")
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert grid.current_keys == ("t-tu", "")
    with qtbot.waitSignal(grid.placed) as placed:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert placed.args == [GRACE, "t-tu", ""]


def test_that_escape_lets_go(grid: WeekGrid, qtbot: QtBot) -> None:
    grid.start_placing(GRACE, {"t-tu": Fit(State.FITS, "Fits")})
    with qtbot.waitSignal(grid.let_go):
        QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.placing is None
    assert not grid.grid.fits


def test_that_a_cell_speaks_its_sentence_and_while_placing_the_reason_first(grid: WeekGrid) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert grid.grid.index(0, 0).data(role) == "Monday, night rides."
    assert grid.grid.index(0, 1).data(role) == "Tue 14, Night rides: no session"
    grid.start_placing(GRACE, {"n-mo": Fit(State.NO_FIT, "Full", "2 of 2 seats")})
    assert str(grid.grid.index(0, 0).data(role)).startswith("Full. 2 of 2 seats.")


def test_that_a_reload_keeps_the_seat_in_hand(grid: WeekGrid) -> None:
    grid.choose("n-mo", "b")
    grid.show_plan(week())
    assert grid.current_keys == ("n-mo", "b")


def test_that_rows_are_as_high_as_their_seats_need(grid: WeekGrid) -> None:
    assert grid.rowHeight(0) > grid.rowHeight(1)


def test_that_a_click_on_a_seat_opens_that_seat(grid: WeekGrid, qtbot: QtBot) -> None:
    from ui.theme import theme
    from ui.widgets.week_paint import chip_rects

    cell = grid.grid.cell_at(0, 0)
    assert cell is not None
    spot = chip_rects(cell, grid.visualRect(grid.grid.index(0, 0)), theme())[1].center().toPoint()
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == ["n-mo", "b"]


def test_that_a_drag_comes_back_out_of_its_mime_data() -> None:
    assert from_mime(to_mime(GRACE)) == GRACE
