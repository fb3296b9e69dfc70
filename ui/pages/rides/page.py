"""The Rides page: who is not covered, the day's trips, one trip with its sums and every check; and the vehicles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from clinic.domain.day_sheets import SheetKind
from clinic.i18n import _, day, say
from clinic.services import choices, trips
from clinic.services.choices import VehicleChoice
from clinic.services.rides_day import rides_day
from clinic.services.trip_detail import trip_detail
from clinic.services.views.rides import RidesDay, TripDetail
from ui.actions import Command
from ui.covering import Cover
from ui.desk import Desk
from ui.page import Page
from ui.pages.rides.board import RidesBoard
from ui.pages.rides.carrying import Carrying
from ui.pages.rides.chosen import Chosen, Rider
from ui.pages.rides.crew_acts import CrewActs
from ui.pages.rides.dates import DatesView
from ui.pages.rides.placing import RidePlacer
from ui.pages.rides.riders import RiderActs
from ui.pages.rides.stop_acts import StopActs
from ui.pages.rides.trip_acts import TripActs
from ui.pages.rides.vehicles import VehiclesView
from ui.tokens import PAGE_MARGIN
from ui.why_lines import WhyLines
from ui.widgets.banner import Offer
from ui.widgets.basics import column
from ui.widgets.placing_bar import PlacingBar


class RidesPage(Page):
    """It answers whether everybody with a hearing has a ride that gets there in time."""

    name = "rides"
    kinds = frozenset(
        {"trip", "stop", "ride", "seat", "vehicle", "hearing", "household", "person", "volunteer", "check_in", "place",
         "travel", "absence", "session", "clinic", "notice", "consultation", "slot", "follow_up", "feed_event",
         "delivery"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Rides"))
        self.chosen, self._asked, self._line = Chosen(), "", ""
        self.board, self.vehicles = RidesBoard(), VehiclesView(self)
        self.dates = DatesView(self)
        self.card, self.seat_panel = self.board.card, self.board.seat_panel
        self.crew = CrewActs(self, self.board)
        self.cover = Cover(self, self.board.seat_panel)
        self.why = WhyLines.of_panel(self, self.board.seat_panel)
        self.acts = TripActs(self, self.chosen)
        self.riders = RiderActs(self, self.chosen, self.card.why, self.acts.begin)
        self.acts.began = lambda case, trip: self.riders.add(Rider.of(case), trip)
        self.bar = PlacingBar()
        self.placer = RidePlacer(self, self.bar, lambda: [line.key for line in self.board.trips.lines])
        self.carrying = Carrying(self.board, self.chosen, self.placer, self.riders)
        self.stops = StopActs(self, self.chosen, self.acts, self.card.stops)
        self._stack = QStackedWidget()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.set_views([("trips", _("Trips")), ("vehicles", _("Vehicles")), ("dates", _("Move dates"))])
        show = partial(self.desk.go, "printing", SheetKind.DRIVER)
        self._slips = self.header.add_button(_("Driver slips"), "printer", name="driverSlips", on=show)
        self._plan = self.header.add_button(_("Plan rides"), "magic-wand", name="planRides", on=self.acts.plan)
        self._new_notice = self.header.add_button(_("New notice"), "plus", name="newNotice", on=self.dates.new_notice)
        self._new_notice.hide()
        self.header.set_primary(_("New trip"), "plus", on=self._new_trip)
        self.body.addLayout(column(self.bar, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0)))
        for view in (self.board, self.vehicles, self.dates):
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)

    def _wire(self) -> None:
        board, card = self.board, self.card
        self.header.view_chosen.connect(self._on_view)
        self.dates.changed.connect(self._show_dates_head)
        board.uncovered.opened.connect(lambda key: self.carrying.put_on(self._case(key), self.chosen.wanted))
        board.uncovered.letter.connect(self.riders.act_on)
        board.uncovered.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        board.uncovered.customContextMenuRequested.connect(self._on_menu)
        board.trips.chosen.connect(self._choose_trip)
        self.carrying.hour_wanted = self.acts.note_hour
        board.checks.opened.connect(self._open_check)
        board.days.chosen.connect(lambda on: self.desk.move_to(day=on))
        board.present.clicked.connect(self.acts.add_presentation)
        card.gate_answered.connect(self.acts.answer_gate)
        card.crew_chosen.connect(self.crew.show)
        card.crew_removed.connect(lambda seat_id: self._run(trips.remove_crew_seat, seat=seat_id))
        card.ride_removed.connect(self.riders.take_off)
        card.more.clicked.connect(lambda _on: self._show_menu())
        self.banner.offered.connect(lambda _key: self.banner.dismiss())

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(lambda work: rides_day(work, site=site, day=on), self._show, newest="rides.day", owner=self)
            self.vehicles.reload()
            if self._stack.currentWidget() is self.dates:
                self.dates.reload()

    def _show(self, found: RidesDay) -> None:
        self.chosen.take_day(found)
        self._line = f"{day(found.day)} · {found.line}"
        if self._stack.currentWidget() is not self.dates:
            self.header.set_answer(self._line)
        self.board.show_day(found, self.chosen.wanted, self.placer.answers)
        if self.placer.is_on:
            self.placer.ask()
        if self.chosen.case(self._asked) is not None:
            self.board.uncovered.choose(self._asked)
            self.riders.why(self._case(self._asked))
        self._asked = ""
        if found.banner is not None:
            self.banner.tell(str(found.banner), (), [Offer("close", _("Close"))], tone="warn")
        self._reload_trip()

    def _on_view(self, view: str) -> None:
        views: dict[str, QWidget] = {"vehicles": self.vehicles, "dates": self.dates}
        self._stack.setCurrentWidget(views.get(view, self.board))
        self._plan.setVisible(view == "trips")
        self._slips.setVisible(view == "trips")
        self._new_notice.setVisible(False)
        if view == "dates":
            self._show_dates_head()
            self.dates.reload()
            return
        self.header.set_answer(self._line)
        if view == "vehicles":
            self.header.set_primary(_("Add vehicle"), "plus", on=self.vehicles.add)
        else:
            self.header.set_primary(_("New trip"), "plus", on=self._new_trip)

    def _show_dates_head(self) -> None:
        if self._stack.currentWidget() is self.dates:
            self.dates.show_head(self.header, self._new_notice)

    def _choose_trip(self, key: str) -> None:
        if key != self.chosen.wanted:
            self.chosen.wanted = key
            self.card.why.dismiss()
            self.crew.close()
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
            self.crew.read(self.seat_panel.seat.seat_id)

    def show_target(self, target: object) -> None:
        """Show a trip, or a hearing that has no ride, by its id; or ('dates', a hearing): what its dates ask for."""
        if isinstance(target, tuple) and target[:1] == ("dates",):
            self._show_view("dates")
            return
        self._show_view("trips")
        self.chosen.wanted = self._asked = str(target)
        self.look_again()

    def _ask_notice(self) -> None:
        self._show_view("dates")
        self.dates.new_notice()

    def _show_view(self, view: str) -> None:
        self.header.segments.choose(view)
        self._on_view(view)

    # ---------------------------------------------------------------------------------------------------------- riders

    def _case(self, hearing: str) -> Rider | None:
        return self.chosen.rider("hearing", hearing)

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
            Command("add-presentation", say("Add presentation"), acts.add_presentation, icon="flag"),
            Command("plan-rides", say("Plan rides of this day"), acts.plan, icon="magic-wand"),
            Command("return-trip", say("Return trip"), acts.begin_return, icon="hourglass-medium", why_not=no_trip),
            Command("return-hour", say("The hour of a return is known"), acts.note_hour, icon="alarm", why_not=no_trip),
            Command("appeared", say("Somebody has appeared at the port"), acts.appeared, icon="users"),
            Command("report-time", say("Change the report time"), acts.change_report, why_not=no_trip),
            Command("publish-trip", say("Publish trip"), acts.publish, icon="paper-plane-tilt", why_not=no_trip),
            Command("cancel-trip", say("Cancel trip"), acts.cancel, icon="x", why_not=no_trip),
            Command("add-vehicle", say("Add vehicle"), self.vehicles.add, icon="car"),
            Command("move-dates", say("Move dates"), lambda: self._show_view("dates"), icon="calendar-blank"),
            Command("new-notice", say("New notice"), self._ask_notice, icon="plus"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, not covered, trips, stops, checks; or the vehicles."""
        if self.acts.proposal.isVisible():
            return [self.header, *self.acts.proposal.parts()]
        if self._stack.currentWidget() is self.dates:
            return [self.header, *self.dates.parts()]
        if self._stack.currentWidget() is self.vehicles:
            return [self.header, self.vehicles]
        board = self.board
        return [self.header, board.uncovered, board.trips, self.card, board.panel]

    def go_back(self) -> bool:
        """Close a proposal, else let go of who is carried, else close the seat's panel, else the why-not banner."""
        if self.acts.proposal.close_view():
            return True
        if self.carrying.let_go():
            return True
        if self.seat_panel.isVisible():
            self.crew.close()
            return True
        if self.card.why.isVisible():
            self.card.why.dismiss()
            return True
        return False
