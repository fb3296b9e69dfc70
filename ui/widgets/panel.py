"""Side panels, sections in them, and the split of a page into content and panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinic.i18n import _
from ui.theme import icon, theme, watch
from ui.tokens import CARD_GAP, DRAWER_UNDER, PAGE_MARGIN
from ui.widgets.basics import Card, IconButton, Label, column, row

HANDLE = 24
"""The width of a drawer's handle, in px: the smallest target for a pointer."""


class Strip(QFrame):
    """A grey line between groups: 'Fits · best first    3'."""

    def __init__(self, text: str, right: str = "") -> None:
        super().__init__()
        self.setProperty("strip", "true")
        self._left, self._right = Label(text, "section"), Label(right, "axis", "ink3")
        self.setLayout(row(self._left, None, self._right, margins=(12, 5, 12, 5)))

    def show_text(self, text: str, right: str = "") -> None:
        self._left.setText(text)
        self._right.setText(right)


class Foot(QFrame):
    """The line at the bottom of a card."""

    def __init__(self, *parts: QWidget | None, gap: int = 12) -> None:
        super().__init__()
        self.setProperty("foot", "true")
        self.setLayout(row(*parts, gap=gap, margins=(12, 8, 12, 8)))


class Panel(Card):
    """A card with a title, a second line and a scrolling body; `closed` is told by its cross and by Esc."""

    closed = Signal()

    def __init__(self, title: str = "", note: str = "", *, closable: bool = False, scroll: bool = True) -> None:
        super().__init__()
        self._title = Label(title, "panel", wrap=True)
        self._title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._note = Label(note, "small", "ink2", wrap=True)
        self._note.setVisible(bool(note))
        self.title_row = row(self._title, gap=6)
        self.title_row.setStretchFactor(self._title, 1)
        if closable:
            cross = IconButton("x", _("Close"), on=self.close_panel)
            cross.setObjectName("closePanel")
            self.title_row.addWidget(cross)
        self.head = column(self.title_row, self._note, gap=2, margins=(12, 10, 12, 8))
        self.body.addLayout(self.head)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self._closable = closable
        if scroll:
            self.body.addWidget(scrolling(self.content), 1)
        else:
            self.body.addLayout(self.content, 1)

    def set_title(self, title: str, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def focus_title(self) -> None:
        """Opening a panel moves the focus to its title."""
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._closable and event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)


def scrolling(layout: QVBoxLayout) -> QScrollArea:
    """A vertical scroll area around a layout, without frame."""
    inner = QWidget()
    # A stretch keeps the rows at the top; an alignment would give wrapped labels the height of one line.
    inner.setLayout(column(layout, None, gap=0))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class Split(QWidget):
    """Content at the left, a panel of fixed width at the right; where the window is narrow the panel is a drawer.

    Under 1100 px of window, or at 150 % text, the drawer is closed until its handle, or a panel that was not there
    before, opens it over the content's right edge; Esc closes it again.
    """

    def __init__(self, content: QWidget, panel: QWidget, width: int = 296) -> None:
        super().__init__()
        self.content, self.panel, self._width = content, panel, width
        self._is_there, self._is_pulled_out = True, False
        content.setParent(self)
        panel.setParent(self)
        self._handle = IconButton("caret-left", _("Open the panel"), quiet=False, on=self._on_handle)
        self._handle.setObjectName("drawerHandle")
        self._handle.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        watch().changed.connect(self._place)

    @property
    def is_drawer(self) -> bool:
        """Whether the panel is a drawer now."""
        window = self.window()
        return (window.width() if window is not self else self.width()) < DRAWER_UNDER or theme().percent >= 150

    def show_panel(self, shown: bool = True) -> None:
        """Say whether there is something in the panel; what was not there before pulls the drawer out."""
        if shown != self._is_there:
            self._is_pulled_out = shown
        self._is_there = shown
        self._place()

    def pull_out(self) -> None:
        """Let the panel be seen, in a narrow window too."""
        self._is_there = self._is_pulled_out = True
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_drawer and self._is_pulled_out:
            self._on_handle()
        else:
            super().keyPressEvent(event)

    def _on_handle(self) -> None:
        self._is_pulled_out = not self._is_pulled_out
        self._place()

    def _place(self) -> None:
        area = self.rect().adjusted(PAGE_MARGIN, 0, -PAGE_MARGIN, -CARD_GAP)
        wide = min(theme().px(self._width), area.width() - HANDLE)
        drawer = self.is_drawer
        beside, over = self._is_there and not drawer, self._is_there and drawer
        taken = wide + CARD_GAP if beside else HANDLE - PAGE_MARGIN + 4 if over else 0
        self.content.setGeometry(area.adjusted(0, 0, -taken, 0))
        self.panel.setGeometry(area.adjusted(area.width() - wide, 0, 0, 0))
        self.panel.setVisible(beside or (over and self._is_pulled_out))
        self.panel.raise_()
        self._place_handle(self.panel.x() if self._is_pulled_out else self.width(), shown=over)

    def _place_handle(self, right: int, *, shown: bool) -> None:
        height = theme().px(60)
        self._handle.setGeometry(right - HANDLE, (self.height() - height) // 2, HANDLE, height)
        self._handle.setIcon(icon("caret-right" if self._is_pulled_out else "caret-left"))
        self._handle.say(_("Close the panel") if self._is_pulled_out else _("Open the panel"))
        self._handle.setVisible(shown)
        self._handle.raise_()
