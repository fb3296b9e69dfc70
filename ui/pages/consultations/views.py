"""What stands at the left of the page: the day (columns or list), the week by lawyer, or one household."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinic.domain.ids import HouseholdId
from clinic.domain.when import Week
from clinic.i18n import _, day, words
from clinic.services.consultations_week import consultations_week
from clinic.services.views.consultations import ConsultationsDay
from clinic.services.views.consultations_week import ConsultationsWeek
from ui.page import Page
from ui.pages.consultations.day_view import DayView
from ui.pages.consultations.household_view import HouseholdView
from ui.pages.consultations.waiting import WaitingPanel
from ui.pages.consultations.week_view import WeekView
from ui.widgets.waiting import EmptyState, Way


class Views(QStackedWidget):
    """Shows one view at a time and keeps those that are not the day's up to date."""

    answered = Signal(str)
    """The one-line answer of the week."""
    wanted = Signal(str, str)
    """A day (as ISO text, '' for the one that is shown) and a meeting or line of the list by its key."""

    def __init__(self, page: Page, of_day: DayView, panel: WaitingPanel) -> None:
        super().__init__()
        self._page, self._day, self._panel = page, of_day, panel
        self._empty: QWidget | None = None
        self.view = "day"
        self.week, self.household = WeekView(), HouseholdView(page)
        for widget in (of_day, self.week, self.household):
            self.addWidget(widget)
        self.week.opened.connect(self.wanted)
        self.household.opened.connect(self.wanted)

    @property
    def is_of_day(self) -> bool:
        """Whether the day is shown, as columns or as a list."""
        return self.view in ("day", "list")

    def choose(self, view: str) -> None:
        """Show 'day', 'list', 'week', or 'household': that of the list or of the meeting that is current."""
        self.view = view
        self._page.header.segments.choose(view)
        self._day.show_view(view)
        if view == "household":
            self.household.household = self._in_hand() or self.household.household
        self.reload()
        self._place()

    def _in_hand(self) -> HouseholdId | None:
        line, meeting = self._panel.line(self._panel.lines.current_key), self._day.strip.meeting
        waits = line.household_id if line is not None else None
        is_met = meeting.card.household_id if meeting is not None else None
        return waits or is_met if self._panel.lines.hasFocus() else is_met or waits

    def reload(self) -> None:
        """Look again at what is shown, unless it is the day: that is the page's."""
        if self.view == "week":
            self._load_week()
        elif self.view == "household":
            self.household.show_household(None)

    def _load_week(self) -> None:
        site, week = self._page.desk.site, Week.of(self._page.desk.day)
        if site is not None:
            self._page.desk.read(
                lambda work: consultations_week(work, site=site, week=week),
                self._show_week,
                newest="consultations.week",
                owner=self._page,
            )

    def _show_week(self, found: ConsultationsWeek) -> None:
        self.week.show_week(found)
        if self.view == "week":
            first, last = found.days[0], found.days[-1]
            self.answered.emit(f"{day(first)}–{day(last)} · {found.line}")

    def show_emptiness(self, found: ConsultationsDay) -> None:
        """Say so where no lawyer sits in a session of the day."""
        if self._empty is not None:
            self.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if not found.columns:
            way = Way(
                "squares-four",
                _("Lay out sessions"),
                _("A consultation needs a session with a lawyer's seat."),
                _("Go to Roster"),
                lambda: self._page.desk.go("roster"),
            )
            title = _("No lawyer sits in a session on {day}.").format(day=words(found.day))
            self._empty = EmptyState("chats-circle", title, "", [way])
            self.addWidget(self._empty)
        self._place()

    def _place(self) -> None:
        others: dict[str, QWidget] = {"week": self.week, "household": self.household}
        shown, focus = others.get(self.view) or self._empty or self._day, QApplication.focusWidget()
        if focus is not None and shown is not self.currentWidget() and self.isAncestorOf(focus):
            # What is hidden gives its focus to whatever comes next, and a list that gets it chooses its first line.
            self.setFocus()
        self.setCurrentWidget(shown)
