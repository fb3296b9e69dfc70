"""Dates before the judge: on a few days a week, in groups with one report time, as the courts called people."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from clinic.domain.hearings import Hearing, HearingKind, Redating, TimeSource, proposed_report_time
from clinic.domain.ids import HearingId
from clinic.domain.when import at

from .dice import Dice
from .figures import FIRST_WEEK, LAST_WEEK
from .people import Family
from .places import City

#: Weeks after which a household may be called again; masters are about two months apart, at the least one (3.6).
_AGAIN = 4


@dataclass(kw_only=True)
class Docket:
    """The hearings of one city, each beside its family."""

    city: City
    hearings: list[tuple[Hearing, Family]] = field(default_factory=list)

    def on(self, day: date) -> list[tuple[Hearing, Family]]:
        """Those of one day."""
        return [(hearing, family) for hearing, family in self.hearings if hearing.hearing_on == day]

    def dates_of(self, family: Family) -> frozenset[date]:
        """The days on which a family is called."""
        return frozenset(hearing.hearing_on for hearing, whose in self.hearings if whose is family)


class Clerk:
    """Calls the families of one city, each at most once a month."""

    def __init__(self, city: City, families: Sequence[Family], start: date, dice: Dice) -> None:
        self.docket = Docket(city=city)
        self._start, self._dice = start, dice
        self._queue = deque(dice.shuffled(families))
        self._free_from: dict[int, int] = {}

    def call_everybody(self, hearings_a_week: int, trips_a_week: float) -> None:
        """All weeks; as many groups a week as there are trips, so that most groups need one vehicle."""
        for week in range(FIRST_WEEK, LAST_WEEK + 1):
            called = len([h for h, _ in self.docket.hearings if h.hearing_on in self._days(week)])
            self._call_week(week, hearings_a_week - called, max(1, round(trips_a_week)))

    def next_family(self, week: int) -> Family | None:
        """A family that has waited long enough, None when all have been called lately."""
        for _ in range(len(self._queue)):
            family = self._queue[0]
            self._queue.rotate(-1)
            if self._free_from.get(id(family), FIRST_WEEK) <= week:
                self._free_from[id(family)] = week + _AGAIN
                return family
        return None

    def call(self, family: Family, day: date, hours: tuple[time, time], **more: object) -> Hearing:
        """Put a family on the docket with both times typed from paper; `more` sets other attributes."""
        hearing_time, report_time = hours
        city = self.docket.city
        hearing = Hearing(
            id=HearingId(self._dice.id()),
            household_id=family.household.id,
            person_ids=tuple(person.id for person in family.persons),
            site_id=city.site.id,
            port_id=city.port.id,
            court=city.court,
            kind=self._dice.weighted({HearingKind.MASTER: 85, HearingKind.INDIVIDUAL: 15}),
            number=self._dice.between(1, 5),
            zone=city.site.us_zone,
            hearing_on=day,
            hearing_time=hearing_time,
            report_time=report_time,
            report_source=TimeSource.TYPED,
            source="tear sheet",
            checked_on=self._start - timedelta(days=self._dice.between(1, 20)),
        )
        for name, value in more.items():
            setattr(hearing, name, value)
        self.docket.hearings.append((hearing, family))
        return hearing

    def _days(self, week: int) -> list[date]:
        monday = self._start + timedelta(weeks=week)
        return [monday + timedelta(days=n) for n in range(5)]

    def _call_week(self, week: int, count: int, groups: int) -> None:
        sittings = [(day, hours) for day in self._days(week) for hours in self.docket.city.hours]
        chosen = sorted(self._dice.shuffled(sittings)[:groups])
        for number in range(count):
            family = self.next_family(week)
            if family is None:
                return
            day, hours = chosen[number % len(chosen)]
            self.call(family, day, hours, **dict(self._doubts(day, hours, week)))

    def _doubts(self, day: date, hours: tuple[time, time], week: int) -> Iterator[tuple[str, object]]:
        """Some notices give no report time, some dates have moved; of weeks gone by all is known."""
        if week < 0:
            return
        if self._dice.chance(0.08):
            on, proposed = proposed_report_time(day, hours[0], self.docket.city.site.lead_minutes)
            yield from {"report_time": proposed, "report_on": None if on == day else on}.items()
            yield from {"report_source": TimeSource.PROPOSED, "source": "hearing notice"}.items()
        elif self._dice.chance(0.04):
            yield from {"report_time": None, "report_source": TimeSource.UNKNOWN, "source": "telephone"}.items()
        elif self._dice.chance(0.05):
            yield from {"report_source": TimeSource.NOT_CONFIRMED, "history": (self._moved(day, hours),)}.items()

    def _moved(self, day: date, hours: tuple[time, time]) -> Redating:
        moved_at: datetime = at(self._start - timedelta(days=self._dice.between(3, 12)), time(16), "UTC")
        return Redating(day - timedelta(days=28), hours[0], hours[1], "Notice: one month later", moved_at)
