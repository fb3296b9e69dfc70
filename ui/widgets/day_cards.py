"""The cards of a day by columns: what they show, frozen, and how their words are painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.states import State, paint_frame, paint_hatch, paint_state
from ui.theme import Theme, paint_icon
from ui.tokens import RADIUS_BUTTON, Type
from ui.widgets.dragging import Drag
from ui.widgets.line_model import Detail

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CardKind(Enum):
    """How a card is drawn: (fill, frame, dashed, hatched)."""

    BOOKED = ("surface", "line2", False, False)
    DRAFT = ("surface", "line2", True, False)
    WARNING = ("warnS", "warnL", False, False)
    BREACH = ("badS", "bad", False, False)
    FREE = ("surface", "line2", True, False, "free")
    FIT = ("okS", "ok", False, False)
    FIT_WARNING = ("warnS", "warnL", True, False)
    NO_FIT = ("surface", "line", True, True)
    BLOCKED = ("surface", "line", False, True)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column: who, what they are, with whom and where."""

    key: str
    title: str
    note: str = ""
    icon: str = "scales"
    second: str = ""
    second_note: str = ""
    second_icon: str = "translate"


@dataclass(frozen=True, slots=True)
class DayCard:
    """A card from `start` to `end`, in minutes after midnight of the day shown.

    Cards that overlap share the width of their column: this one lies in `lane` of `lanes`.
    """

    key: str
    column: str
    start: int
    end: int
    kind: CardKind
    title: str
    tag: str = ""
    state: State | None = None
    details: tuple[Detail, ...] = ()
    sentence: str = ""
    tooltip: str = ""
    drag: Drag | None = None
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The whole day: columns, cards, and which hours are shown (minutes after midnight)."""

    columns: tuple[ColumnHead, ...] = ()
    cards: tuple[DayCard, ...] = ()
    start: int = 8 * 60
    end: int = 18 * 60


def paint_ground(painter: QPainter, area: QRectF, kind: CardKind, look: Theme) -> None:
    """Paint fill, frame and hatch of a card."""
    fill, line, dashed, hatched = kind.value[:4]
    width = 2 if kind in (CardKind.FIT, CardKind.FIT_WARNING) else 1
    fill_color, line_color = look.color(fill), look.color(line)
    paint_frame(painter, area, fill=fill_color, line=line_color, width=width, dashed=dashed, radius=RADIUS_BUTTON)
    if hatched:
        paint_hatch(painter, area.adjusted(1, 1, -1, -1), look)


def paint_card(painter: QPainter, area: QRectF, card: DayCard, look: Theme) -> None:
    """Paint the words of a card as far as its height allows."""
    top, line = int(area.top()), look.line()
    box = QRect(int(area.left()), top, int(area.width()), line)
    if card.kind in (CardKind.FREE, CardKind.BLOCKED):
        _paint_plain(painter, area, card, look)
        return
    if card.state is not None:
        side = look.px(14)
        spot = QRectF(box.right() - side, box.center().y() - side / 2 + 1, side, side)
        paint_state(painter, spot, card.state, look)
        box.setRight(box.right() - side - look.px(4))
    metrics = look.metrics(weight=600)
    painter.setFont(look.font(weight=600))
    painter.setPen(look.color("ink"))
    title = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT, title)
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color("ink2"))
    painter.drawText(box.adjusted(metrics.horizontalAdvance(title) + look.px(6), 0, 0, 0), _LEFT, card.tag)
    y = top + line
    for detail in card.details:
        y += _paint_detail(painter, QRectF(area.left(), y, area.width(), area.bottom() - y), detail, look)


def _paint_plain(painter: QPainter, area: QRectF, card: DayCard, look: Theme) -> None:
    box = QRectF(area)
    if card.kind is CardKind.FREE:
        side = look.px(13)
        paint_icon(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), "plus", look.color("ink3"))
        box.setLeft(box.left() + side + look.px(6))
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color("ink3" if card.kind is CardKind.FREE else "ink2"))
    painter.drawText(box, int(_LEFT | Qt.TextFlag.TextWordWrap), card.title)


def _paint_detail(painter: QPainter, area: QRectF, detail: Detail, look: Theme) -> int:
    """Paint one detail and give back its height; where not all of it has room its first line ends in … ."""
    inset = look.px(20) if detail.icon else 0
    metrics, line = look.metrics(Type.SMALL), look.line(Type.SMALL)
    wide, text = max(20, int(area.width()) - inset), detail.text
    height = metrics.boundingRect(QRect(0, 0, wide, 10000), _WRAP, text).height()
    if height > area.height() + 2:
        if line > area.height() + 2:
            return 10000
        text, height = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide), 10000
    if detail.icon:
        side = look.px(14)
        spot = QRectF(area.left(), area.top() + (line - side) / 2, side, side)
        paint_icon(painter, spot, detail.icon, look.color("ink2"))
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color(detail.tone))
    painter.drawText(area.adjusted(inset, 0, 0, 0), _WRAP, text)
    return height
