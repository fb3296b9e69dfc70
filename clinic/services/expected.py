"""Which words from the road are expected of a trip, and when: kept in step with its hours and its riders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.hearings import HearingEnd
from clinic.domain.ids import HouseholdId
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Ride, Stop, StopKind, Trip, TripStatus
from clinic.ports import UnitOfWork

#: Ends after which nobody waits for the household at the shelter.
NOT_COMING_BACK = frozenset({HearingEnd.LET_IN, HearingEnd.DETAINED, HearingEnd.TAKEN_OUT, HearingEnd.ABSENT})
#: What is said of a household at the port, one of which ends the waiting for its hand-over.
AT_THE_GATE = (CheckInKind.HAND_OVER, CheckInKind.TURNED_AWAY, CheckInKind.NOT_ON_THE_LIST)
#: The way out in order: a later word makes an earlier one that nobody sent needless.
WAY = (CheckInKind.DEPARTURE, CheckInKind.AT_PORT, CheckInKind.HAND_OVER)


@dataclass(frozen=True, slots=True)
class Told:
    """Who said something, when, and in which words."""

    at: datetime
    by: str = ""
    note: str = ""

    def tick(self, row: CheckIn) -> None:
        """Enter it in a check-in that was waited for."""
        row.done_at, row.by, row.note = self.at, self.by, self.note


Expected = dict[tuple[CheckInKind, HouseholdId | None], datetime | None]


def expect(uow: UnitOfWork, trip: Trip, stops: Sequence[Stop]) -> None:
    """Enter, date and take away the check-ins of `trip` that are still to come; what was reported stays as it is."""
    wanted = _wanted(uow, trip, stops)
    for row in uow.check_ins.where(trip_id=trip.id):
        key = (row.kind, row.household_id)
        if row.done_at is not None:
            wanted.pop(key, None)
        elif key in wanted:
            row.due_at = wanted.pop(key)
        else:
            uow.check_ins.remove(row)
    for (kind, household_id), due_at in wanted.items():
        uow.check_ins.add(CheckIn(trip_id=trip.id, household_id=household_id, kind=kind, due_at=due_at))


def _wanted(uow: UnitOfWork, trip: Trip, stops: Sequence[Stop]) -> Expected:
    """Departure, at the port, hand-over; of each household that it is back, without an hour (field research 2.9)."""
    rides = uow.rides.where(trip_id=trip.id)
    if trip.status is TripStatus.CANCELLED or trip.leg is Leg.RETURN or not rides:
        return {}
    first = next((stop for stop in stops if stop.kind is StopKind.PICK_UP), None)
    found: Expected = {
        (CheckInKind.DEPARTURE, None): first.leaves_at if first else trip.departs_at,
        (CheckInKind.AT_PORT, None): trip.arrives_at,
    }
    if trip.leg is Leg.OUT:
        found[CheckInKind.HAND_OVER, None] = trip.report_at
        found |= {(CheckInKind.RETURN, household_id): None for household_id in _coming_back(uow, rides)}
    return found


def _coming_back(uow: UnitOfWork, rides: Iterable[Ride]) -> list[HouseholdId]:
    ids = {ride.hearing_id for ride in rides} - {None}
    ended = {row.id: row.end for row in uow.hearings.where(id=ids)} if ids else {}
    return [
        ride.household_id
        for ride in rides
        if ride.hearing_id is None or ended.get(ride.hearing_id) not in NOT_COMING_BACK
    ]


def waiting_for(rows: Collection[CheckIn], households: Collection[HouseholdId]) -> list[CheckIn]:
    """Check-ins of one trip's way out that are still waited for: none that a later word has overtaken."""
    done = {row.kind for row in rows if row.done_at is not None and row.household_id is None}
    at_gate = {row.household_id for row in rows if row.done_at is not None and row.kind in AT_THE_GATE}
    if households and at_gate >= set(households):
        return []
    if at_gate - {None}:
        done.add(CheckInKind.AT_PORT)
    reached = max((WAY.index(kind) for kind in done if kind in WAY), default=-1)
    return [
        row
        for row in rows
        if row.done_at is None and row.household_id is None and row.kind in WAY and WAY.index(row.kind) > reached
    ]


def late(
    rows: Collection[CheckIn], households: Collection[HouseholdId], now: datetime, after_minutes: int
) -> CheckIn | None:
    """The check-in of one trip for which the clinic has waited longer than it allows; the earliest due of several."""
    found = [row for row in waiting_for(rows, households) if row.is_overdue(now, after_minutes)]
    return min(found, key=lambda row: row.due_at or now, default=None)
