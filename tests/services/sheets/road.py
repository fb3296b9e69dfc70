"""A hearing day on the road: one trip with its crew in Tijuana, on paper as of the evening before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from clinic.domain.day_sheets import DaySheet, SheetKind
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import SessionKind
from clinic.domain.trips import Trip
from clinic.services import roster, sheets
from tests import factory
from tests.services.border import TUESDAY, Border

GUARD = "The guard opens the gate for us"


class Road(Border):
    """Rosa drives, Iván goes along, Marisol holds the phone."""

    def __init__(self, **policy: Any) -> None:
        super().__init__(**policy)
        self.rosa = self.driver(feed_language="en")
        self.ivan = self.escort(feed_language="es")
        with self.scene() as uow:
            self.marisol: Volunteer = factory.make_volunteer(
                uow, "Marisol Quiroga", (Role.WATCH,), site_id=self.site.id, phone="664 555 0170"
            )
            watch = factory.make_session(
                uow, self.at("00:05"), 23, kind=SessionKind.RETURN_WATCH, site_id=self.site.id, place_id=self.yard.id
            )
            factory.make_seat(uow, watch, Role.WATCH, self.marisol)

    def manned(self, trip: Trip) -> Trip:
        """The trip with its crew."""
        for role, person in ((Role.DRIVER, self.rosa), (Role.ESCORT, self.ivan)):
            self.do(roster.assign, seat=self.see_seat(trip, role).id, volunteer=person.id, reason=GUARD)
        return trip

    def sheets(self, day: date = TUESDAY, *kinds: SheetKind, **more: Any) -> tuple[DaySheet, ...]:
        """What would be printed."""
        found: tuple[DaySheet, ...] = self.ask(
            sheets.day_sheets, site=self.site.id, day=day, kinds=kinds or tuple(SheetKind), **more
        )
        return found

    def sheet(self, kind: SheetKind, day: date = TUESDAY, **more: Any) -> DaySheet:
        """The first sheet of a kind."""
        return self.sheets(day, kind, **more)[0]

    def text(self, kind: SheetKind, day: date = TUESDAY, **more: Any) -> str:
        """Its plain text."""
        return sheets.as_text(self.sheet(kind, day, **more))

    def give(self, *given: DaySheet, now: datetime | None = None) -> None:
        """Note these sheets as printed."""
        self.now = now or self.now
        self.do(sheets.give, sheets=given, way="print")
