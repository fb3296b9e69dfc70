"""The first start: sample, own spreadsheet or empty; then site, passphrase and recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QStackedWidget, QWidget

from clinic.i18n import _
from ui.dialogs.strength import ENOUGH, bits, words_for
from ui.dialogs.unlock import LANGUAGES, Logo
from ui.theme import theme
from ui.widgets.basics import Button, Card, Glyph, Label, Tag, Tone, column, row
from ui.widgets.header import Segments
from ui.widgets.secret import SecretField

SHEETS = (".xlsx", ".csv", ".ods")


@dataclass(frozen=True, slots=True)
class Start:
    """What the person chose: the city, the passphrase, and a spreadsheet to begin with (or None)."""

    city: str
    passphrase: str
    sheet: Path | None


class FirstRun(QWidget):
    """The screens of the first start. `asked_sample` and `asked_start` tell what was chosen; `done` that all is ready."""

    asked_sample = Signal()
    asked_start = Signal(object)
    done = Signal()
    language_chosen = Signal(str)

    def __init__(self, cities: Sequence[str], language: str) -> None:
        super().__init__()
        self.setObjectName("firstRun")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._sheet: Path | None = None
        self._city = ""
        self._code = ""
        self._title, self._note = Label("", "first"), Label("", "body", "ink2")
        self._steps = [_StepMark(n, word) for n, word in enumerate(self._step_words(), 1)]
        self.pages = QStackedWidget()
        self._site, self._secret, self._paper = _SitePage(cities), _SecretPage(), _PaperPage()
        for page in (self._choices(), self._site, self._secret, self._paper):
            self.pages.addWidget(page)
        self._site.chosen.connect(self._on_city)
        self._secret.chosen.connect(self._on_secret)
        self._paper.chosen.connect(self.done)
        for page in (self._site, self._secret):
            page.went_back.connect(self._back)
        self._languages = Segments(LANGUAGES, language, _("Language"))
        self._languages.chosen.connect(self.language_chosen)
        head = row(Logo(), column(self._title, self._note, gap=0), None, self._languages, gap=20)
        marks = row(*self._steps, None, gap=18)
        inner = QWidget()
        inner.setMaximumWidth(theme().px(960))
        inner.setLayout(column(head, marks, self.pages, gap=18))
        middle = row(gap=0, margins=(16, 0, 16, 0))
        middle.addStretch(1)
        middle.addWidget(inner, 30)
        middle.addStretch(1)
        outer = column(None, middle, None, gap=0)
        self.setLayout(outer)
        self._show(0)

    @staticmethod
    def _step_words() -> tuple[str, ...]:
        return _("Start"), _("Site"), _("Passphrase"), _("Recovery code on paper")

    # ---------------------------------------------------------------------------------------------------- choices

    def _choices(self) -> QWidget:
        sample = _choice(
            "play-circle",
            _("Look at the sample clinic"),
            _("An invented week with volunteers, hearings, trips and gaps to fix. Nothing to protect, so no passphrase."),
            Button(_("Open the sample"), kind="primary", large=True, name="sample", on=self.asked_sample.emit),
            Tag(_("under 30 s"), "acc", "timer"),
        )
        own = _choice(
            "table",
            _("Bring your spreadsheet"),
            _("Drag an Excel or CSV file here. What was understood is shown before anything is kept."),
            Button(_("Choose a file"), large=True, name="chooseSheet", on=self._on_sheet),
            Tag(_("about 2 min"), "", "timer"),
        )
        empty = _choice(
            "note-pencil",
            _("Start empty"),
            _("Pick the site. Ports and clocks are filled in; report times are checked against the papers."),
            Button(_("Pick a site"), large=True, name="startEmpty", on=lambda: self._show(1)),
            Tag(_("about 3 min"), "", "timer"),
        )
        cards = row(gap=12)
        for card in (sample, own, empty):
            cards.addWidget(card, 1)
        lock = Card(margin=14)
        words = Label(
            _("Your own data gets a passphrase and a recovery code on paper. Without one of the two nobody can open the file."),
            wrap=True,
        )
        line = row(Glyph("lock-key", "ink2", 22), gap=12)
        line.addWidget(words, 1)
        lock.body.addLayout(line)
        hint = Label(_("Tab moves, Enter chooses, Ctrl+K finds any command."), "small", "ink2")
        page = QWidget()
        page.setLayout(column(cards, lock, row(Glyph("keyboard", "ink3"), hint, None), gap=14))
        return page

    def _on_sheet(self) -> None:
        kinds = " ".join(f"*{end}" for end in SHEETS)
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", _("Spreadsheets ({kinds})").format(kinds=kinds))
        if name:
            self.begin_with(Path(name))

    def begin_with(self, sheet: Path) -> None:
        """Go on with a spreadsheet of one's own."""
        self._sheet = sheet
        self._show(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().lower().endswith(SHEETS) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.begin_with(Path(event.mimeData().urls()[0].toLocalFile()))

    # ------------------------------------------------------------------------------------------------------ steps

    def _on_city(self, city: str) -> None:
        self._city = city
        self._show(2)

    def _on_secret(self, passphrase: str) -> None:
        self.asked_start.emit(Start(self._city, passphrase, self._sheet))

    def refuse(self, sentence: str) -> None:
        """The file could not be made."""
        self._secret.refuse(sentence)

    def show_code(self, code: str) -> None:
        """The file is made: show the recovery code, and ask for its third group."""
        self._paper.show_code(code)
        self._show(3)

    def _back(self) -> None:
        self._show(self.pages.currentIndex() - 1)

    def _show(self, number: int) -> None:
        titles = (
            (_("How would you like to start?"), _("The other two can be done later. All of it works without internet.")),
            (_("Where does the clinic work?"), _("Other places can be added later.")),
            (_("Choose a passphrase"), _("It encrypts the file on this laptop. Nobody can reset it.")),
            (_("Write down the recovery code"), _("It opens the file when the passphrase is forgotten. It is shown once.")),
        )
        if number == 0:
            self._sheet = None
        self._title.setText(titles[number][0])
        self._note.setText(titles[number][1])
        self._languages.setVisible(number == 0)
        for place, mark in enumerate(self._steps):
            mark.show_state(is_on=place <= number)
        self.pages.setCurrentIndex(number)
        page = self.pages.currentWidget()
        first = page.findChild(QLineEdit) if number else page.findChild(Button)
        if first is not None:
            first.setFocus()


def _choice(icon_name: str, title: str, text: str, button: Button, tag: Tag) -> Card:
    card = Card(margin=18, gap=4)
    card.body.addLayout(row(Glyph(icon_name, "acc", 28), None, tag))
    card.body.addSpacing(6)
    card.body.addWidget(Label(title, "panel", wrap=True))
    card.body.addWidget(Label(text, "body", "ink2", wrap=True))
    card.body.addStretch(1)
    card.body.addSpacing(10)
    card.body.addWidget(button)
    return card


class _StepMark(QWidget):
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
        inner.setLayout(column(self.card, buttons, gap=14))
        self.setLayout(row(inner, None))


class _SitePage(_Step):
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


class _SecretPage(_Step):
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


class _PaperPage(_Step):
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

