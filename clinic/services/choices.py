"""What a form offers to choose from: places with their rooms, patterns, vehicles, households; and one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from clinic.domain.ids import (
    CaseCode,
    HouseholdId,
    PersonId,
    PlaceId,
    RequestId,
    SessionId,
    SiteId,
    TemplateId,
    VehicleId,
    VolunteerId,
)
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import SessionKind
from clinic.domain.words import language_list
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork

from .households_table import age_words
from .sessions import wall


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that is in use, with its zone and the names of its rooms."""

    place_id: PlaceId
    kind: PlaceKind
    label: str
    zone: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A weekly pattern and how many sessions it has."""

    template_id: TemplateId
    label: str
    sessions: int


@dataclass(frozen=True, slots=True)
class VehicleChoice:
    """A vehicle in use and how many riders it takes."""

    vehicle_id: VehicleId
    label: str
    seats: int


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody who can take a task."""

    volunteer_id: VolunteerId
    name: str


@dataclass(frozen=True, slots=True)
class HouseholdChoice:
    """A household at work, by its code: how many adults and children, and what they speak."""

    household_id: HouseholdId
    code: CaseCode
    adults: int
    children: int
    languages: Sentence


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person of a household, told by place and age: 'person 2, 33 years', never by name."""

    person_id: PersonId
    words: Sentence


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session as its form shows it: day and hours on the wall clock of its place."""

    session_id: SessionId
    kind: SessionKind
    place_id: PlaceId
    room: str
    label: str
    advice: bool
    on: date
    starts: time
    ends: time


def places(
    uow: UnitOfWork, *, site: SiteId, kinds: frozenset[PlaceKind] = frozenset(PlaceKind)
) -> tuple[PlaceChoice, ...]:
    """Places of a site that are not closed, by label."""
    rows = uow.places.where(site_id=site, closed=False)
    found = [
        PlaceChoice(p.id, p.kind, p.label, p.zone, tuple(room.name for room in p.rooms))
        for p in rows
        if p.kind in kinds
    ]
    return tuple(sorted(found, key=lambda choice: choice.label))


def patterns(uow: UnitOfWork, *, site: SiteId) -> tuple[TemplateChoice, ...]:
    """Weekly patterns of a site, oldest first."""
    return tuple(TemplateChoice(row.id, row.label, len(row.sessions)) for row in uow.templates.where(site_id=site))


def vehicles(uow: UnitOfWork, *, site: SiteId) -> tuple[VehicleChoice, ...]:
    """Vehicles of a site that are in use, the largest first."""
    rows = uow.vehicles.where(site_id=site, out_of_use=False)
    return tuple(VehicleChoice(v.id, v.label, v.seats) for v in sorted(rows, key=lambda v: (-v.seats, v.label)))


def owners(uow: UnitOfWork, *, site: SiteId) -> tuple[OwnerChoice, ...]:
    """Volunteers of a site (and of no site) who have not left, by name."""
    people = uow.volunteers.where(site_id=(site, None), gone=False)
    return tuple(OwnerChoice(row.id, row.name) for row in sorted(people, key=lambda row: row.sort_name or row.name))


def households(uow: UnitOfWork, *, site: SiteId, text: str, limit: int = 8) -> tuple[HouseholdChoice, ...]:
    """Households of a site whose code contains `text`; case, accents and the hyphen do not matter."""
    sought = text.strip()
    if not sought:
        return ()
    spellings = (sought,) if "-" in sought or len(sought) < 3 else (sought, f"{sought[:2]}-{sought[2:]}")
    rows = {row.id: row for spelling in spellings for row in uow.households.like(spelling, 20 * limit)}
    here = [row for row in rows.values() if row.site_id == site and row.closed_on is None][:limit]
    found = []
    for row in here:
        people = uow.persons.where(household_id=row.id)
        children = sum(person.is_child for person in people)
        found.append(HouseholdChoice(row.id, row.code, len(people) - children, children, language_list(row.languages)))
    return tuple(found)


def persons(uow: UnitOfWork, *, household: HouseholdId) -> tuple[PersonChoice, ...]:
    """Everybody of a household, in its order."""
    rows = sorted(uow.persons.where(household_id=household), key=lambda one: one.position)
    return tuple(
        PersonChoice(one.id, say("person {n}, {age}", n=number, age=age_words(one)))
        for number, one in enumerate(rows, 1)
    )


def waiting_persons(uow: UnitOfWork, *, request: RequestId) -> tuple[PersonChoice, ...]:
    """Who is meant by a line of the waiting list, in the order of the household."""
    row = uow.requests.get(request)
    everybody = persons(uow, household=row.household_id)
    return tuple(one for one in everybody if not row.person_ids or one.person_id in row.person_ids)


def known_session(uow: UnitOfWork, *, session: SessionId) -> KnownSession:
    """What is typed about a session."""
    row = uow.sessions.get(session)
    on, starts, ends = wall(row, uow.places.get(row.place_id).zone)
    return KnownSession(row.id, row.kind, row.place_id, row.room, row.label, row.advice, on, starts, ends)
