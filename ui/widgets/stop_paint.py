"""Where the parts of a stop lie, and how they are painted. Nothing is cut: what is long goes on in the next line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from ui.states import paint_frame
from ui.theme import Theme, paint_icon
from ui.tokens import Type
from ui.widgets.basics import paint_tag, tag_size
from ui.widgets.stop_line import StopLine

_PIN = "push-pin-fill"
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP_RIGHT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the parts of a stop lie. `rail` is the middle of the ring."""

    height: int
    time: QRect
    rail: int
    title: QRect
    detail: QRect
    how: QRect


def time_width(stops: Iterable[StopLine], look: Theme) -> int:
    """How wide the column of times is: where two clocks differ, both stand there."""
    metrics = look.metrics(weight=600)
    return max([look.px(54), *(metrics.horizontalAdvance(stop.time) + look.px(14) for stop in stops)])


def lay_out(stop: StopLine, rect: QRect, lead: int, look: Theme) -> Laid:
    """Find the place of every part of a stop within a rectangle of that width; `lead` is what the times take."""
    top, x = rect.y() + look.px(8), rect.x() + lead + look.px(38)
    how = _how(stop, rect, x, look)
    room = max(look.px(40), how.left() - look.px(8) - x)
    title = _wrapped(QRect(x, rect.y() + look.px(5), room, 0), stop.title, (Type.BODY, 500), look)
    detail = QRect(x, title.bottom() + 1, room, 0)
    if stop.detail:
        detail = _wrapped(detail, stop.detail, (Type.SMALL, 400), look)
    least = look.line() + look.px(21)
    height = max(least, detail.bottom() + look.px(6) - rect.y(), how.bottom() + look.px(6) - rect.y())
    times = QRect(rect.x(), top, lead, look.line())
    return Laid(height, times, rect.x() + lead + look.px(19), title, detail, how)


def _wrapped(at: QRect, text: str, font: tuple[Type, int], look: Theme) -> QRect:
    height = look.metrics(*font).boundingRect(QRect(0, 0, at.width(), 10000), _WRAP, text).height()
    return QRect(at.topLeft(), QSize(at.width(), max(height, look.line(font[0]))))


def _how(stop: StopLine, rect: QRect, x: int, look: Theme) -> QRect:
    """Where the sum or the tag stands: a sum has at most 42 % of the line."""
    end, top = rect.right() - look.px(12), rect.y() + look.px(8)
    if stop.tag:
        size = tag_size(stop.tag, _mark(stop))
        return QRect(end - size.width(), top, size.width(), size.height())
    metrics, most = look.metrics(Type.SMALL), (rect.right() - x) * 42 // 100
    width = min(metrics.horizontalAdvance(stop.how) + 1, max(most, look.px(80)))
    height = metrics.boundingRect(QRect(0, 0, width, 10000), _WRAP_RIGHT, stop.how).height()
    return QRect(end - width, top, width, max(height, look.line(Type.SMALL)))


def _mark(stop: StopLine) -> str:
    """A pin for what was typed, a triangle for what nobody has confirmed."""
    return "warning-fill" if stop.tag_tone == "warn" else _PIN


def paint_stop(painter: QPainter, stop: StopLine, laid: Laid, look: Theme) -> None:
    """Paint time, title, second line and how the time was worked out."""
    painter.setFont(look.font(weight=600))
    painter.setPen(look.color("ink"))
    painter.drawText(laid.time, _RIGHT, stop.time)
    painter.setFont(look.font(weight=500))
    painter.drawText(laid.title, _WRAP, stop.title)
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color("ink2"))
    painter.drawText(laid.detail, _WRAP, stop.detail)
    if stop.tag:
        paint_tag(painter, QRectF(laid.how), stop.tag, stop.tag_tone, _mark(stop))
        return
    painter.setPen(look.color("ink3"))
    painter.drawText(laid.how, _WRAP_RIGHT, stop.how)


def paint_rail(
    painter: QPainter, rect: QRect, stop: StopLine, laid: Laid, look: Theme, *, first: bool, last: bool
) -> None:
    """Paint the line through all stops, this one's ring and icon, and the dot of a time that has changed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    center = laid.time.y() + look.line() / 2
    if stop.changed:
        painter.setBrush(look.color("info"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(rect.x() + look.px(4), center - 3, 6, 6))
    top = center if first else rect.y()
    bottom = center if last else rect.bottom() + 1
    painter.fillRect(QRectF(laid.rail - 1, top, 2, bottom - top), look.color("line"))
    side = look.px(20)
    circle = QRectF(laid.rail - side / 2, center - side / 2, side, side)
    paint_frame(painter, circle, fill=look.color("surface"), line=look.color(stop.token), width=2, radius=side / 2)
    inner = look.px(11)
    spot = QRectF(laid.rail - inner / 2, center - inner / 2, inner, inner)
    paint_icon(painter, spot, stop.icon, look.color(stop.token))
