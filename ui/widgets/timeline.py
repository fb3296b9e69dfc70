"""Bars of a hearing day: ride, waiting at the port, hearing, the return without an hour, and the line of now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic.i18n import _
from ui.states import paint_frame, paint_hatch
from ui.theme import Theme, theme
from ui.tokens import RADIUS_BAR, Type
from ui.widgets.basics import Label, column, row
from ui.widgets.flow import FlowLayout

_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class BarKind(Enum):
    """What a stretch of the day is."""

    RIDE = "ride"
    WAIT = "wait"
    HEARING = "hearing"
    RETURN = "return"
    GAP = "gap"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch from `start` to `end` in minutes after midnight; `end` None: open, to the edge of the lane."""

    kind: BarKind
    start: int
    end: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The part of the day that a lane shows, in minutes after midnight, with a label each `step`.

    `start` is below zero where somebody leaves on the evening before. The hours above are `ahead` minutes ahead of
    those of the bars; with `lower` a second row of hours stands under them, so many minutes ahead.
    """

    start: int = 120
    end: int = 1320
    step: int = 120
    now: int | None = None
    now_text: str = ""
    ahead: int = 0
    lower: int | None = None
    now_below: str = ""

    def x(self, minute: float, rect: QRectF) -> float:
        """Where a minute lies in a lane."""
        return rect.left() + (minute - self.start) / (self.end - self.start) * rect.width()

    @property
    def marks(self) -> range:
        first = -(-self.start // self.step) * self.step
        return range(first, self.end + 1, self.step)


def paint_lane(painter: QPainter, rect: QRectF, bars: tuple[Bar, ...], scale: Scale, look: Theme) -> None:
    """Paint the bars of one household, with the hour lines behind and the line of now over them."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    for minute in scale.marks:
        painter.fillRect(QRectF(scale.x(minute, rect), rect.top(), 1, rect.height()), look.color("line"))
    height = look.px(14)
    for bar in bars:
        end = rect.right() + 8 if bar.end is None else scale.x(bar.end, rect)
        start = scale.x(bar.start, rect)
        box = QRectF(start, rect.center().y() - height / 2, max(2.0, end - start), height)
        paint_bar(painter, box, bar, look)
    if scale.now is not None:
        painter.fillRect(QRectF(scale.x(scale.now, rect) - 1, rect.top(), 2, rect.height()), look.color("tip"))
    painter.restore()


