"""How the lines of the day board are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.states import State, paint_frame, paint_state
from ui.theme import Theme, paint_icon, theme
from ui.tokens import Type
from ui.widgets.basics import paint_tag, tag_size
from ui.widgets.board_model import LANE, GapLine, HouseholdLine, TripLine, texts
from ui.widgets.timeline import Scale, paint_lane

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
PAPER_SIGN = "file-x"
"""The sign of a paper that is not there, or ends before the day."""


def paint_household(painter: QPainter, rect: QRect, line: HouseholdLine, column: int, scale: Scale) -> None:
    """Paint one cell of a household's line; the last column is its lane."""
    look = theme()
    if column == LANE:
        painter.fillRect(rect.x(), rect.y(), 1, rect.height(), look.color("line"))
        paint_lane(painter, QRectF(rect).adjusted(1, 1, 0, 0), line.bars, scale, look)
    elif column == 0:
        _paint_who(painter, rect, line, look)
    elif column == 1:
        _words(painter, rect.adjusted(look.px(6), 0, -look.px(6), 0), line.waits, look, kind=Type.SMALL, ink="ink2")
    else:
        bold = column == 4
        painter.setFont(look.font(weight=600 if bold else 400))
        painter.setPen(look.color("ink2" if column in (2, 3) else "ink"))
        painter.drawText(rect.adjusted(0, 0, -look.px(6), 0), RIGHT, texts(line)[column] or "—")


def _paint_who(painter: QPainter, rect: QRect, line: HouseholdLine, look: Theme) -> None:
    """State, code, people, and at the right end the signs, as far as they fit."""
    side = look.px(15)
    spot = QRectF(rect.x() + look.px(12), rect.center().y() - side / 2 + 1, side, side)
    paint_state(painter, spot, line.state, look)
    end = rect.right() - look.px(2)
    small = look.px(14)
    for sign in reversed(line.signs):
        end -= small + look.px(3)
        tone = "warn" if sign == PAPER_SIGN else "ink2"
        paint_icon(painter, QRectF(end, rect.center().y() - small / 2 + 1, small, small), sign, look.color(tone))
    box = QRect(rect)
    box.setLeft(rect.x() + look.px(34))
    box.setRight(end)
    box.setLeft(_words(painter, box, line.code, look, weight=600) + look.px(8))
    _words(painter, box, line.people, look, kind=Type.SMALL, ink="ink2")


def _words(
    painter: QPainter,
    box: QRect,
    text: str,
    look: Theme,
    *,
    kind: Type = Type.BODY,
    weight: int = 400,
    ink: str = "ink",
) -> int:
    """Draw one line of text at the left of a box; gives back the x after it."""
    painter.setFont(look.font(kind, weight))
    painter.setPen(look.color(ink))
    shown = look.metrics(kind, weight).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, LEFT, shown)
    return box.x() + look.metrics(kind, weight).horizontalAdvance(shown)


def paint_trip(painter: QPainter, rect: QRect, line: TripLine, look: Theme) -> None:
    """Paint a trip's line over all columns."""
    end = _paint_notes(painter, rect, line, look, rect.x() + _who_width(line, look))
    middle, side = rect.center().y() + 1, look.px(16)
    x = rect.x() + look.px(12)
    paint_icon(painter, QRectF(x, middle - side / 2, side, side), line.icon, look.color("ink2"))
    x += side + look.px(8)
    box = QRect(x, rect.y(), max(0, end - x), rect.height())
    x = _words(painter, box, line.title, look, weight=600) + look.px(8)
    box.setLeft(x)
    x = _words(painter, box, line.detail, look, ink="ink2") + look.px(8)
    for crew in line.crew:
        if x > end - look.px(60):
            break
        painter.fillRect(x, rect.center().y() - 7, 1, 14, look.color("line"))
        x += look.px(8)
        small = look.px(14)
        paint_icon(painter, QRectF(x, middle - small / 2, small, small), crew.icon, look.color("ink2"))
        x += small + look.px(4)
        box.setLeft(x)
        x = _words(painter, box, crew.name, look, kind=Type.SMALL) + look.px(4)
        paint_state(painter, QRectF(x, middle - look.px(13) / 2, look.px(13), look.px(13)), crew.state, look)
        x += look.px(13) + look.px(8)


