"""The Today page: the day's board, who is not back, the worst things with one button each, what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic.domain.ids import HearingId, TripId
from clinic.i18n import _, day, say
from clinic.services.today import today
from clinic.services.views.today import Action, ActionKind, Coming, HouseholdRow, NotBack, TodayView
from ui.actions import Command
from ui.desk import Desk
from ui.dialogs.report_time import ask_report_time
from ui.page import Page
from ui.pages.today.board import board_of
from ui.pages.today.check_in import CheckInForm, Ride, open_check_in, ride_back, ride_of
from ui.pages.today.lists import check_in_table, expected_of, not_back_key, not_back_table
from ui.pages.today.side import Side
from ui.ride_words import STATES
from ui.states import State
from ui.widgets.banner import Offer
from ui.widgets.basics import Card, Tag, column
from ui.widgets.day_board import DayBoard
from ui.widgets.panel import Panel, Split
from ui.widgets.table import Table
from ui.widgets.timeline import Legend
from ui.widgets.toast import copy_text
from ui.widgets.waiting import EmptyState, Way

MINUTE = 60_000


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
        self._phone = ""
        self._is_asked: tuple[TripId | None] | None = None
        self.board, self.legend, self.side = DayBoard(_("Hearing day")), Legend(), Side()
        self.not_back, self.check_ins = not_back_table(), check_in_table()
        self.table = Table(self.not_back, _("Not back yet"))
        self.list = Table(self.check_ins, _("Check-ins of the day"))
        self._build()
        self._wire()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look_again)
        self._minute.start()

    def _build(self) -> None:
        self.header.set_primary(_("Record check-in"), "check-circle", on=self._record)
        self._show_views(0, 0)
        self._board_card, listing = Card(), Card()
        self._board_card.body.addWidget(self.board, 1)
        self._board_card.body.addWidget(self.legend)
        listing.body.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        for view in (self._board_card, listing):
            self._stack.addWidget(view)
        self._back, self._back_count = Panel(_("Not back yet"), scroll=False), Tag()
        self._back.title_row.addWidget(self._back_count)
        self._back.content.addWidget(self.table, 1)
        left = QWidget()
        sides = column(self._stack, self._back, gap=12)
        sides.setStretchFactor(self._stack, 3)
        sides.setStretchFactor(self._back, 1)
        left.setLayout(sides)
        self._split = Split(left, self.side, 296)
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(lambda _view: self._show_board())
        self.board.opened.connect(self._open)
        self.board.pressed_gap.connect(lambda _key: self._find_ride())
        self.board.letter.connect(lambda letter, key: self._on_letter(letter, self._trip_of(key)))
        self.list.opened.connect(lambda key: self._record(self._trip_of_check_in(key)))
        self.list.letter.connect(lambda letter, key: self._on_letter(letter, self._trip_of_check_in(key)))
        self.table.opened.connect(self._record_back)
        self.table.letter.connect(lambda letter, key: self._record_back(key) if letter in "rR" else None)
        self.table.clicked.connect(self._on_back_clicked)
        self.side.opened.connect(self._open_coming)
        self.side.acted.connect(self._act)
        self.side.counted.connect(self.counted)
        self.banner.offered.connect(self._on_banner)

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
        self._found = found
        two = "" if found.clocks.same else _(" · two clocks: where it happens, and (the other side)")
        self.header.set_answer(f"{day(found.day, year=True)} · {found.line}{two}")
        silent = sum(STATES[block.state] is State.NO_WORD for block in found.trips)
        self._show_views(len(found.not_covered.rows) if found.not_covered else 0, silent)
        self._show_emptiness(found)
        self._show_board()
        self.check_ins.set_rows(expected_of(found))
        self.not_back.set_rows(found.not_back)
        self._back_count.show_text(str(len(found.not_back)), "open")
        standby = "; ".join(str(words) for words in found.standby)
        on_call = _("Stand-by: {who}").format(who=standby) if standby else ""
        self._back.set_title(_("Not back yet"), " · ".join(filter(None, (str(found.not_back_words), on_call))))
        self._back.setVisible(bool(found.not_back))
        self.side.show_day(found)
        if self._is_asked is not None:
            asked, self._is_asked = self._is_asked, None
            self._record(*asked)

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
            self.board.show_board(board_of(self._found, show="all" if view == "list" else view))
        # A short day leaves its room to those who are not back.
        height = self.board.content_height() + self.legend.heightForWidth(self._board_card.width()) + 8
        self._stack.setMaximumHeight(height if self._empty is None and view != "list" else 16_777_215)

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
        """('check-in', trip): record one, of this trip where it is one of the day."""
        if isinstance(target, tuple) and target[:1] == ("check-in",):
            self._is_asked = (target[1],)
            self.look_again()

    # ------------------------------------------------------------------------------------------------------------ doing

    def _act(self, action: Action) -> None:
        places = {"seat": "roster", "household": "people", "volunteer": "people"}
        if action.kind is ActionKind.CALL:
            self.banner.tell(str(action.words), [action.phone], [Offer("copy", _("Copy number"), primary=True)], "info")
            self._phone = action.phone
        elif action.kind is ActionKind.RECORD_CHECK_IN:
            self._record(TripId(action.row_id))
        elif action.kind is ActionKind.RECORD_RETURN:
            self._record_back(next((not_back_key(one) for one in self._out if one.household_id == action.row_id), ""))
        elif action.kind is ActionKind.TYPE_REPORT_TIME:
            self._type_report_time(HearingId(action.row_id))
        else:
            self.desk.go(places.get(action.about, "rides"), action.row_id)

    @property
    def _out(self) -> tuple[NotBack, ...]:
        return self._found.not_back if self._found else ()

    def _on_banner(self, key: str) -> None:
        if key == "copy":
            copy_text(self._phone)
        self.banner.dismiss()

    def _on_letter(self, letter: str, trip: TripId | None) -> None:
        if letter in "rR":
            self._record(trip)
        elif letter in "nN":
            self.side.next_need()

    def _trip_of(self, key: str) -> TripId | None:
        blocks = self._found.trips if self._found else ()
        wanted = key.rsplit("trip:", 1)[-1]
        return next((block.trip_id for block in blocks if str(block.trip_id) == wanted), None)

    def _trip_of_check_in(self, key: object) -> TripId | None:
        row = self.check_ins.row_of(str(key))
        return self.check_ins.at(row).trip.trip_id if row is not None else None

    def _open(self, key: str) -> None:
        self.desk.go("rides", self._trip_of(key))

    def _find_ride(self) -> None:
        gap = self._found.not_covered if self._found else None
        self.desk.go("rides", gap.rows[0].hearing_id if gap and gap.rows else None)

    def _open_coming(self, one: Coming) -> None:
        pages = {"trip": "rides", "seat": "roster", "session": "roster", "household": "people"}
        self.desk.go(pages.get(one.about, "rides"), one.row_id)

    def _record(self, trip: TripId | None = None) -> None:
        """Ask what was told; of the trip that is chosen, else of the first."""
        blocks = self._found.trips if self._found else ()
        if blocks:
            chosen = trip or self._trip_of(self.board.current_key)
            self._ask([ride_of(block) for block in blocks], chosen)
        elif self._found is not None:
            self.desk.say(_("No trip goes on this day, so there is nothing to record."))

    def _record_back(self, key: object) -> None:
        """Ask how it ended for a household that is not back; that it came back is proposed."""
        one = next((one for one in self._out if not_back_key(one) == key), None)
        if one is not None:
            self._ask([ride_back(one)], None)

    def _on_back_clicked(self, index: QModelIndex) -> None:
        if index.column() == len(self.not_back.columns) - 1:
            self._record_back(self.not_back.key_at(index.row()))

    def _ask(self, rides: Sequence[Ride], chosen: TripId | None) -> None:
        if self._found is not None:
            open_check_in(self.desk, CheckInForm(self, rides, self._found.now, chosen))

    def _type_report_time(self, hearing: HearingId) -> None:
        row = next((row for row in self._rows() if row.hearing_id == hearing), None)
        if row is not None:
            proposed: time | None = row.report.here.time() if row.report else None
            ask_report_time(self.desk, self, hearing=hearing, code=row.code, proposed=proposed)

    def _rows(self) -> list[HouseholdRow]:
        found = self._found
        gap = found.not_covered if found else None
        rows = [row for block in (found.trips if found else ()) for row in block.rows]
        return [*rows, *(gap.rows if gap else ())]

    # ---------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done on a hearing day."""
        return (
            Command("find-ride", say("Find a ride"), self._find_ride, icon="car"),
            Command("next-need", say("Next thing that needs you"), self.side.next_need, icon="arrow-right"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, board (or list), not back, needs."""
        view: Any = self.list if self._stack.currentIndex() == 1 else self.board
        return [self.header, view, self.table, self._split.panel]
