"""The stops of a trip: time, what happens, and how the time was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.states import paint_frame
from ui.theme import theme
from ui.widgets.stop_line import StopLine
from ui.widgets.stop_paint import lay_out, paint_rail, paint_stop, time_width

__all__ = ["StopLine", "StopList"]

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


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
        width = option.rect.width()
        laid = lay_out(index.data(Qt.ItemDataRole.UserRole), QRect(0, 0, width, 0), self._lead(index), theme())
        return QSize(width, laid.height)

    @staticmethod
    def _lead(index: Index) -> int:
        model = index.model()
        return time_width(model.stops if isinstance(model, _StopModel) else (), theme())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, stop, rect = theme(), index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        laid = lay_out(stop, rect, self._lead(index), look)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        last = index.row() == index.model().rowCount() - 1
        paint_rail(painter, rect, stop, laid, look, first=index.row() == 0, last=last)
        painter.fillRect(laid.title.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        paint_stop(painter, stop, laid, look)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_frame(painter, QRectF(rect).adjusted(1, 1, -1, -2), fill=None, line=look.color("acc"), width=2)
        painter.restore()


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
    def stops(self) -> tuple[StopLine, ...]:
        return self._model.stops

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
