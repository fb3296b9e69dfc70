"""Silence on the road: trips from which a word is overdue, and crews that are still out with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import SiteId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import CheckIn, Leg, Trip, TripStatus
from clinic.domain.when import Interval, day_interval, local
from clinic.i18n import say
from clinic.ports import UnitOfWork

from .expected import late

#: How many hours back a crew that is still out is looked for.
_OUT = 24


def overdue(
    uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None
) -> tuple[tuple[Trip, CheckIn], ...]:
    """Trips of a day from which no word has come for longer than the clinic allows, with the check-in that is late."""
    now = now or uow.now()
    interval = day_interval(day, uow.sites.get(site).zone)
    trips = uow.trips.during(interval, site_id=site)
    return tuple((trip, row) for trip in trips if (row := late_on(uow, trip, now)) is not None)


def late_on(uow: UnitOfWork, trip: Trip, now: datetime) -> CheckIn | None:
    """The check-in of a trip that is overdue, if one is."""
    if trip.status is TripStatus.CANCELLED:
        return None
    households = {ride.household_id for ride in uow.rides.where(trip_id=trip.id)}
    return late(uow.check_ins.where(trip_id=trip.id), households, now, uow.clinic().policy.overdue)


def still_out(uow: UnitOfWork, volunteer: Volunteer, seat: Seat) -> tuple[Breach, ...]:
    """What speaks against counting on somebody for a coming seat: they are on another trip from which no word comes.

    Until it has been handed over nobody knows when its crew is free again. This is about the present hour, not a plan.
    """
    now = uow.now()
    if seat.ends_at <= now:
        return ()
    for other in uow.seats.during(Interval(now - timedelta(hours=_OUT), now), volunteer_id=volunteer.id):
        trip = uow.trips.find(other.trip_id)
        row = late_on(uow, trip, now) if trip is not None and trip.leg is Leg.OUT and trip.id != seat.trip_id else None
        if trip is not None and row is not None:
            due = local(row.due_at or now, uow.sites.get(trip.site_id).zone)
            sentence = say(
                "{name} is on {trip}, which is overdue and not handed over.", name=volunteer.name, trip=trip.label
            )
            mend = say("Find out where {trip} is first; word was due {due}.", trip=trip.label, due=due)
            return (Breach("STILL_OUT", Severity.MUST, sentence, (mend,)),)
    return ()
