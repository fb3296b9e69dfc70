"""The panel at the left: which sheets, on which paper, how large, in which language, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic.domain.day_sheets import PaperSize, SheetKind
from clinic.i18n import _, say_n
from clinic.services.sheets import LEVELS
from ui.pages.printing.words import kind_word
from ui.paper.pages import Printout
from ui.theme import theme
from ui.widgets.basics import Button, Glyph, Label, Rule, beside, column, row
from ui.widgets.header import Segments
from ui.widgets.panel import Foot, Panel

READER, NORMAL, LARGE = "reader", "normal", "large"


class Options(Panel):
    """`changed` tells that other sheets, another paper or size are wanted, `retold` another language."""

    changed = Signal()
    retold = Signal()

    def __init__(self, on_print: Callable[[], object], on_save: Callable[[], object]) -> None:
        super().__init__(_("Print day sheets"))
        self.setObjectName("printOptions")
        self._boxes = {kind: QCheckBox(kind_word(kind)) for kind in SheetKind}
        self._counts = {kind: Label("", "small", "ink2") for kind in SheetKind}
        sizes = [(PaperSize.A4.value, _("A4")), (PaperSize.LETTER.value, _("Letter"))]
        self.paper = Segments(sizes, PaperSize.LETTER.value, _("Paper size"))
        letters = [(NORMAL, _("Normal")), (LARGE, _("Large, for a dark car"))]
        self.letters = Segments(letters, NORMAL, _("Size of print"))
        tongues = [(READER, _("Reader's own")), ("en", "English"), ("es", "Español")]
        self.tongue = Segments(tongues, READER, _("Language of each sheet"))
        self._shown, self._kept = Label("", "small", wrap=True), Label("", "small", "ink2", wrap=True)
        self.print = Button("", "printer", kind="primary", name="printPages", on=on_print)
        self.save = Button(_("Save PDF"), name="savePdf", on=on_save)
        self._build()

    def _build(self) -> None:
        boxes = column(Label(_("Sheets"), "medium"), gap=2)
        for kind, box in self._boxes.items():
            box.setObjectName(f"sheet-{kind.value}")
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            boxes.addLayout(row(box, None, self._counts[kind]))
        self._section(boxes, first=True)
        for word, segments in (
            (_("Paper size"), self.paper),
            (_("Size of print"), self.letters),
            (_("Language of each sheet"), self.tongue),
        ):
            self._section(column(Label(word, "medium"), segments, gap=6))
        self.paper.chosen.connect(lambda _key: self.changed.emit())
        self.letters.chosen.connect(lambda _key: self.changed.emit())
        self.tongue.chosen.connect(lambda _key: self.retold.emit())
        shows = column(Label(_("What it shows"), "medium"), gap=4)
        shows.addLayout(beside(Glyph("check", "ok", 14), self._shown))
        shows.addLayout(beside(Glyph("eye-slash", "ink2", 14), self._kept))
        self._section(shows)
        self.body.addWidget(Foot(self.print, self.save, None, gap=8))

    def _section(self, inner: QVBoxLayout, *, first: bool = False) -> None:
        if not first:
            self.content.addWidget(Rule())
        holder = QWidget()
        inner.setContentsMargins(12, 8, 12, 10)
        holder.setLayout(inner)
        self.content.addWidget(holder)

    @property
    def least_width(self) -> int:
        """How wide it must be for the words of its buttons."""
        buttons = (self.print, self.save)
        return max(self.minimumSizeHint().width(), sum(one.sizeHint().width() for one in buttons) + theme().px(44))

    # --------------------------------------------------------------------------------------------------- what is wanted

    @property
    def printout(self) -> Printout:
        """Paper and size of print."""
        return Printout(PaperSize(self.paper.current), self.letters.current == LARGE)

    @property
    def kinds(self) -> frozenset[SheetKind]:
        """Which sheets are ticked."""
        return frozenset(kind for kind, box in self._boxes.items() if box.isChecked())

    @property
    def language(self) -> str:
        """'' for each reader's own."""
        return "" if self.tongue.current == READER else self.tongue.current

    def tick(self, kinds: Collection[SheetKind]) -> None:
        """Tick these sheets and no others; tells it once."""
        for kind, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(kind in kinds)
            box.blockSignals(False)
        self.changed.emit()

    # ----------------------------------------------------------------------------------------------------- what is told

    def show_counts(self, counts: Mapping[SheetKind, int]) -> None:
        """How many pages there are of each kind of sheet; a kind without any cannot be ticked."""
        for kind, label in self._counts.items():
            n = counts.get(kind, 0)
            label.setText(str(say_n("{n} page", "{n} pages", n)) if n else _("none"))
            self._boxes[kind].setEnabled(bool(n))

    def show_level(self, kind: SheetKind | None) -> None:
        """What a kind of sheet shows, and what it leaves out."""
        shown, kept = LEVELS[kind] if kind else ("", "")
        self._shown.setText(str(shown))
        self._kept.setText(str(kept))

    def show_pages(self, n: int, *, busy: bool) -> None:
        """What the buttons would print."""
        self.print.setText(str(say_n("Print {n} page", "Print {n} pages", n)))
        for button in (self.print, self.save):
            button.setEnabled(bool(n) and not busy)
