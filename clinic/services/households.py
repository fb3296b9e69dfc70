"""The people helped: households by a random case code, their persons, papers and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.households import Deadline, DeadlineKind, Household, Paper, PaperKind, Person, Stay
from clinic.domain.ids import CaseCode, HouseholdId, PersonId, PlaceId, SiteId, new_case_code
from clinic.domain.when import local
from clinic.domain.words import DEADLINES, PAPERS
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import edits, following


class HouseholdDetails(TypedDict, total=False):
    """What may be typed about a household; its code is never typed, and its shelter, papers and dates have verbs."""

    languages: tuple[str, ...]
    reference: str
    programme: str
    contact_plan: str
    last_contact_on: date | None
    vulnerable: bool
    women_only: bool
    consent_on: date | None
    engaged_on: date | None
    first_seen_on: date | None
    note: str


class PersonFields(TypedDict, total=False):
    """What may be typed about a person. A name or A-number only where the clinic has switched them on."""

    age: int | None
    name: str
    a_number: str
    languages: tuple[str, ...]
    wheelchair: bool
    medicine: bool
    note: str


def add(
    uow: UnitOfWork,
    *,
    site: SiteId,
    persons: Sequence[PersonFields] = ({},),
    shelter: PlaceId | None = None,
    **given: Unpack[HouseholdDetails],
) -> Change:
    """Enter a household under a new random code. Raises BadValue for an impossible age, Refused for a name kept off."""
    household = new_household(uow, site=site, persons=persons, shelter=shelter, **given)
    return uow.commit(say("Add {code}", code=household.code))


def new_household(
    uow: UnitOfWork,
    *,
    site: SiteId,
    persons: Sequence[PersonFields] = ({},),
    shelter: PlaceId | None = None,
    **given: Unpack[HouseholdDetails],
) -> Household:
    """As `add`, inside another verb."""
    stays = (Stay(shelter, today(uow, site)),) if shelter else ()
    household = Household(code=new_code(uow), site_id=site, shelter_id=shelter, stays=stays)
    edits.apply(household, given, HouseholdDetails)
    uow.households.add(household)
    for position, fields in enumerate(persons):
        _new_person(uow, household, position, fields)
    return household


def new_code(uow: UnitOfWork) -> CaseCode:
    """A random case code that no household of this file has. Among thousands they do meet by chance."""
    code = new_case_code()
    while uow.households.count(code=code):
        code = new_case_code()
    return code


def edit(uow: UnitOfWork, *, household: HouseholdId, **changes: Unpack[HouseholdDetails]) -> Change:
    """Change what is typed about a household."""
    row = uow.households.get(household)
    edits.apply(row, changes, HouseholdDetails)
    return uow.commit(say("Edit {code}", code=row.code))


def add_person(uow: UnitOfWork, *, household: HouseholdId, **given: Unpack[PersonFields]) -> Change:
    """Add a person. Raises as `add` does."""
    row = uow.households.get(household)
    _new_person(uow, row, uow.persons.count(household_id=household), given)
    return uow.commit(say("Add a person to {code}", code=row.code))


def edit_person(uow: UnitOfWork, *, person: PersonId, **changes: Unpack[PersonFields]) -> Change:
    """Change what is typed about a person. Raises as `add` does."""
    row = uow.persons.get(person)
    edits.apply(row, changes, PersonFields)
    _check(uow, row)
    return uow.commit(say("Edit a person of {code}", code=uow.households.get(row.household_id).code))


def remove_person(uow: UnitOfWork, *, person: PersonId) -> Change:
    """Take a person away, out of hearings and consultations too. Raises Refused while they ride on a trip."""
    row = uow.persons.get(person)
    household = uow.households.get(row.household_id)
    for ride in uow.rides.where(household_id=household.id):
        if person in ride.person_ids:
            trip = uow.trips.get(ride.trip_id).label
            raise Refused(say("This person rides on {trip}. Change the ride first.", trip=trip))
    for hearing in uow.hearings.where(household_id=household.id):
        hearing.person_ids = tuple(other for other in hearing.person_ids if other != person)
    for consultation in uow.consultations.where(household_id=household.id):
        consultation.person_ids = tuple(other for other in consultation.person_ids if other != person)
    for request in uow.requests.where(household_id=household.id):
        was = request.person_ids
        request.person_ids = tuple(other for other in was if other != person)
        request.done = request.done or (was != () and request.person_ids == ())
    uow.persons.remove(row)
    return uow.commit(say("Remove a person from {code}", code=household.code))


def change_shelter(
    uow: UnitOfWork, *, household: HouseholdId, shelter: PlaceId | None, since: date | None = None
) -> Change:
    """Note where a household lives from a day on (None: from today); where it lived before is kept."""
    row = uow.households.get(household)
    if shelter is None:
        row.shelter_id = None
        following.follow_household(uow, household)
        return uow.commit(say("{code} has no shelter", code=row.code))
    row.move_to(shelter, since or today(uow, row.site_id))
    following.follow_household(uow, household)
    return uow.commit(say("{code} lives at {place}", code=row.code, place=uow.places.get(shelter).label))


def note_contact(uow: UnitOfWork, *, household: HouseholdId, on: date | None = None, plan: str | None = None) -> Change:
    """Note that somebody spoke to a household (None: today), and how to reach it next."""
    row = uow.households.get(household)
    row.last_contact_on = on or today(uow, row.site_id)
    if plan is not None:
        row.contact_plan = plan
    return uow.commit(say("Spoke to {code} on {day}", code=row.code, day=row.last_contact_on))


def consented(uow: UnitOfWork, *, household: HouseholdId, on: date | None = None) -> Change:
    """Note that a household agreed to the limited help and to the keeping of its data (None: today)."""
    row = uow.households.get(household)
    row.consent_on = on or today(uow, row.site_id)
    return uow.commit(say("{code} agreed on {day}", code=row.code, day=row.consent_on))


def set_paper(
    uow: UnitOfWork, *, household: HouseholdId, kind: PaperKind, held: bool = True, valid_until: date | None = None
) -> Change:
    """Note that a household holds a paper, or has lost it, and until when it counts."""
    row = uow.households.get(household)
    row.papers = (*(p for p in row.papers if p.kind is not kind), Paper(kind, held, valid_until))
    label = say("{code} holds: {paper}", code=row.code, paper=PAPERS[kind])
    return uow.commit(label if held else say("{code} does not hold: {paper}", code=row.code, paper=PAPERS[kind]))


def set_deadline(
    uow: UnitOfWork, *, household: HouseholdId, kind: DeadlineKind, due_on: date | None, done: bool = False
) -> Change:
    """Type a date that must not be forgotten; None takes it away."""
    row = uow.households.get(household)
    others = tuple(deadline for deadline in row.deadlines if deadline.kind is not kind)
    if due_on is None:
        row.deadlines = others
        return uow.commit(say("{code}: no {deadline}", code=row.code, deadline=DEADLINES[kind]))
    row.deadlines = (*others, Deadline(kind, due_on, done))
    return uow.commit(say("{code}: {deadline} {day}", code=row.code, deadline=DEADLINES[kind], day=due_on))


def close(uow: UnitOfWork, *, household: HouseholdId, on: date | None = None) -> Change:
    """End the work with a household (None: today); it leaves the lists and stays on file. Its wishes are given up."""
    row = uow.households.get(household)
    row.closed_on = on or today(uow, row.site_id)
    for request in uow.requests.where(household_id=household, done=False):
        request.done = True
    return uow.commit(say("Close {code}", code=row.code))


def reopen(uow: UnitOfWork, *, household: HouseholdId) -> Change:
    """Take up the work with a household again."""
    row = uow.households.get(household)
    row.closed_on = None
    return uow.commit(say("Open {code} again", code=row.code))


def today(uow: UnitOfWork, site: SiteId) -> date:
    """The day on the wall clock of a site."""
    return local(uow.now(), uow.sites.get(site).zone).date()


def _new_person(uow: UnitOfWork, household: Household, position: int, fields: PersonFields) -> None:
    person = Person(household_id=household.id, position=position)
    edits.apply(person, fields, PersonFields)
    _check(uow, person)
    uow.persons.add(person)


def _check(uow: UnitOfWork, person: Person) -> None:
    clinic = uow.clinic()
    if person.age is not None and not 0 <= person.age <= 120:
        raise BadValue(say("An age is between 0 and 120 years; leave it empty when it is not known."))
    if person.name and not clinic.keeps_names:
        raise Refused(say("This clinic keeps no names of the people helped. Switch them on in Settings first."))
    if person.a_number and not clinic.keeps_a_numbers:
        raise Refused(say("This clinic keeps no A-numbers. Switch them on in Settings first."))
