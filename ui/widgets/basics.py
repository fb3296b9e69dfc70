"""Labels, buttons, tags, cards and the few layouts that every page uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

from PySide6.QtCore import QChildEvent, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.states import State
from ui.theme import icon, paint_icon, theme
from ui.tokens import RADIUS_CARD
from ui.widgets.marks import LoadBar, Tag, paint_load, paint_tag, tag_size

__all__ = [
    "Button", "Card", "Elided", "Glyph", "IconButton", "Key", "Label", "LoadBar", "Rule", "Tag", "Tone",
    "clear", "column", "paint_load", "paint_tag", "restyle", "row", "tag_size",
]  # fmt: skip

Kind = Literal["plain", "primary", "quiet", "link", "danger", "chip", "filter"]
TextKind = Literal[
    "body", "axis", "section", "small", "smallbold", "bold", "medium", "panel", "title", "first", "paper"
]
Tone = Literal["", "ink2", "ink3", "ok", "warn", "bad", "info", "open", "acc", "ontip"]


class Label(QLabel):
    """Text with a place in the type scale and a tone; plain text always, so that no name can carry markup."""

    def __init__(self, text: str = "", look: TextKind = "body", tone: Tone = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)

    def set_tone(self, tone: Tone) -> None:
        self.setProperty("tone", tone)
        restyle(self)


class Elided(Label):
    """A label of one line that ends in … where it is too long, with the whole text in its tooltip."""

    def __init__(self, text: str = "", look: TextKind = "body", tone: Tone = "") -> None:
        super().__init__(text, look, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)


class Glyph(QWidget):
    """An icon that stands alone in a layout. It says nothing to a screen reader: the word stands beside it."""

    def __init__(self, name: str, token: str = "ink2", size: int = 16) -> None:  # noqa: S107 - a colour token
        super().__init__()
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @classmethod
    def of(cls, state: State, size: int = 16) -> Glyph:
        return cls(state.icon, state.token, size)

    def show_icon(self, name: str, token: str) -> None:
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect(), self._name, theme().color(self._token))


class Button(QPushButton):
    """A button with a word; `name` is its object name, by which tests and shortcuts find it."""

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        kind: Kind = "plain",
        small: bool = False,
        large: bool = False,
        name: str = "",
        on: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setProperty("large", large)
        if name:
            self.setObjectName(name)
        if icon_name:
            self.show_icon(icon_name)
        side = theme().px(14 if small or kind in ("chip", "filter", "link") else 16)
        self.setIconSize(QSize(side + 3, side))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._act = on
        self.clicked.connect(self._on_clicked)

    def set_act(self, act: Callable[[], object]) -> None:
        """From now on a press does this and nothing else."""
        self._act = act

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()

    def show_icon(self, name: str, token: str = "") -> None:
        usual = {"primary": "onacc", "quiet": "accI", "link": "accI", "filter": "accI", "danger": "bad"}
        self.setIcon(icon(name, token or usual.get(self._kind, "ink2")))


class IconButton(QToolButton):
    """A button without a word (close, previous, next, undo, filter, more): it has a tooltip and an accessible name."""

    def __init__(
        self, icon_name: str, name: str, *, quiet: bool = True, on: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "quiet" if quiet else "plain")
        self.setIcon(icon(icon_name, "accI" if quiet else "ink2"))
        side = theme().px(16)
        self.setIconSize(QSize(side, side))
        self.say(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if on is not None:
            # The slot must not get Qt's argument.
            self.clicked.connect(lambda _on: on())

    def say(self, name: str, keys: str = "") -> None:
        """The accessible name, and the tooltip with its keys."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)


class Card(QFrame):
    """A white sheet with a hairline; `body` is its layout. Without a margin the content reaches the round corners."""

    def __init__(self, margin: int = 0, gap: int = 0) -> None:
        super().__init__()
        self._corners: _Corners | None = None
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin or 1, margin or 1, margin or 1, margin or 1)
        self.body.setSpacing(gap)
        if not margin:
            self._corners = _Corners(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._corners is not None:
            self._corners.setGeometry(self.rect())
            self._corners.raise_()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        # Children are polished when they are first shown, after `__init__`.
        if event.type() is QEvent.Type.ChildPolished and self._corners is not None:
            self._corners.raise_()


class _Corners(QWidget):
    """Rounds the corners of what lies in a card: paints the page over them, and the hairline again."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, area = QPainter(self), theme(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(area)
        inside.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        painter.fillPath(outside - inside, look.color("app"))
        painter.setPen(look.color("line"))
        painter.drawPath(inside)


class Rule(QFrame):
    """A hairline."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("rule", "true")
        self.setFixedHeight(1)


class Key(Label):
    """A key as it stands on the keyboard: 'Ctrl K'."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kbd", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


L = TypeVar("L", bound=QBoxLayout)
Part = QWidget | QLayout | int | None


def row(*parts: Part, gap: int = 8, margins: Sequence[int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """A row of widgets and layouts; None is the stretch between them, a number a space in px."""
    return _filled(QHBoxLayout(), parts, gap, margins)


def beside(glyph: Glyph, label: Label) -> QHBoxLayout:
    """A glyph and its words, which take the rest of the line."""
    line = row(glyph, gap=6)
    line.addWidget(label, 1)
    return line


def column(*parts: Part, gap: int = 8, margins: Sequence[int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """A column of widgets and layouts; None is the stretch between them, a number a space in px."""
    return _filled(QVBoxLayout(), parts, gap, margins)


def _filled(layout: L, parts: Iterable[Part], gap: int, margins: Sequence[int]) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(margins[0], margins[1], margins[2], margins[3])
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
