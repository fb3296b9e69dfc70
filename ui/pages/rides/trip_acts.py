"""What can be done with a trip: begun, given a vehicle and a crew, its times typed, sent, called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QMenu

from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, TripId, VehicleId
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg
from clinic.domain.words import ROLES
from clinic.i18n import _
from clinic.services import choices, gate, nights, not_back, presentations, returns, trips
from clinic.services.choices import PlaceChoice, VehicleChoice
from clinic.services.returns import Gathered
from clinic.services.views.rides import LockedGate, Mark, NotCovered
from clinic.services.views.times import Hour
from clinic.services.views.today import NotBack
from ui.dialogs.forms import open_form, show_form
from ui.page import Page
from ui.pages.rides.chosen import Chosen
from ui.pages.rides.dialogs import HourForm, NewTripForm, PresentationForm, ReturnForm
from ui.pages.rides.proposal import RidesProposing
from ui.proposal_view import ProposalView
from ui.trying import attempt
from ui.widgets.banner import Offer
from ui.widgets.choose import choose

PORTS = frozenset({PlaceKind.PORT})
CREW = (Role.DRIVER, Role.ESCORT, Role.INTERPRETER, Role.DOCTOR, Role.CHILDCARE)


class TripActs:
    """The verbs of trips at the page's site and day. `began` takes a household on a trip that was made for it."""

    def __init__(self, page: Page, chosen: Chosen) -> None:
        self._page, self._chosen, self._desk = page, chosen, page.desk
        self.began: Callable[[NotCovered, TripId], object] = lambda _case, _trip: None
        self.proposal = ProposalView(page, RidesProposing(page.desk))

    # --------------------------------------------------------------------------------------------------------- to begin

    def begin(self, case: NotCovered | None = None) -> None:
        """Ask for port, report time and vehicle of a new trip, and take the household on it for which it was begun."""
        site = self._desk.site
        if site is None:
            return

        def ask(found: tuple[Sequence[PlaceChoice], Sequence[VehicleChoice]]) -> None:
            form = NewTripForm(
                self._page,
                ports=found[0],
                vehicles=found[1],
                day=self._desk.day,
                report=case.report.here if case and case.report else None,
                port=case.port_id if case else None,
            )
            open_form(self._desk, form, trips.new_trip, site=site, done=lambda change: self._made(change, case))

        self._desk.read(
            lambda work: (choices.places(work, site=site, kinds=PORTS), choices.vehicles(work, site=site)),
            ask,
            owner=self._page,
        )

    def _made(self, change: Change, case: NotCovered | None) -> None:
        """Show the trip that was just made, and take the household on it that it was made for."""
        trip = next((row_id for kind, row_id in change.touched if kind == "trip"), None)
        if trip is not None:
            self._chosen.wanted = str(trip)
            if case is not None:
                self.began(case, TripId(trip))

    def add_presentation(self) -> None:
        """Ask who must present themselves at which port, and enter it like a hearing without a judge."""
        site, desk = self._desk.site, self._desk
        if site is None:
            return

        def ask(ports: Sequence[PlaceChoice]) -> None:
            form = PresentationForm(self._page, ports=ports, day=desk.day)
            form.searched.connect(
                lambda text: desk.read(
                    lambda work: choices.households(work, site=site, text=text),
                    form.show_found,
                    newest="rides.household",
                    owner=form,
                )
            )
            open_form(desk, form, presentations.add, site=site)

        desk.read(lambda work: choices.places(work, site=site, kinds=PORTS), ask, owner=self._page)

    def answer_gate(self, asked: LockedGate, answer: str) -> None:
        """Note who opens a locked shelter, or bring its riders to a hotel the evening before."""
        if answer == "guard":
            self._desk.run(gate.guard_opens, stop=asked.stop_id, starter=self._page)
        elif asked.hotel_id is None:
            self._desk.say(_("No hotel is on file. Add one in Settings > Places."))
        else:
            self.attempt(nights.bring, rides=asked.ride_ids, to=asked.hotel_id)

    def begin_return(self) -> None:
        """Ask for the hours of a stand-by and make a return of the chosen trip's households."""
        trip, site = self._chosen.trip, self._desk.site
        if trip is None or site is None:
            return
        households = tuple(ride.household_id for ride in trip.rides)
        open_form(
            self._desk,
            ReturnForm(self._page, day=self._desk.day, zone=self._desk.zone),
            trips.return_trip,
            site=site,
            port=trip.port_id,
            households=households,
            vehicle=trip.vehicle_id,
        )

    def plan(self) -> None:
        """Propose trips for everybody who has none."""
        self.proposal.begin()

    # -------------------------------------------------------------------------------------------------- a trip's things

    def menu(self, menu: QMenu, vehicles: Sequence[VehicleChoice]) -> None:
        """Fill a menu with what can be done with the chosen trip."""
        trip = self._chosen.trip
        if trip is None:
            return
        inner = menu.addMenu(_("Vehicle"))
        for label, vehicle in [*((one.label, one.vehicle_id) for one in vehicles), (_("no vehicle yet"), None)]:
            action = inner.addAction(label)
            action.setCheckable(True)
            action.setChecked(vehicle == trip.vehicle_id)
            action.triggered.connect(lambda _on=False, vehicle=vehicle: self._set_vehicle(vehicle))
        crew = menu.addMenu(_("Add to the crew"))
        for role in CREW:
            crew.addAction(str(ROLES[role])).triggered.connect(lambda _on=False, role=role: self._add_crew(role))
        if trip.leg is Leg.OUT:
            self._offer(menu, _("Change the report time…"), self.change_report)
            self._offer(menu, _("Return trip…"), self.begin_return)
        elif trip.leg is Leg.RETURN:
            self._offer(menu, _("The hour is known…"), self.note_hour)
            self._offer(menu, _("Somebody has appeared…"), self.appeared)
            self._offer(menu, _("Change the stand-by…"), self._change_standby)
        menu.addSeparator()
        self._offer(menu, _("Publish trip"), self.publish)
        self._offer(menu, _("Cancel trip"), self.cancel)

    @staticmethod
    def _offer(menu: QMenu, text: str, act: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda _on=False: act())

    def _set_vehicle(self, vehicle: VehicleId | None) -> None:
        self.attempt(trips.set_vehicle, trip=self._chosen.trip_id, vehicle=vehicle)

    def _add_crew(self, role: Role) -> None:
        self._desk.run(trips.add_crew_seat, trip=self._chosen.trip_id, role=role, starter=self._page)

    def change_report(self) -> None:
        """Type the trip's report time again."""
        trip = self._chosen.trip
        line = next((stop for stop in trip.stops if stop.mark is Mark.REPORT), None) if trip else None
        if trip is not None and line is not None and line.hour is not None:
            note = _("As on the paper. All other times are worked out again.")
            self.ask_hour(
                _("Report time"),
                note,
                line.hour,
                lambda hour: self.attempt(trips.set_report, trip=trip.trip_id, report_at=hour),
            )

    def _change_standby(self) -> None:
        trip = self._chosen.trip
        if trip is None:
            return
        form = ReturnForm(self._page, day=self._desk.day, zone=self._desk.zone, hours=trip.standby)
        form.asked.connect(form.accept)
        form.accepted.connect(lambda: self.attempt(trips.set_standby, trip=trip.trip_id, **form.given))
        show_form(form)

    def note_hour(self) -> None:
        """Type when a return leaves the port, once somebody knows it."""
        trip = self._chosen.trip
        if trip is None or trip.leg is not Leg.RETURN or trip.standby is None:
            self._desk.say(_("Choose a return first."))
            return
        known = next((stop.hour for stop in trip.stops if stop.mark is Mark.RETURN and stop.hour), None)
        note = _("Stops and the crew's duty follow. Until then it has no hour, only a stand-by.")
        self.ask_hour(
            _("{trip} leaves the port").format(trip=trip.label),
            note,
            known or Hour(trip.standby[0]),
            lambda hour: self.attempt(returns.note_hour, trip=trip.trip_id, leaves_at=hour),
        )

    def appeared(self) -> None:
        """Choose who has appeared at the port, and put them on a way back."""
        site = self._desk.site
        if site is None:
            return

        def ask(found: Sequence[NotBack]) -> None:
            if not found:
                self._desk.say(_("Nobody is waited for."))
                return
            entries = [(f"{one.code} · {one.people}", one) for one in found]
            choose(self._page, entries, self._gather)

        self._desk.read(lambda work: not_back.not_back(work, site=site), ask, owner=self._page)

    def _gather(self, one: NotBack) -> None:
        def done(found: Gathered) -> None:
            lines = [f"{left.code}: {breach.sentence}" for left in found.left for breach in left.breaches]
            if lines:
                heading = _("No way back yet for {code}").format(code=one.code)
                self._page.banner.tell(heading, lines, [Offer("close", _("Close"))], tone="warn")

        def gather(port: PlaceId) -> None:
            households = (one.household_id,)
            self._desk.run(returns.gather, port=port, households=households, starter=self._page, done=done)

        self._desk.read(lambda work: work.trips.get(one.trip_id).port_id, gather, owner=self._page)

    def publish(self) -> None:
        """Put the chosen trip into the calendars of its crew."""
        self._run(trips.publish)

    def cancel(self) -> None:
        """Call the chosen trip off; its households have no ride any more."""
        self._run(trips.cancel)

    def _run(self, verb: Callable[..., Any]) -> None:
        if self._chosen.trip_id is not None:
            self._desk.run(verb, trip=self._chosen.trip_id, starter=self._page)

    def ask_hour(self, title: str, note: str, hour: Hour, act: Callable[[Any], object]) -> None:
        """Ask for one hour; `act` gets the instant."""
        form = HourForm(self._page, title=title, note=note, hour=hour.here)
        form.asked.connect(form.accept)
        form.accepted.connect(lambda: act(form.hour))
        show_form(form)

    def attempt(self, verb: Callable[..., Any], **given: Any) -> None:
        """Change the chosen trip; refused, every rule is listed, and a typed reason may be enough."""
        trip = self._chosen.trip
        subject = str(trip.title) if trip else ""
        attempt(self._page, verb, subject=subject, word=_("Change it anyway?"), go=_("Change anyway"), **given)
