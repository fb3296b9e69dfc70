"""What is done on Today: words from the road by key and by form, calls, and what the buttons of the needs ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Protocol

from PySide6.QtWidgets import QWidget

from clinic.domain.ids import HearingId, HouseholdId, TripId
from clinic.domain.trips import CheckInKind
from clinic.domain.words import CHECK_INS
from clinic.i18n import _
from clinic.services import calls, check_ins
from clinic.services.views.rides import CheckInView
from clinic.services.views.today import Action, ActionKind, Coming, HouseholdRow, NotBack, TodayView, TripBlock, When
from ui.desk import Desk
from ui.dialogs.forms import open_form
from ui.dialogs.report_time import ask_report_time
from ui.models.table import TableModel
from ui.pages.today.board import trip_key
from ui.pages.today.calls import CallPanel
from ui.pages.today.check_in import CheckInForm, CorrectionForm, Ride, likely, open_check_in, ride_of, rides_back
from ui.pages.today.keys import KINDS, OF_HOUSEHOLDS, OF_TRIPS
from ui.pages.today.lists import Expected, not_back_key
from ui.pages.today.side import Side
from ui.widgets.banner import Banner, Offer
from ui.widgets.day_board import DayBoard
from ui.widgets.toast import copy_text


class Shown(Protocol):
    """What is needed of the page: it is the parent of the forms, and what it shows is what is meant."""

    desk: Desk
    banner: Banner
    board: DayBoard
    side: Side
    calls: CallPanel
    check_ins: TableModel[Expected]

    @property
    def found(self) -> TodayView | None: ...
    def show_calls(self) -> None: ...


class TodayActs:
    """See the module. Keys of the board's lines: 'trip:ID', 'household:ID:trip:ID', 'household:ID:gap', 'seat:ID'."""

    def __init__(self, page: Shown, parent: QWidget) -> None:
        self.page, self.desk, self._parent = page, page.desk, parent
        self._phone = ""
        self._calling: TripBlock | None = None

    # ---------------------------------------------------------------------------------------------- keys of the board

    def on_key(self, letter: str, key: str) -> None:
        """R records, N goes to the next need, L lists whom to call, a figure records a word at this minute."""
        block = self._block(key)
        if letter in "rR":
            self.record(block.trip_id if block else None)
        elif letter in "nN":
            self.page.side.next_need()
        elif letter in "lL" and block is not None:
            self.call_about(block)
        elif letter in KINDS and block is not None:
            self._tell(KINDS[letter], block, self._household(key, block))

    def on_key_here(self, letter: str) -> None:
        """The same from a menu or the palette, about the chosen line."""
        key = self.page.board.current_key
        if self._block(key) is None:
            self.desk.say(_("Choose a trip or a household first."))
        else:
            self.on_key(letter, key)

    def on_list_key(self, letter: str, key: object) -> None:
        """The same in the list of check-ins, about the trip of its row, and the household where it is about one."""
        row = self.page.check_ins.row_of(str(key))
        if row is not None:
            one = self.page.check_ins.at(row)
            household = f"household:{one.view.household_id}:" if one.view.household_id else ""
            self.on_key(letter, household + trip_key(one.trip))

    def _tell(self, kind: CheckInKind, block: TripBlock, household: HouseholdId | None) -> None:
        """Record a word now; where it has come already, or the day is another one, its form is opened."""
        if len(block.rows) == 1 and kind in OF_HOUSEHOLDS:
            household = block.rows[0].household_id
        if kind in OF_TRIPS or (len(block.rows) == 1 and kind is CheckInKind.HAND_OVER):
            household = None
        told = _told(block, kind, household)
        if told is not None:
            self._correct(told)
        elif kind in OF_HOUSEHOLDS and household is None:
            self.desk.say(_("Choose the household first: “{what}” is said of one.").format(what=CHECK_INS[kind]))
        elif self.page.found is not None and self.page.found.when is not When.TODAY:
            self.record(block.trip_id)
        else:
            self.desk.run(check_ins.record, starter=self._parent, trip=block.trip_id, kind=kind, household=household)

    def _correct(self, word: CheckInView) -> None:
        if self.page.found is not None:
            form = CorrectionForm(self._parent, word, self.page.found.now)
            open_form(self.desk, form, check_ins.amend, check_in=word.check_in_id)

    # --------------------------------------------------------------------------------------------------------- by form

    def record(self, trip: TripId | None = None) -> None:
        """Ask what was told of the given trip, else of the chosen one, else of the one of which a word is likeliest."""
        blocks = self._blocks
        if blocks:
            chosen = self._block(self.page.board.current_key) or likely(blocks)
            self._ask([ride_of(block) for block in blocks], trip or (chosen.trip_id if chosen else None))
        elif self.page.found is not None:
            self.desk.say(_("No trip goes on this day, so there is nothing to record."))

    def record_back(self, key: object) -> None:
        """Ask how it ended for a household that is not back; that it came back is proposed."""
        self._ask_back([one for one in self._out if not_back_key(one) == key])

    def open_check_in(self, key: object) -> None:
        """A word that has come is corrected, one that is waited for is recorded."""
        row = self.page.check_ins.row_of(str(key))
        if row is not None:
            one = self.page.check_ins.at(row)
            if one.view.done is not None:
                self._correct(one.view)
            else:
                self.record(one.trip.trip_id)

    def _ask_back(self, out: Sequence[NotBack]) -> None:
        if out:
            self._ask(rides_back(out), None)

    def _ask(self, rides: Sequence[Ride], chosen: TripId | None) -> None:
        if self.page.found is not None:
            open_check_in(self.desk, CheckInForm(self._parent, rides, self.page.found.now, chosen))

    # ----------------------------------------------------------------------------------------------------------- calls

    def call_about(self, block: TripBlock) -> None:
        """List whom to call about a trip, in order."""
        self._calling = block
        self.look_at_calls()
        self.page.show_calls()

    def call_about_chosen(self) -> None:
        """About the chosen trip, else the one of which a word is likeliest."""
        self.call_about_trip(None)

    def call_about_trip(self, trip: TripId | None) -> None:
        """About a trip of the day; about the chosen one, else the likeliest, when none is named."""
        block = self._block(f"trip:{trip}" if trip else self.page.board.current_key) or likely(self._blocks)
        if block is not None:
            self.call_about(block)

    def look_at_calls(self) -> None:
        """Read the list again while it stands there."""
        block = self._calling
        if block is not None:
            title = _("{trip}: whom to call").format(trip=block.label)
            self.desk.read(
                lambda work: calls.next_calls(work, trip=block.trip_id),
                lambda found: self.page.calls.show_calls(title, found),
                newest="today.calls",
                owner=self._parent,
            )

    def called(self, name: str, said: str) -> None:
        """Keep what came of a call."""
        if self._calling is not None:
            trip = self._calling.trip_id
            self.desk.run(calls.called, starter=self._parent, trip=trip, name=name, answer=said)

    # ------------------------------------------------------------------------------------------ what needs somebody

    def act(self, action: Action) -> None:
        """What a need's button asks for."""
        block = self._block(f"trip:{action.row_id}")
        if action.kind is ActionKind.CALL and action.about == "trip" and block is not None:
            self.call_about(block)
        elif action.kind is ActionKind.CALL:
            offers = [Offer("copy", _("Copy number"), primary=True)]
            self.page.banner.tell(str(action.words), [action.phone], offers, "info")
            self._phone = action.phone
        elif action.kind is ActionKind.COPY:
            copy_text("\n".join(str(line) for line in action.text))
            self.desk.say(_("Copied. Nothing has left the laptop yet."))
        elif action.kind is ActionKind.RECORD_CHECK_IN:
            self.record(TripId(action.row_id))
        elif action.kind is ActionKind.RECORD_RETURN:
            wanted = {action.row_id, *action.also}
            self._ask_back([one for one in self._out if one.household_id in wanted])
        elif action.kind is ActionKind.TYPE_REPORT_TIME:
            self._type_report_time(HearingId(action.row_id))
        else:
            self.desk.go({"seat": "roster", "household": "people"}.get(action.about, "rides"), action.row_id)

    def on_banner(self, key: str) -> None:
        """Copy the number that is shown, or be done with it."""
        if key == "copy":
            copy_text(self._phone)
        self.page.banner.dismiss()

    def _type_report_time(self, hearing: HearingId) -> None:
        row = next((row for row in self._rows if row.hearing_id == hearing), None)
        if row is not None:
            proposed: time | None = row.report.here.time() if row.report else None
            ask_report_time(self.desk, self._parent, hearing=hearing, code=row.code, proposed=proposed)

    # ------------------------------------------------------------------------------------------------ going elsewhere

    def open(self, key: str) -> None:
        """A trip at Rides, an open seat at Roster with who could sit there."""
        kind, _colon, row_id = key.partition(":")
        gap = (
            next((gap for gap in self.page.found.gaps if str(gap.seat_id) == row_id), None) if self.page.found else None
        )
        if kind == "seat" and gap is not None:
            self.desk.go("roster", gap.seat_id)
        elif (block := self._block(key)) is not None:
            self.desk.go("rides", block.trip_id)
        elif key.endswith(":gap"):
            row = next((row for row in self._rows if str(row.household_id) in key), None)
            self.desk.go("rides", row.hearing_id if row else None)

    def find_ride(self) -> None:
        """The first household without a ride, at Rides."""
        gap = self.page.found.not_covered if self.page.found else None
        self.desk.go("rides", gap.rows[0].hearing_id if gap and gap.rows else None)

    def open_coming(self, one: Coming) -> None:
        """What is coming up, in its place."""
        pages = {"trip": "rides", "seat": "roster", "session": "roster", "household": "people"}
        self.desk.go(pages.get(one.about, "rides"), one.row_id)

    # --------------------------------------------------------------------------------------------------- what is meant

    def trip_key_of(self, key: str) -> str:
        """The key of the trip to which a line belongs; '' for none."""
        block = self._block(key)
        return trip_key(block) if block else ""

    @property
    def _blocks(self) -> tuple[TripBlock, ...]:
        return self.page.found.trips if self.page.found else ()

    @property
    def _out(self) -> tuple[NotBack, ...]:
        return self.page.found.not_back if self.page.found else ()

    @property
    def _rows(self) -> list[HouseholdRow]:
        gap = self.page.found.not_covered if self.page.found else None
        return [*(row for block in self._blocks for row in block.rows), *(gap.rows if gap else ())]

    def _block(self, key: str) -> TripBlock | None:
        return next((block for block in self._blocks if key.endswith(trip_key(block))), None)

    @staticmethod
    def _household(key: str, block: TripBlock) -> HouseholdId | None:
        return next((row.household_id for row in block.rows if key.startswith(f"household:{row.household_id}:")), None)


def _told(block: TripBlock, kind: CheckInKind, household: HouseholdId | None) -> CheckInView | None:
    """The word of that kind that has come already."""
    same = (one for one in block.check_ins if one.kind is kind and one.household_id == household and one.done)
    return next(same, None)
