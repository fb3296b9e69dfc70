"""A week at a glance: which roles are short on which day, who does how much, and which papers end before it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from clinic.domain.ids import SiteId
from clinic.domain.people import Credential, Role, Volunteer
from clinic.domain.places import Site
from clinic.domain.sessions import Answer, Seat, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import Interval, Week, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.effort import Effort, effort
from clinic.rules.facts import Facts
from clinic.rules.hours import is_night_work
from clinic.rules.limits import night_of
from clinic.rules.wording import length

from .facts import week_facts
from .papers import fallen, name_of, state_of
from .roster_week import dotted
from .views.overview import CoverageRow, Covered, EndingPaper, Load, Overview

_Seats = dict[tuple[Role, date], list[Seat]]


def overview(uow: UnitOfWork, *, site: SiteId, week: Week) -> Overview:
    """The week of a site. Counted is what begins in it; what has been called off is not."""
    place = uow.sites.get(site)
    interval = week.interval(place.zone)
    facts = week_facts(uow, interval, site=site, hearings=False)
    by_role = _by_role_and_day(facts, place, interval)
    rows = tuple(_rows(by_role, week))
    loads = _loads(facts, site, week, interval)
    mean = round(sum(one.load for one in loads) / len(loads)) if loads else 0
    papers = tuple(_papers(facts, site, week, interval))
    return Overview(
        site_id=site,
        city=place.city,
        week=week,
        today=local(uow.now(), place.zone).date(),
        rows=rows,
        loads=loads,
        mean=mean,
        most=max((one.load for one in loads), default=0),
        papers=papers,
        line=_line(rows, mean, papers),
    )


def _line(rows: tuple[CoverageRow, ...], mean: int, papers: tuple[EndingPaper, ...]) -> Sentence:
    """'48 of 55 seats filled · shortest on Tue 14 July: 3 open · mean load 11 h · 2 papers end'."""
    if not rows:
        return say("Nothing is planned in this week yet.")
    total = rows[-1].total
    parts = [say("{filled} of {needed} seats filled", filled=total.filled, needed=total.needed)]
    worst = max(rows[-1].days, key=lambda day: day.open)
    if worst.open:
        parts.append(say("most are open on {day}: {n}", day=worst.on, n=worst.open))
    parts.append(say("mean load {length}", length=length(mean)))
    if papers:
        parts.append(say_n("{n} paper ends", "{n} papers end", len(papers)))
    return dotted(parts)


# ---------------------------------------------------------------------------------------------------------- coverage


def _by_role_and_day(facts: Facts, site: Site, interval: Interval) -> _Seats:
    """The seats of what begins in the week, by role and by the day on which their session or trip begins there."""
    found: _Seats = defaultdict(list)
    for session in facts.sessions.values():
        begins_here = interval.start <= session.starts_at < interval.end
        if session.site_id == site.id and session.status is not SessionStatus.CANCELLED and begins_here:
            on = local(session.starts_at, facts.places[session.place_id].zone).date()
            for seat in facts.seats_by_session.get(session.id, ()):
                found[seat.role, on].append(seat)
    for trip in facts.trips.values():
        seats = facts.seats_by_trip.get(trip.id, ())
        if trip.site_id != site.id or trip.status is TripStatus.CANCELLED or not seats:
            continue
        start = min(seat.starts_at for seat in seats)
        if interval.start <= start < interval.end:
            for seat in seats:
                found[seat.role, local(start, site.zone).date()].append(seat)
    return found


def _rows(by_role: _Seats, week: Week) -> Iterator[CoverageRow]:
    """A row for each role that is needed, in the order in which roles are told everywhere; all of them last."""
    needed = {role for role, _on in by_role}
    for role in Role:
        if role in needed:
            days = {on: by_role.get((role, on), []) for on in week.days}
            yield _row(role, ROLES[role], days)
    if needed:
        yield _row(
            None, say("All seats"), {on: [s for r in Role for s in by_role.get((r, on), [])] for on in week.days}
        )


def _row(role: Role | None, title: Sentence, days: dict[date, list[Seat]]) -> CoverageRow:
    everything = [seat for seats in days.values() for seat in seats]
    cells = tuple(_covered(role, title, on, seats) for on, seats in days.items())
    return CoverageRow(role, title, cells, _covered(role, title, None, everything))


def _covered(role: Role | None, title: Sentence, on: date | None, seats: list[Seat]) -> Covered:
    taken = [seat for seat in seats if seat.volunteer_id is not None]
    asked = sum(seat.answer is Answer.ASKED for seat in taken)
    told = {"day": on or say("whole week"), "role": title, "filled": len(taken), "needed": len(seats)}
    if not seats:
        spoken = say("{day}, {role}: nothing needed.", **told)
    elif len(taken) < len(seats):
        spoken = say("{day}, {role}: {filled} of {needed} filled, {n} open.", n=len(seats) - len(taken), **told)
    else:
        spoken = say("{day}, {role}: {filled} of {needed} filled.", **told)
    return Covered(role, on, len(seats), len(taken), asked, spoken)


# -------------------------------------------------------------------------------------------------------------- load


def _loads(facts: Facts, site: SiteId, week: Week, interval: Interval) -> tuple[Load, ...]:
    """Everybody of the site who is here in the week or does something in it, the heaviest load first."""
    people = [one for one in facts.volunteers.values() if one.site_id in (site, None)]
    done = {one.id: effort(facts.commitments(one.id), interval, facts.policy) for one in people}
    counted = [one for one in people if done[one.id].minutes or (not one.gone and any(map(one.is_here_on, week.days)))]
    mean = round(sum(done[one.id].weighed for one in counted) / len(counted)) if counted else 0
    found = [_load(facts, one, interval, mean) for one in counted]
    return tuple(sorted(found, key=lambda one: (-one.load, one.name)))


def _load(facts: Facts, person: Volunteer, interval: Interval, mean: int) -> Load:
    duties = [c for c in facts.commitments(person.id) if c.interval.overlaps(interval)]
    done = effort(duties, interval, facts.policy)
    nights = {night_of(c, facts.policy) for c in duties if is_night_work(c, facts.policy)}
    return Load(
        volunteer_id=person.id,
        name=person.name,
        roles=listing([ROLES[role] for role in person.roles]),
        minutes=done.minutes,
        night_minutes=done.night_minutes,
        seats=len(duties),
        nights=len(nights),
        apart=done.weighed - mean,
        words=_load_words(person.name, done, done.weighed - mean),
    )


def _load_words(name: str, done: Effort, apart: int) -> Sentence:
    hours = length(done.minutes)
    if done.night_minutes:
        hours = say("{length}, {night} of it at night", length=hours, night=length(done.night_minutes))
    if apart > 0:
        return say("{name}: {hours}; {apart} above the mean.", name=name, hours=hours, apart=length(apart))
    if apart < 0:
        return say("{name}: {hours}; {apart} below the mean.", name=name, hours=hours, apart=length(-apart))
    return say("{name}: {hours}; as much as the mean.", name=name, hours=hours)


# ------------------------------------------------------------------------------------------------------------ papers


def _papers(facts: Facts, site: SiteId, week: Week, interval: Interval) -> Iterator[EndingPaper]:
    """Papers that end before the week does, of people who are here or sit somewhere in it, the first to end first."""
    last = week.days[-1]
    found = []
    for person in facts.volunteers.values():
        seats = [s for s in facts.seats_by_volunteer.get(person.id, ()) if s.interval.overlaps(interval)]
        is_here = not person.gone and person.site_id in (site, None) and any(map(person.is_here_on, week.days))
        if seats or is_here:
            found += [(paper, person, seats) for paper in person.credentials if _ends_by(paper, last)]
    for paper, person, seats in sorted(found, key=lambda each: (each[0].expires_on or last, each[1].name)):
        yield _ending(facts, paper, person, seats, week)


def _ends_by(paper: Credential, last: date) -> bool:
    return paper.expires_on is not None and paper.expires_on <= last


def _ending(facts: Facts, paper: Credential, person: Volunteer, seats: Iterable[Seat], week: Week) -> EndingPaper:
    ends = paper.expires_on or week.days[-1]
    after = [s for s in fallen(facts, person, seats) if local(s.starts_at, facts.zone_of(s)).date() > ends]
    told = {"name": person.name, "paper": name_of(paper), "day": ends}
    words = say("{name}: {paper}, {day}.", **told)
    if after:
        words = say_n(
            "{name}: {paper}, {day}. {n} seat falls after it.",
            "{name}: {paper}, {day}. {n} seats fall after it.",
            len(after),
            **told,
        )
    return EndingPaper(person.id, person.name, name_of(paper), ends, state_of(paper, week.days[0]), len(after), words)
