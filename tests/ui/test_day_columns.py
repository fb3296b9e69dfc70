"""The day by columns: cards of any length are reached by key, read by a screen reader, and lie where their time is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.states import State
from ui.widgets.day_columns import CardKind, ColumnHead, DayCard, DayColumns, DayPlan

pytestmark = pytest.mark.window
NINE = 9 * 60


def card(key: str, column: str, start: int, length: int, kind: CardKind = CardKind.BOOKED) -> DayCard:
    return DayCard(key, column, start, start + length, kind, key, state=State.DONE, sentence=f"{key}, booked.")


@pytest.fixture
def day(window_app: QApplication, qtbot: QtBot) -> DayColumns:
    found = DayColumns("Consultations")
    qtbot.addWidget(found)
    found.resize(700, 500)
    found.show_day(
        DayPlan(
            (ColumnHead("helen", "Helen Castellanos"), ColumnHead("samir", "Samir Kanaan")),
            (
                card("one", "helen", NINE, 45),
                card("two", "helen", NINE + 60, 90),
                card("three", "samir", NINE + 75, 30),
                card("free", "samir", NINE, 60, CardKind.FREE),
            ),
            NINE,
            NINE + 240,
        )
    )
    found.show()
    window_app.processEvents()
    found.choose("one")
    return found


def test_that_arrows_go_from_card_to_card(day: DayColumns) -> None:
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(next(b for b in day._cards if b.card.key == day.current), key)
        walked.append(day.current)
    assert walked == ["two", "three", "free", "one"]


def test_that_enter_opens_and_letters_are_told(day: DayColumns, qtbot: QtBot) -> None:
    current = next(b for b in day._cards if b.card.key == "one")
    with qtbot.waitSignal(day.opened) as opened:
        QTest.keyClick(current, Qt.Key.Key_Return)
    with qtbot.waitSignal(day.letter) as letter:
        QTest.keyClick(current, Qt.Key.Key_M)
    assert opened.args == ["one"]
    assert letter.args == ["m", "one"]


def test_that_a_click_opens_a_card(day: DayColumns, qtbot: QtBot) -> None:
    with qtbot.waitSignal(day.opened) as opened:
        QTest.mouseClick(next(b for b in day._cards if b.card.key == "free"), Qt.MouseButton.LeftButton)
    assert opened.args == ["free"]


def test_that_a_card_is_as_long_as_its_time(day: DayColumns) -> None:
    short, long = (next(b for b in day._cards if b.card.key == key) for key in ("one", "two"))
    assert long.height() == pytest.approx(2 * short.height(), abs=2)
    assert short.y() == day.y_of(NINE)


def test_that_every_card_says_its_sentence(day: DayColumns) -> None:
    assert all(button.accessibleName().endswith(", booked.") for button in day._cards)


def test_that_a_spot_is_a_column_and_a_quarter_hour(day: DayColumns) -> None:
    spot = QPoint(day.x_of(1) + 5, day.y_of(NINE + 52))
    assert day.spot_at(spot) == ("samir", NINE + 45)
    assert day.spot_at(QPoint(2, 2)) is None


def test_that_the_current_card_keeps_the_focus_over_a_reload(day: DayColumns, window_app: QApplication) -> None:
    day.window().activateWindow()
    day.choose("two")
    window_app.processEvents()
    day.show_day(day.plan)
    assert day.current == "two"


def test_that_what_lies_at_the_place_of_a_card_that_is_gone_has_the_focus(day: DayColumns) -> None:
    told: list[str] = []
    day.chosen.connect(told.append)
    day.show_day(DayPlan(day.plan.columns, tuple(one for one in day.plan.cards if one.key != "one")))
    assert (day.current, told) == ("two", ["two"])
