"""One volunteer: what ends first and its effect, availability, papers, conflicts, how to reach them, their seats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from clinic.domain.words import ABSENCES, ROLES
from clinic.i18n import _, day, say_n, words
from clinic.services.views.people import PaperLine, PapersState, VolunteerDetail
from ui.pages.people.tables import PAPERS
from ui.pages.people.week_cells import WeekCells
from ui.seat_words import STATES, role_icon
from ui.widgets.banner import Banner, Offer
from ui.widgets.basics import Button, Elided, Glyph, Label, Tag, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.panel import Panel, Strip

OPEN_FOR = 30_000
"""Milliseconds for which known conflicts stay on screen."""
_ENDING = (PapersState.ENDS_SOON, PapersState.ENDED)


class VolunteerPanel(Panel):
    """The panel; it edits nothing itself but tells what was wished."""

    wished = Signal(str)
    """'edit', 'absence', 'leave', 'paper' (a new date for what ends first), 'cover', 'new-paper', 'conflict(s)'."""
    absence_ended = Signal(object)
    painted = Signal(object, object)
    seat_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(closable=True)
        self.setObjectName("volunteerPanel")
        self.detail: VolunteerDetail | None = None
        self._codes: tuple[str, ...] = ()
        self._warning = Banner("warn")
        self._warning.offered.connect(self.wished)
        self._chips, self._acts = FlowLayout(gap=6), FlowLayout(gap=6)
        self.cells = WeekCells()
        self.cells.painted.connect(self.painted)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(0)
        keys = _("1 can · 2 prefers · 3 unsure · - cannot (hatched) · 0 clear")
        self.content.addLayout(column(self._chips, self._acts, self._warning, gap=8, margins=(12, 0, 12, 10)))
        self.content.addWidget(Strip(_("Availability, every week")))
        self.content.addLayout(
            column(self.cells, Label(keys, "axis", "ink2", wrap=True), gap=4, margins=(12, 6, 12, 8))
        )
        self.content.addLayout(self._rest)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.timeout.connect(lambda: self.show_codes(()))

    def show_volunteer(self, one: VolunteerDetail) -> None:
        """Show somebody."""
        if self.detail is None or self.detail.volunteer_id != one.volunteer_id:
            self._codes = ()
        self.detail = one
        self.set_title(one.name, str(one.here))
        clear(self._chips)
        for role in one.roles:
            self._chips.addWidget(Tag(str(ROLES[role]), "", role_icon(role)))
        if str(one.languages):
            self._chips.addWidget(Tag(str(one.languages), "", "translate"))
        self._show_acts(one)
        self._show_warning(one)
        self.cells.show_grid(one.grid)
        clear(self._rest)
        self._show_papers(one.papers)
        self._show_absences(one)
        self._show_conflicts(one)
        self._show_reached(one)
        self._show_seats(one)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Show for half a minute whom somebody must not meet; nobody hides them again."""
        self._codes = tuple(codes)
        if codes:
            self._hide.start(OPEN_FOR)
        if self.detail is not None:
            self.show_volunteer(self.detail)

    @property
    def first_to_end(self) -> PaperLine | None:
        """The paper that has ended or ends first."""
        papers = self.detail.papers if self.detail else ()
        return next((paper for paper in papers if paper.credential and paper.state in _ENDING), None)

    def _show_warning(self, one: VolunteerDetail) -> None:
        if one.warning is None:
            self._warning.dismiss()
            return
        offers = [Offer("paper", _("Enter new date"), primary=True)]
        if one.effect is not None:
            offers.append(Offer("cover", _("Find cover")))
        self._warning.tell(str(one.effect or one.warning), [str(one.warning)] if one.effect else [], offers)

    def _show_acts(self, one: VolunteerDetail) -> None:
        clear(self._acts)
        for key, text, icon in (
            ("edit", _("Edit"), "pencil-simple"),
            ("absence", _("Absence"), "calendar-x"),
            ("leave", _("Is back") if one.gone else _("Has left"), "sign-out"),
        ):
            button = Button(text, icon, small=True, name=f"volunteer-{key}")
            button.clicked.connect(lambda _on, key=key: self.wished.emit(key))
            self._acts.addWidget(button)

    def _head(self, title: str, link: str = "", wish: str = "", name: str = "") -> None:
        """A grey line with an action at its end."""
        strip = Strip(title)
        if link:
            button = Button(link, kind="link", small=True, name=name)
            button.clicked.connect(lambda: self.wished.emit(wish))
            strip.layout().addWidget(button)  # type: ignore[union-attr]  # a strip always has its row
        self._rest.addWidget(strip)

    def _show_papers(self, papers: Sequence[PaperLine]) -> None:
        self._head(_("Papers"), _("Add"), "new-paper", "addPaper")
        for paper in papers:
            when = Label(str(paper.when), "small", "ink2")
            if paper.state is not PapersState.IN_ORDER:
                when.set_tone("warn" if paper.state is PapersState.ENDS_SOON else "bad")
            line = row(Glyph.of(PAPERS[paper.state], 14), gap=6, margins=(12, 4, 12, 4))
            line.addWidget(Elided(str(paper.what), "small"), 1)
            line.addWidget(when)
            self._rest.addLayout(line)

    def _show_conflicts(self, one: VolunteerDetail) -> None:
        self._head(_("Known conflicts"), _("Add"), "conflict", "addConflict")
        if not one.conflicts:
            text = _("None.")
        elif self._codes:
            text = ", ".join(self._codes)
        else:
            text = str(
                say_n(
                    "{n} household. Hidden in everything that leaves.",
                    "{n} households. Hidden in everything that leaves.",
                    one.conflicts,
                )
            )
        line = row(Glyph("eye" if self._codes else "eye-slash", size=14), gap=6, margins=(12, 3, 12, 3))
        line.addWidget(Label(text, "small", "ink2", wrap=True), 1)
        if one.conflicts and not self._codes:
            line.addWidget(self._link(_("Show"), lambda: self.wished.emit("conflicts"), "showConflicts"))
        self._rest.addLayout(line)

    def _show_absences(self, one: VolunteerDetail) -> None:
        if not one.absences:
            return
        self._rest.addWidget(Strip(_("Absences"), str(len(one.absences))))
        for absence in one.absences[:6]:
            text = f"{ABSENCES[absence.kind]}: {words(absence.starts)} – {words(absence.ends)}"
            end = self._link(_("Remove"), partial(self.absence_ended.emit, absence.absence_id), "removeAbsence")
            line = row(gap=6, margins=(12, 3, 12, 3))
            line.addWidget(Label(text, "small", wrap=True), 1)
            line.addWidget(end)
            self._rest.addLayout(line)

    def _show_reached(self, one: VolunteerDetail) -> None:
        self._rest.addWidget(Strip(_("Reached by")))
        asked = _("Asked {n} times in 30 days, said yes {yes}").format(n=one.asked, yes=one.said_yes)
        ways = (
            ("phone", one.phone),
            ("envelope-simple", one.email),
            ("chat-text", one.contact_note),
            ("note", one.note),
            ("clock-counter-clockwise", asked),
        )
        for icon, text in ways:
            if text:
                line = row(Glyph(icon, "ink2", 14), gap=6, margins=(12, 3, 12, 3))
                line.addWidget(Label(text, "small", "ink2", wrap=True), 1)
                self._rest.addLayout(line)

    def _show_seats(self, one: VolunteerDetail) -> None:
        if not one.seats:
            return
        self._rest.addWidget(Strip(_("Seats this week"), f"{round(one.minutes / 60)} h"))
        for seat in one.seats:
            when = f"{day(seat.starts.date())} {seat.starts:%H:%M}–{seat.ends:%H:%M}"
            go = self._link(when, partial(self.seat_opened.emit, seat.seat_id), "seat")
            text = Label(f"{seat.title} · {seat.wants}", "small", "ink2", wrap=True)
            line = row(Glyph.of(STATES[seat.state], 13), gap=6, margins=(12, 2, 12, 2))
            line.addLayout(column(row(go, None), text, gap=0), 1)
            self._rest.addLayout(line)

    @staticmethod
    def _link(text: str, act: Callable[[], object], name: str) -> Button:
        return Button(text, kind="link", small=True, name=name, on=act)
