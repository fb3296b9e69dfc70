"""The plan of one city: hearings, then rides, then the roster, then who meets whom, and how the days gone by went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from clinic.domain.people import LAWYERS, Role
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, SeatPattern, Session, SessionKind, Template
from clinic.domain.when import Week, day_interval
from clinic.rules.facts import Facts, TravelTable

from . import outcomes
from .awkward import Awkward
from .consultations import Bookings, Reception
from .dice import Dice
from .figures import CHARLA_SHARE, PLANNED
from .hearings import Clerk, Docket
from .people import Family
from .places import VAN, City, Ground
from .seating import Seater
from .sessions import lay_out, new_seat, template
from .trips import Dispatcher, Journeys
from .volunteers import Staff

Planned = tuple[Session, list[Seat]]


@dataclass(frozen=True, slots=True)
class Quota:
    """A city's share of the weekly figures; `outs` are trips to the port."""

    hearings: int
    outs: int
    consultations: int


@dataclass(kw_only=True)
class CityPlan:
    """Everything of one city."""

    city: City
    families: list[Family]
    docket: Docket
    pattern: Template
    sessions: list[Planned] = field(default_factory=list)
    journeys: Journeys = field(default_factory=Journeys)
    bookings: Bookings = field(default_factory=Bookings)

    @property
    def seats(self) -> list[Seat]:
        """All seats, at sessions and on trips."""
        return [*(seat for _, seats in self.sessions for seat in seats), *self.journeys.seats]


