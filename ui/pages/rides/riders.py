"""Households onto trips: tried first, refused with every reason and with what works instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from clinic.domain.ids import RideId, TripId
from clinic.i18n import _
from clinic.services import rides
from clinic.services.views.rides import NotCovered, Way, WayKind
from clinic.services.views.rides import WhyNot as WhyNotView
from clinic.services.why_not import why_not
from ui.dialogs.report_time import ask_report_time
from ui.page import Page
from ui.pages.rides.chosen import Chosen
from ui.trying import attempt, breach_words
from ui.widgets.banner import Offer, WhyNot, WhyNotBanner

Begin = Callable[[NotCovered | None, Way | None], object]
"""Makes a trip for a household that has none."""


class RiderActs:
    """What can be done with a household that has no ride, and with one that has."""

    def __init__(self, page: Page, chosen: Chosen, banner: WhyNotBanner, begin: Begin) -> None:
        self._page, self._chosen, self._banner, self._begin = page, chosen, banner, begin
        self._why: WhyNotView | None = None
        banner.offered.connect(self._on_way)
        banner.overridden.connect(self._override)

    def act_on(self, letter: str, hearing: str, at: QPoint) -> None:
        """Do what a letter means to a household without a ride: M which trip, W why not, T the report time."""
        key = letter.lower()
        if key == "m":
            self.choose_trip(hearing, at)
        elif key == "w":
            self.why(hearing)
        elif key == "t":
            self.type_report_time(hearing)

    def menu(self, hearing: str, at: QPoint) -> None:
        """Everything that can be done with it, each with its key."""
        menu = QMenu(self._page)
        menu.addAction(_("Take on the chosen trip") + "\tEnter").triggered.connect(
            lambda _on=False: self.put_on(hearing, self._chosen.wanted)
        )
        for text, letter in ((_("Choose a trip…"), "M"), (_("Why not"), "W"), (_("Type the report time…"), "T")):
            menu.addAction(f"{text}\t{letter}").triggered.connect(
                lambda _on=False, letter=letter: self.act_on(letter, hearing, at)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def type_report_time(self, hearing: str) -> None:
        """Type the report time from the paper, or find it there as it was proposed."""
        case = self._chosen.case(hearing)
        if case is not None:
            proposed = case.report.here.time() if case.report else None
            ask_report_time(self._page.desk, self._page, hearing=case.hearing_id, code=case.code, proposed=proposed)

    def choose_trip(self, hearing: str, at: QPoint) -> None:
        """Offer the day's trips, the key twin of dragging."""
        menu = QMenu(self._page)
        day = self._chosen.day
        for card in day.trips if day else ():
            trip = str(card.trip_id)
            menu.addAction(f"{card.label} · {card.vehicle}").triggered.connect(
                lambda _on=False, trip=trip: self.put_on(hearing, trip)
            )
        case = self._chosen.case(hearing)
        menu.addAction(_("New trip")).triggered.connect(lambda _on=False: self._begin(case, None))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def put_on(self, hearing: str, trip: str) -> None:
        """Put a household on a trip if it fits; else say why not, and what works. Without a trip, make one."""
        self._chosen.wanted = trip
        case, trip_id = self._chosen.case(hearing), self._chosen.trip_id
        if case is not None and trip_id is not None:
            self._ask(case, trip_id, lambda: self.add(case, trip_id))
        elif case is not None:
            self._begin(case, None)

    def why(self, hearing: str) -> None:
        """Say whether a household fits on the chosen trip, and if not, why."""
        case, trip_id = self._chosen.case(hearing), self._chosen.trip_id
        if case is not None and trip_id is not None:
            words = _("{code} fits on this trip.").format(code=case.code)
            self._ask(case, trip_id, lambda: self._page.desk.say(words))

    def _ask(self, case: NotCovered, trip: TripId, fits: Callable[[], object]) -> None:
        def answer(found: WhyNotView) -> None:
            if found.fits:
                fits()
            else:
                self._tell(found)

        # It tries the ride out, so it needs a unit of work that may write; nothing of it is kept.
        self._page.desk.run(
            why_not,
            trip=trip,
            household=case.household_id,
            hearing=case.hearing_id,
            quiet=True,
            done=answer,
            starter=self._page,
        )

    def _tell(self, found: WhyNotView) -> None:
        self._why = found
        ways = tuple(
            Offer(f"way-{number}", str(way.words), primary=number == 0)
            for number, way in enumerate(found.ways)
            if way.kind is not WayKind.OVERRIDE
        )
        rules = tuple(breach_words(breach) for breach in found.breaches)
        self._banner.show_why(WhyNot(str(found.title), rules, ways, found.can_be_overridden))

    def _on_way(self, key: str) -> None:
        case = self._chosen.case_of(self._why.household_id) if self._why is not None else None
        if self._why is None or case is None or not key.startswith("way-"):
            return
        way = self._why.ways[int(key.removeprefix("way-"))]
        if way.kind is WayKind.OTHER_TRIP and way.trip_id is not None:
            self._chosen.wanted = str(way.trip_id)
            self.add(case, way.trip_id)
        elif way.kind is WayKind.NEW_TRIP:
            self._begin(case, way)

    def _override(self) -> None:
        case = self._chosen.case_of(self._why.household_id) if self._why is not None else None
        if case is not None and self._why is not None:
            self.add(case, self._why.trip_id)

    def add(self, case: NotCovered, trip: TripId) -> None:
        """Put a household on a trip; where rules speak against it a reason is asked for."""
        label = next((card.label for card in self._chosen.cards if card.trip_id == trip), "")
        self._try(
            rides.add,
            subject=f"{case.code} · {label}" if label else case.code,
            word=_("Take {code} anyway?").format(code=case.code),
            trip=trip,
            hearing=case.hearing_id,
            household=case.household_id,
            persons=case.person_ids,
        )

    def _try(self, verb: Callable[..., Any], **given: Any) -> None:
        attempt(self._page, verb, go=_("Take anyway"), done=lambda _answer: self._banner.dismiss(), **given)

    def take_off(self, ride: RideId) -> None:
        """Take a household off its trip."""
        self._page.desk.run(rides.remove, ride=ride, starter=self._page)
