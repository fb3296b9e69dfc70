"""The Share page: who holds which copy, what would leave, and the two ways out: calendar files and the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.when import Week, local
from clinic.i18n import Sentence, _, say, say_n, words
from clinic.jobs import Progress
from clinic.ports import UnitOfWork
from clinic.services import feeds, share, workbook
from clinic.services.feeds import FeedReport
from clinic.services.share import Copy, Ledger, PhoneLine
from clinic.services.share import State as CopyState
from clinic.services.workbook import WorkbookReport
from ui.actions import Command
from ui.desk import Desk
from ui.formats import Formats
from ui.models.table import Column, TableModel
from ui.page import Page
from ui.pages.share.preview import PreviewPanel, Shown
from ui.states import State
from ui.widgets.basics import Card
from ui.widgets.panel import Split
from ui.widgets.table import Table
from ui.widgets.waiting import EmptyState, Way

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
        self._calls: dict[VolunteerId, PhoneLine] = {}
        self.model = TableModel[Copy](
            [
                Column(_("Person or place"), lambda one: one.who, bold=True),
                Column(_("What they hold"), lambda one: str(one.what)),
                Column(_("Since"), self._since, sort=lambda one: str(one.since or "")),
                Column(_("State"), _state_word, state=lambda one: STATES[one.state], tag=True),
                Column(_("Changed since"), lambda one: str(one.news or ""), small=True, stretch=True),
                Column(_("Call before"), self._call, sort=lambda one: str(one.next_at or "~")),
            ],
            key=key_of,
        )
        self.table = Table(self.model, _("Who has which copy"))
        self.panel = PreviewPanel()
        self._stack, self._empty = QStackedWidget(), self._nothing()
        self._current = EmptyState("check-circle", _("Every copy is current."), _("Nobody needs an update."))
        self._build()
        self.header.view_chosen.connect(lambda _view: self.reload())
        self.table.chosen.connect(self._preview)
        self.table.opened.connect(lambda _key: self.panel.lines.setFocus())
        self.panel.copied.connect(lambda: self.desk.say(_("Copied. No names of people helped are in it.")))

    def _build(self) -> None:
        show = partial(self.desk.go, "printing")
        self.header.add_button(_("Print day sheets"), "printer", name="daySheets", on=show)
        self.header.add_button(_("Weekly workbook"), "table", name="workbook", on=self.save_workbook)
        self.header.set_primary(_("Make calendar files"), "paper-plane-tilt", on=self.save_feeds)
        self.panel.show_nothing(_("Choose somebody to see what they would get."))
        card = Card()
        self._shown = QStackedWidget()
        self._shown.addWidget(self.table)
        self._shown.addWidget(self._current)
        card.body.addWidget(self._shown, 1)
        for widget in (Split(card, self.panel, 320), self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def _nothing(self) -> QWidget:
        way = Way(
            "squares-four",
            _("Fill seats"),
            _("Whoever gets a seat is listed here with the copy they hold."),
            _("Go to Roster"),
            lambda: self.desk.go("roster"),
        )
        return EmptyState("paper-plane-tilt", _("Nobody has anything to hold yet."), "", [way])

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        self.desk.read(share.ledger, self._show, newest="share", owner=self)
        if self.table.current_key is not None:
            self._preview(self.table.current_key)

    def _show(self, found: Ledger) -> None:
        self._copies = {key_of(copy): copy for copy in found.copies}
        old, waiting = found.count(CopyState.OLD), found.count(CopyState.OLD) + found.count(CopyState.NEVER)
        self.header.set_answer(str(_answer(found)))
        need = _("Need an update {n}").format(n=waiting)
        everyone = _("Everyone {n}").format(n=len(found.copies))
        self._calls = {line.volunteer_id: line for line in found.phone}
        on = self.header.segments.current or "all"
        call = ("call", _("Call today {n}").format(n=len(self._calls)))
        self.header.set_views([("need", need), call, ("all", everyone)], on)
        self.model.set_rows([copy for copy in found.copies if on == "all" or self._is_shown(copy, on)])
        self._shown.setCurrentWidget(self.table if self.model.rowCount() else self._current)
        self._stack.setCurrentIndex(0 if found.copies else 1)
        self.counted.emit(old, False)

    def _is_shown(self, one: Copy, view: str) -> bool:
        return one.state is not CopyState.FRESH and (view == "need" or bool(self._call(one)))

    def _call(self, one: Copy) -> str:
        """Whom no copy reaches in time: when the first change begins, and the number."""
        line = self._calls.get(one.volunteer_id) if one.volunteer_id and one.state is not CopyState.FRESH else None
        if line is None:
            return ""
        hour = f"{local(line.next_at, self.desk.zone):%H:%M}"
        return _("{hour} · {phone}").format(hour=hour, phone=line.phone or _("no telephone"))

    def _since(self, one: Copy) -> str:
        return words(local(one.since, self.desk.zone)) if one.since else ""

    def _preview(self, key: object) -> None:
        copy = self._copies.get(str(key))
        if copy is None or copy.volunteer_id is None:
            self.panel.show_nothing(str(copy.what) if copy else "")
            return
        volunteer, who, first = copy.volunteer_id, copy.who, self.week.monday

        def look(work: UnitOfWork) -> Shown:
            events = feeds.look(work, volunteer=volunteer, first=first, last=feeds.window(work.now())[1])
            return Shown(who, work.volunteers.get(volunteer).feed_language, events)

        self.desk.read(
            look, lambda found: self.panel.show_calendar(found, self.desk.zone), newest="share.look", owner=self
        )

    @property
    def week(self) -> Week:
        """The week of the day in the top bar."""
        return Week.of(self.desk.day)

    # ---------------------------------------------------------------------------------------------------- what leaves

    def save_feeds(self) -> None:
        """Ask for a folder and write every volunteer's calendar file into it."""
        dialog = QFileDialog(self, _("Folder for the calendar files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.write_feeds(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_feeds(self, folder: Path) -> None:
        """Write the calendar files; those that would be the same are not touched."""
        self.desk.run(
            _write_feeds,
            formats=self.desk.formats,
            folder=folder,
            starter=self,
            quiet=True,
            progress=True,
            what=_("Writing calendar files"),
            done=lambda report: self._tell_feeds(report, folder),
        )

    def _tell_feeds(self, report: FeedReport, folder: Path) -> None:
        told = say_n(
            "{new} of {n} calendar file is new, in {folder}.", "{new} of {n} calendar files are new, in {folder}.",
            len(report.files), new=report.written, folder=folder.name,
        )  # fmt: skip
        self.desk.say(str(told))
        self.look_again()

    def save_workbook(self) -> None:
        """Ask where and write the workbook of the week in the top bar."""
        name = f"{_('Roster')} {self.week}.xlsx"
        dialog = QFileDialog(self, _("Weekly workbook"), "", _("Workbook (*.xlsx)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda path: self.write_workbook(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_workbook(self, path: Path) -> None:
        """Write the workbook of the week."""
        self.desk.run(
            _write_workbook,
            formats=self.desk.formats,
            path=path,
            week=self.week,
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
        self.look_again()

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be given out."""
        return (
            Command("make-feeds", say("Make calendar files"), self.save_feeds, menu="file", icon="calendar-blank"),
            Command("make-workbook", say("Make the weekly workbook"), self.save_workbook, menu="file", icon="table"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, ledger, preview."""
        return [self.header, self._stack, self.panel]


def _write_feeds(work: UnitOfWork, *, formats: Formats, folder: Path, progress: Progress) -> FeedReport:
    """Write the calendar files; what writes them is loaded here, beside the window."""
    return feeds.export(work, formats.calendar_writer(), formats.outbox(folder), progress=progress)


def _write_workbook(
    work: UnitOfWork, *, formats: Formats, path: Path, week: Week, site: SiteId | None
) -> WorkbookReport:
    """Write the workbook, in the same way."""
    out = formats.outbox(path.parent)
    return workbook.export(work, formats.book_writer(), out, week=week, name=path.name, site=site)


def _answer(found: Ledger) -> Sentence:
    """'10 copies: 6 old, 0 never sent · 4 people hold an old one, 2 to call today'."""
    if not found.phone:
        return found.line
    people = say_n("{n} person holds an old one", "{n} people hold an old one", len(found.behind))
    return say("{line} · {people}, {call} to call today", line=found.line, people=people, call=len(found.phone))


def key_of(copy: Copy) -> str:
    """The key of a copy's row."""
    return f"{copy.kind.value}:{copy.volunteer_id or copy.week}:{copy.trip_id or copy.site_id or ''}"


def _state_word(copy: Copy) -> str:
    words_of = {
        CopyState.FRESH: _("Current"),
        CopyState.OLD: _("Old copy"),
        CopyState.NEVER: _("Never sent"),
    }
    return words_of[copy.state]
