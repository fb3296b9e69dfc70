"""Gathers what the rules must know of a day's rides and consultations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.people import Volunteer
from clinic.domain.places import Site
from clinic.domain.trips import Trip
from clinic.domain.when import Interval, day_interval
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from .facts import around
from .net import Net

#: Trips of a site so close to one another can be in each other's way, or take over each other's riders.
NEAR = timedelta(hours=6)
#: Stands for the time of a trip of which no hour is known at all.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def trips_facts(uow: UnitOfWork, trips: Collection[Trip]) -> Facts:
    """What is needed to judge these trips of one site, who rides on them and their crews, no more.

    That is the crews' weeks, all trips and vehicles of the site around them, other rides to the same hearings.
    """
    span = Interval(min(_begins(trip) for trip in trips), max(_ends(trip) for trip in trips) + timedelta.resolution)
    site = uow.sites.get(next(iter(trips)).site_id)
    return _rides_net(uow, site, span, trips).facts(site=site.id)


def day_facts(uow: UnitOfWork, *, site: SiteId, day: date, people: Collection[Volunteer] = ()) -> Facts:
    """What is needed to show and judge the rides of a day at a site: as `trips_facts`, and whoever is called on it.

    With `people` also their weeks, whether or not they sit on a trip of that day: who could drive or go along.
    """
    row = uow.sites.get(site)
    whole = day_interval(day, row.zone)
    called = called_on(uow, site=site, day=day)
    trips = uow.trips.during(whole, site_id=site)
    return _rides_net(uow, row, whole, trips, called=called, people=people).facts(site=site)


def household_facts(uow: UnitOfWork, *, site: SiteId, day: date, household: HouseholdId) -> Facts:
    """As `day_facts`, and a household that may be called on another day, with all its hearings and rides."""
    row = uow.sites.get(site)
    whole = day_interval(day, row.zone)
    called = (*called_on(uow, site=site, day=day), *uow.hearings.where(household_id=household, cancelled=False))
    net = _rides_net(uow, row, whole, uow.trips.during(whole, site_id=site), called=called)
    net.draw_called([household], day)
    net.draw(net.rides, uow.rides.where(household_id=household))
    net.fetch(net.trips, uow.trips, [ride.trip_id for ride in net.rides.values()])
    return net.facts(site=site)


def called_on(uow: UnitOfWork, *, site: SiteId, day: date) -> list[Hearing]:
    """Hearings whose households must report on a day: those of the day, and of the next one if it begins at night."""
    rows = uow.hearings.between(day, day + timedelta(days=1), site_id=site, cancelled=False)
    return [row for row in rows if (row.report_on or row.hearing_on) == day]


def meetings_facts(uow: UnitOfWork, *, site: SiteId, day: date, households: Collection[HouseholdId] = ()) -> Facts:
    """What is needed to show and judge the consultations of a day at a site, and those of `households` on any day."""
    return meetings_facts_of_days(uow, site=site, days=(day,), households=households)


def meetings_facts_of_days(
    uow: UnitOfWork, *, site: SiteId, days: Collection[date], households: Collection[HouseholdId] = ()
) -> Facts:
    """The same for several days; those in between are among them."""
    row = uow.sites.get(site)
    whole = Interval(day_interval(min(days), row.zone).start, day_interval(max(days), row.zone).end)
    net = Net(uow, around(whole, row.zone))
    net.draw(net.sessions, uow.sessions.during(whole, site_id=site))
    today = set(net.sessions)
    if households:
        net.draw(net.consultations, uow.consultations.where(household_id=set(households)))
        net.fetch(net.slots, uow.slots, [row.slot_id for row in net.consultations.values()])
        net.fetch(net.sessions, uow.sessions, [slot.session_id for slot in net.slots.values()])
    net.draw_mates(set(net.sessions), ())
    net.draw_helped(today, ())
    for day in sorted(days):
        net.draw_called([*households, *net.households], day)
    return net.facts(site=site)


def _rides_net(
    uow: UnitOfWork,
    site: Site,
    span: Interval,
    trips: Collection[Trip],
    *,
    called: Collection[Hearing] = (),
    people: Collection[Volunteer] = (),
) -> Net:
    net = Net(uow, around(span, site.zone))
    net.draw(net.volunteers, people)
    net.draw(net.hearings, called)
    near = Interval(span.start - NEAR, span.end + NEAR)
    net.draw(net.vehicles, uow.vehicles.where(site_id=site.id))
    net.draw(net.trips, uow.trips.during(near, site_id=site.id))
    net.draw(net.trips, trips)
    if net.trips:
        net.draw(net.rides, uow.rides.where(trip_id=set(net.trips)))
    if hearings := {ride.hearing_id for ride in net.rides.values()} - {None}:
        net.draw(net.rides, uow.rides.where(hearing_id=hearings))
        net.fetch(net.trips, uow.trips, [ride.trip_id for ride in net.rides.values()])
    net.draw_mates((), {trip.id for trip in trips})
    net.draw_commitments()
    net.draw_helped((), ())
    return net


def teams_facts(uow: UnitOfWork, *, site: SiteId, day: date) -> Facts:
    """Who meets in which slots of a day at a site, and who sits there: enough for the rules about teams, no more."""
    net = Net(uow, day_interval(day, uow.sites.get(site).zone))
    net.draw(net.sessions, uow.sessions.during(net.wide, site_id=site))
    if net.sessions:
        net.draw_mates(set(net.sessions), ())
        net.draw(net.slots, uow.slots.where(session_id=set(net.sessions)))
    if net.slots:
        net.draw(net.consultations, uow.consultations.where(slot_id=set(net.slots)))
    return net.facts(everywhere=False)


def _begins(trip: Trip) -> datetime:
    return trip.departs_at or trip.standby_from or trip.report_at or trip.arrives_at or _NEVER


def _ends(trip: Trip) -> datetime:
    return trip.arrives_at or trip.standby_until or trip.report_at or _begins(trip)
