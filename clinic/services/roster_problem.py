"""The ground of a plan of seats as the engine's numbers, and the way back from its answer to people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from math import inf

from clinic.domain.ids import VolunteerId
from clinic.domain.people import LAWYERS, SUPERVISED
from clinic.domain.sessions import Seat, SessionKind
from clinic.domain.when import Interval
from clinic.ports.seats import Choice, Clash, Need, OpenSeat, Roster
from clinic.rules.must import households_of
from clinic.rules.should import SUPERVISORS, uncovered

from .roster_caps import Mine, caps_of, mean_of
from .roster_choices import Choices, Option
from .roster_ground import Ground
from .roster_prices import ASKED, ASKED_DAYS, BOOKED, LAWYER, NEWCOMER_ALONE, RIDE, SEAT
from .roster_times import Times

#: Somebody who must not take a seat: it broke a rule when it was tried.
Ban = tuple[int, int]
_NEAR = 24 * 60


class Problem:
    """The numbers. Open seats have those of `ground.open`; the engine's person n is `people[n]` of `ground.people`."""

    def __init__(self, ground: Ground, bans: Collection[Ban] = (), choices: Choices | None = None) -> None:
        self.ground, self.bans = ground, frozenset(bans)
        zero = min((seat.starts_at for seat in ground.open), default=ground.now) - timedelta(days=1)
        self.times = choices.times if choices is not None else Times(ground.facts, zero)
        self.choices = choices or Choices(ground, self.times)

    def without(self, bans: Collection[Ban]) -> Problem:
        """The same problem where these may not be chosen any more (seat, number of the person)."""
        return Problem(self.ground, self.bans | frozenset(bans), self.choices)

    @cached_property
    def options(self) -> list[list[Option]]:
        """For each open seat everybody who may be chosen."""
        found = [
            [option for option in options if (seat, option.person) not in self.bans]
            for seat, options in enumerate(self.choices.options)
        ]
        return found if self._supervision is None else self._with_supervisors(found, self._supervision)

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Numbers of the people who could take any seat."""
        return tuple(sorted({option.person for options in self.options for option in options}))

    @cached_property
    def by_person(self) -> dict[int, list[Mine]]:
        """What each person could take, earliest first."""
        found: dict[int, list[Mine]] = defaultdict(list)
        for seat, options in enumerate(self.options):
            for option in options:
                found[option.person].append(Mine(seat, option.work))
        for mine in found.values():
            mine.sort(key=lambda one: (one.work.start, one.seat))
        return found

    @cached_property
    def mean(self) -> float:
        """Minutes (at night double) a person, if all that is to be done were shared alike."""
        return mean_of(self.choices, self.by_person)

    @cached_property
    def roster(self) -> Roster:
        """The numbers."""
        place = {number: n for n, number in enumerate(self.people)}
        seats = tuple(self._seat(n, seat, place) for n, seat in enumerate(self.ground.open))
        caps = (
            cap
            for number, n in place.items()
            for cap in caps_of(self.choices, n, number, self.by_person[number], self.mean)
        )
        return Roster(
            people=tuple(self._asking(number) for number in self.people),
            seats=seats,
            clashes=tuple(self._clashes(place, seats)),
            caps=tuple(caps),
            needs=(*self._supervised(place), *self._newcomers(place), *self._oriented(place)),
        )

    @property
    def start(self) -> tuple[int | None, ...]:
        """The plan as it stands: whoever may be moved is where they are."""
        return self.told(
            {n: self.ground.was[seat.id] for n, seat in enumerate(self.ground.open) if seat.id in self.ground.was}
        )

    def told(self, seated: Mapping[int, VolunteerId]) -> tuple[int | None, ...]:
        """A plan in the engine's numbers; whoever may not be chosen any more is left out."""
        numbers = {self.ground.people[number].id: n for n, number in enumerate(self.people)}
        allowed = [{option.person for option in options} for options in self.options]
        found: list[int | None] = []
        for seat in range(len(self.ground.open)):
            n = numbers.get(seated[seat]) if seat in seated else None
            found.append(n if n is not None and self.people[n] in allowed[seat] else None)
        return tuple(found)

    def worth(self, seat: Seat) -> float:
        """What it is worth that somebody sits in a seat."""
        worth = SEAT + (RIDE if seat.trip_id is not None else 0.0) + (LAWYER if seat.role in LAWYERS else 0.0)
        is_booked = seat.session_id is not None and any(True for _ in households_of(self.ground.facts, seat))
        return worth + (BOOKED if is_booked else 0.0)

    def _seat(self, number: int, seat: Seat, place: Mapping[int, int]) -> OpenSeat:
        """Where people come from different homes only the hours that are the same for all count; see `_clashes`."""
        options = self.options[number]
        whole = self._whole(seat)
        start = max((option.work.start for option in options), default=whole[0])
        end = min((option.work.end for option in options), default=whole[1])
        told = tuple(Choice(place[option.person], option.price) for option in options)
        return OpenSeat(start, max(end, start + 1), self.worth(seat), told)

    def _whole(self, seat: Seat) -> tuple[int, int]:
        start = self.times.minute(seat.starts_at)
        return start, max(self.times.minute(seat.ends_at), start + 1)

    def _asking(self, number: int) -> float:
        """The price of asking somebody at all: they were asked not long ago."""
        asked = self.ground.people[number].last_asked_at
        if asked is None:
            return 0.0
        days = max(0.0, (self.ground.now - asked) / timedelta(days=1))
        return ASKED * max(0.0, 1 - days / ASKED_DAYS)

    # ------------------------------------------------------------------------------------------------------- clashes

    def _clashes(self, place: Mapping[int, int], seats: Sequence[OpenSeat]) -> Iterator[Clash]:
        found: dict[tuple[int, int], dict[float, list[int]]] = {}
        both: dict[tuple[int, int], int] = defaultdict(int)
        for number, mine in self.by_person.items():
            rest = self.choices.limits(number)[3]
            within = max(_NEAR, rest)
            for at, one in enumerate(mine):
                for other in mine[at + 1 :]:
                    if other.work.start - one.work.end >= within:
                        break
                    pair = (one.seat, other.seat) if one.seat < other.seat else (other.seat, one.seat)
                    if _overlap(seats[pair[0]], seats[pair[1]]):
                        continue
                    both[pair] += 1
                    if price := self._against(one, other, rest):
                        found.setdefault(pair, {}).setdefault(price, []).append(place[number])
        for (one_, other_), by_price in found.items():
            for price, people in by_price.items():
                whom = None if len(people) == both[one_, other_] else tuple(people)
                yield Clash(one_, other_, whom, None if price == inf else price)

    def _against(self, one: Mine, other: Mine, rest: int) -> float:
        key = (one.work, other.work, rest)
        memory = self._memory
        if key not in memory:
            memory[key] = self.times.against(one.work, other.work, rest)
        return memory[key]

    @cached_property
    def _memory(self) -> dict[tuple[object, object, int], float]:
        return {}

    # --------------------------------------------------------------------------------------------------------- needs

    @cached_property
    def _supervision(self) -> float | None:
        """The price of a student without an attorney: inf where it is refused, None where nobody asks."""
        return self.times.prices["SUPERVISION"]

    def _with_supervisors(self, found: list[list[Option]], price: float) -> list[list[Option]]:
        """The same, but nobody for a student's seat beside which no attorney can be."""
        if price < inf:
            return found
        may = {n for n, options in enumerate(found) if options}
        return [
            [] if any(not self._helpers(seat, gap) & may for gap in self._gaps(seat)) else options
            for options, seat in zip(found, self.ground.open, strict=True)
        ]

    def _gaps(self, seat: Seat) -> list[Interval]:
        """When no attorney who is seated already is beside a student; empty for other seats."""
        if seat.role not in SUPERVISED or seat.session_id is None:
            return []
        beside = self.ground.facts.seats_by_session.get(seat.session_id, ())
        held = [s.interval for s in beside if s.role in SUPERVISORS and s.volunteer_id is not None]
        return [Interval(start, end) for start, end in uncovered(seat.interval, held)]

    def _helpers(self, seat: Seat, gap: Interval) -> set[int]:
        """Open attorneys' seats beside a student's that last through a gap."""
        return {n for n in self._beside[seat.session_id] if self._leads(n) and self.ground.open[n].interval.holds(gap)}

    def _leads(self, number: int) -> bool:
        return self.ground.open[number].role in SUPERVISORS

    @cached_property
    def _beside(self) -> dict[object, list[int]]:
        """Numbers of the open seats of each session and trip."""
        found: dict[object, list[int]] = defaultdict(list)
        for number, seat in enumerate(self.ground.open):
            found[seat.session_id or seat.trip_id].append(number)
        return found

    def _supervised(self, place: Mapping[int, int]) -> Iterator[Need]:
        price = self._supervision
        for number, seat in enumerate(self.ground.open):
            if price is None or not self.options[number]:
                continue
            for gap in self._gaps(seat):
                helpers = tuple(self._pairs(sorted(self._helpers(seat, gap)), place))
                yield Need(number, None, helpers, None if price == inf else price)

    def _pairs(self, seats: Iterable[int], place: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        for seat in seats:
            yield from ((seat, place[option.person]) for option in self.options[seat])

    def _newcomers(self, place: Mapping[int, int]) -> Iterator[Need]:
        """Somebody's first seat is beside somebody who has sat in one."""
        for home, numbers in self._beside.items():
            if self._has_experience(home):
                continue
            helpers = tuple(
                (seat, person)
                for seat, person in self._pairs(numbers, place)
                if self.is_experienced(self.people[person])
            )
            for number in numbers:
                new = tuple(
                    place[option.person] for option in self.options[number] if not self.is_experienced(option.person)
                )
                if new:
                    beside = tuple(pair for pair in helpers if pair[0] != number)
                    yield Need(number, new, beside, NEWCOMER_ALONE)

    def _oriented(self, place: Mapping[int, int]) -> Iterator[Need]:
        """Whoever comes for a while sits in a training before their first other seat."""
        price = self.times.prices["ORIENTATION"]
        for number, options in enumerate(self.options):
            for option in options if price is not None else ():
                if option.is_new:
                    person = place[option.person]
                    before = [mine for mine in self.by_person[option.person] if mine.work.end <= option.work.start]
                    helpers = tuple((mine.seat, person) for mine in before if self._is_training(mine.seat))
                    yield Need(number, (person,), helpers, None if price == inf else price)

    def _is_training(self, number: int) -> bool:
        session = self.ground.open[number].session_id
        return session is not None and self.ground.facts.sessions[session].kind is SessionKind.TRAINING

    def is_experienced(self, number: int) -> bool:
        """Whether somebody has sat in a seat before."""
        return self.ground.people[number].id in self.ground.experienced

    def _has_experience(self, home: object) -> bool:
        facts = self.ground.facts
        seats = (*facts.seats_by_session.get(home, ()), *facts.seats_by_trip.get(home, ()))  # type: ignore[call-overload]  # the id of one of both
        return any(seat.volunteer_id in self.ground.experienced for seat in seats)


def _overlap(one: OpenSeat, other: OpenSeat) -> bool:
    return one.start < other.end and other.start < one.end
