"""Who is on stand-by when: people who keep a part of a day free to step in. Cover asks them first (`cover`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import Can, DayPart, Role
from clinic.domain.when import Interval, Week, at
from clinic.ports import UnitOfWork

_MIDNIGHT = 24


@dataclass(frozen=True, slots=True)
class OnStandBy:
    """Somebody who could be called. `is_away`: an absence lies in that time; `is_taken`: they sit somewhere in it."""

    day: date
    part: DayPart
    volunteer_id: VolunteerId
    name: str
    phone: str
    roles: tuple[Role, ...]
    is_away: bool
    is_taken: bool


def stand_by(uow: UnitOfWork, *, site: SiteId, week: Week) -> tuple[OnStandBy, ...]:
    """The stand-by list of a week at a site, part of a day by part of a day, people by name."""
    zone = uow.sites.get(site).zone
    people = [row for row in uow.volunteers.where(site_id=(site, None), gone=False) if row.availability]
    people.sort(key=lambda row: folded(row.name))
    found = []
    for day in week.days:
        for part in DayPart:
            cell = (day.weekday(), part)
            for person in people:
                waits = any((one.weekday, one.part) == cell and one.can is Can.STAND_BY for one in person.availability)
                if waits and person.is_here_on(day):
                    span = _span(day, part, zone)
                    away = any(not row.tentative for row in uow.absences.during(span, volunteer_id=person.id))
                    taken = bool(uow.seats.during(span, volunteer_id=person.id))
                    row = OnStandBy(day, part, person.id, person.name, person.phone, person.roles, away, taken)
                    found.append(row)
    return tuple(found)


def _span(day: date, part: DayPart, zone: str) -> Interval:
    """A part of a day by the wall clock of a zone."""
    first, last = part.hours
    ends = at(day, time(last), zone) if last < _MIDNIGHT else at(day + timedelta(days=1), time(0), zone)
    return Interval(at(day, time(first), zone), ends)
