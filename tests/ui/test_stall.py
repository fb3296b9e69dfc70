"""The watchdog sees a stall, and a full grid or table makes none."""

from __future__ import annotations

from time import sleep

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.stall import LIMIT, longest_gap
from ui.models.table import Column, TableModel
from ui.states import State
from ui.widgets.chips import Chip
from ui.widgets.table import Table
from ui.widgets.week_grid import Cell, DayHead, Plan, RowHead, WeekGrid

pytestmark = pytest.mark.window
#: A busy machine makes the window deaf too; the limit here is what a stall of our own making would pass by far.
GENEROUS = 4 * LIMIT


def test_that_the_watchdog_sees_a_stall(window_app: QApplication) -> None:
    done: list[int] = []

    def stall() -> None:
        sleep(0.08)
        done.append(1)

    assert longest_gap(window_app, lambda: QTimer.singleShot(0, stall), lambda: bool(done)) >= 0.08


def test_that_forty_sessions_are_shown_without_a_stall(window_app: QApplication, qtbot: QtBot) -> None:
    days = tuple(DayHead(str(n), f"Day {n}") for n in range(7))
    rows = tuple(RowHead(str(n), f"Session {n}", "13:00–17:30", "Jacaranda") for n in range(40))
    chips = tuple(Chip(str(n), "Rosa Medrano", State.CONFIRMED, "car", "Rosa M.") for n in range(5))
    cells = {(r.key, d.key): Cell(f"{r.key}-{d.key}", "5 of 5", State.CONFIRMED, chips) for r in rows for d in days}
    grid = WeekGrid("Week")
    qtbot.addWidget(grid)
    grid.resize(1100, 700)
    grid.show()
    window_app.processEvents()
    gap = longest_gap(window_app, lambda: grid.show_plan(Plan(days, rows, cells)), lambda: grid.rowHeight(0) > 40)
    assert gap < GENEROUS


def test_that_twelve_thousand_rows_are_filtered_and_sorted_without_a_stall(
    window_app: QApplication, qtbot: QtBot
) -> None:
    model = TableModel([Column("Code", lambda row: f"K{row:05d}"), Column("People", str)], key=lambda row: row)
    table = Table(model, "Households")
    qtbot.addWidget(table)
    table.show()
    model.set_rows(range(12_000))
    model.filter_by("k0")
    window_app.processEvents()
    assert longest_gap(window_app, lambda: model.filter_by("k00"), lambda: model.rowCount() == 1000) < GENEROUS
    assert longest_gap(window_app, lambda: model.sort(0), lambda: True) < GENEROUS
