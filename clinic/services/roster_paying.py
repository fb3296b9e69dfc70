"""What must give way so that open seats are filled: the cheapest set of rules that a reason would have to overrule.

The plan is made once more, where breaking such a rule costs a price instead of being refused; then what is needless is
dropped from the set.
The plan is asked only about the open seats and those of people who could come into question for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from time import monotonic

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.ports import UnitOfWork
from clinic.ports.seats import Limits, Need, RosterPlan, SeatPlanner
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.subjects import SEATINGS

from . import roster_plan
from .giving_way import BETWEEN, Item, give_way
from .roster_choices import Choices, Option
from .roster_ground import Ground, Wish, survey
from .roster_problem import Ban, Problem
from .roster_times import Times
from .roster_trial import Seated, facts_with
from .suitable import Suitable, members

#: What it costs to overrule each rule once (our own figures: what asks little of people first, what risks their health
#: or a household's case last). All are below the worth of a seat, and far above what wishes cost. No reason makes
#: anybody speak a language: that one is never paid.
PRICES: Mapping[str, float] = {
    "REST": 150.0,
    "HOURS_A_DAY": 150.0,
    "DAYS_A_WEEK": 180.0,
    "NIGHTS_A_WEEK": 180.0,
    "CANNOT": 200.0,
    "TRAINED": 240.0,
    "SUPERVISION": 300.0,
    "TRAVEL": 360.0,
    "HERE": 380.0,
    "CREDENTIAL": 420.0,
    "ABSENT": 450.0,
    "WOMEN_ONLY": 480.0,
    "ROLE": 600.0,
    "LANGUAGE": 900.0,
}
#: A rule that is new and has no price yet.
_OTHER = 400.0
#: Nobody is considered against whom more than this speaks, and no more than so many a seat.
MOST_PRICE, MOST_PEOPLE = 800.0, 40
#: So many seats of other people may be planned anew around the open ones.
MOST_SEATS = 300
#: The search is done when it has found nothing better in so many rounds; and how long each look takes at most.
ROUNDS, SECONDS, SECONDS_A_LOOK = 4000, 2.0, 0.25


class _Prices(Times):
    """The rules about time with a price where they are otherwise refused."""

    @cached_property
    def prices(self) -> Mapping[str, float | None]:
        """See `PRICES`; inf for what no reason overrules."""
        asks = [code for code, rule in SEATINGS.rules.items() if rule.strictness(self.facts) is Severity.REASON]
        return {**super().prices, **{code: PRICES.get(code, _OTHER) for code in asks}}


class _Paying(Choices):
    """Who could take each seat for a price."""

    def of(self, seat: Seat) -> Iterator[Option]:
        """The cheapest of all who could, and whoever sits there now."""
        was, priced = self.ground.was.get(seat.id), self._priced(seat)
        found = []
        for number in members(self._by_site[self.ground.site_of(seat)]):
            person = self.ground.people[number]
            if priced[number] > MOST_PRICE or (person.id in self.ground.out and seat.ends_at > self.ground.now):
                continue
            work = self.times.work(seat, person)
            price = priced[number] + self._beside_held(seat, number, work)
            if price <= MOST_PRICE:
                found.append(Option(number, price + (self._stays(seat) if person.id == was else 0.0), work))
        found.sort(key=lambda option: (option.price, option.person))
        mine = [option for option in found[MOST_PEOPLE:] if self.ground.people[option.person].id == was]
        return iter([*found[:MOST_PEOPLE], *mine])

    def _priced(self, seat: Seat) -> list[float]:
        """By person, what it costs that they sit there if they do nothing else."""
        prices = [0.0] * len(self.ground.people)
        for code in self._suitable.codes:
            if code in _COUNTED:  # these are told as sums
                continue
            price = self.times.prices[code] or 0.0
            for number in members(self._suitable.breaking(code, seat)):
                prices[number] += price
        return prices


_COUNTED = frozenset({"HOURS_A_DAY", "DAYS_A_WEEK", "NIGHTS_A_WEEK"})


class _Question(Problem):
    """The numbers without wishes that would make a broken rule worth while: who has done much, who is new."""

    @property
    def mean(self) -> float:
        """Nobody's share is reached."""
        return 1e9

    def without(self, bans: Collection[Ban]) -> _Question:
        """See `Problem.without`."""
        return _Question(self.ground, self.bans | frozenset(bans), self.choices)

    def _asking(self, number: int) -> float:  # noqa: ARG002 - whoever it is
        return 0.0

    def _newcomers(self, place: Mapping[int, int]) -> Iterator[Need]:  # noqa: ARG002 - whoever they are
        return iter(())


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that must give way: somebody in a seat, and what speaks against them."""

    seat: Seat
    person: Volunteer
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class Paid:
    """The cheapest way that was found: who sits where, what is broken by it, and which of the seats stay open even so.

    `before` are the facts as they are now, `facts` as they would be. `moved` are seats in which somebody else would sit
    than now, the ones to be filled among them.
    """

    ground: Ground
    before: Facts
    facts: Facts
    moved: tuple[tuple[Seat, Volunteer | None], ...]
    broken: tuple[Broken, ...]
    left: tuple[Seat, ...]
    filled: tuple[Seat, ...]


def pay(
    uow: UnitOfWork, *, wish: Wish, seats: Collection[SeatId], planner: SeatPlanner, seconds: float = SECONDS
) -> Paid:
    """Ask what must give way so that these open seats are filled. Changes nothing."""
    return paid(ground_around(uow, wish, seats), frozenset(seats), planner, seconds)


def ground_around(uow: UnitOfWork, wish: Wish, seats: Collection[SeatId]) -> Ground:
    """The open seats, and those in which people sit who could come into question for them."""
    whole = survey(uow, wish=Wish(wish.site, wish.days, None, None, replan=True))
    suitable = Suitable(whole.facts, whole.people)
    wanted = {seat.id for seat in whole.open if seat.id in set(seats)}
    near = _near(whole, suitable, wanted)
    chosen = frozenset(wanted.union(near))
    return survey(uow, wish=Wish(wish.site, wish.days, chosen, None, replan=True))


def _near(ground: Ground, suitable: Suitable, wanted: Collection[SeatId]) -> list[SeatId]:
    """Taken seats of whoever suits one of the wanted, those at the nearest hours first."""
    seats = [seat for seat in ground.open if seat.id in wanted]
    could = 0
    for seat in seats:
        could |= suitable.without(seat, *_COUNTED, "CANNOT")
    found = []
    for seat in ground.open:
        was = ground.was.get(seat.id)
        if was is not None and seat.id not in wanted and suitable.one(was) & could:
            gap = min(seat.interval.gap_to(other.interval) for other in seats)
            found.append((gap, str(seat.id), seat.id))
    return [key for _, _, key in sorted(found)[:MOST_SEATS]]


def paid(ground: Ground, wanted: Collection[SeatId], planner: SeatPlanner, seconds: float = SECONDS) -> Paid:
    """As `pay`, on a ground that has been read."""
    zero = min((seat.starts_at for seat in ground.open), default=ground.now) - timedelta(days=1)
    times = _Prices(ground.facts, zero)
    problem = _Question(ground, (), _Paying(ground, times))
    ends = monotonic() + seconds
    plan = planner.plan(problem.roster, Limits(seconds / 2, ROUNDS), None, problem.start)
    chosen, facts = _without_the_needless(ground, _numbers(problem, plan), planner, ends)
    return _told(ground, wanted, chosen, facts)


def _without_the_needless(ground: Ground, chosen: Seated, planner: SeatPlanner, ends: float) -> tuple[Seated, Facts]:
    """Drop from the set one rule after the other, the dearest first: it stays out where as many seats are filled.

    What is left of the set is taken as given; no other rule may be broken for it.
    """
    facts = facts_with(ground, chosen)
    tried: set[Item] = set()
    while monotonic() < ends:
        items = _items(ground, facts, chosen)
        if any(code in BETWEEN for _, code in items):
            break
        left = sorted(items - tried, key=lambda item: (-PRICES.get(item[1], _OTHER), str(item)))
        if not left:
            break
        tried.add(left[0])
        given = give_way(ground.facts, items - {left[0]})
        people = tuple(given.volunteers.get(person.id, person) for person in ground.people)
        problem = _Question(replace(ground, facts=given, people=people))
        plan = planner.plan(problem.roster, Limits(SECONDS_A_LOOK, ROUNDS), None, problem.start)
        other = _numbers(problem, plan)
        after = facts_with(ground, other)
        if len(other) >= len(chosen) and _items(ground, after, other) < items:
            chosen, facts = other, after
    return chosen, facts


def _items(ground: Ground, facts: Facts, chosen: Seated) -> set[Item]:
    """Rules that are broken, by the person for whom."""
    found = ((ground.people[who].id, _against(ground, facts, n, who)) for n, who in chosen.items())
    return {(who, breach.code) for who, breaches in found for breach in breaches}


def _numbers(problem: Problem, plan: RosterPlan) -> Seated:
    return {seat: problem.people[person] for seat, person in enumerate(plan.chosen) if person is not None}


def _against(ground: Ground, facts: Facts, number: int, who: int) -> tuple[Breach, ...]:
    found = judge.seating(facts, facts.seats[ground.open[number].id], ground.people[who])
    return tuple(breach for breach in found if breach.severity is not Severity.WISH)


def _told(ground: Ground, wanted: Collection[SeatId], chosen: Seated, facts: Facts) -> Paid:
    """What came of it, whoever no reason could seat left out."""
    chosen = dict(chosen)
    while bad := [
        n for n, who in chosen.items() if any(not b.can_be_overridden for b in _against(ground, facts, n, who))
    ]:
        del chosen[bad[0]]
        facts = facts_with(ground, chosen)
    moved = []
    for number, seat in enumerate(ground.open):
        person = ground.people[chosen[number]] if number in chosen else None
        if (person.id if person else None) != ground.was.get(seat.id):
            moved.append((seat, person))
    now = roster_plan.before(ground)
    before = _broken_by(ground, now)
    broken = []
    for n, who in sorted(chosen.items()):
        against = _against(ground, facts, n, who)
        new = tuple(breach for breach in against if (who, breach.code, str(breach.sentence)) not in before)
        before |= {(who, breach.code, str(breach.sentence)) for breach in new}
        if new:
            broken.append(Broken(ground.open[n], ground.people[who], new))
    left = tuple(seat for n, seat in enumerate(ground.open) if n not in chosen)
    filled = tuple(ground.open[n] for n in sorted(chosen) if ground.open[n].id in wanted)
    return Paid(ground, now, facts, tuple(moved), tuple(broken), left, filled)


def _broken_by(ground: Ground, facts: Facts) -> set[tuple[int, str, str]]:
    """What is broken already as people sit now: nothing new has to give way for it."""
    place: dict[VolunteerId | None, int] = {person.id: number for number, person in enumerate(ground.people)}
    sitting = ((n, place.get(facts.seats[seat.id].volunteer_id)) for n, seat in enumerate(ground.open))
    found = ((who, one) for n, who in sitting if who is not None for one in _against(ground, facts, n, who))
    return {(who, breach.code, str(breach.sentence)) for who, breach in found}
