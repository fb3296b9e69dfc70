"""A week at a site, thrown by dice, in which about every rule about seats is broken somewhere.

The same seed throws the same week. Nobody is seated by the guard here: a third of the seats are taken as they fall.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from clinic.domain.people import (
    AbsenceKind,
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    Interprets,
    Level,
    Limits,
    Role,
    Speaks,
    Volunteer,
)
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Seat, Session, SessionKind
from clinic.domain.trips import StopKind, Trip
from clinic.domain.when import Interval, minutes
from clinic.ports import UnitOfWork
from clinic.services import seat_times, trip_times
from tests import factory
from tests.services.border import TUESDAY, Border

MONDAY = TUESDAY - timedelta(days=1)
ROLES = (
    Role.DRIVER,
    Role.ESCORT,
    Role.ATTORNEY,
    Role.SUPERVISING_ATTORNEY,
    Role.LAW_STUDENT,
    Role.INTERPRETER,
    Role.CHILDCARE,
)
LANGUAGES = ("eng", "spa", "mam")


class RandomWeek(Border):
    """So many people, sessions and trips; `seats` are all of them, in order."""

    def __init__(self, seed: int, people: int = 14, sessions: int = 12, trips: int = 6) -> None:
        super().__init__(hours_a_day=7, days_a_week=2, nights_a_week=2)
        self.dice = Random(seed)  # noqa: S311 - dice of a test
        with self.scene() as uow:
            self._places(uow)
            self.helped = [factory.make_household(uow, (30,), site_id=self.site.id) for _ in range(2)]
            self.people = [self._person(uow, number) for number in range(people)]
            for _ in range(sessions):
                self._session(uow)
            for number in range(trips):
                self._trip(uow, f"T{number}")
        with self.scene() as uow:
            for seat in self._in_order(uow.seats.where()):
                self._take(uow, seat)
        with self.store.read() as uow:
            self.seats: list[Seat] = self._in_order(uow.seats.where())

    def _in_order(self, seats: list[Seat]) -> list[Seat]:
        """By what the dice have thrown, not by ids, which no seed knows."""
        return sorted(seats, key=lambda row: (row.starts_at, row.trip_id is None, row.role.value, row.position))

    def _places(self, uow: UnitOfWork) -> None:
        self.office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
        self.for_women = self.place(uow, "Casa Abierta", women_interpreters_only=True)
        self.far = factory.make_place(
            uow, "Mexicali", site_id=factory.make_site(uow, "Mexicali").id, zone=self.site.zone
        )
        factory.make_travel(uow, self.office, self.for_women, 50)
        factory.make_travel(uow, self.office, self.port, 30)

    def _some(self, things: Any, most: int) -> tuple[Any, ...]:
        return tuple(self.dice.sample(things, self.dice.randint(0, most)))

    def _day(self, last: int = 6) -> date:
        return MONDAY + timedelta(days=self.dice.randint(0, last))

    def _person(self, uow: UnitOfWork, number: int) -> Volunteer:
        dice = self.dice
        person = factory.make_volunteer(
            uow,
            f"Person {number:02}",
            self._some(ROLES, 4),
            site_id=dice.choice((self.site.id, None)),
            speaks=tuple(Speaks(code, dice.choice(list(Level))) for code in self._some(LANGUAGES, 3)),
            interprets=self._some([Interprets("spa", "eng"), Interprets("eng", "spa"), Interprets("mam", "spa")], 3),
            credentials=self._papers(),
            vetted_on=dice.choice((None, date(2026, 1, 5), self._day())),
            trained_on=dice.choice((None, date(2026, 1, 5), date(2026, 1, 5), self._day())),
            here_from=dice.choice((None, None, self._day())),
            here_until=dice.choice((None, None, self._day())),
            is_woman=dice.choice((None, True, False)),
            home_id=dice.choice((None, self.home.id, self.sur.id)),
            availability=tuple(Availability(dice.randint(0, 6), part, dice.choice(list(Can))) for part in DayPart),
            limits=Limits(hours_a_day=dice.choice((None, 4)), nights_a_week=dice.choice((None, 1))),
            conflicts=tuple(row.id for row in self._some(self.helped, 1)),
        )
        if dice.random() < 0.4:
            starts = self.at(f"{dice.randint(0, 23):02}:00", self._day())
            factory.make_absence(
                uow, person, starts, kind=dice.choice(list(AbsenceKind)), tentative=dice.random() < 0.5
            )
        return person

    def _papers(self) -> tuple[Credential, ...]:
        kinds = self._some([CredentialKind.BAR_LICENCE, CredentialKind.DRIVING_LICENCE], 2)
        return tuple(Credential(kind, "CA", expires_on=self.dice.choice((None, self._day()))) for kind in kinds)

    def _session(self, uow: UnitOfWork) -> Session:
        dice = self.dice
        starts = self.at(f"{dice.randint(0, 21):02}:{dice.choice(('00', '30'))}", self._day())
        place = dice.choice((self.office, self.office, self.for_women, self.far))
        kind = dice.choice((SessionKind.CONSULTATIONS, SessionKind.TRAINING, SessionKind.CHARLA))
        session = factory.make_session(
            uow,
            starts,
            dice.choice((1, 2, 4)),
            site_id=self.site.id,
            place_id=place.id,
            kind=kind,
            advice=dice.random() < 0.5,
        )
        seats = [self._seat(uow, session, position) for position in range(dice.randint(1, 3))]
        slot = factory.make_slot(uow, session, seat_ids=(seats[0].id,))
        if dice.random() < 0.5:
            factory.make_consultation(uow, slot, dice.choice(self.helped))
        return session

    def _seat(self, uow: UnitOfWork, session: Session, position: int) -> Seat:
        role = self.dice.choice(ROLES[2:])
        more: dict[str, Any] = {"languages": self._some(LANGUAGES, 1), "remote": self.dice.random() < 0.2}
        if self.dice.random() < 0.15:
            more["minutes"] = 45
        if role is Role.INTERPRETER:
            more["source"], more["target"] = self.dice.choice((("spa", "eng"), ("mam", "spa")))
        return factory.make_seat(uow, session, role, position=position, **more)

    def _trip(self, uow: UnitOfWork, label: str) -> Trip:
        dice = self.dice
        van = factory.make_vehicle(uow, f"Van {label}", site_id=self.site.id, kept_id=dice.choice((None, self.yard.id)))
        vehicle = dice.choice((van, van, self.van))
        report = self.at(dice.choice(("04:00", "05:30", "13:00")), self._day())
        trip = factory.make_trip(
            uow, label, site_id=self.site.id, port_id=self.port.id, vehicle_id=vehicle.id, report_at=report
        )
        household = dice.choice(self.helped)
        stop = factory.make_stop(uow, trip, dice.choice((self.norte, self.sur)))
        factory.make_stop(uow, trip, self.port, kind=StopKind.PORT, position=1)
        factory.make_ride(uow, trip, household, stop_id=stop.id)
        for position, role in enumerate((Role.DRIVER, Role.ESCORT)):
            factory.make_seat(uow, trip, role, position=position)
        trip_times.rework(uow, trip)
        return trip

    def _take(self, uow: UnitOfWork, seat: Seat) -> None:
        """Somebody, where they are in no other place at once (that the store itself refuses)."""
        person = self.dice.choice(self.people)
        if self.dice.random() < 0.35 and not uow.seats.during(
            Interval(seat.starts_at - minutes(120), seat.ends_at + minutes(120)), volunteer_id=person.id
        ):
            seat.volunteer_id = person.id
            seat_times.follow(uow, seat, person)
