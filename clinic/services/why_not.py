"""Why a household does not fit on a trip, with every reason at once, and what works instead, the smallest change first.

Nothing is written: trips are tried in memory (`fitting`). Only who would drive a new trip is tried on the rows, and
taken back in the same unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HearingId, HouseholdId, PersonId, SiteId, TripId
from clinic.domain.trips import Leg, Ride, Trip, TripStatus
from clinic.domain.when import local
from clinic.i18n import Sentence, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of
from clinic.rules.score import Fit
from clinic.services.views.rides import Fits, TripFit, WhyNot

from . import fitting, telling, ways
from .day_facts import household_facts
from .fitting import Tried

#: So many buttons stand in the banner, besides 'Override…'.
MOST_WAYS = 3
_ORDER = {Fit.FITS: 0, Fit.WARNS: 1, Fit.NO: 2}


def why_not(
    uow: UnitOfWork,
    *,
    trip: TripId,
    household: HouseholdId,
    hearing: HearingId | None = None,
    persons: Collection[PersonId] = (),
) -> WhyNot:
    """Try a household on a trip, as it would then be worked out, and look for what works where it does not fit.

    Give it a unit of work of its own that may write, and leave that without committing.
    """
    row = uow.trips.get(trip)
    zone = uow.sites.get(row.site_id).zone
    moment = row.report_at or row.standby_from or uow.now()
    facts = household_facts(uow, site=row.site_id, day=local(moment, zone).date(), household=household)
    ride = ride_of(facts, household, facts.hearings.get(hearing) if hearing else None, row, persons)
    code = facts.households[household].code
    found = fitting.tried(facts, row, ride)
    if found.fit is not Fit.NO:
        return WhyNot(household, trip, say("{code} fits on {trip}.", code=code, trip=row.label), found.added, ())
    works = ways.ways(uow, facts, row, ride, found)
    title = say("{code} does not fit on {trip}.", code=code, trip=row.label)
    return WhyNot(household, trip, title, found.against, tuple(works[:MOST_WAYS]))


def fits(
    uow: UnitOfWork,
    *,
    site: SiteId,
    day: date,
    household: HouseholdId,
    hearing: HearingId | None = None,
    persons: Collection[PersonId] = (),
) -> Fits:
    """What every trip out of a day at a site answers while a household is carried over them, best first."""
    facts = household_facts(uow, site=site, day=day, household=household)
    of = facts.hearings.get(hearing) if hearing else None
    found = []
    for trip in trips_out(facts, site, day):
        ride = ride_of(facts, household, of, trip, persons)
        tried = fitting.tried(facts, trip, ride)
        found.append((_ORDER[tried.fit], len(tried.against), _wait(facts, tried, ride), _answer(facts, tried)))
    found.sort(key=lambda each: each[:3])
    answers = [each[3] for each in found]
    return Fits(household, facts.households[household].code, tuple(answers), _line(answers))


def trips_out(facts: Facts, site: SiteId, day: date) -> Iterator[Trip]:
    """Trips of a site that take people to a port on a day, in the order of their names."""
    for trip in sorted(facts.trips.values(), key=lambda trip: (len(trip.label), trip.label)):
        is_live = trip.leg is Leg.OUT and trip.status is not TripStatus.CANCELLED and trip.report_at is not None
        if is_live and trip.site_id == site and day_of(facts, trip) == day:
            yield trip


def ride_of(
    facts: Facts, household: HouseholdId, hearing: Hearing | None, trip: Trip, persons: Collection[PersonId] = ()
) -> Ride:
    """The ride in question: the one that the household has already to that hearing, else a new one for who has none."""
    if hearing is None and trip.report_at is not None:
        days = ((row, row.report_on or row.hearing_on) for row in facts.hearings_by_household.get(household, ()))
        hearing = next((row for row, on in days if on == local(trip.report_at, row.zone).date()), None)
    everybody = tuple(person.id for person in facts.persons_by_household.get(household, ()))
    wanted = tuple(persons) or (hearing.person_ids if hearing else ()) or everybody
    rides = [ride for ride in facts.rides_by_household.get(household, ()) if _is_beside(facts, ride, hearing, trip)]
    riding = {person for ride in rides for person in ride.person_ids}
    left = tuple(person for person in wanted if person not in riding)
    if rides and not left:
        return rides[0]
    return Ride(
        trip_id=trip.id, household_id=household, person_ids=left or wanted, hearing_id=hearing.id if hearing else None
    )


def _is_beside(facts: Facts, ride: Ride, hearing: Hearing | None, trip: Trip) -> bool:
    other = facts.trips.get(ride.trip_id)
    if other is None or other.leg is not trip.leg or other.status is TripStatus.CANCELLED:
        return False
    return other.id == trip.id or (hearing is not None and ride.hearing_id == hearing.id)


def _wait(facts: Facts, tried: Tried, ride: Ride) -> timedelta:
    """How far the report times of trip and household lie apart: on the nearest nobody waits for hours at the port."""
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    if hearing is None or hearing.report_at is None or tried.trip.report_at is None:
        return timedelta(0)
    return abs(hearing.report_at - tried.trip.report_at)


def _answer(facts: Facts, tried: Tried) -> TripFit:
    trip, site = tried.trip, facts.sites[tried.trip.site_id]
    told = tried.against
    picks_up = telling.hour(tried.picks_up_at, site.zone, site.us_zone)
    first = told[0].sentence if told else plain("")
    if not told and picks_up is not None:
        first = say("pick-up {hour}", hour=picks_up.here.time())
    return TripFit(trip.id, tried.fit, told, first, picks_up)


def _line(answers: Collection[TripFit]) -> Sentence:
    fit = sum(answer.fit is Fit.FITS for answer in answers)
    warned = sum(answer.fit is Fit.WARNS for answer in answers)
    trips = say_n("{n} trip fits", "{n} trips fit", fit)
    return say("{trips}, {warned} with a warning", trips=trips, warned=warned) if warned else trips
