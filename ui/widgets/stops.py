"""The stops of a trip: time, what happens, and how the time was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.states import paint_frame
from ui.theme import Theme, paint_icon, theme
from ui.tokens import Type
from ui.widgets.basics import paint_tag, tag_size

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAP_RIGHT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop: '08:42', icon, what, second line, the sum ('drive 22 + buffer 10 min') or a tag ('typed from paper').

    `token` colours the ring: 'acc' for the road, 'hear' for what the paper says, 'open' for the return. `changed` puts
    a dot before a time that is another than when it was last seen.
    """

    key: str
    time: str
    icon: str
    title: str
    detail: str = ""
    how: str = ""
    tag: str = ""
    token: str = "acc"  # noqa: S105 - a colour token
    changed: bool = False
    sentence: str = ""


class _StopModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.stops: tuple[StopLine, ...] = ()

    def set_stops(self, stops: Sequence[StopLine]) -> None:
        self.beginResetModel()
        self.stops = tuple(stops)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.stops)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        stop = self.stops[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{stop.time} {stop.title}"
        if role == Qt.ItemDataRole.UserRole:
            return stop
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return stop.sentence or ", ".join(p for p in (stop.time, stop.title, stop.detail, stop.tag, stop.how) if p)
        return None


class _StopDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look, stop = theme(), index.data(Qt.ItemDataRole.UserRole)
        height = look.line() + look.px(10) + (look.line(Type.SMALL) if stop.detail else look.px(11))
        sum_height = _how_rect(stop, QRect(0, 0, option.rect.width(), 0), look).bottom() + look.px(5)
        return QSize(option.rect.width(), max(height, sum_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, stop, rect = theme(), index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        last = index.row() == index.model().rowCount() - 1
        _paint_rail(painter, rect, stop, look, first=index.row() == 0, last=last)
        x = rect.x() + look.px(92)
        painter.fillRect(x, rect.bottom(), rect.width(), 1, look.color("line"))
        end = _paint_how(painter, rect, stop, look)
        box = QRect(x, rect.y() + look.px(5), max(0, end - x), look.line())
        _text(painter, box, stop.title, (Type.BODY, 500), "ink")
        box = QRect(x, box.bottom() + 1, box.width(), look.line(Type.SMALL))
        _text(painter, box, stop.detail, (Type.SMALL, 400), "ink2")
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_frame(painter, QRectF(rect).adjusted(1, 1, -1, -2), fill=None, line=look.color("acc"), width=2)
        painter.restore()


def _text(painter: QPainter, box: QRect, text: str, font: tuple[Type, int], ink: str) -> None:
    look, (kind, weight) = theme(), font
    painter.setFont(look.font(kind, weight))
    painter.setPen(look.color(ink))
    shown = look.metrics(kind, weight).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT, shown)


def _paint_rail(painter: QPainter, rect: QRect, stop: StopLine, look: Theme, *, first: bool, last: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(weight=600))
    painter.setPen(look.color("ink"))
    line = look.line()
    painter.drawText(QRect(rect.x(), rect.y() + look.px(8), look.px(54), line), _RIGHT, stop.time)
    if stop.changed:
        painter.setBrush(look.color("info"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(rect.x() + look.px(4), rect.y() + look.px(8) + line / 2 - 3, 6, 6))
    middle, center = rect.x() + look.px(73), rect.y() + look.px(8) + line / 2
    top = center if first else rect.y()
    bottom = center if last else rect.bottom() + 1
    painter.fillRect(QRectF(middle - 1, top, 2, bottom - top), look.color("line"))
    side = look.px(20)
    circle = QRectF(middle - side / 2, center - side / 2, side, side)
    paint_frame(painter, circle, fill=look.color("surface"), line=look.color(stop.token), width=2, radius=side / 2)
    inner = look.px(11)
    spot = QRectF(middle - inner / 2, center - inner / 2, inner, inner)
    paint_icon(painter, spot, stop.icon, look.color(stop.token))


def _paint_how(painter: QPainter, rect: QRect, stop: StopLine, look: Theme) -> int:
    """Paint the sum or the tag at the right end; gives back where it begins."""
    end = rect.right() - look.px(12)
    if stop.tag:
        size = tag_size(stop.tag, "push-pin-fill")
        left = end - size.width()
        spot = QRectF(left, rect.y() + look.px(8), size.width(), size.height())
        paint_tag(painter, spot, stop.tag, "acc", "push-pin-fill")
        return left - look.px(8)
    box = _how_rect(stop, rect, look)
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color("ink3"))
    painter.drawText(box, _WRAP_RIGHT, stop.how)
    return box.left() - look.px(8)


def _how_rect(stop: StopLine, rect: QRect, look: Theme) -> QRect:
    """Where the sum stands: at most 42 % of the line, in two lines where it is longer; it is never cut."""
    end, most = rect.right() - look.px(12), (rect.width() - look.px(92)) * 42 // 100
    metrics = look.metrics(Type.SMALL)
    width = min(metrics.horizontalAdvance(stop.how) + 1, max(most, look.px(80)))
    height = metrics.boundingRect(QRect(0, 0, width, 10000), _WRAP_RIGHT, stop.how).height()
    return QRect(end - width, rect.y() + look.px(8), width, max(height, look.line(Type.SMALL)))


class StopList(QListView):
    """The list of stops. `opened` tells the key of a stop, `letter` a letter or Del on it."""

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("stops")
        self.setAccessibleName(name)
        self._model = _StopModel()
        self.setModel(self._model)
        self.setItemDelegate(_StopDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.stops[index.row()].key))

    def set_stops(self, stops: Sequence[StopLine]) -> None:
        """Show these stops; the current one stays current."""
        kept = self.current_key
        self._model.set_stops(stops)
        for number, stop in enumerate(stops):
            if stop.key == kept and kept:
                self.setCurrentIndex(self._model.index(number))

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        return self._model.stops[index.row()].key if index.isValid() else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._model.stops[current.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key
        if key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.letter.emit("Del", key)
        elif key and not event.modifiers() and len(event.text()) == 1 and event.text().isalpha():
            self.letter.emit(event.text(), key)
        else:
            super().keyPressEvent(event)
