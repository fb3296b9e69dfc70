"""The Share page: the outputs, who holds which copy, and exactly what leaves before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic.domain.outgoing import CalendarEvent
from clinic.domain.when import Week, local
from clinic.i18n import _, day, say, words
from clinic.ports import UnitOfWork
from clinic.services import feeds, share, workbook
from clinic.services.feeds import FeedReport
from clinic.services.share import Copy, Ledger
from clinic.services.share import State as CopyState
from clinic.services.workbook import WorkbookReport
from ui.actions import Command
from ui.desk import Desk
from ui.models.table import Column, TableModel
from ui.page import Page
from ui.states import State
from ui.widgets.basics import Button, Card, Glyph, Label, column, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Panel, Split, Strip
from ui.widgets.table import Table
from ui.widgets.toast import copy_text

STATES = {CopyState.FRESH: State.DONE, CopyState.OLD: State.OLD_COPY, CopyState.NEVER: State.DUE}


class SharePage(Page):
    """It answers who holds an old copy, and what leaves."""

    name = "share"
    kinds = frozenset(
        {"delivery", "feed_event", "seat", "session", "trip", "stop", "volunteer", "slot", "consultation", "ride",
         "clinic", "place", "household"}
    )  # fmt: skip
    steps_by_week = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Share"))
        self._copies: dict[str, Copy] = {}
        self._chat = ""
        self.model = TableModel[Copy](
            [
                Column(_("Person or place"), lambda one: one.who, bold=True, stretch=True),
                Column(_("What they hold"), lambda one: str(one.what), stretch=True),
                Column(_("Since"), self._since, sort=lambda one: str(one.since or "")),
                Column(_("State"), _state_word, state=lambda one: STATES[one.state], tag=True),
            ],
            key=_key,
        )
        self.table = Table(self.model, _("Who has which copy"))
        self.preview = LineList(_("What leaves this laptop"))
        self.panel = Panel(_("What leaves this laptop"), scroll=False)
        self._build()
        self.header.view_chosen.connect(self._on_view)
        self.table.chosen.connect(self._preview)

    def _build(self) -> None:
        self.header.set_views([("need", _("Need an update")), ("all", _("Everyone"))], "all")
        self.header.add_button(_("Weekly workbook"), "table", name="workbook", on=self.save_workbook)
        self.header.set_primary(_("Make calendar files"), "paper-plane-tilt", on=self.save_feeds)
        card = Card()
        card.body.addWidget(self.table, 1)
        shown = [_("role, place label, hours"), _("meeting point")]
        kept = [_("names of the people helped"), _("case codes, unless the clinic asks for them"),
                _("A-Numbers, notes, telephone numbers"), _("known conflicts")]  # fmt: skip
        self.panel.content.addWidget(self.preview, 1)
        self.panel.content.addWidget(Strip(_("Leaves, and stays")))
        texts = column(gap=4, margins=(12, 8, 12, 8))
        for text in shown:
            texts.addLayout(row(Glyph("check", "ok", 14), Label(text, "small", wrap=True), None, gap=6))
        for text in kept:
            texts.addLayout(row(Glyph("eye-slash", "ink2", 14), Label(text, "small", "ink2", wrap=True), None, gap=6))
        self.panel.content.addLayout(texts)
        hint = Label(
            _("Phones may take a day to look again: inside 24 hours, call or send the text too."), "small", "ink2"
        )
        hint.setWordWrap(True)
        self._copy = Button(_("Copy chat text"), "copy", name="copyChat", on=self._copy_chat)
        self._copy.setEnabled(False)
        foot = column(hint, row(self._copy, None), gap=8, margins=(12, 4, 12, 12))
        self.panel.content.addLayout(foot)
        self.body.addWidget(Split(card, self.panel, 320), 1)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        self.desk.read(share.ledger, self._show, newest="share", owner=self)
        if self.table.current_key is not None:
            self._preview(self.table.current_key)

    def _show(self, found: Ledger) -> None:
        self._copies = {_key(copy): copy for copy in found.copies}
        old, never = found.count(CopyState.OLD), found.count(CopyState.NEVER)
        self.header.set_answer(str(found.line))
        waiting = old + never
        self.header.set_views([("need", _("Need an update {n}").format(n=waiting)), ("all", _("Everyone"))])
        wanted = self.header.segments.current == "need"
        self.model.set_rows([copy for copy in found.copies if not wanted or copy.state is not CopyState.FRESH])
        self.counted.emit(old, False)

    def _on_view(self, _view: str) -> None:
        self.reload()

    def _since(self, one: Copy) -> str:
        return words(local(one.since, self.desk.zone)) if one.since else ""

    def _preview(self, key: object) -> None:
        copy = self._copies.get(str(key))
        if copy is None or copy.volunteer_id is None:
            self.panel.set_title(_("What leaves this laptop"), str(copy.what) if copy else "")
            self.preview.set_lines([])
            self._copy.setEnabled(False)
            return
        volunteer, who = copy.volunteer_id, copy.who
        first = self.week.monday

        def look(work: UnitOfWork) -> tuple[CalendarEvent, ...]:
            return feeds.look(work, volunteer=volunteer, first=first, last=feeds.window(work.now())[1])

        self.desk.read(look, lambda found: self._show_events(who, found), newest="share.look", owner=self)

    @property
    def week(self) -> Week:
        """The week of the day in the top bar."""
        return Week.of(self.desk.day)

    def _show_events(self, who: str, found: Sequence[CalendarEvent]) -> None:
        title = _("Calendar file for {name} · {n} events").format(name=who, n=len(found))
        self.panel.set_title(_("What leaves this laptop"), title)
        lines: list[Line] = []
        texts: list[str] = []
        shown = None
        for event in found:
            start, end = local(event.starts_at, self.desk.zone), local(event.ends_at, self.desk.zone)
            if start.date() != shown:
                shown = start.date()
                lines.append(Line(key=shown.isoformat(), title=day(shown), section=True))
            hours = f"{start:%H:%M}–{end:%H:%M}"
            state = State.NO_FIT if event.cancelled else None
            lines.append(
                Line(key=event.uid, title=hours, state=state, details=(Detail(event.summary), Detail(event.location)))
            )
            texts.append(f"{day(start.date())} {hours} {event.summary}, {event.location}")
        self.preview.set_lines(lines)
        self._chat = "\n".join(texts)
        self._copy.setEnabled(bool(texts))

    def _copy_chat(self) -> None:
        copy_text(self._chat)
        self.desk.say(_("Copied. No names of people helped are in it."))

    # ---------------------------------------------------------------------------------------------------- what leaves

    def save_feeds(self) -> None:
        """Ask for a folder and write every volunteer's calendar file into it."""
        dialog = QFileDialog(self, _("Folder for the calendar files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.write_feeds(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_feeds(self, folder: Path) -> None:
        """Write the calendar files; those that would be the same are not touched."""
        formats = self.desk.formats
        self.desk.run(
            feeds.export,
            writer=formats.calendar_writer(),
            out=formats.outbox(folder),
            starter=self,
            quiet=True,
            progress=True,
            what=_("Writing calendar files"),
            done=lambda report: self._tell_feeds(report, folder),
        )

    def _tell_feeds(self, report: FeedReport, folder: Path) -> None:
        self.desk.say(
            _("{new} of {n} calendar files are new, in {folder}.").format(
                new=report.written, n=len(report.files), folder=folder.name
            )
        )
        self.reload()

    def save_workbook(self) -> None:
        """Ask where and write the workbook of the week in the top bar."""
        name = f"{_('Roster')} {self.week}.xlsx"
        dialog = QFileDialog(self, _("Weekly workbook"), name, _("Workbook (*.xlsx)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda path: self.write_workbook(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_workbook(self, path: Path) -> None:
        """Write the workbook of the week."""
        formats = self.desk.formats
        self.desk.run(
            workbook.export,
            writer=formats.book_writer(),
            out=formats.outbox(path.parent),
            week=self.week,
            name=path.name,
            site=self.desk.site,
            starter=self,
            quiet=True,
            what=_("Writing the workbook"),
            done=self._tell_workbook,
        )

    def _tell_workbook(self, report: WorkbookReport) -> None:
        self.desk.say(
            _("{file}: {seats} seats, {open} open, {n} consultations.").format(
                file=report.file, seats=report.seats, open=report.open_seats, n=report.consultations
            )
        )
        self.reload()

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be given out."""
        return (
            Command("make-feeds", say("Make calendar files"), self.save_feeds, menu="file", icon="calendar-blank"),
            Command("make-workbook", say("Make the weekly workbook"), self.save_workbook, menu="file", icon="table"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, ledger, preview."""
        return [self.header, self.table, self.panel]


def _key(copy: Copy) -> str:
    return f"{copy.kind.value}:{copy.volunteer_id or copy.week}:{copy.site_id or ''}"


def _state_word(copy: Copy) -> str:
    words_of = {
        CopyState.FRESH: _("Current"),
        CopyState.OLD: _("Old copy"),
        CopyState.NEVER: _("Never sent"),
    }
    return words_of[copy.state]
