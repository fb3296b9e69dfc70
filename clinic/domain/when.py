"""Instants, wall clocks, days and weeks.

Inside the program an instant is an aware datetime in UTC; the IANA zone of the place where it happens stands beside
it. Zone data is the `tzdata` package that ships with the program and never the laptop's own, which may be old (the zone
America/Ciudad_Juarez exists only since 2022g) or absent (Windows).
"""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from clinic.i18n import say

from .errors import BadValue

zoneinfo.reset_tzpath(to=())

MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=64)
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone called `name` ('America/Tijuana'). Raises BadValue for a name that the tz database does not have."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue(say("“{name}” is not a time zone. Choose one such as America/Tijuana.", name=name)) from error


def local(instant: datetime, zone_name: str) -> datetime:
    """What the wall clock in `zone_name` shows at `instant`, as an aware datetime of that zone."""
    return instant.astimezone(zone(zone_name))


def at(on: date, clock: time, zone_name: str, *, second: bool = False) -> datetime:
    """The instant (UTC) at which the wall clock in `zone_name` shows `clock` on `on`.

    An hour that comes twice (clocks go back) means the first one unless `second`. An hour that does not exist (clocks
    go forward) means the instant that a clock which was not put forward would show: 02:30 is then 03:30 on the wall.
    """
    wall = datetime.combine(on, clock, zone(zone_name)).replace(fold=int(second))
    return wall.astimezone(UTC)


def minutes(count: float) -> timedelta:
    """`count` minutes."""
    return timedelta(minutes=count)


def length_minutes(start: datetime, end: datetime) -> int:
    """Whole minutes between two instants, whatever the clocks did in between."""
    return round((end.astimezone(UTC) - start.astimezone(UTC)) / MINUTE)


def parse_clock(text: str) -> time:
    """'04:00', '4:00' or '0400' as a time of day. Raises BadValue for anything else (24:00 too: it is the next day)."""
    digits = text.strip().replace(".", ":").replace("h", ":").rstrip(":")
    hours, colon, mins = digits.partition(":")
    if not colon and len(digits) in (3, 4):
        hours, mins = digits[:-2], digits[-2:]
    if hours.isascii() and hours.isdigit() and (mins or "00").isascii() and (mins or "00").isdigit():
        hour, minute = int(hours), int(mins or "0")
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise BadValue(say("“{text}” is not a time of day. Type it like 04:00.", text=text))


def same_clock(one: str, other: str, instant: datetime) -> bool:
    """Whether the wall clocks of two zones show the same at `instant`."""
    return local(instant, one).utcoffset() == local(instant, other).utcoffset()


def minutes_ahead(one: str, other: str, instant: datetime) -> int:
    """By how many minutes the clock of `one` is ahead of that of `other` at `instant` (negative: behind)."""
    first, second = local(instant, one).utcoffset(), local(instant, other).utcoffset()
    return round(((first or timedelta()) - (second or timedelta())) / MINUTE)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` until just before `end`, both instants in UTC. Raises ValueError unless start is before end."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an interval needs aware instants")
        if self.start >= self.end:
            raise ValueError("an interval ends after it starts")

    def overlaps(self, other: Interval) -> bool:
        """Whether both hold at some minute; touching ends do not count."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Interval) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    @property
    def length(self) -> int:
        """Minutes."""
        return length_minutes(self.start, self.end)

    def gap_to(self, other: Interval) -> int:
        """Minutes between this and `other`, whichever comes first; 0 when they touch or overlap."""
        if self.overlaps(other):
            return 0
        first, second = sorted((self, other))
        return length_minutes(first.end, second.start)


@lru_cache(maxsize=1024)
def day_interval(on: date, zone_name: str) -> Interval:
    """The whole of a calendar day in a zone (23 or 25 hours when the clocks change)."""
    return Interval(at(on, time(0), zone_name), at(on + timedelta(days=1), time(0), zone_name))


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week from Monday to Sunday, by its ISO year and number."""

    year: int
    number: int

    @classmethod
    def of(cls, on: date) -> Week:
        """The week in which a day lies."""
        year, number, _ = on.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """'2026-W10' as a week. Raises BadValue for anything else."""
        year, _, number = text.strip().upper().partition("-W")
        try:
            week = cls(int(year), int(number))
            date.fromisocalendar(week.year, week.number, 1)
        except ValueError as error:
            raise BadValue(say("“{text}” is not a week. Type it like 2026-W10.", text=text)) from error
        return week

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        monday = self.monday
        return tuple(monday + timedelta(days=n) for n in range(7))

    def shifted(self, weeks: int) -> Week:
        """The week that many weeks later (negative: earlier)."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def interval(self, zone_name: str) -> Interval:
        """From Monday 00:00 until the next Monday 00:00 on the wall clock of a zone."""
        return Interval(at(self.monday, time(0), zone_name), at(self.monday + timedelta(days=7), time(0), zone_name))
