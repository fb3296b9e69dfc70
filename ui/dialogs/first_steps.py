"""The steps of the first start after the choice: site, passphrase, recovery code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from clinic.i18n import _
from ui.dialogs.strength import ENOUGH, bits, words_for
from ui.theme import theme
from ui.widgets.basics import Button, Card, Glyph, Label, Tone, column, row
from ui.widgets.secret import SecretField


class StepMark(QWidget):
    """The number and the word of a step, filled when it is reached."""

    def __init__(self, number: int, word: str) -> None:
        super().__init__()
        names = ("one", "two", "three", "four")
        self._name = f"number-circle-{names[number - 1]}"
        self._glyph = Glyph(self._name, "ink3", 22)
        self._word = Label(word, "body", "ink2")
        self.setLayout(row(self._glyph, self._word))

    def show_state(self, *, is_on: bool) -> None:
        self._glyph.show_icon(f"{self._name}-fill" if is_on else self._name, "acc" if is_on else "ink3")


class _Step(QWidget):
    """One page after the first: a card, Back and a filled button."""

    went_back = Signal()

    def __init__(self, button: Button, *, back: bool = True) -> None:
        super().__init__()
        self.card = Card(margin=20, gap=12)
        self.button = button
        buttons = row(Button(_("Back"), on=self.went_back.emit), None) if back else row(None)
        buttons.addWidget(button)
        inner = QWidget()
        inner.setFixedWidth(theme().px(460))
        inner.setLayout(column(self.card, buttons, None, gap=14))
        self.setLayout(row(inner, None))


class SitePage(_Step):
    """Where the clinic works."""

    chosen = Signal(str)

    def __init__(self, cities: Sequence[str]) -> None:
        super().__init__(Button(_("Go on"), kind="primary", large=True, name="siteNext", on=self._on_next))
        self.list = QListWidget()
        self.list.setObjectName("cities")
        self.list.setAccessibleName(_("City"))
        self.list.addItems(list(cities))
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(theme().px(220))
        self.list.itemActivated.connect(lambda _item: self._on_next())
        self.card.body.addWidget(Label(_("City"), "medium"))
        self.card.body.addWidget(self.list)

    def _on_next(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.text())


class SecretPage(_Step):
    """The passphrase, twice, with its strength in words."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(Button(_("Make the file"), kind="primary", large=True, name="secretNext", on=self._on_next))
        self.first = SecretField(_("Passphrase"), "newPassphrase")
        self.again = SecretField(_("The same again"), "newPassphraseAgain")
        self._strength = Label("", "small", wrap=True)
        self.first.field.textChanged.connect(lambda _text: self._tell())
        for field in (self.first, self.again):
            field.entered.connect(self._on_next)
        for part in (self.first, self._strength, self.again):
            self.card.body.addWidget(part)
        self._tell()

    def _tell(self) -> None:
        text, tone = words_for(self.first.text)
        self._strength.setText(text)
        self._strength.set_tone(_tone(tone))

    def _on_next(self) -> None:
        if bits(self.first.text) < ENOUGH:
            self.first.show_error(_("Error: this is too easy to guess."))
        elif self.first.text != self.again.text:
            self.again.show_error(_("Error: the two are not the same."))
        else:
            self.button.setEnabled(False)
            self.chosen.emit(self.first.text)

    def refuse(self, sentence: str) -> None:
        self.button.setEnabled(True)
        self.first.show_error(sentence)


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"ink2": "ink2", "bad": "bad", "warn": "warn", "ok": "ok"}
    return tones[name]


class PaperPage(_Step):
    """The recovery code, and its third group typed back from the paper."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(
            Button(_("Open the clinic"), kind="primary", large=True, name="paperNext", on=self._on_next), back=False
        )
        self._code = Label("", "panel", wrap=True)
        self._code.setObjectName("recoveryCodeShown")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.third = SecretField(_("Type the third group from the paper"), "thirdGroup", hidden=False)
        self.third.entered.connect(self._on_next)
        self._groups: list[str] = []
        for part in (self._code, Label(_("Keep it away from this laptop."), "small", "ink2"), self.third):
            self.card.body.addWidget(part)

    def show_code(self, code: str) -> None:
        self._groups = code.replace(" ", "-").split("-")
        self._code.setText("  ".join(self._groups))
        self._code.setAccessibleName(_("Recovery code: {code}").format(code=" ".join(self._groups)))

    def _on_next(self) -> None:
        if self.third.text.strip().upper() == self._groups[2].upper():
            self.chosen.emit()
        else:
            self.third.show_error(_("Error: that is not the third group. Compare it with the paper."))
