"""A clinic in Tijuana on a real store, as the stories tell it. The day is Tuesday, 14 July 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import Place, PlaceKind, Site
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.trips import Ride, Stop, StopKind, Trip, Vehicle
from clinic.domain.when import at, local
from clinic.ports import Store, UnitOfWork
from clinic.services import hearings, history, rides, trips
from tests import factory
from tests.acting import Acting
from tests.rows import everything
from tests.stores import memory_store

TIJUANA = "America/Tijuana"
TUESDAY = date(2026, 7, 14)


class Border(Acting):
    """Shelter Norte 25 minutes from the port, locked 22:00 to 06:00; a van 15 minutes from Norte; `now` can be set."""

    def __init__(self, store: Store | None = None, **policy: Any) -> None:
        """In memory, or in a data file that was just made."""
        self.now = datetime(2026, 7, 13, 16, 0, tzinfo=UTC)
        self.store: Store = store or memory_store(clock=lambda: self.now)
        with self.scene() as uow:
            if store is None:
                factory.make_clinic(uow, policy=Policy(**policy))
            self.site: Site = factory.make_site(uow, zone=TIJUANA)
            self.port = self.place(uow, "El Chaparral", PlaceKind.PORT)
            self.norte = self.place(uow, "Shelter Norte", locks_at=time(22), opens_at=time(6))
            self.sur = self.place(uow, "Shelter Sur")
            self.home = self.place(uow, "Driver's home", PlaceKind.HOME)
            self.yard = self.place(uow, "Van's yard", PlaceKind.HOME)
            for one, other, minutes in (
                (self.norte, self.port, 25),
                (self.sur, self.port, 35),
                (self.sur, self.norte, 12),
                (self.home, self.yard, 20),
                (self.yard, self.norte, 15),
                (self.yard, self.sur, 20),
            ):
                factory.make_travel(uow, one, other, minutes)
            self.van: Vehicle = factory.make_vehicle(uow, "Van A", seats=8, child_seats=2, kept_id=self.yard.id)

    def undo(self) -> None:
        """Take the last step back."""
        with self.store.work("Maria") as uow:
            history.undo(uow)

    def rows(self) -> Any:
        """Everything in the file but its history, to compare before and after."""
        with self.store.read() as uow:
            return everything(uow)

    def place(self, uow: UnitOfWork, label: str, kind: PlaceKind = PlaceKind.SHELTER, **more: Any) -> Place:
        return factory.make_place(uow, label, kind, site_id=self.site.id, **{"zone": self.site.zone, **more})

    def driver(self, name: str = "Rosa Medrano", **more: Any) -> Volunteer:
        with self.scene() as uow:
            return factory.make_volunteer(
                uow, name, (Role.DRIVER, Role.ESCORT), site_id=self.site.id, home_id=self.home.id, **more
            )

    def escort(self, name: str = "Iván Olmos", **more: Any) -> Volunteer:
        with self.scene() as uow:
            return factory.make_volunteer(uow, name, (Role.ESCORT,), site_id=self.site.id, **more)

    def household(
        self, ages: tuple[int | None, ...] = (34, 33, 3), shelter: Place | None = None, **more: Any
    ) -> Household:
        with self.scene() as uow:
            where = (shelter or self.norte).id
            return factory.make_household(uow, ages, site_id=self.site.id, shelter_id=where, **more)

    def hearing(self, household: Household, on: date = TUESDAY, **fields: Any) -> Hearing:
        """A hearing at 08:00 in San Diego, report 04:00, both typed."""
        typed = {"hearing_time": time(8), "report_time": time(4), "port_id": self.port.id, **fields}
        self.do(hearings.add, household=household.id, hearing_on=on, **typed)
        with self.store.read() as uow:
            return [row for row in uow.hearings.where(household_id=household.id) if row.hearing_on == on][-1]

    def trip(
        self, report: str = "04:00", on: date = TUESDAY, vehicle: Vehicle | None = None, zone: str = TIJUANA
    ) -> Trip:
        """An empty trip to the port with the van."""
        with self.store.read() as uow:
            before = {trip.id for trip in uow.trips.where()}
        wanted = {"site": self.site.id, "port": self.port.id, "vehicle": (vehicle or self.van).id}
        self.do(trips.new_trip, report_at=self.at(report, on, zone), **wanted)
        with self.store.read() as uow:
            return next(trip for trip in uow.trips.where() if trip.id not in before)

    def trip_with(self, *households: Household, report: str = "04:00", reason: str = "The guard opens") -> Trip:
        """A trip that takes these households to their hearings."""
        trip = self.trip(report)
        for household in households:
            self.do(rides.add, trip=trip.id, household=household.id, reason=reason)
        return trip

    def at(self, clock: str, on: date = TUESDAY, zone: str = TIJUANA) -> datetime:
        return at(on, time.fromisoformat(clock), zone)

    def clock(self, instant: datetime | None, zone: str = TIJUANA) -> str:
        return f"{local(instant, zone):%H:%M}" if instant else "-"

    def see_trip(self, trip: Trip) -> Trip:
        with self.store.read() as uow:
            return uow.trips.get(trip.id)

    def see_seat(self, trip: Trip, role: Role) -> Seat:
        with self.store.read() as uow:
            return next(seat for seat in uow.seats.where(trip_id=trip.id) if seat.role is role)

    def see_stops(self, trip: Trip, kind: StopKind = StopKind.PICK_UP) -> list[Stop]:
        with self.store.read() as uow:
            return sorted(uow.stops.where(trip_id=trip.id, kind=kind), key=lambda stop: stop.position)

    def see_rides(self, trip: Trip) -> list[Ride]:
        with self.store.read() as uow:
            return uow.rides.where(trip_id=trip.id)
