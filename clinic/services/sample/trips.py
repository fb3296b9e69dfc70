"""Rides to the port and back: who goes in which vehicle, with the times that the program itself works out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import cast

from clinic.domain.hearings import Hearing
from clinic.domain.ids import CheckInId, PlaceId, RideId, SeatId, StopId, TripId, VehicleId
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Ride, Stop, StopKind, Trip, TripStatus, Vehicle
from clinic.domain.when import at, local, minutes
from clinic.rules import timing
from clinic.rules.facts import TravelTable

from .dice import Dice
from .hearings import Docket
from .people import Family
from .places import City

#: As many people as a team likes to have in one vehicle; more only when there are too few vehicles.
_COMFORT = 8
_MOST_STOPS = 3
#: A court was still sitting at 18:21; the hours of waiting after it are an estimate (field research 1.3).
_STANDBY = (time(18), time(22))
#: Two report times closer together than this ask for two vehicles.
_ROUND_TRIP = timedelta(hours=4)
#: Before this much time a household must be at its door: time in hand, boarding and other stops, besides the way.
_BEFORE = 90
Called = tuple[Hearing, Family]


@dataclass(kw_only=True)
class Load:
    """What goes into one vehicle."""

    vehicle: Vehicle
    most: int
    called: list[Called] = field(default_factory=list)
    places: dict[PlaceId, int] = field(default_factory=dict)

    def takes(self, family: Family, place: PlaceId, policy: Policy) -> bool:
        """Whether a family still fits, whole: seats, child seats, wheelchair place, stops."""
        persons = [person for _, each in self.called for person in each.persons] + family.persons
        children = sum(person.needs_child_seat(policy.child_seat_until_age) for person in persons)
        wheelchairs = sum(person.wheelchair for person in persons)
        return (
            len(persons) <= min(self.most, self.vehicle.seats)
            and children <= self.vehicle.child_seats
            and wheelchairs <= self.vehicle.wheelchair_places
            and len(self.places.keys() | {place}) <= _MOST_STOPS
        )


@dataclass(kw_only=True)
class Journeys:
    """The trips of one city with all that hangs on them."""

    trips: list[Trip] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    rides: list[Ride] = field(default_factory=list)
    crews: dict[TripId, list[Seat]] = field(default_factory=dict)
    check_ins: list[CheckIn] = field(default_factory=list)

    @property
    def seats(self) -> list[Seat]:
        """Crew seats of all trips."""
        return [seat for crew in self.crews.values() for seat in crew]


class Dispatcher:
    """Plans the rides of one city, day by day."""

    def __init__(self, city: City, docket: Docket, travel: TravelTable, policy: Policy, dice: Dice) -> None:
        self.journeys = Journeys()
        self._city, self._docket, self._travel, self._policy, self._dice = city, docket, travel, policy, dice
        self._places: Mapping[PlaceId, Place] = {place.id: place for place in (city.port, *city.own)}

    def plan_day(self, day: date, week: int, share: float, vehicles: Sequence[Vehicle] | None = None) -> None:
        """Trips for about `share` of the report times of a day, and a return for each."""
        due = [(h, f) for h, f in self._docket.on(day) if h.report_at is not None and not h.cancelled]
        due.sort(key=lambda called: (called[0].report_at, str(called[1].household.shelter_id)))
        number = 0
        last_at_port: dict[VehicleId, datetime] = {}
        for report_at, group in groupby(due, key=lambda called: called[0].report_at):
            if report_at is None or (share < 1 and not self._dice.chance(share)):
                continue
            back = [each for each in vehicles or self._city.vehicles if _is_back(last_at_port.get(each.id), report_at)]
            for load in self._loads(list(group), report_at, back):
                number += 1
                last_at_port[load.vehicle.id] = report_at
                self._out(load, report_at, number, week)
                self._return(load, day, number, week)

    def _loads(self, called: list[Called], report_at: datetime, vehicles: Sequence[Vehicle]) -> list[Load]:
        """Families into vehicles; who wishes no ride, lives behind a shut gate or fits nowhere stays without one."""
        open_doors = [each for each in called if not self._is_shut(each[1], report_at)]
        going = [each for each in open_doors if len(called) == 1 or self._dice.chance(0.95)]
        people = sum(len(family.persons) for _, family in going)
        most = max(_COMFORT, -(-people // max(1, len(vehicles))))
        waiting, loads = going, []
        for vehicle in vehicles:
            load, left = Load(vehicle=vehicle, most=most if most < vehicle.seats - 2 else vehicle.seats), []
            for hearing, family in waiting:
                place = self._shelter(family).id
                if load.takes(family, place, self._policy):
                    load.called.append((hearing, family))
                    load.places.setdefault(place, self._minutes(place))
                else:
                    left.append((hearing, family))
            waiting = left
            if load.called:
                loads.append(load)
        return loads

    def _is_shut(self, family: Family, report_at: datetime) -> bool:
        """Whether the family's shelter lets nobody out as early as this report time asks."""
        shelter = self._shelter(family)
        if shelter.opens_at is None or shelter.locks_at is None:
            return False
        door = local(report_at - minutes(_BEFORE + self._minutes(shelter.id)), shelter.zone).time()
        return door < shelter.opens_at or door > shelter.locks_at

    def _shelter(self, family: Family) -> Place:
        return self._places[cast("PlaceId", family.household.shelter_id)]

    def _minutes(self, place: PlaceId) -> int:
        return self._travel.minutes(place, self._city.port.id) or 0

    def _trip(self, load: Load, label: str, leg: Leg, week: int) -> Trip:
        return Trip(
            id=TripId(self._dice.id()),
            site_id=self._city.site.id,
            label=label,
            leg=leg,
            vehicle_id=load.vehicle.id,
            port_id=self._city.port.id,
            status=TripStatus.PUBLISHED if week <= 0 else TripStatus.DRAFT,
        )

    def _out(self, load: Load, report_at: datetime, number: int, week: int) -> None:
        trip = self._trip(load, f"T{number}", Leg.OUT, week)
        trip.report_at = report_at
        far_first = sorted(load.places, key=lambda place: load.places[place], reverse=True)
        halts = [self._halt(place) for place in far_first]
        times = timing.work_back(
            report_at,
            halts,
            self._city.port.id,
            self._city.port.label,
            self._city.port.zone,
            self._travel,
            self._policy,
            timing.Start(load.vehicle.kept_id, None),
        )
        trip.departs_at, trip.arrives_at = times.departs_at, times.arrives_at
        stops = [
            self._stop(trip, n, StopKind.PICK_UP, halt.place_id, boarding=halt.boarding, times=pick_up)
            for n, (halt, pick_up) in enumerate(zip(halts, times.pick_ups, strict=True))
        ]
        at_port = (times.arrives_at, times.arrives_at)
        stops.append(self._stop(trip, len(stops), StopKind.PORT, trip.port_id, times=at_port))
        self._keep(trip, stops, load, {stop.place_id: stop for stop in stops})
        self._crew(trip, times.departs_at, times.pick_ups[0][0], report_at)
        self._check_in(trip, CheckInKind.DEPARTURE, stops[0].leaves_at)
        self._check_in(trip, CheckInKind.AT_PORT, times.arrives_at)
        self._check_in(trip, CheckInKind.HAND_OVER, report_at)
        for _, family in load.called:
            self._check_in(trip, CheckInKind.RETURN, None, family)

    def _halt(self, place_id: PlaceId) -> timing.Halt:
        place = self._places[place_id]
        return timing.Halt(place.id, place.label, place.zone, self._policy.boarding)

    def _return(self, load: Load, day: date, number: int, week: int) -> None:
        trip = self._trip(load, f"R{number}", Leg.RETURN, week)
        trip.standby_from, trip.standby_until = (at(day, clock, self._city.site.zone) for clock in _STANDBY)
        homes = dict.fromkeys(self._shelter(family).id for _, family in load.called)
        stops = [self._stop(trip, n, StopKind.DROP_OFF, place) for n, place in enumerate(homes)]
        self._keep(trip, stops, load, {stop.place_id: stop for stop in stops})
        self._crew(trip, trip.standby_from, trip.standby_from, trip.standby_until)

    def _stop(
        self,
        trip: Trip,
        position: int,
        kind: StopKind,
        place_id: PlaceId,
        *,
        boarding: int = 0,
        times: tuple[datetime | None, datetime | None] = (None, None),
    ) -> Stop:
        return Stop(
            id=StopId(self._dice.id()),
            trip_id=trip.id,
            position=position,
            kind=kind,
            place_id=place_id,
            boarding_minutes=boarding,
            arrives_at=times[0],
            leaves_at=times[1],
        )

    def _keep(self, trip: Trip, stops: list[Stop], load: Load, by_place: Mapping[PlaceId, Stop]) -> None:
        self.journeys.trips.append(trip)
        self.journeys.stops += stops
        self.journeys.rides += self._rides(trip, load, by_place)

    def _rides(self, trip: Trip, load: Load, by_place: Mapping[PlaceId, Stop]) -> Iterator[Ride]:
        for hearing, family in load.called:
            yield Ride(
                id=RideId(self._dice.id()),
                trip_id=trip.id,
                household_id=family.household.id,
                person_ids=hearing.person_ids,
                hearing_id=hearing.id,
                stop_id=by_place[self._shelter(family).id].id,
            )

    def _crew(self, trip: Trip, driver_from: datetime, escort_from: datetime, ends_at: datetime) -> None:
        starts = {Role.DRIVER: driver_from, Role.ESCORT: escort_from}
        for position, (role, starts_at) in enumerate(starts.items()):
            self.journeys.crews.setdefault(trip.id, []).append(
                Seat(
                    id=SeatId(self._dice.id()),
                    trip_id=trip.id,
                    position=position,
                    role=role,
                    starts_at=starts_at,
                    ends_at=ends_at,
                )
            )

    def _check_in(self, trip: Trip, kind: CheckInKind, due_at: datetime | None, family: Family | None = None) -> None:
        household_id = family.household.id if family else None
        self.journeys.check_ins.append(
            CheckIn(id=CheckInId(self._dice.id()), trip_id=trip.id, household_id=household_id, kind=kind, due_at=due_at)
        )


def _is_back(last_at_port: datetime | None, report_at: datetime) -> bool:
    """Whether a vehicle that was at the port for an earlier report time can be there again."""
    return last_at_port is None or report_at - last_at_port >= _ROUND_TRIP
