"""A list of lines with a state, a title, further lines and an action: candidates, waiting list, trips, checks, diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
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
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic.i18n import _
from ui.theme import Theme, paint_icon, theme, watch
from ui.tokens import Type
from ui.widgets.basics import paint_load, paint_tag, tag_size
from ui.widgets.dragging import Drag, to_mime
from ui.states import State, paint_frame

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ONE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Detail:
    """One of the smaller texts under a title, with an icon where it helps."""

    text: str
    icon: str = ""
    tone: str = "ink2"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; a line with `section` is a grey strip with only `title` and `right`.

    `lead` stands before everything ('04:12', '1'); `tag` after the title ('1+1'); `right` at the right end, bold with
    `right_bold`, as a tag in the tone `right_tone`; `link` is an action word at the right that can be clicked, with
    `boxed` drawn as a button; `share` draws a load bar before `right`. `sentence` is what a screen reader says.
    """

    key: str
    title: str
    section: bool = False
    state: State | None = None
    icon: str = ""
    lead: str = ""
    tag: str = ""
    right: str = ""
    right_bold: bool = False
    right_tone: str = ""
    details: tuple[Detail, ...] = ()
    link: str = ""
    boxed: bool = False
    share: float | None = None
    sentence: str = ""
    tooltip: str = ""
    dim: bool = False
    drag: Drag | None = None

    @property
    def spoken(self) -> str:
        """The whole line as a sentence."""
        if self.sentence:
            return self.sentence
        parts = [self.lead, self.title, self.tag, self.state.word if self.state else "", self.right]
        return ", ".join(part for part in [*parts, *(detail.text for detail in self.details)] if part)


