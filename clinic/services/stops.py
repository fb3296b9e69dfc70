"""Where a trip halts: one stop a shelter of its riders, and the port; kept in step with who rides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from clinic.domain.errors import Refused
from clinic.domain.ids import PlaceId, RideId
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip
from clinic.domain.when import local
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules.loads import brought_by

from .roads import Roads


def stops_of(uow: UnitOfWork, trip: Trip) -> list[Stop]:
    """The stops of a trip in order."""
    return sorted(uow.stops.where(trip_id=trip.id), key=lambda stop: stop.position)


def settle(uow: UnitOfWork, trip: Trip) -> list[Stop]:
    """Give every rider a stop and take away stops where nobody waits; the order that stood stays.

    Riders are fetched at their shelter, or where they were brought the night before. A new stop goes where it costs
    the fewest minutes. Raises Refused for a household of which nobody knows where it lives.
    """
    kind = StopKind.DROP_OFF if trip.leg is Leg.RETURN else StopKind.PICK_UP
    rides = uow.rides.where(trip_id=trip.id)
    brought = _brought(uow, trip, rides)
    shelters = {ride.id: brought.get(ride.id) or _shelter(uow, trip, ride) for ride in rides}
    rows = stops_of(uow, trip)
    found = [stop for stop in rows if stop.kind is kind and stop.place_id in shelters.values()]
    port = next((stop for stop in rows if stop.kind is StopKind.PORT), None)
    for stop in rows:
        if stop.kind is kind and stop not in found:
            uow.stops.remove(stop)
    for place in dict.fromkeys(shelters.values()):
        if all(stop.place_id != place for stop in found):
            _insert(uow, trip, found, uow.stops.add(_new(uow, trip, kind, place)))
    if trip.leg is not Leg.RETURN:
        found.append(port or uow.stops.add(_new(uow, trip, StopKind.PORT, trip.port_id)))
        found[-1].place_id = trip.port_id
    for position, stop in enumerate(found):
        stop.position = position
    by_place = {stop.place_id: stop.id for stop in found if stop.kind is kind}
    for ride in rides:
        ride.stop_id = by_place[shelters[ride.id]]
    return found


def _shelter(uow: UnitOfWork, trip: Trip, ride: Ride) -> PlaceId:
    household = uow.households.get(ride.household_id)
    about = trip.report_at or trip.departs_at or trip.standby_from or uow.now()
    shelter = household.shelter_on(local(about, uow.sites.get(trip.site_id).zone).date())
    if shelter is None:
        if stop := uow.stops.find(ride.stop_id):  # until somebody types the new one, they are fetched where they were
            return stop.place_id
        raise Refused(say("Nobody has typed where {code} lives. Choose a shelter for it first.", code=household.code))
    return shelter


def _brought(uow: UnitOfWork, trip: Trip, rides: Sequence[Ride]) -> dict[RideId, PlaceId]:
    """Where another trip has brought riders before this one: to a hotel, to another city."""
    if trip.leg is Leg.RETURN or not rides:
        return {}
    all_rides = uow.rides.where(household_id={ride.household_id for ride in rides})
    known = {row.id: row for row in uow.trips.where(id={ride.trip_id for ride in all_rides} - {trip.id})}
    found = {}
    if any(row.leg is Leg.OTHER for row in known.values()):
        for ride in rides:
            theirs = (r for r in all_rides if r.household_id == ride.household_id and together(ride, r))
            if feeder := brought_by(trip, [known[r.trip_id] for r in theirs if r.trip_id in known]):
                found[ride.id] = feeder.port_id
    return found


def together(one: Ride, other: Ride) -> bool:
    """Whether somebody is on both rides; one that names nobody is of the whole household."""
    return not one.person_ids or not other.person_ids or not set(one.person_ids).isdisjoint(other.person_ids)


def _new(uow: UnitOfWork, trip: Trip, kind: StopKind, place: PlaceId) -> Stop:
    boarding = uow.clinic().policy.boarding if kind is StopKind.PICK_UP else 0
    return Stop(trip_id=trip.id, position=0, kind=kind, place_id=place, boarding_minutes=boarding)


def _insert(uow: UnitOfWork, trip: Trip, found: list[Stop], stop: Stop) -> None:
    """Put `stop` where the way gets longest by the least; to the end when it makes no difference."""
    ends = (trip.port_id,)
    roads = Roads.of(uow, {trip.port_id, stop.place_id, *(each.place_id for each in found)})

    def length(order: Iterable[Stop]) -> int:
        places = [each.place_id for each in order]
        way = (*ends, *places) if trip.leg is Leg.RETURN else (*places, *ends)
        return sum(roads.minutes(one, other) for one, other in pairwise(way))

    choices = [[*found[:at], stop, *found[at:]] for at in range(len(found), -1, -1)]
    found[:] = min(choices, key=length)
