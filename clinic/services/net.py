"""A net in which rows of a plan are drawn together with what hangs on them, and the facts of all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from clinic.domain.ids import HouseholdId, PlaceId, SessionId, SiteId, TripId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval
from clinic.ports import Repository, Timed, UnitOfWork
from clinic.rules.facts import Facts, TravelTable

from . import sittings

#: For more people than this their seats are not asked for by name: the whole stretch of time is read and sifted here.
MANY = 500


class _Row(Protocol):
    id: Any


class _OfVolunteer(_Row, Protocol):
    volunteer_id: Any


R = TypeVar("R", bound=_Row)
V = TypeVar("V", bound=_OfVolunteer)


class Net:
    """Rows drawn in so far, each kind by id; what hangs on them is drawn in after them."""

    def __init__(self, uow: UnitOfWork, wide: Interval) -> None:
        self.uow = uow
        self.wide = wide
        self.volunteers: dict[Any, Volunteer] = {}
        self.seats: dict[Any, Seat] = {}
        self.sessions: dict[Any, Any] = {}
        self.trips: dict[Any, Any] = {}
        self.stops: dict[Any, Any] = {}
        self.vehicles: dict[Any, Any] = {}
        self.absences: dict[Any, Any] = {}
        self._absence_asked: set[Any] = set()
        self.slots: dict[Any, Any] = {}
        self.consultations: dict[Any, Any] = {}
        self.requests: dict[Any, Any] = {}
        self.rides: dict[Any, Any] = {}
        self.hearings: dict[Any, Any] = {}
        self.households: dict[Any, Any] = {}
        self.persons: dict[Any, Any] = {}

    def draw(self, into: dict[Any, R], rows: Iterable[R]) -> None:
        """Take rows in."""
        into.update((row.id, row) for row in rows)

    def fetch(self, into: dict[Any, R], rows: Repository[R], ids: Iterable[UUID | None]) -> None:
        """Take in the rows with these ids that are not in yet."""
        if wanted := {row_id for row_id in ids if row_id is not None and row_id not in into}:
            self.draw(into, rows.where(id=wanted))

    def draw_mates(self, sessions: Collection[SessionId], trips: Collection[TripId]) -> None:
        """Take in all seats of these sessions and trips, and who sits there."""
        if sessions:
            self.draw(self.seats, self.uow.seats.where(session_id=set(sessions)))
        if trips:
            self.draw(self.seats, self.uow.seats.where(trip_id=set(trips)))
        self.fetch(self.volunteers, self.uow.volunteers, [seat.volunteer_id for seat in self.seats.values()])

    def draw_commitments(self) -> None:
        """Take in all that the volunteers who are in have to do, with its sessions and trips, and their absences."""
        self.draw(self.seats, self._of_volunteers(self.uow.seats, set(self.volunteers)))
        self._draw_absences()
        self.fetch(self.sessions, self.uow.sessions, [seat.session_id for seat in self.seats.values()])
        self.fetch(self.trips, self.uow.trips, [seat.trip_id for seat in self.seats.values()])
        if self.trips:
            self.draw(self.stops, self.uow.stops.where(trip_id=set(self.trips)))
        self.fetch(self.vehicles, self.uow.vehicles, [trip.vehicle_id for trip in self.trips.values()])

    def draw_runs(self) -> None:
        """Take in what else the vehicles of the trips that are in do: a second run begins where the first one ended."""
        if self.vehicles:
            during = self.uow.trips.during(self.wide, vehicle_id=set(self.vehicles))
            if runs := [run for run in during if run.id not in self.trips]:
                self.draw(self.trips, runs)
                self.draw(self.stops, self.uow.stops.where(trip_id={run.id for run in runs}))

    def _draw_absences(self) -> None:
        """Take in the absences of the volunteers of whom they are not in yet."""
        asked = self.volunteers.keys() - self._absence_asked
        self.draw(self.absences, self._of_volunteers(self.uow.absences, asked))
        self._absence_asked |= asked

    def _of_volunteers(self, rows: Timed[V], ids: set[Any]) -> list[V]:
        if len(ids) <= MANY:
            return rows.during(self.wide, volunteer_id=ids) if ids else []
        return [row for row in rows.during(self.wide) if row.volunteer_id in ids]

    def draw_met(self, sessions: Collection[SessionId], trips: Collection[TripId]) -> None:
        """Take in who is booked in these sessions and rides on these trips: all that rules about seats ask of them."""
        if sessions:
            self.draw(self.slots, self.uow.slots.where(session_id=set(sessions)))
        if self.slots:
            self.draw(self.consultations, self.uow.consultations.where(slot_id=set(self.slots)))
        if trips:
            self.draw(self.rides, self.uow.rides.where(trip_id=set(trips)))

    def draw_helped(self, sessions: Collection[SessionId], trips: Collection[TripId]) -> None:
        """Take in whom these sessions and trips, and the hearings that are in, concern, and who cannot meet them."""
        uow = self.uow
        self.draw_met(sessions, trips)
        if sessions:
            self._draw_absences()
        if met := {row.household_id for row in self.consultations.values()}:
            self.draw(self.requests, uow.requests.where(household_id=met))
        self.fetch(self.hearings, uow.hearings, [ride.hearing_id for ride in self.rides.values()])
        helped = (*self.consultations.values(), *self.rides.values(), *self.hearings.values())
        households = {row.household_id for row in helped}
        if households:
            self.draw(self.households, uow.households.where(id=households))
            self.draw(self.persons, uow.persons.where(household_id=households))

    def draw_called(self, households: Collection[HouseholdId], day: date) -> None:
        """Take in these households, their hearings around `day` as far ahead as they are prepared, and their rides."""
        ids = set(households)
        if not ids:
            return
        near, ahead = timedelta(days=1), timedelta(days=max(1, self.uow.clinic().policy.preparation_days))
        self.draw(self.hearings, self.uow.hearings.between(day - near, day + ahead, household_id=ids))
        if self.hearings:
            self.draw(self.rides, self.uow.rides.where(hearing_id=set(self.hearings)))
        self.fetch(self.trips, self.uow.trips, [ride.trip_id for ride in self.rides.values()])
        self.fetch(self.households, self.uow.households, ids)
        self.draw(self.persons, self.uow.persons.where(household_id=ids))
        self.draw(self.requests, self.uow.requests.where(household_id=ids))

    def facts(self, *, everywhere: bool = False, site: SiteId | None = None) -> Facts:
        """The facts; with the table of travel for all places, or only for those that occur and those of `site`."""
        uow, places = self.uow, self._place_ids()
        if site is not None:
            places |= {place.id for place in uow.places.where(site_id=site)}
        return Facts(
            policy=uow.clinic().policy,
            travel=TravelTable.of(uow.travel.where() if everywhere else uow.travel.where(from_id=places, to_id=places)),
            sites={row.id: row for row in uow.sites.where()},
            places={row.id: row for row in (uow.places.where() if everywhere else uow.places.where(id=places))},
            volunteers=self.volunteers,
            absences=tuple(self.absences.values()),
            sessions=self.sessions,
            seats=self.seats,
            vehicles=self.vehicles,
            trips=self.trips,
            stops=tuple(self.stops.values()),
            rides=tuple(self.rides.values()),
            households=self.households,
            persons=self.persons,
            hearings=self.hearings,
            slots=self.slots,
            consultations=self.consultations,
            requests=tuple(self.requests.values()),
            sittings=sittings.booked(uow, self.requests.values()),
        )

    def _place_ids(self) -> set[PlaceId]:
        found = {session.place_id for session in self.sessions.values()}
        found |= {trip.port_id for trip in self.trips.values()} | {stop.place_id for stop in self.stops.values()}
        found |= {vehicle.kept_id for vehicle in self.vehicles.values()}
        found |= {volunteer.home_id for volunteer in self.volunteers.values()}
        found |= {hearing.port_id for hearing in self.hearings.values()}
        found |= {household.shelter_id for household in self.households.values()}
        return found - {None}
