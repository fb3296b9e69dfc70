"""The board of a hearing day: trips with their people and check-ins, households under them with bars of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from clinic.i18n import _
from ui.theme import Theme, paint_icon, theme, watch
from ui.tokens import Type
from ui.widgets.basics import paint_tag, tag_size
from ui.states import State, paint_frame, paint_state
from ui.widgets.timeline import Bar, Scale, paint_axis, paint_lane

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Crew:
    """Who drives or escorts, with the state of the seat."""

    icon: str
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class TripLine:
    """A trip over its households: 'T1', 'Van 9/12', crew, and what has happened at the right.

    `notes` are (state, words); `alert` is one sentence shown as a tag instead of them.
    """

    key: str
    title: str
    detail: str = ""
    icon: str = "car"
    crew: tuple[Crew, ...] = ()
    notes: tuple[tuple[State, str], ...] = ()
    alert: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class GapLine:
    """The tinted line over households without a ride: words, and a button."""

    key: str
    title: str
    text: str = ""
    button: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household: state, code, people, the three typed or worked-out times, bars."""

    key: str
    state: State
    code: str
    people: str
    pick_up: str
    report: str
    hearing: str
    bars: tuple[Bar, ...] = ()
    sentence: str = ""
    tooltip: str = ""


BoardLine = TripLine | GapLine | HouseholdLine


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board."""

    lines: tuple[BoardLine, ...] = ()
    scale: Scale = field(default_factory=Scale)


class BoardModel(QAbstractTableModel):
    """Five columns: household, pick-up, report, hearing, the lane."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Board()

    def set_board(self, board: Board) -> None:
        self.beginResetModel()
        self.board = board
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.board.lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.board.lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence or (line.title if not isinstance(line, HouseholdLine) else line.code)
        if isinstance(line, HouseholdLine):
            if role == Qt.ItemDataRole.DisplayRole:
                return (line.code, line.pick_up, line.report, line.hearing, "")[index.column()]
            return line.tooltip or None if role == Qt.ItemDataRole.ToolTipRole else None
        return line.title if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Household"), _("Pick-up"), _("Report"), _("Hearing"), _("Day"))[section]


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
            self._paint_household(painter, rect, line, index.column(), look)
        elif isinstance(line, GapLine):
            _paint_gap(painter, rect, line, look)
        else:
            painter.fillRect(rect, look.color("sel" if is_chosen else "sunken"))
            _paint_trip(painter, rect, line, look)
        top = look.color("bad" if isinstance(line, GapLine) else "line")
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, top)
        if is_chosen and self._view.hasFocus() and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), look.color("acc"))
        painter.restore()

    def _paint_household(self, painter: QPainter, rect: QRect, line: HouseholdLine, column: int, look: Theme) -> None:
        if column == 4:
            painter.fillRect(rect.x(), rect.y(), 1, rect.height(), look.color("line"))
            paint_lane(painter, QRectF(rect).adjusted(1, 1, 0, 0), line.bars, self._view.model_.board.scale, look)
            return
        if column == 0:
            side = look.px(15)
            spot = QRectF(rect.x() + look.px(12), rect.center().y() - side / 2 + 1, side, side)
            paint_state(painter, spot, line.state, look)
            box = rect.adjusted(look.px(34), 0, 0, 0)
            _words(painter, box, line.code, look, weight=600)
            used = look.metrics(weight=600).horizontalAdvance(line.code)
            box = box.adjusted(used + look.px(8), 0, 0, 0)
            _words(painter, box, line.people, look, kind=Type.SMALL, token="ink2")
            return
        text = ("", line.pick_up, line.report, line.hearing)[column]
        box = rect.adjusted(0, 0, -look.px(6), 0)
        bold = column == 2
        painter.setFont(look.font(weight=600 if bold else 400))
        painter.setPen(look.color("ink2" if column == 1 else "ink"))
        painter.drawText(box, _RIGHT, text or "—")


def _words(
    painter: QPainter, box: QRect, text: str, look: Theme, *, kind: Type = Type.BODY, weight: int = 400, token: str = "ink"
) -> int:
    """Draw one line of text at the left of a box; gives back the x after it."""
    painter.setFont(look.font(kind, weight))
    painter.setPen(look.color(token))
    shown = look.metrics(kind, weight).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, _LEFT, shown)
    return box.x() + look.metrics(kind, weight).horizontalAdvance(shown)


def _paint_trip(painter: QPainter, rect: QRect, line: TripLine, look: Theme) -> None:
    end = _paint_notes(painter, rect, line, look)
    middle, side = rect.center().y() + 1, look.px(16)
    x = rect.x() + look.px(12)
    paint_icon(painter, QRectF(x, middle - side / 2, side, side), line.icon, look.color("ink2"))
    x += side + look.px(8)
    box = QRect(x, rect.y(), max(0, end - x), rect.height())
    x = _words(painter, box, line.title, look, weight=600) + look.px(8)
    box.setLeft(x)
    x = _words(painter, box, line.detail, look, token="ink2") + look.px(8)
    for crew in line.crew:
        if x > end - look.px(60):
            break
        painter.fillRect(x, rect.center().y() - 7, 1, 14, look.color("line"))
        x += look.px(8)
        small = look.px(14)
        paint_icon(painter, QRectF(x, middle - small / 2, small, small), crew.icon, look.color("ink2"))
        x += small + look.px(4)
        box.setLeft(x)
        x = _words(painter, box, crew.name, look, kind=Type.SMALL) + look.px(4)
        paint_state(painter, QRectF(x, middle - look.px(13) / 2, look.px(13), look.px(13)), crew.state, look)
        x += look.px(13) + look.px(8)


