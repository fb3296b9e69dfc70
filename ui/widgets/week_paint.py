"""How the week grid is painted: cells with their seats, fits while placing, heads of days and sessions."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from clinic.i18n import _
from ui.states import State, paint_frame, paint_hatch, paint_state
from ui.theme import Theme, paint_icon, theme
from ui.tokens import Type
from ui.widgets.chips import paint_chip
from ui.widgets.dragging import Drag
from ui.widgets.week_model import CELL_ROLE, HEAD_ROLE, Cell, DayHead, Fit, RowHead, WeekModel

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class GridState(Protocol):
    """What the paint needs to know of the view."""

    grid: WeekModel
    seat: int
    placing: Drag | None

    def currentIndex(self) -> QModelIndex: ...  # noqa: N802 - Qt's name
    def hasFocus(self) -> bool: ...  # noqa: N802 - Qt's name
    def visualRect(self, index: Index, /) -> QRect: ...


def count_height(look: Theme) -> int:
    """The height of 'n of m · k open' with its margin."""
    return look.px(4) + look.line(Type.AXIS)


def chip_rects(cell: Cell, rect: QRect, look: Theme) -> list[QRectF]:
    """Where each chip of a cell lies."""
    top = rect.y() + count_height(look) + look.px(2)
    step = look.chip + look.px(2)
    return [
        QRectF(rect.x() + look.px(4), top + number * step, rect.width() - look.px(9), look.chip)
        for number in range(len(cell.chips))
    ]


def chip_at(grid: GridState, index: Index, point: QPoint) -> int:
    """Which chip of a cell lies under the point; -1: none."""
    cell = index.data(CELL_ROLE) if index.isValid() else None
    if not isinstance(cell, Cell) or grid.placing is not None:
        return -1
    rects = chip_rects(cell, grid.visualRect(index), theme())
    return next((number for number, rect in enumerate(rects) if rect.contains(point.toPointF())), -1)


def row_height(model: WeekModel, row: int, look: Theme, widths: list[int]) -> int:
    """As high as the fullest cell, the head, and what is said while placing need."""
    head = model.plan.rows[row]
    tallest = head_height(head, look.px(104), look)
    for column, width in enumerate(widths):
        cell = model.cell_at(row, column)
        if cell is None:
            continue
        chips = count_height(look) + len(cell.chips) * (look.chip + look.px(2)) + look.px(7)
        tallest = max(tallest, chips)
        fit = model.fits.get(cell.key)
        if fit is not None:
            room = QRect(0, 0, max(40, width - look.px(14)), 10000)
            why = look.metrics(Type.AXIS).boundingRect(room, _WRAP, fit.why).height() if fit.why else 0
            marks = look.line(Type.SMALL) + look.px(4) if fit.marks else 0
            tallest = max(tallest, look.line(Type.SMALL) + why + marks + look.px(14))
    return tallest


def shortened(count: str, width: int, look: Theme) -> str:
    """'4 of 5 · 1 open' as far as it fits, cut only between its parts: shape and seats say the rest."""
    metrics = look.metrics(Type.AXIS, 600)
    while metrics.horizontalAdvance(count) > width and " · " in count:
        count = count.rpartition(" · ")[0]
    return count


class WeekDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, view: QTableView, state: GridState) -> None:
        super().__init__(view)
        self._grid = state

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), QRect(option.rect)
        cell = index.data(CELL_ROLE)
        fit = self._grid.grid.fits.get(cell.key) if cell is not None else None
        painter.save()
        painter.fillRect(rect, look.color("surface" if cell is not None else "sunken"))
        if cell is not None and fit is not None:
            _paint_fit(painter, rect, fit, look)
        elif cell is not None:
            self._paint_cell(painter, rect, cell, look, is_current=index == self._grid.currentIndex())
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), look.color("line"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        is_current = index == self._grid.currentIndex()
        if is_current and (self._grid.seat < 0 or fit is not None) and self._is_shown_current():
            ring = QRectF(rect).adjusted(1, 1, -2, -2)
            paint_frame(painter, ring, fill=None, line=look.color("acc"), width=2, radius=3)
        painter.restore()

    def _is_shown_current(self) -> bool:
        return self._grid.hasFocus() or self._grid.placing is not None

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, look: Theme, *, is_current: bool) -> None:
        if cell.cancelled:
            paint_hatch(painter, rect, look)
        if cell.count:
            _paint_count(painter, rect, cell, look)
        if cell.draft:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), look.color("line2"))
        for number, box in enumerate(chip_rects(cell, rect, look)):
            chosen = is_current and number == self._grid.seat
            paint_chip(painter, box, cell.chips[number], look, selected=chosen)


def _paint_count(painter: QPainter, rect: QRect, cell: Cell, look: Theme) -> None:
    tone = look.color(cell.state.token if cell.state in (State.OPEN, State.ASKED) else "ink2")
    side = look.px(12)
    top, height = rect.y() + look.px(4), look.line(Type.AXIS)
    paint_icon(painter, QRectF(rect.x() + look.px(4), top + (height - side) / 2, side, side), cell.state.icon, tone)
    painter.setFont(look.font(Type.AXIS, 600))
    painter.setPen(tone)
    room = QRect(rect.x() + look.px(20), top, rect.width() - look.px(22), height)
    painter.drawText(room, _LEFT, shortened(cell.count, room.width(), look))


def _paint_fit(painter: QPainter, rect: QRect, fit: Fit, look: Theme) -> None:
    area = rect.adjusted(0, 0, -1, -1)
    tone = fit.state.token
    if fit.state is State.NO_FIT:
        paint_hatch(painter, area, look)
    elif fit.state is State.WARNING:
        paint_frame(painter, area, fill=look.color("warnS"), line=look.color("warnL"), width=2, dashed=True, radius=0)
    else:
        paint_frame(painter, area, fill=look.color("okS"), line=look.color("ok"), width=2, radius=0)
    x, y, side, line = area.x() + look.px(7), area.y() + look.px(6), look.px(14), look.line(Type.SMALL)
    paint_state(painter, QRectF(x, y + (line - side) / 2, side, side), fit.state, look)
    painter.setPen(look.color(tone))
    painter.setFont(look.font(Type.SMALL, 600))
    title = QRect(x + look.px(18), y, area.right() - x - look.px(20), line)
    metrics = look.metrics(Type.SMALL, 600)
    painter.drawText(title, _LEFT, metrics.elidedText(fit.title, Qt.TextElideMode.ElideRight, title.width()))
    painter.setPen(look.color("ink2"))
    painter.setFont(look.font(Type.AXIS))
    painter.drawText(
        QRect(x, y + line + 2, area.right() - x - look.px(6), area.bottom() - y - line - 2), _WRAP, fit.why
    )
    _paint_marks(painter, area, fit, look)


def _paint_marks(painter: QPainter, area: QRect, fit: Fit, look: Theme) -> None:
    """What each seat answers: the icon of its role and its shape, side by side at the foot of the cell."""
    side = look.px(12)
    x, y = area.x() + look.px(7), area.bottom() - look.px(5) - side
    for mark in fit.marks:
        if x + 2 * side > area.right():
            break
        paint_icon(painter, QRectF(x, y, side, side), mark.icon, look.color("ink2"))
        paint_state(painter, QRectF(x + side + 1, y, side, side), mark.state, look)
        x += 2 * side + look.px(6)


class DayHeader(QHeaderView):
    """The heads of the days; today has an accent line and the word."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(super().sizeHint().width(), look.line() + look.line(Type.AXIS) + look.px(11))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        look = theme()
        head = self.model().headerData(section, Qt.Orientation.Horizontal, HEAD_ROLE)
        painter.fillRect(rect, look.color("sunken"))
        if not isinstance(head, DayHead):
            return
        painter.save()
        if head.today:
            painter.fillRect(rect.x(), rect.y(), rect.width(), 3, look.color("acc"))
        x, room = rect.x() + look.px(7), rect.width() - look.px(8)
        title = QRect(x, rect.y() + look.px(5), room, look.line())
        painter.setFont(look.font(weight=600))
        painter.setPen(look.color("ink"))
        painter.drawText(title, _LEFT, head.title)
        if head.today:
            used = look.metrics(weight=600).horizontalAdvance(head.title) + look.px(6)
            painter.setFont(look.font(Type.AXIS, 600))
            painter.setPen(look.color("acc"))
            painter.drawText(title.adjusted(used, 0, 0, 0), _LEFT, _("today"))
        painter.setFont(look.font(Type.AXIS))
        painter.setPen(look.color("ink3"))
        note = look.metrics(Type.AXIS).elidedText(head.note or "–", Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(x, title.bottom() + 1, room, look.line(Type.AXIS)), _LEFT, note)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), look.color("line"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        painter.restore()


class RowHeader(QHeaderView):
    """The heads of the sessions: name, hours, place."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        look = theme()
        head = self.model().headerData(section, Qt.Orientation.Vertical, HEAD_ROLE)
        painter.fillRect(rect, look.color("sunken"))
        if not isinstance(head, RowHead):
            return
        painter.save()
        box = rect.adjusted(look.px(8), look.px(6), -look.px(6), 0)
        painter.setFont(look.font(Type.SMALL, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(box, _WRAP, head.title)
        box.setTop(box.top() + _wrapped(head.title, box.width(), look, Type.SMALL, 600) + look.px(2))
        painter.setFont(look.font(Type.SMALL))
        painter.setPen(look.color("ink2"))
        painter.drawText(box, _WRAP, head.line)
        box.setTop(box.top() + _wrapped(head.line, box.width(), look, Type.SMALL, 400))
        painter.setFont(look.font(Type.AXIS))
        painter.setPen(look.color("ink3"))
        painter.drawText(box, _WRAP, head.note)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), look.color("line"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.color("line"))
        painter.restore()


def _wrapped(text: str, width: int, look: Theme, kind: Type, weight: int) -> int:
    if not text:
        return 0
    return look.metrics(kind, weight).boundingRect(QRect(0, 0, max(20, width), 10000), _WRAP, text).height()


def head_height(head: RowHead, width: int, look: Theme) -> int:
    """How high the head of a row must be, so wide."""
    room = width - look.px(14)
    heights = (
        _wrapped(head.title, room, look, Type.SMALL, 600),
        _wrapped(head.line, room, look, Type.SMALL, 400),
        _wrapped(head.note, room, look, Type.AXIS, 400),
    )
    return sum(heights) + look.px(16)


def head_width(head: DayHead, look: Theme) -> int:
    """How wide the head of a day must be, so that its words do not touch the next one, in px."""
    title = look.metrics(weight=600).horizontalAdvance(head.title)
    if head.today:
        title += look.px(6) + look.metrics(Type.AXIS, 600).horizontalAdvance(_("today"))
    return max(title, look.metrics(Type.AXIS).horizontalAdvance(head.note)) + look.px(14)