class LineModel(QAbstractListModel):
    """The lines of one list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tooltip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].section:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.lines[index.row()].drag else flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        drags = [self.lines[index.row()].drag for index in indexes]
        return to_mime(next((drag for drag in drags if drag is not None), None))

    def mimeTypes(self) -> list[str]:
        return [Drag.MIME]


@dataclass(slots=True)
class _Laid:
    """Where the parts of a line lie."""

    height: int
    text_x: int
    details: list[tuple[Detail, QRect]]
    link: QRect
    right: QRect


class LineDelegate(QStyledItemDelegate):
    """Paints lines; heights follow from the words, the width and the font."""

    def __init__(self, view: LineList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, lay_out(index.data(LINE_ROLE), QRect(0, 0, width, 0), theme()).height)

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
        if line.dim:
            painter.setOpacity(0.5)
        paint_line(painter, rect, line, look)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus and not line.section:
            paint_frame(painter, QRectF(rect).adjusted(1, 1, -1, -1), fill=None, line=look.color("acc"), width=2)


def lay_out(line: Line, rect: QRect, look: Theme) -> _Laid:
    """Find the place of every part of a line within a rectangle of that width."""
    pad, top = look.px(12), rect.y() + look.px(8)
    if line.section:
        height = look.line(Type.AXIS) + look.px(10)
        return _Laid(height, rect.x() + pad, [], QRect(), QRect(rect.x() + pad, rect.y(), rect.width() - 2 * pad, height))
    x = rect.x() + pad
    if line.lead:
        x += max(look.px(16), look.metrics(Type.BODY).horizontalAdvance(line.lead)) + look.px(8)
    if line.state or line.icon:
        x += look.px(20)
    right = rect.right() - pad
    link = _link_rect(line, right, top, look)
    end = (link.left() - look.px(8)) if line.link else right
    y = top + look.line()
    details: list[tuple[Detail, QRect]] = []
    for detail in line.details:
        inset = look.px(20) if detail.icon else 0
        room = max(40, (end if line.boxed else right) - x - inset)
        height = look.metrics(Type.SMALL).boundingRect(QRect(0, 0, room, 10000), _WRAP, detail.text).height()
        height = max(height, look.line(Type.SMALL))
        details.append((detail, QRect(x, y, room + inset, height)))
        y += height
    height = max(y, link.bottom()) + look.px(8) - rect.y()
    return _Laid(height, x, details, link, QRect(x, top, end - x, look.line()))


def _link_rect(line: Line, right: int, top: int, look: Theme) -> QRect:
    if not line.link:
        return QRect()
    width = look.metrics(Type.SMALL, 500).horizontalAdvance(line.link)
    if line.boxed:
        return QRect(right - width - look.px(20), top - look.px(2), width + look.px(20), look.px(26))
    return QRect(right - width, top, width, look.line())


def paint_line(painter: QPainter, rect: QRect, line: Line, look: Theme) -> None:
    """Paint the words and shapes of one line."""
    laid = lay_out(line, rect, look)
    if line.section:
        painter.setPen(look.color("ink3"))
        painter.setFont(look.font(Type.AXIS, 600))
        painter.drawText(laid.right, _ONE, line.title)
        painter.setFont(look.font(Type.AXIS))
        painter.drawText(laid.right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.right)
        return
    _paint_front(painter, rect, line, laid, look)
    box = QRect(laid.right)
    box.setRight(_paint_right(painter, box, line, look))
    _paint_title(painter, box, line, look)
    for detail, place in laid.details:
        _paint_detail(painter, place, detail, look)
    if line.link:
        _paint_link(painter, laid.link, line, look)


def _paint_front(painter: QPainter, rect: QRect, line: Line, laid: _Laid, look: Theme) -> None:
    y, height = rect.y() + look.px(8), look.line()
    if line.lead:
        painter.setPen(look.color("ink2"))
        painter.setFont(look.font())
        painter.drawText(QRect(rect.x() + look.px(12), y, rect.width(), height), _ONE, line.lead)
    side = look.px(14 if line.state else 16)
    spot = QRectF(laid.text_x - look.px(20), y + (height - side) / 2, side, side)
    if line.state:
        paint_icon(painter, spot, line.state.icon, look.color(line.state.token))
    elif line.icon:
        paint_icon(painter, spot, line.icon, look.color("ink2"))


def _paint_right(painter: QPainter, box: QRect, line: Line, look: Theme) -> int:
    """Paint what stands at the right end; gives back where the title must end."""
    if not line.right:
        return box.right()
    if line.right_tone:
        size = tag_size(line.right)
        spot = QRectF(box.right() - size.width(), box.center().y() - size.height() / 2, size.width(), size.height())
        paint_tag(painter, spot, line.right, line.right_tone)
        return round(spot.left()) - look.px(6)
    kind, weight = (Type.BODY, 600) if line.right_bold else (Type.SMALL, 400)
    width = look.metrics(kind, weight).horizontalAdvance(line.right)
    painter.setPen(look.color("ink" if line.right_bold else "ink3"))
    painter.setFont(look.font(kind, weight))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.right)
    end = box.right() - width - look.px(6)
    if line.share is not None:
        paint_load(painter, QRectF(end - look.px(36), box.center().y() - 3, look.px(36), 6), line.share)
        end -= look.px(42)
    return end


def _paint_title(painter: QPainter, box: QRect, line: Line, look: Theme) -> None:
    metrics = look.metrics(Type.BODY, 600)
    shown = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.setPen(look.color("ink"))
    painter.setFont(look.font(Type.BODY, 600))
    painter.drawText(box, _ONE, shown)
    if line.tag:
        box = box.adjusted(metrics.horizontalAdvance(shown) + look.px(6), 0, 0, 0)
        painter.setPen(look.color("ink2"))
        painter.setFont(look.font(Type.SMALL))
        text = look.metrics(Type.SMALL).elidedText(line.tag, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(box, _ONE, text)


def _paint_detail(painter: QPainter, place: QRect, detail: Detail, look: Theme) -> None:
    if detail.icon:
        side = look.px(14)
        spot = QRectF(place.x(), place.y() + (look.line(Type.SMALL) - side) / 2, side, side)
        paint_icon(painter, spot, detail.icon, look.color(detail.tone))
        place = place.adjusted(look.px(20), 0, 0, 0)
    painter.setPen(look.color("ink2" if detail.icon else detail.tone))
    painter.setFont(look.font(Type.SMALL))
    painter.drawText(place, _WRAP, detail.text)


def _paint_link(painter: QPainter, place: QRect, line: Line, look: Theme) -> None:
    if line.boxed:
        paint_frame(painter, place, fill=look.color("surface"), line=look.color("line2"), radius=6)
    painter.setPen(look.color("ink" if line.boxed else "accI"))
    painter.setFont(look.font(Type.SMALL, 500))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), line.link)


class LineList(QListView):
    """The list. `chosen` tells the current line's key, `opened` Enter or double click, `linked` its action word.

    The action word has a key twin: Shift+Enter.
    """

    chosen = Signal(str)
    opened = Signal(str)
    linked = Signal(str)
    letter = Signal(str, str)
    """(a letter or 'Del', key)."""

    def __init__(self, name: str, *, top_line: bool = True) -> None:
        super().__init__()
        self.has_top_line = top_line
        self.setAccessibleName(name)
        self._model = LineModel()
        self.setModel(self._model)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        watch().changed.connect(self.scheduleDelayedItemsLayout)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the current one stays current when it is still there."""
        kept = self.current_key
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
                self.setCurrentIndex(self._model.index(number))
                return

    def content_height(self) -> int:
        """How high the list would be without scrolling, at its present width."""
        width = self.viewport().width()
        return sum(lay_out(line, QRect(0, 0, width, 0), theme()).height for line in self._model.lines)

    def _key(self, index: Index) -> str:
        return self._model.lines[index.row()].key

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._model.lines[current.row()].section:
            self.chosen.emit(self._key(current))

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
