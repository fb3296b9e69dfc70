"""Seat chips: role, name, state, and a frame that says the state once more."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ui.states import State, paint_frame, paint_state
from ui.theme import Theme, paint_icon
from ui.tokens import RADIUS_CHIP, Type
from ui.widgets.dragging import Drag


@dataclass(frozen=True, slots=True)
class Chip:
    """One seat. `short` is used where `label` does not fit ('Rosa M.' then 'Rosa'); `tooltip` holds the full name.

    For an open seat the label is what it asks for ('Mam interpreter') and the state OPEN.
    """

    key: str
    label: str
    state: State
    icon: str = ""
    short: str = ""
    tooltip: str = ""
    drag: Drag | None = None
    proposed: bool = False
    """Drawn dotted: 'Fill open seats' proposes it and nobody has accepted it yet."""


_FILLS = {
    State.OPEN: ("surface", "bad"),
    State.ASKED: ("surface", "line"),
    State.WARNING: ("warnS", "warnL"),
    State.OVERRIDDEN: ("badS", "bad"),
}


def paint_chip(painter: QPainter, rect: QRectF, chip: Chip, look: Theme, *, selected: bool = False) -> None:
    """Paint a chip; `selected` adds the accent ring around it."""
    fill, line = _FILLS.get(chip.state, ("sunken", "line"))
    dashed = chip.state is State.OPEN or chip.proposed
    paint_frame(
        painter,
        rect,
        fill=look.color("infoS" if chip.proposed else fill),
        line=look.color("info" if chip.proposed else line),
        dashed=dashed,
        radius=RADIUS_CHIP,
    )
    is_open = chip.state is State.OPEN
    x = rect.left() + look.px(5)
    side = look.px(14)
    if chip.icon:
        spot = QRectF(x, rect.center().y() - side / 2, side, side)
        paint_icon(painter, spot, chip.icon, look.color("bad" if is_open else "ink2"))
        x += side + look.px(4)
    end = rect.right() - look.px(5)
    if not is_open:
        mark = look.px(13)
        paint_state(painter, QRectF(end - mark, rect.center().y() - mark / 2, mark, mark), chip.state, look)
        end -= mark + look.px(3)
    painter.setFont(look.font(Type.SMALL, 500 if is_open else 400))
    painter.setPen(look.color("bad" if is_open else "ink2" if chip.state is State.ASKED else "ink"))
    text = fitting(chip, end - x, look)
    painter.drawText(QRectF(x, rect.top(), end - x, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
    if selected:
        ring = rect.adjusted(-2, -2, 2, 2)
        paint_frame(painter, ring, fill=None, line=look.color("acc"), width=2, radius=RADIUS_CHIP + 2)


def fitting(chip: Chip, width: float, look: Theme) -> str:
    """The name as far as there is room: whole, then short, then cut with an ellipsis."""
    metrics = look.metrics(Type.SMALL, 500 if chip.state is State.OPEN else 400)
    for text in (chip.label, chip.short):
        if text and metrics.horizontalAdvance(text) <= width:
            return text
    return metrics.elidedText(chip.short or chip.label, Qt.TextElideMode.ElideRight, max(0, int(width)))
