"""One household by its code: persons, hearings, papers, deadlines; names only when asked for, and not for long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from clinic.domain.hearings import TimeSource
from clinic.domain.words import DEADLINES, LANGUAGES, PAPERS, TIME_SOURCES
from clinic.i18n import _, day, say
from clinic.services.views.households import HouseholdDetail, NameView
from ui.pages.people.tables import people_words
from ui.states import State
from ui.widgets.basics import Button, Glyph, Label, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.panel import Panel, Strip

NAMES_FOR = 30_000
"""Milliseconds for which names stay on screen."""


class HouseholdPanel(Panel):
    """The panel; it edits nothing itself but tells what was wished."""

    wished = Signal(str)
    """'hearing', 'shelter', 'ask', 'contact', 'consent', 'names', 'close', 'remove'."""
    paper_toggled = Signal(object, bool)
    task_done = Signal(object)

    def __init__(self) -> None:
        super().__init__(closable=True)
        self.setObjectName("householdPanel")
        self.detail: HouseholdDetail | None = None
        self._names: dict[object, str] = {}
        self._acts, self._rest = FlowLayout(gap=6), QVBoxLayout()
        self._rest.setSpacing(0)
        self.content.addLayout(column(self._acts, margins=(12, 0, 12, 8)))
        self.content.addLayout(self._rest)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.timeout.connect(self._forget_names)

    def show_household(self, one: HouseholdDetail) -> None:
        """Show a household, without names."""
        if self.detail is None or self.detail.row.household_id != one.row.household_id:
            self._names = {}
        self.detail = one
        note = ", ".join(part for part in (people_words(one.row), one.row.shelter, one.reference) if part)
        self.set_title(one.row.code, note)
        clear(self._acts)
        acts = [
            ("hearing", _("Add hearing"), "scales"),
            ("ask", _("Ask for consultation"), "chats-circle"),
            ("shelter", _("Shelter"), "house-line"),
            ("contact", _("Spoken to today"), "phone"),
            *([] if one.consent_on else [("consent", _("Consent given"), "check-circle")]),
            ("close", _("Open again") if one.closed_on else _("Close"), "archive"),
        ]
        for key, text, icon in acts:
            button = Button(text, icon, small=True, name=f"household-{key}")
            button.clicked.connect(lambda _on, key=key: self.wished.emit(key))
            self._acts.addWidget(button)
        clear(self._rest)
        self._show_persons(one)
        self._show_hearings(one)
        self._show_clocks(one)
        self._show_tasks(one)
        self._show_papers(one)
        self._show_more(one)

    def show_names(self, names: Sequence[NameView]) -> None:
        """Show names for half a minute."""
        self._names = {name.person_id: name.name for name in names if name.name}
        self._hide.start(NAMES_FOR)
        if self.detail is not None:
            self.show_household(self.detail)

    def _forget_names(self) -> None:
        self._names = {}
        if self.detail is not None:
            self.show_household(self.detail)

    def _show_persons(self, one: HouseholdDetail) -> None:
        self._rest.addWidget(Strip(_("Persons"), str(len(one.persons))))
        for person in one.persons:
            needs = [
                text
                for has, text in (
                    (person.child_seat, _("child seat")),
                    (person.wheelchair, _("wheelchair")),
                    (person.medicine, _("carries medicine")),
                )
                if has
            ]
            texts = [self._names.get(person.person_id, ""), str(person.words), *needs]
            self._line(", ".join(text for text in texts if text), icon="user")
        if any(person.has_name for person in one.persons):
            show = Button(_("Show name"), "eye", kind="link", small=True, name="showName")
            show.clicked.connect(lambda: self.wished.emit("names"))
            self._rest.addLayout(row(show, None, margins=(12, 2, 12, 4)))

    def _show_hearings(self, one: HouseholdDetail) -> None:
        self._rest.addWidget(Strip(_("Hearings"), str(len(one.hearings))))
        for hearing in one.hearings:
            report = f"{hearing.report_time:%H:%M}" if hearing.report_time else _("unknown")
            time = f"{hearing.hearing_time:%H:%M}" if hearing.hearing_time else _("unknown")
            text = _("{day}: report {report}, hearing {hearing}").format(
                day=day(hearing.on), report=report, hearing=time
            )
            if hearing.report_source in (TimeSource.NOT_CONFIRMED, TimeSource.PROPOSED):
                text = f"{text} ({TIME_SOURCES[hearing.report_source]})"
            self._line(text, icon="scales")
            for earlier in hearing.earlier:
                self._line(str(earlier), icon="clock-counter-clockwise")

    def _show_clocks(self, one: HouseholdDetail) -> None:
        """Dates that run, the nearest first: how many days are left."""
        if one.clocks:
            self._rest.addWidget(Strip(_("Dates that run"), str(len(one.clocks))))
        for clock in one.clocks:
            told = {"what": DEADLINES[clock.kind], "left": clock.left, "day": day(clock.due_on, year=True)}
            icon = "warning-fill" if clock.is_over else "hourglass-medium"
            self._line(str(say("{what}: {left}, {day}", **told)), icon=icon)

    def _show_tasks(self, one: HouseholdDetail) -> None:
        """What must still happen, by whom, until when."""
        if one.tasks:
            self._rest.addWidget(Strip(_("Next steps"), str(len(one.tasks))))
        for task in one.tasks:
            by = str(say("by {day}", day=task.due_on)) if task.due_on else ""
            text = " · ".join(part for part in (task.what, task.owner or _("nobody yet"), by) if part)
            line = row(Glyph("warning-fill" if task.is_late else "circle", "ink2", 14), gap=6, margins=(12, 3, 12, 3))
            line.addWidget(Label(text, "small", "ink2", wrap=True), 1)
            done = Button(_("Done"), kind="link", small=True, name="taskDone")
            done.clicked.connect(lambda _on, key=task.follow_up_id: self.task_done.emit(key))
            line.addWidget(done)
            self._rest.addLayout(line)

    def _show_papers(self, one: HouseholdDetail) -> None:
        self._rest.addWidget(Strip(_("Papers held")))
        held = {paper.kind: paper for paper in one.paper_lines}
        for kind, word in PAPERS.items():
            paper = held.get(kind)
            has = paper is not None and paper.held
            until = f", {_('until {day}').format(day=day(paper.valid_until))}" if paper and paper.valid_until else ""
            toggle = Button(_("Held") if has else _("Not seen"), kind="link", small=True, name=f"paper-{kind.value}")
            toggle.clicked.connect(lambda _on, kind=kind, has=has: self.paper_toggled.emit(kind, not has))
            state = State.CONFIRMED if has else State.DUE
            label = Label(f"{word}{until}", "small", wrap=True)
            line = row(Glyph.of(state, 13), gap=6, margins=(12, 3, 12, 3))
            line.addWidget(label, 1)
            line.addWidget(toggle)
            self._rest.addLayout(line)

    def _show_more(self, one: HouseholdDetail) -> None:
        self._rest.addWidget(Strip(_("More")))
        texts = [
            _("Languages: {languages}").format(
                languages=", ".join(str(LANGUAGES.get(code, code)) for code in one.language_codes)
            ),
            _("Consent given on {day}").format(day=day(one.consent_on, year=True)) if one.consent_on else "",
            _("Last contact: {day}").format(day=day(one.last_contact_on)) if one.last_contact_on else "",
            one.contact_plan,
            _("Vulnerability noted") if one.vulnerable else "",
        ]
        for text in texts:
            if text:
                self._line(text)
        remove = Button(_("Remove its data…"), "eraser", kind="link", small=True, name="household-remove")
        remove.clicked.connect(lambda: self.wished.emit("remove"))
        self._rest.addLayout(row(remove, None, margins=(12, 2, 12, 8)))

    def _line(self, text: str, icon: str = "") -> None:
        label = Label(text, "small", "ink2", wrap=True)
        line = row(gap=6, margins=(12, 3, 12, 3))
        if icon:
            line.addWidget(Glyph(icon, "ink2", 14))
        line.addWidget(label, 1)
        self._rest.addLayout(line)
