"""Moves one hearing to another day, keeping what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from clinic.domain.hearings import Hearing, Redating, TimeSource, check_times


@dataclass(frozen=True, slots=True)
class Times:
    """New wall-clock times of a hearing as typed; None: the paper says nothing about it."""

    hearing_time: time | None = None
    report_time: time | None = None


def move_hearing(hearing: Hearing, to: date, *, times: Times, reason: str, now: datetime) -> None:
    """Put a hearing on another day; the old day and times stay in its history.

    A report time that the new paper does not give stays, but a typed one counts as not confirmed from now on. Raises
    BadValue when the report would come after the hearing.
    """
    hearing_time = times.hearing_time or hearing.hearing_time
    report_time = times.report_time or hearing.report_time
    shift = to - hearing.hearing_on
    report_on = hearing.report_on + shift if hearing.report_on and not times.report_time else None
    check_times(report_on or to, report_time, to, hearing_time)
    hearing.history = (
        *hearing.history,
        Redating(hearing.hearing_on, hearing.hearing_time, hearing.report_time, reason, now),
    )
    hearing.hearing_on, hearing.hearing_time = to, hearing_time
    hearing.report_time, hearing.report_on = report_time, report_on
    if times.report_time:
        hearing.report_source = TimeSource.TYPED
    elif hearing.report_source is TimeSource.TYPED:
        hearing.report_source = TimeSource.NOT_CONFIRMED
