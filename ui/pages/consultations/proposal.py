"""'Plan week': a proposal in place of the page's columns; meetings at the left, who still waits and why at the right.

The days are read on the data lane, the search runs beside it. Nothing is changed before somebody takes the plan over,
whole or one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic.domain.when import Week
from clinic.i18n import _, say_n
from clinic.jobs import Cancelled, Progress
from clinic.ports.sittings import SittingPlanner
from clinic.services import consultation_plan
from clinic.services.consultation_plan import LIMITS, Best, Proposal
from clinic.services.sitting_ground import Ground, Wish, survey
from ui.jobs import Ticket
from ui.page import Page
from ui.pages.consultations.proposal_lines import left_lines, meeting_lines
from ui.widgets.basics import Button, column
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel, Split

RIGHT = 380


class BookingsProposal(Split):
    """Space or the word at the right takes a meeting or leaves it out; Enter takes all of it over; Esc goes back."""

    told = Signal(str)
    """How the search goes, from the thread in which it runs."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._found: Proposal | None = None
        self._wanted: set[int] = set()
        self._ticket: Ticket | None = None
        self._search: _Search | None = None
        self._hidden: list[QWidget] = []
        self.meetings, self.left = LineList(_("Proposed consultations")), LineList(_("Still waiting"))
        self.meetings.setObjectName("proposedMeetings")
        self.left.setObjectName("stillWaiting")
        self._stop = Button(_("Stop and keep"), "hand", small=True, name="stopAndKeepBookings", on=self._keep)
        self._cancel = Button(_("Cancel"), small=True, name="cancelBookings", on=self.close_view)
        self._take = Button(
            _("Take over"), "check", kind="primary", small=True, name="takeBookings", on=self._take_over
        )
        self._sheet = Panel(_("Proposed consultations"), scroll=False)
        self._side = Panel(_("Still waiting"), scroll=False)
        self._sheet.content.addWidget(self.meetings, 1)
        self._sheet.content.addWidget(Foot(self._stop, None, self._cancel, self._take, gap=6))
        self._side.content.addWidget(self.left, 1)
        middle = QWidget()
        middle.setLayout(column(self._sheet, gap=0))
        super().__init__(middle, self._side, RIGHT)
        self.setObjectName("bookingsProposal")
        self._wire()
        self.hide()

    def _wire(self) -> None:
        self.meetings.installEventFilter(self)
        self.meetings.linked.connect(self._toggle)
        self.meetings.opened.connect(lambda _key: self._take_over())
        self._page.header.view_chosen.connect(lambda _view: self.close_view())
        self._desk.moved.connect(self.close_view)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def plan_day(self) -> None:
        """Propose times on the page's day for everybody who waits."""
        self._begin((self._desk.day,))

    def plan_week(self) -> None:
        """The same in the week of the page's day."""
        self._begin(Week.of(self._desk.day).days)

    def _begin(self, days: tuple[date, ...]) -> None:
        site = self._desk.site
        if site is not None:
            self._open()
            wish = Wish(site, days)
            self._desk.read(lambda work: survey(work, wish=wish), self._look, newest="bookings.survey", owner=self)

    def _look(self, ground: Ground) -> None:
        """Search beside the lane; the newest search is the only one."""
        self._give_up()
        self._search = search = _Search(ground, self._desk.formats.sitting_planner, self.told.emit)
        self._show_search(on=True)
        self._ticket = self._desk.hands.run(
            search.run,
            lambda found: self._show(search, found),
            self._on_failed,
            what=_("Planning consultations"),
            owner=self,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._show_search(on=False)
        if isinstance(error, Cancelled):
            self.close_view()
        else:
            self._desk.guard.handle(error)

    def _show(self, search: _Search, found: Proposal) -> None:
        if search is not self._search or not self.isVisible():
            return
        self._found, self._wanted = found, {each.number for each in found.meetings}
        self._show_search(on=False)
        self._refresh()
        self.left.set_lines(left_lines(found.left))
        count = say_n("{n} household", "{n} households", len(found.left))
        self._side.set_title(_("Still waiting"), str(count) if found.left else _("Everybody has a time."))
        first = next((line.key for line in self.meetings.lines if line.key), "")
        self.meetings.choose(first)
        (self.meetings if found.meetings else self.left).setFocus()

    def _refresh(self) -> None:
        if self._found is not None:
            self.meetings.set_lines(meeting_lines(self._found, self._wanted))
            words = " · ".join(str(word) for word in self._found.words)
            self._sheet.set_title(_("Proposed consultations"), words)
            count = len(self._wanted)
            self._take.setText(str(say_n("Take over {n} consultation", "Take over {n} consultations", count)))
            self._take.setEnabled(count > 0)

    # ------------------------------------------------------------------------------------------------------- the acts

    def _toggle(self, key: str) -> None:
        if self._found is not None and key:
            self._wanted ^= {int(key)}
            self._refresh()

    def _take_over(self) -> None:
        found = self._found
        if found is None or not self._wanted:
            return

        def taken(_made: object) -> None:
            self.close_view()

        chosen = sorted(self._wanted)
        self._desk.run(consultation_plan.apply, proposal=found, meetings=chosen, starter=self, done=taken)

    def _keep(self) -> None:
        """Stop the search and show the best that it has found."""
        if self._search is not None:
            self._search.is_enough = True

    def _give_up(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self._search = None

    # ------------------------------------------------------------------------------------------------ what is on show

    def _open(self) -> None:
        """Take the place of whatever the page shows."""
        if self.isVisible():
            return
        if self.parentWidget() is not self._page:
            self._page.body.addWidget(self, 1)
        items = [self._page.body.itemAt(number) for number in range(self._page.body.count())]
        shown = [item.widget() for item in items if item is not None]
        self._hidden = [widget for widget in shown if widget not in (None, self) and not widget.isHidden()]
        for widget in self._hidden:
            widget.hide()
        self._found = None
        self.meetings.set_lines([])
        self.left.set_lines([])
        self._show_search(on=True)
        self.show()
        self._cancel.setFocus()

    def close_view(self) -> bool:
        """Give the page back what it showed; False when this was not on show."""
        if not self._hidden:
            return False
        self._give_up()
        self.hide()
        for widget in self._hidden:
            widget.show()
        self._hidden = []
        self._page.header.setFocus()
        return True

    def parts(self) -> Sequence[QWidget]:
        """The panes that F6 walks through."""
        return (self._sheet, self._side)

    def _show_search(self, *, on: bool) -> None:
        self._stop.setVisible(on)
        self._take.setVisible(not on)
        if on:
            self._sheet.set_title(_("Proposed consultations"), _("Looking for a plan…"))

    def _on_told(self, words: str) -> None:
        if not self._stop.isHidden():
            self._sheet.set_title(_("Proposed consultations"), words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the list, which would else only select."""
        is_key = watched is self.meetings and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._toggle(self.meetings.current_key)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        else:
            super().keyPressEvent(event)


class _Search:
    """One search in a thread of its own: `is_enough` stops it with what there is."""

    def __init__(self, ground: Ground, planner: Callable[[], SittingPlanner], tell: Callable[[str], object]) -> None:
        self._ground, self._planner, self._tell, self._said = ground, planner, tell, ""
        self.is_enough = False

    def run(self, progress: Progress) -> Proposal:
        began = monotonic()

        def watch(best: Best) -> bool:
            words = str(best.words)
            progress(words, min(0.99, (monotonic() - began) / LIMITS.seconds))
            if words != self._said:
                self._said = words
                self._tell(words)
            return self.is_enough

        draft = consultation_plan.search(self._ground, planner=self._planner(), limits=LIMITS, watcher=watch)
        return consultation_plan.prove(draft)
