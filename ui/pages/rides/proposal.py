"""'Plan rides': a proposal in place of the page's columns; trips at the left, who is left and what helps at the right.

The day is read on the data lane, the search runs beside it, and the trips are made on trial on the lane again. Nothing
is changed before somebody takes the plan over, whole or by trip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic.i18n import _, day, say_n
from clinic.jobs import Cancelled, Progress
from clinic.ports.fleet import FleetPlanner
from clinic.services import ride_plan
from clinic.services.ride_ground import Ground, Wish, survey
from clinic.services.ride_helps import Help
from clinic.services.ride_plan import LIMITS, Draft, Proposal
from clinic.services.ride_search import Best
from ui.jobs import Ticket
from ui.page import Page
from ui.pages.rides.proposal_lines import can_choose, left_lines, trip_lines
from ui.widgets.basics import Button, column
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel, Split

RIGHT = 340


class ProposalView(Split):
    """Space or the word at the right takes a trip or leaves it out; Enter takes all of it over; Esc goes back."""

    told = Signal(str)
    """How the search goes, from the thread in which it runs."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._found: Proposal | None = None
        self._before: Proposal | None = None
        self._wanted: set[int] = set()
        self._ticket: Ticket | None = None
        self._search: _Search | None = None
        self._hidden: list[QWidget] = []
        self.trips, self.left = LineList(_("Proposed trips")), LineList(_("Without a ride"))
        self.trips.setObjectName("proposedTrips")
        self.left.setObjectName("proposalLeft")
        self._stop = Button(_("Stop and keep"), "hand", small=True, name="stopAndKeep", on=self._keep)
        self._reason = QLineEdit()
        self._again = Button(_("Plan again"), "magic-wand", small=True, name="planAgain", on=self.begin)
        self._back = Button(_("Back to the plan"), small=True, name="backToPlan", on=self._untry)
        self._cancel = Button(_("Cancel"), small=True, name="cancelProposal", on=self.close_view)
        self._take = Button(_("Take over"), "check", kind="primary", small=True, name="takeOver", on=self._take_over)
        self._sheet, self._side = Panel(_("Proposed trips"), scroll=False), Panel(_("Without a ride"), scroll=False)
        super().__init__(self._middle(), self._side, RIGHT)
        self.setObjectName("proposal")
        self._wire()
        self.hide()

    def _middle(self) -> QWidget:
        self._reason.setObjectName("gateReason")
        self._reason.setPlaceholderText(_("Why locked gates open (the guard was asked)"))
        self._reason.setAccessibleName(_("Why locked gates open"))
        self._sheet.content.addWidget(self.trips, 1)
        self._asking = Foot(self._reason, self._again)
        self._sheet.content.addWidget(self._asking)
        self._sheet.content.addWidget(Foot(self._stop, self._back, None, self._cancel, self._take, gap=6))
        self._side.content.addWidget(self.left, 1)
        middle = QWidget()
        middle.setLayout(column(self._sheet, gap=0))
        return middle

    def _wire(self) -> None:
        self.trips.installEventFilter(self)
        self.trips.linked.connect(self._toggle)
        self.trips.opened.connect(lambda _key: self._take_over())
        self.left.linked.connect(self._try)
        self.left.opened.connect(self._try)
        self._reason.returnPressed.connect(self.begin)
        self._page.header.view_chosen.connect(lambda _view: self.close_view())
        self._desk.moved.connect(self.close_view)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    # ------------------------------------------------------------------------------------------------ the three steps

    def begin(self) -> None:
        """Look for a plan of the page's day, with what was typed as a reason."""
        site = self._desk.site
        if site is not None:
            wish = Wish(site, self._desk.day, reason=self._reason.text().strip())
            self._open()
            self._desk.read(lambda work: survey(work, wish=wish), self._look, newest="rides.survey", owner=self)

    def _look(self, ground: Ground, trial: Help | None = None) -> None:
        """Search beside the lane; the newest search is the only one."""
        self._give_up()
        self._search = search = _Search(ground, self._desk.formats.fleet_planner, trial, self.told.emit)
        self._show_search(on=True)
        what = _("Planning rides")
        self._ticket = self._desk.hands.run(
            search.run, lambda draft: self._on_draft(search, draft), self._on_failed, what=what, owner=self
        )

    def _on_draft(self, search: _Search, draft: Draft) -> None:
        if search is self._search:
            self._show(ride_plan.prove(draft))

    def _on_failed(self, error: BaseException) -> None:
        self._show_search(on=False)
        if isinstance(error, Cancelled):
            self.close_view()
        else:
            self._desk.guard.handle(error)

    def _show(self, found: Proposal) -> None:
        if not self.isVisible():
            return
        if not found.is_a_trial:
            self._before = None
        self._found = found
        self._wanted = {trip.number for trip in found.trips}
        self._show_search(on=False)
        self._refresh()
        self.left.set_lines(left_lines(found))
        note = str(say_n("{n} person", "{n} people", found.short)) if found.left else _("Everybody has a ride out.")
        self._side.set_title(_("Without a ride"), note)
        self._asking.setVisible(not found.is_a_trial)
        self.trips.choose(self.trips.lines[0].key if self.trips.lines else "")
        (self.trips if found.trips else self.left).setFocus()

    def _refresh(self) -> None:
        found = self._found
        if found is None:
            return
        self.trips.set_lines(trip_lines(found, self._wanted))
        words = " · ".join(str(word) for word in found.words)
        if found.is_a_trial and (trial := self._search.trial if self._search else None) is not None:
            words = _("A trial: {words} is not so yet. See to it, then plan again.").format(words=trial.words)
        self._sheet.set_title(_("Proposed trips, {day}").format(day=day(self._desk.day)), words)
        self._back.setVisible(found.is_a_trial)
        count = len(self._wanted)
        self._take.setText(str(say_n("Take over {n} trip", "Take over {n} trips", count)))
        self._take.setVisible(not found.is_a_trial)
        self._take.setEnabled(count > 0)

    # ------------------------------------------------------------------------------------------------------- the acts

    def _toggle(self, key: str) -> None:
        if self._found is not None and can_choose(self._found) and key:
            self._wanted ^= {int(key)}
            self._refresh()

    def _try(self, key: str) -> None:
        """Plan once more as if what would help were so."""
        if self._found is not None and key.startswith("help-"):
            chosen = self._found.helps[int(key.removeprefix("help-"))]
            self._before = self._before or self._found
            self._look(self._found.draft.ground, chosen)

    def _untry(self) -> None:
        if self._before is not None:
            self._show(self._before)

    def _take_over(self) -> None:
        found = self._found
        if found is None or found.is_a_trial or not self._wanted:
            return
        chosen = None if len(self._wanted) == len(found.trips) else sorted(self._wanted)

        def taken(_made: object) -> None:
            self.close_view()

        self._desk.run(ride_plan.apply, proposal=found, trips=chosen, starter=self, done=taken)

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
        self._found = self._before = None
        self.trips.set_lines([])
        self.left.set_lines([])
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
        self._reason.clear()
        self._page.header.setFocus()
        return True

    def parts(self) -> Sequence[QWidget]:
        """The panes that F6 walks through."""
        return (self._sheet, self._side)

    def _show_search(self, *, on: bool) -> None:
        self._stop.setVisible(on)
        self._again.setEnabled(not on)
        self._take.setVisible(not on)
        if on:
            self._back.hide()
            self._sheet.set_title(_("Proposed trips, {day}").format(day=day(self._desk.day)), _("Looking for a plan…"))

    def _on_told(self, words: str) -> None:
        if self._stop.isVisible():
            self._sheet.set_title(_("Proposed trips, {day}").format(day=day(self._desk.day)), words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the list of trips, which would else only select."""
        is_key = watched is self.trips and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._toggle(self.trips.current_key)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        else:
            super().keyPressEvent(event)


class _Search:
    """One search in a thread of its own: `is_enough` stops it with what there is."""

    def __init__(
        self, ground: Ground, planner: Callable[[], FleetPlanner], trial: Help | None, tell: Callable[[str], object]
    ) -> None:
        self.ground, self.trial, self.is_enough = ground, trial, False
        self._planner, self._tell, self._said = planner, tell, ""

    def run(self, progress: Progress) -> Draft:
        began = monotonic()

        def watch(best: Best) -> bool:
            words = str(best.words)
            progress(words, min(0.99, (monotonic() - began) / LIMITS.seconds))
            if words != self._said:
                self._said = words
                self._tell(words)
            return self.is_enough

        assumed = self.trial.assumed if self.trial else None
        return ride_plan.search(self.ground, planner=self._planner(), limits=LIMITS, watcher=watch, assumed=assumed)
