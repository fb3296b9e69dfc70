"""The stops of a trip: time, what happens, and how the time was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTimeEdit,
    QWidget,
)

from clinic.i18n import _
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
        view = option.widget  # the option's own rectangle would count in the scroll bar
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
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


class TimeEditor(QTimeEdit):
    """A time of the list while it is typed."""

    typed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget, given: time) -> None:
        super().__init__(QTime(given.hour, given.minute), parent)
        self.setObjectName("stopTime")
        self.setAccessibleName(_("Report time"))
        self.setDisplayFormat("HH:mm")
        self.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self._given = given

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shown = time(self.time().hour(), self.time().minute())
            self._end()
            if shown != self._given:
                self.typed.emit(shown)
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()
        self.deleteLater()

    def _end(self) -> None:
        self.closed.emit()


class StopList(QListView):
    """The list of stops. `opened` tells the key of a stop, `letter` a letter or Del on it."""

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str, str)
    retimed = Signal(str, object)
    """(key, time): another time was typed over the one that stood there."""

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
        self.setWordWrap(True)  # else a list that gets narrower keeps the heights of its rows
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

    def edit_time(self, given: time) -> None:
        """Let the time of the current stop be typed where it stands: Enter keeps it, Esc or leaving lets it be."""
        index = self.currentIndex()
        if not index.isValid():
            return
        self.scrollTo(index)
        row, look = self.visualRect(index), theme()
        editor = TimeEditor(self.viewport(), given)
        editor.typed.connect(lambda typed, key=self.current_key: self.retimed.emit(key, typed))
        editor.closed.connect(self.setFocus)
        wide = max(editor.sizeHint().width(), time_width(self.stops, look))
        editor.setGeometry(QRect(row.x() + look.px(4), row.y() + look.px(2), wide, editor.sizeHint().height()))
        editor.show()
        # Coming by Tab selects the hour: what is typed takes its place, then that of the minutes.
        editor.setFocus(Qt.FocusReason.TabFocusReason)

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
