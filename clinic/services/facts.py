"""Gathers what the rules must know from the store, as it stands in this unit of work (unsaved changes too)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId, PlaceId, SessionId, SiteId, TripId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.places import Site
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip
from clinic.domain.when import Interval, Week, day_interval, local
from clinic.ports import Repository, Timed, UnitOfWork
from clinic.rules.facts import Facts, TravelTable

#: For more people than this their seats are not asked for by name: the whole stretch of time is read and sifted here.
MANY = 500
#: Stands for the time of a trip of which no hour is known at all.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def around(interval: Interval, zone_name: str) -> Interval:
    """The whole weeks, on the wall clock of a zone, in which an interval lies, and a day on both sides.

    Limits a week, and rest across midnight of Sunday, can be judged within it.
    """
    first = Week.of(local(interval.start, zone_name).date()).interval(zone_name)
    last = Week.of(local(interval.end - timedelta.resolution, zone_name).date()).interval(zone_name)
    return Interval(first.start - timedelta(days=1), last.end + timedelta(days=1))


def week_facts(
    uow: UnitOfWork,
    interval: Interval,
    *,
    volunteer_ids: Collection[VolunteerId] | None = None,
    site: SiteId | None = None,
    hearings: bool = True,
) -> Facts:
    """Everything planned in the whole weeks around `interval`, at `site` or everywhere, and whom it concerns.

    Volunteers are those of `volunteer_ids` (default: all who have not gone, of the site or of the clinic) and whoever
    else sits in the plan. What they do at other sites is among the facts: the plans of two sites see each other.
    Without `hearings`, households are only those who are met or driven: enough for rules about seats.
    """
    wanted: dict[str, Any] = {} if site is None else {"site_id": site}
    net = _Net(uow, around(interval, _zone(uow, site)))
    net.draw(net.sessions, uow.sessions.during(net.wide, **wanted))
    net.draw(net.trips, uow.trips.during(net.wide, **wanted))
    sessions, trips = frozenset(net.sessions), frozenset(net.trips)
    net.draw_mates(sessions, trips)
    if volunteer_ids is None:
        theirs: dict[str, Any] = {} if site is None else {"site_id": (site, None)}
        net.draw(net.volunteers, uow.volunteers.where(gone=False, **theirs))
    else:
        net.fetch(net.volunteers, uow.volunteers, volunteer_ids)
    net.draw_commitments()
    net.draw(net.vehicles, uow.vehicles.where(**wanted))
    if hearings:
        net.draw(net.hearings, uow.hearings.between(net.wide.start.date(), net.wide.end.date(), **wanted))
    net.draw_helped(sessions, trips)
    return net.facts(everywhere=True)


def seating_facts(uow: UnitOfWork, seats: Collection[Seat], volunteers: Collection[Volunteer]) -> Facts:
    """What is needed to judge any of `volunteers` in any of `seats`, no more: their weeks, and who sits beside them."""
    span = Interval(min(seat.starts_at for seat in seats), max(seat.ends_at for seat in seats))
    net = _Net(uow, around(span, zone_of(uow, next(iter(seats)))))
    net.draw(net.seats, seats)
    net.draw(net.volunteers, volunteers)
    sessions = {seat.session_id for seat in seats if seat.session_id}
    trips = {seat.trip_id for seat in seats if seat.trip_id}
    net.draw_commitments()
    net.draw_mates(sessions, trips)
    net.draw_helped(sessions, trips)
    return net.facts(everywhere=False)


def seat_facts(uow: UnitOfWork, seat: Seat, volunteer: Volunteer) -> Facts:
    """What is needed to judge one volunteer in one seat, and no more: fast however large the file is."""
    return seating_facts(uow, (seat,), (volunteer,))


def trips_facts(uow: UnitOfWork, trips: Collection[Trip]) -> Facts:
    """What is needed to judge these trips of one site, who rides on them and their crews, no more.

    That is the crews' weeks, all trips and vehicles of the site within half a day, other rides to the same hearings.
    """
    span = Interval(min(_begins(trip) for trip in trips), max(_ends(trip) for trip in trips) + timedelta.resolution)
    return _rides_net(uow, uow.sites.get(next(iter(trips)).site_id), span, trips).facts(everywhere=True)


def day_facts(uow: UnitOfWork, *, site: SiteId, day: date) -> Facts:
    """What is needed to show and judge the rides of a day at a site: as `trips_facts`, and whoever is called on it."""
    row = uow.sites.get(site)
    whole = day_interval(day, row.zone)
    called = called_on(uow, site=site, day=day)
    return _rides_net(uow, row, whole, uow.trips.during(whole, site_id=site), called).facts(everywhere=True)


def called_on(uow: UnitOfWork, *, site: SiteId, day: date) -> list[Hearing]:
    """Hearings whose households must report on a day: those of the day, and of the next one if it begins at night."""
    rows = uow.hearings.between(day, day + timedelta(days=1), site_id=site, cancelled=False)
    return [row for row in rows if (row.report_on or row.hearing_on) == day]


def _rides_net(
    uow: UnitOfWork, site: Site, span: Interval, trips: Collection[Trip], called: Collection[Hearing] = ()
) -> _Net:
    net = _Net(uow, around(span, site.zone))
    net.draw(net.hearings, called)
    near = Interval(span.start - timedelta(hours=12), span.end + timedelta(hours=12))
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
    net.draw_helped((), set(net.trips))
    return net


def people_facts(uow: UnitOfWork, interval: Interval, volunteers: Collection[Volunteer]) -> Facts:
    """What these people do in the whole weeks around `interval`; not who sits beside them, nor whom they meet."""
    net = _Net(uow, around(interval, _zone(uow, None)))
    net.draw(net.volunteers, volunteers)
    net.draw_commitments()
    return net.facts(everywhere=False)


def meetings_facts(uow: UnitOfWork, *, site: SiteId, day: date, households: Collection[HouseholdId] = ()) -> Facts:
    """What is needed to show and judge the consultations of a day at a site, and those of `households` on any day."""
    row = uow.sites.get(site)
    whole = day_interval(day, row.zone)
    net = _Net(uow, around(whole, row.zone))
    net.draw(net.sessions, uow.sessions.during(whole, site_id=site))
    today = set(net.sessions)
    if households:
        net.draw(net.consultations, uow.consultations.where(household_id=set(households)))
        net.fetch(net.slots, uow.slots, [row.slot_id for row in net.consultations.values()])
        net.fetch(net.sessions, uow.sessions, [slot.session_id for slot in net.slots.values()])
    net.draw_mates(set(net.sessions), ())
    net.draw_helped(today, ())
    net.draw_called([*households, *net.households], day)
    return net.facts(everywhere=True)


def zone_of(uow: UnitOfWork, seat: Seat) -> str:
    """The IANA zone in which a seat's hours are told: that of its session's place, or of its trip's site."""
    if session := uow.sessions.find(seat.session_id):
        return uow.places.get(session.place_id).zone
    trip = uow.trips.find(seat.trip_id)
    return uow.sites.get(trip.site_id).zone if trip else "UTC"


