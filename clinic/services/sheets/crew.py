"""Cuts a trip down to the slips of its crew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, VehicleKind
from clinic.i18n import plain, say
from clinic.rules.loads import vehicle_of
from clinic.rules.timing import Line, LineKind
from clinic.rules.trips import opening
from clinic.services import fares, telling, trip_times
from clinic.services.trip_road import MARKS, STOPS
from clinic.services.views.rides import Mark

from .cutting import Cutter
from .levels import DriverSlip, EscortSlip, Gate, Party, SlipStop


def slips(cut: Cutter, trip: Trip) -> Iterator[DriverSlip | EscortSlip]:
    """A slip for each seat of a trip's crew; one to fill in for a driver who is none of ours, but for a bus's."""
    seats: list[Seat | None] = list(cut.book.crew(trip))
    vehicle = vehicle_of(cut.book.facts, trip)
    by_bus = vehicle is not None and vehicle.kind is VehicleKind.BUS
    if not seats or not (by_bus or any(seat is not None and seat.role is Role.DRIVER for seat in seats)):
        seats.insert(0, None)
    lines = trip_times.sums(cut.uow, trip).lines if trip.leg is Leg.OUT else ()
    for seat in seats:
        yield _slip(cut, trip, seat, lines)


def _slip(cut: Cutter, trip: Trip, seat: Seat | None, lines: Sequence[Line]) -> DriverSlip | EscortSlip:
    role = seat.role if seat else Role.DRIVER
    drives = role is Role.DRIVER
    people = cut.book.facts.volunteers
    person = people.get(seat.volunteer_id) if seat and seat.volunteer_id else None
    vehicle = vehicle_of(cut.book.facts, trip)
    stops = tuple(_out(cut, trip, lines, drives=drives) if lines else _other(cut, trip, drives=drives))
    first = next((stop.hour.here for stop in stops if stop.mark is Mark.PICK_UP and stop.hour), None)
    told: dict[str, Any] = {
        "trip_id": trip.id,
        "volunteer_id": person.id if person else None,
        "trip": trip.label,
        "leg": trip.leg,
        "name": person.name if person else "",
        "role": role,
        "crew": tuple(cut.name(other) for other in cut.book.crew(trip) if other is not seat and cut.name(other)),
        "vehicle": vehicle.label if vehicle else "",
        "seats": vehicle.seats if vehicle else 0,
        "child_seats": vehicle.child_seats if vehicle else 0,
        "port": cut.place(trip.port_id).label,
        "report": telling.hour(trip.report_at, cut.place(trip.port_id).zone, cut.book.site.zone),
        "confirmed": cut.is_confirmed(cut.hearings(trip)),
        "clocks": cut.clocks(trip),
        "cities": (cut.book.site.us_city, cut.book.site.city),
        "stops": stops,
        "standby": () if trip.leg is Leg.OTHER else _standby(cut, trip),
        "closing": tuple(_closing(cut, trip)),
        "watch": cut.watch,
        "clock_change": cut.clock_change(first),
        "fares": paid if (paid := fares.of_trip(cut.uow, trip=trip.id)).total else None,
    }
    if not drives:
        return EscortSlip(**told)
    return DriverSlip(**told, names=any(cut.first_name(ride) for ride in cut.book.rides(trip)))


def _standby(cut: Cutter, trip: Trip) -> Any:
    found = cut.standby(trip.port_id)
    return tuple(one for one in found if one.trip == trip.label) if trip.leg is Leg.RETURN else found


def _closing(cut: Cutter, trip: Trip) -> Iterator[tuple[str, Any]]:
    """Shelters of those who ride, and when they are locked."""
    households = [cut.book.facts.households[ride.household_id] for ride in cut.book.rides(trip)]
    places = {place.id: place for household in households if (place := cut.shelter(household))}
    for place in sorted(places.values(), key=lambda place: place.label):
        if place.locks_at is not None:
            yield place.label, place.locks_at


def _out(cut: Cutter, trip: Trip, lines: Sequence[Line], *, drives: bool) -> Iterator[SlipStop]:
    """The way out with its sums; what the driver does before the first stop is on the driver's slip only."""
    halts = iter([stop for stop in cut.book.facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PICK_UP])
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if line.kind is LineKind.PICK_UP:
            yield _pick_up(cut, trip, next(halts), line, after, drives=drives)
        elif line.kind is LineKind.PORT or (drives and line.kind in MARKS):
            other = cut.book.site.zone if line.kind is LineKind.PORT else cut.book.site.us_zone
            place = cut.place(trip.port_id).label if line.kind is LineKind.PORT else ""
            yield SlipStop(MARKS[line.kind], telling.hour(line.at, line.zone, other), place, line.sum)


def _pick_up(cut: Cutter, trip: Trip, stop: Stop, line: Line, after: Line | None, *, drives: bool) -> SlipStop:
    place = cut.place(stop.place_id)
    return SlipStop(
        mark=Mark.PICK_UP,
        hour=telling.hour(line.at, line.zone, cut.book.site.us_zone),
        place=place.label,
        sum=say("{boarding} + {drive}", boarding=line.sum, drive=after.sum) if after else line.sum,
        parties=_parties(cut, trip, stop, drives=drives),
        gate=_gate(place, line.at),
    )


def _gate(place: Place, picks_up: datetime) -> Gate | None:
    """What to know of a place that is locked at a pick-up."""
    if place.opens_at is None or opening(place, picks_up) is None:
        return None
    return Gate(place.opens_at, place.gate_phone)


def _parties(cut: Cutter, trip: Trip, stop: Stop, *, drives: bool) -> tuple[Party, ...]:
    rides = [ride for ride in cut.book.rides(trip) if ride.stop_id == stop.id]
    found = [_party(cut, trip, ride, drives=drives) for ride in rides]
    return tuple(sorted(found, key=lambda party: party.who))


def _party(cut: Cutter, trip: Trip, ride: Ride, *, drives: bool) -> Party:
    party = cut.riding(trip, ride)
    name = cut.first_name(ride) if drives else ""
    return replace(party, who=name) if name else party


def _other(cut: Cutter, trip: Trip, *, drives: bool) -> Iterator[SlipStop]:
    """Stops of a return or of a trip to another city, as they are kept."""
    for stop in cut.book.facts.stops_by_trip.get(trip.id, ()):
        place = cut.place(stop.place_id)
        words = say("no hour until someone knows it") if trip.leg is Leg.RETURN else plain("")
        mark = STOPS.get(stop.kind, Mark.PICK_UP)
        yield SlipStop(mark, cut.hour(stop), place.label, words, _parties(cut, trip, stop, drives=drives))
