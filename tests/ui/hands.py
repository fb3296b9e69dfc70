"""A coordinator's hands: everything is done to the real widgets with keys and clicks, and timed while it is done.

Nothing here calls a slot or a service. Whatever the window's thread does between two turns of its loop counts as a
stall; acts that build a dialog or a page for the first time are told apart (`builds`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from tests.ui.stall import Watchdog
from tests.ui.waiting import until, until_quiet
from ui.app import Window
from ui.page import Page
from ui.theme import theme
from ui.widgets.dragging import Drag, to_mime
from ui.widgets.lines import LineList
from ui.widgets.table import Table
from ui.widgets.week_grid import WeekGrid
from ui.widgets.week_paint import chip_rects

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@dataclass
class Hands:
    """Hands on one window."""

    app: QApplication
    window: Window
    stalls: list[tuple[float, str]] = field(default_factory=list)
    """(seconds, what was done), each act that builds nothing new."""

    # ---------------------------------------------------------------------------------------------------- waiting

    def quiet(self) -> None:
        """Let the window work until nothing is on its way any more."""
        window = self.window
        until(self.app, lambda: window._keys.is_idle, 60)
        if window.desk is not None:
            until_quiet(self.app, window.desk, rounds=6)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _do(self, what: str, act: Callable[[], object], *, builds: bool = False) -> None:
        dog = Watchdog(self.app)
        dog.start()
        act()
        self.quiet()
        longest = dog.stop()
        if not builds:
            self.stalls.append((longest, what))

    # ----------------------------------------------------------------------------------------------------- finding

    @property
    def ground(self) -> QWidget:
        """What can be reached: the open dialog, else the window."""
        return self.app.activeModalWidget() or self.window

    def the(self, kind: type[W], name: str) -> W:
        """The visible widget of that kind and object name."""
        found = [one for one in self.ground.findChildren(kind, name) if one.isVisible()]
        assert found, f"no {name} in {[w.objectName() for w in self.ground.findChildren(kind) if w.isVisible()]}"
        return found[-1]

    def page(self, kind: type[P]) -> P:
        """The page on screen."""
        assert self.window.shell is not None
        found = self.window.shell.page
        assert isinstance(found, kind)
        return found

    def dialog(self, name: str) -> QDialog:
        """The open dialog, which must be the one of that name."""
        found = self.app.activeModalWidget()
        assert isinstance(found, QDialog), self.words()
        assert found.objectName() == name
        return found

    def words(self) -> str:
        """Every word on the ground that a label or a button says."""
        labels = [one.text() for one in self.ground.findChildren(QLabel) if one.isVisible()]
        return "\n".join(
            [*labels, *(one.text() for one in self.ground.findChildren(QAbstractButton) if one.isVisible())]
        )

    # ---------------------------------------------------------------------------------------------- keys and clicks

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, *, builds: bool = False) -> None:
        """Press a key where the focus is."""
        ground = self.ground
        ground.activateWindow()
        assert QTest.qWaitForWindowActive(ground)
        target = self.app.focusWidget() or ground
        self._do(f"{key.name} on {target.objectName()}", lambda: QTest.keyClick(target, key, held), builds=builds)

    def click(self, name: str, *, builds: bool = False) -> None:
        """Click a button by its name."""
        button = self.the(QAbstractButton, name)
        assert button.isEnabled(), name
        self._do(f"click {name}", lambda: QTest.mouseClick(button, LEFT), builds=builds)

    def click_word(self, text: str, *, builds: bool = False) -> None:
        """Click a button by its word."""
        found = [one for one in self.ground.findChildren(QAbstractButton) if one.isVisible() and one.text() == text]
        assert found, self.words()
        self._do(f"click {text}", lambda: QTest.mouseClick(found[-1], LEFT), builds=builds)

    def type_into(self, name: str, text: str) -> None:
        """Click into a field, empty it and type."""
        edit = self.the(QLineEdit, name)
        QTest.mouseClick(edit, LEFT)
        QTest.keyClick(edit, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        self._do(f"type into {name}", lambda: QTest.keyClicks(edit, text))

    def type_number(self, name: str, text: str) -> None:
        """Come to a field for a number or an hour ('0325') by the Tab key and type."""
        box = self.the(QAbstractSpinBox, name)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self._do(f"type into {name}", lambda: QTest.keyClicks(box, text))
        assert box.text().replace(":", "") == text, box.text()

    def tick(self, name: str) -> None:
        """Tick the box of that name, or the one before an optional day, by the space bar."""
        field = self.the(QWidget, name)
        box = field if isinstance(field, QCheckBox) else field.findChild(QCheckBox)
        assert box is not None
        self._do(f"tick {name}", lambda: QTest.keyClick(box, Qt.Key.Key_Space))

    def pick(self, name: str, text: str) -> None:
        """Choose in a combo box by typing the beginning of the word; a space would open its list."""
        box = self.the(QComboBox, name)
        box.setFocus()
        self._do(f"pick in {name}", lambda: QTest.keyClicks(box, text.partition(" ")[0]))
        assert box.currentText().casefold().startswith(text.casefold()), box.currentText()

    def go(self, number: int) -> None:
        """Go to a place by its key; its page may be built now."""
        self.window.setFocus()
        self.press(Qt.Key(Qt.Key.Key_0.value + number), CONTROL, builds=True)

    def choose_file(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and press Enter."""
        dialog = self.app.activeModalWidget()
        assert isinstance(dialog, QFileDialog), self.words()
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert edit is not None
        edit.clear()
        QTest.keyClicks(edit, str(path))
        self._do("choose a file", lambda: QTest.keyClick(edit, Qt.Key.Key_Return))

    # ----------------------------------------------------------------------------------------------- lists and tables

    def row(self, table: Table, text: str, *, builds: bool = False) -> None:
        """Click the row of a table whose first column is that text."""
        model = table.model()
        number = next(n for n in range(model.rowCount()) if str(model.index(n, 0).data()) == text)
        self._click_in(table, model.index(number, 0), f"row {text}", builds=builds)

    def line(self, name: str, text: str) -> None:
        """Click the line of a list that begins so."""
        lines = self.the(LineList, name)
        titles = [one.title for one in lines.lines]
        number = next((n for n, one in enumerate(lines.lines) if not one.section and one.title.startswith(text)), None)
        assert number is not None, titles
        self._click_in(lines, lines.model().index(number, 0), f"line {text}")

    def choose(self, text: str) -> None:
        """Choose in the menu that is open, by the arrow keys."""
        menu = self.app.activePopupWidget()
        assert isinstance(menu, QMenu), self.words()
        words = [action.text() for action in menu.actions() if not action.isSeparator()]
        for _n in range(words.index(text) + 1):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        self._do(f"choose {text}", lambda: QTest.keyClick(menu, Qt.Key.Key_Return))

    @staticmethod
    def cell(table: Table, row: int, column: int) -> str:
        """What stands in a cell of a table."""
        return str(table.model().index(row, column).data())

    def column(self, table: Table, number: int = 0) -> list[str]:
        """What stands in a column of a table, from top to bottom."""
        return [self.cell(table, row, number) for row in range(table.model().rowCount())]

    @staticmethod
    def chips(grid: WeekGrid) -> dict[tuple[str, str], list[str]]:
        """What stands on the seats of a week, by the heads of row and day."""
        plan = grid.grid.plan
        places = [(row, column) for row in range(len(plan.rows)) for column in range(len(plan.days))]
        cells = {place: grid.grid.cell_at(*place) for place in places}
        return {
            (plan.rows[row].title, plan.days[column].title): [chip.label for chip in cell.chips]
            for (row, column), cell in cells.items()
            if cell is not None
        }

    def seat(self, grid: WeekGrid, session: str, day: str, seat: str) -> None:
        """Click a seat of a week: the row and the day by their heads, the seat by what stands on it."""
        spot = self.spot(grid, session, day, seat)
        self._do(f"seat {seat}", lambda: QTest.mouseClick(grid.viewport(), LEFT, NONE, spot))

    @staticmethod
    def spot(grid: WeekGrid, session: str, day: str, seat: str) -> QPoint:
        """Where a seat of a week lies."""
        plan = grid.grid.plan
        row = [head.title for head in plan.rows].index(session)
        column = [head.title for head in plan.days].index(day)
        index = grid.grid.index(row, column)
        grid.scrollTo(index)
        cell = grid.grid.cell_at(row, column)
        assert cell is not None
        number = [chip.label for chip in cell.chips].index(seat)
        return chip_rects(cell, grid.visualRect(index), theme())[number].center().toPoint()

    def _click_in(self, view: QAbstractItemView, index: object, what: str, *, builds: bool = False) -> None:
        view.scrollTo(index)  # type: ignore[arg-type]  # an index of its model
        spot = view.visualRect(index).center()  # type: ignore[arg-type]  # as above
        self._do(what, lambda: QTest.mouseClick(view.viewport(), LEFT, NONE, spot), builds=builds)

    def drop(self, target: QWidget, drag: Drag, spot: QPoint) -> None:
        """Let something fall on `target` at `spot` (in its own pixels), as the system tells a window of it."""
        mime, action = to_mime(drag), Qt.DropAction.MoveAction

        def fall() -> None:
            for event in (
                QDragEnterEvent(spot, action, mime, LEFT, NONE),
                QDragMoveEvent(spot, action, mime, LEFT, NONE),
                QDropEvent(QPointF(spot), action, mime, LEFT, NONE),
            ):
                self.app.sendEvent(target, event)

        self._do("drop", fall)