class _Row(Protocol):
    id: Any


class _OfVolunteer(_Row, Protocol):
    volunteer_id: Any


R = TypeVar("R", bound=_Row)
V = TypeVar("V", bound=_OfVolunteer)


class _Net:
    """Rows drawn in so far, each kind by id; what hangs on them is drawn in after them."""

    def __init__(self, uow: UnitOfWork, wide: Interval) -> None:
        self.uow = uow
        self.wide = wide
        self.volunteers: dict[Any, Volunteer] = {}
        self.seats: dict[Any, Seat] = {}
        self.sessions: dict[Any, Any] = {}
        self.trips: dict[Any, Any] = {}
        self.stops: dict[Any, Any] = {}
        self.vehicles: dict[Any, Any] = {}
        self.absences: dict[Any, Any] = {}
        self.slots: dict[Any, Any] = {}
        self.consultations: dict[Any, Any] = {}
        self.rides: dict[Any, Any] = {}
        self.hearings: dict[Any, Any] = {}
        self.households: dict[Any, Any] = {}
        self.persons: dict[Any, Any] = {}

    def draw(self, into: dict[Any, R], rows: Iterable[R]) -> None:
        """Take rows in."""
        into.update((row.id, row) for row in rows)

    def fetch(self, into: dict[Any, R], rows: Repository[R], ids: Iterable[UUID | None]) -> None:
        """Take in the rows with these ids that are not in yet."""
        if wanted := {row_id for row_id in ids if row_id is not None and row_id not in into}:
            self.draw(into, rows.where(id=wanted))

    def draw_mates(self, sessions: Collection[SessionId], trips: Collection[TripId]) -> None:
        """Take in all seats of these sessions and trips, and who sits there."""
        if sessions:
            self.draw(self.seats, self.uow.seats.where(session_id=set(sessions)))
        if trips:
            self.draw(self.seats, self.uow.seats.where(trip_id=set(trips)))
        self.fetch(self.volunteers, self.uow.volunteers, [seat.volunteer_id for seat in self.seats.values()])

    def draw_commitments(self) -> None:
        """Take in all that the volunteers who are in have to do, with its sessions and trips, and their absences."""
        self.draw(self.seats, self._of_volunteers(self.uow.seats))
        self.draw(self.absences, self._of_volunteers(self.uow.absences))
        self.fetch(self.sessions, self.uow.sessions, [seat.session_id for seat in self.seats.values()])
        self.fetch(self.trips, self.uow.trips, [seat.trip_id for seat in self.seats.values()])
        if self.trips:
            self.draw(self.stops, self.uow.stops.where(trip_id=set(self.trips)))
        self.fetch(self.vehicles, self.uow.vehicles, [trip.vehicle_id for trip in self.trips.values()])

    def _of_volunteers(self, rows: Timed[V]) -> list[V]:
        ids = set(self.volunteers)
        if len(ids) <= MANY:
            return rows.during(self.wide, volunteer_id=ids) if ids else []
        return [row for row in rows.during(self.wide) if row.volunteer_id in ids]

    def draw_helped(self, sessions: Collection[SessionId], trips: Collection[TripId]) -> None:
        """Take in whom these sessions and trips, and the hearings that are in, concern."""
        uow = self.uow
        if sessions:
            self.draw(self.slots, uow.slots.where(session_id=set(sessions)))
        if self.slots:
            self.draw(self.consultations, uow.consultations.where(slot_id=set(self.slots)))
        if trips:
            self.draw(self.rides, uow.rides.where(trip_id=set(trips)))
        self.fetch(self.hearings, uow.hearings, [ride.hearing_id for ride in self.rides.values()])
        helped = (*self.consultations.values(), *self.rides.values(), *self.hearings.values())
        households = {row.household_id for row in helped}
        if households:
            self.draw(self.households, uow.households.where(id=households))
            self.draw(self.persons, uow.persons.where(household_id=households))

    def draw_called(self, households: Collection[HouseholdId], day: date) -> None:
        """Take in these households, their hearings around `day`, and their rides to these."""
        ids = set(households)
        if not ids:
            return
        near = timedelta(days=1)
        self.draw(self.hearings, self.uow.hearings.between(day - near, day + near, household_id=ids))
        if self.hearings:
            self.draw(self.rides, self.uow.rides.where(hearing_id=set(self.hearings)))
        self.fetch(self.trips, self.uow.trips, [ride.trip_id for ride in self.rides.values()])
        self.fetch(self.households, self.uow.households, ids)
        self.draw(self.persons, self.uow.persons.where(household_id=ids))

    def facts(self, *, everywhere: bool) -> Facts:
        """The facts; with the table of travel for all places, or only for those that occur."""
        uow, places = self.uow, self._place_ids()
        return Facts(
            policy=uow.clinic().policy,
            travel=TravelTable.of(uow.travel.where() if everywhere else uow.travel.where(from_id=places, to_id=places)),
            sites={row.id: row for row in uow.sites.where()},
            places={row.id: row for row in (uow.places.where() if everywhere else uow.places.where(id=places))},
            volunteers=self.volunteers,
            absences=tuple(self.absences.values()),
            sessions=self.sessions,
            seats=self.seats,
            vehicles=self.vehicles,
            trips=self.trips,
            stops=tuple(self.stops.values()),
            rides=tuple(self.rides.values()),
            households=self.households,
            persons=self.persons,
            hearings=self.hearings,
            slots=self.slots,
            consultations=self.consultations,
        )

    def _place_ids(self) -> set[PlaceId]:
        found = {session.place_id for session in self.sessions.values()}
        found |= {trip.port_id for trip in self.trips.values()} | {stop.place_id for stop in self.stops.values()}
        found |= {vehicle.kept_id for vehicle in self.vehicles.values()}
        found |= {volunteer.home_id for volunteer in self.volunteers.values()}
        return found - {None}


def _begins(trip: Trip) -> datetime:
    return trip.departs_at or trip.standby_from or trip.report_at or trip.arrives_at or _NEVER


def _ends(trip: Trip) -> datetime:
    return trip.arrives_at or trip.standby_until or trip.report_at or _begins(trip)


def _zone(uow: UnitOfWork, site: SiteId | None) -> str:
    sites = uow.sites.where() if site is None else [uow.sites.get(site)]
    return sites[0].zone if sites else "UTC"
