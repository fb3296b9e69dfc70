"""Seat anyway: every rule that says no, the smallest change, and a typed reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from clinic.i18n import _, say_n
from ui.states import State
from ui.theme import theme
from ui.widgets.basics import Button, Glyph, Key, Label, Rule, column, row
from ui.widgets.flow import FlowLayout

SHORTEST = 8
"""Letters that a reason has at least."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that says no: its short name with the numbers, and why."""

    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """The smallest change that would remove them: what, and the word on its button."""

    text: str
    button: str = ""


class AnywayDialog(QDialog):
    """Asks for a reason. Back is the default; `reason` holds what was typed, `took_mend` that the change was chosen."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        subject: str,
        rules: Sequence[BrokenRule],
        mend: Mend | None = None,
        often: Sequence[str] = (),
        word: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("anyway")
        self.setWindowTitle(title)
        self.setFixedWidth(theme().px(540))
        self.took_mend = False
        self._reason = QPlainTextEdit()
        self._reason.setObjectName("reason")
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(theme().px(62))
        self._reason.textChanged.connect(self._look)
        self._short = Label(_("At least {n} letters.").format(n=SHORTEST), "small", "ink3")
        self._go = Button(word or _("Seat anyway"), "octagon-fill", kind="danger", name="goAnyway", on=self.accept)
        body = column(gap=10, margins=(20, 18, 20, 14))
        body.addWidget(Label(title, "title", wrap=True))
        body.addWidget(Label(subject, "body", "ink2", wrap=True))
        body.addWidget(Label(self._count(len(rules)), "section"))
        body.addWidget(_rules(rules))
        if mend is not None:
            body.addWidget(self._mend(mend))
        caption = Label(_("Why is it right this time? (needed; printed on the day sheet)"), "medium", wrap=True)
        caption.setBuddy(self._reason)
        body.addWidget(caption)
        body.addWidget(self._reason)
        body.addWidget(self._short)
        if often:
            body.addLayout(self._often(often))
        layout = column(body, self._foot(), gap=0)
        self.setLayout(layout)
        self._look()
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        return " ".join(self._reason.toPlainText().split())

    @staticmethod
    def _count(number: int) -> str:
        return str(say_n("{n} rule says no", "{n} rules say no", number))

    def _often(self, reasons: Sequence[str]) -> FlowLayout:
        flow = FlowLayout(gap=6)
        flow.addWidget(Label(_("Often used:"), "small", "ink2"))
        for text in reasons[:3]:
            button = Button(text, kind="chip")
            button.clicked.connect(lambda _on, text=text: self._reason.setPlainText(text))
            flow.addWidget(button)
        return flow

    def _mend(self, mend: Mend) -> QFrame:
        box = QFrame()
        box.setProperty("box", "ok")
        line = row(Glyph("lightbulb", "ok", 17), gap=8, margins=(10, 8, 10, 8))
        words = Label(_("Smallest change: {change}").format(change=mend.text), "small", wrap=True)
        line.addWidget(words, 1)
        if mend.button:
            line.addWidget(Button(mend.button, kind="primary", small=True, name="takeMend", on=self._on_mend))
        box.setLayout(line)
        return box

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        back = Button(_("Back"), name="back", on=self.reject)
        back.setDefault(True)
        hint = Label(_("goes back, nothing changes"), "small", "ink2")
        foot.setLayout(row(Key("Esc"), hint, None, back, self._go, margins=(20, 14, 20, 14)))
        return foot

    def _on_mend(self) -> None:
        self.took_mend = True
        self.accept()

    def _look(self) -> None:
        enough = len(self.reason) >= SHORTEST
        self._go.setEnabled(enough)
        self._short.setVisible(not enough)


def _rules(rules: Sequence[BrokenRule]) -> QFrame:
    box = QFrame()
    box.setProperty("box", "line-bad")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    for number, rule in enumerate(rules):
        if number:
            layout.addWidget(Rule())
        words = column(Label(rule.title, "bold", wrap=True), gap=0)
        if rule.why:
            words.addWidget(Label(rule.why, "small", "ink2", wrap=True))
        line = row(gap=8, margins=(12, 8, 12, 8))
        line.addWidget(Glyph.of(State.OVERRIDDEN), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        layout.addLayout(line)
    return box
