"""The first start: sample, own spreadsheet or empty; then site, passphrase and recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from clinic.i18n import _
from ui.dialogs.first_steps import PaperPage, SecretPage, SitePage, StepMark
from ui.dialogs.unlock import LANGUAGES
from ui.theme import theme
from ui.widgets.basics import Button, Card, Glyph, Label, Tag, column, row
from ui.widgets.header import Segments
from ui.widgets.logo import Logo

SHEETS = (".xlsx", ".csv", ".ods")


@dataclass(frozen=True, slots=True)
class Start:
    """What the person chose: the city, the passphrase, and a spreadsheet to begin with (or None)."""

    city: str
    passphrase: str
    sheet: Path | None


class FirstRun(QWidget):
    """The first start. `asked_sample` and `asked_start` tell what was chosen, `done` that the code is on paper."""

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
        self._steps = [StepMark(n, word) for n, word in enumerate(self._step_words(), 1)]
        self.pages = QStackedWidget()
        self._site, self._secret, self._paper = SitePage(cities), SecretPage(), PaperPage()
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
        self._sample = Button(
            _("Open the sample"), kind="primary", large=True, name="sample", on=self.asked_sample.emit
        )
        sample = _choice(
            "play-circle",
            _("Look at the sample clinic"),
            _("An invented week with volunteers, hearings, trips and gaps to fix. It needs no passphrase."),
            self._sample,
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
        sample.setProperty("chosen", "true")
        cards = row(gap=12)
        for card in (sample, own, empty):
            cards.addWidget(card, 1)
        lock = Card(margin=14)
        words = Label(
            _(
                "Your own data gets a passphrase and a recovery code on paper. "
                "Without one of the two nobody can open the file."
            ),
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
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", _("Spreadsheets ({kinds})").format(kinds=kinds)
        )
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
            (
                _("How would you like to start?"),
                _("The other two can be done later, all without internet."),
            ),
            (_("Where does the clinic work?"), _("Other places can be added later.")),
            (_("Choose a passphrase"), _("It encrypts the file on this laptop. Nobody can reset it.")),
            (
                _("Write down the recovery code"),
                _("It opens the file without the passphrase. It is shown once."),
            ),
        )
        if number == 0:
            self._sheet = None
        self._title.setText(titles[number][0])
        self._note.setText(titles[number][1])
        self._languages.setVisible(number == 0)
        for place, mark in enumerate(self._steps):
            mark.show_state(is_on=place <= number)
        self.pages.setCurrentIndex(number)
        self.focus()

    def focus(self) -> None:
        """Put the focus where this step begins."""
        firsts = (self._sample, self._site.list, self._secret.first.field, self._paper.third.field)
        firsts[self.pages.currentIndex()].setFocus()


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
