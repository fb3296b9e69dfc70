"""The table: Qt's own tester is content, rows keep their identity, and cells speak whole sentences."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from ui.models.table import Column, TableModel
from ui.states import State
from ui.widgets.table import Table, shrunk

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True)
class Person:
    key: int
    name: str
    hours: int


PEOPLE = [Person(1, "Óscar Núñez", 16), Person(2, "Ana Belén Ruiz", 2), Person(3, "Wen Tran", 9)]


def table_model() -> TableModel[Person]:
    return TableModel(
        [
            Column("Name", lambda person: person.name, bold=True),
            Column(
                "This week",
                lambda person: f"{person.hours} h",
                sort=lambda person: person.hours,
                state=lambda person: State.WARNING if person.hours > 10 else None,
                right=True,
            ),
        ],
        key=lambda person: person.key,
        sentence=lambda person: f"{person.name}, {person.hours} hours this week. Press Enter to open.",
    )


@pytest.fixture
def model() -> TableModel[Person]:
    found = table_model()
    found.tester = QAbstractItemModelTester(found, FATAL)  # type: ignore[attr-defined] # lives as long as the model
    found.set_rows(PEOPLE)
    return found


def names(model: TableModel[Person]) -> list[str]:
    return [model.at(row).name for row in range(model.rowCount())]


def test_that_numbers_sort_as_numbers_and_back(model: TableModel[Person]) -> None:
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [model.at(row).hours for row in range(3)] == [16, 9, 2]
    model.sort(-1)
    assert names(model) == [person.name for person in PEOPLE]


def test_that_accents_do_not_matter_for_sorting_and_filtering(model: TableModel[Person]) -> None:
    model.sort(0)
    assert names(model)[1] == "Óscar Núñez"
    model.filter_by("nunez")
    assert names(model) == ["Óscar Núñez"]
    assert model.total == 3


def test_that_an_index_stays_with_its_row_when_the_order_changes(model: TableModel[Person]) -> None:
    kept = QPersistentModelIndex(model.index(2, 0))
    model.sort(0)
    assert model.at(kept.row()).name == "Wen Tran"


def test_that_cells_speak(model: TableModel[Person]) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(spoken) == "Óscar Núñez, 16 hours this week. Press Enter to open."
    assert model.index(0, 1).data(spoken) == "This week: 16 h, warning"


def test_that_the_current_row_stays_current_over_a_reload(model: TableModel[Person], qtbot: QtBot) -> None:
    table = Table(model, "People")
    qtbot.addWidget(table)
    table.choose(3)
    model.set_rows([PEOPLE[2], PEOPLE[0]])
    assert table.current_key == 3


def test_that_enter_opens_and_a_letter_is_told(model: TableModel[Person], qtbot: QtBot) -> None:
    table = Table(model, "People")
    qtbot.addWidget(table)
    table.choose(2)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.letter) as letter:
        QTest.keyClick(table, Qt.Key.Key_C)
    assert opened.args == [2]
    assert letter.args == ["c", 2]


def test_that_nothing_can_be_edited(model: TableModel[Person]) -> None:
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 0), "x")


def test_that_where_room_is_short_the_widest_give_way_first_and_none_beyond_its_least() -> None:
    assert shrunk([300, 80, 200], [50, 50, 50], 150) == [175, 80, 175]
    assert shrunk([300, 80, 200], [250, 50, 50], 150) == [250, 80, 100]
    assert shrunk([300, 80], [150, 80], 1000) == [150, 80]
    assert shrunk([], [], 10) == []
