"""The report time of a whole trip: typed again from the paper, or confirmed, for everybody who goes by it."""

from __future__ import annotations

from datetime import datetime, time

from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.history import Change
from clinic.domain.ids import TripId
from clinic.domain.trips import Trip
from clinic.domain.when import at, local
from clinic.i18n import Sentence, listing, say
from clinic.ports import UnitOfWork

from . import following
from .hearings import settle_times


def retime(uow: UnitOfWork, *, trip: TripId, report_time: time) -> Change:
    """Type a trip's report time, on the port's clock and its own day, as read from the papers of its riders.

    Nothing is refused: the whole trip moves, what it then breaks is told by its checks, and who would be at two places
    at once is let go from its crew. Raises BadValue for a report time after a hearing.
    """
    row = uow.trips.get(trip)
    told: list[Sentence] = []
    hearings = _goes_by(uow, row)
    for hearing in hearings:
        told += _type(uow, hearing, report_time)
    if not hearings and row.report_at is not None:
        zone = uow.places.get(row.port_id).zone
        row.report_at = at(local(row.report_at, zone).date(), report_time, zone)
        told += following.follow(uow, row)
    label = say("{trip} reports {report}", trip=row.label, report=report_time)
    return uow.commit(listing([label, *told]))


def confirm(uow: UnitOfWork, *, trip: TripId) -> Change:
    """Take the report time of everybody on a trip who goes by it as read from the paper."""
    row = uow.trips.get(trip)
    told: list[Sentence] = []
    for hearing in _goes_by(uow, row):
        if hearing.report_time is not None and hearing.report_source is not TimeSource.TYPED:
            told += _type(uow, hearing, hearing.report_time)
    return uow.commit(listing([say("Confirm the report time of {trip}", trip=row.label), *told]))


def _goes_by(uow: UnitOfWork, trip: Trip) -> list[Hearing]:
    """The hearings of a trip's riders that have its report time, or none yet."""
    ids = {ride.hearing_id for ride in uow.rides.where(trip_id=trip.id)} - {None}
    rows = uow.hearings.where(id=ids, cancelled=False) if ids else []
    return [row for row in rows if row.report_at in (None, trip.report_at)]


def _type(uow: UnitOfWork, row: Hearing, report_time: time) -> list[Sentence]:
    before: datetime | None = row.report_at
    row.report_time, row.report_source = report_time, TimeSource.TYPED
    settle_times(uow, row)
    return following.follow_hearing(uow, row, before)
