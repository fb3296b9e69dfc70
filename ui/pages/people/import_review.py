"""Import review: what a list would add, change and ask, row by row, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.ids import SiteId
from clinic.i18n import _
from clinic.jobs import Progress
from clinic.ports import SheetRows
from clinic.services import importing
from clinic.services.importing import Answers, Doing, Preview, PreviewRow, Question
from ui.desk import Desk
from ui.states import State
from ui.widgets.banner import Banner, Offer
from ui.widgets.basics import Button, Card, Label, Tag, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.lines import Detail, Line, LineList

_STATES = {Doing.ADD: State.DONE, Doing.CHANGE: State.WARNING, Doing.SAME: State.DUE, Doing.ASK: State.NOT_COVERED}


class ImportReview(QWidget):
    """Reads one file in a child process and shows what it would do; `left` when it is done or given up."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("importReview")
        self._desk = desk
        self._path, self._site, self._today = Path(), SiteId(desk.site), desk.day  # type: ignore[arg-type]  # set by `look_at`
        self._sheets: Sequence[SheetRows] = ()
        self._answers = Answers()
        self._preview: Preview | None = None
        self._also: set[tuple[str, int]] = set()
        self._file, self._counts = Label("", "bold"), FlowLayout(gap=8)
        self.questions = Banner("info")
        self.questions.offered.connect(self._on_answer)
        self.lines = LineList(_("Rows of the list"))
        self.lines.setObjectName("importRows")
        self.lines.linked.connect(self._toggle)
        self.lines.letter.connect(lambda letter, key: self._toggle(key) if letter in "tToO" else None)
        self._say = Label("", "small", "ink2", wrap=True)
        self.apply = Button("", "check", kind="primary", name="applyImport", on=self._apply)
        back = Button(_("Back"), name="leaveImport", on=self.left.emit)
        card = Card()
        card.body.addWidget(self.lines, 1)
        foot = row(gap=8)
        foot.addWidget(self._say, 1)
        foot.addWidget(back)
        foot.addWidget(self.apply)
        head = row(self._file, gap=12)
        head.addLayout(self._counts, 1)
        layout = column(head, self.questions, card, foot, gap=10, margins=(16, 0, 16, 12))
        layout.setStretchFactor(card, 1)
        self.setLayout(layout)

    def look_at(self, path: Path, site: SiteId, today: date) -> None:
        """Read a file and show what it would do."""
        self._path, self._site, self._today = path, site, today
        self._answers, self._preview, self._also = Answers(), None, set()
        self._file.setText(path.name)
        self._say.setText(_("Reading…"))
        self.lines.set_lines([])
        self.apply.setEnabled(False)
        reader = self._desk.formats.sheets()

        def read(_progress: Progress) -> Sequence[SheetRows]:
            return reader.read(path)

        self._desk.hands.run(read, self._on_read, self._on_trouble, what=_("Reading {file}").format(file=path.name))

    def _on_trouble(self, error: BaseException) -> None:
        self._desk.guard.handle(error)
        self.left.emit()

    def _on_read(self, sheets: Sequence[SheetRows]) -> None:
        self._sheets = sheets
        self._look()

    def _look(self) -> None:
        sheets, site, today, answers = self._sheets, self._site, self._today, self._answers
        self._desk.read(
            lambda work: importing.preview(work, sheets, site=site, today=today, answers=answers),
            self._show,
            failed=self._on_trouble,
            newest="import",
            owner=self,
        )

    def _show(self, found: Preview) -> None:
        self._preview = found
        clear(self._counts)
        counts = [
            (_("{n} to add").format(n=len(found.added)), "ok", "plus"),
            (_("{n} to change").format(n=len(found.changed)), "warn", "pencil-simple"),
            (_("{n} to ask").format(n=len(found.asked)), "bad", "octagon-fill"),
            (_("{n} already here").format(n=len(found.same)), "", "equals"),
        ]
        for text, tone, icon in counts:
            self._counts.addWidget(Tag(text, tone, icon))
        self._show_question(found)
        self.lines.set_lines(self._all_lines(found))
        self._show_foot()

    def _show_question(self, found: Preview) -> None:
        question = next((q for q in found.questions if getattr(self._answers, q.key) is None), None)
        self._question: Question | None = question
        notices = [str(notice) for notice in found.notices]
        if question is not None:
            offers = [Offer(str(n), str(words), primary=n == 0) for n, (_value, words) in enumerate(question.options)]
            self.questions.tell(str(question.sentence), notices, offers, tone="info")
        elif notices:
            self.questions.tell(notices[0], notices[1:], tone="info")
        else:
            self.questions.dismiss()

    def _on_answer(self, key: str) -> None:
        if self._question is not None:
            value, _words = self._question.options[int(key)]
            given = {"date_order": self._answers.date_order, "hidden_rows": self._answers.hidden_rows}
            self._answers = Answers(**{**given, self._question.key: value})  # type: ignore[arg-type]  # the question's own value
            self._look()

    def _all_lines(self, found: Preview) -> list[Line]:
        lines: list[Line] = []
        for title, rows in (
            (_("Needs you"), found.asked),
            (_("Would be changed"), found.changed),
            (_("Would be added"), found.added),
            (_("Already here, stays as it is"), found.same),
        ):
            if rows:
                lines.append(Line(key=title, title=title, section=True, right=str(len(rows))))
                lines += [self._line(one) for one in rows]
        return lines

    def _line(self, one: PreviewRow) -> Line:
        taken = (one.sheet, one.row) in self._also
        state = State.DONE if taken else _STATES[one.doing]
        if one.doing is Doing.ADD and one.remarks:
            state = State.WARNING
        details = [Detail(str(text)) for text in one.details]
        details += [
            Detail(
                _("{column}: “{value}”. {sentence}").format(column=r.column, value=r.value, sentence=r.sentence)
                if r.column
                else str(r.sentence),
                tone="bad" if one.doing is Doing.ASK else "warn",
            )
            for r in one.remarks
        ]
        link = ""
        if one.doing is Doing.ASK and one.can_be_taken:
            link = _("Leave out") if taken else _("Take as proposed")
        where = _("row {n}").format(n=one.row)
        return Line(
            key=f"{one.sheet}\t{one.row}",
            title=str(one.what),
            state=state,
            right="" if link else where,
            tag=where if link else "",
            details=tuple(details),
            link=link,
        )

    def _toggle(self, key: str) -> None:
        sheet, _tab, number = key.partition("\t")
        where = (sheet, int(number))
        one = next((r for r in self._preview.asked if (r.sheet, r.row) == where), None) if self._preview else None
        if one is not None and one.can_be_taken and self._preview is not None:
            self._also ^= {where}
            self.lines.set_lines(self._all_lines(self._preview))
            self._show_foot()

    def _show_foot(self) -> None:
        found = self._preview
        if found is None:
            return
        count = len(found.added) + len(found.changed) + len(self._also)
        left = len(found.asked) - len(self._also)
        self.apply.setText(_("Apply {n} rows").format(n=count))
        self.apply.setEnabled(count > 0)
        self._say.setText(
            _("Nothing is replaced. {n} rows stay out. One step in undo.").format(n=left)
            if left
            else _("Nothing is replaced. One step in undo.")
        )

    def _apply(self) -> None:
        if self._preview is not None:
            self._desk.run(
                importing.apply,
                preview=self._preview,
                also=frozenset(self._also),
                starter=self,
                done=lambda _change: self.left.emit(),
                what=_("Importing"),
            )
