"""A day by columns (attorneys, vehicles): half-hour lines, cards of any length, booking by mouse and by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme, watch
from ui.tokens import Type
from ui.widgets.day_card_button import CardButton
from ui.widgets.day_cards import CardKind, ColumnHead, DayCard, DayPlan
from ui.widgets.day_heads import HeadRow
from ui.widgets.dragging import Drag, from_mime, start_drag
from ui.widgets.line_model import Detail

__all__ = ["CardKind", "ColumnHead", "DayCard", "DayColumns", "DayPlan", "Detail"]

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Sheet(QWidget):
    """The ground with hour lines, on which the cards lie; takes what is dropped."""

    def __init__(self, columns: DayColumns) -> None:
        super().__init__()
        self._columns = columns
        self.setAcceptDrops(True)
        self.setObjectName("daySheet")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, columns = QPainter(self), theme(), self._columns
        painter.fillRect(self.rect(), look.color("surface"))
        plan = columns.plan
        painter.setFont(look.font(Type.SMALL))
        for minute in range(plan.start, plan.end, 30):
            y = columns.y_of(minute)
            if minute != plan.start:
                painter.fillRect(columns.axis, y, self.width(), 1, look.color("line"))
            painter.setPen(look.color("ink3"))
            box = QRect(0, y + look.px(3), columns.axis - look.px(6), look.line(Type.SMALL))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), f"{minute // 60 % 24:02d}:{minute % 60:02d}")
        for number in range(len(plan.columns)):
            painter.fillRect(columns.x_of(number), 0, 1, self.height(), look.color("line"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if from_mime(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._columns.spot_at(event.position().toPoint()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        drag, spot = from_mime(event.mimeData()), self._columns.spot_at(event.position().toPoint())
        if drag is not None and spot is not None:
            event.acceptProposedAction()
            self._columns.placed.emit(drag, *spot)


class _Area(QScrollArea):
    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__()
        self._resized = resized

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized()


class DayColumns(QFrame):
    """The day. Fill it with `show_day`; it tells what was wished and decides nothing.

    Keys on a card: Up and Down to the next card of the column, Left and Right to the neighbouring column, Enter opens,
    letters and Del come by `letter`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str, str)
    """(a letter or 'Del', card key)."""
    picked_up = Signal(object)
    placed = Signal(object, str, int)
    """(Drag, column key, minute after midnight, on the quarter hour)."""
    let_go = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("dayColumns")
        self.setAccessibleName(name)
        self.plan = DayPlan()
        self.current = ""
        self._top: int | None = None
        self._cards: list[CardButton] = []
        self.sheet = _Sheet(self)
        self._head = HeadRow(self)
        self._area = _Area(self._place)
        self._area.setWidget(self.sheet)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        # Else the style draws a frame of its own where the two scroll bars meet.
        self._area.setCornerWidget(QWidget())
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().actionTriggered.connect(self._on_scrolled)
        self._area.horizontalScrollBar().valueChanged.connect(lambda _x: self._head.update())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._area, 1)
        watch().changed.connect(self._place)

    # --------------------------------------------------------------------------------------------- for the pages

    def show_day(self, plan: DayPlan) -> None:
        """Show this day; the current card stays current when it is still there, else whatever now lies at its place."""
        focused = next((button.card for button in self._cards if button.hasFocus()), None)
        if focused is not None:
            self.sheet.setFocus()  # or it would wander over all the cards that are hidden now
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self.plan = plan
        ordered = sorted(plan.cards, key=lambda card: (self._column_number(card.column), card.start))
        self._cards = [CardButton(self.sheet, self, card) for card in ordered]
        self._place()
        if focused is not None:
            self.choose(self._nearest(focused))

    def _nearest(self, gone: DayCard) -> str:
        """The card with the same key, else the nearest in its column."""
        beside = [button.card for button in self._cards if button.card.column == gone.column]
        return min(beside, key=lambda card: (card.key != gone.key, abs(card.start - gone.start)), default=gone).key

    def choose(self, key: str) -> None:
        """Make a card current and give it the focus."""
        self.current, self._top = key, None
        for button in self._cards:
            if button.card.key == key:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(button)
            button.update()

    def scroll_to(self, minute: int) -> None:
        """Bring an hour of the day to the top; it stays there, whatever room there is, until somebody scrolls."""
        self._top = minute
        self._place()

    def _on_scrolled(self, _action: int) -> None:
        self._top = None

    # --------------------------------------------------------------------------------------------------- geometry

    @property
    def axis(self) -> int:
        return theme().px(52)

    @property
    def wide(self) -> int:
        """The width of a column."""
        count = max(1, len(self.plan.columns))
        return max(theme().px(150), (self._area.viewport().width() - self.axis) // count)

    @property
    def scrolled(self) -> int:
        return self._area.horizontalScrollBar().value()

    def x_of(self, number: int) -> int:
        return self.axis + number * self.wide

    def y_of(self, minute: int) -> int:
        """Half an hour is 52 px at 100 %: three lines of a card."""
        return round((minute - self.plan.start) * theme().px(52) / 30)

    def spot_at(self, point: QPoint) -> tuple[str, int] | None:
        """Which column and quarter hour lie under a point of the sheet."""
        number = (point.x() - self.axis) // self.wide if point.x() >= self.axis else -1
        if not 0 <= number < len(self.plan.columns):
            return None
        minute = self.plan.start + point.y() * 30 // theme().px(52)
        return self.plan.columns[number].key, minute // 15 * 15

    def _column_number(self, key: str) -> int:
        return next((n for n, head in enumerate(self.plan.columns) if head.key == key), 0)

    def _place(self) -> None:
        width = max(self._area.viewport().width(), self.axis + self.wide * len(self.plan.columns))
        self.sheet.resize(width, self.y_of(self.plan.end))
        for button in self._cards:
            card = button.card
            x, top, bottom = self.x_of(self._column_number(card.column)), self.y_of(card.start), self.y_of(card.end)
            wide = (self.wide - 5) // card.lanes
            button.setGeometry(x + 3 + card.lane * wide, top, wide, max(bottom - top, theme().line() + 8))
        if self._top is not None:
            self._area.verticalScrollBar().setValue(self.y_of(self._top))
        self._head.updateGeometry()
        self._head.update()

    # ------------------------------------------------------------------------------------------------------- keys

    def now_current(self, card: DayCard) -> None:
        """A card has got the focus."""
        if self.current != card.key:
            self.current = card.key
            for button in self._cards:
                button.update()
        self.chosen.emit(card.key)

    def card_opened(self, card: DayCard) -> None:
        """A card was clicked."""
        self.opened.emit(card.key)

    def card_dragged(self, drag: Drag) -> None:
        """A card is pulled away; the page shows where it fits until it is let go.

        It leaves from the ground and after the card's own event, because the page may draw all cards anew meanwhile.
        """
        self.picked_up.emit(drag)
        QTimer.singleShot(0, self, lambda: self._carry(drag))

    def _carry(self, drag: Drag) -> None:
        start_drag(self.sheet, drag)
        self.let_go.emit()

    def key_on_card(self, card: DayCard, event: QKeyEvent) -> bool:
        """Do what a key means on a card; False when it means nothing here."""
        moves = {
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
        }
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in moves and not held:
            self._move(card, *moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(card.key)
        elif event.key() == Qt.Key.Key_Delete:
            self.letter.emit("Del", card.key)
        elif not held and len(event.text()) == 1 and event.text().isalpha():
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier  # not the text: Caps Lock is no wish
            self.letter.emit(event.text().upper() if shifted else event.text().lower(), card.key)
        else:
            return False
        return True

    def _move(self, card: DayCard, across: int, down: int) -> None:
        target = self._column_number(card.column) + across
        same: Sequence[CardButton] = [b for b in self._cards if self._column_number(b.card.column) == target]
        if not same:
            return
        if across:
            chosen = min(same, key=lambda b: abs(b.card.start - card.start))
        else:
            place = next(n for n, b in enumerate(same) if b.card.key == card.key) + down
            if not 0 <= place < len(same):
                return
            chosen = same[place]
        self.choose(chosen.card.key)
