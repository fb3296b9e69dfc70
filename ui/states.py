"""The language of states: always shape, word and colour together."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen

from clinic.i18n import _
from ui.theme import Theme, icon, paint_icon


class State(Enum):
    """What a seat, trip, household, copy or check-in is: (icon, colour token)."""

    OPEN = ("circle-dashed", "bad")
    NOT_ASKED = ("circle", "ink2")
    ASKED = ("circle-half-fill", "info")
    CONFIRMED = ("check", "ok")
    PINNED = ("push-pin-fill", "ok")
    WARNING = ("warning-fill", "warn")
    OVERRIDDEN = ("octagon-fill", "bad")
    NOT_COVERED = ("octagon-fill", "bad", "not covered")
    NO_WORD = ("diamond-fill", "bad")
    OLD_COPY = ("diamond-fill", "bad", "old copy")
    RETURN_OPEN = ("hourglass-medium-fill", "open")
    DONE = ("check-circle-fill", "ok")
    DUE = ("circle-dashed", "ink3")
    FITS = ("check-circle-fill", "ok", "fits")
    NO_FIT = ("x-circle-fill", "bad")
    NOTE = ("info", "info")

    @property
    def icon(self) -> str:
        return str(self.value[0])

    @property
    def token(self) -> str:
        return str(self.value[1])

    @property
    def word(self) -> str:
        """The state in the language of the reader."""
        words = {
            State.OPEN: _("open"),
            State.NOT_ASKED: _("not asked"),
            State.ASKED: _("asked"),
            State.CONFIRMED: _("confirmed"),
            State.PINNED: _("pinned"),
            State.WARNING: _("warning"),
            State.OVERRIDDEN: _("override"),
            State.NOT_COVERED: _("not covered"),
            State.NO_WORD: _("no word"),
            State.OLD_COPY: _("old copy"),
            State.RETURN_OPEN: _("return open"),
            State.DONE: _("done"),
            State.DUE: _("due"),
            State.FITS: _("fits"),
            State.NO_FIT: _("does not fit"),
            State.NOTE: _("note"),
        }
        return words[self]


def state_icon(state: State) -> QIcon:
    """The state's shape in its colour, for buttons, menus and models."""
    return icon(state.icon, state.token)


def paint_state(painter: QPainter, rect: QRect | QRectF, state: State, look: Theme) -> None:
    """Paint the state's shape in its colour, centred in `rect`, as high as the rectangle."""
    paint_icon(painter, rect, state.icon, look.color(state.token))


def paint_hatch(painter: QPainter, rect: QRect | QRectF, look: Theme, line: str = "sunken", step: int = 5) -> None:
    """Fill `rect` with the diagonal hatch that says 'not possible' or 'waiting'."""
    area = QRectF(rect)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color(line), step, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    # Lines of slope one, `step` thick and `step` apart; the distance along the edge is longer by the root of two.
    along = step * 2 * 1.4142
    x = area.left() - area.height()
    while x < area.right() + step:
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += along
    painter.restore()


def paint_frame(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    fill: QColor | None,
    line: QColor,
    width: float = 1.0,
    dashed: bool = False,
    radius: float = 4.0,
) -> None:
    """Paint a rounded box whose frame lies wholly inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, width)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()
