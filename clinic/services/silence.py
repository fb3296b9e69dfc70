"""Silence on the road: trips from which a word is overdue, and crews that are still out with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import HouseholdId, SiteId, TripId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import CheckIn, Leg, Trip, TripStatus
from clinic.domain.when import Interval, day_interval, local
from clinic.i18n import say
from clinic.ports import UnitOfWork

from .expected import late
from .net import MANY

#: How many hours back a crew that is still out is looked for.
_OUT = 24


def overdue(
    uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None
) -> tuple[tuple[Trip, CheckIn], ...]:
    """Trips of a day from which no word has come for longer than the clinic allows, with the check-in that is late."""
    now = now or uow.now()
    interval = day_interval(day, uow.sites.get(site).zone)
    trips = uow.trips.during(interval, site_id=site)
    words = late_on(uow, trips, now)
    return tuple((trip, words[trip.id]) for trip in trips if trip.id in words)


def late_on(uow: UnitOfWork, trips: Iterable[Trip], now: datetime) -> dict[TripId, CheckIn]:
    """The check-in that is overdue of each of these trips from which one is."""
    live = {trip.id for trip in trips if trip.status is not TripStatus.CANCELLED}
    open_words = uow.check_ins.where(trip_id=live, done_at=None) if live else []
    awaited = {word.trip_id for word in open_words if word.due_at is not None and word.due_at < now}
    if not awaited:
        return {}
    households: dict[TripId, set[HouseholdId]] = {trip_id: set() for trip_id in awaited}
    for ride in uow.rides.where(trip_id=awaited):
        households[ride.trip_id].add(ride.household_id)
    words: dict[TripId, list[CheckIn]] = {trip_id: [] for trip_id in awaited}
    for word in uow.check_ins.where(trip_id=awaited):
        words[word.trip_id].append(word)
    after = uow.clinic().policy.overdue
    found = {trip_id: late(words[trip_id], households[trip_id], now, after) for trip_id in awaited}
    return {trip_id: word for trip_id, word in found.items() if word is not None}


def still_out(uow: UnitOfWork, volunteer: Volunteer, seat: Seat) -> tuple[Breach, ...]:
    """What speaks against counting on somebody for a coming seat: they are on another trip from which no word comes."""
    return Out(uow, {volunteer.id}).against(volunteer, seat) if seat.ends_at > uow.now() else ()


class Out:
    """Which of `people` were within the last day on a trip out from which a word is overdue: they can still be out.

    Until it has been handed over nobody knows when its crew is free again. This is about the present hour, not a plan.
    """

    def __init__(self, uow: UnitOfWork, people: Collection[VolunteerId]) -> None:
        self._uow, self._now = uow, uow.now()
        last_day = Interval(self._now - timedelta(hours=_OUT), self._now)
        if len(people) <= MANY:
            near = uow.seats.during(last_day, volunteer_id=set(people)) if people else []
        else:
            near = [seat for seat in uow.seats.during(last_day) if seat.volunteer_id in people]
        found = {seat.trip_id for seat in near if seat.trip_id is not None}
        trips = uow.trips.where(id=found, leg=Leg.OUT) if found else []
        self._words = late_on(uow, trips, self._now)
        self._trips = {trip.id: trip for trip in trips if trip.id in self._words}
        self._seats = [seat for seat in near if seat.trip_id in self._trips]

    @property
    def people(self) -> set[VolunteerId | None]:
        """Those who can still be out."""
        return {seat.volunteer_id for seat in self._seats}

    def against(self, volunteer: Volunteer, seat: Seat) -> tuple[Breach, ...]:
        """What speaks against counting on somebody for a coming seat: the first other trip on which they still are."""
        if seat.ends_at <= self._now:
            return ()
        others = (own.trip_id for own in self._seats if own.volunteer_id == volunteer.id)
        first = next((trip_id for trip_id in others if trip_id is not None and trip_id != seat.trip_id), None)
        return () if first is None else (self._breach(volunteer, self._trips[first]),)

    def _breach(self, volunteer: Volunteer, trip: Trip) -> Breach:
        due = local(self._words[trip.id].due_at or self._now, self._uow.sites.get(trip.site_id).zone)
        sentence = say(
            "{name} is on {trip}, which is overdue and not handed over.", name=volunteer.name, trip=trip.label
        )
        mend = say("Find out where {trip} is first; word was due {due}.", trip=trip.label, due=due)
        return Breach("STILL_OUT", Severity.MUST, sentence, (mend,))
