"""A balance bar: how much somebody carries, hours at night striped and counted double, and where the mean lies."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.models.balance import Balance
from ui.states import paint_frame, paint_hatch
from ui.theme import theme


def paint_balance(painter: QPainter, rect: QRectF, bar: Balance) -> None:
    """Paint the bar into `rect`; numbers stand beside it, it never is the only source."""
    look = theme()
    high = look.px(8)
    area = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
    paint_frame(painter, area, fill=look.color("sunken"), line=look.color("line"), radius=3)
    day, night = area.width() * min(1.0, bar.by_day), area.width() * min(1.0 - bar.by_day, bar.at_night)
    if day > 0:
        painter.fillRect(QRectF(area.left(), area.top(), max(2.0, day), high), look.color("acc"))
    if night > 0:
        striped = QRectF(area.left() + day, area.top(), max(2.0, night), high)
        painter.fillRect(striped, look.color("surface"))
        paint_hatch(painter, striped, look, line="acc", step=2)
        paint_frame(painter, striped, fill=None, line=look.color("acc"), radius=0)
    if bar.before is not None:
        x = area.left() + area.width() * min(1.0, bar.before)
        painter.fillRect(QRectF(x - 1, area.top() - 2, 2, high + 4), look.color("warnL"))
    x = area.left() + area.width() * min(1.0, bar.mean)
    painter.fillRect(QRectF(x - 1, rect.top(), 2, rect.height()), look.color("ink"))
