"""Words from the road: who has left, arrived, been handed over, come back; who is late; who is not back yet."""

from __future__ import annotations

from datetime import datetime

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.history import Change
from clinic.domain.ids import CheckInId, HouseholdId, TripId
from clinic.domain.trips import CheckIn, CheckInKind, Trip
from clinic.domain.words import CHECK_INS
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import hearing_ends
from .expected import Told

_TURNED_AWAY = {
    CheckInKind.TURNED_AWAY: AbsenceReason.TURNED_AWAY,
    CheckInKind.NOT_ON_THE_LIST: AbsenceReason.NOT_ON_THE_LIST,
}


def record(
    uow: UnitOfWork,
    *,
    trip: TripId,
    kind: CheckInKind,
    at: datetime | None = None,
    by: str = "",
    household: HouseholdId | None = None,
    note: str = "",
) -> Change:
    """Record a word about a trip, or about one of its households, at this instant unless `at` says otherwise.

    A return closes the hearing day of the household (of all that are still out, when none is named). 'Turned away' and
    'not on the list' are said of a household: see `hearings.end`. Raises BadValue when it is not named.
    """
    row, when = uow.trips.get(trip), at or uow.now()
    if kind in _TURNED_AWAY:
        for hearing in _hearings(uow, row, _named(household)):
            hearing_ends.close(
                uow, hearing, HearingEnd.TURNED_AWAY, Told(when, by, note), absence_reason=_TURNED_AWAY[kind]
            )
    elif kind is CheckInKind.RETURN:
        _returned(uow, row, household, Told(when, by, note))
    else:
        _tick(uow, row, kind, household, Told(when, by, note))
    return uow.commit(say("{trip}: {what}", trip=row.label, what=CHECK_INS[kind]))


def amend(uow: UnitOfWork, *, check_in: CheckInId, at: datetime | None, by: str = "", note: str = "") -> Change:
    """Correct a word that was recorded; `at` None: it has not come after all."""
    row = uow.check_ins.get(check_in)
    row.done_at, row.by, row.note = at, by, note
    trip = uow.trips.get(row.trip_id)
    return uow.commit(say("Correct {trip}: {what}", trip=trip.label, what=CHECK_INS[row.kind]))


def word(
    uow: UnitOfWork, *, trip: TripId, household: HouseholdId, note: str, at: datetime | None = None, by: str = ""
) -> Change:
    """Keep a word about a household that is not back yet. Raises BadValue for an empty one."""
    row, code = uow.trips.get(trip), uow.households.get(household).code
    if not note.strip():
        raise BadValue(say("Write what was said about {code}.", code=code))
    told = CheckIn(
        trip_id=row.id,
        household_id=household,
        kind=CheckInKind.WORD,
        done_at=at or uow.now(),
        by=by,
        note=note.strip(),
    )
    uow.check_ins.add(told)
    return uow.commit(say("Word about {code}: {note}", code=code, note=told.note))


def _tick(uow: UnitOfWork, trip: Trip, kind: CheckInKind, household: HouseholdId | None, told: Told) -> None:
    rows = uow.check_ins.where(trip_id=trip.id, kind=kind, household_id=household, done_at=None)
    told.tick(rows[0] if rows else uow.check_ins.add(CheckIn(trip_id=trip.id, household_id=household, kind=kind)))


def _returned(uow: UnitOfWork, trip: Trip, household: HouseholdId | None, told: Told) -> None:
    wanted = {} if household is None else {"household_id": household}
    rows = uow.check_ins.where(trip_id=trip.id, kind=CheckInKind.RETURN, done_at=None, **wanted)
    if not rows:
        raise Refused(say("Nobody of {trip} is still expected back.", trip=trip.label))
    for row in rows:
        told.tick(row)
        if row.household_id is not None:
            for hearing in _hearings(uow, trip, row.household_id):
                if hearing.end in (None, HearingEnd.HELD):
                    hearing.end = HearingEnd.RETURNED


def _named(household: HouseholdId | None) -> HouseholdId:
    if household is None:
        raise BadValue(say("Say which household was turned away."))
    return household


def _hearings(uow: UnitOfWork, trip: Trip, household: HouseholdId) -> list[Hearing]:
    ids = {ride.hearing_id for ride in uow.rides.where(trip_id=trip.id, household_id=household)} - {None}
    return uow.hearings.where(id=ids) if ids else []
