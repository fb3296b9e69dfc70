"""The forms of the 'Move dates' view: a notice as it comes in, and why one does not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from clinic.domain.ids import SiteId
from clinic.domain.notices import NoticeRule
from clinic.domain.words import NOTICE_RULES
from clinic.i18n import _
from clinic.jobs import Progress
from clinic.ports import SheetRows, UnitOfWork
from clinic.services import drafts
from clinic.services.drafts import Head
from clinic.services.views.dates import Draft
from ui.desk import Desk
from ui.dialogs.forms import DayField, Form, show_form
from ui.formats import SHEETS
from ui.theme import theme
from ui.widgets.basics import Button

Found = Callable[[Draft], None]


class Way(Enum):
    """How a notice says which dates move."""

    RULE = "rule"
    LINES = "lines"
    FILE = "file"


class NoticeForm(Form):
    """What the notice says, who says so, when it came; then a rule and days, pasted lines, or a file."""

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, "noticeForm", _("New notice"), _("Look at it"))
        self.title_field, self.source, self.received = QLineEdit(), QLineEdit(), DayField(today)
        self.way, self.first, self.last = QComboBox(), DayField(today), DayField(today + timedelta(days=30))
        self.lines, self.path = QPlainTextEdit(), Path()
        self.file = Button(_("Choose a file…"), "table", on=self._choose)
        self.lines.setPlaceholderText(_("K7-RM4 2026-07-13 08:00 04:00"))
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(theme().px(120))
        self.title_field.setPlaceholderText(_("One month later, next Monday if a weekend"))
        self.way.addItem(str(NOTICE_RULES[NoticeRule.NEXT_MONTH]), Way.RULE)
        self.way.addItem(_("lines pasted or typed"), Way.LINES)
        self.way.addItem(_("a list in a file"), Way.FILE)
        self.lay_out(
            [
                (_("What it says"), self.title_field, "noticeTitle"),
                (_("Who says so"), self.source, "noticeSource"),
                (_("Received on"), self.received, "noticeReceived"),
                (_("How dates move"), self.way, "noticeWay"),
                (_("Hearings from"), self.first, "noticeFirst"),
                (_("to"), self.last, "noticeLast"),
                (_("Lines"), self.lines, "noticeLines"),
                (_("File"), self.file, "noticeFile"),
            ]
        )
        self.way.currentIndexChanged.connect(lambda _index: self._show_way())
        self._show_way()

    def _show_way(self) -> None:
        form = self.findChild(QFormLayout)
        way = self.chosen_way
        for field, wanted in (
            (self.first, Way.RULE),
            (self.last, Way.RULE),
            (self.lines, Way.LINES),
            (self.file, Way.FILE),
        ):
            if form is not None:
                form.setRowVisible(field, way is wanted)
        notes = {
            Way.RULE: _("All hearings of these days are looked at; single ones can be left out afterwards."),
            Way.LINES: _(
                "A line each: case code, new date, then the hearing time and the report time if they are new."
            ),
            Way.FILE: _("A list with the old date and the new one in each row."),
        }
        self.note(notes[way])
        self.adjustSize()

    def _choose(self) -> None:
        kinds = " ".join(f"*{end}" for end in SHEETS)
        dialog = QFileDialog(self, _("Choose a spreadsheet"), "", _("Spreadsheets ({kinds})").format(kinds=kinds))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, path: str) -> None:
        self.path = Path(path)
        self.file.setText(self.path.name)

    @property
    def chosen_way(self) -> Way:
        """How the dates come in."""
        return Way(self.way.currentData())

    def query(self, head: Head) -> Callable[[UnitOfWork], Draft]:
        """The draft by a rule or by lines, to be asked for."""
        first, last, text = self.first.day, self.last.day, self.lines.toPlainText()
        if self.chosen_way is Way.LINES:
            return lambda work: drafts.by_lines(work, head=head, text=text)
        return lambda work: drafts.by_rule(work, head=head, first=first, last=last)

    def head(self, site: SiteId) -> Head:
        """What is said of the notice as a whole."""
        title = self.title_field.text().strip()
        return Head(site, title, self.source.text().strip(), self.received.day)


def ask_notice(desk: Desk, parent: QWidget, today: date, found: Found) -> None:
    """Ask for a notice; `found` gets it as a draft. Nothing is kept."""
    form, site = NoticeForm(parent, today), desk.site
    if site is None:
        return
    failed = form.failing(desk.guard)

    def landed(draft: Draft) -> None:
        form.accept()
        found(draft)

    def ask() -> None:
        head = form.head(site)
        if not head.title or (form.chosen_way is Way.FILE and not form.path.name):
            form.refuse(_("Choose a file first.") if head.title else _("Write what the notice says, in a line."))
            return
        form.wait()
        if form.chosen_way is Way.FILE:
            _read_file(desk, form, lambda sheets: look(lambda w: drafts.by_list(w, head=head, sheets=sheets)), failed)
        else:
            look(form.query(head))

    def look(query: Callable[[UnitOfWork], Draft]) -> None:
        desk.read(query, landed, failed=failed, owner=form)

    form.asked.connect(ask)
    show_form(form)


def _read_file(
    desk: Desk,
    form: NoticeForm,
    done: Callable[[Sequence[SheetRows]], None],
    failed: Callable[[BaseException], None],
) -> None:
    formats, path = desk.formats, form.path

    def read(_progress: Progress) -> Sequence[SheetRows]:
        return formats.sheets().read(path)

    desk.hands.run(read, done, failed, owner=form, what=_("Reading {file}").format(file=path.name))


class AsideForm(Form):
    """Why a notice does not count."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, "asideForm", _("Set aside: {title}").format(title=title), _("Set aside"))
        self.reason = QLineEdit()
        self.lay_out([(_("Why"), self.reason, "asideReason")], _("It stays on file with this reason. No date moves."))

    @property
    def given(self) -> dict[str, Any]:
        """What `notices.set_aside` needs."""
        return {"reason": self.reason.text()}
