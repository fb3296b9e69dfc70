"""A heat map: rows by days, each cell a number, a shape and a shade; the picture is the table that is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.states import State, paint_frame, paint_hatch, paint_state
from ui.theme import theme, watch
from ui.tokens import Type
from ui.widgets.week_model import HEAD_ROLE, DayHead, RowHead
from ui.widgets.week_paint import DayHeader, RowHeader, head_height, head_width

Index = QModelIndex | QPersistentModelIndex
HEAT_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FILLS = {State.CONFIRMED: "okS", State.WARNING: "warnS", State.NOT_COVERED: "badS"}
TEXT_AT, CELL_PAD = 16, 11
"""Px at 100 % from the shape of a cell to its number, and around both together."""
_LINES = {State.CONFIRMED: "ok", State.WARNING: "warnL", State.NOT_COVERED: "bad"}


@dataclass(frozen=True, slots=True)
class HeatCell:
    """'3/5', how far it is filled (0.0 to 1.0), and its state; None: nothing is needed there.

    `sentence` is the whole cell for a screen reader and the tooltip.
    """

    key: str
    text: str
    share: float
    state: State | None
    sentence: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row and its cells, one a day and one for the sum."""

    head: RowHead
    cells: tuple[HeatCell, ...]
    is_sum: bool = False


class HeatModel(QAbstractTableModel):
    """The map as Qt and screen readers read it."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[DayHead, ...] = ()
        self.rows: tuple[HeatRow, ...] = ()

    def set_map(self, heads: Sequence[DayHead], rows: Sequence[HeatRow]) -> None:
        """Show this."""
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def cell_at(self, index: Index) -> HeatCell | None:
        """The cell of an index, None for none."""
        return self.rows[index.row()].cells[index.column()] if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell_at(index)
        if cell is None:
            return None
        if role == HEAT_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.sentence
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if not 0 <= section < (len(self.heads) if across else len(self.rows)):
            return None
        head = self.heads[section] if across else self.rows[section].head
        if role == HEAD_ROLE:
            return head
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return head.title
        return None


class _HeatDelegate(QStyledItemDelegate):
    """Shade by state, the shape of the state, the number, and under it how far it is filled."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), QRect(option.rect)
        cell, view = index.data(HEAT_ROLE), self.parent()
        painter.save()
        painter.fillRect(rect, look.color("surface"))
        if isinstance(cell, HeatCell):
            _paint_cell(painter, rect.adjusted(2, 2, -3, -3), cell, is_bold=index.row() == index.model().rowCount() - 1)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), look.color("line"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        if isinstance(view, QTableView) and index == view.currentIndex() and view.hasFocus():
            ring = QRectF(rect).adjusted(1, 1, -2, -2)
            paint_frame(painter, ring, fill=None, line=look.color("acc"), width=2, radius=3)
        painter.restore()


def _paint_cell(painter: QPainter, rect: QRect, cell: HeatCell, *, is_bold: bool) -> None:
    look = theme()
    if cell.state is None:
        painter.setPen(look.color("ink3"))
        painter.setFont(look.font(Type.SMALL))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), cell.text)
        return
    painter.fillRect(rect, look.color(_FILLS[cell.state]))
    side, bar = look.px(13), look.px(4)
    words = rect.adjusted(look.px(3), 0, 0, -bar - 2)
    paint_state(painter, QRectF(words.x(), words.center().y() - side / 2 + 1, side, side), cell.state, look)
    painter.setPen(look.color("ink"))
    painter.setFont(look.font(Type.SMALL, 600 if is_bold or cell.share < 1 else 400))
    painter.drawText(words.adjusted(look.px(TEXT_AT), 0, 0, 0), _LEFT, cell.text)
    track = QRectF(rect.x(), rect.bottom() - bar + 1, rect.width(), bar)
    paint_hatch(painter, track, look, line=_LINES[cell.state], step=2)
    painter.fillRect(QRectF(track.x(), track.y(), track.width() * cell.share, bar), look.color(_LINES[cell.state]))


class HeatMap(QTableView):
    """The map. Arrows move, Enter or a double click opens a cell."""

    opened = Signal(str)
    """The key of a cell."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("heatMap")
        self.setAccessibleName(name)
        self.map = HeatModel()
        self.setModel(self.map)
        self.setItemDelegate(_HeatDelegate(self))
        self.setHorizontalHeader(DayHeader(self))
        self.setVerticalHeader(RowHeader(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)
        watch().changed.connect(self.measure)

    def show_map(self, heads: Sequence[DayHead], rows: Sequence[HeatRow]) -> None:
        """Show this; the current cell stays where it is."""
        current = self.currentIndex()
        self.map.set_map(heads, rows)
        self.measure()
        if rows and heads:
            row, column = min(max(0, current.row()), len(rows) - 1), min(max(0, current.column()), len(heads) - 1)
            self.setCurrentIndex(self.map.index(row, column))

    def measure(self) -> None:
        """Give rows and columns the sizes that follow from font and width."""
        look = theme()
        side = look.px(118)
        tallest = max((head_height(each.head, side, look) for each in self.map.rows), default=0)
        self.verticalHeader().setFixedWidth(side)
        self.verticalHeader().setDefaultSectionSize(max(look.row, tallest - look.px(4)))
        self._share_width()
        self.viewport().update()

    def _share_width(self) -> None:
        """Each column is as wide as its words; what is left over is shared by the days on which something is needed."""
        if not self.map.heads:
            return
        widths = [self._least_width(number) for number in range(len(self.map.heads))]
        wide = [number for number, head in enumerate(self.map.heads) if not head.narrow]
        left = max(0, self.viewport().width() - sum(widths))
        for place, number in enumerate(wide):
            widths[number] += left * (place + 1) // len(wide) - left * place // len(wide)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)

    def _least_width(self, number: int) -> int:
        """So wide that neither a number nor the head of a day is cut, in px."""
        look, head = theme(), self.map.heads[number]
        cells = look.metrics(Type.SMALL, 600)
        texts = [cells.horizontalAdvance(row.cells[number].text) for row in self.map.rows]
        inside = look.px(TEXT_AT) + max(texts, default=0) + look.px(CELL_PAD)
        return max(inside, head_width(head, look))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        cell = self.map.cell_at(index)
        if cell is not None:
            self.opened.emit(cell.key)
