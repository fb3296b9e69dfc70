"""One page on the screen, as it will stand on paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic.services.sheets import as_text
from ui.theme import theme

from .pages import SheetPage, on_screen

EDGE = 12


class PageView(QWidget):
    """Shows a page as large as it fits, white also in the dark theme; a screen reader hears its words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("pageView")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.page: SheetPage | None = None

    def sizeHint(self) -> QSize:
        return QSize(460, 595)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 200)

    def show_page(self, page: SheetPage | None) -> None:
        """Show a page, or none."""
        self.page = page
        self.setAccessibleDescription(as_text(page.sheet) if page else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.color("sunken"))
        if self.page is None:
            return
        area, room = self.page.printout.area, QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        scale = min(room.width() / area.width(), room.height() / area.height())
        wide, high = area.width() * scale, area.height() * scale
        into = QRectF(room.x() + (room.width() - wide) / 2, room.y() + (room.height() - high) / 2, wide, high)
        painter.fillRect(into, QColor(255, 255, 255))
        painter.setPen(look.color("line2"))
        painter.drawRect(into)
        on_screen(painter, self.page, into)
