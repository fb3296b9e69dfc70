"""The way back: whoever has appeared at the port is grouped into trips; their hour is typed when somebody knows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.households import Household
from clinic.domain.ids import HouseholdId, PersonId, PlaceId, TripId
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Ride, StopKind, Trip, TripStatus, Vehicle
from clinic.domain.when import Interval, local, minutes
from clinic.i18n import Sentence, _, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.loads import IN_ANY_NUMBER
from clinic.rules.trips import opening
from clinic.rules.wording import clock

from . import crews, guard, stops, trip_making, trip_times
from .day_facts import trips_facts
from .hearing_ends import STILL_OUT
from .moving import named
from .roads import Roads

#: A crew that is called to the port now is taken to be back within so long after the drive (an estimate).
SPARE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A household that rides back, on which trip."""

    household_id: HouseholdId
    code: str
    people: int
    trip_id: TripId
    trip: str


@dataclass(frozen=True, slots=True)
class LeftAtPort:
    """A household for which there is no way back yet: everything that speaks against each trip that stands by."""

    household_id: HouseholdId
    code: str
    people: int
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who rides back how, and who does not yet. `begun`: trips that were made for it, by label."""

    change: Change
    on: tuple[OnBoard, ...]
    left: tuple[LeftAtPort, ...]
    begun: tuple[str, ...]


def gather(
    uow: UnitOfWork,
    *,
    port: PlaceId,
    households: Sequence[HouseholdId],
    persons: Collection[PersonId] = (),
    by: str = "",
    reason: str = "",
) -> Gathered:
    """Put people who have appeared at the port now on a way back; of a household only `persons`, where some are named.

    First on a trip that stands by there and has room, else on a new one with the smallest free vehicle and a rested,
    vetted driver. Seats, child seats and the hour at which a shelter is locked are judged; `reason` overrules what may
    be. Whoever does not fit stays on the list and is told why. Raises Refused for a household that nobody waits for.
    """
    work = _Gathering(uow, uow.places.get(port), frozenset(persons), by, reason)
    for household in households:
        work.take(uow.households.get(household))
    return Gathered(uow.commit(work.label()), tuple(work.on), tuple(work.left), tuple(work.begun))


def note_hour(uow: UnitOfWork, *, trip: TripId, leaves_at: datetime | None, reason: str = "") -> Change:
    """The hour at which a way back leaves the port has become known (None: it has not after all).

    Its stops and the crew's duty follow. Raises Refused for a trip that is no return, RuleBroken as other changes do.
    """
    row = uow.trips.get(trip)
    if row.leg is not Leg.RETURN:
        raise Refused(say("{trip} is no way back. Set its report time instead.", trip=row.label))
    row.departs_at = leaves_at
    trip_times.rework(uow, row)
    trip_times.rejudge(uow, row, reason)
    if leaves_at is None:
        return uow.commit(say("{trip}: the hour is not known", trip=row.label))
    hour = local(leaves_at, uow.sites.get(row.site_id).zone)
    return uow.commit(say("{trip} leaves the port {hour}", trip=row.label, hour=hour))


class _Gathering:
    def __init__(self, uow: UnitOfWork, port: Place, persons: frozenset[PersonId], by: str, reason: str) -> None:
        self.uow, self.port, self.persons, self.by, self.reason = uow, port, persons, by, reason
        self.now, self.site = uow.now(), uow.sites.get(port.site_id)
        self.trips = [trip for trip in self._returns() if _stands_by(trip, self.now)]
        self.on: list[OnBoard] = []
        self.left: list[LeftAtPort] = []
        self.begun: list[str] = []

    def _returns(self) -> list[Trip]:
        near = Interval(self.now - timedelta(hours=12), self.now + timedelta(hours=12))
        rows = self.uow.trips.during(near, site_id=self.site.id, port_id=self.port.id, leg=Leg.RETURN)
        live = [row for row in rows if row.status is not TripStatus.CANCELLED]
        return sorted(live, key=lambda row: (row.standby_from or self.now, row.label))

    def label(self) -> Sentence:
        """'3 people ride back: R1'; who has no way back is told beside it."""
        if not self.on:
            return say("Nobody rides back yet")
        labels = listing([plain(each) for each in dict.fromkeys(each.trip for each in self.on)])
        people = sum(each.people for each in self.on)
        return say_n("{n} person rides back: {trips}", "{n} people ride back: {trips}", people, trips=labels)

    def take(self, household: Household) -> None:
        """Find a way back for one household."""
        out, persons = self._waited_for(household)
        against: list[Breach] = []
        for trip in self.trips:
            found = self._try(trip, household, persons)
            if not found:
                self._board(trip, out, household, persons)
                return
            against += named(trip.label, found)
        for vehicle in self._free_vehicles(len(persons)):
            begun = self._begin(vehicle, household)
            if begun is None:
                continue
            found = self._try(begun, household, persons)
            if not found:
                self.trips.append(begun)
                self.begun.append(begun.label)
                self._board(begun, out, household, persons)
                return
            against += named(vehicle.label, found)
            trip_making.withdraw(self.uow, begun)
        if not against:
            mend = say("Ask a driver to stand by, or call a taxi.")
            against = [Breach("NO_WAY_BACK", Severity.MUST, say("No vehicle with a driver stands by."), (mend,))]
        self.left.append(LeftAtPort(household.id, household.code, len(persons), tuple(against)))

    def _waited_for(self, household: Household) -> tuple[Trip, tuple[PersonId, ...]]:
        """On which trip they went, and who of them is still out. Raises Refused when nobody is waited for."""
        uow = self.uow
        rows = uow.check_ins.where(household_id=household.id, kind=CheckInKind.RETURN, done_at=None)
        trips = uow.trips.where(id={row.trip_id for row in rows}, port_id=self.port.id) if rows else []
        trips = [trip for trip in trips if trip.report_at is None or trip.report_at <= self.now]
        if not trips:
            raise Refused(say("Nobody of {code} is still expected back.", code=household.code))
        out = max(trips, key=lambda trip: trip.report_at or self.now)
        rides = uow.rides.where(trip_id=out.id, household_id=household.id)
        hearings = {row.id: row.end for row in uow.hearings.where(id={ride.hearing_id for ride in rides} - {None})}
        still = [ride for ride in rides if ride.hearing_id is None or hearings[ride.hearing_id] in STILL_OUT]
        aboard = self._aboard(household)
        persons = [person for ride in still for person in ride.person_ids if person not in aboard]
        chosen = tuple(person for person in persons if not self.persons or person in self.persons)
        if not chosen:
            raise Refused(say("Nobody of {code} is still expected back.", code=household.code))
        return out, chosen

    def _aboard(self, household: Household) -> set[PersonId]:
        """Who of them rides back already."""
        ids = {trip.id for trip in self._returns()}
        rides = self.uow.rides.where(household_id=household.id, trip_id=ids) if ids else []
        return {person for ride in rides for person in ride.person_ids}

    def _try(self, trip: Trip, household: Household, persons: tuple[PersonId, ...]) -> tuple[Breach, ...]:
        """Put them on a trip; empty when they may stay there, else what speaks against it (and they are off again)."""
        before = {(breach.code, str(breach.sentence)) for _row, breach in self._speaks(trip)}
        ride = self.uow.rides.add(Ride(trip_id=trip.id, household_id=household.id, person_ids=persons))
        trip_times.rework(self.uow, trip)
        found = [b for _row, b in self._speaks(trip) if (b.code, str(b.sentence)) not in before]
        found += self._gate(trip, ride)
        asked = tuple(breach for breach in found if breach.severity is not Severity.WISH)
        if asked and (not self.reason or any(not breach.can_be_overridden for breach in asked)):
            trip_times.take_off(self.uow, ride)
            return asked
        guard.record(ride, asked, self.reason)
        return ()

    def _speaks(self, trip: Trip) -> Iterator[tuple[guard.Overruled, Breach]]:
        for row, found in trip_times.judged(trips_facts(self.uow, (trip,)), trip):
            yield from ((row, breach) for breach in found if breach.code not in row.overridden)

    def _gate(self, trip: Trip, ride: Ride) -> list[Breach]:
        """Whether their shelter would be locked when the trip comes there, if it left now (or at the hour known)."""
        leaves, before = trip.departs_at or self.now, trip.port_id
        halts = [stop for stop in stops.stops_of(self.uow, trip) if stop.kind is StopKind.DROP_OFF]
        roads = Roads.of(self.uow, {trip.port_id, *(stop.place_id for stop in halts)})
        for stop in halts:
            leaves += minutes(roads.minutes(before, stop.place_id))
            before, place = stop.place_id, self.uow.places.get(stop.place_id)
            if stop.id == ride.stop_id and place.locks_at and opening(place, leaves):
                told = {"place": place.label, "locks": place.locks_at, "hour": clock(leaves, place.zone)}
                sentence = say("{place} locks at {locks}; they would be there at {hour}.", **told)
                mends = (say("Ask the guard for {hour}.", **told), say("A hotel near the port for the night."))
                return [Breach("GATE", Severity.REASON, sentence, mends)]
        return []

    def _board(self, trip: Trip, out: Trip, household: Household, persons: tuple[PersonId, ...]) -> None:
        """Keep it as a word, too: they were seen at the port."""
        note = _("At the port; rides back on {trip}.").format(trip=trip.label)
        self.uow.check_ins.add(
            CheckIn(
                trip_id=out.id,
                household_id=household.id,
                kind=CheckInKind.WORD,
                done_at=self.now,
                by=self.by,
                note=note,
            )
        )
        self.on.append(OnBoard(household.id, household.code, len(persons), trip.id, trip.label))

    def _free_vehicles(self, people: int) -> list[Vehicle]:
        """Vehicles large enough that stand about now and for the next hours, the smallest first."""
        soon = Interval(self.now, self.now + timedelta(hours=3))
        trips = self.uow.trips.during(soon, site_id=self.site.id)
        busy = {trip.vehicle_id for trip in trips if trip.status is not TripStatus.CANCELLED}
        rows = self.uow.vehicles.where(site_id=self.site.id, out_of_use=False)
        free = [row for row in rows if row.kind in IN_ANY_NUMBER or row.id not in busy]
        return sorted((row for row in free if row.seats >= people), key=lambda row: (row.seats, row.label))

    def _begin(self, vehicle: Vehicle, household: Household) -> Trip | None:
        """A new way back with this vehicle and a crew that no rule speaks against; None when nobody can drive it."""
        drive = self.uow.clinic().policy.unknown_travel
        if household.shelter_id is not None:
            drive = Roads.of(self.uow, {self.port.id, household.shelter_id}).minutes(self.port.id, household.shelter_id)
        trip = trip_making.begin_return(
            self.uow,
            site=self.site.id,
            port=self.port.id,
            standby_from=self.now,
            standby_until=self.now + minutes(drive) + SPARE,
            vehicle=vehicle.id,
        )
        crews.seat(self.uow, (trip,))
        drivers = [seat for seat in self.uow.seats.where(trip_id=trip.id) if seat.role is Role.DRIVER]
        if all(seat.volunteer_id is not None for seat in drivers):
            return trip
        trip_making.withdraw(self.uow, trip)
        return None


def _stands_by(trip: Trip, now: datetime) -> bool:
    """Whether a way back can still take somebody: it waits, or its hour is known and has not come."""
    if trip.departs_at is not None:
        return trip.departs_at >= now
    return bool(trip.standby_from and trip.standby_until and trip.standby_from <= now <= trip.standby_until)
