"""Households as the People page lists them, and one of them in full; names only when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from clinic.domain.hearings import Hearing, Redating
from clinic.domain.households import Household, Person
from clinic.domain.ids import HouseholdId, PlaceId, SiteId
from clinic.domain.names import folded
from clinic.domain.places import Place
from clinic.domain.policy import Policy
from clinic.domain.when import local
from clinic.domain.words import PAPERS_SHORT, language_list
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork

from . import follow_ups
from .next_steps import step_of
from .phrases import days_left
from .roster_week import dotted
from .silent import heard_of, is_silent
from .views.households import (
    ClockLine,
    HouseholdDetail,
    HouseholdRow,
    HouseholdsTable,
    NameView,
    NextHearing,
    PersonView,
    TaskLine,
)

#: Hearings are set two to four months ahead (field research 1.2); none is looked for beyond this.
AHEAD = timedelta(days=730)


def households_table(
    uow: UnitOfWork,
    *,
    site: SiteId | None = None,
    text: str = "",
    with_closed: bool = False,
    silent_only: bool = False,
    limit: int | None = 500,
) -> HouseholdsTable:
    """Households of a site (None: of the clinic), those with the nearest hearing first, then by code.

    `text` looks in codes, the clinic's own references and shelters. At most `limit` rows are made: thousands are looked
    through by searching. `silent_only`: those not heard of for longer than the clinic allows, the longest first.
    """
    wanted = {} if site is None else {"site_id": site}
    everybody = uow.households.where(**wanted)
    at_work = [row for row in everybody if with_closed or row.closed_on is None]
    places = {place.id: place for place in uow.places.where(**wanted)}
    matching = [row for row in at_work if _matches(row, places, folded(text))] if text.strip() else at_work
    today, policy = _today(uow, site), uow.clinic().policy
    heard = heard_of(uow, at_work)
    quiet = {row.id for row in at_work if not row.closed_on and is_silent(heard[row.id], today, policy.silent_after)}
    hearings = _by_household(uow.hearings.between(today, today + AHEAD, cancelled=False, **wanted))
    ordered = sorted(matching, key=lambda row: (_first_day(hearings.get(row.id)), row.code))
    if silent_only:
        matching = [row for row in matching if row.id in quiet]
        ordered = sorted(matching, key=lambda row: (heard[row.id] or date.min, row.code))
    ordered = ordered[:limit]
    persons = _persons(uow, ordered)
    rows = tuple(_row(row, persons[row.id], places, hearings.get(row.id, ()), policy) for row in ordered)
    with_date = sum(row.id in hearings for row in at_work)
    return HouseholdsTable(
        rows, _line(len(at_work), with_date), total=len(at_work), matching=len(matching), silent=len(quiet)
    )


def household_detail(uow: UnitOfWork, *, household: HouseholdId) -> HouseholdDetail:
    """Everything about a household but the names of its persons."""
    row = uow.households.get(household)
    policy = uow.clinic().policy
    persons = sorted(uow.persons.where(household_id=household), key=lambda person: person.position)
    known = {place for place in (row.shelter_id, *(stay.place_id for stay in row.stays)) if place}
    places = {place.id: place for place in uow.places.where(id=known)} if known else {}
    today = _today(uow, row.site_id)
    hearings = sorted(uow.hearings.where(household_id=household, cancelled=False), key=lambda h: h.hearing_on)
    coming = [hearing for hearing in hearings if hearing.hearing_on >= today]
    return HouseholdDetail(
        row=_row(row, persons, places, coming, policy),
        site_id=row.site_id,
        shelter_id=row.shelter_id,
        stays=tuple((places[stay.place_id].label, stay) for stay in row.stays),
        language_codes=row.languages,
        reference=row.reference,
        programme=row.programme,
        contact_plan=row.contact_plan,
        last_contact_on=row.last_contact_on,
        paper_lines=row.papers,
        deadlines=row.deadlines,
        vulnerable=row.vulnerable,
        women_only=row.women_only,
        consent_on=row.consent_on,
        engaged_on=row.engaged_on,
        first_seen_on=row.first_seen_on,
        note=row.note,
        closed_on=row.closed_on,
        persons=tuple(_person(person, policy) for person in persons),
        hearings=tuple(_next(hearing) for hearing in hearings),
        clocks=tuple(_clocks(row, today)),
        tasks=tuple(_tasks(uow, row, today)),
    )


def _clocks(row: Household, today: date) -> Iterator[ClockLine]:
    for one in sorted(row.deadlines, key=lambda one: one.due_on):
        if not one.done:
            days = (one.due_on - today).days
            yield ClockLine(one.kind, one.due_on, days_left(days), days < 0)


def _tasks(uow: UnitOfWork, row: Household, today: date) -> Iterator[TaskLine]:
    for one in follow_ups.open_ones(uow, household=row.id):
        owner = uow.volunteers.find(one.owner_id)
        step = step_of(one.what)
        late = one.due_on is not None and one.due_on < today
        yield TaskLine(one.id, str(step) if step else one.what, owner.name if owner else "", one.due_on, late)


def names_of(uow: UnitOfWork, *, household: HouseholdId) -> tuple[NameView, ...]:
    """Names and A-numbers of a household's persons, as far as they are kept: asked for by 'Show name' only."""
    persons = sorted(uow.persons.where(household_id=household), key=lambda person: person.position)
    return tuple(NameView(person.id, person.name, person.a_number) for person in persons)


