"""Small weeks thrown by dice, as frozen facts: people of every kind, seats close together, some of them taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from clinic.domain.breaches import Severity
from clinic.domain.ids import HouseholdId, SiteId, new_id
from clinic.domain.people import (
    Absence,
    AbsenceKind,
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    Interprets,
    Limits,
    Role,
    Speaks,
    Volunteer,
)
from clinic.domain.places import Place, PlaceKind, Site, Travel
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, Session, SessionKind
from clinic.domain.trips import Leg, Ride, Trip
from clinic.domain.when import Week, at, day_interval, minutes, parse_clock
from clinic.i18n import say
from clinic.rules import judge
from clinic.rules.facts import Facts, TravelTable
from db.store import SqlStore
from tests import factory
from tests.factory import ZONE
from tests.stores import memory_store

MONDAY = date(2026, 7, 13)
WEEK = Week.of(MONDAY)
ROLES = (Role.INTERPRETER, Role.DRIVER, Role.ATTORNEY)


def thrown(seed: int, people: int = 5, seats: int = 6, days: int = 2, *, trips: bool = True) -> Facts:
    """A week that is the same for the same numbers; roles and languages are few, so that people compete for seats."""
    return Dice(Random(seed), people, seats, days, trips).facts()  # noqa: S311 - no secret, only dice


@dataclass
class Dice:
    """Makes a week."""

    random: Random
    people: int = 5
    seats: int = 6
    days: int = 2
    trips: bool = True

    def facts(self) -> Facts:
        site = Site(city="Tijuana", zone=ZONE, us_city="San Diego", us_zone=ZONE)
        office = Place(site_id=site.id, label="Office", kind=PlaceKind.OFFICE, zone=ZONE)
        shelter = Place(
            site_id=site.id, label="Casa", kind=PlaceKind.SHELTER, zone=ZONE, women_interpreters_only=self.one_in(2)
        )
        port = Place(site_id=site.id, label="Port", kind=PlaceKind.PORT, zone=ZONE)
        household = HouseholdId(new_id())
        people = [self._person(site.id, number, household) for number in range(self.people)]
        sessions, trips, seats = [], [], []
        for number in range(self.seats):
            day = MONDAY + timedelta(days=self.random.randrange(self.days))
            start = at(
                day, parse_clock(self.random.choice(("02:00", "08:00", "09:30", "11:00", "13:00", "21:00"))), ZONE
            )
            end = start + minutes(self.random.choice((90, 180, 180, 300, 300, 660)))
            role = self.random.choice(ROLES)
            if role is Role.DRIVER and self.trips:
                trip = Trip(
                    site_id=site.id,
                    label=f"T{number}",
                    leg=Leg.OTHER,
                    port_id=port.id,
                    departs_at=start,
                    arrives_at=end,
                )
                trips.append(trip)
                seats.append(Seat(trip_id=trip.id, role=role, starts_at=start, ends_at=end))
                continue
            place = self.random.choice((office, shelter))
            session = Session(
                site_id=site.id,
                place_id=place.id,
                kind=SessionKind.CONSULTATIONS,
                starts_at=start,
                ends_at=end,
                advice=self.one_in(2),
                label=f"S{number}",
            )
            sessions.append(session)
            seats.append(Seat(session_id=session.id, role=role, starts_at=start, ends_at=end, **self._asks(role)))
        rides = [Ride(trip_id=trip.id, household_id=household, person_ids=()) for trip in trips if self.one_in(3)]
        facts = Facts(
            policy=Policy(hours_a_day=10, days_a_week=6, nights_a_week=3),
            travel=TravelTable.of([Travel(from_id=office.id, to_id=shelter.id, minutes=25)]),
            sites={site.id: site},
            places={row.id: row for row in (office, shelter, port)},
            volunteers={row.id: row for row in people},
            absences=tuple(self._absences(people)),
            sessions={row.id: row for row in sessions},
            trips={row.id: row for row in trips},
            rides=tuple(rides),
            seats={row.id: row for row in seats},
        )
        return self._seated(facts)

    def one_in(self, sides: int) -> bool:
        return self.random.randrange(sides) == 0

    def _asks(self, role: Role) -> dict[str, Any]:
        if role is not Role.INTERPRETER:
            return {}
        if self.one_in(2):
            return {"languages": (self.random.choice(("spa", "mam")),)}
        return {"source": self.random.choice(("spa", "mam")), "target": "eng"}

    def _person(self, site: SiteId, number: int, household: HouseholdId) -> Volunteer:
        random = self.random
        spoken = tuple(Speaks(code) for code in ("eng", "spa", "mam") if self.one_in(2))
        return Volunteer(
            name=f"Person {number}",
            sort_name=f"person {number}",
            site_id=site,
            roles=tuple(role for role in ROLES if self.one_in(2)),
            speaks=spoken,
            interprets=tuple(Interprets(a.language, b.language) for a in spoken for b in spoken if a != b),
            credentials=() if self.one_in(3) else (Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=MONDAY),),
            vetted_on=None if self.one_in(4) else MONDAY - timedelta(days=3),
            trained_on=None if self.one_in(6) else MONDAY - timedelta(days=2),
            here_until=MONDAY if self.one_in(5) else None,
            is_woman=random.choice((True, False, None)),
            limits=Limits(
                hours_a_day=random.choice((None, None, 4)),
                nights_a_week=random.choice((None, 0, 1)),
                days_a_week=random.choice((None, 1)),
            ),
            availability=(Availability(0, random.choice(tuple(DayPart)), Can.CANNOT),) if self.one_in(3) else (),
            conflicts=(household,) if self.one_in(6) else (),
        )

    def _absences(self, people: list[Volunteer]) -> list[Absence]:
        day = day_interval(MONDAY, ZONE)
        rows = [person for person in people if self.one_in(6)]
        return [
            Absence(volunteer_id=row.id, kind=AbsenceKind.ILL, starts_at=day.start, ends_at=day.end) for row in rows
        ]

    def _seated(self, facts: Facts) -> Facts:
        """Some of the seats taken by people who fit."""
        for seat in list(facts.seats.values()):
            fits = [person for person in facts.volunteers.values() if fits_in(facts, seat, person)]
            if fits and self.one_in(2):
                seat.volunteer_id = self.random.choice(fits).id
                facts = facts.with_()
        return facts


def fits_in(facts: Facts, seat: Seat, person: Volunteer) -> bool:
    """Whether nothing but wishes speaks against somebody in a seat."""
    return all(breach.severity is Severity.WISH for breach in judge.seating(facts, seat, person))


def one_moment(asked: tuple[str, ...], spoken: tuple[tuple[str, ...], ...], sitting: dict[int, int]) -> Facts:
    """Seats at one hour of Monday, one a language that is asked; people by what they speak; who sits where."""
    site = Site(city="Tijuana", zone=ZONE, us_city="San Diego", us_zone=ZONE)
    office = Place(site_id=site.id, label="Office", kind=PlaceKind.OFFICE, zone=ZONE)
    starts, ends = (at(MONDAY, parse_clock(clock), ZONE) for clock in ("10:00", "12:00"))
    session = Session(site_id=site.id, place_id=office.id, kind=SessionKind.CHARLA, starts_at=starts, ends_at=ends)
    people = [
        Volunteer(
            name=f"Person {number}",
            site_id=site.id,
            roles=(Role.INTERPRETER,),
            speaks=tuple(Speaks(code) for code in codes),
            trained_on=MONDAY,
        )
        for number, codes in enumerate(spoken)
    ]
    seats = [
        Seat(
            session_id=session.id,
            position=number,
            role=Role.INTERPRETER,
            languages=(code,),
            starts_at=starts,
            ends_at=ends,
            volunteer_id=people[sitting[number]].id if number in sitting else None,
        )
        for number, code in enumerate(asked)
    ]
    return Facts(
        sites={site.id: site},
        places={office.id: office},
        volunteers={row.id: row for row in people},
        sessions={session.id: session},
        seats={row.id: row for row in seats},
    )


def kept(facts: Facts) -> SqlStore:
    """A store in which a week without trips is kept; it is the day before."""
    store = memory_store(clock=lambda: at(MONDAY - timedelta(days=1), parse_clock("09:00"), ZONE))
    with store.work("Maria") as uow:
        factory.make_clinic(uow, policy=facts.policy)
        for rows in (facts.sites, facts.places):
            for row in rows.values():
                getattr(uow, "sites" if isinstance(row, Site) else "places").add(row)
        one, other = list(facts.places.values())[:2] if len(facts.places) > 1 else (None, None)
        if one is not None and other is not None:
            factory.make_travel(uow, one, other, 25)
        for person in facts.volunteers.values():
            uow.volunteers.add(replace(person, conflicts=()))
        for absence in facts.absences:
            uow.absences.add(absence)
        for session in facts.sessions.values():
            uow.sessions.add(session)
        for seat in facts.seats.values():
            uow.seats.add(seat)
        uow.commit(say("Set the scene"))
    return store
