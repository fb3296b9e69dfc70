"""What works for a household that does not fit on a trip: found here, best first, and done as one step by `take`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import time, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import HearingId, HouseholdId, PersonId, TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.trips import Leg, Ride, Trip, TripStatus, Vehicle, VehicleKind
from clinic.domain.when import local
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of, free_vehicles, load
from clinic.rules.score import Fit
from clinic.services.views.rides import Way, WayKind

from . import crews, nights, rides, stops, trip_making, trip_times
from .fitting import Tried, tried

GATE = "GATE"
#: How large a change is; of two ways the smaller one is offered first.
SIZE = {kind: size for size, kind in enumerate(WayKind)}


def ways(uow: UnitOfWork, facts: Facts, trip: Trip, ride: Ride, found: Tried) -> list[Way]:
    """What works instead of `found` (the ride on the trip as it is), the smallest change first.

    Where a shelter is locked as well, a way without that question comes before all that ask the guard.
    """
    works = [
        *_other_trips(facts, trip, ride),
        *_earlier(facts, trip, ride),
        *_guard(facts, found),
        *_hotel(uow, facts, trip, ride, found),
        *_other_vehicles(facts, trip, ride),
        *_new_trips(uow, facts, trip, ride),
    ]
    return sorted(works, key=lambda way: (way.reason is not None and way.kind is not WayKind.GUARD, SIZE[way.kind]))


def take(
    uow: UnitOfWork,
    *,
    way: Way,
    trip: TripId,
    household: HouseholdId,
    hearing: HearingId | None = None,
    persons: Collection[PersonId] = (),
    reason: str = "",
) -> Change:
    """Do what a way says, as one step: the household is on a trip then.

    `trip` is the one on which the household was tried; a way may go by another one. Raises RuleBroken when something
    has changed since, so that it does not work any more.
    """
    row = _trip_of(uow, way, uow.trips.get(trip))
    of = uow.hearings.find(hearing) or (rides.hearing_of(uow, household, row.report_at) if row.report_at else None)
    ride = next(iter(rides.rides_beside(uow, household, of, row)), None)
    if ride is None:
        ride = rides.put_on(uow, row, hearing=of, household=household, persons=persons)
    elif ride.trip_id != row.id:
        before = uow.trips.get(ride.trip_id)
        ride.trip_id, ride.stop_id, ride.overridden, ride.reason = row.id, None, (), ""
        trip_times.rework(uow, before)
    trip_times.rework(uow, row)
    if way.kind is WayKind.HOTEL and way.hotel_id is not None:
        return nights.bring(uow, rides=(ride.id,), to=way.hotel_id)
    if way.crew:
        crews.seat(uow, (row,))
    trip_times.rejudge(uow, row, reason or str(way.reason or ""))
    return uow.commit(say("Put {code} on {trip}", code=uow.households.get(household).code, trip=row.label))


def _trip_of(uow: UnitOfWork, way: Way, row: Trip) -> Trip:
    """The trip of a way as it will be: another one, a new one, or the same one changed."""
    if way.kind in (WayKind.NEW_TRIP, WayKind.TAXI):
        if way.report_at is None:
            raise Refused(say("A trip needs a report time. Type it from the paper first."))
        port = way.port_id or row.port_id
        return trip_making.begin(uow, site=row.site_id, port=port, report_at=way.report_at, vehicle=way.vehicle_id)
    if way.kind is WayKind.OTHER_TRIP and way.trip_id is not None:
        return uow.trips.get(way.trip_id)
    if way.kind is WayKind.OTHER_VEHICLE:
        before = [run for run in trip_times.runs_of(uow, row) if run is not row]
        row.vehicle_id = way.vehicle_id
        for run in before[:1]:
            trip_times.rework(uow, run)
    elif way.kind is WayKind.EARLIER:
        row.report_at = way.report_at
        for stop in stops.stops_of(uow, row):
            stop.locked = False
    return row


# ----------------------------------------------------------------------------------------------------- looking for ways


def _works(found: Tried) -> bool:
    """Whether nothing speaks against it but a locked shelter, for which somebody can be asked."""
    return all(b.code == GATE for b in found.breaches if b.severity is not Severity.WISH)


def _asking(way: Way, found: Tried) -> Way:
    """A way that works, with the question to the guard where it needs one."""
    if found.fit is not Fit.NO:
        return way
    words = say("{way}; ask the guard", way=way.words)
    return replace(way, words=words, reason=say("The guard is asked to open for the pick-up"))


def _hour(facts: Facts, found: Tried) -> time | None:
    """When the household would be fetched, on the clock of its site."""
    return local(found.picks_up_at, facts.sites[found.trip.site_id].zone).time() if found.picks_up_at else None


def _other_trips(facts: Facts, trip: Trip, ride: Ride) -> Iterator[Way]:
    """The trip of the day that costs least: without warnings first, then the nearest report time."""
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    wanted = (hearing.report_at if hearing else None) or trip.report_at
    found = []
    for other in facts.trips.values():
        is_out = other.leg is Leg.OUT and other.status is not TripStatus.CANCELLED and other.report_at is not None
        is_beside = other.site_id == trip.site_id and day_of(facts, other) == day_of(facts, trip)
        if is_out and is_beside and other.id not in (trip.id, ride.trip_id):
            answer = tried(facts, other, ride)
            if _works(answer):
                found.append(answer)

    def cost(answer: Tried) -> tuple[bool, int, timedelta, str]:
        report = answer.trip.report_at
        apart = abs(report - wanted) if report and wanted else timedelta(0)
        return answer.fit is Fit.NO, len(answer.added), apart, answer.trip.label

    for answer in sorted(found, key=cost)[:1]:
        words = say("{trip}, pick-up {hour}", trip=answer.trip.label, hour=_hour(facts, answer))
        yield _asking(Way(WayKind.OTHER_TRIP, words, trip_id=answer.trip.id), answer)


def _earlier(facts: Facts, trip: Trip, ride: Ride) -> Iterator[Way]:
    """The same trip for the earlier of two report times, its typed stops let go."""
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    if trip.report_at is None:
        return
    report = min(trip.report_at, hearing.report_at) if hearing and hearing.report_at else trip.report_at
    if report == trip.report_at and not any(stop.locked for stop in facts.stops_by_trip.get(trip.id, ())):
        return
    # Copies of this trip's stops take the place of the rows, which must not change.
    free = (replace(stop, locked=False) if stop.trip_id == trip.id else stop for stop in facts.stops)
    answer = tried(facts.with_(stops=tuple(free)), trip, ride, report_at=report)
    if _works(answer):
        words = say("{trip} earlier: pick-up {hour}", trip=trip.label, hour=_hour(facts, answer))
        yield _asking(Way(WayKind.EARLIER, words, report_at=report), answer)


def _guard(facts: Facts, found: Tried) -> Iterator[Way]:
    """Somebody opens the shelter, where that is all that is asked."""
    if _works(found) and found.fit is Fit.NO:
        hour = _hour(facts, found)
        reason = say("The guard is asked to open at {hour}", hour=hour)
        yield Way(WayKind.GUARD, say("Ask the guard for {hour}", hour=hour), reason=reason)


def _hotel(uow: UnitOfWork, facts: Facts, trip: Trip, ride: Ride, found: Tried) -> Iterator[Way]:
    """A night near the port, where the shelter is locked at the pick-up."""
    if all(breach.code != GATE for breach in found.breaches):
        return
    for hotel in nights.hotels(uow, trip=trip.id)[:1]:
        answer = tried(facts, trip, ride, night_at=hotel.id)
        if answer.fit is not Fit.NO:
            words = say("{hotel} the night before, pick-up {hour}", hotel=hotel.label, hour=_hour(facts, answer))
            yield Way(WayKind.HOTEL, words, hotel_id=hotel.id)


def _other_vehicles(facts: Facts, trip: Trip, ride: Ride) -> Iterator[Way]:
    """The smallest free vehicle of the same kind of crew with which everybody has a place on the same trip."""
    for vehicle in free_vehicles(facts, trip, load(facts, trip, ride)):
        if vehicle.kind not in (VehicleKind.OWN, VehicleKind.HIRED):
            continue
        answer = tried(facts, trip, ride, vehicle_id=vehicle.id)
        if _works(answer):
            told = {"vehicle": vehicle.label, "trip": trip.label}
            words = say_n("{vehicle} for {trip}, {n} seat", "{vehicle} for {trip}, {n} seats", vehicle.seats, **told)
            yield _asking(Way(WayKind.OTHER_VEHICLE, words, vehicle_id=vehicle.id), answer)
            return


def _new_trips(uow: UnitOfWork, facts: Facts, trip: Trip, ride: Ride) -> Iterator[Way]:
    """A trip of its own: with the smallest vehicle for which somebody is free to drive, and by taxi or with others."""
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    report = (hearing.report_at if hearing else None) or trip.report_at
    port = (hearing.port_id if hearing else None) or trip.port_id
    new = Trip(site_id=trip.site_id, label="", port_id=port, report_at=report)
    empty = tried(facts, new, ride)
    need = load(facts, new, ride)
    for kinds in ((VehicleKind.OWN, VehicleKind.HIRED), (VehicleKind.TAXI, VehicleKind.OUTSIDE)):
        free = [row for row in free_vehicles(facts, empty.trip, need) if row.kind in kinds]
        answers = ((row, tried(facts, new, ride, vehicle_id=row.id)) for row in free)
        works = next(((row, answer) for row, answer in answers if _works(answer)), None)
        if works is not None:
            yield _new_trip(uow, facts, ride, *works)


def _new_trip(uow: UnitOfWork, facts: Facts, ride: Ride, vehicle: Vehicle, answer: Tried) -> Way:
    crew = _crew_of(uow, answer.trip, vehicle, ride)
    names = {role: _first_name(uow, person) for role, person in crew}
    told = {"vehicle": vehicle.label, "hour": _hour(facts, answer), "driver": names.get(Role.DRIVER, "")}
    kind, words = WayKind.NEW_TRIP, say("New trip, {vehicle}, {hour}; nobody to drive yet", **told)
    if vehicle.kind in (VehicleKind.TAXI, VehicleKind.OUTSIDE):
        kind, words = WayKind.TAXI, say("{vehicle}, {hour}", **told)
        if Role.ESCORT in names:
            words = say("{vehicle} with {escort}, {hour}", escort=names[Role.ESCORT], **told)
    elif Role.DRIVER in names:
        words = say("New trip, {driver}, {vehicle}, {hour}", **told)
    way = Way(
        kind,
        words,
        vehicle_id=vehicle.id,
        report_at=answer.trip.report_at,
        port_id=answer.trip.port_id,
        crew=crew,
    )
    return _asking(way, answer)


def _first_name(uow: UnitOfWork, person: VolunteerId) -> str:
    """Who it is, by the first name."""
    return uow.volunteers.get(person).name.partition(" ")[0]


def _crew_of(uow: UnitOfWork, new: Trip, vehicle: Vehicle, ride: Ride) -> tuple[tuple[Role, VolunteerId], ...]:
    """Who would go: the trip is begun on the rows, its seats filled by whoever fits best, and taken back again."""
    if new.report_at is None:
        return ()
    trip = trip_making.begin(uow, site=new.site_id, port=new.port_id, report_at=new.report_at, vehicle=vehicle.id)
    before = ride.trip_id, ride.stop_id
    if (held := uow.rides.find(ride.id)) is not None:
        held.trip_id, held.stop_id = trip.id, None
    else:
        rides.put_on(uow, trip, hearing=uow.hearings.find(ride.hearing_id), household=ride.household_id)
    trip_times.rework(uow, trip)
    crews.seat(uow, (trip,))
    seats = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
    found = tuple((seat.role, seat.volunteer_id) for seat in seats if seat.volunteer_id is not None)
    if held is not None:
        held.trip_id, held.stop_id = before
    trip_making.withdraw(uow, trip)
    return found
