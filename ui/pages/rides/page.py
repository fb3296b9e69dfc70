"""The Rides page: who is not covered, the day's trips, one trip with its sums and every check; and the vehicles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from clinic.domain.ids import SeatId
from clinic.i18n import _, day, say
from clinic.services import candidates as asking
from clinic.services import choices, roster, trips
from clinic.services.choices import VehicleChoice
from clinic.services.rides_day import rides_day
from clinic.services.trip_detail import trip_detail
from clinic.services.views.rides import RidesDay, TripDetail
from clinic.services.views.roster import Candidates
from ui.actions import Command
from ui.desk import Desk
from ui.page import Page
from ui.pages.rides.board import RidesBoard
from ui.pages.rides.chosen import Chosen
from ui.pages.rides.riders import RiderActs
from ui.pages.rides.stop_acts import StopActs
from ui.pages.rides.trip_acts import TripActs
from ui.pages.rides.vehicles import VehiclesView
from ui.seat_words import seat_text
from ui.trying import attempt
from ui.widgets.banner import Offer
from ui.widgets.toast import copy_text


class RidesPage(Page):
    """It answers whether everybody with a hearing has a ride that gets there in time."""

    name = "rides"
    kinds = frozenset(
        {"trip", "stop", "ride", "seat", "vehicle", "hearing", "household", "person", "volunteer", "check_in", "place",
         "travel", "absence", "session", "clinic"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Rides"))
        self.chosen, self._asked = Chosen(), ""
        self.board, self.vehicles = RidesBoard(), VehiclesView(self)
        self.card, self.seat_panel = self.board.card, self.board.seat_panel
        self.acts = TripActs(self, self.chosen)
        self.riders = RiderActs(self, self.chosen, self.card.why, self.acts.begin)
        self.acts.began = self.riders.add
        self.stops = StopActs(self, self.chosen, self.acts, self.card.stops)
        self._stack = QStackedWidget()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.set_views([("trips", _("Trips")), ("vehicles", _("Vehicles"))])
        self._plan = self.header.add_button(_("Plan rides"), "magic-wand", name="planRides", on=self.acts.plan)
        self.header.set_primary(_("New trip"), "plus", on=self._new_trip)
        for view in (self.board, self.vehicles):
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)

    def _wire(self) -> None:
        board, card, seat = self.board, self.card, self.seat_panel
        self.header.view_chosen.connect(self._on_view)
        board.uncovered.opened.connect(lambda key: self._put_on(key, self.chosen.wanted))
        board.uncovered.letter.connect(self._on_letter)
        board.uncovered.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        board.uncovered.customContextMenuRequested.connect(self._on_menu)
        board.trips.chosen.connect(self._choose_trip)
        board.trips.opened.connect(lambda _key: card.stops.setFocus())
        board.trips.dropped.connect(self._put_on)
        board.checks.opened.connect(self._open_check)
        card.crew_chosen.connect(self._show_seat)
        card.crew_removed.connect(lambda seat_id: self._run(trips.remove_crew_seat, seat=seat_id))
        card.ride_removed.connect(self.riders.take_off)
        card.more.clicked.connect(lambda _on: self._show_menu())
        seat.closed.connect(self._close_seat)
        seat.seated.connect(self._seat)
        seat.asked_first.connect(self._ask_first)
        seat.wished.connect(self._on_wish)
        self.banner.offered.connect(lambda _key: self.banner.dismiss())

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(lambda work: rides_day(work, site=site, day=on), self._show, newest="rides.day", owner=self)
            self.vehicles.reload()

    def _show(self, found: RidesDay) -> None:
        self.chosen.take_day(found)
        self.header.set_answer(f"{day(found.day)} · {found.line}")
        self.board.show_day(found, self.chosen.wanted)
        if self.chosen.case(self._asked) is not None:
            self.board.uncovered.choose(self._asked)
            self.riders.why(self._asked)
        self._asked = ""
        if found.banner is not None:
            self.banner.tell(str(found.banner), (), [Offer("close", _("Close"))], tone="warn")
        self._reload_trip()

    def _on_view(self, view: str) -> None:
        is_fleet = view == "vehicles"
        self._stack.setCurrentIndex(int(is_fleet))
        self._plan.setVisible(not is_fleet)
        if is_fleet:
            self.header.set_primary(_("Add vehicle"), "plus", on=self.vehicles.add)
        else:
            self.header.set_primary(_("New trip"), "plus", on=self._new_trip)

    def _choose_trip(self, key: str) -> None:
        if key != self.chosen.wanted:
            self.chosen.wanted = key
            self.card.why.dismiss()
            self._close_seat()
            self._reload_trip()

    def _reload_trip(self) -> None:
        trip = self.chosen.trip_id
        if trip is None:
            self.chosen.trip = None
            self.board.show_trip(None)
            return
        self.desk.read(lambda work: trip_detail(work, trip=trip), self._show_trip, newest="rides.trip", owner=self)

    def _show_trip(self, found: TripDetail) -> None:
        self.chosen.take_trip(found)
        self.board.show_trip(found, self.chosen.changed)
        if self.seat_panel.isVisible() and self.seat_panel.seat is not None:
            self._read_seat(self.seat_panel.seat.seat_id)

    def show_target(self, target: object) -> None:
        """Show a trip, or a hearing that has no ride, by its id."""
        self.header.segments.choose("trips")
        self._on_view("trips")
        self.chosen.wanted = self._asked = str(target)
        self.look_again()

    # ---------------------------------------------------------------------------------------------------------- riders

    def _put_on(self, hearing: str, trip: str) -> None:
        self.chosen.wanted = trip
        self.board.trips.choose(trip)
        self.riders.put_on(hearing, trip)

    def _on_letter(self, letter: str, key: str) -> None:
        lines = self.board.uncovered
        self.riders.act_on(letter, key, lines.mapToGlobal(lines.visualRect(lines.currentIndex()).bottomLeft()))

    def _on_menu(self, point: QPoint) -> None:
        lines = self.board.uncovered
        if lines.current_key:
            self.riders.menu(lines.current_key, lines.viewport().mapToGlobal(point))

    def _new_trip(self) -> None:
        self.acts.begin(self.chosen.case(self.board.uncovered.current_key))

    # ------------------------------------------------------------------------------------------------- a trip's things

    def _show_menu(self) -> None:
        site = self.desk.site
        if site is None:
            return

        def show(found: Sequence[VehicleChoice]) -> None:
            menu = QMenu(self)
            self.acts.menu(menu, found)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.card.more.mapToGlobal(self.card.more.rect().bottomLeft()))

        self.desk.read(lambda work: choices.vehicles(work, site=site), show, owner=self)

    def _open_check(self, key: str) -> None:
        """An expected check-in is recorded on Today."""
        trip = self.chosen.trip
        if trip is not None and any(str(one.check_in_id) == key for one in trip.check_ins):
            self.desk.go("today", ("check-in", trip.trip_id))

    # ------------------------------------------------------------------------------------------------------- the crew

    def _show_seat(self, seat: SeatId) -> None:
        self._read_seat(seat, take_focus=True)

    def _read_seat(self, seat: SeatId, *, take_focus: bool = False) -> None:
        def show(found: Candidates) -> None:
            self.seat_panel.show_seat(found.seat)
            self.seat_panel.show_candidates(found)
            self.board.show_seat(shown=True)
            if take_focus:
                self.board.pull_out()
                self.seat_panel.lines.setFocus()

        self.desk.read(lambda work: asking.candidates(work, seat=seat), show, newest="rides.seat", owner=self)

    def _close_seat(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.seat_panel.isAncestorOf(focus)
        self.board.show_seat(shown=False)
        if had_focus:
            self.board.trips.setFocus()

    def _seat(self, volunteer: str) -> None:
        seat = self.seat_panel.seat
        self._try_seat(roster.assign if seat is None or seat.is_open else roster.replace, volunteer)

    def _ask_first(self, volunteer: str) -> None:
        if self.seat_panel.seat is not None:
            copy_text(seat_text(self.seat_panel.seat))
        self._try_seat(roster.ask, volunteer)

    def _try_seat(self, verb: Callable[..., Any], volunteer: str) -> None:
        seat, one = self.seat_panel.seat, self.seat_panel.candidate(volunteer)
        if seat is None or one is None:
            return
        attempt(
            self,
            verb,
            subject=_("{name}: {seat}, {session}").format(name=one.name, seat=seat.wants, session=seat.title),
            word=_("Seat {name} anyway?").format(name=one.name),
            go=_("Seat anyway"),
            seat=seat.seat_id,
            volunteer=one.volunteer_id,
        )

    def _on_wish(self, wish: str) -> None:
        seat = self.seat_panel.seat
        verbs = {
            "confirm": roster.confirm,
            "asked": roster.mark_asked,
            "empty": roster.empty,
            "declined": roster.decline,
        }
        if seat is None:
            return
        if wish == "pin":
            self._run(roster.pin, seat=seat.seat_id, pinned=not seat.pinned)
        elif wish == "copy":
            copy_text(seat_text(seat))
            self.desk.say(_("Copied. No names of people helped are in it."))
        else:
            self._run(verbs[wish], seat=seat.seat_id)

    def _run(self, verb: Callable[..., Any], **given: Any) -> None:
        self.desk.run(verb, starter=self, **given)

    # ------------------------------------------------------------------------------------------------------- for all

    def _no_trip(self) -> str:
        return "" if self.chosen.trip_id is not None else _("Choose a trip first")

    def commands(self) -> Sequence[Command]:
        """What can be done with the day and with the selected trip."""
        acts, no_trip = self.acts, self._no_trip
        return (
            Command("new-trip", say("New trip"), self._new_trip, icon="plus"),
            Command("plan-rides", say("Plan rides of this day"), acts.plan, icon="magic-wand"),
            Command("return-trip", say("Return trip"), acts.begin_return, icon="hourglass-medium", why_not=no_trip),
            Command("report-time", say("Change the report time"), acts.change_report, why_not=no_trip),
            Command("publish-trip", say("Publish trip"), acts.publish, icon="paper-plane-tilt", why_not=no_trip),
            Command("cancel-trip", say("Cancel trip"), acts.cancel, icon="x", why_not=no_trip),
            Command("add-vehicle", say("Add vehicle"), self.vehicles.add, icon="car"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, not covered, trips, stops, checks; or the vehicles."""
        if self._stack.currentIndex() == 1:
            return [self.header, self.vehicles]
        board = self.board
        return [self.header, board.uncovered, board.trips, self.card, board.panel]

    def go_back(self) -> bool:
        """Close the seat's panel, else the why-not banner."""
        if self.seat_panel.isVisible():
            self._close_seat()
            return True
        if self.card.why.isVisible():
            self.card.why.dismiss()
            return True
        return False
