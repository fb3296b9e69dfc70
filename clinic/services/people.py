"""Volunteers: what they may do, when they are here, what they must not be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict, Unpack

from clinic.domain.errors import BadValue, NotOnFile
from clinic.domain.history import Change
from clinic.domain.ids import AbsenceId, HouseholdId, PlaceId, SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import (
    Absence,
    AbsenceKind,
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    Interprets,
    Limits,
    Role,
    Speaks,
    Volunteer,
)
from clinic.domain.when import Interval, local
from clinic.domain.words import ABSENCES, CREDENTIALS
from clinic.i18n import LANGUAGES, say, say_n
from clinic.ports import UnitOfWork

from . import edits, following
from .facts import seating_facts
from .views.seats import SeatView, seat_view


class VolunteerDetails(TypedDict, total=False):
    """What may be typed about a volunteer besides the name; conflicts and absences have verbs of their own."""

    site_id: SiteId | None
    roles: tuple[Role, ...]
    speaks: tuple[Speaks, ...]
    interprets: tuple[Interprets, ...]
    credentials: tuple[Credential, ...]
    vetted_on: date | None
    trained_on: date | None
    here_from: date | None
    here_until: date | None
    remote: bool
    is_woman: bool | None
    has_car: bool
    availability: tuple[Availability, ...]
    limits: Limits
    home_id: PlaceId | None
    phone: str
    email: str
    contact_note: str
    note: str
    feed_language: str


class VolunteerFields(VolunteerDetails, total=False):
    """What may be typed about a volunteer."""

    name: str


def add(uow: UnitOfWork, *, name: str, **given: Unpack[VolunteerDetails]) -> Change:
    """Enter a volunteer. Raises BadValue without a name, or for dates of presence in the wrong order."""
    volunteer = new_volunteer(uow, name=name, **given)
    return uow.commit(say("Add {name}", name=volunteer.name))


def new_volunteer(uow: UnitOfWork, *, name: str, **given: Unpack[VolunteerDetails]) -> Volunteer:
    """As `add`, inside another verb."""
    volunteer = Volunteer(name=name)
    edits.apply(volunteer, given, VolunteerDetails)
    _check(volunteer)
    return uow.volunteers.add(volunteer)


def edit(uow: UnitOfWork, *, volunteer: VolunteerId, **changes: Unpack[VolunteerFields]) -> Change:
    """Change what is typed about a volunteer.

    Seats stay as they are: those that a change makes wrong (a licence that ends sooner) are told as wrong by the rules
    at once. Raises BadValue as `add` does.
    """
    row = uow.volunteers.get(volunteer)
    edits.apply(row, changes, VolunteerFields)
    _check(row)
    if "home_id" in changes:
        following.follow_home(uow, row)
    return uow.commit(say("Edit {name}", name=row.name))


def set_credential(uow: UnitOfWork, *, volunteer: VolunteerId, credential: Credential) -> Change:
    """Enter a paper; it takes the place of one of the same kind for the same jurisdiction."""
    row = uow.volunteers.get(volunteer)
    row.credentials = (
        *(c for c in row.credentials if (c.kind, c.jurisdiction) != (credential.kind, credential.jurisdiction)),
        credential,
    )
    return uow.commit(say("Enter a paper of {name}: {paper}", name=row.name, paper=CREDENTIALS[credential.kind]))


def remove_credential(
    uow: UnitOfWork, *, volunteer: VolunteerId, kind: CredentialKind, jurisdiction: str = ""
) -> Change:
    """Take a paper away."""
    row = uow.volunteers.get(volunteer)
    row.credentials = tuple(c for c in row.credentials if (c.kind, c.jurisdiction) != (kind, jurisdiction))
    return uow.commit(say("Remove a paper of {name}: {paper}", name=row.name, paper=CREDENTIALS[kind]))


def set_availability(
    uow: UnitOfWork, *, volunteer: VolunteerId, cells: Sequence[tuple[int, DayPart]], can: Can | None
) -> Change:
    """Paint cells (weekday from 0 = Monday, part of the day) of the weekly grid; None makes them say nothing."""
    row = uow.volunteers.get(volunteer)
    painted = set(cells)
    kept = [cell for cell in row.availability if (cell.weekday, cell.part) not in painted]
    if can is not None:
        kept += [Availability(weekday, part, can) for weekday, part in painted]
    row.availability = tuple(sorted(kept, key=lambda cell: (cell.weekday, list(DayPart).index(cell.part))))
    return uow.commit(say("Change when {name} can", name=row.name))


def add_absence(
    uow: UnitOfWork,
    *,
    volunteer: VolunteerId,
    kind: AbsenceKind,
    ends_at: datetime,
    starts_at: datetime | None = None,
    tentative: bool = False,
    note: str = "",
) -> Change:
    """Note that somebody is not free from `starts_at` (None: from now) until `ends_at`.

    Seats in that time stay theirs, and are told as wrong, until somebody is found for each (see `seats_touched`).
    Raises BadValue when it ends before it begins.
    """
    row = uow.volunteers.get(volunteer)
    start = starts_at or uow.now()
    if ends_at <= start:
        raise BadValue(say("An absence ends after it begins. Type a later end."))
    touched = len(seats_touched(uow, volunteer=volunteer, starts_at=start, ends_at=ends_at))
    uow.absences.add(
        Absence(volunteer_id=volunteer, kind=kind, starts_at=start, ends_at=ends_at, tentative=tentative, note=note)
    )
    end = local(ends_at, zone_of_volunteer(uow, row))
    if not touched:
        return uow.commit(say("{name} is {kind} until {end}", name=row.name, kind=ABSENCES[kind], end=end))
    return uow.commit(
        say_n(
            "{name} is {kind} until {end}: {n} seat to fill",
            "{name} is {kind} until {end}: {n} seats to fill",
            touched,
            name=row.name,
            kind=ABSENCES[kind],
            end=end,
        )
    )


def edit_absence(
    uow: UnitOfWork, *, absence: AbsenceId, starts_at: datetime, ends_at: datetime, kind: AbsenceKind
) -> Change:
    """Change when somebody is not free, and why. Raises BadValue when it ends before it begins."""
    row = uow.absences.get(absence)
    if ends_at <= starts_at:
        raise BadValue(say("An absence ends after it begins. Type a later end."))
    row.starts_at, row.ends_at, row.kind = starts_at, ends_at, kind
    return uow.commit(say("Change an absence of {name}", name=uow.volunteers.get(row.volunteer_id).name))


def remove_absence(uow: UnitOfWork, *, absence: AbsenceId) -> Change:
    """Take an absence away: the person is free after all."""
    row = uow.absences.get(absence)
    name = uow.volunteers.get(row.volunteer_id).name
    uow.absences.remove(row)
    return uow.commit(say("Remove an absence of {name}", name=name))


def seats_touched(
    uow: UnitOfWork, *, volunteer: VolunteerId, starts_at: datetime, ends_at: datetime
) -> tuple[SeatView, ...]:
    """Seats, earliest first, in which a volunteer sits at some minute between two instants, given in order."""
    seats = uow.seats.during(Interval(starts_at, ends_at), volunteer_id=volunteer)
    if not seats:
        return ()
    facts = seating_facts(uow, seats, (uow.volunteers.get(volunteer),))
    return tuple(seat_view(facts, seat) for seat in seats if facts.is_live(seat))


def set_conflict(uow: UnitOfWork, *, volunteer: VolunteerId, household: HouseholdId, known: bool = True) -> Change:
    """Note (or take back) that a volunteer must not meet a household. It never leaves the laptop, nor says why."""
    row = uow.volunteers.get(volunteer)
    uow.households.get(household)
    others = tuple(found for found in row.conflicts if found != household)
    row.conflicts = (*others, household) if known else others
    label = say("Note a known conflict of {name}", name=row.name)
    return uow.commit(label if known else say("Remove a known conflict of {name}", name=row.name))


def note_conflict(uow: UnitOfWork, *, volunteer: VolunteerId, code: str) -> Change:
    """As `set_conflict`, for the household of a case code. Raises NotOnFile when nobody has that code."""
    found = next((row for row in uow.households.like(code) if folded(row.code) == folded(code)), None)
    if found is None:
        raise NotOnFile(say("There is no “{sought}” on file.", sought=code))
    return set_conflict(uow, volunteer=volunteer, household=found.id)


def leave(uow: UnitOfWork, *, volunteer: VolunteerId, gone: bool = True) -> Change:
    """Note that somebody no longer helps (or does again). Seats that they still have are told as wrong, not emptied."""
    row = uow.volunteers.get(volunteer)
    row.gone = gone
    return uow.commit(say("{name} has gone", name=row.name) if gone else say("{name} is back", name=row.name))


def limit(uow: UnitOfWork, *, volunteer: VolunteerId, **limits: int | None) -> Change:
    """Set what a volunteer asks for themselves (fields of `Limits`); None: the clinic's own figure."""
    row = uow.volunteers.get(volunteer)
    row.limits = replace(row.limits, **limits)
    return uow.commit(say("Change the limits of {name}", name=row.name))


def zone_of_volunteer(uow: UnitOfWork, volunteer: Volunteer) -> str:
    """The zone of a volunteer's site, or of the clinic's first; 'UTC' in a clinic without sites."""
    site = uow.sites.find(volunteer.site_id)
    if site is None:
        site = next(iter(uow.sites.where()), None)
    return site.zone if site else "UTC"


def _check(volunteer: Volunteer) -> None:
    volunteer.name = edits.filled(volunteer.name, say("A volunteer needs a name."))
    edits.check_order(volunteer.here_from, volunteer.here_until)
    if volunteer.feed_language not in LANGUAGES:
        raise BadValue(say("A feed is written in English or Spanish. Choose one of them."))
