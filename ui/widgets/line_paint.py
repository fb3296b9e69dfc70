"""Where the parts of a line lie, and how they are painted. Heights follow from words, width and font."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.states import State, paint_frame, paint_hatch
from ui.theme import Theme, paint_icon
from ui.tokens import Type
from ui.widgets.balance import paint_balance
from ui.widgets.basics import paint_load, paint_tag, tag_size
from ui.widgets.line_model import Detail, Line

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ONE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(slots=True)
class Laid:
    """Where the parts of a line lie."""

    height: int
    text_x: int
    details: list[tuple[Detail, QRect]]
    link: QRect
    right: QRect
    title: QRect


def lay_out(line: Line, rect: QRect, look: Theme) -> Laid:
    """Find the place of every part of a line within a rectangle of that width."""
    pad, top = look.px(12), rect.y() + look.px(8)
    if line.section:
        height = look.line(Type.AXIS) + look.px(10)
        strip = QRect(rect.x() + pad, rect.y(), rect.width() - 2 * pad, height)
        return Laid(height, rect.x() + pad, [], QRect(), strip, strip)
    x = rect.x() + pad
    if line.lead:
        x += max(look.px(16), look.metrics(Type.BODY).horizontalAdvance(line.lead)) + look.px(8)
    if line.state or line.icon:
        x += look.px(20)
    right = rect.right() - pad
    link, is_under = _link_rect(line, right, top, look), _goes_under(line, right - x, look)
    end = (link.left() - look.px(8)) if line.link and not is_under else right
    title = _title_rect(line, QRect(x, top, end - x, look.line()), look)
    y = title.bottom() + 1 if line.title else top
    details: list[tuple[Detail, QRect]] = []
    for detail in line.details:
        inset = look.px(20) if detail.icon else 0
        room = max(40, (end if line.boxed else right) - x - inset)
        height = look.metrics(Type.SMALL).boundingRect(QRect(0, 0, room, 10000), _WRAP, detail.text).height()
        height = max(height, look.line(Type.SMALL))
        details.append((detail, QRect(x, y, room + inset, height)))
        y += height
    if is_under:
        link.moveTopLeft(QPoint(x, y))
    height = max(y, link.bottom()) + look.px(8) - rect.y()
    return Laid(height, x, details, link, QRect(x, top, end - x, look.line()), title)


def _title_rect(line: Line, box: QRect, look: Theme) -> QRect:
    """Where the title stands: beside what is at the right, in more than one line where nothing follows it."""
    box = QRect(box)
    box.setRight(_right_start(line, box, look))
    if not line.tag:
        room = QRect(0, 0, max(40, box.width()), 10000)
        wrapped = look.metrics(Type.BODY, 600).boundingRect(room, _WRAP, line.title).height()
        box.setHeight(max(box.height(), wrapped))
    return box


def _right_start(line: Line, box: QRect, look: Theme) -> int:
    """Where what stands at the right end of a line begins."""
    if not line.right:
        return box.right()
    if line.right_tone:
        return box.right() - tag_size(line.right).width() - look.px(6)
    kind, weight = (Type.BODY, 600) if line.right_bold else (Type.SMALL, 400)
    metrics = look.metrics(kind, weight)
    end = box.right() - max(map(metrics.horizontalAdvance, (line.right, line.right_room))) - look.px(6)
    return end - look.px(_bar_width(line) + 6) if _bar_width(line) else end


def _bar_width(line: Line) -> int:
    """How long the bar before what stands at the right is, in px at 100 %; 0: there is none."""
    if line.balance is not None:
        return 110
    return 0 if line.share is None else 36


def _goes_under(line: Line, room: int, look: Theme) -> bool:
    """Whether the action word stands under everything else, because the title would be cut beside it."""
    if not line.link or line.boxed:
        return False
    words = look.metrics(Type.BODY, 600).horizontalAdvance(line.title)
    return words + look.px(8) + look.metrics(Type.SMALL, 500).horizontalAdvance(line.link) > room


def _link_rect(line: Line, right: int, top: int, look: Theme) -> QRect:
    if not line.link:
        return QRect()
    width = max(map(look.metrics(Type.SMALL, 500).horizontalAdvance, (line.link, line.link_room)))
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
    if line.right:
        _paint_right(painter, laid.right, line, look)
    _paint_title(painter, laid.title, line, look)
    for detail, place in laid.details:
        _paint_detail(painter, place, detail, look)
    if line.link:
        _paint_link(painter, laid.link, line, look)


def paint_answer(painter: QPainter, rect: QRect, answer: State, look: Theme) -> None:
    """Frame a line by what it answers to whoever is carried over it: solid where they fit, hatched where not."""
    box = QRectF(rect).adjusted(2, 3, -2, -2)
    if answer is State.NO_FIT:
        paint_hatch(painter, box, look)
        return
    token = "ok" if answer is State.FITS else "warnL"
    fill = look.color("okS" if answer is State.FITS else "warnS")
    paint_frame(painter, box, fill=fill, line=look.color(token), dashed=answer is State.WARNING)


def _paint_front(painter: QPainter, rect: QRect, line: Line, laid: Laid, look: Theme) -> None:
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


def _paint_right(painter: QPainter, box: QRect, line: Line, look: Theme) -> None:
    """Paint what stands at the right end."""
    if line.right_tone:
        size = tag_size(line.right)
        spot = QRectF(box.right() - size.width(), box.center().y() - size.height() / 2, size.width(), size.height())
        paint_tag(painter, spot, line.right, line.right_tone)
        return
    kind, weight = (Type.BODY, 600) if line.right_bold else (Type.SMALL, 400)
    painter.setPen(look.color("ink" if line.right_bold else "ink3"))
    painter.setFont(look.font(kind, weight))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.right)
    start, wide = _right_start(line, box, look) + look.px(6), look.px(_bar_width(line))
    if line.balance is not None:
        paint_balance(painter, QRectF(start, box.y(), wide, box.height()), line.balance)
    elif line.share is not None:
        paint_load(painter, QRectF(start, box.center().y() - 3, wide, 6), line.share)


def _paint_title(painter: QPainter, box: QRect, line: Line, look: Theme) -> None:
    metrics = look.metrics(Type.BODY, 600)
    painter.setPen(look.color("ink"))
    painter.setFont(look.font(Type.BODY, 600))
    if not line.tag:
        painter.drawText(box, _WRAP if box.height() > look.line() else _ONE, line.title)
    else:
        shown = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(box, _ONE, shown)
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
