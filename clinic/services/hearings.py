"""Hearings: two times typed from paper, confirmed, and how each date ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from clinic.domain.hearings import (
    AbsenceReason,
    Hearing,
    HearingEnd,
    HearingKind,
    TimeSource,
    check_times,
    proposed_report_time,
)
from clinic.domain.history import Change
from clinic.domain.ids import HearingId, HouseholdId, PersonId, PlaceId, SiteId
from clinic.domain.words import HEARING_ENDS
from clinic.i18n import listing, say
from clinic.ports import UnitOfWork

from . import edits, following, hearing_ends, trip_times
from .expected import Told

#: Report times that nobody has read from a paper: they follow the hearing.
NOT_TYPED = frozenset({TimeSource.UNKNOWN, TimeSource.PROPOSED})


class HearingFields(TypedDict, total=False):
    """What may be typed about a hearing besides its date."""

    hearing_time: time | None
    report_time: time | None
    report_on: date | None
    person_ids: tuple[PersonId, ...]
    port_id: PlaceId | None
    court: str
    kind: HearingKind
    number: int | None
    source: str
    checked_on: date | None
    note: str


def add(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    hearing_on: date,
    site: SiteId | None = None,
    zone: str = "",
    **fields: Unpack[HearingFields],
) -> Change:
    """Enter a date from a paper.

    It concerns all persons of the household unless some are named. Where only the hearing time is known the report
    time is proposed from the site's lead, and marked so until somebody confirms it; never the other way round. `zone`
    is the port's, else that of the site's US side. Raises BadValue for a report time after its hearing time.
    """
    row = new_hearing(uow, household=household, hearing_on=hearing_on, site=site, zone=zone, **fields)
    return uow.commit(say("Add the hearing of {code}, {day}", code=_code(uow, row), day=row.hearing_on))


def new_hearing(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    hearing_on: date,
    site: SiteId | None = None,
    zone: str = "",
    **fields: Unpack[HearingFields],
) -> Hearing:
    """What `add` enters, inside another verb."""
    of = uow.households.get(household)
    where = uow.sites.get(site or of.site_id)
    port = uow.places.find(fields.get("port_id"))
    row = Hearing(
        household_id=household,
        site_id=where.id,
        zone=zone or (port.zone if port else where.us_zone),
        hearing_on=hearing_on,
    )
    edits.apply(row, fields, HearingFields)
    if not row.person_ids:
        everybody = sorted(uow.persons.where(household_id=household), key=lambda person: person.position)
        row.person_ids = tuple(person.id for person in everybody)
    row.report_source = TimeSource.TYPED if row.report_time else TimeSource.UNKNOWN
    settle_times(uow, row)
    return uow.hearings.add(row)


def edit(uow: UnitOfWork, *, hearing: HearingId, **changes: Unpack[HearingFields]) -> Change:
    """Change what was typed, except the date (see `clinic.services.redating`); what is left out stays.

    A report time that was typed does not follow a hearing time that moves: it is marked as not confirmed, and asked
    for. Trips on which the household rides are worked out again. Raises BadValue as `add` does.
    """
    row = uow.hearings.get(hearing)
    before = row.report_at
    moved = "hearing_time" in changes and changes["hearing_time"] != row.hearing_time
    edits.apply(row, changes, HearingFields)
    if "report_time" in changes:
        row.report_source = TimeSource.TYPED if row.report_time else TimeSource.UNKNOWN
    elif moved and row.report_source is TimeSource.TYPED:
        row.report_source = TimeSource.NOT_CONFIRMED
    settle_times(uow, row)
    told = following.follow_hearing(uow, row, before)
    label = say("Change the hearing of {code}, {day}", code=_code(uow, row), day=row.hearing_on)
    return uow.commit(listing([label, *told]))


def settle_times(uow: UnitOfWork, row: Hearing) -> None:
    """Propose the report time from the site's lead where nobody has typed one (field research 1.2), and check both."""
    if row.report_source in NOT_TYPED and row.hearing_time is not None:
        lead = uow.sites.get(row.site_id).lead_minutes
        on, row.report_time = proposed_report_time(row.hearing_on, row.hearing_time, lead)
        row.report_on = None if on == row.hearing_on else on
        row.report_source = TimeSource.PROPOSED
    check_times(row.report_on or row.hearing_on, row.report_time, row.hearing_on, row.hearing_time)


def confirm_report_time(uow: UnitOfWork, *, hearing: HearingId, report_time: time | None = None) -> Change:
    """Take the report time (as it stands, or the one given) as read from the paper."""
    row = uow.hearings.get(hearing)
    return edit(uow, hearing=hearing, report_time=report_time or row.report_time)


def cancel(uow: UnitOfWork, *, hearing: HearingId, reason: str = "") -> Change:
    """The date does not take place. Its rides leave their trips; other dates of the household stay as they are."""
    row = uow.hearings.get(hearing)
    row.cancelled = True
    row.note = "\n".join(filter(None, (row.note, reason.strip())))
    for ride in uow.rides.where(hearing_id=row.id):
        trip_times.take_off(uow, ride)
    return uow.commit(say("Cancel the hearing of {code}, {day}", code=_code(uow, row), day=row.hearing_on))


def end(
    uow: UnitOfWork,
    *,
    hearing: HearingId,
    end: HearingEnd,
    persons: Collection[PersonId] = (),
    absence_reason: AbsenceReason | None = None,
    at: datetime | None = None,
    by: str = "",
    note: str = "",
) -> Change:
    """Record how the day ended for the household, at this instant unless `at` says otherwise, as told by `by`.

    When it ended so only for some `persons` (a mother held, her son back), theirs becomes a hearing of its own. Turned
    away at the port: the hearing stays open, a lawyer gets a follow-up, and the ride back is made at once.
    """
    row = hearing_ends.part(uow, uow.hearings.get(hearing), persons)
    hearing_ends.close(uow, row, end, Told(at or uow.now(), by, note), absence_reason=absence_reason)
    return uow.commit(say("{code}: {end}", code=_code(uow, row), end=HEARING_ENDS[end]))


def _code(uow: UnitOfWork, row: Hearing) -> str:
    return uow.households.get(row.household_id).code
