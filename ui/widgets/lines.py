"""A list of lines with a state, a title, details and an action: candidates, waiting list, trips, checks, diary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic.i18n import _
from ui.states import paint_frame
from ui.theme import theme, watch
from ui.widgets.dragging import start_drag
from ui.widgets.line_model import LINE_ROLE, Detail, Line, LineModel
from ui.widgets.line_paint import lay_out, paint_answer, paint_line

__all__ = ["Detail", "Line", "LineList", "more_line"]

Index = QModelIndex | QPersistentModelIndex
PORTION = 40
MOST_MEASURED = 5000


class LineDelegate(QStyledItemDelegate):
    """Paints lines; heights follow from the words, the width and the font."""

    def __init__(self, view: LineList) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[Line, int] = {}
        self._measured_at = 0
        watch().changed.connect(self._heights.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self.height(index.data(LINE_ROLE), width))

    def height(self, line: Line, width: int) -> int:
        """How high a line is, in px. It is measured once: most lines of a list that is shown anew are the same."""
        if width != self._measured_at or len(self._heights) > MOST_MEASURED:
            self._heights.clear()
            self._measured_at = width
        if line not in self._heights:
            self._heights[line] = lay_out(line, QRect(0, 0, width, 0), theme()).height
        return self._heights[line]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, line = theme(), index.data(LINE_ROLE)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if line.section:
            painter.fillRect(rect, look.color("sunken"))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), look.color("acc"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if index.row() > 0 or self._view.has_top_line:
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, look.color("line"))
        if line.answer is not None:
            paint_answer(painter, rect, line.answer, look)
        if line.dim:
            painter.setOpacity(0.5)
        paint_line(painter, rect, line, look)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus and not line.section:
            paint_frame(painter, QRectF(rect).adjusted(1, 1, -1, -1), fill=None, line=look.color("acc"), width=2)


class LineList(QListView):
    """The list. `chosen` tells the current line's key, `opened` Enter or double click, `linked` its action word.

    The action word has a key twin: Shift+Enter.
    """

    chosen = Signal(str)
    opened = Signal(str)
    linked = Signal(str)
    letter = Signal(str, str)
    """(a letter or 'Del', key)."""
    picked_up = Signal(object)
    """A `Drag` begins with the mouse; `let_go` when it has ended, wherever that was."""
    let_go = Signal()

    def __init__(self, name: str, *, top_line: bool = True) -> None:
        super().__init__()
        self.has_top_line = top_line
        self.setAccessibleName(name)
        self._model = LineModel()
        self.setModel(self._model)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBatchSize(PORTION)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        watch().changed.connect(self.scheduleDelayedItemsLayout)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the current one stays current when it is still there."""
        kept = self.current_key
        # The words of a long list are measured in portions, so that the window is not deaf meanwhile.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self._model.set_lines(lines)
        if kept:
            self.choose(kept)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._model.lines

    @property
    def current_key(self) -> str:
        """The key of the current line, or ''."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Make the line with this key current, if it is there."""
        for number, line in enumerate(self._model.lines):
            if line.key == key and not line.section:
                if number >= PORTION:
                    # To scroll there, everything before it must have its place.
                    self.setLayoutMode(QListView.LayoutMode.SinglePass)
                self.setCurrentIndex(self._model.index(number))
                return

    def content_height(self) -> int:
        """How high the list would be without scrolling, at its present width."""
        width = self.viewport().width()
        return sum(self._delegate.height(line, width) for line in self._model.lines)

    def _key(self, index: Index) -> str:
        return self._model.lines[index.row()].key

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._model.lines[current.row()].section:
            self.chosen.emit(self._key(current))

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Let the page show where it fits before the pointer leaves the list."""
        index = self.currentIndex()
        drag = self._model.lines[index.row()].drag if index.isValid() else None
        if drag is not None:
            self.picked_up.emit(drag)
            start_drag(self, drag)
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key
        if not key:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.linked if shifted else self.opened).emit(key)
        elif event.key() == Qt.Key.Key_Delete:
            self.letter.emit("Del", key)
        elif len(event.text()) == 1 and event.text().isalpha() and not _with_control(event):
            self.letter.emit(event.text(), key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        key = self._link_at(event.position().toPoint())
        if key:
            self.linked.emit(key)

    def _link_at(self, point: QPoint) -> str:
        index = self.indexAt(point)
        if not index.isValid():
            return ""
        line = self._model.lines[index.row()]
        hit = lay_out(line, self.visualRect(index), theme()).link.adjusted(-4, -4, 4, 4)
        return line.key if line.link and hit.contains(point) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._link_at(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


def _with_control(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.modifiers() & held)


def more_line(count: int) -> Line:
    """'and 2 more' as the last line of a list that shows only the worst."""
    return Line(key="", title=_("and {n} more").format(n=count), section=True)
