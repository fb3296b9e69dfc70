"""A card as a button of its own, so that a screen reader reads it, Tab reaches it and Enter opens it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.states import paint_frame
from ui.theme import theme
from ui.tokens import RADIUS_BUTTON
from ui.widgets.day_cards import DayCard, paint_card, paint_ground
from ui.widgets.dragging import Drag


class CardHost(Protocol):
    """What a card needs of the view it lies in."""

    current: str

    def now_current(self, card: DayCard) -> None: ...
    def key_on_card(self, card: DayCard, event: QKeyEvent) -> bool: ...
    def card_opened(self, card: DayCard) -> None: ...
    def card_dragged(self, drag: Drag) -> None: ...


class CardButton(QAbstractButton):
    """One card of `DayColumns`."""

    def __init__(self, sheet: QWidget, columns: CardHost, card: DayCard) -> None:
        super().__init__(sheet)
        self.card, self._columns = card, columns
        self._press: QPoint | None = None
        self.setObjectName(f"card-{card.key}")
        self.setAccessibleName(card.sentence or card.title)
        self.setToolTip(card.tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(False)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, card = QPainter(self), theme(), self.card
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        paint_ground(painter, area, card.kind, look)
        paint_card(painter, area.adjusted(look.px(8), look.px(4), -look.px(8), -2), card, look)
        if self._columns.current == card.key or self.hasFocus():
            ring = QRectF(self.rect())
            paint_frame(painter, ring, fill=None, line=look.color("acc"), width=2, radius=RADIUS_BUTTON + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._columns.now_current(self.card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._columns.key_on_card(self.card, event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = self._press is not None and (event.position().toPoint() - self._press).manhattanLength()
        if far and far >= QApplication.startDragDistance() and self.card.drag is not None:
            self._press = None
            self.setDown(False)
            self._columns.card_dragged(self.card.drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_pressed, self._press = self._press is not None, None
        super().mouseReleaseEvent(event)
        if was_pressed and event.button() == Qt.MouseButton.LeftButton:
            self._columns.card_opened(self.card)
