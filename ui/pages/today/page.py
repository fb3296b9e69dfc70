"""The Today page: the day's board, who is not back, the worst things with one button each, what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic.domain.ids import TripId
from clinic.domain.words import CHECK_INS
from clinic.i18n import _, day, say
from clinic.services.today import today
from clinic.services.views.today import TodayView, When
from ui.actions import Command
from ui.desk import Desk
from ui.page import Page
from ui.pages.today.acts import TodayActs
from ui.pages.today.below import NotBackPanel, ToldPanel
from ui.pages.today.board import Shown, board_of, is_large, trip_key
from ui.pages.today.calls import CallPanel
from ui.pages.today.keys import KINDS, keys_hint
from ui.pages.today.lists import check_in_table, expected_of
from ui.pages.today.side import Side
from ui.ride_words import STATES
from ui.states import State
from ui.theme import theme
from ui.widgets.basics import Button, Card, column, row
from ui.widgets.day_board import DayBoard
from ui.widgets.panel import Split
from ui.widgets.table import Table
from ui.widgets.timeline import Legend
from ui.widgets.waiting import EmptyState, Way

MINUTE = 60_000
TALL = 900
"""From this height of the page on (in px) there is room for every word that has come."""


class TodayPage(Page):
    """It answers whether everybody is on the way, and if not, whom to call."""

    name = "today"
    kinds = frozenset(
        {"trip", "stop", "ride", "seat", "hearing", "household", "person", "check_in", "volunteer", "vehicle",
         "session", "slot", "consultation", "place", "travel", "absence", "clinic"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Today"))
        self._found: TodayView | None = None
        self._empty: QWidget | None = None
        self._is_asked: tuple[str, TripId | None] | None = None
        self._turned: frozenset[str] = frozenset()
        self.board, self.legend, self.side, self.calls = DayBoard(_("Hearing day")), Legend(), Side(), CallPanel()
        self.trips_only = Button(_("Trips only"), small=True, name="tripsOnly")
        self.trips_only.setCheckable(True)
        self.trips_only.setToolTip(_("One row a trip instead of one a household"))
        self.trips_only.setChecked(bool(desk.preferences and desk.preferences.settings.today_rows == "trips"))
        self.acts = TodayActs(self, self)
        self.below, self.told = NotBackPanel(), ToldPanel()
        self.check_ins = check_in_table()
        self.list = Table(self.check_ins, _("Check-ins of the day"))
        self._build()
        self._wire()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look_again)
        self._minute.start()

    def _build(self) -> None:
        show = partial(self.desk.go, "printing")
        self.header.add_button(_("Print day sheets"), "printer", name="printDay", on=show)
        button = self.header.set_primary(_("Record check-in"), "check-circle", on=self.acts.record)
        button.setToolTip(keys_hint())
        self._show_views(0, 0)
        self._board_card, listing = Card(), Card()
        self._board_card.body.addWidget(self.board, 1)
        foot = row(self.legend, gap=8, margins=(0, 0, 10, 0))
        foot.setStretchFactor(self.legend, 1)
        foot.addWidget(self.trips_only)
        self._board_card.body.addLayout(foot)
        listing.body.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        for view in (self._board_card, listing):
            self._stack.addWidget(view)
        left = QWidget()
        sides = column(self._stack, self.below, self.told, gap=12)
        sides.setStretchFactor(self._stack, 3)
        sides.setStretchFactor(self.below, 1)
        sides.addStretch()
        left.setLayout(sides)
        self._right = QStackedWidget()
        for panel in (self.side, self.calls):
            self._right.addWidget(panel)
        self._split = Split(left, self._right, 296)
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        acts = self.acts
        self.header.view_chosen.connect(lambda _view: self._show_board())
        self.trips_only.toggled.connect(lambda is_on: self._on_rows("trips" if is_on else "households"))
        self.board.opened.connect(acts.open)
        self.board.folded.connect(self._on_folded)
        self.board.pressed_gap.connect(lambda _key: acts.find_ride())
        self.board.letter.connect(acts.on_key)
        self.list.opened.connect(acts.open_check_in)
        self.list.letter.connect(acts.on_list_key)
        self.below.recorded.connect(acts.record_back)
        self.told.opened.connect(acts.open_check_in)
        self.side.opened.connect(acts.open_coming)
        self.side.acted.connect(acts.act)
        self.side.counted.connect(self.counted)
        self.banner.offered.connect(acts.on_banner)
        self.calls.told.connect(acts.called)
        self.calls.closed.connect(self.show_needs)

    # -------------------------------------------------------------------------------------------------- what is shown

    @property
    def found(self) -> TodayView | None:
        """The day as it was read last."""
        return self._found

    def reload(self) -> None:
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(lambda work: today(work, site=site, day=on), self._show, newest="today", owner=self)

    def _show(self, found: TodayView) -> None:
        is_other = self._found is None or (self._found.day, self._found.site_id) != (found.day, found.site_id)
        self._found = found
        two = _(" · 2 clocks") if found.two_clocks else ""
        self.header.set_title(_title(found))
        self.header.set_answer(f"{day(found.day, year=True)} · {found.line}{two}")
        silent = sum(STATES[block.state] is State.NO_WORD for block in found.trips)
        self._show_views(len(found.not_covered.rows) if found.not_covered else 0, silent)
        self._show_emptiness(found)
        self._show_board()
        self.check_ins.set_rows(expected_of(found))
        self.below.show_day(found)
        self.side.show_day(found)
        self.told.show_day(found, has_room=self._is_tall)
        self.acts.look_at_calls()
        if is_other:
            self._turned = frozenset()
            ahead = next((block for block in found.trips if not block.is_handed_over), None)
            self.board.scroll_to(trip_key(ahead) if ahead and is_large(found) else "")
        self._answer()

    def _show_views(self, gaps: int, silent: int) -> None:
        self.header.set_views(
            [
                ("all", _("All trips")),
                ("not_covered", _("Not covered {n}").format(n=gaps) if gaps else _("Not covered")),
                ("no_word", _("No word {n}").format(n=silent) if silent else _("No word")),
                ("list", _("List")),
            ]
        )

    def _show_board(self) -> None:
        view = self.header.segments.current or "all"
        self._stack.setCurrentIndex(int(view == "list"))
        if self._found is not None:
            shown = Shown("all" if view == "list" else view, self.trips_only.isChecked(), self._turned)
            self.board.show_board(board_of(self._found, shown))
        # A short day leaves its room to those who are not back.
        beside = self._board_card.width() - self.trips_only.sizeHint().width() - 20
        foot = max(self.legend.heightForWidth(beside), self.trips_only.sizeHint().height())
        height = self.board.content_height() + foot + 8
        self._stack.setMaximumHeight(height if self._empty is None and view != "list" else 16_777_215)

    @property
    def _is_tall(self) -> bool:
        return self.height() >= theme().px(TALL)

    def _on_rows(self, rows: str) -> None:
        """Rows by household or by trip; this laptop remembers it."""
        if self.desk.preferences is not None:
            self.desk.preferences.change(today_rows=rows)
        self._show_board()

    def _on_folded(self, key: str, folds: bool) -> None:
        """Left hides the households of a trip, also from one of them; right shows them again."""
        trip = self.acts.trip_key_of(key)
        stands = [line.key for line in self.board.model_.board.lines]
        is_folded = not any(one.endswith(f":{trip}") for one in stands)
        if trip and folds != is_folded:
            self._turned ^= {trip}
            self._show_board()
            self.board.choose(trip)

    def show_calls(self) -> None:
        """Whom to call stands in place of what needs somebody, until it is closed."""
        self._right.setCurrentWidget(self.calls)
        self._split.pull_out()
        self.calls.lines.setFocus()

    def show_needs(self) -> None:
        """What needs somebody."""
        if self._right.currentWidget() is self.calls:
            self._right.setCurrentWidget(self.side)
            self.board.setFocus()

    def go_back(self) -> bool:
        """Esc closes the list of whom to call."""
        is_open = self._right.currentWidget() is self.calls
        self.show_needs()
        return is_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.told.fit(has_room=self._is_tall)

    def _show_emptiness(self, found: TodayView) -> None:
        if self._empty is not None:
            self._empty.deleteLater()
            self._empty = None
        nothing = not found.trips and found.not_covered is None
        self.board.setVisible(not nothing)
        self.legend.setVisible(not nothing)
        if nothing:
            self._empty = self._nothing(found)
            self._board_card.body.insertWidget(0, self._empty, 1)

    def _nothing(self, found: TodayView) -> EmptyState:
        title = _("No hearings on {day}.").format(day=day(found.day))
        if found.next_day is None:
            return EmptyState("sun-horizon", title)
        later = found.next_day
        text = _("The next day with a hearing is {day}.").format(day=day(later))
        go = Way("calendar-blank", day(later), text, _("Go to that day"), lambda: self.desk.move_to(day=later))
        return EmptyState("sun-horizon", title, "", [go])

    def show_target(self, target: object) -> None:
        """('check-in', trip): record a word, of this trip where it is one of the day; ('call', trip): whom to call."""
        if isinstance(target, tuple) and target[:1] in (("check-in",), ("call",)):
            self._is_asked = target
            self.look_again()

    def _answer(self) -> None:
        """Do what was asked for before the day was read."""
        asked, self._is_asked = self._is_asked, None
        if asked is None:
            return
        what, trip = asked
        if what == "call":
            self.acts.call_about_trip(trip)
        else:
            self.acts.record(trip)

    # ---------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done on a hearing day; the figures are keys of the board, not of the window."""
        told = [
            Command(
                f"told-{kind.value}",
                say("Record: {what}", what=CHECK_INS[kind]),
                partial(self.acts.on_key_here, key),
                icon="check-circle",
                hint=key,
                note=say("of the chosen trip or household"),
            )
            for key, kind in KINDS.items()
        ]
        return (
            *told,
            Command("find-ride", say("Find a ride"), self.acts.find_ride, icon="car"),
            Command("whom-to-call", say("Whom to call"), self.acts.call_about_chosen, icon="phone", hint="L"),
            Command("next-need", say("Next thing that needs you"), self.side.next_need, icon="arrow-right", hint="N"),
            Command("by-household", say("Rows: households"), partial(self._turn_rows, "households"), "view"),
            Command("by-trip", say("Rows: trips"), partial(self._turn_rows, "trips"), "view"),
        )

    def _turn_rows(self, rows: str) -> None:
        self.trips_only.setChecked(rows == "trips")

    def panes(self) -> Sequence[QWidget]:
        """Header, board (or list), not back, needs."""
        view: Any = self.list if self._stack.currentIndex() == 1 else self.board
        return [self.header, view, self.trips_only, self.below.table, self._split.panel]


def _title(found: TodayView) -> str:
    """'Today', 'Tomorrow', or that it is another day."""
    if found.when is When.TODAY:
        return _("Today")
    if found.day == found.now.date() + timedelta(days=1):
        return _("Tomorrow")
    return _("A day to come") if found.when is When.LATER else _("A day gone by")
