"""Fewer people than seats: at one moment, or over a day, the nights or the days of a week.

Everything told here is certain. At a moment nobody takes two seats, so seats of which all together fewer people could
take any one can never all be filled (Hall's theorem). Over a longer time nobody takes more than their limits allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import heappop, heappush

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval, Week, local
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.hours import is_night_work
from clinic.rules.limits import night_of

from .suitable import Suitable, members


@dataclass(frozen=True, slots=True)
class Short:
    """These seats cannot all be filled: the `people` (a set, see `suitable`) who could take any fill at most `most`.

    `at` is a moment at which all of them last; else `days` are those of the stretch, of which with `nights` only the
    nights count.
    """

    seats: tuple[Seat, ...]
    people: int
    most: int
    at: datetime | None = None
    days: tuple[date, ...] = ()
    nights: bool = False

    @property
    def short(self) -> int:
        """So many of the seats stay open at least."""
        return len(self.seats) - self.most

    @property
    def open(self) -> tuple[Seat, ...]:
        """Those in which nobody sits."""
        return tuple(seat for seat in self.seats if seat.volunteer_id is None)


class Counting:
    """Counts people and seats. `able` says who could take each seat: of one that stays, only who sits there."""

    def __init__(self, suitable: Suitable, seats: Iterable[Seat], able: Mapping[SeatId, int]) -> None:
        self._suitable, self._facts, self._able = suitable, suitable.facts, able
        # A place at any time is filled at any moment, so that no moment proves anything about it.
        self._seats = [seat for seat in seats if able[seat.id] and seat.minutes is None]
        self._limits = _Limits(suitable.facts)
        self._core = {seat.id: core_of(suitable.facts, seat) for seat in self._seats}

    def found(self) -> list[Short]:
        """All that is certain, moments first; a stretch only where it says more than the moments in it."""
        told = list(self._moments())
        for short in self._stretches():
            ids = {seat.id for seat in short.seats}
            known = sum(each.short for each in told if ids.issuperset(seat.id for seat in each.seats))
            if short.short > known:
                told.append(short)
        return told

    def _moments(self) -> Iterator[Short]:
        """Walk through the time: seat people as seats begin, let them go as seats end."""
        walk = _Walk(self._able)
        core = self._core
        for seat in sorted(self._seats, key=lambda one: (core[one.id].start, one.volunteer_id is None, str(one.id))):
            yield from walk.end(core[seat.id].start)
            walk.begin(seat, core[seat.id])
        yield from walk.end(None)

    def _stretches(self) -> Iterator[Short]:
        """Seats that ask for the same, over each day, the nights of each week and all of it."""
        groups: dict[tuple[object, ...], list[Seat]] = defaultdict(list)
        for seat in self._seats:
            if seat.overridden:  # somebody has decided that limits do not count here
                continue
            day, policy = self._day(seat), self._facts.policy
            for kind in ((seat.role, ()), (seat.role, (seat.languages, seat.source, seat.target))):
                groups["day", day, kind].append(seat)
                groups["week", Week.of(day), kind].append(seat)
                if is_night_work(self._limits.commitment(seat, self._core[seat.id]), policy):
                    groups["night", Week.of(day), kind].append(seat)
        done = set()
        for key in sorted(groups, key=lambda key: ("day", "night", "week").index(str(key[0]))):
            seats, nights = groups[key], key[0] == "night"
            same = (nights, frozenset(seat.id for seat in seats))
            if same not in done:
                done.add(same)
                yield from self._stretch(seats, nights=nights)

    def _stretch(self, seats: Sequence[Seat], *, nights: bool) -> Iterator[Short]:
        taken, people, most = sum(seat.volunteer_id is not None for seat in seats), 0, 0
        if taken == len(seats):
            return
        for seat in seats:
            people |= self._able[seat.id]
        for number in members(people):
            own = [seat for seat in seats if self._able[seat.id] & (1 << number)]
            most += self._most(self._suitable.people[number], own, nights=nights)
            if most >= len(seats):
                return
        if taken <= most:  # else what stands breaks limits itself, and proves nothing
            days = tuple(sorted({self._day(seat) for seat in seats}))
            yield Short(tuple(seats), people, most, days=days, nights=nights)

    def _most(self, person: Volunteer, seats: Sequence[Seat], *, nights: bool) -> int:
        """Somebody takes no more of these seats than so many."""
        if nights:
            by_night = self._by(seats, lambda seat: self._limits.night(seat, self._core[seat.id]))
            counts = [_one_by_one(self._core[seat.id] for seat in rows) for rows in by_night]
            return sum(sorted(counts, reverse=True)[: self._limits.nights(person)])
        counts = []
        for rows in self._by(seats, self._day):
            cores = [self._core[seat.id] for seat in rows]
            lengths = sorted(_on_first_day(core, self._facts.zone_of(rows[0])) for core in cores)
            counts.append(min(_one_by_one(cores), _how_many(lengths, self._limits.minutes(person))))
        return sum(sorted(counts, reverse=True)[: self._limits.days(person)])

    @staticmethod
    def _by(seats: Sequence[Seat], key: Callable[[Seat], date]) -> Iterable[list[Seat]]:
        found: dict[date, list[Seat]] = defaultdict(list)
        for seat in seats:
            found[key(seat)].append(seat)
        return found.values()

    def _day(self, seat: Seat) -> date:
        return local(self._core[seat.id].start, self._facts.zone_of(seat)).date()


def core_of(facts: Facts, seat: Seat) -> Interval:
    """The time that a seat takes of anybody: a driver's own begins at home, but everybody's when the trip departs."""
    trip = facts.trips.get(seat.trip_id) if seat.trip_id and seat.role is Role.DRIVER else None
    if trip is None or trip.departs_at is None or not seat.starts_at < trip.departs_at < seat.ends_at:
        return seat.interval
    return Interval(trip.departs_at, seat.ends_at)


class _Walk:
    """Seats that last at a moment, with people in as many of them as can be, and what is stuck."""

    def __init__(self, able: Mapping[SeatId, int]) -> None:
        self._able = able
        self._lasting: dict[SeatId, tuple[Seat, Interval]] = {}
        self._ends: list[tuple[datetime, str, SeatId]] = []
        self._sits: dict[int, Seat] = {}
        self._stuck: dict[int, list[Seat]] = {}

    def end(self, moment: datetime | None) -> Iterator[Short]:
        """Let go what has ended by then (None: everything), and tell what was stuck with it."""
        over = set[SeatId]()
        while self._ends and (moment is None or self._ends[0][0] <= moment):
            over.add(heappop(self._ends)[2])
        if not over:
            return
        for people, seats in list(self._stuck.items()):
            if not over.isdisjoint(seat.id for seat in seats):
                begins = max(self._lasting[seat.id][1].start for seat in seats)
                yield Short(tuple(seats), people, people.bit_count(), at=begins)
                del self._stuck[people]
        for number in [number for number, seat in self._sits.items() if seat.id in over]:
            del self._sits[number]
        for key in over:
            del self._lasting[key]

    def begin(self, seat: Seat, core: Interval) -> None:
        """Find somebody for a seat, if need be by letting others change places; else it is stuck, with those around."""
        self._lasting[seat.id] = (seat, core)
        heappush(self._ends, (core.end, str(seat.id), seat.id))
        able = self._able[seat.id]
        for people, seats in self._stuck.items():
            if not able & ~people:
                seats.append(seat)
                return
        if (reached := self._placed(seat)) is not None:
            together = [self._sits[number] for number in members(reached)]
            held = {one.id for one in together}
            others = (one for one, _ in self._lasting.values() if one.id not in held)
            self._stuck[reached] = [*together, *(one for one in others if not self._able[one.id] & ~reached)]

    def _placed(self, seat: Seat) -> int | None:
        """None once somebody sits there; else all people who could take it, or a seat of theirs, and so on."""
        reached, queue = 0, [seat]
        came: dict[int, Seat] = {}
        for current in queue:  # grows while it is walked through
            new = self._able[current.id] & ~reached
            reached |= new
            for number in members(new):
                came[number] = current
                if number not in self._sits:
                    self._shift(seat, number, came)
                    return None
                queue.append(self._sits[number])
        return reached

    def _shift(self, seat: Seat, number: int, came: Mapping[int, Seat]) -> None:
        """Seat a free person, and let each who sat on the way there move up."""
        was = {one.id: each for each, one in self._sits.items()}
        while True:
            to = came[number]
            before = was.get(to.id)
            self._sits[number] = to
            if to.id == seat.id or before is None:
                return
            number = before


class _Limits:
    """The limits of the clinic and of each person; none where the clinic has switched a rule off, or only warns."""

    _MANY = 10**9

    def __init__(self, facts: Facts) -> None:
        self._facts, self._policy = facts, facts.policy
        rules = judge.SEATINGS.rules
        codes = ("HOURS_A_DAY", "DAYS_A_WEEK", "NIGHTS_A_WEEK")
        self._hard = {c for c in codes if rules[c].strictness(facts) in (Severity.MUST, Severity.REASON)}

    def minutes(self, person: Volunteer) -> int:
        """Minutes a day."""
        return 60 * self._limit("HOURS_A_DAY", person.limits.hours_a_day, self._policy.hours_a_day)

    def days(self, person: Volunteer) -> int:
        """Days a week."""
        return self._limit("DAYS_A_WEEK", person.limits.days_a_week, self._policy.days_a_week)

    def nights(self, person: Volunteer) -> int:
        """Nights a week."""
        return self._limit("NIGHTS_A_WEEK", person.limits.nights_a_week, self._policy.nights_a_week)

    def _limit(self, code: str, own: int | None, clinic: int) -> int:
        return self._MANY if code not in self._hard else clinic if own is None else own

    def commitment(self, seat: Seat, core: Interval) -> Commitment:
        """What a seat takes of anybody's time."""
        bare = replace(seat, volunteer_id=None, starts_at=core.start, ends_at=core.end)
        return self._facts.commitment(bare, VolunteerId(seat.id))

    def night(self, seat: Seat, core: Interval) -> date:
        """The evening of its night."""
        return night_of(self.commitment(seat, core), self._policy)


def _one_by_one(cores: Iterable[Interval]) -> int:
    """How many of these one person can take one after the other: always the one that ends first."""
    count, until = 0, None
    for core in sorted(cores, key=lambda core: core.end):
        if until is None or core.start >= until:
            count, until = count + 1, core.end
    return count


def _how_many(lengths: Sequence[int], limit: int) -> int:
    """How many of these lengths, the shortest first, fit into a limit."""
    count = 0
    for length in lengths:
        limit -= length
        if limit < 0:
            break
        count += 1
    return count


def _on_first_day(core: Interval, zone: str) -> int:
    """Minutes on the day on which it begins; 0 for what goes past midnight, of which we then claim nothing."""
    return core.length if local(core.start, zone).date() == local(core.end, zone).date() else 0
