"""Who could take each open seat, judged in bulk.

Who is out of the question for a seat by itself is found for all who are alike at once (`suitable`); the rules are asked
again only about the few that are left. What comes of several seats together is told as sums (`roster_times`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf

from clinic.domain.breaches import Severity
from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.people import Can, Level, Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.when import Week
from clinic.rules.facts import Facts
from clinic.rules.must import households_of
from clinic.rules.rule import Rule
from clinic.rules.score import level
from clinic.rules.subjects import SEATINGS, Seating

from .roster_ground import Ground
from .roster_prices import MET_BEFORE, OTHER_ROLE, PREFERS, ROAMING, STAYS, STAYS_ASKED, WISH, WORKABLE
from .roster_times import Times, Work
from .suitable import Suitable, members

#: Rules about what somebody can do; whoever breaks one of them does not come near a seat.
SKILLS = ("ROLE", "LANGUAGE", "WOMEN_ONLY")
#: Rules about several seats together, which are told as sums.
OF_SEVERAL = frozenset(
    {
        "OVERLAP",
        "TRAVEL",
        "REST",
        "SHORT_GAP",
        "HOURS_A_DAY",
        "DAYS_A_WEEK",
        "NIGHTS_A_WEEK",
        "SUPERVISION",
        "ORIENTATION",
    }
)
_STEPS = {Level.BEST: 0.0, Level.WORKABLE: WORKABLE, Level.BASIC: WORKABLE}


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who could take a seat beside all that is planned, the price, and what it takes of their time.

    `is_new`: they must be oriented first, and nothing that is planned does so.
    """

    person: int
    price: float
    work: Work
    is_new: bool = False


@dataclass(frozen=True)
class Held:
    """What somebody has to do already."""

    works: Sequence[Work]
    days: frozenset[date]
    nights: frozenset[date]

    def days_of(self, week: Week) -> set[date]:
        """Days of a week on which they work."""
        return {day for day in self.days if Week.of(day) == week}

    def nights_of(self, week: Week) -> set[date]:
        """Evenings of the nights that count in a week: those of the work at night that begins in it."""
        return {work.night for work in self.works if work.night is not None and work.week == week}


