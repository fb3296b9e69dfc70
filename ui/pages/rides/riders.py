"""Households onto trips: tried first, refused with every reason and with what works instead, each one press away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from clinic.domain.history import Change
from clinic.domain.ids import RideId, TripId
from clinic.i18n import _
from clinic.services import hearings, rides, ways
from clinic.services.views.rides import NotCovered, WayKind
from clinic.services.views.rides import WhyNot as WhyNotView
from clinic.services.why_not import why_not
from ui.dialogs.report_time import ask_report_time
from ui.page import Page
from ui.pages.rides.chosen import Chosen, Rider
from ui.trying import attempt, mend_words
from ui.widgets.banner import Offer, WhyNot, WhyNotBanner

SAME_TRIP = frozenset({WayKind.EARLIER, WayKind.GUARD, WayKind.OTHER_VEHICLE})
Begin = Callable[[NotCovered | None], object]
"""Makes a trip for a household that has none."""


class RiderActs:
    """What can be done with a household that has no ride, and with one that has."""

    def __init__(self, page: Page, chosen: Chosen, banner: WhyNotBanner, begin: Begin) -> None:
        self._page, self._chosen, self._banner, self._begin = page, chosen, banner, begin
        self._why: tuple[Rider, WhyNotView] | None = None
        self.pick_up: Callable[[Rider], object] = lambda _rider: None
        banner.offered.connect(self._on_way)
        banner.overridden.connect(self._override)

    def act_on(self, letter: str, hearing: str) -> None:
        """Do what a letter means to a household without a ride.

        M picks it up, W says why not, T asks for the report time, C takes it as it stands, Del nothing.
        """
        key, rider = letter.lower(), self._chosen.rider("hearing", hearing)
        if rider is None:
            return
        if key == "m":
            self.pick_up(rider)
        elif key == "w":
            self.why(rider)
        elif key == "t":
            self.type_report_time(hearing)
        elif key == "c":
            self.confirm(hearing)

    def menu(self, hearing: str, at: QPoint) -> None:
        """Everything that can be done with it, each with its key."""
        menu = QMenu(self._page)
        menu.addAction(_("Take on the chosen trip") + "\tEnter").triggered.connect(
            lambda _on=False: self.put_on(self._chosen.rider("hearing", hearing), self._chosen.wanted)
        )
        entries = (
            (_("Carry it to a trip"), "M"),
            (_("Why not"), "W"),
            (_("Type the report time…"), "T"),
            (_("The report time stands on the paper"), "C"),
        )
        for text, letter in entries:
            menu.addAction(f"{text}\t{letter}").triggered.connect(
                lambda _on=False, letter=letter: self.act_on(letter, hearing)
            )
        case = self._chosen.case(hearing)
        menu.addAction(_("New trip")).triggered.connect(lambda _on=False: self._begin(case))
        if case is not None:
            menu.addAction(_("Open the household")).triggered.connect(
                lambda _on=False: self._page.desk.go("people", case.household_id)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def type_report_time(self, hearing: str) -> None:
        """Type the report time from the paper, or find it there as it was proposed."""
        case = self._chosen.case(hearing)
        if case is not None:
            proposed = case.report.here.time() if case.report else None
            ask_report_time(self._page.desk, self._page, hearing=case.hearing_id, code=case.code, proposed=proposed)

    def confirm(self, hearing: str) -> None:
        """Take the report time, as it was proposed, as read from the paper; where there is none, ask for it."""
        case = self._chosen.case(hearing)
        if case is not None and case.report is None:
            self.type_report_time(hearing)
        elif case is not None:
            self._page.desk.run(hearings.confirm_report_time, hearing=case.hearing_id, starter=self._page)

    # ----------------------------------------------------------------------------------------------------- onto a trip

    def put_on(self, rider: Rider | None, trip: str) -> None:
        """Put a household on a trip if it fits; else say why not, and what works. Without a trip, make one."""
        self._chosen.wanted = trip
        trip_id = self._chosen.trip_id
        if rider is not None and trip_id is not None:
            self._ask(rider, trip_id, lambda: self.add(rider, trip_id))
        elif rider is not None:
            self._begin(next((one for one in self._chosen.cases if one.hearing_id == rider.hearing_id), None))

    def why(self, rider: Rider | None) -> None:
        """Say whether a household fits on the chosen trip, and if not, why."""
        trip_id = self._chosen.trip_id
        if rider is not None and trip_id is not None:
            words = _("{code} fits on this trip.").format(code=rider.code)
            self._ask(rider, trip_id, lambda: self._page.desk.say(words))

    def _ask(self, rider: Rider, trip: TripId, fits: Callable[[], object]) -> None:
        def answer(found: WhyNotView) -> None:
            if found.fits:
                self._banner.dismiss()
                fits()
            else:
                self._tell(rider, found)

        # It tries out who would drive, so it needs a unit of work that may write; nothing of it is kept.
        self._page.desk.run(
            why_not,
            trip=trip,
            household=rider.household_id,
            hearing=rider.hearing_id,
            persons=rider.person_ids,
            quiet=True,
            done=answer,
            starter=self._page,
        )

    def _tell(self, rider: Rider, found: WhyNotView) -> None:
        self._why = rider, found
        offers = tuple(
            Offer(f"way-{number}", str(way.words), primary=number == 0) for number, way in enumerate(found.ways)
        )
        # What would mend a rule stands as a button where it works; without any, the rules say what they ask for.
        rules = tuple(
            f"{breach.sentence} {mend_words(breach)}" if not offers and breach.mends else str(breach.sentence)
            for breach in found.breaches
        )
        self._banner.show_why(WhyNot(str(found.title), rules, offers, found.can_be_overridden))
        self._banner.setFocus()

    def _on_way(self, key: str) -> None:
        if self._why is None or not key.startswith("way-"):
            return
        rider, found = self._why
        way = found.ways[int(key.removeprefix("way-"))]
        self._try(
            ways.take,
            way.trip_id or (found.trip_id if way.kind in SAME_TRIP else None),
            subject=f"{rider.code} · {way.words}",
            word=_("Take {code} anyway?").format(code=rider.code),
            way=way,
            trip=found.trip_id,
            household=rider.household_id,
            hearing=rider.hearing_id,
            persons=rider.person_ids,
        )

    def _override(self) -> None:
        if self._why is not None:
            rider, found = self._why
            self.add(rider, found.trip_id)

    def add(self, rider: Rider, trip: TripId) -> None:
        """Put a household on a trip; where rules speak against it a reason is asked for."""
        label = next((card.label for card in self._chosen.cards if card.trip_id == trip), "")
        asked: dict[str, Any] = {
            "subject": f"{rider.code} · {label}" if label else rider.code,
            "word": _("Take {code} anyway?").format(code=rider.code),
        }
        if rider.ride_id is not None:
            self._try(rides.move, trip, **asked, ride=rider.ride_id)
            return
        given = {"hearing": rider.hearing_id, "household": rider.household_id, "persons": rider.person_ids}
        self._try(rides.add, trip, **asked, **given)

    def _try(self, verb: Callable[..., Any], onto: TripId | None, **given: Any) -> None:
        """Try it; the trip on which the household is then (`onto`, None: a new one) is shown."""

        def done(change: Change) -> None:
            self._banner.dismiss()
            known = {card.trip_id for card in self._chosen.cards}
            new = (TripId(row_id) for kind, row_id in change.touched if kind == "trip" and row_id not in known)
            self._chosen.wanted = str(onto or next(new, self._chosen.wanted))

        attempt(self._page, verb, go=_("Take anyway"), done=done, **{"trip": onto, **given})

    def take_off(self, ride: RideId) -> None:
        """Take a household off its trip."""
        self._page.desk.run(rides.remove, ride=ride, starter=self._page)
