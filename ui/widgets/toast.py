"""The undo toast and the announcements that a screen reader hears."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from clinic.i18n import _
from ui.states import paint_frame
from ui.theme import theme
from ui.tokens import RADIUS_CARD
from ui.widgets.basics import Button, Glyph, Label, row

STAYS = 8000
"""Milliseconds that a toast stays unless it is looked at."""


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let a screen reader say it: politely, or at once for 'no word' and 'not covered'."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class Toast(QFrame):
    """'Moved T6-NC3 to 15:30.  [Undo]' at the bottom of the window; stays while the pointer or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._host = parent
        self._glyph = Glyph("check", "ontip", 17)
        self._text = Label("", "body", "ontip")
        self._button = Button(_("Undo"), small=True, name="toastUndo")
        self._keys = Label("", "axis", "ontip")
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_pressed)
        self.setLayout(row(self._glyph, self._text, self._button, self._keys, gap=12, margins=(14, 6, 10, 6)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, *, act: Callable[[], object] | None = None, word: str = "", keys: str = "") -> None:
        """Show a sentence for eight seconds, with a button where there is something to do about it."""
        self._text.setText(sentence)
        self._act = act
        self._button.setVisible(act is not None)
        self._button.setText(word or _("Undo"))
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys) and act is not None)
        self._glyph.show_icon("arrow-u-up-left" if act is not None else "info", "ontip")
        self.ensurePolished()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(STAYS)
        announce(self, sentence)

    @property
    def sentence(self) -> str:
        return self._text.text()

    def _on_pressed(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _on_time(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start(1000)
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start(STAYS)
        super().enterEvent(event)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._place()
        return False

    def _place(self) -> None:
        parent = self._host
        size = self.sizeHint()
        width = min(size.width(), parent.width() - 32)
        self.setGeometry((parent.width() - width) // 2, parent.height() - size.height() - 40, width, size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        paint_frame(QPainter(self), self.rect(), fill=look.color("tip"), line=look.color("tip"), radius=RADIUS_CARD)


def copy_text(text: str) -> None:
    """Put plain lines onto the clipboard."""
    QApplication.clipboard().setText(text)