class Choices:
    """Who could take each seat of `ground.open`. `held` is by the number of a person in `ground.people`."""

    def __init__(self, ground: Ground, times: Times) -> None:
        self.ground, self.facts, self.times = ground, ground.facts, times
        self._suitable = Suitable(ground.facts, ground.people)
        rules = [rule for rule in SEATINGS.rules.values() if rule.strictness(ground.facts) is not None]
        self._more = [rule for rule in rules if rule.code not in OF_SEVERAL and rule.code not in self._suitable.codes]
        self._held: dict[int, Held] = {}
        self._limits: dict[int, tuple[int, int, int, int]] = {}

    @cached_property
    def options(self) -> list[list[Option]]:
        """For each open seat everybody who could take it, if nobody took another one."""
        return [list(self.of(seat)) for seat in self.ground.open]

    @cached_property
    def _by_site(self) -> dict[SiteId, int]:
        """The people of each site, those of no site among them, as `Suitable` tells them."""
        found: dict[SiteId, int] = {}
        for site in {self.ground.site_of(seat) for seat in self.ground.open}:
            here = (n for n, person in enumerate(self.ground.people) if person.site_id in (site, None))
            found[site] = sum(1 << n for n in here)
        return found

    def of(self, seat: Seat) -> Iterator[Option]:
        """Everybody who could take a seat."""
        met, was = self._met(seat), self.ground.was.get(seat.id)
        for number in members(self._suitable.fitting(seat) & self._by_site[self.ground.site_of(seat)]):
            person = self.ground.people[number]
            if person.id in self.ground.out and seat.ends_at > self.ground.now:
                continue
            work = self.times.work(seat, person)
            case = Seating(seat, person, work.commitment, self.facts.commitments(person.id))
            price = _broken(self.facts, self._more, case)
            price += self._beside_held(seat, number, work) if price < inf else 0.0
            if price < inf:
                price += self._liking(seat, person, work)
                price += MET_BEFORE if person.id in met else 0.0
                price += self._stays(seat) if person.id == was else 0.0
                yield Option(number, price, work, self._is_new(case))

    def _is_new(self, case: Seating) -> bool:
        """Whether somebody comes for a while and no orientation of theirs is planned before a seat."""
        rule = SEATINGS.rules["ORIENTATION"]
        if case.volunteer.here_from is None or rule.strictness(self.facts) is None:
            return False
        return any(True for _ in rule.check(self.facts, case))

    def skilled(self, seat: Seat) -> list[int]:
        """Numbers of those who can do what a seat wants, at whatever hour."""
        others = [code for code in self._suitable.codes if code not in SKILLS]
        return list(members(self._suitable.without(seat, *others) & self._by_site[self.ground.site_of(seat)]))

    def _liking(self, seat: Seat, person: Volunteer, work: Work) -> float:
        """What speaks for and against somebody without any rule."""
        price = _STEPS[level(person, seat)]
        price += OTHER_ROLE if seat.role not in person.roles else 0.0
        price += ROAMING if person.site_id is None else 0.0
        return price + (PREFERS if _prefers(person, work) else 0.0)

    def held(self, number: int) -> Held:
        """What somebody has to do already."""
        if number not in self._held:
            works = self.times.held(self.ground.people[number])
            days = frozenset(day for work in works for day in work.days)
            nights = frozenset(work.night for work in works if work.night is not None)
            self._held[number] = Held(works, days, nights)
        return self._held[number]

    def limits(self, number: int) -> tuple[int, int, int, int]:
        """What somebody may do: minutes a day, days a week, nights a week; and their minutes of rest."""
        if number not in self._limits:
            person, times = self.ground.people[number], self.times
            self._limits[number] = (
                times.hours(person),
                times.most_days(person),
                times.most_nights(person),
                times.rest(person),
            )
        return self._limits[number]

    def _beside_held(self, seat: Seat, number: int, work: Work) -> float:
        """What speaks against a seat beside all that somebody has to do already."""
        held = self.held(number)
        if not held.works:
            return self._within_limits(number, work, held)
        rest = self.limits(number)[3]
        price = 0.0
        for other in held.works:
            added = self.times.against(work, other, rest)
            if added == inf and work.is_trip and other.is_trip and not self._is_one_duty(seat, number):
                return inf
            price += added if added < inf or not (work.is_trip and other.is_trip) else 0.0
        return price + self._within_limits(number, work, held)

    def _is_one_duty(self, seat: Seat, number: int) -> bool:
        """Whether the rules let a trip follow a trip after all: it may be a run of one duty, with others in between."""
        case = Seating.of(self.facts, seat, self.ground.people[number])
        rules = (SEATINGS.rules["OVERLAP"], SEATINGS.rules["TRAVEL"], SEATINGS.rules["REST"])
        return _broken(self.facts, rules, case) < inf

    def _within_limits(self, number: int, work: Work, held: Held) -> float:
        hours, most_days, most_nights, _ = self.limits(number)
        times, price = self.times, 0.0
        for day in work.days:
            total = times.share(work, day, work.zone) + sum(times.share(one, day, work.zone) for one in held.works)
            if total > hours:
                price += times.prices["HOURS_A_DAY"] or 0.0
        for week in {Week.of(day) for day in work.days}:
            mine = {day for day in work.days if Week.of(day) == week}
            if len(held.days_of(week) | mine) > most_days:
                price += times.prices["DAYS_A_WEEK"] or 0.0
        if work.night is not None and len(held.nights_of(work.week) | {work.night}) > most_nights:
            price += times.prices["NIGHTS_A_WEEK"] or 0.0
        return price

    def _met(self, seat: Seat) -> frozenset[VolunteerId]:
        met = self.ground.met
        if not met or seat.session_id is None:
            return frozenset()
        return frozenset[VolunteerId]().union(*(met.get(each, frozenset()) for each in households_of(self.facts, seat)))

    def _stays(self, seat: Seat) -> float:
        return STAYS_ASKED if seat.answer is Answer.ASKED else STAYS


def _broken(facts: Facts, rules: Sequence[Rule[Seating]], case: Seating) -> float:
    """The price of what these rules have against a case: inf as soon as one of them is more than a wish."""
    price = 0.0
    for rule in rules:
        for _ in rule.check(facts, case):
            if rule.strictness(facts) is not Severity.WISH:
                return inf
            price += WISH
    return price


def _prefers(person: Volunteer, work: Work) -> bool:
    cells = {(cell.weekday, cell.part) for cell in person.availability if cell.can is Can.PREFERS}
    return bool(cells) and cells.issuperset(work.parts)