def paint_bar(painter: QPainter, box: QRectF, bar: Bar, look: Theme) -> None:
    """Paint one bar with its text, where that fits; that of an open seat, or of no ride, is cut instead."""
    ink = "ink"
    if bar.kind is BarKind.RIDE:
        paint_frame(painter, box, fill=look.color("acc"), line=look.color("acc"), radius=RADIUS_BAR)
        ink = "onacc"
    elif bar.kind is BarKind.HEARING:
        paint_frame(painter, box, fill=look.color("hear"), line=look.color("hear"), radius=2)
        ink = "onhear"
    elif bar.kind is BarKind.WAIT:
        painter.fillRect(box, look.color("surface"))
        paint_hatch(painter, box, look, "port", 3)
        painter.setPen(look.color("acc"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        ink = "open" if bar.kind is BarKind.RETURN else "bad"
        _paint_dashed(painter, box, ink, look)
    room = box.adjusted(look.px(6), 0, -look.px(4), 0)
    if bar.text and (
        bar.kind in (BarKind.SEAT, BarKind.GAP)
        or look.metrics(Type.AXIS, 600).horizontalAdvance(bar.text) <= room.width()
    ):
        painter.setPen(look.color(ink))
        painter.setFont(look.font(Type.AXIS, 600))
        text = look.metrics(Type.AXIS, 600).elidedText(bar.text, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _paint_dashed(painter: QPainter, box: QRectF, ink: str, look: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS_BAR, RADIUS_BAR)
    pen = QPen(look.color(ink), 1.5)
    pen.setDashPattern([2.5, 1.5])
    painter.fillPath(path, look.color(f"{ink}S"))
    painter.strokePath(path, pen)
    painter.restore()


def paint_axis(painter: QPainter, rect: QRectF, scale: Scale, look: Theme) -> None:
    """Paint the hours above the lanes, on one clock or two, and the tag of now."""
    painter.save()
    upper, below = QRectF(rect), QRectF(rect)
    if scale.lower is not None:
        upper.setHeight(rect.height() * 0.54)
        below.setTop(upper.bottom())
    tag = _tag(upper, scale, look)
    metrics, free = look.metrics(Type.AXIS), rect.left()
    for minute in scale.marks:
        text = _clock(minute + scale.ahead)
        width = metrics.horizontalAdvance(text)
        spot = QRectF(scale.x(minute, rect) - width / 2, upper.top(), width, upper.height())
        inside = spot.left() >= free and spot.right() <= rect.right()
        if inside and not spot.adjusted(-4, 0, 4, 0).intersects(tag):
            painter.setFont(look.font(Type.AXIS, 600 if scale.lower is not None else 400))
            painter.setPen(look.color("ink2" if scale.lower is not None else "ink3"))
            painter.drawText(spot, _MIDDLE, text)
            if scale.lower is not None:
                painter.setFont(look.font(Type.AXIS))
                painter.setPen(look.color("ink3"))
                painter.drawText(
                    QRectF(spot.x() - 4, below.top(), width + 8, below.height()), _MIDDLE, _clock(minute + scale.lower)
                )
            free = spot.right() + look.px(6)
    if scale.now is not None:
        paint_frame(painter, tag, fill=look.color("tip"), line=look.color("tip"), radius=look.px(8))
        painter.setPen(look.color("ontip"))
        painter.setFont(look.font(Type.AXIS, 600))
        painter.drawText(QRectF(tag.x(), tag.y(), tag.width(), look.px(16)), _MIDDLE, scale.now_text)
        if scale.now_below:
            painter.setFont(look.font(Type.AXIS))
            lines = QRectF(tag.x(), tag.y() + look.px(14), tag.width(), look.px(14))
            painter.drawText(lines, _MIDDLE, scale.now_below)
    painter.restore()


def _tag(rect: QRectF, scale: Scale, look: Theme) -> QRectF:
    """Where the tag of now lies: around its one or two lines, inside the axis."""
    if scale.now is None:
        return QRectF()
    widest = max(
        look.metrics(Type.AXIS, 600).horizontalAdvance(scale.now_text),
        look.metrics(Type.AXIS).horizontalAdvance(scale.now_below),
    )
    width = widest + look.px(12)
    x = min(max(rect.left(), scale.x(scale.now, rect) - width / 2), rect.right() - width)
    if scale.now_below:
        return QRectF(x, rect.top() + look.px(3), width, look.px(30))
    return QRectF(x, rect.center().y() - look.px(8), width, look.px(16))


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


class _Swatch(QWidget):
    def __init__(self, kind: BarKind) -> None:
        super().__init__()
        self._bar = Bar(kind, 0, None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(18), theme().px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_bar(QPainter(self), QRectF(self.rect()), self._bar, theme())


class Legend(QWidget):
    """What the bars mean, in words."""

    def __init__(self) -> None:
        super().__init__()
        words = {
            BarKind.RIDE: _("Ride to port"),
            BarKind.WAIT: _("Waiting at port"),
            BarKind.HEARING: _("Hearing (length is a guess)"),
            BarKind.RETURN: _("Return open: hour unknown"),
        }
        flow = FlowLayout(gap=12)
        for kind, word in words.items():
            pair = QWidget()
            pair.setLayout(row(_Swatch(kind), Label(word, "small", "ink2"), gap=6))
            flow.addWidget(pair)
        self.setLayout(column(flow, margins=(12, 8, 12, 8)))
