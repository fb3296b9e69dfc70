"""The week by person: what everybody does on each of its days, and when they are not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.when import Interval, Week, day_interval, local
from clinic.domain.words import ABSENCES, ROLES
from clinic.i18n import Sentence, listing, say
from clinic.ports import UnitOfWork
from clinic.rules.effort import effort
from clinic.rules.facts import Facts

from .facts import week_facts
from .views.people_week import PersonDay, PersonRow
from .views.seats import SeatView, seat_view

_ByDay = dict[tuple[VolunteerId, date], list[SeatView]]


def people_week(uow: UnitOfWork, *, site: SiteId, week: Week) -> tuple[PersonRow, ...]:
    """Everybody of the site who is here in the week or sits somewhere in it, by name.

    A seat stands on the day on which it begins, whichever site it belongs to: somebody's time is one.
    """
    zone = uow.sites.get(site).zone
    interval = week.interval(zone)
    facts = week_facts(uow, interval, site=site, hearings=False)
    by_day = _by_day(facts, interval)
    busy = {volunteer for volunteer, _on in by_day}
    people = [
        one
        for one in facts.volunteers.values()
        if one.site_id in (site, None) and (one.id in busy or (not one.gone and any(map(one.is_here_on, week.days))))
    ]
    people.sort(key=lambda one: one.sort_name or one.name)
    return tuple(_row(facts, one, week, zone, by_day) for one in people)


def _by_day(facts: Facts, interval: Interval) -> _ByDay:
    found: _ByDay = defaultdict(list)
    for volunteer, seats in facts.seats_by_volunteer.items():
        for seat in sorted(seats, key=lambda seat: seat.starts_at):
            if interval.start <= seat.starts_at < interval.end:
                view = seat_view(facts, seat)
                found[volunteer, view.starts.date()].append(view)
    return found


def _row(facts: Facts, person: Volunteer, week: Week, zone: str, by_day: _ByDay) -> PersonRow:
    done = effort(facts.commitments(person.id), week.interval(zone), facts.policy)
    return PersonRow(
        volunteer_id=person.id,
        name=person.name,
        roles=listing([ROLES[role] for role in person.roles]),
        minutes=done.minutes,
        night_minutes=done.night_minutes,
        days=tuple(_day(facts, person, on, zone, tuple(by_day.get((person.id, on), ()))) for on in week.days),
    )


def _day(facts: Facts, person: Volunteer, on: date, zone: str, seats: tuple[SeatView, ...]) -> PersonDay:
    away = next(_away(facts, person, on, zone), None)
    told = {"name": person.name, "day": on}
    if seats:
        work = listing(
            [say("{start} to {end} {title}", start=s.starts.time(), end=s.ends.time(), title=s.title) for s in seats]
        )
        spoken = say("{day}, {name}: {work}.", work=work, **told)
    elif away is not None:
        spoken = say("{day}, {name}: {away}.", away=away, **told)
    else:
        spoken = say("{day}, {name}: nothing yet.", **told)
    return PersonDay(on, seats, away, spoken)


def _away(facts: Facts, person: Volunteer, on: date, zone: str) -> Iterator[Sentence]:
    """Why somebody is not there on a day: not here that week, or absent for some of it."""
    if person.gone or not person.is_here_on(on):
        yield say("not here")
    whole = day_interval(on, zone)
    for absence in facts.absences_by_volunteer.get(person.id, ()):
        if absence.interval.overlaps(whole):
            start, end = local(absence.starts_at, zone), local(absence.ends_at, zone)
            if absence.starts_at <= whole.start and absence.ends_at >= whole.end:
                yield ABSENCES[absence.kind]
            else:
                yield say("{what} {start}–{end}", what=ABSENCES[absence.kind], start=start.time(), end=end.time())
