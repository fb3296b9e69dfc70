"""The places in a vehicle, drawn one by one; the numbers stand beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic.services.views.rides import SeatPicture
from ui.states import paint_frame
from ui.theme import paint_icon, theme

_PICTURES = {
    SeatPicture.DRIVER: ("car", "hear", "onhear"),
    SeatPicture.ESCORT: ("person-simple-walk", "hear", "onhear"),
    SeatPicture.ADULT: ("user-fill", "acc", "onacc"),
    SeatPicture.CHILD: ("baby", "acc", "onacc"),
    SeatPicture.FREE: ("plus", "", "ink3"),
}


class Places(QWidget):
    """One small square a place."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: tuple[SeatPicture, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)

    def show_places(self, pictures: tuple[SeatPicture, ...], sentence: str) -> None:
        """Draw these places."""
        self._pictures = pictures
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(22)
        return QSize(max(1, len(self._pictures)) * (side + 4), side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        # A bus has more places than fit at full size: they become smaller, never fewer.
        side = min(look.px(22), self.width() // max(1, len(self._pictures)) - 4)
        inset = side // 6
        for number, picture in enumerate(self._pictures):
            icon, fill, ink = _PICTURES[picture]
            box = QRectF(number * (side + 4), 0, side, side)
            paint_frame(
                painter,
                box,
                fill=look.color(fill) if fill else None,
                line=look.color(fill or "line2"),
                dashed=not fill,
            )
            paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), icon, look.color(ink))
