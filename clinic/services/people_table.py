"""Volunteers as the People page lists them, and one of them in full."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from clinic.domain.ids import HouseholdId, SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import Can, DayPart, Level, Speaks, Volunteer
from clinic.domain.sessions import Answer
from clinic.domain.when import Interval, Week, local
from clinic.domain.words import LEVELS, MONTHS, ROLES, language_name
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.effort import effort
from clinic.rules.facts import Facts

from . import papers
from .facts import people_facts, seating_facts
from .people import zone_of_volunteer
from .roster_week import dotted
from .views.people import AbsenceLine, PeopleTable, PersonRow, VolunteerDetail
from .views.seats import seat_view

#: Seats so far back count as 'asked lately'; papers that end are followed so far ahead.
LATELY = timedelta(days=30)


def people_table(
    uow: UnitOfWork,
    *,
    week: Week,
    site: SiteId | None = None,
    text: str = "",
    here_only: bool = False,
    with_gone: bool = False,
) -> PeopleTable:
    """Volunteers of a site (None: of the clinic) by name, with what they do in `week`.

    `text` looks in names, roles and languages, as they are called in the reader's language; `here_only` keeps those who
    are here on a day of the week; `with_gone` shows those who have left, too.
    """
    first = uow.sites.find(site) or next(iter(uow.sites.where()), None)
    interval = week.interval(first.zone if first else "UTC")
    everybody = uow.volunteers.where() if site is None else uow.volunteers.where(site_id=(site, None))
    people = [person for person in everybody if with_gone or not person.gone]
    facts = people_facts(uow, interval, people)
    today = local(uow.now(), first.zone if first else "UTC").date()
    here = {person.id for person in people if is_here_in(person, week)}
    sought = folded(text)
    shown = [person for person in people if person.id in here or not here_only]
    rows = [_row(facts, person, week, interval, today) for person in sorted(shown, key=lambda one: one.sort_name)]
    found = tuple(row for row in rows if sought in folded(f"{row.name} {row.roles_words} {row.languages}"))
    ending = sum(papers.first_to_end(person, today) is not None for person in people)
    return PeopleTable(found, _line(len(people), len(here), ending), total=len(people), here=len(here))


def volunteer_detail(uow: UnitOfWork, *, volunteer: VolunteerId, week: Week) -> VolunteerDetail:
    """Everything about a volunteer, with the seats of `week`."""
    person = uow.volunteers.get(volunteer)
    zone_name = zone_of_volunteer(uow, person)
    interval, now = week.interval(zone_name), uow.now()
    policy, today = uow.clinic().policy, local(now, zone_name).date()
    lately = Interval(min(now - LATELY, interval.start), max(now + 2 * LATELY, interval.end))
    around = uow.seats.during(lately, volunteer_id=volunteer)
    facts = seating_facts(uow, around, (person,)) if around else people_facts(uow, interval, (person,))
    coming = [seat for seat in around if seat.ends_at > now and facts.is_live(seat)]
    in_week = [seat for seat in around if seat.interval.overlaps(interval) and facts.is_live(seat)]
    done = effort(facts.commitments(volunteer), interval, policy)
    first = papers.first_to_end(person, today)
    answered = [seat.answer for seat in around if seat.starts_at > now - LATELY and seat.answer is not Answer.NOT_ASKED]
    return VolunteerDetail(
        volunteer_id=person.id,
        name=person.name,
        site_id=person.site_id,
        roles=person.roles,
        speaks=person.speaks,
        interprets=person.interprets,
        languages=languages_of(person),
        here=here_words(person, week),
        here_from=person.here_from,
        here_until=person.here_until,
        remote=person.remote,
        is_woman=person.is_woman,
        has_car=person.has_car,
        limits=person.limits,
        home_id=person.home_id,
        phone=person.phone,
        email=person.email,
        contact_note=person.contact_note,
        note=person.note,
        feed_language=person.feed_language,
        vetted_on=person.vetted_on,
        trained_on=person.trained_on,
        gone=person.gone,
        warning=papers.standing(person, in_week, policy, today)[1] if first else None,
        effect=papers.effect(facts, person, coming),
        grid=_grid(person),
        papers=tuple(papers.lines(person, policy, today)),
        absences=_absences(uow, person, now, zone_name),
        conflicts=len(person.conflicts),
        seats=tuple(seat_view(facts, seat) for seat in in_week),
        minutes=done.minutes,
        night_minutes=done.night_minutes,
        last_asked_at=person.last_asked_at,
        asked=len(answered),
        said_yes=answered.count(Answer.CONFIRMED),
    )


def conflicts_of(uow: UnitOfWork, *, volunteer: VolunteerId) -> tuple[tuple[HouseholdId, str], ...]:
    """Households, by id and code, whom a volunteer must not meet: asked for only when somebody opens the eye."""
    wanted = set(uow.volunteers.get(volunteer).conflicts)
    return tuple((row.id, row.code) for row in uow.households.where(id=wanted)) if wanted else ()


def is_here_in(person: Volunteer, week: Week) -> bool:
    """Whether somebody is here on some day of a week."""
    return any(map(person.is_here_on, week.days))


def languages_of(person: Volunteer) -> Sentence:
    """'Mam–Spanish' for who interprets, else 'Spanish, English'; with the level where it is not the best."""
    pairs: list[tuple[str, str]] = []
    for way in person.interprets:
        if (way.target, way.source) not in pairs:
            pairs.append((way.source, way.target))
    covered = {code for pair in pairs for code in pair}
    parts = [say("{one}–{other}", one=language_name(one), other=language_name(other)) for one, other in pairs]
    parts += [_spoken(spoken) for spoken in person.speaks if spoken.language not in covered]
    return listing(parts) if parts else plain("–")


def here_words(person: Volunteer, week: Week) -> Sentence:
    """When somebody is here: '13–17 July', '20 December–2 January', 'from Mon 20 July', 'lives here', 'by phone'."""
    if person.remote:
        return say("by phone")
    first, last = person.here_from, person.here_until
    if first and last:
        is_one_month = (first.year, first.month) == (last.year, last.month)
        return say("{first}–{last}", first=first.day if is_one_month else _in_month(first), last=_in_month(last))
    if first and first > week.monday:
        return say("from {first}", first=first)
    return say("until {last}", last=last) if last else say("lives here")


def _in_month(on: date) -> Sentence:
    return say("{day} {month}", day=on.day, month=MONTHS[on.month - 1])


def _spoken(spoken: Speaks) -> Sentence:
    name = language_name(spoken.language)
    if spoken.level is Level.BEST:
        return name
    return say("{language} ({level})", language=name, level=LEVELS[spoken.level])


def _row(facts: Facts, person: Volunteer, week: Week, interval: Interval, today: date) -> PersonRow:
    done = effort(facts.commitments(person.id), interval, facts.policy)
    seats = [seat for seat in facts.seats_by_volunteer.get(person.id, ()) if seat.interval.overlaps(interval)]
    state, words = papers.standing(person, seats, facts.policy, today)
    return PersonRow(
        volunteer_id=person.id,
        name=person.name,
        roles=person.roles,
        roles_words=listing([ROLES[role] for role in person.roles]) if person.roles else plain("–"),
        languages=languages_of(person),
        here=here_words(person, week),
        is_here=is_here_in(person, week),
        minutes=done.minutes,
        night_minutes=done.night_minutes,
        state=state,
        papers=words,
        gone=person.gone,
    )


def _line(total: int, here: int, ending: int) -> Sentence:
    parts = [
        say_n("{n} volunteer on file", "{n} volunteers on file", total),
        say("{n} here this week", n=here),
    ]
    if ending:
        parts.append(say_n("{n} paper ends soon", "{n} papers end soon", ending))
    return dotted(parts)


def _grid(person: Volunteer) -> tuple[tuple[Can | None, ...], ...]:
    cells = {(cell.part, cell.weekday): cell.can for cell in person.availability}
    return tuple(tuple(cells.get((part, weekday)) for weekday in range(7)) for part in DayPart)


def _absences(uow: UnitOfWork, person: Volunteer, now: datetime, zone_name: str) -> tuple[AbsenceLine, ...]:
    """Absences that are not over, earliest first."""
    found = [row for row in uow.absences.where(volunteer_id=person.id) if row.ends_at > now]
    return tuple(
        AbsenceLine(
            absence_id=row.id,
            kind=row.kind,
            starts=local(row.starts_at, zone_name),
            ends=local(row.ends_at, zone_name),
            tentative=row.tentative,
            note=row.note,
        )
        for row in sorted(found, key=lambda row: row.starts_at)
    )
