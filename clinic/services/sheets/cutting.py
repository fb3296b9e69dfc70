"""Cuts a hearing day down to the levels: what all sheets have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.households import Household
from clinic.domain.ids import HouseholdId, PersonId, PlaceId
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Ride, Stop, Trip, VehicleKind
from clinic.domain.when import Interval, at, day_interval
from clinic.i18n import Sentence
from clinic.ports import UnitOfWork
from clinic.rules import timing
from clinic.rules.loads import riders, vehicle_of
from clinic.services import telling
from clinic.services.day_book import DayBook
from clinic.services.not_back import watchers
from clinic.services.views.times import Hour

from .levels import Party, Phone, Standby

#: A report time is told as it is when somebody has typed it from the paper.
CONFIRMED = frozenset({TimeSource.TYPED})


@dataclass(frozen=True)
class Cutter:
    """A day, and whether the clinic keeps names of people helped."""

    uow: UnitOfWork
    book: DayBook
    names: bool

    def party(self, household: HouseholdId, persons: Collection[PersonId], *, by_bus: bool = False) -> Party:
        """Those of a household who go together, by code."""
        facts = self.book.facts
        row = facts.households[household]
        found = [facts.persons[person] for person in persons if person in facts.persons]
        adults, children = telling.count(facts, persons)
        until = facts.policy.child_seat_until_age
        return Party(
            who=row.code,
            adults=adults,
            children=children,
            child_seats=0 if by_bus else sum(person.needs_child_seat(until) for person in found),
            wheelchairs=sum(person.wheelchair for person in found),
            medicine=any(person.medicine for person in found),
            papers=bool(row.lacking(self.book.day)),
        )

    def riding(self, trip: Trip, ride: Ride) -> Party:
        """Those who ride, by code. On a bus nobody needs a child seat."""
        vehicle = vehicle_of(self.book.facts, trip)
        by_bus = vehicle is not None and vehicle.kind is VehicleKind.BUS
        return self.party(ride.household_id, sorted(riders(self.book.facts, ride)), by_bus=by_bus)

    def first_name(self, ride: Ride) -> str:
        """The first name of one of those who ride, an adult's if there is one; '' unless the clinic keeps names."""
        facts = self.book.facts
        people = [facts.persons[person] for person in riders(facts, ride) if person in facts.persons]
        named = [person for person in people if person.name.strip()] if self.names else []
        first = min(named, key=lambda person: (person.is_child, person.position), default=None)
        return first.name.split()[0] if first else ""

    @cached_property
    def watch(self) -> Phone | None:
        """Who holds the phone on the day; where nobody is on watch, a coordinator who is here."""
        site, day = self.book.site, self.book.day
        found = watchers(self.uow, site, at(day, time(12), site.zone))
        if not found:
            everybody = self.uow.volunteers.where(site_id=(site.id, None), gone=False)
            found = [one for one in everybody if Role.COORDINATOR in one.roles and one.is_here_on(day)]
        best = next((one for one in found if one.phone), next(iter(found), None))
        return Phone(best.name, best.phone) if best else None

    def standby(self, port: PlaceId | None = None) -> tuple[Standby, ...]:
        """Who waits for the returns of the day, from a port or from all of them."""
        return tuple(
            Standby(
                trip.label,
                telling.name_of(self.book, trip, Role.DRIVER),
                self.vehicle(trip),
                telling.standby(self.book, trip),
            )
            for trip in self.book.trips
            if trip.leg is Leg.RETURN and port in (None, trip.port_id)
        )

    def vehicle(self, trip: Trip) -> str:
        """The vehicle's label, '' while there is none."""
        found = vehicle_of(self.book.facts, trip)
        return found.label if found else ""

    def crew(self, trip: Trip) -> tuple[tuple[Role, str], ...]:
        """(role, name) of the crew's seats in order; an open one has no name."""
        return tuple((seat.role, self.name(seat)) for seat in self.book.crew(trip))

    def name(self, seat: Seat) -> str:
        """Who sits in a seat of the crew; '' while it is open."""
        person = self.book.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        return person.name if person else ""

    def hearings(self, trip: Trip) -> list[Hearing]:
        """The hearings of those who ride."""
        found = {hearing.id: hearing for ride in self.book.rides(trip) if (hearing := self.hearing(ride))}
        return list(found.values())

    def hearing(self, ride: Ride) -> Hearing | None:
        """The hearing to which somebody rides."""
        return self.book.facts.hearings.get(ride.hearing_id) if ride.hearing_id else None

    def shelter(self, household: Household) -> Place | None:
        """Where a household lives, if that is known."""
        return self.book.facts.places.get(household.shelter_id) if household.shelter_id else None

    def is_confirmed(self, hearings: Iterable[Hearing]) -> bool:
        """Whether somebody has typed every report time from the paper."""
        return all(hearing.report_source in CONFIRMED for hearing in hearings)

    def hour(self, stop: Stop) -> Hour | None:
        """When a stop is reached, by the clock of its place, and by the other side's where it differs."""
        return telling.hour(stop.arrives_at, self.place(stop.place_id).zone, self.book.site.us_zone)

    def place(self, place: PlaceId) -> Place:
        """A place of the day."""
        return self.book.facts.places[place]

    def clocks(self, trip: Trip | None = None) -> Sentence:
        """How the clocks of both sides stand at the report time of a trip, or on the day."""
        site = self.book.site
        instant = (trip.report_at or trip.departs_at or trip.standby_from) if trip else None
        instant = instant or at(self.book.day, time(6), site.zone)
        return timing.clocks_sentence(instant, (site.zone, site.city), (site.us_zone, site.us_city))

    def clock_change(self, first: datetime | None = None) -> Sentence | None:
        """What to know when the clocks change in the night before the day or on it; `first` is the first pick-up."""
        zone, day = self.book.site.zone, self.book.day
        night = Interval(at(day - timedelta(days=1), time(18), zone), day_interval(day, zone).end)
        return timing.clock_change(night, zone, first)
