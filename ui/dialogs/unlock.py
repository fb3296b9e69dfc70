"""The locked window: one field, and nothing of the content, not even counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.i18n import _
from ui.theme import theme
from ui.widgets.basics import Button, Card, Glyph, Key, Label, column, row
from ui.widgets.header import Segments
from ui.widgets.logo import Logo
from ui.widgets.secret import SecretField

LONGEST_WAIT = 30
LANGUAGES = (("en", "English"), ("es", "Español"))


class UnlockScreen(QWidget):
    """Asks for the passphrase or the recovery code. After a wrong one it waits 1 s, then 2, 4 … 30."""

    asked = Signal(str, str)
    """(passphrase, recovery code): one of the two is ''."""
    asked_sample = Signal()
    language_chosen = Signal(str)

    def __init__(self, title: str, language: str) -> None:
        super().__init__()
        self.setObjectName("unlock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._wait, self._by_code = 0, False
        self.passphrase = SecretField(_("Passphrase"), "passphrase")
        self.code = SecretField(_("Recovery code"), "recoveryCode", hidden=False)
        self.code.hide()
        self._open = Button(_("Open"), kind="primary", large=True, name="open", on=self._on_open)
        self._other = Button(_("Use recovery code"), kind="quiet", large=True, name="otherWay", on=self._on_other)
        for field in (self.passphrase, self.code):
            field.entered.connect(self._on_open)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self._open.setEnabled(True))
        card = Card(margin=20, gap=14)
        card.body.addWidget(self.passphrase)
        card.body.addWidget(self.code)
        card.body.addLayout(row(self._open, self._other, None, Key("Enter")))
        self.setLayout(self._centred(title, card, language))

    def _centred(self, title: str, card: Card, language: str) -> QVBoxLayout:
        heading = column(Label(title, "title"), Label(_("The file on this disk is encrypted."), "small", "ink2"), gap=0)
        head = row(Logo(), heading, None, gap=20)
        sample = Card(margin=10)
        words = column(
            Label(_("Sample clinic"), "smallbold"),
            Label(_("invented people, no passphrase"), "small", "ink3"),
            gap=0,
        )
        link = Button(_("Open"), kind="link", name="openSample", on=self.asked_sample.emit)
        link.setAccessibleName(_("Open the sample clinic"))
        sample.body.addLayout(row(Glyph("play-circle", "ink2", 17), words, None, link))
        languages = Segments(LANGUAGES, language, _("Language"))
        languages.chosen.connect(self.language_chosen)
        foot = row(languages, None, Label(_("Nothing is sent anywhere."), "small", "ink2"))
        inner = QWidget()
        inner.setFixedWidth(theme().px(420))
        inner.setLayout(column(head, 4, card, sample, foot, gap=14))
        middle = row(None, inner, None, gap=0)
        return column(None, middle, None, gap=0)

    def focus(self) -> None:
        (self.code if self._by_code else self.passphrase).field.setFocus()

    def refuse(self, sentence: str) -> None:
        """It did not open: the text stays, and the button rests for a while."""
        self._wait = min(LONGEST_WAIT, self._wait * 2 or 1)
        (self.code if self._by_code else self.passphrase).show_error(sentence)
        self._pause.start(self._wait * 1000)
        self.focus()

    def _on_open(self) -> None:
        field = self.code if self._by_code else self.passphrase
        if not self._open.isEnabled():
            return
        if not field.text:
            field.show_error(_("Error: nothing is typed yet."))
            return
        self._open.setEnabled(False)
        self.asked.emit("" if self._by_code else field.text, field.text if self._by_code else "")

    def _on_other(self) -> None:
        self._by_code = not self._by_code
        self.passphrase.setVisible(not self._by_code)
        self.code.setVisible(self._by_code)
        self._other.setText(_("Use the passphrase") if self._by_code else _("Use recovery code"))
        self.focus()
