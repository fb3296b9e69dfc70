"""Which words from the road are overdue at this minute, for whoever works in another place of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.domain.ids import CheckInId, SiteId, TripId
from clinic.domain.trips import TripStatus
from clinic.domain.when import Interval, local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.wording import hour

from .expected import late

#: Trips that began longer ago are a matter for the list of who is not back.
BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A word for which the clinic has waited longer than it allows."""

    check_in_id: CheckInId
    trip_id: TripId
    words: Sentence


def overdue_now(uow: UnitOfWork, *, site: SiteId, now: datetime | None = None) -> tuple[Alarm, ...]:
    """All of a site's, the longest silence first. The limit is the clinic's own (`Policy.overdue`)."""
    now = now or uow.now()
    zone, limit = uow.sites.get(site).zone, uow.clinic().policy.overdue
    rows = uow.trips.during(Interval(now - BACK, now + timedelta.resolution), site_id=site)
    trips = {trip.id: trip for trip in rows if trip.status is not TripStatus.CANCELLED}
    if not trips:
        return ()
    words = uow.check_ins.where(trip_id=set(trips))
    rides = uow.rides.where(trip_id=set(trips))
    found = []
    for trip in trips.values():
        households = {ride.household_id for ride in rides if ride.trip_id == trip.id}
        row = late([word for word in words if word.trip_id == trip.id], households, now, limit)
        if row is not None and row.due_at is not None:
            since = hour(local(row.due_at, zone), zone, now)
            told = say("{trip}: no word since {hour}", trip=trip.label, hour=since)
            found.append((row.due_at, Alarm(row.id, trip.id, told)))
    return tuple(alarm for _, alarm in sorted(found, key=lambda each: each[0]))
