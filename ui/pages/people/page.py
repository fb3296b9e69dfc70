"""The People page: volunteers in the first tab, households in the second, lists that come in beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from clinic.domain.ids import HouseholdId, VolunteerId
from clinic.domain.when import local
from clinic.i18n import _, say
from ui.actions import Command
from ui.desk import Desk
from ui.formats import SHEETS
from ui.page import Page
from ui.pages.people.empty import nobody
from ui.pages.people.households_tab import HouseholdsTab
from ui.pages.people.import_review import ImportReview
from ui.pages.people.volunteers_tab import VolunteersTab
from ui.widgets.basics import Button, Card, column, row
from ui.widgets.filter_bar import FilterBar
from ui.widgets.panel import Split


class PeoplePage(Page):
    """It answers who is here, what they may do, and what ends soon."""

    name = "people"
    kinds = frozenset(
        {"volunteer", "absence", "household", "person", "hearing", "seat", "session", "trip", "place", "clinic",
         "follow_up"}
    )  # fmt: skip
    steps_by_week = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("People"))
        self._text = ""
        self.volunteers, self.households = VolunteersTab(desk), HouseholdsTab(desk)
        self.filter = FilterBar(_("Name, role, language or code"))
        self.here = Button(_("Here this week"), "funnel", small=True, name="hereThisWeek", on=self._toggle_here)
        self.silent = Button("", "funnel", small=True, name="notHeardOf", on=self._toggle_silent)
        self.review: ImportReview | None = None
        self._empty: QWidget | None = None
        self._tabs, self._stack, self._side = QStackedWidget(), QStackedWidget(), QWidget()
        self._build()
        self._wire()
        self.setAcceptDrops(True)

    def _build(self) -> None:
        self.header.set_views([("volunteers", _("Volunteers")), ("households", _("Households"))])
        self._import = self.header.add_button(_("Import"), "upload-simple", name="import", on=self.choose_file)
        self.header.set_primary(_("Add person"), "user-plus", on=self._add)
        card = Card()
        line = row(gap=8, margins=(10, 8, 10, 8))
        line.addWidget(self.filter, 1)
        for button in (self.here, self.silent):
            line.insertWidget(0, button)
        card.body.addLayout(line)
        card.body.addWidget(self._tabs, 1)
        panels = column(gap=0)
        for tab in (self.volunteers, self.households):
            self._tabs.addWidget(tab)
            panels.addWidget(tab.panel)
        self._side.setLayout(panels)
        self._split = Split(card, self._side, 318)
        self._split.show_panel(False)
        self._stack.addWidget(self._split)
        self.body.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(self._on_view)
        self.filter.typed.connect(self._on_typed)
        self.filter.removed.connect(lambda key: self._toggle_silent() if key == "silent" else self._toggle_here())
        self.filter.field.left_downwards.connect(self._focus_table)
        for tab in (self.volunteers, self.households):
            tab.told.connect(self._on_told)
            tab.picked.connect(self._show_panel)
            tab.panel.closed.connect(self.go_back)
        self.households.gone.connect(self.go_back)

    # ------------------------------------------------------------------------------------------- what is shown

    @property
    def tab(self) -> VolunteersTab | HouseholdsTab:
        """The tab on screen."""
        return self.households if self._tabs.currentWidget() is self.households else self.volunteers

    def reload(self) -> None:
        if self.desk.site is not None:
            self.tab.reload(self._text)

    def _on_told(self, answer: str, shown: int, total: int) -> None:
        if self.is_reviewing:
            return
        self.header.set_answer(answer)
        self.filter.set_count(shown, total)
        are_volunteers = self.tab is self.volunteers
        is_here = are_volunteers and self.volunteers.here_only
        is_silent = not are_volunteers and self.households.silent_only
        words = _("Not heard of: {n}").format(n=self.households.silent)
        here = [("here", _("Here this week"))] if is_here else []
        self.filter.set_chips([("silent", words)] if is_silent else here)
        self.here.setVisible(are_volunteers and not is_here)
        self.silent.setText(words)
        self.silent.setVisible(not are_volunteers and not is_silent and self.households.silent > 0)
        self._show_emptiness(is_empty=total == 0)

    def _show_emptiness(self, *, is_empty: bool) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if is_empty:
            self._empty = nobody(are_households=self.tab is self.households, add=self._add, bring=self.choose_file)
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self._split)

    def _on_view(self, view: str) -> None:
        self._tabs.setCurrentWidget(self.households if view == "households" else self.volunteers)
        word = _("Add household") if self.tab is self.households else _("Add person")
        self.header.set_primary(word, "user-plus", on=self._add)
        self._split.show_panel(False)
        self.reload()

    def _on_typed(self, text: str) -> None:
        self._text = text
        self.reload()

    def _show_panel(self) -> None:
        for tab in (self.volunteers, self.households):
            tab.panel.setVisible(tab is self.tab)
        self._split.show_panel(self.tab.has_one)

    def show_target(self, target: object) -> None:
        """Show a volunteer or a household by its id, or what a file (a path) would bring."""
        if isinstance(target, Path):
            self.look_at(target)
        elif isinstance(target, UUID):
            self.desk.read(
                lambda work: work.households.find(target) is not None,
                lambda found: self._go(target, is_household=found),
                owner=self,
            )

    def _go(self, target: UUID, *, is_household: bool) -> None:
        if is_household:
            self.households.show_one(HouseholdId(target))
        else:
            self.volunteers.show_one(VolunteerId(target))
        self._choose_view("households" if is_household else "volunteers")

    def _choose_view(self, view: str) -> None:
        self.header.segments.choose(view)
        self._on_view(view)

    def _add(self) -> None:
        self.tab.add(self)

    # ------------------------------------------------------------------------------------ lists that come in

    @property
    def is_reviewing(self) -> bool:
        """Whether a list is being looked through."""
        return self.review is not None and self._stack.currentWidget() is self.review

    def choose_file(self) -> None:
        """Ask for a spreadsheet and show what it would do."""
        kinds = " ".join(f"*{end}" for end in SHEETS)
        dialog = QFileDialog(self, _("Choose a spreadsheet"), "", _("Spreadsheets ({kinds})").format(kinds=kinds))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().lower().endswith(SHEETS) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        self.look_at(Path(next(path for path in paths if path.lower().endswith(SHEETS))))

    def look_at(self, path: Path) -> None:
        """Show what a file would do."""
        if self.desk.site is None:
            return
        if self.review is None:
            self.review = ImportReview(self.desk)
            self.review.left.connect(self._leave_review)
            self.review.applied.connect(self._on_applied)
            self._stack.addWidget(self.review)
        self._stack.setCurrentWidget(self.review)
        self._show_header()
        zone = self.desk.zone
        self.desk.read(
            lambda work: local(work.now(), zone).date(), lambda today: self._start_review(path, today), owner=self
        )

    def _start_review(self, path: Path, today: date) -> None:
        if self.review is not None and self.desk.site is not None:
            self.review.look_at(path, self.desk.site, today)

    def _show_header(self) -> None:
        """A review has a head of its own: the only filled button is its Apply."""
        is_on = self.is_reviewing
        self.header.set_title(_("People > Import review") if is_on else _("People"))
        if is_on:
            self.header.set_answer(_("What the list would add and change. Nothing is kept before Apply."))
        for widget in (self.header.segments, self._import, self.header.primary):
            if widget is not None:
                widget.setVisible(not is_on)

    def _leave_review(self) -> None:
        self._stack.setCurrentWidget(self._split)
        self._show_header()
        self.tab.setFocus()
        self.reload()

    def _on_applied(self, are_volunteers: bool) -> None:
        self._leave_review()
        self._choose_view("volunteers" if are_volunteers else "households")

    # --------------------------------------------------------------------------------------------------- for all

    def _toggle_silent(self) -> None:
        """Only households of which nobody has heard for long, or all again."""
        self.households.silent_only = not self.households.silent_only
        self._choose_view("households")

    def _toggle_here(self) -> None:
        self.volunteers.here_only = not self.volunteers.here_only
        self.reload()

    def commands(self) -> Sequence[Command]:
        """What can be done with people."""
        return (
            Command("add-person", say("Add person"), self._add, icon="user-plus"),
            Command("import-list", say("Import a list"), self.choose_file, menu="file", icon="upload-simple"),
            Command("not-heard-of", say("Households not heard of"), self._toggle_silent, menu="view", icon="funnel"),
            Command("here-this-week", say("Here this week only"), self._toggle_here, menu="view", icon="funnel"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, table (or what stands in its place), panel."""
        return [self.header, self._tabs if self._stack.currentWidget() is self._split else self._stack, self._side]

    def _focus_table(self) -> None:
        self.tab.setFocus()

    def focus_filter(self) -> None:
        self.filter.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_back(self) -> bool:
        """Leave the review, else close the panel."""
        if self.is_reviewing:
            self._leave_review()
            return True
        if self._side.isVisible():
            self.tab.show_one(None)
            self._split.show_panel(False)
            self.tab.setFocus()
            return True
        return False
