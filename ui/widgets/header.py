"""The head of a page: title, answer line, state tag, view switch, buttons, one filled button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import icon, theme
from ui.tokens import PAGE_MARGIN
from ui.widgets.basics import Button, Elided, Label, Tag, Tone, clear, column, row

LEAST_ANSWER = 200
"""So much of the answer line, in px, is read before the second buttons keep their words."""


class Segments(QFrame):
    """A switch between a few views or filters, one of which is always on. Left and right arrows move."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]] = (), on: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName("segments")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
        self.set_choices(choices, on)

    def set_choices(self, choices: Sequence[tuple[str, str]], on: str = "") -> None:
        """Offer (key, word) pairs; what was on stays on where it still exists."""
        wanted = on or self.current
        if [key for key, _word in choices] != list(self._buttons):
            self._rebuild([key for key, _word in choices])
        for key, word in choices:
            self._buttons[key].setText(word)
        if self._buttons:
            self._buttons[wanted if wanted in self._buttons else choices[0][0]].setChecked(True)

    def _rebuild(self, keys: Sequence[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
        clear(self._row)
        self._buttons = {}
        for key in keys:
            button = Button("", name=f"segment-{key}")
            button.setCheckable(True)
            button.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[key] = button

    @property
    def current(self) -> str:
        """The key that is on."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Switch by program; tells nobody."""
        self._buttons[key].setChecked(True)


class PageHeader(QWidget):
    """Title and answer at the left; tag, view switch, buttons and the one filled button at the right."""

    view_chosen = Signal(str)
    went_back = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("pageHeader")
        self._title = Label(title, "title")
        self._title.setObjectName("pageTitle")
        self._answer = Elided("", "small", "ink2")
        self._answer.setObjectName("answer")
        self._tag = Tag()
        self._tag.hide()
        self.segments = Segments()
        self.segments.hide()
        self.segments.chosen.connect(self.view_chosen)
        self._buttons = row(gap=8)
        self._secondary: dict[Button, str] = {}
        self.primary: Button | None = None
        texts = column(self._title, self._answer, gap=0)
        texts.setStretchFactor(self._answer, 1)
        line = row(gap=8, margins=(PAGE_MARGIN, 8, PAGE_MARGIN, 8))
        line.addLayout(texts, 1)
        for part in (self._tag, self.segments):
            line.addWidget(part)
        line.addLayout(self._buttons)
        self.setLayout(line)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_answer(self, answer: str) -> None:
        """The one line that answers the page's question."""
        self._answer.setText(answer)
        self._answer.update()

    @property
    def answer(self) -> str:
        return self._answer.text()

    def set_tag(self, text: str, tone: Tone = "warn", icon_name: str = "warning-fill") -> None:
        """Say the state of the whole page ('2 changes not sent'); an empty text takes the tag away."""
        self._tag.show_text(text, tone, icon_name)

    @property
    def tag(self) -> str:
        return self._tag.text

    def set_views(self, views: Sequence[tuple[str, str]], on: str = "") -> None:
        """Offer (key, word) views; the chosen one comes by `view_chosen`."""
        self.segments.set_choices(views, on)
        self.segments.setVisible(bool(views))

    def add_button(self, text: str, icon_name: str = "", *, name: str = "", on: Callable[[], object]) -> Button:
        """A secondary button."""
        button = Button(text, icon_name, name=name, on=on)
        if icon_name:
            self._secondary[button] = text
        self._buttons.insertWidget(self._buttons.count() - (1 if self.primary else 0), button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Any other control among the secondary buttons (a filter, a chooser)."""
        self._buttons.insertWidget(self._buttons.count() - (1 if self.primary else 0), widget)

    def set_primary(self, text: str, icon_name: str = "", *, on: Callable[[], object]) -> Button:
        """The one filled button; `Ctrl+N` presses it."""
        if self.primary is None:
            self.primary = Button(text, icon_name, kind="primary", name="primary", on=on)
            self._buttons.addWidget(self.primary)
        else:
            self.primary.setText(text)
            self.primary.setIcon(icon(icon_name, "onacc") if icon_name else QIcon())
            self.primary.set_act(on)
        return self.primary

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """Where words would be cut, second buttons keep their icons only, the last first; the tooltip says the rest."""
        shown = [
            part for part in (self._tag, self.segments, self.primary, *self._secondary) if part and part.isVisible()
        ]
        gaps = 2 * PAGE_MARGIN + 8 * len(shown)
        # The answer may be cut, but not to nothing.
        told = max(self._title.sizeHint().width(), min(self._answer.sizeHint().width(), theme().px(LEAST_ANSWER)))
        over = told + gaps + sum(self._whole_width(part) for part in shown) - self.width()
        for button in reversed(self._secondary):
            words = button.text() or self._secondary[button]
            text = words if over <= 0 else ""
            over -= self._saved(button, words) if button.isVisible() and not text else 0
            if button.text() != text:
                self._secondary[button] = words
                button.setToolTip("" if text else words)
                button.setAccessibleName(words)
                button.setText(text)

    def _saved(self, button: Button, words: str) -> int:
        """How much narrower a button is without its words."""
        return button.fontMetrics().horizontalAdvance(words) + 6

    def _whole_width(self, part: QWidget) -> int:
        """How wide a part is with its words, whether they are shown now or not."""
        width = part.sizeHint().width()
        if isinstance(part, Button) and not part.text():
            width += self._saved(part, self._secondary[part])
        return width
