"""The navigation at the left: seven places with counters, settings at the foot; folds to icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy

from ui.states import paint_frame
from ui.theme import Theme, paint_icon, theme, watch
from ui.tokens import NAV_FOLDED, NAV_WIDTH, RADIUS_BUTTON, Type
from ui.widgets.basics import column

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the navigation: its page's name, its word, its icon and its keys."""

    name: str
    word: str
    icon: str
    keys: str


class NavButton(QAbstractButton):
    """One place; shows how much work waits there."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place, self._count, self._hot = place, 0, False
        self.is_folded = False
        self.setObjectName(f"nav-{place.name}")
        self.setCheckable(True)
        self.setText(place.word)
        self.setToolTip(f"{place.word} ({place.keys})")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0, hot=False)

    def set_count(self, count: int, *, hot: bool) -> None:
        """Show a number; `hot` in red, for Today alone. Nothing waits: no number."""
        self._count, self._hot = count, hot
        self.setAccessibleName(f"{self.place.word}, {count}" if count else self.place.word)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(NAV_FOLDED if self.is_folded else NAV_WIDTH) - 16, max(look.px(36), look.line() + 12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, area = QPainter(self), theme(), self.rect()
        chosen = self.isChecked()
        if chosen:
            paint_frame(painter, area, fill=look.color("surface"), line=look.color("line"), radius=RADIUS_BUTTON)
            bar = QRectF(0, look.px(8), 3, area.height() - 2 * look.px(8))
            paint_frame(painter, bar, fill=look.color("acc"), line=look.color("acc"), radius=1.5)
        elif self.underMouse():
            paint_frame(painter, area, fill=look.color("hover"), line=look.color("hover"), radius=RADIUS_BUTTON)
        side = look.px(18)
        x = (area.width() - side) // 2 if self.is_folded else look.px(10)
        spot = QRectF(x, area.center().y() - side / 2 + 1, side, side)
        name = f"{self.place.icon}-fill" if chosen else self.place.icon
        paint_icon(painter, spot, name, look.color("acc" if chosen else "ink2"))
        if not self.is_folded:
            painter.setFont(look.font(weight=600 if chosen else 500))
            painter.setPen(look.color("ink" if chosen else "ink2"))
            painter.drawText(area.adjusted(x + side + look.px(9), 0, 0, 0), _LEFT, self.text())
        self._paint_count(painter, area, look)
        if self.hasFocus():
            paint_frame(painter, area, fill=None, line=look.color("acc"), width=2, radius=RADIUS_BUTTON)

    def _paint_count(self, painter: QPainter, area: QRect, look: Theme) -> None:
        if not self._count:
            return
        text = str(self._count) if self._count < 1000 else "999+"
        height = look.px(18)
        width = max(look.px(20), look.metrics(Type.AXIS, 600).horizontalAdvance(text) + look.px(9))
        box = QRectF(area.right() - width - look.px(9), area.center().y() - height / 2 + 1, width, height)
        if self.is_folded:
            box.moveTopRight(QRectF(area).adjusted(0, 0, 0, 0).topRight())
        fill, line, ink = ("badS", "bad", "bad") if self._hot else ("surface", "line", "ink2")
        paint_frame(painter, box, fill=look.color(fill), line=look.color(line), radius=height / 2)
        painter.setFont(look.font(Type.AXIS, 600))
        painter.setPen(look.color(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class Navigation(QFrame):
    """All places. `went` tells the name of the chosen one."""

    went = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._group = QButtonGroup(self)
        self.buttons = {place.name: NavButton(place) for place in places}
        for button in self.buttons.values():
            self._group.addButton(button)
            button.clicked.connect(lambda _on, name=button.place.name: self.went.emit(name))
        *work, settings = self.buttons.values()
        self.setLayout(column(*work, None, settings, gap=2, margins=(8, 10, 8, 10)))
        self.is_folded = False
        self.fold(folded=False)
        watch().changed.connect(self._measure)

    def _measure(self) -> None:
        self.fold(folded=self.is_folded)

    def choose(self, name: str) -> None:
        """Show a place as chosen; tells nobody."""
        self.buttons[name].setChecked(True)

    def fold(self, *, folded: bool) -> None:
        """Show icons only, or icons and words."""
        self.is_folded = folded
        wide = theme().px(NAV_FOLDED if folded else NAV_WIDTH)
        if not folded:
            # The longest word with the largest number must have room in both languages.
            longest = max(theme().metrics(weight=600).horizontalAdvance(b.text()) for b in self.buttons.values())
            wide = max(wide, longest + theme().px(84))
        self.setFixedWidth(wide)
        for button in self.buttons.values():
            button.is_folded = folded
            button.updateGeometry()
            button.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
