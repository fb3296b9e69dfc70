"""The heads above the columns of a day: who, what they are, with whom and where."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import paint_icon, theme
from ui.tokens import Type
from ui.widgets.day_cards import ColumnHead, DayPlan

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class HeadHost(Protocol):
    """What the heads need of the columns under them."""

    plan: DayPlan

    @property
    def wide(self) -> int: ...
    @property
    def scrolled(self) -> int: ...
    def x_of(self, number: int) -> int: ...


class HeadRow(QWidget):
    """The heads of all columns; it scrolls sideways with them."""

    def __init__(self, columns: HeadHost) -> None:
        super().__init__()
        self._columns = columns

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(100, 2 * look.line(Type.SMALL) + 2 * look.line(Type.AXIS) + look.px(16) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.color("sunken"))
        for number, head in enumerate(self._columns.plan.columns):
            left = self._columns.x_of(number) - self._columns.scrolled
            painter.fillRect(left, 0, 1, self.height(), look.color("line"))
            self._paint_head(painter, QRect(left + look.px(9), look.px(7), self._columns.wide - look.px(12), 0), head)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("line"))

    def _paint_head(self, painter: QPainter, box: QRect, head: ColumnHead) -> None:
        look, y = theme(), box.y()
        rows = (
            (head.title, head.icon, Type.BODY, 600, "ink"),
            (head.note, "", Type.AXIS, 400, "ink3"),
            (head.second, head.second_icon, Type.SMALL, 400, "ink"),
            (head.second_note, "", Type.AXIS, 400, "ink3"),
        )
        for text, name, kind, weight, token in rows:
            height = look.line(kind)
            if name and text:
                side = look.px(15)
                paint_icon(painter, QRectF(box.x(), y + (height - side) / 2, side, side), name, look.color("ink2"))
            painter.setFont(look.font(kind, weight))
            painter.setPen(look.color(token))
            room = box.width() - look.px(21)
            shown = look.metrics(kind, weight).elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            painter.drawText(QRect(box.x() + look.px(21), y, room, height), _LEFT, shown)
            y += height
