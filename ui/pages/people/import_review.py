"""Import review: what a list would add, change and ask, row by row, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.ids import SiteId
from clinic.i18n import _, say_n
from clinic.jobs import Progress
from clinic.ports import SheetRows
from clinic.services import importing
from clinic.services.importing import Answers, Kind, Preview, Question
from ui.desk import Desk
from ui.pages.people.import_lines import Place, import_lines, key_of, place_of
from ui.widgets.banner import Banner, Offer
from ui.widgets.basics import Button, Card, Glyph, Key, Label, Tag, Tone, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.lines import LineList


class ImportReview(QWidget):
    """Reads one file in a child process and shows what it would do."""

    left = Signal()
    """It was given up; nothing has changed."""
    applied = Signal(bool)
    """It was taken in: whether volunteers were among the rows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("importReview")
        self._desk = desk
        self._site: SiteId | None = None
        self._today = desk.day
        self._sheets: Sequence[SheetRows] = ()
        self._answers = Answers()
        self._preview: Preview | None = None
        self._question: Question | None = None
        self._also: set[Place] = set()
        self._file, self._counts, self._keys = Label("", "bold"), row(gap=8), QWidget()
        self.questions = Banner("info")
        self.lines = LineList(_("Rows of the list"))
        self.lines.setObjectName("importRows")
        self._say = Label("", "small", "ink2", wrap=True)
        self.apply = Button("", "check", kind="primary", name="applyImport", on=self._apply)
        self._build()
        self.questions.offered.connect(self._on_answer)
        self.lines.linked.connect(self._toggle)
        self.lines.letter.connect(self._on_letter)

    def _build(self) -> None:
        card, file, counts, head = Card(), QWidget(), QWidget(), FlowLayout(gap=16)
        card.body.addWidget(self.lines, 1)
        file.setLayout(row(Glyph("table", "acc"), self._file))
        counts.setLayout(self._counts)
        self._keys.setLayout(
            row(Key("T"), Label(_("take"), "small", "ink2"), Key("O"), Label(_("leave out"), "small", "ink2"),
                Key("↓"), Label(_("next"), "small", "ink2"), gap=5)
        )  # fmt: skip
        # Where all three do not fit beside one another they go on in the next line.
        for part in (file, counts, self._keys):
            head.addWidget(part)
        foot = row(gap=8)
        foot.addWidget(self._say, 1)
        foot.addWidget(Button(_("Back"), name="leaveImport", on=self.left.emit))
        foot.addWidget(self.apply)
        layout = column(head, self.questions, card, foot, gap=10, margins=(16, 0, 16, 12))
        layout.setStretchFactor(card, 1)
        self.setLayout(layout)

    # ------------------------------------------------------------------------------------------------------- reading

    def look_at(self, path: Path, site: SiteId, today: date) -> None:
        """Read a file and show what it would do at a site."""
        self._site, self._today = site, today
        self._answers, self._preview, self._also = Answers(), None, set()
        self._file.setText(path.name)
        self._say.setText(_("Reading…"))
        self._keys.hide()
        self.questions.dismiss()
        clear(self._counts)
        self.lines.set_lines([])
        self.apply.setEnabled(False)
        self.apply.setText(_("Apply"))
        formats = self._desk.formats

        def read(_progress: Progress) -> Sequence[SheetRows]:
            # The reader's own libraries are loaded here, beside the window.
            return formats.sheets().read(path)

        what = _("Reading {file}").format(file=path.name)
        self._desk.hands.run(read, self._on_read, self._on_trouble, owner=self, newest="import.read", what=what)

    def _on_trouble(self, error: BaseException) -> None:
        self._desk.guard.handle(error)
        self.left.emit()

    def _on_read(self, sheets: Sequence[SheetRows]) -> None:
        self._sheets = sheets
        self._look()

    def _look(self) -> None:
        sheets, site, today, answers = self._sheets, self._site, self._today, self._answers
        if site is not None:
            self._desk.read(
                lambda work: importing.preview(work, sheets, site=site, today=today, answers=answers),
                self._show,
                failed=self._on_trouble,
                newest="import",
                owner=self,
            )

    # --------------------------------------------------------------------------------------------------------- showing

    def _show(self, found: Preview) -> None:
        self._preview = found
        clear(self._counts)
        counts: tuple[tuple[int, str, Tone, str], ...] = (
            (len(found.added), _("{n} to add"), "ok", "plus"),
            (len(found.changed), _("{n} to change"), "warn", "pencil-simple"),
            (len(found.asked), _("{n} to ask"), "bad", "octagon-fill"),
            (len(found.same), _("{n} already here"), "", "equals"),
        )
        for count, text, tone, icon in counts:
            if count:
                self._counts.addWidget(Tag(text.format(n=count), tone, icon))
        self._show_question(found)
        self._show_rows()
        if not self.lines.current_key and found.rows:
            self.lines.choose(next(line.key for line in self.lines.lines if not line.section))
        self.lines.setFocus()

    def _show_question(self, found: Preview) -> None:
        question = next((q for q in found.questions if getattr(self._answers, q.key) is None), None)
        self._question = question
        notices = [str(notice) for notice in found.notices]
        if question is not None:
            offers = [Offer(str(number), str(text)) for number, (_value, text) in enumerate(question.options)]
            self.questions.tell(str(question.sentence), notices, offers, tone="info")
        elif notices:
            self.questions.tell(notices[0], notices[1:], tone="info")
        else:
            self.questions.dismiss()

    def _show_rows(self) -> None:
        found = self._preview
        if found is None:
            return
        self.lines.set_lines(import_lines(found, self._also))
        self._keys.setVisible(any(one.can_be_taken for one in found.asked))
        count = len(found.added) + len(found.changed) + len(self._also)
        left = len(found.asked) - len(self._also)
        self.apply.setText(str(say_n("Apply {n} row", "Apply {n} rows", count)))
        self.apply.setEnabled(count > 0)
        stay_out = say_n(
            "Nothing is replaced. {n} row stays out. One step in undo.",
            "Nothing is replaced. {n} rows stay out. One step in undo.",
            left,
        )
        self._say.setText(str(stay_out) if left else _("Nothing is replaced. One step in undo."))

    # --------------------------------------------------------------------------------------------------------- answers

    def _on_answer(self, key: str) -> None:
        if self._question is not None:
            value, _words = self._question.options[int(key)]
            given: dict[str, Any] = {self._question.key: value}
            self._answers = replace(self._answers, **given)
            self._look()

    def _on_letter(self, letter: str, key: str) -> None:
        """T takes a doubted row as proposed, O leaves it out; both go on to the next row."""
        if letter in "tT":
            self._decide(key, is_taken=True)
        elif letter in "oO":
            self._decide(key, is_taken=False)
        else:
            return
        keys = [line.key for line in self.lines.lines if not line.section]
        self.lines.choose(keys[min(keys.index(key) + 1, len(keys) - 1)])

    def _toggle(self, key: str) -> None:
        self._decide(key, is_taken=place_of(key) not in self._also)

    def _decide(self, key: str, *, is_taken: bool) -> None:
        asked = self._preview.asked if self._preview else ()
        if any(key_of(one) == key and one.can_be_taken for one in asked):
            place = place_of(key)
            self._also = self._also | {place} if is_taken else self._also - {place}
            self._show_rows()

    def _apply(self) -> None:
        found = self._preview
        if found is not None:
            self.apply.setEnabled(False)
            self._desk.run(
                importing.apply,
                preview=found,
                also=frozenset(self._also),
                starter=self,
                done=lambda _change: self.applied.emit(any(r.reading.kind is Kind.VOLUNTEERS for r in found.rows)),
                failed=self._on_trouble,
                what=_("Importing"),
            )