class CityMaker:
    """Makes the plan of one city, step by step."""

    def __init__(
        self,
        there: Ground,
        city: City,
        *,
        people: list[Family],
        helpers: Staff,
        today: date,
        now: datetime | None,
        dice: Dice,
    ) -> None:
        self._there, self._city, self._people, self._helpers = there, city, people, helpers
        self._start, self._today, self._dice = Week.of(today).monday, today, dice
        self._now = now or day_interval(today, city.site.zone).start
        self._volunteers = {v.id: v for v in helpers.volunteers if v.site_id == city.site.id and not v.gone}
        self._travel = TravelTable.of(there.travel)
        self._case = Awkward(city=city, start=self._start, dice=dice.part("awkward"))

    def make(self, quota: Quota, *, awkward: bool) -> CityPlan:
        """The whole plan; with the awkward cases in it, or without."""
        free = list(self._people)
        apart = self._case.set_apart(free) if awkward else {}
        clerk = Clerk(self._city, free, self._start, self._dice.part("clerk"))
        if awkward:
            self._case.call(clerk, apart)
            self._case.before_seating(self._volunteers.values(), apart)
        clerk.call_everybody(quota.hearings, quota.outs)
        pattern = template(
            self._city, self._teams(), round(quota.consultations * (1 - CHARLA_SHARE)), self._dice.part("pattern")
        )
        plan = CityPlan(city=self._city, families=self._people, docket=clerk.docket, pattern=pattern)
        plan.journeys = self._drive(clerk.docket, awkward=awkward)
        chance = self._dice.part("reception")
        reception = Reception(self._city, plan.docket, free, self._volunteers, today=self._today, dice=chance)
        seater = Seater(self._facts(plan), self._city.site.zone, self._dice.part("seater"))
        self._work(plan, seater, reception, quota, apart)
        self._look_back(plan, reception, quota)
        if awkward:
            seater.look_at({session.id: session for session, _ in plan.sessions}, plan.seats)
            self._helpers.absences += self._case.after_seating(seater, plan.sessions, plan.journeys)
            plan.bookings.follow_ups.append(self._case.follow_up(apart))
        return plan

    def _work(
        self, plan: CityPlan, seater: Seater, reception: Reception, quota: Quota, apart: dict[str, Family]
    ) -> None:
        """Week by week: sessions, people in them, households to them."""
        for week, share in PLANNED.items():
            sessions = list(self._lay_out(plan.pattern, week))
            plan.sessions += sessions
            self._seat(plan, seater, sessions, week, share)
            if apart and week == 0:
                reception.expect(*self._case.relay_seat(sessions), apart["relay"])
            reception.book_week(sessions, week, round(quota.consultations * share))

    def _look_back(self, plan: CityPlan, reception: Reception, quota: Quota) -> None:
        outcomes.end_hearings(plan.docket, plan.journeys, self._today, self._dice.part("ends"))
        outcomes.tell_from_the_road(plan.journeys, self._volunteers, self._now, plan.docket, self._dice.part("words"))
        reception.waiting_list(quota.consultations)
        plan.bookings = reception.bookings

    def _teams(self) -> int:
        """Teams of three lawyers, by how many lawyers are here in the sample's own week."""
        day = self._start + timedelta(days=2)
        lawyers = [v for v in self._volunteers.values() if v.is_here_on(day) and not LAWYERS.isdisjoint(v.roles)]
        return max(1, round(len(lawyers) / 3))

    def _week(self, week: int) -> tuple[datetime, datetime]:
        """The first instant of a week, and of the next."""
        found = Week.of(self._start + timedelta(weeks=week)).interval(self._city.site.zone)
        return found.start, found.end

    def _drive(self, docket: Docket, *, awkward: bool) -> Journeys:
        dispatcher = Dispatcher(self._city, docket, self._travel, Policy(), self._dice.part("dispatcher"))
        for week, share in PLANNED.items():
            for day in Week.of(self._start + timedelta(weeks=week)).days:
                crowd = awkward and day == self._case.crowd_day
                vans = [vehicle for vehicle in self._city.vehicles if vehicle.seats == VAN]
                dispatcher.plan_day(day, week, 1.0 if crowd else share, vans[:2] if crowd else None)
        return dispatcher.journeys

    def _lay_out(self, pattern: Template, week: int) -> Iterator[Planned]:
        """The sessions of a week, some with a seat for an interpreter who works by phone; but on the relay's day."""
        dice = self._dice.part("week", week)
        phones = [volunteer.interprets[0] for volunteer in self._volunteers.values() if volunteer.remote]
        monday = self._start + timedelta(weeks=week)
        for session, seats in lay_out(pattern, self._city, monday, week, dice):
            is_asked = session.kind is SessionKind.CONSULTATIONS and dice.chance(0.4)
            if phones and is_asked and not self._case.is_relay_day(session):
                pair = dice.pick(phones)
                wanted = SeatPattern(Role.INTERPRETER, source=pair.source, target=pair.target, remote=True)
                seats.append(new_seat(session, len(seats), wanted, dice))
            yield session, seats

    def _facts(self, plan: CityPlan) -> Facts:
        journeys = plan.journeys
        return Facts(
            travel=self._travel,
            sites={city.site.id: city.site for city in self._there.cities},
            places={place.id: place for place in self._there.places()},
            volunteers=self._volunteers,
            absences=tuple(self._helpers.absences),
            vehicles={vehicle.id: vehicle for vehicle in self._city.vehicles},
            trips={trip.id: trip for trip in journeys.trips},
            stops=tuple(journeys.stops),
            rides=tuple(journeys.rides),
            households={family.household.id: family.household for family in plan.families},
            persons={person.id: person for family in plan.families for person in family.persons},
            hearings={hearing.id: hearing for hearing, _ in plan.docket.hearings},
        )

    def _seat(self, plan: CityPlan, seater: Seater, sessions: Sequence[Planned], week: int, share: float) -> None:
        """Trips first, as they are hardest to cover; then sessions, as far as the week is planned."""
        since, begins, ends = self._week(week - 1)[0], *self._week(week)
        near = (seat for seat in plan.seats if since <= seat.starts_at < ends)
        seater.look_at({session.id: session for session, _ in plan.sessions}, near)
        crews = [seat for seat in plan.journeys.seats if begins <= seat.starts_at < ends]
        seater.fill(sorted(crews, key=_by_time), week, (1 + share) / 2)
        seater.fill(_in_turn(sessions), week, share)


def _by_time(seat: Seat) -> tuple[datetime, int]:
    return seat.starts_at, seat.position


def _in_turn(sessions: Iterable[Planned]) -> Iterator[Seat]:
    for _, seats in sessions:
        yield from seats
