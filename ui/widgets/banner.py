"""Banners: what is wrong, why, and what works, in place and never as a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.i18n import _
from ui.states import State, paint_frame
from ui.theme import theme
from ui.tokens import RADIUS_BUTTON
from ui.widgets.basics import Button, Glyph, IconButton, Kind, Label, Tone, clear, column, row
from ui.widgets.flow import FlowLayout

_STATES = {"bad": State.NOT_COVERED, "warn": State.WARNING, "info": State.NOTE, "ok": State.DONE}


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out: its word, and the key that comes back when it is chosen."""

    key: str
    text: str
    primary: bool = False


class Banner(QWidget):
    """A soft box with a state's shape: heading, sentences, offers. Hidden while it has nothing to say.

    `gap` px under it are left free, as part of it, so that nothing moves while it is hidden.
    """

    offered = Signal(str)
    """The key of the offer that was chosen."""

    def __init__(self, tone: Tone = "info", *, gap: int = 0) -> None:
        super().__init__()
        self._tone: Tone = tone
        self._gap = gap
        self._glyph = Glyph.of(_STATES[tone], 17)
        self._heading = Label("", "bold", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(1)
        self._offers = FlowLayout(gap=8)
        texts = column(self._heading, self._lines, self._offers, gap=4)
        self.line = row(column(self._glyph, None), gap=8, margins=(10, 9, 10, 9 + gap))
        self.line.addLayout(texts, 1)
        self.setLayout(self.line)
        self.hide()

    def tell(self, heading: str, sentences: Sequence[str] = (), offers: Sequence[Offer] = (), tone: Tone = "") -> None:
        """Show this; `tone` is 'bad', 'warn', 'info' or 'ok'."""
        if tone:
            self._tone = tone
        state = _STATES[self._tone]
        self._glyph.show_icon(state.icon, state.token)
        self._heading.setText(heading)
        clear(self._lines)
        for sentence in sentences:
            self._add_line(sentence)
        clear(self._offers)
        if self._tone == "bad" and any(offer.key != "close" for offer in offers):
            self._offers.addWidget(Label(_("What works:"), "smallbold"))
        for offer in offers:
            kind: Kind = "primary" if offer.primary else "plain"
            button = Button(offer.text, small=True, kind=kind, name=f"offer-{offer.key}")
            button.clicked.connect(lambda _on, key=offer.key: self.offered.emit(key))
            self._offers.addWidget(button)
        self.setAccessibleName(" ".join([heading, *sentences]))
        self.show()
        self.updateGeometry()
        self.update()

    def _add_line(self, sentence: str) -> None:
        label = Label(sentence, "small", wrap=True)
        if self._tone == "bad":
            line = row(column(Glyph("x", "bad", 12), None, margins=(0, 2, 0, 0)), gap=5)
            line.addWidget(label, 1)
            self._lines.addLayout(line)
        else:
            self._lines.addWidget(label)

    def dismiss(self) -> None:
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        paint_frame(
            QPainter(self),
            QRectF(self.rect()).adjusted(0, 0, 0, -self._gap),
            fill=look.color(f"{self._tone}S"),
            line=look.color("warnL" if self._tone == "warn" else self._tone),
            radius=RADIUS_BUTTON,
        )


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why something does not fit: every failing rule, and the ways that work, best first (at most three)."""

    heading: str
    rules: tuple[str, ...]
    ways: tuple[Offer, ...] = ()
    can_override: bool = False


class WhyNotBanner(Banner):
    """'H5-GQ8 does not fit on T3.' with all rules; the ways that work, then 'Override…' where a reason is enough."""

    overridden = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__("bad")
        self.offered.connect(self._on_offered)
        self.line.addWidget(IconButton("x", _("Close"), on=self._on_closed), 0, Qt.AlignmentFlag.AlignTop)

    def show_why(self, why: WhyNot) -> None:
        offers = list(why.ways[:3])
        if why.can_override:
            offers.append(Offer("override", _("Override…")))
        self.tell(why.heading, why.rules, offers)

    def _on_offered(self, key: str) -> None:
        if key == "override":
            self.overridden.emit()

    def _on_closed(self) -> None:
        self.dismiss()
        self.dismissed.emit()


class NeedCard(QWidget):
    """One thing that needs somebody: state, heading, text, buttons ('Needs you now' on Today)."""

    def __init__(self, state: State, heading: str, text: str, buttons: Sequence[Button] = ()) -> None:
        super().__init__()
        head = row(Glyph.of(state, 17), gap=8)
        head.addWidget(Label(heading, "bold", wrap=True), 1)
        flow = FlowLayout(gap=6)
        for button in buttons:
            flow.addWidget(button)
        indented = column(Label(text, "small", "ink2", wrap=True), flow, gap=7, margins=(25, 0, 0, 0))
        self.setLayout(column(head, indented, gap=2, margins=(12, 9, 12, 9)))
        self.setAccessibleName(f"{state.word}: {heading}. {text}")
