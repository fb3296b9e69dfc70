"""The rules about time as sums: what a seat takes of somebody's week, which two seats get in each other's way.

The rules themselves (`clinic.rules.hours`, `clinic.rules.limits`) are asked for one person in one seat. Here the same
is told for thousands of pairs, never more lenient: what is chosen is put before the rules again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from math import ceil, floor, inf

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment, CommitmentKind
from clinic.domain.ids import PlaceId, SeatId
from clinic.domain.people import DayPart, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import MINUTE, Interval, Week, day_interval, length_minutes
from clinic.rules.effort import effort
from clinic.rules.facts import Facts
from clinic.rules.hours import A_DAY, ONE_DUTY, TO_SPARE, is_night_work, way
from clinic.rules.limits import days_of, first_day, night_of
from clinic.rules.presence import parts_of
from clinic.rules.subjects import SEATINGS

from .roster_prices import WISH


@dataclass(frozen=True, eq=False)
class Work:
    """What a seat takes of somebody's time. `start` and `end` are minutes from the beginning of the plan.

    `night` is its evening, where it is work at night; `weighed` are minutes of which those at night count double.
    """

    commitment: Commitment
    start: int
    end: int
    days: tuple[date, ...]
    week: Week
    night: date | None
    weighed: int

    @cached_property
    def parts(self) -> frozenset[tuple[int, DayPart]]:
        """Its parts of days: weekday (0 = Monday) and part."""
        return frozenset((day.weekday(), part) for day, part in parts_of(self.commitment))

    @property
    def interval(self) -> Interval:
        """Its time."""
        return self.commitment.interval

    @property
    def zone(self) -> str:
        """The zone by whose clock its days are told."""
        return self.commitment.zone

    @property
    def is_trip(self) -> bool:
        """Whether it is on the road."""
        return self.commitment.kind is CommitmentKind.TRIP


class Times:
    """Works out once what many seats and people share."""

    def __init__(self, facts: Facts, zero: datetime) -> None:
        self.facts, self.policy = facts, facts.policy
        self._zero = zero
        self._works: dict[tuple[SeatId, PlaceId | None], Work] = {}
        self._held: dict[SeatId, Work] = {}
        self._ways: dict[tuple[PlaceId, PlaceId], int | None] = {}
        self._shares: dict[tuple[Interval, date, str], int] = {}
        self._days: dict[tuple[date, str], Interval] = {}

    @cached_property
    def prices(self) -> Mapping[str, float | None]:
        """What breaking each rule about seats costs: inf where it is refused, None where it is not asked."""
        return {code: _price(rule.strictness(self.facts)) for code, rule in SEATINGS.rules.items()}

    def work(self, seat: Seat, person: Volunteer) -> Work:
        """What an open seat would take of somebody's time: the same of all who come from one home."""
        home = person.home_id if seat.trip_id is not None else None
        found = self._works.get((seat.id, home))
        if found is None:
            found = self._work(self.facts.commitment(seat, person.id))
            self._works[seat.id, home] = found
        return found

    def held(self, person: Volunteer) -> list[Work]:
        """What somebody has to do already."""
        return [self._held_work(each) for each in self.facts.commitments(person.id)]

    def _held_work(self, commitment: Commitment) -> Work:
        seat_id = commitment.seat_id
        if seat_id is None:
            return self._work(commitment)
        if seat_id not in self._held:
            self._held[seat_id] = self._work(commitment)
        return self._held[seat_id]

    def _work(self, commitment: Commitment) -> Work:
        interval, policy = commitment.interval, self.policy
        days = days_of(commitment)
        whole = Interval(self.day(days[0], commitment.zone).start, self.day(days[-1], commitment.zone).end)
        return Work(
            commitment=commitment,
            start=floor((interval.start - self._zero) / MINUTE),
            end=ceil((interval.end - self._zero) / MINUTE),
            days=days,
            week=Week.of(first_day(commitment)),
            night=night_of(commitment, policy) if is_night_work(commitment, policy) else None,
            weighed=effort((commitment,), whole, policy).weighed,
        )

    def minute(self, instant: datetime) -> int:
        """Whole minutes from the beginning of the plan."""
        return floor((instant - self._zero) / MINUTE)

    def day(self, on: date, zone: str) -> Interval:
        """The whole of a day."""
        if (on, zone) not in self._days:
            self._days[on, zone] = day_interval(on, zone)
        return self._days[on, zone]

    def share(self, work: Work, on: date, zone: str) -> int:
        """Minutes of some work on a day by the wall clock of a zone."""
        key = (work.interval, on, zone)
        if key not in self._shares:
            whole, this = self.day(on, zone), work.interval
            both = this.overlaps(whole)
            self._shares[key] = length_minutes(max(this.start, whole.start), min(this.end, whole.end)) if both else 0
        return self._shares[key]

    def rest(self, person: Volunteer) -> int:
        """Minutes of rest that somebody asks for."""
        own = person.limits.rest_minutes
        return self.policy.rest if own is None else own

    def against(self, one: Work, other: Work, rest: int) -> float:
        """The price of doing both: 0.0 nothing, inf for what no plan may have."""
        first, second = (one, other) if one.start <= other.start else (other, one)
        gap = second.start - first.end
        if gap < 0:
            return inf
        return self._on_the_way(first, second, gap) + self._at_rest(first, second, gap, rest)

    def _on_the_way(self, first: Work, second: Work, gap: int) -> float:
        start, end = first.commitment.end_place, second.commitment.start_place
        if gap >= A_DAY or start is None or end is None or start == end:
            return 0.0
        drive = self._way(start, end)
        if drive is None or gap < drive:
            return self.prices["TRAVEL"] or 0.0
        return (self.prices["SHORT_GAP"] or 0.0) if gap - drive < TO_SPARE else 0.0

    def _at_rest(self, first: Work, second: Work, gap: int, rest: int) -> float:
        if gap >= rest or (first.night is None and second.night is None):
            return 0.0
        if first.is_trip and second.is_trip and gap < ONE_DUTY:
            return 0.0
        return self.prices["REST"] or 0.0

    def _way(self, start: PlaceId, end: PlaceId) -> int | None:
        if (start, end) not in self._ways:
            self._ways[start, end] = way(self.facts, start, end)
        return self._ways[start, end]

    def hours(self, person: Volunteer) -> int:
        """Minutes of work that somebody may do on a day."""
        own = person.limits.hours_a_day
        return 60 * (self.policy.hours_a_day if own is None else own)

    def most_days(self, person: Volunteer) -> int:
        """Days of a week on which somebody may work."""
        own = person.limits.days_a_week
        return self.policy.days_a_week if own is None else own

    def most_nights(self, person: Volunteer) -> int:
        """Nights of a week in which somebody may work."""
        own = person.limits.nights_a_week
        return self.policy.nights_a_week if own is None else own


def _price(strict: Severity | None) -> float | None:
    if strict is None:
        return None
    return WISH if strict is Severity.WISH else inf
