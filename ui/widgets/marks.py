"""Small marks: tags and load bars, as widgets and as painting for delegates."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.states import paint_frame
from ui.theme import paint_icon, theme
from ui.tokens import RADIUS_CHIP, Type


class Tag(QWidget):
    """A small word on a soft ground, with its shape: 'Old copy', 'typed from paper', '14 households'."""

    def __init__(self, text: str = "", tone: str = "", icon_name: str = "") -> None:
        super().__init__()
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_text(self, text: str, tone: str = "", icon_name: str = "") -> None:
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return tag_size(self._text, self._icon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_tag(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon)


def tag_size(text: str, icon_name: str = "") -> QSize:
    """How large a tag with this text is."""
    look = theme()
    width = look.metrics(Type.SMALL, 500).horizontalAdvance(text) + look.px(14)
    if icon_name:
        width += look.px(13) + (look.px(4) if text else 0)
    return QSize(width, max(look.px(20), look.line(Type.SMALL) + 4))


def paint_tag(painter: QPainter, rect: QRectF, text: str, tone: str, icon_name: str = "") -> None:
    """Paint a tag into `rect` (delegates use this; `Tag` is the widget)."""
    look = theme()
    soft = tone in ("ok", "warn", "bad", "info", "open", "acc")
    fill = look.color(f"{tone}S" if soft else "sunken")
    ink = look.color("accI" if tone == "acc" else tone if soft else "ink2")
    paint_frame(painter, rect, fill=fill, line=fill, radius=RADIUS_CHIP)
    x = rect.left() + look.px(7)
    if icon_name:
        side = look.px(13)
        paint_icon(painter, QRectF(x, rect.center().y() - side / 2, side, side), icon_name, ink)
        x += side + look.px(4)
    painter.setFont(look.font(Type.SMALL, 500))
    painter.setPen(ink)
    painter.drawText(
        QRectF(x, rect.top(), rect.right() - x, rect.height()),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading),
        text,
    )


class LoadBar(QWidget):
    """A thin bar for how much somebody carries; the number always stands beside it."""

    def __init__(self, share: float = 0.0) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(36), 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_load(QPainter(self), self.rect(), self._share)


def paint_load(painter: QPainter, rect: QRect | QRectF, share: float) -> None:
    """Paint a load bar, filled by `share` (0.0 to 1.0)."""
    look = theme()
    area = QRectF(rect)
    paint_frame(painter, area, fill=look.color("sunken"), line=look.color("line"), radius=3)
    if share > 0:
        area.setWidth(max(3.0, area.width() * min(1.0, share)))
        paint_frame(painter, area, fill=look.color("acc"), line=look.color("acc"), radius=3)
