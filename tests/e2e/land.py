"""A clinic anywhere on the border, on a real encrypted file that the command line opens too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import icalendar

from clinic.domain.day_sheets import SheetKind
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import Place, PlaceKind
from clinic.domain.policy import Clinic
from clinic.domain.trips import Stop, StopKind, Trip, Vehicle
from clinic.domain.when import at, local
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.ports import UnitOfWork
from clinic.security.key_file import KeyFiles
from clinic.services import feeds, hearings, rides, sheets, trips
from clinic.services.vault import Vault
from db.files import EncryptedFiles
from tests import factory
from tests.acting import Acting
from tests.terminal import PHRASE


class Land(Acting):
    """A site, a shelter, a port `minutes` away; `now` can be set, and is what the history is written by."""

    def __init__(self, file: Path, city: str, zone: str, us_city: str, us_zone: str, **more: Any) -> None:
        self.now = datetime(2026, 7, 12, 16, tzinfo=UTC)
        self.file, self.zone, self.port_zone = file, zone, more.pop("port_zone", us_zone)
        minutes = more.pop("minutes", 25)
        self.vault = Vault(EncryptedFiles(lambda: self.now), KeyFiles())
        self.store, _ = self.vault.create(file, PHRASE, Clinic(name="Clinic of the stories"))
        with self.scene() as uow:
            self.site = factory.make_site(uow, city, zone=zone, us_city=us_city, us_zone=us_zone, **more)
            self.norte = self.place(uow, "Shelter Norte", locks_at=time(22), opens_at=time(6))
            self.port = self.place(uow, f"Port of {us_city}", PlaceKind.PORT, zone=self.port_zone)
            factory.make_travel(uow, self.norte, self.port, minutes)

    def close(self) -> None:
        """Let go of the file, so that another program may open it."""
        self.store.close()

    def place(self, uow: UnitOfWork, label: str, kind: PlaceKind = PlaceKind.SHELTER, **more: Any) -> Place:
        return factory.make_place(uow, label, kind, **{"site_id": self.site.id, "zone": self.zone, **more})

    def vehicle(self, label: str = "Van A", kept_at: Place | None = None, **more: Any) -> Vehicle:
        with self.scene() as uow:
            kept = {"kept_id": kept_at.id if kept_at else None}
            return factory.make_vehicle(
                uow, label, site_id=self.site.id, **{"seats": 8, "child_seats": 2, **kept, **more}
            )

    def volunteer(self, name: str, *roles: Role, home: Place | None = None) -> Volunteer:
        with self.scene() as uow:
            home_id = home.id if home else None
            return factory.make_volunteer(uow, name, roles, site_id=self.site.id, home_id=home_id)

    def household(self, *ages: int) -> Household:
        with self.scene() as uow:
            return factory.make_household(uow, ages, site_id=self.site.id, shelter_id=self.norte.id)

    def hearing(self, household: Household, on: date, **fields: Any) -> Hearing:
        self.do(hearings.add, household=household.id, hearing_on=on, **{"port_id": self.port.id, **fields})
        return self.hearing_of(household)

    def hearing_of(self, household: Household) -> Hearing:
        with self.store.read() as uow:
            (found,) = uow.hearings.where(household_id=household.id)
            return found

    def trip(self, report_at: datetime, *households: Household, vehicle: Vehicle | None = None) -> Trip:
        """A trip to the port with these households on it; the guard opens."""
        wanted = {"site": self.site.id, "port": self.port.id, "vehicle": vehicle.id if vehicle else None}
        self.do(trips.new_trip, report_at=report_at, **wanted)
        with self.store.read() as uow:
            found = max(uow.trips.where(), key=lambda row: row.made)  # type: ignore[attr-defined] # the row's age
        for household in households:
            self.do(rides.add, trip=found.id, household=household.id, reason="The guard opens")
        return self.see(found)

    def see(self, trip: Trip) -> Trip:
        with self.store.read() as uow:
            return uow.trips.get(trip.id)

    def pick_up(self, trip: Trip) -> Stop:
        with self.store.read() as uow:
            (found,) = uow.stops.where(trip_id=trip.id, kind=StopKind.PICK_UP)
            return found

    def seat(self, trip: Trip, role: Role) -> Any:
        with self.store.read() as uow:
            return next(seat for seat in uow.seats.where(trip_id=trip.id) if seat.role is role)

    def at(self, text: str, on: date, zone: str = "") -> datetime:
        return at(on, time.fromisoformat(text), zone or self.zone)

    def clock(self, instant: datetime | None, zone: str = "") -> str:
        return f"{local(instant, zone or self.zone):%H:%M}" if instant else "-"

    def slip(self, day: date, kind: SheetKind = SheetKind.DRIVER) -> str:
        """The text of the only slip of a kind."""
        (found,) = self.ask(sheets.day_sheets, site=self.site.id, day=day, kinds=[kind], tongue="en")
        return str(sheets.as_text(found))

    def feed(self, folder: Path, volunteer: Volunteer, first: date, last: date) -> list[Any]:
        """The events of somebody's calendar as another program reads them."""
        with self.store.work() as uow:
            feeds.export(uow, IcalWriter(), Folder(folder), first=first, last=last)
        return list(icalendar.Calendar.from_ical((folder / f"{volunteer.id}.ics").read_bytes()).walk("VEVENT"))