def _paint_notes(painter: QPainter, rect: QRect, line: TripLine, look: Theme) -> int:
    """Paint what has happened at the right end; gives back where it begins."""
    end = rect.right() - look.px(10)
    if line.alert:
        size = tag_size(line.alert, State.WARNING.icon)
        box = QRectF(end - size.width(), rect.center().y() - size.height() / 2 + 1, size.width(), size.height())
        paint_tag(painter, box, line.alert, "warn", State.WARNING.icon)
        return round(box.left()) - look.px(8)
    for state, words in reversed(line.notes):
        loud = state in (State.NO_WORD, State.NOT_COVERED)
        metrics = look.metrics(Type.SMALL, 600 if loud else 400)
        width = metrics.horizontalAdvance(words)
        painter.setFont(look.font(Type.SMALL, 600 if loud else 400))
        painter.setPen(look.color("bad" if loud else "ink2"))
        painter.drawText(QRect(end - width, rect.y(), width, rect.height()), _LEFT, words)
        end -= width + look.px(19)
        side = look.px(15)
        paint_state(painter, QRectF(end, rect.center().y() - side / 2 + 1, side, side), state, look)
        end -= look.px(12)
    return end


def gap_button(line: GapLine, rect: QRect, look: Theme) -> QRect:
    """Where the button of a gap line lies."""
    if not line.button:
        return QRect()
    width = look.metrics(Type.SMALL, 500).horizontalAdvance(line.button) + look.px(20)
    height = min(look.px(26), rect.height() - 4)
    return QRect(rect.right() - width - look.px(10), rect.center().y() - height // 2 + 1, width, height)


def _paint_gap(painter: QPainter, rect: QRect, line: GapLine, look: Theme) -> None:
    painter.fillRect(rect, look.color("badS"))
    side = look.px(16)
    x = rect.x() + look.px(12)
    paint_state(painter, QRectF(x, rect.center().y() - side / 2 + 1, side, side), State.NOT_COVERED, look)
    button = gap_button(line, rect, look)
    end = button.left() - look.px(8) if line.button else rect.right()
    box = QRect(x + side + look.px(8), rect.y(), 0, rect.height())
    box.setRight(end)
    box.setLeft(_words(painter, box, line.title, look, weight=600, token="bad") + look.px(8))
    _words(painter, box, line.text, look)
    if line.button:
        paint_frame(painter, button, fill=look.color("surface"), line=look.color("line2"), radius=6)
        painter.setFont(look.font(Type.SMALL, 500))
        painter.setPen(look.color("ink"))
        painter.drawText(button, int(Qt.AlignmentFlag.AlignCenter), line.button)


class _BoardHeader(QHeaderView):
    def __init__(self, view: DayBoard) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().line(Type.SMALL) + theme().px(10))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        look = theme()
        painter.fillRect(rect, look.color("surface"))
        if section == 4:
            painter.fillRect(rect.x(), rect.y(), 1, rect.height(), look.color("line"))
            paint_axis(painter, QRectF(rect).adjusted(1, 0, 0, 0), self._view.model_.board.scale, look)
            return
        painter.setFont(look.font(Type.SMALL, 600))
        painter.setPen(look.color("ink2"))
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        box = rect.adjusted(look.px(12) if section == 0 else 0, 0, -look.px(6), 0)
        painter.drawText(box, _LEFT if section == 0 else _RIGHT, text)


class DayBoard(QTableView):
    """The board. `opened` tells the key of a line on Enter or double click, `pressed_gap` its button (also Enter on it)."""

    chosen = Signal(str)
    opened = Signal(str)
    pressed_gap = Signal(str)
    letter = Signal(str, str)

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
        self.clearSpans()
        self.model_.set_board(board)
        for number, line in enumerate(board.lines):
            if not isinstance(line, HouseholdLine):
                self.setSpan(number, 0, 1, 5)
        self._measure()
        if kept:
            self.choose(kept)

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
        elif not held and len(event.text()) == 1 and event.text().isalpha():
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
        house, trip = look.line() + look.px(11), look.line() + look.px(13)
        for number, line in enumerate(self.model_.board.lines):
            self.setRowHeight(number, house if isinstance(line, HouseholdLine) else trip)
        small = look.metrics(Type.SMALL, 600)
        widths = [look.px(136)]
        for section in (1, 2, 3):
            title = str(self.model_.headerData(section, Qt.Orientation.Horizontal))
            widths.append(max(look.px(54), small.horizontalAdvance(title) + look.px(12)))
        widths.append(max(look.px(160), self.viewport().width() - sum(widths)))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
