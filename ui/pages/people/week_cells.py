"""Availability as a grid of four parts of a day by seven days, painted by click, drag or the keys 1 to 4 and 0."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic.domain.people import Can, DayPart
from clinic.domain.words import CAN, DAY_PARTS
from clinic.i18n import _, weekday_long, weekday_short
from ui.states import paint_frame, paint_hatch
from ui.theme import paint_icon, theme
from ui.tokens import Type

PARTS = tuple(DayPart)
KEYS: dict[int, Can | None] = {
    Qt.Key.Key_1: Can.CAN,
    Qt.Key.Key_2: Can.PREFERS,
    Qt.Key.Key_3: Can.UNSURE,
    Qt.Key.Key_4: Can.STAND_BY,
    Qt.Key.Key_0: None,
}
_ICONS = {Can.CAN: "check", Can.PREFERS: "star-fill", Can.UNSURE: "question", Can.STAND_BY: "phone"}
_COLOURS = {
    Can.CAN: ("accS", "acc", "acc"),
    Can.PREFERS: ("acc", "acc", "onacc"),
    Can.UNSURE: ("warnS", "warnL", "warn"),
    Can.STAND_BY: ("accS", "acc", "acc"),
}
_CYCLE: dict[Can | None, Can | None] = {
    None: Can.CAN,
    Can.CAN: Can.PREFERS,
    Can.PREFERS: Can.UNSURE,
    Can.UNSURE: Can.CANNOT,
    Can.CANNOT: Can.STAND_BY,
    Can.STAND_BY: None,
}

Cell = tuple[int, int]
"""(part, weekday)."""


class WeekCells(QWidget):
    """28 cells; `painted` tells what was answered for which of them."""

    painted = Signal(object, object)
    """([(weekday, DayPart)…], Can or None)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("availability")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid: tuple[tuple[Can | None, ...], ...] = ((None,) * 7,) * 4
        self._at: Cell = (1, 0)
        self._stroke: list[Cell] = []
        self._brush: Can | None = None
        self._tell()

    def show_grid(self, grid: tuple[tuple[Can | None, ...], ...]) -> None:
        """Show these answers: night, morning, afternoon, evening, each from Monday on."""
        self._grid = grid
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(270), look.line(Type.AXIS) + 4 * look.px(24))

    def rect_of(self, cell: Cell) -> QRectF:
        """Where a cell lies."""
        look = theme()
        left, top, height = look.px(68), look.line(Type.AXIS), look.px(24)
        wide = (self.width() - left) / 7
        return QRectF(left + cell[1] * wide + 1, top + cell[0] * height + 2, wide - 3, height - 4)

    def _cell_at(self, point: QPoint) -> Cell | None:
        cells = [(part, weekday) for part in range(4) for weekday in range(7)]
        return next((cell for cell in cells if self.rect_of(cell).contains(point.toPointF())), None)

    def _sentence(self, cell: Cell) -> str:
        can = self._grid[cell[0]][cell[1]]
        return _("{day}, {part}: {answer}").format(
            day=weekday_long(cell[1]), part=DAY_PARTS[PARTS[cell[0]]], answer=CAN[can] if can else _("nothing said")
        )

    def _tell(self) -> None:
        self.setAccessibleName(_("Availability"))
        self.setAccessibleDescription(self._sentence(self._at))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setFont(look.font(Type.AXIS))
        painter.setPen(look.color("ink2"))
        for weekday in range(7):
            box = self.rect_of((0, weekday))
            box.moveTop(0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), weekday_short(weekday)[:2])
        for part in range(4):
            box = self.rect_of((part, 0))
            place = QRectF(0, box.top(), look.px(66), box.height())
            painter.setPen(look.color("ink2"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), str(DAY_PARTS[PARTS[part]]))
            for weekday in range(7):
                self._paint_cell(painter, (part, weekday))

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        look, box = theme(), self.rect_of(cell)
        can = self._brush if cell in self._stroke else self._grid[cell[0]][cell[1]]
        fill, line, ink = _COLOURS.get(can, ("surface", "line", "ink3")) if can else ("surface", "line", "ink3")
        paint_frame(painter, box, fill=look.color(fill), line=look.color(line))
        if can is Can.CANNOT:
            paint_hatch(painter, box.adjusted(1, 1, -1, -1), look)
        elif can in _ICONS:
            side = look.px(12)
            spot = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, spot, _ICONS[can], look.color(ink))
        if self.hasFocus() and cell == self._at:
            paint_frame(painter, box.adjusted(-2, -2, 2, 2), fill=None, line=look.color("acc"), width=2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None:
            self._at, self._stroke = cell, [cell]
            self._brush = _CYCLE[self._grid[cell[0]][cell[1]]]
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if self._stroke and cell is not None and cell not in self._stroke:
            self._stroke.append(cell)
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        stroke, self._stroke = self._stroke, []
        if stroke:
            self._answer(stroke, self._brush)

    def _answer(self, cells: list[Cell], can: Can | None) -> None:
        self.painted.emit([(weekday, PARTS[part]) for part, weekday in cells], can)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps:
            down, across = steps[key]
            self._at = (min(3, max(0, self._at[0] + down)), min(6, max(0, self._at[1] + across)))
            self._tell()
            self.update()
        elif key in KEYS:
            self._answer([self._at], KEYS[key])
        elif key == Qt.Key.Key_Minus:
            self._answer([self._at], Can.CANNOT)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self._sentence(cell) if cell else "", self)
            return True
        return super().event(event)
