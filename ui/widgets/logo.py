"""The sign of the program: in the window, in the title bar and in the task list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.states import paint_frame
from ui.theme import paint_icon, theme


class Logo(QWidget):
    """The sign of the program."""

    def __init__(self, size: int = 40) -> None:
        super().__init__()
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        paint_frame(painter, self.rect(), fill=look.color("acc"), line=look.color("acc"), radius=self.width() / 4)
        inset = self.width() // 5
        paint_icon(painter, self.rect().adjusted(inset, inset, -inset, -inset), "calendar-check", look.color("onacc"))


def window_icon() -> QIcon:
    """The sign of the program, for the title bar and the task list."""
    found = QIcon()
    for side in (16, 32, 64, 128):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        look = theme()
        paint_frame(painter, pixmap.rect(), fill=look.color("acc"), line=look.color("acc"), radius=side / 4)
        inset = side // 6
        paint_icon(
            painter, QRect(inset, inset, side - 2 * inset, side - 2 * inset), "calendar-check", look.color("onacc")
        )
        painter.end()
        found.addPixmap(pixmap)
    return found
