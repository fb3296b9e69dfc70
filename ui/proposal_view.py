"""A proposal in place of the page's columns: what would be done at the left, who is left and why at the right.

It opens and closes, shows how the search goes, stops it and keeps the best, has things taken or left out one by one,
tries what would help, and takes over. What is planned a `Proposing` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from clinic.i18n import _
from clinic.jobs import Cancelled
from ui.jobs import Ticket
from ui.page import Page
from ui.proposing import Found, Ground, Proposing, Search, Trial
from ui.widgets.basics import Button
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel, Split

RIGHT = 360


class ProposalView(Split, Generic[Ground, Found]):
    """Space or the word at the right takes a line or leaves it out; Enter takes all of it over; Esc goes back."""

    told = Signal(str)
    """How the search goes, from the thread in which it runs."""

    def __init__(self, page: Page, what: Proposing[Ground, Found]) -> None:
        self._page, self._desk, self._what = page, page.desk, what
        self._found: Found | None = None
        self._before: Found | None = None
        self._trial: Trial | None = None
        self._wanted: set[int] = set()
        self._ticket: Ticket | None = None
        self._search: Search[Ground, Found] | None = None
        self._hidden: list[QWidget] = []
        self.proposed, self.left = LineList(what.title), LineList(what.left_title)
        self.proposed.setObjectName("proposed")
        self.left.setObjectName("proposalLeft")
        self.replan = QCheckBox(what.replan_word)
        self.replan.setObjectName("replan")
        self._stop = Button(_("Stop and keep"), "hand", small=True, name="stopAndKeep", on=self._keep)
        self._again = Button(_("Plan again"), "magic-wand", small=True, name="planAgain", on=self.begin)
        self._back = Button(_("Back to the plan"), small=True, name="backToPlan", on=self._untry)
        self._cancel = Button(_("Cancel"), small=True, name="cancelProposal", on=self.close_view)
        self._take = Button(_("Take over"), "check", kind="primary", small=True, name="takeOver", on=self._take_over)
        self._sheet, self._side = Panel(what.title, scroll=False), Panel(what.left_title, scroll=False)
        super().__init__(self._sheet, self._side, RIGHT)
        self.setObjectName("proposal")
        self._fill()
        self._wire()
        self.hide()

    def _fill(self) -> None:
        field = self._what.field()
        if field is not None:
            field.returnPressed.connect(self.begin)
        self._asking = Foot(self.replan, field, self._again)
        self._sheet.content.addWidget(self.proposed, 1)
        self._sheet.content.addWidget(self._asking)
        self._sheet.content.addWidget(Foot(self._stop, self._back, None, self._cancel, self._take, gap=6))
        self._side.content.addWidget(self.left, 1)

    def _wire(self) -> None:
        self.proposed.installEventFilter(self)
        self.proposed.linked.connect(self._toggle)
        self.proposed.opened.connect(lambda _key: self._take_over())
        self.left.linked.connect(self._try)
        self.left.opened.connect(self._try)
        self.replan.toggled.connect(self._on_replan)
        self._page.header.view_chosen.connect(lambda _view: self.close_view())
        self._desk.moved.connect(self.close_view)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    # ------------------------------------------------------------------------------------------------ the three steps

    @property
    def is_looking(self) -> bool:
        """Whether a plan is being looked for."""
        return not self._stop.isHidden()

    def begin(self) -> None:
        """Look for a plan of what the page shows."""
        query = self._what.survey(replan=self.replan.isChecked())
        if query is not None:
            self._open()
            self._give_up()
            self._show_search(on=True)
            self._desk.read(query, self._look, failed=self._on_unread, newest="proposal.survey", owner=self)

    def _look(self, ground: Ground, trial: Trial | None = None) -> None:
        """Search beside the lane; the newest search is the only one."""
        if not self.isVisible():
            return
        self._give_up()
        self._search = search = Search(self._what, ground, trial, self.told.emit)
        self._show_search(on=True)
        self._ticket = self._desk.hands.run(
            search.run,
            lambda found: self._on_found(search, found),
            lambda error: self._on_failed(search, error),
            what=self._what.busy,
            owner=self,
        )

    def _on_found(self, search: Search[Ground, Found], found: Found) -> None:
        if search is self._search and self.isVisible():
            self._show(found, search.trial)

    def _on_unread(self, error: BaseException) -> None:
        self.close_view()
        self._desk.guard.handle(error)

    def _on_failed(self, search: Search[Ground, Found], error: BaseException) -> None:
        if search is not self._search:
            return
        self.close_view()
        if not isinstance(error, Cancelled):
            self._desk.guard.handle(error)

    def _show(self, found: Found, trial: Trial | None = None) -> None:
        self._found, self._trial = found, trial
        self._before = self._before if trial else None
        self._wanted = set(self._what.numbers(found))
        self._show_search(on=False)
        self._refresh()
        self.left.set_lines(self._what.left_lines(found))
        self._side.set_title(self._what.left_title, self._what.left_note(found) or self._what.everybody)
        self._asking.setVisible(trial is None)
        self.proposed.choose(next((line.key for line in self.proposed.lines if line.key), ""))
        (self.proposed if self._wanted else self.left).setFocus()

    def _refresh(self) -> None:
        found, trial = self._found, self._trial
        if found is None:
            return
        self.proposed.set_lines(self._what.lines(found, self._wanted) or [self._nothing(found)])
        words = " · ".join(str(word) for word in self._what.words(found))
        if trial is not None:
            words = _("A trial: {words} is not so yet. See to it, then plan again.").format(words=trial.words)
        self._sheet.set_title(self._what.title, words)
        self._back.setVisible(trial is not None)
        self._take.setText(str(self._what.take_words(len(self._wanted))))
        self._take.setVisible(trial is None)
        self._take.setEnabled(bool(self._wanted))

    def _nothing(self, found: Found) -> Line:
        """What is said when nothing is proposed: nobody fits, or nobody is left."""
        what = self._what
        return Line(
            key="", title="", details=(Detail(what.nothing if what.left_note(found) else what.everybody, "info"),)
        )

    # ------------------------------------------------------------------------------------------------------- the acts

    def _toggle(self, key: str) -> None:
        found = self._found
        if found is None or self.is_looking or not self._what.can_choose(found):
            return
        named = set(self._what.named_by(found, key))
        if named:
            self._wanted = self._wanted - named if named <= self._wanted else self._wanted | named
            self._refresh()

    def _try(self, key: str) -> None:
        """Plan once more as if what would help were so."""
        if self._found is None or self._search is None or self.is_looking:
            return
        trial = self._what.trial(self._found, key)
        if trial is not None:
            self._before = self._before or self._found
            self._look(self._search.ground, trial)

    def _untry(self) -> None:
        if self._before is not None:
            self._show(self._before)

    def _take_over(self) -> None:
        found = self._found
        if found is None or self._trial is not None or self.is_looking or not self._wanted:
            return
        is_all = self._wanted == set(self._what.numbers(found))

        def taken(_made: object) -> None:
            self.close_view()

        wanted = None if is_all else sorted(self._wanted)
        self._desk.run(self._what.apply, found=found, wanted=wanted, starter=self, done=taken)

    def _on_replan(self) -> None:
        if self.isVisible():
            self.begin()

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
        self._found = self._before = self._trial = None
        self.proposed.set_lines([])
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
        self._what.forget()
        self.replan.setChecked(False)
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
            self._sheet.set_title(self._what.title, _("Looking for a plan…"))

    def _on_told(self, words: str) -> None:
        if self.is_looking:
            self._sheet.set_title(self._what.title, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the list, which would else only select."""
        is_key = watched is self.proposed and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._toggle(self.proposed.current_key)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        else:
            super().keyPressEvent(event)
