"""The Today page: the day's board, who is not back, the worst things with one button each, what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.domain.trips import CheckInKind
from clinic.i18n import _, day, say, words
from clinic.services import check_ins
from clinic.services.today import today
from clinic.services.views.today import Action, ActionKind, ComingKind, Need, NotBack, TodayView
from ui.actions import Command
from ui.desk import Desk
from ui.models.table import Column, TableModel
from ui.page import Page
from ui.pages.today.board import board_of
from ui.pages.today.check_in import CheckInDialog
from ui.ride_words import STATES
from ui.states import State
from ui.widgets.banner import NeedCard, Offer
from ui.widgets.basics import Button, Card, Label, Rule, Tag, clear, column, row
from ui.widgets.day_board import DayBoard
from ui.widgets.lines import Line, LineList
from ui.widgets.panel import Panel, Split
from ui.widgets.table import Table
from ui.widgets.timeline import Legend
from ui.widgets.toast import announce, copy_text
from ui.widgets.waiting import EmptyState, Way

MINUTE = 60_000
_COMING_ICONS = {
    ComingKind.WAKE_UP: "alarm",
    ComingKind.LEAVES: "car",
    ComingKind.HEARING: "scales",
    ComingKind.DECIDE: "hourglass-medium",
    ComingKind.SESSION: "squares-four",
}
_ACTION_ICONS = {ActionKind.CALL: "phone", ActionKind.RECORD_CHECK_IN: "check-circle"}


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
        self._urgent, self._phone = 0, ""
        self.board, self.legend = DayBoard(_("Hearing day")), Legend()
        self.not_back = _not_back_table()
        self.table = Table(self.not_back, _("Not back yet"))
        self.coming = LineList(_("Coming up"))
        self._needs = QVBoxLayout()
        self._build()
        self._wire()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look_again)
        self._minute.start()

    def _build(self) -> None:
        self.header.set_views([("all", _("All trips")), ("not_covered", _("Not covered")), ("no_word", _("No word"))])
        self.header.set_primary(_("Record check-in"), "check-circle", on=self._record)
        self._board_card = Card()
        self._board_card.body.addWidget(self.board, 1)
        self._board_card.body.addWidget(self.legend)
        self._back = Panel(_("Not back yet"), scroll=False)
        self._back.content.addWidget(self.table, 1)
        self._left = QWidget()
        sides = column(self._board_card, self._back, gap=12)
        sides.setStretchFactor(self._board_card, 3)
        sides.setStretchFactor(self._back, 1)
        self._left.setLayout(sides)
        needs, ahead = Panel(_("Needs you now")), Panel(_("Coming up"), scroll=False)
        self._count = Tag()
        needs.title_row.addWidget(self._count)
        needs.content.addLayout(self._needs)
        self._needs.setSpacing(0)
        ahead.content.addWidget(self.coming, 1)
        right = QWidget()
        stack = column(needs, ahead, gap=12)
        stack.setStretchFactor(needs, 3)
        stack.setStretchFactor(ahead, 2)
        right.setLayout(stack)
        self._split = Split(self._left, right, 296)
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(lambda _view: self._show_board())
        self.board.opened.connect(self._open)
        self.board.pressed_gap.connect(lambda _key: self.desk.go("rides"))
        self.board.letter.connect(lambda letter, _key: self._on_letter(letter))
        self.table.opened.connect(self._close_return)
        self.table.letter.connect(lambda letter, key: self._close_return(key) if letter in "rR" else None)
        self.coming.opened.connect(self._open_coming)
        self.banner.offered.connect(self._on_banner)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(lambda work: today(work, site=site, day=on), self._show, newest="today", owner=self)

    def _show(self, found: TodayView) -> None:
        self._found = found
        self.header.set_answer(f"{day(found.day, year=True)} · {found.line}")
        silent = sum(block.state.value == "no_word" for block in found.trips)
        gaps = len(found.not_covered.rows) if found.not_covered else 0
        self.header.set_views(
            [
                ("all", _("All trips")),
                ("not_covered", _("Not covered {n}").format(n=gaps) if gaps else _("Not covered")),
                ("no_word", _("No word {n}").format(n=silent) if silent else _("No word")),
            ]
        )
        self._show_emptiness(found)
        self._show_board()
        self.not_back.set_rows(found.not_back)
        self._back.set_title(_("Not back yet"), str(found.not_back_words))
        self._back.setVisible(bool(found.not_back))
        self._show_needs(found)
        self.coming.set_lines(
            [
                Line(
                    key=str(number),
                    title=str(one.words),
                    lead=words(one.hour.here.time()),
                    icon=_COMING_ICONS[one.kind],
                )
                for number, one in enumerate(found.coming_up)
            ]
        )

    def _show_board(self) -> None:
        if self._found is not None:
            self.board.show_board(board_of(self._found, show=self.header.segments.current or "all"))

    def _show_emptiness(self, found: TodayView) -> None:
        if self._empty is not None:
            self._empty.deleteLater()
            self._empty = None
        nothing = not found.trips and found.not_covered is None
        self.board.setVisible(not nothing)
        self.legend.setVisible(not nothing)
        if nothing:
            title = _("No hearings on {day}.").format(day=day(found.day))
            ways = []
            if found.next_day is not None:
                later = found.next_day
                text = _("The next day with a hearing is {day}.").format(day=day(later))
                ways = [
                    Way("calendar-blank", day(later), text, _("Go to that day"), lambda: self.desk.move_to(day=later))
                ]
            self._empty = EmptyState("sun-horizon", title, "", ways)
            self._board_card.body.insertWidget(0, self._empty, 1)

    def _show_needs(self, found: TodayView) -> None:
        clear(self._needs)
        for number, need in enumerate(found.needs):
            if number:
                self._needs.addWidget(Rule())
            self._needs.addWidget(self._need_card(need))
        more = found.needs_in_all - len(found.needs)
        if more > 0:
            self._needs.addLayout(row(Label(_("and {n} more").format(n=more), "small", "ink2"), margins=(12, 8, 12, 8)))
        if not found.needs:
            self._needs.addLayout(row(Label(_("Nothing needs you now."), "body", "ink2"), margins=(12, 10, 12, 10)))
        urgent = [need for need in found.needs if STATES[need.state] in (State.NO_WORD, State.NOT_COVERED)]
        self._count.show_text(str(found.needs_in_all) if found.needs_in_all else "", "bad" if urgent else "")
        self.counted.emit(found.needs_in_all, bool(urgent))
        if len(urgent) > self._urgent:
            announce(self, f"{urgent[0].title}. {urgent[0].detail}", urgent=True)
        self._urgent = len(urgent)

    def _need_card(self, need: Need) -> NeedCard:
        buttons = [self._need_button(action) for action in need.actions]
        return NeedCard(STATES[need.state], str(need.title), str(need.detail), buttons)

    def _need_button(self, action: Action) -> Button:
        button = Button(str(action.words), _ACTION_ICONS.get(action.kind, ""), small=True)
        button.setObjectName(f"need-{action.kind.value}")
        button.clicked.connect(lambda: self._act(action))
        return button

    # ------------------------------------------------------------------------------------------------------- doing

    def _act(self, action: Action) -> None:
        places = {"seat": "roster", "household": "people", "volunteer": "people", "hearing": "people", "trip": "rides"}
        if action.kind is ActionKind.CALL:
            self.banner.tell(str(action.words), [action.phone], [Offer("copy", _("Copy number"), primary=True)], "info")
            self._phone = action.phone
        elif action.kind is ActionKind.RECORD_CHECK_IN:
            self._record(str(action.row_id))
        elif action.kind is ActionKind.SEE_OPTIONS:
            self.desk.go("rides")
        else:
            self.desk.go(places.get(action.about, "rides"), action.row_id)

    def _on_banner(self, key: str) -> None:
        if key == "copy":
            copy_text(self._phone)
        self.banner.dismiss()

    def _on_letter(self, letter: str) -> None:
        if letter in "rR":
            self._record(self._trip_of(self.board.current_key))
        elif letter in "nN":
            button = self.findChild(Button, "need-call") or self.findChild(Button, "need-record_check_in")
            if button is not None:
                button.setFocus()

    @staticmethod
    def _trip_of(key: str) -> str:
        return key.rsplit("trip:", 1)[-1] if "trip:" in key else ""

    def _open(self, key: str) -> None:
        trip = self._trip_of(key)
        self.desk.go("rides", trip or None)

    def _open_coming(self, key: str) -> None:
        if self._found is None:
            return
        one = self._found.coming_up[int(key)]
        if one.about == "trip":
            self.desk.go("rides", one.row_id)

    def _record(self, chosen: str = "") -> None:
        found = self._found
        if found is None or not found.trips:
            self.desk.say(_("There is no trip on this day to record a check-in for."))
            return
        dialog = CheckInDialog(self, found.trips, found.now, chosen or self._trip_of(self.board.current_key))
        dialog.accepted.connect(lambda: self.desk.run(check_ins.record, starter=self, **dialog.given))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _close_return(self, key: Any) -> None:
        """Record that a household is back, at this instant."""
        one = next((one for one in self._found.not_back if _key_of(one) == key), None) if self._found else None
        if one is not None:
            self.desk.run(
                check_ins.record,
                trip=one.trip_id,
                kind=CheckInKind.RETURN,
                household=one.household_id,
                starter=self,
            )

    # ------------------------------------------------------------------------------------------------------ for all

    def commands(self) -> Sequence[Command]:
        """What can be done on a hearing day."""
        return (
            Command("record-check-in", say("Record check-in"), self._record, icon="check-circle", keys="Ctrl+R"),
            Command("find-ride", say("Find a ride"), lambda: self.desk.go("rides"), icon="car"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, board, not back, needs."""
        return [self.header, self.board, self.table, self._split.panel]


def _key_of(one: NotBack) -> str:
    return f"{one.household_id}:{one.trip_id}"


def _not_back_table() -> TableModel[NotBack]:
    return TableModel(
        [
            Column(
                _("Household"),
                lambda one: one.code,
                note=lambda one: str(one.people),
                state=lambda one: State.NO_WORD if one.is_late else State.RETURN_OPEN,
                bold=True,
            ),
            Column(_("What we know"), lambda one: str(one.known), stretch=True),
            Column(_("Last word"), _last_word),
            Column(
                _("Decide by"),
                lambda one: words(one.decide_by),
                state=lambda one: State.NO_WORD if one.is_late else State.RETURN_OPEN,
                tag=True,
            ),
        ],
        key=_key_of,
        sentence=lambda one: "; ".join([one.code, str(one.known), *(str(word) for word in one.words)]),
    )


def _last_word(one: NotBack) -> str:
    if one.last_word_at is None:
        return ""
    return ", ".join(part for part in (words(one.last_word_at), one.last_word_by) if part)
