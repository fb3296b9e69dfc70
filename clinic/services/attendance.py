"""Who was at the port: of everybody who was called in a stretch of days, as far as somebody recorded it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.ids import HearingId, HouseholdId, SiteId
from clinic.domain.trips import CheckInKind
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Attendance:
    """Hearings of some days: called, at the port, absent, not recorded; `reasons` of those who were absent, most first.

    Whoever was turned away at the port was at the port (field research 1.5 counts otherwise only who was heard).
    """

    called: int
    at_port: int
    absent: int
    not_recorded: int
    reasons: tuple[tuple[AbsenceReason, int], ...]


def attendance(uow: UnitOfWork, *, site: SiteId, first: date, last: date) -> Attendance:
    """The hearings of a site from `first` to `last`, cancelled ones left out."""
    hearings = uow.hearings.between(first, last, site_id=site, cancelled=False)
    reached = _reached(uow, hearings)
    called = {_called(row) for row in hearings}
    at_port = {_called(row) for row in hearings if row.end is not HearingEnd.ABSENT and (row.end or row.id in reached)}
    absent = {_called(row): row for row in hearings if row.end is HearingEnd.ABSENT and _called(row) not in at_port}
    reasons = Counter(row.absence_reason or AbsenceReason.UNKNOWN for row in absent.values())
    return Attendance(
        called=len(called),
        at_port=len(at_port),
        absent=len(absent),
        not_recorded=len(called) - len(at_port) - len(absent),
        reasons=tuple(reasons.most_common()),
    )


def _called(row: Hearing) -> tuple[HouseholdId, date, time | None]:
    """One call of a household, also when its day ended for one of it otherwise than for another."""
    return row.household_id, row.hearing_on, row.hearing_time


def _reached(uow: UnitOfWork, hearings: list[Hearing]) -> set[HearingId | None]:
    """Hearings whose households rode on a trip that was reported at the port, or handed over."""
    rides = uow.rides.where(hearing_id={row.id for row in hearings}) if hearings else []
    words = uow.check_ins.where(trip_id={ride.trip_id for ride in rides}) if rides else []
    there = {w.trip_id for w in words if w.done_at and w.kind in (CheckInKind.AT_PORT, CheckInKind.HAND_OVER)}
    return {ride.hearing_id for ride in rides if ride.trip_id in there}
