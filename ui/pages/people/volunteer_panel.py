"""One volunteer: what ends first and its effect, availability, papers, conflicts, how to reach them, their seats."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clinic.domain.words import ABSENCES, ROLES
from clinic.i18n import _, day, words
from clinic.services.views.people import PapersState, VolunteerDetail
from ui.pages.people.tables import PAPERS
from ui.pages.people.week_cells import WeekCells
from ui.seat_words import STATES, role_icon
from ui.widgets.banner import Banner, Offer
from ui.widgets.basics import Button, Glyph, Label, Tag, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.panel import Panel, Strip


class VolunteerPanel(Panel):
    """The panel; it edits nothing itself but tells what was wished."""

    wished = Signal(str)
    """'edit', 'paper', 'absence', 'leave', 'conflicts'."""
    absence_ended = Signal(object)
    painted = Signal(object, object)
    seat_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(closable=True)
        self.setObjectName("volunteerPanel")
        self.detail: VolunteerDetail | None = None
        self._warning = Banner("warn")
        self._warning.offered.connect(self.wished)
        self._chips, self._acts = FlowLayout(gap=6), FlowLayout(gap=6)
        self.cells = WeekCells()
        self.cells.painted.connect(self.painted)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(0)
        top = column(self._chips, self._acts, self._warning, gap=8, margins=(12, 0, 12, 10))
        self.content.addLayout(top)
        self.content.addWidget(Strip(_("Availability, every week"), _("1 can · 2 prefers · 3 unsure · 0 clear")))
        self.content.addLayout(column(self.cells, margins=(12, 6, 12, 10)))
        self.content.addLayout(self._rest)

    def show_volunteer(self, one: VolunteerDetail) -> None:
        """Show somebody."""
        self.detail = one
        self.set_title(one.name, str(one.here))
        clear(self._chips)
        for role in one.roles:
            self._chips.addWidget(Tag(str(ROLES[role]), "", role_icon(role)))
        if str(one.languages):
            self._chips.addWidget(Tag(str(one.languages), "", "translate"))
        self._show_acts(one)
        if one.warning is not None:
            heading = str(one.effect or one.warning)
            self._warning.tell(heading, [str(one.warning)] if one.effect else [], [Offer("paper", _("Enter new date"))])
        else:
            self._warning.dismiss()
        self.cells.show_grid(one.grid)
        clear(self._rest)
        self._show_papers(one)
        self._show_absences(one)
        self._show_reached(one)
        self._show_seats(one)

    def _show_acts(self, one: VolunteerDetail) -> None:
        clear(self._acts)
        leave = _("Is back") if one.gone else _("Has left")
        for key, text, icon in (
            ("edit", _("Edit"), "pencil-simple"),
            ("absence", _("Absence"), "calendar-x"),
            ("paper", _("Paper"), "identification-card"),
            ("leave", leave, "sign-out"),
        ):
            button = Button(text, icon, small=True, name=f"volunteer-{key}")
            button.clicked.connect(lambda _on, key=key: self.wished.emit(key))
            self._acts.addWidget(button)

    def _show_papers(self, one: VolunteerDetail) -> None:
        self._rest.addWidget(Strip(_("Papers")))
        for paper in one.papers:
            label = Label(str(paper.when), "small", "ink2")
            if paper.state is not PapersState.IN_ORDER:
                label.set_tone("warn" if paper.state is PapersState.ENDS_SOON else "bad")
            line = row(Glyph.of(PAPERS[paper.state], 14), Label(str(paper.what), "small"), None, label, gap=6)
            line.setContentsMargins(12, 4, 12, 4)
            self._rest.addLayout(line)
        conflicts = _("{n} known conflicts. Hidden in everything that leaves.").format(n=one.conflicts)
        self._rest.addWidget(Strip(_("Known conflicts")))
        self._rest.addLayout(
            row(Glyph("eye-slash"), Label(conflicts, "small", "ink2", wrap=True), None, margins=(12, 5, 12, 5))
        )

    def _show_absences(self, one: VolunteerDetail) -> None:
        if not one.absences:
            return
        self._rest.addWidget(Strip(_("Absences"), str(len(one.absences))))
        for absence in one.absences[:6]:
            text = f"{ABSENCES[absence.kind]}: {words(absence.starts)} – {words(absence.ends)}"
            end = Button(_("Remove"), kind="link", small=True)
            end.clicked.connect(lambda _on, key=absence.absence_id: self.absence_ended.emit(key))
            self._rest.addLayout(row(Label(text, "small", wrap=True), None, end, margins=(12, 3, 12, 3)))

    def _show_reached(self, one: VolunteerDetail) -> None:
        self._rest.addWidget(Strip(_("Reached by")))
        texts = [part for part in (one.phone, one.email, one.contact_note, one.note) if part]
        asked = _("Asked {n} times in 30 days, said yes {yes}").format(n=one.asked, yes=one.said_yes)
        for text in [*texts, asked]:
            self._rest.addLayout(row(Label(text, "small", "ink2", wrap=True), margins=(12, 3, 12, 3)))

    def _show_seats(self, one: VolunteerDetail) -> None:
        if not one.seats:
            return
        self._rest.addWidget(Strip(_("Seats this week"), f"{round(one.minutes / 60)} h"))
        for seat in one.seats:
            when = f"{day(seat.starts.date())} {seat.starts:%H:%M}–{seat.ends:%H:%M}"
            go = Button(when, kind="link", small=True)
            go.clicked.connect(lambda _on, key=seat.seat_id: self.seat_opened.emit(key))
            label = Label(f"{seat.title} · {seat.wants}", "small", "ink2", wrap=True)
            line = row(Glyph.of(STATES[seat.state], 13), go, gap=6, margins=(12, 2, 12, 2))
            line.addWidget(label, 1)
            self._rest.addLayout(line)
