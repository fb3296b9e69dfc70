"""How much somebody does, as limits of the engine: hours, days and nights as rules say, places a day, a fair share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TypeVar

from clinic.domain.ids import PlaceId
from clinic.domain.when import Interval, Week
from clinic.ports.seats import Cap

from .roster_choices import Choices, Held
from .roster_prices import ANOTHER_PLACE, HOUR_ABOVE_A_SHARE, SHARES
from .roster_times import Times, Work

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Mine:
    """A seat that somebody could take, by its number."""

    seat: int
    work: Work


def caps_of(choices: Choices, person: int, number: int, mine: Sequence[Mine], mean: float) -> Iterator[Cap]:
    """All limits of one person (`person` in the engine's numbers, `number` among the people)."""
    held, times = choices.held(number), choices.times
    hours, most_days, most_nights, _ = choices.limits(number)
    yield from _hours(times, person, held, mine, hours)
    yield from _days(times, person, held, mine, most_days)
    yield from _nights(times, person, held, mine, most_nights)
    yield from _places(person, held, mine)
    yield from _shares(person, held, mine, mean)


def mean_of(choices: Choices, by_person: Mapping[int, Sequence[Mine]]) -> float:
    """Minutes (at night double) that each of these would do if all were done by all alike."""
    weeks = {mine.work.week for theirs in by_person.values() for mine in theirs}
    done = sum(done_in(choices.held(number), weeks) for number in by_person)
    longest: dict[int, int] = {}
    for theirs in by_person.values():
        for mine in theirs:
            longest[mine.seat] = max(longest.get(mine.seat, 0), mine.work.weighed)
    return (done + sum(longest.values())) / max(1, len(by_person))


def done_in(held: Held, weeks: set[Week]) -> int:
    """What somebody does already in some weeks, minutes at night counted double."""
    return sum(work.weighed for work in held.works if work.week in weeks)


def _hours(times: Times, person: int, held: Held, mine: Sequence[Mine], most: int) -> Iterator[Cap]:
    price = times.prices["HOURS_A_DAY"]
    if price is None:
        return
    for zone in dict.fromkeys(one.work.zone for one in mine):
        by_day: dict[date, list[Mine]] = defaultdict(list)
        for one in mine:
            for day in one.work.days:
                by_day[day].append(one)
        for day, theirs in by_day.items():
            left = most - sum(times.share(work, day, zone) for work in held.works)
            whole = times.day(day, zone)
            if len(theirs) > 1 and _longest(theirs, whole) > left:
                amounts = tuple(times.share(one.work, day, zone) for one in theirs)
                groups = tuple((one.seat,) for one in theirs)
                yield Cap(person, groups, amounts, max(0, left), None if price == inf else price / 60)


def _longest(mine: Sequence[Mine], whole: Interval) -> int:
    """Minutes of a day in which there is any work: nobody can do more, as nobody is in two places at once."""
    total, reached = 0.0, whole.start
    for interval in sorted(one.work.interval for one in mine):
        start, end = max(interval.start, reached), min(interval.end, whole.end)
        if start < end:
            total += (end - start).total_seconds()
            reached = end
    return round(total / 60)


def _days(times: Times, person: int, held: Held, mine: Sequence[Mine], most: int) -> Iterator[Cap]:
    price = times.prices["DAYS_A_WEEK"]
    by_week: dict[Week, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in mine:
        for day in one.work.days:
            if day not in held.days:
                by_week[Week.of(day)][day].append(one.seat)
    for week, by_day in by_week.items():
        yield from _at_most(person, by_day, most - len(held.days_of(week)), price)


def _nights(times: Times, person: int, held: Held, mine: Sequence[Mine], most: int) -> Iterator[Cap]:
    price = times.prices["NIGHTS_A_WEEK"]
    by_week: dict[Week, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in mine:
        if one.work.night is not None:
            by_week[one.work.week][one.work.night].append(one.seat)
    for week, by_night in by_week.items():
        nights = held.nights_of(week)
        free = {night: seats for night, seats in by_night.items() if night not in nights}
        yield from _at_most(person, free, most - len(nights), price)


def _places(person: int, held: Held, mine: Sequence[Mine]) -> Iterator[Cap]:
    by_day: dict[date, dict[PlaceId, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in mine:
        if (place := one.work.commitment.end_place) is not None:
            by_day[one.work.days[0]][place].append(one.seat)
    for day, by_place in by_day.items():
        here = {work.commitment.end_place for work in held.works if work.days[0] == day} - {None}
        others = {place: seats for place, seats in by_place.items() if place not in here}
        yield from _at_most(person, others, 0 if here else 1, ANOTHER_PLACE)


def _at_most(person: int, groups: Mapping[K, list[int]], most: int, price: float | None) -> Iterator[Cap]:
    """So many of these groups at most; nothing where there are no more of them."""
    if price is not None and len(groups) > most:
        told = tuple(tuple(seats) for seats in groups.values())
        yield Cap(person, told, (1,) * len(told), max(0, most), None if price == inf else price)


def _shares(person: int, held: Held, mine: Sequence[Mine], mean: float) -> Iterator[Cap]:
    """Every hour above the mean costs something, and above its multiples again."""
    done = done_in(held, {one.work.week for one in mine})
    amounts = tuple(one.work.weighed for one in mine)
    groups = tuple((one.seat,) for one in mine)
    for times_mean in SHARES:
        most = round(times_mean * mean) - done
        if sum(amounts) > most:
            yield Cap(person, groups, amounts, max(0, most), HOUR_ABOVE_A_SHARE / 60)