def _who_width(line: TripLine, look: Theme) -> int:
    """How wide a trip's name, vehicle and crew are."""
    small = look.metrics(Type.SMALL)
    crew = sum(small.horizontalAdvance(member.name) + look.px(47) for member in line.crew)
    title = look.metrics(weight=600).horizontalAdvance(line.title)
    return look.px(52) + title + look.metrics().horizontalAdvance(line.detail) + crew


def _paint_notes(painter: QPainter, rect: QRect, line: TripLine, look: Theme, floor: int) -> int:
    """Paint what has happened at the right end; gives back where it begins.

    The oldest words give way to the crew, which ends at `floor`; the last two stay in any case.
    """
    end = rect.right() - look.px(10)
    if line.alert:
        room = max(look.px(80), rect.width() * 2 // 5, end - floor - look.px(40))
        alert = look.metrics(Type.SMALL, 500).elidedText(line.alert, Qt.TextElideMode.ElideRight, room)
        size = tag_size(alert, State.WARNING.icon)
        box = QRectF(end - size.width(), rect.center().y() - size.height() / 2 + 1, size.width(), size.height())
        paint_tag(painter, box, alert, "warn", State.WARNING.icon)
        return round(box.left()) - look.px(8)
    for number, (state, words) in enumerate(reversed(line.notes)):
        loud = state in (State.NO_WORD, State.NOT_COVERED)
        metrics = look.metrics(Type.SMALL, 600 if loud else 400)
        width = metrics.horizontalAdvance(words)
        if number > 1 and end - width - look.px(31) < floor:
            break
        painter.setFont(look.font(Type.SMALL, 600 if loud else 400))
        painter.setPen(look.color("bad" if loud else "ink2"))
        painter.drawText(QRect(end - width, rect.y(), width, rect.height()), LEFT, words)
        end -= width + look.px(19)
        side = look.px(15)
        paint_state(painter, QRectF(end, rect.center().y() - side / 2 + 1, side, side), state, look)
        end -= look.px(12)
    return end


def gap_button(line: GapLine, rect: QRect, look: Theme) -> QRect:
    """Where the button of a gap line lies."""
    if not line.button:
        return QRect()
    width = look.metrics(Type.SMALL, 500).horizontalAdvance(line.button) + look.px(20)
    height = min(look.px(26), rect.height() - 4)
    return QRect(rect.right() - width - look.px(10), rect.center().y() - height // 2 + 1, width, height)


def paint_gap(painter: QPainter, rect: QRect, line: GapLine, look: Theme) -> None:
    """Paint the tinted line over households without a ride."""
    painter.fillRect(rect, look.color("badS"))
    side = look.px(16)
    x = rect.x() + look.px(12)
    paint_state(painter, QRectF(x, rect.center().y() - side / 2 + 1, side, side), State.NOT_COVERED, look)
    button = gap_button(line, rect, look)
    end = button.left() - look.px(8) if line.button else rect.right()
    box = QRect(x + side + look.px(8), rect.y(), 0, rect.height())
    box.setRight(end)
    box.setLeft(_words(painter, box, line.title, look, weight=600, ink="bad") + look.px(8))
    _words(painter, box, line.text, look)
    if line.button:
        paint_frame(painter, button, fill=look.color("surface"), line=look.color("line2"), radius=6)
        painter.setFont(look.font(Type.SMALL, 500))
        painter.setPen(look.color("ink"))
        painter.drawText(button, int(Qt.AlignmentFlag.AlignCenter), line.button)
