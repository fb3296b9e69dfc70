"""Dates that move, one or many at once: looked at first, applied as one step, every old date kept with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import Hearing, Redating, TimeSource
from clinic.domain.history import Change
from clinic.domain.ids import HearingId, HouseholdId, RideId, SiteId
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork

from . import following
from .hearings import settle_times


@dataclass(frozen=True, slots=True)
class Move:
    """One hearing's new date; a time that is left out stays."""

    hearing_id: HearingId
    hearing_on: date
    hearing_time: time | None = None
    report_time: time | None = None


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One line of the preview: what moves from when to when, and what must be redone or asked because of it."""

    move: Move
    household_id: HouseholdId
    code: str
    old: date
    new: date
    ride_ids: tuple[RideId, ...]
    warnings: tuple[Sentence, ...]


def next_month(on: date) -> date:
    """One month later, the last day of a shorter month, the next Monday if that is a weekend (field research 1.8).

    Thu 11 June 2026 → Mon 13 July (the 11th is a Saturday); Sun 31 May → Tue 30 June.
    """
    year, month = (on.year, on.month + 1) if on.month < 12 else (on.year + 1, 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    later = date(year, month, min(on.day, last))
    return later + timedelta(days=7 - later.weekday()) if later.weekday() >= 5 else later


def by_rule(
    uow: UnitOfWork,
    *,
    hearings: Collection[HearingId] | None = None,
    site: SiteId | None = None,
    first: date | None = None,
    last: date | None = None,
) -> tuple[Move, ...]:
    """Moves by 'one month later, next Monday if a weekend', of the hearings named or of all from `first` to `last`."""
    if hearings is not None:
        rows = uow.hearings.where(id=set(hearings))
    elif first is not None and last is not None:
        rows = uow.hearings.between(first, last, **({"site_id": site} if site else {}))
    else:
        raise BadValue(say("Say which hearings move: name them, or give a first and a last day."))
    return tuple(Move(row.id, next_month(row.hearing_on)) for row in rows if not row.cancelled)


def preview(uow: UnitOfWork, *, moves: Iterable[Move]) -> tuple[MoveLine, ...]:
    """What these moves would do, hearing by hearing, in the order given; changes nothing."""
    return tuple(_line(uow, uow.hearings.get(move.hearing_id), move) for move in moves)


def redate(uow: UnitOfWork, *, moves: Sequence[Move], reason: str) -> Change:
    """Apply moves as one step, and keep every old date with the reason.

    A report time that was typed is kept as typed and marked as not confirmed. Rides of the old day stay where they are
    until somebody decides; they are told as old. Raises BadValue without a reason or for a report time after its
    hearing time.
    """
    if not reason.strip():
        raise BadValue(say("Write why the dates move, for instance the notice that says so."))
    if not moves:
        raise Refused(say("No hearing was chosen. Choose the hearings that move."))
    for move in moves:
        move_one(uow, move, reason.strip())
    return uow.commit(
        say_n("Move {n} hearing: {reason}", "Move {n} hearings: {reason}", len(moves), reason=reason.strip())
    )


def move_one(uow: UnitOfWork, move: Move, reason: str) -> None:
    """Put one hearing on its new day, with all that follows it; commits nothing. Raises BadValue as `redate` does."""
    row = uow.hearings.get(move.hearing_id)
    old, before = Redating(row.hearing_on, row.hearing_time, row.report_time, reason, uow.now()), row.report_at
    row.history = (*row.history, old)
    if row.report_on is not None:
        row.report_on += move.hearing_on - row.hearing_on
    row.hearing_on = move.hearing_on
    row.hearing_time = move.hearing_time or row.hearing_time
    if move.report_time is not None:
        row.report_time, row.report_source = move.report_time, TimeSource.TYPED
    elif row.report_source is TimeSource.TYPED:
        row.report_source = TimeSource.NOT_CONFIRMED
    settle_times(uow, row)
    following.follow_hearing(uow, row, before)


def _line(uow: UnitOfWork, row: Hearing, move: Move) -> MoveLine:
    rides = uow.rides.where(hearing_id=row.id)
    others = [
        other for other in uow.hearings.where(household_id=row.household_id, cancelled=False) if other.id != row.id
    ]
    warnings = [
        say("Trip {trip} of {day} must be made anew.", trip=uow.trips.get(ride.trip_id).label, day=row.hearing_on)
        for ride in rides
    ]
    if row.report_source is TimeSource.TYPED and move.report_time is None:
        warnings.append(say("The report time must be confirmed for the new day."))
    if row.hearing_on.weekday() >= 5:
        warnings.append(say("{day} is a weekend: was the old date typed right?", day=row.hearing_on))
    if move.hearing_on.weekday() >= 5:
        warnings.append(say("{day} is a weekend.", day=move.hearing_on))
    warnings += [
        say("The household has another hearing on {day}.", day=other.hearing_on)
        for other in others
        if other.hearing_on == move.hearing_on
    ]
    code = uow.households.get(row.household_id).code
    return MoveLine(
        move=move,
        household_id=row.household_id,
        code=code,
        old=row.hearing_on,
        new=move.hearing_on,
        ride_ids=tuple(ride.id for ride in rides),
        warnings=tuple(warnings),
    )
