"""Side panels, sections in them, and the split of a page into content and panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinic.i18n import _
from ui.theme import theme, watch
from ui.tokens import CARD_GAP, DRAWER_UNDER, PAGE_MARGIN
from ui.widgets.basics import Card, IconButton, Label, column, row


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
        """Opening a panel moves the focus to its title (DESIGN 6.5)."""
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
    inner.setLayout(layout)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class Split(QWidget):
    """Content at the left, a panel of fixed width at the right; where the window is narrow the panel is a drawer.

    Under 1100 px of window, or at 150 % text, the panel lies over the content's right edge (DESIGN 2 and 3.2).
    """

    def __init__(self, content: QWidget, panel: QWidget, width: int = 296) -> None:
        super().__init__()
        self.content, self.panel, self._width = content, panel, width
        self._content_box = content
        content.setParent(self)
        panel.setParent(self)
        panel.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        watch().changed.connect(self._place)

    @property
    def is_drawer(self) -> bool:
        """Whether the panel lies over the content now."""
        window = self.window()
        return (window.width() if window is not self else self.width()) < DRAWER_UNDER or theme().percent >= 150

    def show_panel(self, shown: bool = True) -> None:
        """Open or close the panel."""
        self.panel.setVisible(shown)
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return False

    def _place(self) -> None:
        area = self.rect().adjusted(PAGE_MARGIN, 0, -PAGE_MARGIN, -CARD_GAP)
        wide = min(theme().px(self._width), area.width())
        shown = not self.panel.isHidden()
        taken = wide + CARD_GAP if shown and not self.is_drawer else 0
        self.content.setGeometry(area.adjusted(0, 0, -taken, 0))
        if shown:
            self.panel.setGeometry(area.adjusted(area.width() - wide, 0, 0, 0))
            self.panel.raise_()
