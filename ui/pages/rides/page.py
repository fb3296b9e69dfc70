"""The Rides page: who is not covered, the day's trips, one trip with its sums, and every check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from clinic.domain.history import Change
from clinic.domain.ids import RideId, SeatId, TripId
from clinic.domain.places import PlaceKind
from clinic.i18n import _, day, say
from clinic.services import candidates as asking
from clinic.services import choices, ride_plan, rides, roster, trips
from clinic.services.ride_plan import DayPlan
from clinic.services.rides_day import rides_day
from clinic.services.trip_detail import trip_detail
from clinic.services.views.rides import NotCovered, RidesDay, TripDetail, Way, WayKind
from clinic.services.views.rides import WhyNot as WhyNotView
from clinic.services.views.roster import Candidates
from clinic.services.why_not import why_not
from ui.actions import Command
from ui.desk import Desk, Verb
from ui.page import Page
from ui.pages.rides.dialogs import NewTripDialog, ReturnDialog
from ui.pages.rides.lines import check_in_lines, check_lines, not_covered_lines, trip_lines
from ui.pages.rides.trip_card import TripCardWidget
from ui.pages.rides.trip_list import TripList
from ui.seat_panel import SeatPanel
from ui.trying import attempt, breach_words
from ui.widgets.banner import Offer, WhyNot
from ui.widgets.basics import Label, Tag, column, row
from ui.widgets.lines import Line, LineList
from ui.widgets.panel import Foot, Panel, Split


class RidesPage(Page):
    """It answers whether everybody with a hearing has a ride that gets there in time."""

    name = "rides"
    kinds = frozenset(
        {"trip", "stop", "ride", "seat", "vehicle", "hearing", "household", "person", "volunteer", "check_in", "place",
         "travel", "absence", "session"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Rides"))
        self._day: RidesDay | None = None
        self._trip: TripDetail | None = None
        self._wanted_trip = ""
        self._why: WhyNotView | None = None
        self.uncovered, self.trips = LineList(_("Not covered yet")), TripList(_("Trips"))
        self.card = TripCardWidget()
        self.checks, self.seat_panel = LineList(_("Checks")), SeatPanel()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.add_button(_("Plan rides"), "magic-wand", name="planRides", on=self._plan)
        self.header.set_primary(_("New trip"), "plus", on=self._new_trip)
        for name, lines in (("uncovered", self.uncovered), ("trips", self.trips), ("checks", self.checks)):
            lines.setObjectName(name)
        self._count = Tag()
        gaps = Panel(_("Not covered yet"), scroll=False)
        gaps.title_row.addWidget(self._count)
        gaps.content.addWidget(self.uncovered, 1)
        self._free = Label("", "small", "ink2", wrap=True)
        road = Panel(_("Trips"), scroll=False)
        road.content.addWidget(self.trips, 1)
        road.content.addWidget(Foot(self._free))
        left = QWidget()
        sides = column(gaps, road, gap=12)
        sides.setStretchFactor(gaps, 2)
        sides.setStretchFactor(road, 3)
        left.setLayout(sides)
        left.setFixedWidth(244)
        self._checks_panel = Panel(_("Checks"), scroll=False)
        self._checks_panel.content.addWidget(self.checks, 1)
        middle = QWidget()
        line = row(left, gap=12)
        line.addWidget(self.card, 1)
        middle.setLayout(line)
        side = QWidget()
        side.setLayout(column(self._checks_panel, self.seat_panel, gap=0))
        self.seat_panel.hide()
        self._split = Split(middle, side, 256)
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.uncovered.opened.connect(lambda key: self._add_to(key, self._wanted_trip))
        self.uncovered.letter.connect(self._on_letter)
        self.trips.chosen.connect(self._choose_trip)
        self.trips.dropped.connect(self._add_to)
        self.card.crew_chosen.connect(self._show_seat)
        self.card.ride_removed.connect(self._remove_ride)
        self.card.why.offered.connect(self._on_way)
        self.card.why.overridden.connect(self._override)
        self.seat_panel.closed.connect(self._close_seat)
        self.seat_panel.seated.connect(self._seat)
        self.seat_panel.wished.connect(self._on_wish)
        self.banner.offered.connect(lambda key: self.banner.dismiss() if key == "close" else None)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(lambda work: rides_day(work, site=site, day=on), self._show, newest="rides.day", owner=self)

    def _show(self, found: RidesDay) -> None:
        self._day = found
        self.header.set_answer(f"{day(found.day)} · {found.line}")
        self.uncovered.set_lines(not_covered_lines(found))
        self._count.show_text(str(len(found.not_covered)), "bad" if found.not_covered else "ok")
        self.trips.set_lines(trip_lines(found))
        self._free.setText(_free_words(found))
        if found.banner is not None:
            self.banner.tell(str(found.banner), (), [Offer("close", _("Close"))], tone="warn")
        keys = [str(card.trip_id) for card in (*found.trips, *found.returns)]
        if self._wanted_trip not in keys:
            self._wanted_trip = next(iter(keys), "")
        self.trips.choose(self._wanted_trip)
        self._reload_trip()

    def _choose_trip(self, key: str) -> None:
        if key != self._wanted_trip:
            self._wanted_trip = key
            self.card.why.dismiss()
            self._close_seat()
            self._reload_trip()

    @property
    def _trip_id(self) -> TripId | None:
        cards = (*self._day.trips, *self._day.returns) if self._day else ()
        return next((card.trip_id for card in cards if str(card.trip_id) == self._wanted_trip), None)

    def _reload_trip(self) -> None:
        trip = self._trip_id
        if trip is None:
            self._trip = None
            self.card.show_nothing()
            self.checks.set_lines([])
            return
        self.desk.read(lambda work: trip_detail(work, trip=trip), self._show_trip, newest="rides.trip", owner=self)

    def _show_trip(self, found: TripDetail) -> None:
        self._trip = found
        self.card.show_trip(found)
        self._checks_panel.set_title(_("Checks on {trip}").format(trip=found.label))
        expected = Line(key="expected", title=_("Check-ins expected"), section=True)
        arrivals = check_in_lines(found.check_ins)
        self.checks.set_lines([*check_lines(found.checks), *([expected, *arrivals] if arrivals else [])])
        if self.seat_panel.isVisible() and self.seat_panel.seat is not None:
            self._show_seat(self.seat_panel.seat.seat_id)

    def show_target(self, target: object) -> None:
        """Show a trip by its id."""
        self._wanted_trip = str(target)
        self.look_again()

    # ------------------------------------------------------------------------------------------------ riders and ways

    def _case(self, key: str) -> NotCovered | None:
        cases = self._day.not_covered if self._day else ()
        return next((case for case in cases if str(case.hearing_id) == key), None)

    def _on_letter(self, letter: str, key: str) -> None:
        if letter in "mM":
            self._choose_for(key)
        elif letter in "wW":
            self._ask_why(key)

    def _choose_for(self, key: str) -> None:
        """Offer the trips in a menu, the key twin of dragging."""
        menu = QMenu(self)
        for card in self._day.trips if self._day else ():
            text = f"{card.label} · {card.vehicle}"
            menu.addAction(text).triggered.connect(lambda _on=False, trip=str(card.trip_id): self._add_to(key, trip))
        menu.addAction(_("New trip")).triggered.connect(self._new_trip)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.uncovered.mapToGlobal(self.uncovered.visualRect(self.uncovered.currentIndex()).bottomLeft()))

    def _add_to(self, hearing: str, trip: str) -> None:
        """Put a household on a trip if it fits; else say why not, and what works."""
        self._wanted_trip = trip
        self.trips.choose(trip)
        if self._trip_id is None:
            self._new_trip()
            return
        self._ask_why(hearing, and_add=True)

    def _ask_why(self, hearing: str, *, and_add: bool = False) -> None:
        case, trip = self._case(hearing), self._trip_id
        if case is None or trip is None:
            return

        def answer(found: WhyNotView) -> None:
            if found.fits and and_add:
                self._run_add(case, trip)
            elif not found.fits:
                self._tell(found)
            else:
                self.desk.say(_("{code} fits on this trip.").format(code=case.code))

        self.desk.read(
            lambda work: why_not(work, trip=trip, household=case.household_id, hearing=case.hearing_id),
            answer,
            newest="rides.why",
            owner=self,
        )

    def _tell(self, found: WhyNotView) -> None:
        self._why = found
        ways = tuple(
            Offer(f"way-{number}", str(way.words), primary=number == 0)
            for number, way in enumerate(found.ways)
            if way.kind is not WayKind.OVERRIDE
        )
        rules = tuple(breach_words(breach) for breach in found.breaches)
        self.card.why.show_why(WhyNot(str(found.title), rules, ways, found.can_be_overridden))

    def _on_way(self, key: str) -> None:
        if self._why is None or not key.startswith("way-"):
            return
        way = self._why.ways[int(key.removeprefix("way-"))]
        case = self._case_of(self._why)
        if case is None:
            return
        if way.kind is WayKind.OTHER_TRIP and way.trip_id is not None:
            self._wanted_trip = str(way.trip_id)
            self._run_add(case, way.trip_id)
        elif way.kind is WayKind.NEW_TRIP:
            self._trip_for(case, way)

    def _case_of(self, why: WhyNotView) -> NotCovered | None:
        cases = self._day.not_covered if self._day else ()
        return next((case for case in cases if case.household_id == why.household_id), None)

    def _override(self) -> None:
        case, trip = self._case_of(self._why) if self._why else None, self._trip_id
        if case is not None and trip is not None:
            self._run_add(case, trip)

    def _run_add(self, case: NotCovered, trip: TripId) -> None:
        self._try(
            rides.add,
            case.code,
            word=_("Take {code} anyway?").format(code=case.code),
            trip=trip,
            hearing=case.hearing_id,
            household=case.household_id,
            persons=case.person_ids,
            done=lambda _answer: self.card.why.dismiss(),
        )

    def _remove_ride(self, ride: RideId) -> None:
        self.desk.run(rides.remove, ride=ride, starter=self)

    def _try(self, verb: Verb, subject: str, **given: Any) -> None:
        trip = self._trip.label if self._trip else ""
        attempt(self, verb, subject=f"{subject} · {trip}" if trip else subject, **given)

    # ------------------------------------------------------------------------------------------------------ the trip

    def _trip_for(self, case: NotCovered, way: Way) -> None:
        site = self.desk.site
        if site is None or case.report is None or case.port_id is None:
            self._new_trip()
            return
        self.desk.run(
            trips.new_trip,
            site=site,
            port=case.port_id,
            report_at=case.report.here,
            vehicle=way.vehicle_id,
            starter=self,
            done=lambda change: self._began(change, case),
        )

    def _began(self, change: Change, case: NotCovered | None) -> None:
        """Show the trip that was just made, and take the household on it that it was made for."""
        made = next((row_id for kind, row_id in change.touched if kind == "trip"), None)
        if made is not None:
            self._wanted_trip = str(made)
            if case is not None:
                self._run_add(case, TripId(made))

    def _new_trip(self) -> None:
        site = self.desk.site
        if site is None:
            return
        case = self._case(self.uncovered.current_key)
        ports = frozenset({PlaceKind.PORT})

        def ask(found: tuple[Any, Any]) -> None:
            dialog = NewTripDialog(
                self,
                ports=found[0],
                vehicles=found[1],
                day=self.desk.day,
                report=case.report.here if case and case.report else None,
                port=case.port_id if case else None,
            )
            dialog.accepted.connect(lambda: self._make_trip(dialog.given, case))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self.desk.read(
            lambda work: (choices.places(work, site=site, kinds=ports), choices.vehicles(work, site=site)),
            ask,
            owner=self,
        )

    def _make_trip(self, given: dict[str, Any], case: NotCovered | None) -> None:
        self.desk.run(
            trips.new_trip, site=self.desk.site, starter=self, done=lambda change: self._began(change, case), **given
        )

    def _return_trip(self) -> None:
        trip = self._trip_id
        if trip is None:
            return
        dialog = ReturnDialog(self, day=self.desk.day, zone=self.desk.zone)
        dialog.accepted.connect(lambda: self.desk.run(trips.return_trip, trip=trip, starter=self, **dialog.given))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _plan(self) -> None:
        if self.desk.site is not None:
            self.desk.run(
                ride_plan.plan_day, site=self.desk.site, day=self.desk.day, starter=self, done=self._on_planned
            )

    def _on_planned(self, plan: DayPlan) -> None:
        if plan.left:
            lines = [str(words) for words in plan.words]
            lines += [f"{left.code}: {left.why}" for left in plan.left]
            heading = _("{n} people are still without a ride").format(n=plan.short)
            self.banner.tell(heading, lines[:8], [Offer("close", _("Close"))], tone="warn")

    # ------------------------------------------------------------------------------------------------------- the crew

    def _show_seat(self, seat: SeatId) -> None:
        def show(found: Candidates) -> None:
            self.seat_panel.show_seat(found.seat)
            self.seat_panel.show_candidates(found)
            self._checks_panel.hide()
            self.seat_panel.show()

        self.desk.read(lambda work: asking.candidates(work, seat=seat), show, newest="rides.seat", owner=self)

    def _close_seat(self) -> None:
        self.seat_panel.hide()
        self._checks_panel.show()

    def _seat(self, volunteer: str) -> None:
        seat, one = self.seat_panel.seat, self.seat_panel.candidate(volunteer)
        if seat is not None and one is not None:
            word = _("Seat {name} anyway?").format(name=one.name)
            subject = f"{one.name}: {seat.wants}"
            self._try(roster.assign, subject, word=word, seat=seat.seat_id, volunteer=one.volunteer_id)

    def _on_wish(self, wish: str) -> None:
        seat = self.seat_panel.seat
        verbs: dict[str, Verb] = {"confirm": roster.confirm, "asked": roster.mark_asked, "empty": roster.empty}
        if seat is not None and wish in verbs:
            self.desk.run(verbs[wish], seat=seat.seat_id, starter=self)
        elif seat is not None and wish == "pin":
            self.desk.run(roster.pin, seat=seat.seat_id, pinned=not seat.pinned, starter=self)

    # ------------------------------------------------------------------------------------------------------- for all

    def _publish(self) -> None:
        if self._trip_id is not None:
            self.desk.run(trips.publish, trip=self._trip_id, starter=self)

    def _cancel(self) -> None:
        if self._trip_id is not None:
            self.desk.run(trips.cancel, trip=self._trip_id, starter=self)

    def _no_trip(self) -> str:
        return "" if self._trip_id is not None else _("Choose a trip first")

    def commands(self) -> Sequence[Command]:
        """What can be done with the day and with the selected trip."""
        return (
            Command("new-trip", say("New trip"), self._new_trip, icon="plus"),
            Command("plan-rides", say("Plan rides of this day"), self._plan, icon="magic-wand"),
            Command(
                "return-trip", say("Return trip"), self._return_trip, icon="hourglass-medium", why_not=self._no_trip
            ),
            Command("publish-trip", say("Publish trip"), self._publish, icon="paper-plane-tilt", why_not=self._no_trip),
            Command("cancel-trip", say("Cancel trip"), self._cancel, icon="x", why_not=self._no_trip),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, not covered, trips, stops, checks."""
        return [self.header, self.uncovered, self.trips, self.card, self._split.panel]

    def go_back(self) -> bool:
        """Close the seat's panel, else the why-not banner."""
        if self.seat_panel.isVisible():
            self._close_seat()
            return True
        if self.card.why.isVisible():
            self.card.why.dismiss()
            return True
        return False


def _free_words(found: RidesDay) -> str:
    return _("Free today: {vehicles}").format(
        vehicles="; ".join(str(vehicle.words) for vehicle in found.free_vehicles) or _("no vehicle")
    )
