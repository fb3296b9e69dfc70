"""The board of a hearing day: trips with their people and check-ins, households under them with bars of time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme import theme, watch
from ui.tokens import Type
from ui.widgets.board_model import LANE, ROW_ROLE, Board, BoardModel, Crew, GapLine, HouseholdLine, TripLine, texts
from ui.widgets.board_paint import LEFT, RIGHT, gap_button, paint_gap, paint_household, paint_trip
from ui.widgets.timeline import paint_axis

__all__ = ["Board", "Crew", "DayBoard", "GapLine", "HouseholdLine", "TripLine"]

Index = QModelIndex | QPersistentModelIndex
WIDE = 1050
"""From this width of the board on (in px) there is room for where each household waits."""


class BoardDelegate(QStyledItemDelegate):
    """Paints the lines; a trip's line is painted once over all columns."""

    def __init__(self, view: DayBoard) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, line, rect = theme(), index.data(ROW_ROLE), QRect(option.rect)
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(line, HouseholdLine):
            painter.fillRect(rect, look.color("sel" if is_chosen else "surface"))
            paint_household(painter, rect, line, index.column(), self._view.model_.board.scale)
        elif isinstance(line, GapLine):
            paint_gap(painter, rect, line, look)
        else:
            painter.fillRect(rect, look.color("sel" if is_chosen else "sunken"))
            paint_trip(painter, rect, line, look)
        top = look.color("bad" if isinstance(line, GapLine) else "line")
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, top)
        if is_chosen and self._view.hasFocus() and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), look.color("acc"))
        painter.restore()


class _BoardHeader(QHeaderView):
    def __init__(self, view: DayBoard) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        two = theme().line(Type.AXIS) if self._view.model_.board.cities else 0
        return QSize(super().sizeHint().width(), theme().line(Type.SMALL) + theme().px(10) + two)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        look = theme()
        painter.fillRect(rect, look.color("surface"))
        if section == LANE:
            painter.fillRect(rect.x(), rect.y(), 1, rect.height(), look.color("line"))
            paint_axis(painter, QRectF(rect).adjusted(1, 0, 0, 0), self._view.model_.board.scale, look)
            return
        painter.setFont(look.font(Type.SMALL, 600))
        painter.setPen(look.color("ink2"))
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        box = rect.adjusted(look.px(12 if section == 0 else 6 if section == 1 else 0), 0, -look.px(6), 0)
        city = self._view.model_.board.city(section)
        side = LEFT if section < 2 else RIGHT
        if city:
            painter.drawText(box.adjusted(0, 0, 0, -box.height() // 2), side, text)
            painter.setFont(look.font(Type.AXIS))
            painter.drawText(box.adjusted(0, box.height() // 2 - look.px(2), 0, -look.px(2)), side, city)
        else:
            painter.drawText(box, side, text)


class DayBoard(QTableView):
    """The board. `opened` tells the key of a line on Enter or double click, `pressed_gap` its button's."""

    chosen = Signal(str)
    opened = Signal(str)
    pressed_gap = Signal(str)
    letter = Signal(str, str)
    """(a letter or a figure, the line's key)."""
    folded = Signal(str, bool)
    """(a trip's key, whether its households are to be hidden), by the left and right arrows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("dayBoard")
        self.setAccessibleName(name)
        self.model_ = BoardModel()
        self.setModel(self.model_)
        self.setItemDelegate(BoardDelegate(self))
        self.setHorizontalHeader(_BoardHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.model_.board.lines[index.row()].key))
        watch().changed.connect(self._measure)

    def show_board(self, board: Board) -> None:
        """Show this day; the current line stays current when it is still there."""
        kept = self.current_key
        if self.model_.set_board(board):
            self.clearSpans()
            for number, line in enumerate(board.lines):
                if not isinstance(line, HouseholdLine):
                    self.setSpan(number, 0, 1, LANE + 1)
            if kept:
                self.choose(kept)
        self._measure()

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        return self.model_.board.lines[index.row()].key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Make the line with this key current, if it is there."""
        for number, line in enumerate(self.model_.board.lines):
            if line.key == key:
                self.setCurrentIndex(self.model_.index(number, 0))
                return

    def scroll_to(self, key: str) -> None:
        """Bring a line to the top; the first one where it is not there."""
        number = next((n for n, line in enumerate(self.model_.board.lines) if line.key == key), 0)
        self.scrollTo(self.model_.index(number, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def content_height(self) -> int:
        """How high the board is without scrolling."""
        return self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.model_.board.lines[current.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_gap = isinstance(self.model_.board.lines[self.currentIndex().row()], GapLine)
            (self.pressed_gap if is_gap else self.opened).emit(key)
        elif key and not held and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.folded.emit(key, event.key() == Qt.Key.Key_Left)
        elif not held & ~Qt.KeyboardModifier.KeypadModifier and len(event.text()) == 1 and event.text().isalnum():
            self.letter.emit(event.text(), key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line = self._gap_under(event.position().toPoint())
        if line is not None:
            self.pressed_gap.emit(line.key)

    def _gap_under(self, point: QPoint) -> GapLine | None:
        index = self.indexAt(point)
        line = self.model_.board.lines[index.row()] if index.isValid() else None
        if isinstance(line, GapLine):
            rect = self.visualRect(self.model_.index(index.row(), 0))
            return line if gap_button(line, rect, theme()).contains(point) else None
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.line() + look.px(12))
        board, room = self.model_.board, self.viewport().width()
        self.setColumnHidden(1, room < look.px(WIDE))
        self.setColumnHidden(3, board.cities is None)
        widths = {0: look.px(158)}
        if not self.isColumnHidden(1):
            widths[1] = look.px(150)
        for section in (2, 3, 4, 5):
            if not self.isColumnHidden(section):
                widths[section] = max(look.px(54), self._head_width(section), self._widest(section))
        widths[LANE] = max(look.px(160), room - sum(widths.values()))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setFixedHeight(self.horizontalHeader().sizeHint().height())

    def _head_width(self, section: int) -> int:
        look = theme()
        title = str(self.model_.headerData(section, Qt.Orientation.Horizontal))
        city = look.metrics(Type.AXIS).horizontalAdvance(self.model_.board.city(section))
        return max(look.metrics(Type.SMALL, 600).horizontalAdvance(title), city) + look.px(12)

    def _widest(self, section: int) -> int:
        """How wide the hours of a column are; all but a few are as wide as the first."""
        metrics = theme().metrics(weight=600)
        hours = {texts(line)[section] for line in self.model_.board.lines if isinstance(line, HouseholdLine)}
        longest = max((len(hour) for hour in hours), default=0)
        return max((metrics.horizontalAdvance(hour) for hour in hours if len(hour) == longest), default=0) + theme().px(
            14
        )
