"""What rests on the date of a hearing, and becomes wrong when it moves: told until somebody has done it anew.

Nothing is marked or stored: it is worked out from what is on file, so that undo, a moved ride or a new feed takes the
amber away by itself.

    RIDE, RETURN   a ride whose trip goes on another day than the hearing
    PREPARATION    a preparation after the hearing, or one that was for the old date and is now weeks too early
    REPORT_TIME    typed once, but the hearing has moved since
    DEADLINE       a follow-up or a filing date that was before the hearing and is now after it
    PAPER          a paper that counted on the old date and no longer counts on the new one
    COPY           calendars, papers and workbooks that tell of a ride or preparation of the old day
    HOUSEHOLD      nobody has spoken with the household since its date moved
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.ids import SiteId
from clinic.domain.notices import NoticeMove
from clinic.domain.when import at, day_interval, local
from clinic.ports import UnitOfWork
from clinic.services.views.dates import Dependant

from . import dependant_words as told
from .reach import Reach

#: Hearings so far ahead are looked at.
AHEAD = timedelta(days=1000)
#: A preparation more than so many days before the hearing is too early (an unsourced estimate).
EARLIEST_PREPARATION = timedelta(days=14)
#: A trip that only brings people nearer the port leaves within so many days of the hearing (field research 1.3: two).
EARLIEST_TRIP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shift:
    """A hearing's day before and after. `report_at` is the instant of the report, None while its hour is unknown."""

    hearing: Hearing
    was: date
    on: date
    report_on: date
    report_at: datetime | None
    confirmed: bool
    moved_at: datetime | None

    @classmethod
    def done(cls, row: Hearing) -> Shift:
        """How a hearing has moved that has a history."""
        confirmed = row.report_source is not TimeSource.NOT_CONFIRMED
        last = row.history[-1]
        report_on = row.report_on or row.hearing_on
        return cls(row, last.hearing_on, row.hearing_on, report_on, row.report_at, confirmed, last.moved_at)

    @classmethod
    def wanted(cls, row: Hearing, move: NoticeMove) -> Shift:
        """How a hearing would move."""
        early = (row.report_on or row.hearing_on) - row.hearing_on
        clock, report_on = move.report_time or row.report_time, move.hearing_on + early
        typed = row.report_source in (TimeSource.TYPED, TimeSource.NOT_CONFIRMED) and move.report_time is None
        instant = at(report_on, clock, row.zone) if clock else None
        return cls(row, row.hearing_on, move.hearing_on, report_on, instant, not typed, None)

    @property
    def begins(self) -> datetime:
        """When the household must be there: the report, else the beginning of the day."""
        return self.report_at or at(self.on, time(), self.hearing.zone)


def dependants(uow: UnitOfWork, *, site: SiteId | None = None, now: datetime | None = None) -> tuple[Dependant, ...]:
    """All that must still be done anew because of dates that have moved, the most pressing first."""
    instant = now or uow.now()
    first = instant.date() - timedelta(days=1)
    moved = uow.hearings.moved(first, first + AHEAD, cancelled=False, end=None, **({"site_id": site} if site else {}))
    reach = Reach.of(uow, moved)
    found = [each for row in moved for each in wrong(reach, Shift.done(row), instant)]
    return tuple(sorted(found, key=lambda each: (each.by, each.code)))


def wrong(reach: Reach, shift: Shift, now: datetime) -> Iterator[Dependant]:
    """Everything that is wrong with one hearing's day, or would be."""
    if shift.was == shift.on and shift.confirmed:
        return
    if shift.was != shift.on:
        days = set()
        for each in (*_rides(reach, shift, now), *_preparations(reach, shift, now)):
            yield each
            days.add((each.about, each.row_id))
        yield from told.copies(reach, shift.hearing, days, now)
        yield from _deadlines(reach, shift)
        yield from _papers(reach, shift)
    if not shift.confirmed:
        yield told.report_time(reach, shift.hearing, shift.begins)
    if not _has_heard(reach, shift):
        yield told.household(reach, shift.hearing, shift.was, shift.on, shift.begins)


def _rides(reach: Reach, shift: Shift, now: datetime) -> Iterator[Dependant]:
    zone = shift.hearing.zone
    for ride in reach.rides.get(shift.hearing.id, ()):
        trip = reach.trips.get(ride.trip_id)
        moment = told.moment_of(trip) if trip else None
        if trip is None or moment is None or moment < now:
            continue
        if _goes_on_another_day(trip.leg.value, local(moment, zone).date(), shift):
            yield told.ride(reach, shift.hearing, trip, local(moment, zone).date(), moment)


def _goes_on_another_day(leg: str, day: date, shift: Shift) -> bool:
    """A way out goes on the day of the report; a way back not before it, nor on the old day; others shortly before."""
    if leg == "out":
        return day != shift.report_on
    if leg == "return":
        return day < shift.on or (day == shift.was and shift.was != shift.on)
    return not shift.on - EARLIEST_TRIP <= day <= shift.report_on


def _preparations(reach: Reach, shift: Shift, now: datetime) -> Iterator[Dependant]:
    others = [row for row in reach.hearings_of.get(shift.hearing.household_id, ()) if row.id != shift.hearing.id]
    for booked, slot in reach.preparations.get(shift.hearing.household_id, ()):
        day = local(slot.starts_at, shift.hearing.zone).date()
        if slot.starts_at < now or any(_near(day, other.hearing_on) for other in others):
            continue
        if slot.starts_at >= shift.begins:
            yield told.preparation(reach, shift.hearing, booked, slot, too_late=True)
        elif day <= shift.was and not _near(day, shift.on):
            yield told.preparation(reach, shift.hearing, booked, slot, too_late=False)


def _near(day: date, hearing_on: date) -> bool:
    return day <= hearing_on <= day + EARLIEST_PREPARATION


def _deadlines(reach: Reach, shift: Shift) -> Iterator[Dependant]:
    """What was to be done before the hearing, and now would be after it."""
    for row in reach.follow_ups.get(shift.hearing.household_id, ()):
        if row.due_on is not None and shift.on < row.due_on <= shift.was:
            yield told.follow_up(reach, shift.hearing, row, shift.begins)
    for deadline in reach.households[shift.hearing.household_id].deadlines:
        if not deadline.done and shift.on < deadline.due_on <= shift.was:
            yield told.deadline(reach, shift.hearing, deadline, shift.begins)


def _papers(reach: Reach, shift: Shift) -> Iterator[Dependant]:
    for paper in reach.households[shift.hearing.household_id].papers:
        if paper.held and paper.valid_until is not None and shift.was <= paper.valid_until < shift.on:
            end = day_interval(paper.valid_until, shift.hearing.zone).end
            yield told.paper(reach, shift.hearing, paper, end)


def _has_heard(reach: Reach, shift: Shift) -> bool:
    """Whether somebody has spoken with the household since its date moved."""
    last = reach.households[shift.hearing.household_id].last_contact_on
    return bool(shift.moved_at and last and last >= local(shift.moved_at, shift.hearing.zone).date())


def about(found: Collection[Dependant], kind: str) -> frozenset[object]:
    """Ids of the rows of a kind ('trip', 'consultation', 'hearing') that are amber."""
    return frozenset(each.row_id for each in found if each.about == kind)
