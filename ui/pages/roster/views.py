"""The views of the Roster page, one of them at a time: week, person, list, overview; or how to begin an empty week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic.domain.people import Role
from clinic.domain.words import ROLES
from clinic.i18n import _, weekday_short
from clinic.services.overview import overview
from clinic.services.people_week import people_week
from clinic.services.views.roster import RosterWeek
from ui.desk import Desk
from ui.pages.roster.overview import OverviewView
from ui.pages.roster.people_view import PeopleGrid, told
from ui.pages.roster.plan import plan_of
from ui.pages.roster.table import SeatList, seats_of
from ui.states import State
from ui.widgets.basics import Card, column
from ui.widgets.states_legend import Legend
from ui.widgets.week_grid import WeekGrid

WEEK, PERSON, LIST, OVERVIEW = "week", "person", "list", "overview"
_SEATS = (
    State.CONFIRMED, State.ASKED, State.NOT_ASKED, State.PINNED, State.WARNING, State.OVERRIDDEN, State.OPEN,
)  # fmt: skip
_FITS = (State.FITS, State.WARNING, State.NO_FIT)


class Views(QStackedWidget):
    """Shows a week in the view that was chosen; what only one view needs is read when that one is shown."""

    changed = Signal(str)
    """Another view is on show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._chosen = desk, WEEK
        self._week: RosterWeek | None = None
        self._is_read: set[str] = set()
        self._empty: QWidget | None = None
        self.grid, self.list, self.people, self.overview = WeekGrid(_("Week")), SeatList(), PeopleGrid(), OverviewView()
        self._legends = (Legend(_SEATS), Legend(_FITS))
        self._by_name = {WEEK: self._week_page(), PERSON: self.people, LIST: self.list, OVERVIEW: self.overview}
        for each in self._by_name.values():
            self.addWidget(each)

    def _week_page(self) -> QWidget:
        week, page = Card(), QWidget()
        week.body.addWidget(self.grid, 1)
        layout = column(week, *self._legends, gap=6)
        layout.setStretchFactor(week, 1)
        page.setLayout(layout)
        page.setFocusProxy(self.grid)
        self.show_placing(is_on=False)
        return page

    @staticmethod
    def choices() -> list[tuple[str, str]]:
        """What the view switch offers."""
        return [(WEEK, _("Week")), (PERSON, _("Person")), (LIST, _("List")), (OVERVIEW, _("Overview"))]

    @property
    def chosen(self) -> str:
        """The view that is on show, or would be if the week were not empty."""
        return self._chosen

    def show_week(self, week: RosterWeek, empty: Callable[[], QWidget]) -> None:
        """Show this week; `empty` makes what stands in place of a week without anything."""
        self._week, self._is_read = week, set()
        self.grid.show_plan(plan_of(week))
        self.list.show_seats(seats_of(week))
        if self._empty is not None:
            self.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if week.is_empty:
            self._empty = empty()
            self.addWidget(self._empty)
            self.setCurrentWidget(self._empty)
        elif not self.is_other:
            self.choose(self._chosen)

    def choose(self, view: str) -> None:
        """Show this view."""
        self._chosen = view
        if self._empty is None:
            self.setCurrentWidget(self._by_name[view])
            self._read(view)
            self.changed.emit(view)

    def show_seats_of(self, role: str, on: str) -> None:
        """List the seats behind a cell of the overview: those of a role ('' of all) on a day ('' on all)."""
        words = [str(ROLES[Role(role)])] if role else []
        if on:
            day = date.fromisoformat(on)
            words.append(f"{weekday_short(day.weekday())} {day.day}")
        self.choose(LIST)
        self.list.filter.field.setText(" ".join(words))
        self.list.setFocus()

    def show_person(self, volunteer: str) -> None:
        """Show the week of somebody."""
        self.choose(PERSON)
        self.people.choose(volunteer)
        self.people.setFocus()

    def show_other(self, view: QWidget) -> None:
        """Show something of its own in place of the week, until `choose` is called."""
        if self.indexOf(view) < 0:
            self.addWidget(view)
        self.setCurrentWidget(view)

    @property
    def is_other(self) -> bool:
        """Whether something of its own is shown in place of the week."""
        return self.currentWidget() not in (*self._by_name.values(), self._empty)

    def focus(self) -> None:
        """Go into the view that is on show."""
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    def show_placing(self, *, is_on: bool) -> None:
        """Say what the shapes mean while somebody is carried over the week, or else."""
        self._legends[0].setVisible(not is_on)
        self._legends[1].setVisible(is_on)

    def _read(self, view: str) -> None:
        week = self._week
        if week is None or view in self._is_read or view not in (PERSON, OVERVIEW):
            return
        self._is_read.add(view)
        site, of_week = week.site_id, week.week
        if view == PERSON:
            self._desk.read(
                lambda work: [told(one) for one in people_week(work, site=site, week=of_week)],
                lambda found: self.people.show_people(week, found),
                newest="roster.people",
                owner=self,
            )
        else:
            self._desk.read(
                lambda work: overview(work, site=site, week=of_week),
                self.overview.show_overview,
                newest="roster.overview",
                owner=self,
            )