def needs_words(persons: Iterable[Person], policy: Policy) -> Sentence:
    """'2 child seats · wheelchair · medicine', '–' for none."""
    found = list(persons)
    parts: list[Sentence] = []
    if seats := sum(person.needs_child_seat(policy.child_seat_until_age) for person in found):
        parts.append(say_n("{n} child seat", "{n} child seats", seats))
    if any(person.wheelchair for person in found):
        parts.append(say("wheelchair"))
    if any(person.medicine for person in found):
        parts.append(say("medicine"))
    return dotted(parts) if parts else plain("–")


def _row(
    household: Household,
    persons: Sequence[Person],
    places: Mapping[PlaceId, Place],
    hearings: Sequence[Hearing],
    policy: Policy,
) -> HouseholdRow:
    shelter = places.get(household.shelter_id) if household.shelter_id else None
    held = [PAPERS_SHORT[paper.kind] for paper in household.papers if paper.held]
    return HouseholdRow(
        household_id=household.id,
        code=household.code,
        people=len(persons),
        children=sum(person.is_child for person in persons),
        shelter=shelter.label if shelter else "",
        languages=language_list(household.languages),
        next_hearing=_next(hearings[0]) if hearings else None,
        needs=needs_words(persons, policy),
        papers=listing(held) if held else plain("–"),
        is_closed=household.closed_on is not None,
    )


def _next(hearing: Hearing) -> NextHearing:
    earlier = tuple(_earlier(past, hearing.zone) for past in reversed(hearing.history))
    typed = hearing.hearing_time, hearing.report_time, hearing.report_source
    return NextHearing(hearing.id, hearing.hearing_on, *typed, earlier)


def _earlier(past: Redating, zone: str) -> Sentence:
    moved = local(past.moved_at, zone).date()
    return say("was {day}; moved on {moved}: {reason}", day=past.hearing_on, moved=moved, reason=plain(past.reason))


def _person(person: Person, policy: Policy) -> PersonView:
    return PersonView(
        person_id=person.id,
        position=person.position,
        age=person.age,
        words=age_words(person),
        languages=person.languages,
        wheelchair=person.wheelchair,
        medicine=person.medicine,
        child_seat=person.needs_child_seat(policy.child_seat_until_age),
        note=person.note,
        has_name=bool(person.name or person.a_number),
    )


def age_words(person: Person) -> Sentence:
    """'3 years', 'under one year', 'age not known'."""
    if person.age is None:
        return say("age not known")
    return say_n("{n} year", "{n} years", person.age) if person.age else say("under one year")


def _persons(uow: UnitOfWork, households: Sequence[Household]) -> Mapping[HouseholdId, list[Person]]:
    found: defaultdict[HouseholdId, list[Person]] = defaultdict(list)
    for person in uow.persons.where(household_id={row.id for row in households}) if households else ():
        found[person.household_id].append(person)
    return found


def _by_household(hearings: Iterable[Hearing]) -> dict[HouseholdId, list[Hearing]]:
    found: dict[HouseholdId, list[Hearing]] = {}
    for hearing in hearings:
        found.setdefault(hearing.household_id, []).append(hearing)
    return found


def _first_day(hearings: Sequence[Hearing] | None) -> date:
    return hearings[0].hearing_on if hearings else date.max


def _matches(household: Household, places: Mapping[PlaceId, Place], sought: str) -> bool:
    shelter = places.get(household.shelter_id) if household.shelter_id else None
    known = (
        f"{household.code} {household.code.replace('-', '')} {household.reference} {shelter.label if shelter else ''}"
    )
    return sought in folded(known)


def _today(uow: UnitOfWork, site: SiteId | None) -> date:
    found = uow.sites.find(site) or next(iter(uow.sites.where()), None)
    return local(uow.now(), found.zone if found else "UTC").date()


def _line(total: int, with_date: int) -> Sentence:
    return dotted(
        [
            say_n("{n} household", "{n} households", total),
            say_n("{n} with a date ahead", "{n} with a date ahead", with_date),
        ]
    )
