"""The week: sessions down, days across, seats as chips; shows while somebody is being placed where they fit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip

from ui.theme import theme, watch
from ui.widgets.chips import Chip
from ui.widgets.dragging import Drag, from_mime, start_drag
from ui.widgets.week_model import CELL_ROLE, Cell, DayHead, Fit, Plan, RowHead, WeekModel
from ui.widgets.week_paint import DayHeader, RowHeader, WeekDelegate, chip_at, row_height

__all__ = ["Cell", "Chip", "DayHead", "Drag", "Fit", "Plan", "RowHead", "WeekGrid"]

Index = QModelIndex | QPersistentModelIndex
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class WeekGrid(QTableView):
    """The grid. Fill it with `show_plan`; it decides nothing and tells what was wished.

    Keys: arrows move between cells, Down and Up inside a cell walk its seats, Ctrl+arrow goes to the next cell with
    something open, Home and End to the ends of the row, Enter opens. While placing, F and Shift+F go to the next and
    previous fit, Enter places, Esc stops. Other letters and Del come by `letter`.
    """

    chosen = Signal(str, str)
    """(cell key, chip key or ''): what is current now."""
    opened = Signal(str, str)
    letter = Signal(str, str, str)
    """(a letter or 'Del', cell key, chip key or '')."""
    picked_up = Signal(object)
    """A `Drag` begins: the page answers with `start_placing(drag, fits)`."""
    placed = Signal(object, str, str)
    """(Drag, cell key, chip key or ''), by mouse or by Enter."""
    let_go = Signal()
    """Placing has ended without a place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("weekGrid")
        self.setAccessibleName(name)
        self.grid = WeekModel()
        self.placing: Drag | None = None
        self.seat = -1
        self._press: QPoint | None = None
        self.setModel(self.grid)
        self.setItemDelegate(WeekDelegate(self, self))
        self.setHorizontalHeader(DayHeader(self))
        self.setVerticalHeader(RowHeader(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        watch().changed.connect(self.measure)

    # --------------------------------------------------------------------------------------------- for the pages

    def show_plan(self, plan: Plan) -> None:
        """Show this week; the current cell and seat stay current where they still exist."""
        cell, chip = self.current_keys
        self.grid.set_plan(plan)
        self.measure()
        if cell:
            self.choose(cell, chip)

    @property
    def current_keys(self) -> tuple[str, str]:
        """(cell key, chip key), each '' where there is none."""
        cell = self._cell(self.currentIndex())
        if cell is None:
            return "", ""
        return cell.key, cell.chips[self.seat].key if 0 <= self.seat < len(cell.chips) else ""

    def choose(self, cell_key: str, chip_key: str = "") -> None:
        """Make a cell, or one of its seats, current."""
        index = self.grid.index_of(cell_key)
        cell = self._cell(index)
        if cell is not None:
            self.seat = next((n for n, chip in enumerate(cell.chips) if chip.key == chip_key), -1)
            self.setCurrentIndex(index)
            self._told()

    def start_placing(self, drag: Drag, fits: Mapping[str, Fit]) -> None:
        """Show for every cell (by key) whether and why `drag` fits, until it is placed or let go."""
        self.placing = drag
        self.grid.set_fits(fits)
        self.measure()

    def stop_placing(self) -> None:
        """Show the plan again."""
        self.placing = None
        self.grid.set_fits({})
        self.measure()

    def go_to_fit(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) cell where it fits, without or with a warning."""
        self._seek(step, lambda cell: cell.key in self.grid.fits and self.grid.fits[cell.key].can_go)

    def measure(self) -> None:
        """Give rows and columns the sizes that follow from font, width and content."""
        look = theme()
        head = self.verticalHeader()
        head.setFixedWidth(look.px(104 if self.width() < look.px(1200) else 150))
        for row in range(self.grid.rowCount()):
            self.setRowHeight(row, row_height(self.grid, row, look, [self.columnWidth(c) for c in self._columns()]))
        self._share_width()
        self.viewport().update()

    # ----------------------------------------------------------------------------------------------------- moving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS and not held & Qt.KeyboardModifier.AltModifier:
            self._arrow(*_ARROWS[Qt.Key(key)], control=control)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not control:
            self._go(self.currentIndex().row(), 0 if key == Qt.Key.Key_Home else self.grid.columnCount() - 1)
        elif key == Qt.Key.Key_Escape and self.placing is not None:
            self._end_placing()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered()
        elif not self._letter(event):
            super().keyPressEvent(event)

    def _arrow(self, down: int, across: int, *, control: bool) -> None:
        if control:
            self._seek(down + across, lambda cell: cell.has_open, by_column=bool(down))
            return
        cell = self._cell(self.currentIndex())
        if down and cell is not None and self.placing is None:
            seat = self.seat + down
            if -1 <= seat < len(cell.chips) and not (down < 0 and self.seat < 0):
                self.seat = seat
                self.viewport().update()
                self._told()
                return
        self._go(self.currentIndex().row() + down, self.currentIndex().column() + across)

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < self.grid.rowCount() and 0 <= column < self.grid.columnCount():
            self.seat = -1
            self.setCurrentIndex(self.grid.index(row, column))

    def _seek(self, step: int, wanted: object, *, by_column: bool = False) -> None:
        if not callable(wanted):
            return
        rows, columns = self.grid.rowCount(), self.grid.columnCount()
        order = [(r, c) for r in range(rows) for c in range(columns)]
        if by_column:
            order = [(r, c) for c in range(columns) for r in range(rows)]
        current = (self.currentIndex().row(), self.currentIndex().column())
        start = order.index(current) if current in order else (-1 if step > 0 else 0)
        for distance in range(1, len(order) + 1):
            row, column = order[(start + distance * step) % len(order)]
            cell = self._cell(self.grid.index(row, column))
            if cell is not None and wanted(cell):
                self._go(row, column)
                return

    def _entered(self) -> None:
        cell, chip = self.current_keys
        if not cell:
            return
        if self.placing is not None:
            self.placed.emit(self.placing, cell, chip)
        else:
            self.opened.emit(cell, chip)

    def _letter(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = "Del" if event.key() == Qt.Key.Key_Delete else event.text()
        if held or (text != "Del" and not (len(text) == 1 and (text.isalpha() or text == "?"))):
            return False
        if self.placing is not None and text in ("f", "F"):
            self.go_to_fit(1 if text == "f" else -1)
        else:
            self.letter.emit(text, *self.current_keys)
        return True

    def _end_placing(self) -> None:
        self.stop_placing()
        self.let_go.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self._told()

    def _told(self) -> None:
        self.chosen.emit(*self.current_keys)

    # ------------------------------------------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        self.seat = chip_at(self, index, point)
        self._press = point
        if index.isValid():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if index == self.currentIndex():
                self.viewport().update()
                self._told()
            else:
                self.setCurrentIndex(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._press = self._press, None
        cell, chip = self.current_keys
        if pressed is not None and cell and event.button() == Qt.MouseButton.LeftButton:
            if self.placing is not None:
                self.placed.emit(self.placing, cell, chip)
            else:
                self.opened.emit(cell, chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._press).manhattanLength()
        cell = self._cell(self.currentIndex())
        if far < QApplication.startDragDistance() or cell is None or not 0 <= self.seat < len(cell.chips):
            return
        drag = cell.chips[self.seat].drag
        self._press = None
        if drag is not None:
            self.picked_up.emit(drag)
            start_drag(self, drag)
            self._end_placing()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if from_mime(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        cell = self._cell(index)
        if cell is None:
            event.ignore()
        else:
            self.seat = -1
            if index != self.currentIndex():
                self.setCurrentIndex(index)
                QToolTip.showText(self.viewport().mapToGlobal(point), self._hint(cell, -1), self)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        point = event.position().toPoint()
        index, drag = self.indexAt(point), from_mime(event.mimeData())
        cell = self._cell(index)
        if cell is None or drag is None:
            return
        seat = chip_at(self, index, point)
        event.acceptProposedAction()
        self.placed.emit(drag, cell.key, cell.chips[seat].key if seat >= 0 else "")

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            cell, seat = self._cell(index), chip_at(self, index, event.pos())
            if cell is not None:
                QToolTip.showText(event.globalPos(), self._hint(cell, seat), self)
            return True
        return super().viewportEvent(event)

    def _hint(self, cell: Cell, seat: int) -> str:
        """What the tooltip says: why or why not while somebody is placed, else what is there."""
        fit = self.grid.fits.get(cell.key)
        if fit is not None:
            return "\n".join([fit.title, *fit.lines])
        return cell.chips[seat].tooltip if seat >= 0 else cell.tooltip

    # ------------------------------------------------------------------------------------------------------ sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.measure()

    def _columns(self) -> range:
        return range(self.grid.columnCount())

    def _share_width(self) -> None:
        look, days = theme(), self.grid.plan.days
        narrow = [look.px(68) if day.narrow else 0 for day in days]
        wide = narrow.count(0)
        if not wide:
            return
        each, rest = divmod(max(0, self.viewport().width() - sum(narrow)), wide)
        last = max(n for n, width in enumerate(narrow) if not width)
        for column, width in enumerate(narrow):
            self.setColumnWidth(column, width or max(look.px(88), each + (rest if column == last else 0)))

    def _cell(self, index: Index) -> Cell | None:
        found = index.data(CELL_ROLE) if index.isValid() else None
        return found if isinstance(found, Cell) else None
