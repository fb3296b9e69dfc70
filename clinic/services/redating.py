"""Dates that move, one or many at once, as one step; every old date is kept with its reason.

Whole notices, looked at first: `drafts` (how they come in), `dates` (what they would do), `notices` (what is decided
about them). What becomes wrong by a new date: `dependants`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import Redating, TimeSource
from clinic.domain.history import Change
from clinic.domain.notices import NoticeMove
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork

from . import following
from .hearings import settle_times


def next_month(on: date) -> date:
    """One month later, the last day of a shorter month, the next Monday if that is a weekend (field research 1.8).

    Thu 11 June 2026 → Mon 13 July (the 11th is a Saturday); Sun 31 May → Tue 30 June.
    """
    year, month = (on.year, on.month + 1) if on.month < 12 else (on.year + 1, 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    later = date(year, month, min(on.day, last))
    return later + timedelta(days=7 - later.weekday()) if later.weekday() >= 5 else later


def redate(uow: UnitOfWork, *, moves: Sequence[NoticeMove], reason: str) -> Change:
    """Apply moves as one step, and keep every old date with the reason.

    A report time that was typed is kept as typed and marked as not confirmed. Rides of the old day stay where they are
    until somebody decides; they are told as old. Raises BadValue without a reason or for a report time after its
    hearing time.
    """
    check(moves, reason)
    for move in moves:
        move_one(uow, move, reason.strip())
    return uow.commit(moved(len(moves), reason.strip()))


def check(moves: Sequence[NoticeMove], reason: str) -> None:
    """Raise BadValue where nobody says why dates move, Refused where none does."""
    if not reason.strip():
        raise BadValue(say("Write why the dates move, for instance the notice that says so."))
    if not moves:
        raise Refused(say("No hearing was chosen. Choose the hearings that move."))


def moved(count: int, reason: str) -> Sentence:
    """What a step that moves dates is called."""
    return say_n("Move {n} hearing: {reason}", "Move {n} hearings: {reason}", count, reason=reason)


def move_one(uow: UnitOfWork, move: NoticeMove, reason: str) -> None:
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
