"""One trip in full: vehicle and people, stops with their sums, every check kept or broken, the words expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinic.domain.ids import TripId
from clinic.domain.people import Role
from clinic.domain.trips import Leg, Ride, StopKind, Trip, Vehicle
from clinic.domain.when import local
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.loads import load
from clinic.services.views.rides import LockedGate, RideView, SeatPicture, TripDetail

from . import fares, gate, telling, trip_road
from .day_book import DayBook
from .rides_day import STATE_WORDS
from .signs import signs
from .trip_checks import checks


def trip_detail(uow: UnitOfWork, *, trip: TripId, now: datetime | None = None) -> TripDetail:
    """Everything that the Rides page shows of one trip."""
    row = uow.trips.get(trip)
    book = DayBook.of_trip(uow, row, now)
    state = book.state(row)
    vehicle = book.facts.vehicles.get(row.vehicle_id) if row.vehicle_id else None
    stops = trip_road.road(uow, book, row)
    return TripDetail(
        trip_id=row.id,
        label=row.label,
        title=_title(book, row),
        leg=row.leg,
        port_id=row.port_id,
        status=row.status,
        state=state,
        tag=book.tag(row) or STATE_WORDS[state],
        clocks=telling.clocks(book.site, row.report_at or row.departs_at or row.standby_from or book.now),
        vehicle_id=row.vehicle_id,
        vehicle=telling.vehicle(book, row),
        pictures=tuple(_pictures(book, row)),
        taken=telling.riders(book, row),
        seats=vehicle.seats if vehicle else 0,
        crew=telling.crew(book, row),
        rides=tuple(_ride(book, ride) for ride in book.rides(row)),
        stops=tuple(stops),
        checks=checks(book, row),
        check_ins=telling.check_ins(book, row),
        standby=telling.standby(book, row),
        overridden=row.overridden,
        reason=row.reason,
        kind=vehicle.kind if vehicle else None,
        carries=(vehicle.label if vehicle else "", _carries(vehicle)),
        places=_places(book, row, vehicle),
        needs=_needs(book, row),
        money=tuple(_money(uow, row)),
        gates=tuple(_gates_to_ask(uow, book, row)),
    )


def _carries(vehicle: Vehicle | None) -> Sentence:
    """'2 child seats, 1 wheelchair place'; nothing for what is not there."""
    if vehicle is None:
        return say("no vehicle yet")
    found = []
    if vehicle.child_seats:
        found.append(say_n("{n} child seat", "{n} child seats", vehicle.child_seats))
    if vehicle.wheelchair_places:
        places = vehicle.wheelchair_places
        found.append(say_n("{n} wheelchair place", "{n} wheelchair places", places))
    return listing(found)


def _places(book: DayBook, trip: Trip, vehicle: Vehicle | None) -> Sentence:
    """'7 of 8 seats'."""
    taken = telling.riders(book, trip)
    if vehicle is None:
        return say_n("{n} person", "{n} people", taken)
    return say_n("{taken} of {n} seat", "{taken} of {n} seats", vehicle.seats, taken=taken)


def _needs(book: DayBook, trip: Trip) -> Sentence:
    """What the riders need on the way, in all: '2 child seats, wheelchair, medicine to carry'."""
    need = load(book.facts, trip)
    aboard = [book.facts.persons[person] for ride in book.rides(trip) for person in ride.person_ids]
    found = [say_n("{n} child seat", "{n} child seats", need.child_seats)] if need.child_seats else []
    if need.wheelchairs:
        found.append(say_n("{n} wheelchair", "{n} wheelchairs", need.wheelchairs))
    if any(person.medicine for person in aboard):
        found.append(say("medicine to carry"))
    return listing(found)


def _gates_to_ask(uow: UnitOfWork, book: DayBook, trip: Trip) -> Iterator[LockedGate]:
    """Shelters that are locked at their pick-up, as long as nobody has said who opens."""
    if trip.leg is not Leg.OUT or all(breach.code != gate.CODE for breach, _ in book.breaches(trip)):
        return
    for asked in gate.questions(uow, trip=trip.id):
        if asked.is_answered:
            continue
        zone, there = book.facts.places[asked.place_id].zone, book.site.us_zone
        hotel = uow.places.find(asked.hotel_id)
        yield LockedGate(
            stop_id=asked.stop_id,
            hour=telling.hour(asked.picks_up_at, zone, there),
            words=asked.question,
            gate_phone=asked.gate_phone,
            ride_ids=asked.ride_ids,
            hotel_id=asked.hotel_id,
            hotel=hotel.label if hotel else "",
            leaves=telling.hour(asked.night.departs_at, zone, there) if asked.night else None,
        )


def _money(uow: UnitOfWork, trip: Trip) -> Iterator[Sentence]:
    """Fares and pocket money, line by line, and what to take along in all."""
    found = fares.of_trip(uow, trip=trip.id)
    yield from (line.words for line in found.lines)
    if len(found.lines) > 1:
        yield say("to take along: {total} pesos", total=fares.pesos(found.total))


def _title(book: DayBook, trip: Trip) -> Sentence:
    """'T3 · Jacaranda, Mezquite → PedWest'."""
    places = dict.fromkeys(
        book.facts.places[stop.place_id].label
        for stop in book.facts.stops_by_trip.get(trip.id, ())
        if stop.kind is not StopKind.PORT
    )
    port = book.facts.places[trip.port_id].label
    told = {"trip": trip.label, "shelters": listing(list(places)), "port": port}
    if not places:
        return say("{trip} · {port}", **told)
    if trip.leg is Leg.RETURN:
        return say("{trip} · {port} → {shelters}", **told)
    return say("{trip} · {shelters} → {port}", **told)


def _pictures(book: DayBook, trip: Trip) -> Iterator[SeatPicture]:
    for seat in book.crew(trip):
        yield SeatPicture.DRIVER if seat.role is Role.DRIVER else SeatPicture.ESCORT
    vehicle = book.facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
    taken = 0
    for ride in book.rides(trip):
        adults, children = telling.count(book.facts, ride.person_ids)
        taken += adults + children
        yield from [SeatPicture.ADULT] * adults + [SeatPicture.CHILD] * children
    yield from [SeatPicture.FREE] * max(0, (vehicle.seats if vehicle else 0) - taken)


def _ride(book: DayBook, ride: Ride) -> RideView:
    facts, site = book.facts, book.site
    household = facts.households[ride.household_id]
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    shelter = facts.places.get(household.shelter_id) if household.shelter_id else None
    adults, children = telling.count(facts, ride.person_ids)
    return RideView(
        ride_id=ride.id,
        household_id=household.id,
        hearing_id=ride.hearing_id,
        person_ids=ride.person_ids,
        code=household.code,
        adults=adults,
        children=children,
        stop_id=ride.stop_id,
        shelter=shelter.label if shelter else "",
        report=telling.report_hour(site, hearing) if hearing else None,
        hearing=telling.hearing_hour(site, hearing) if hearing else None,
        overridden=ride.overridden,
        reason=ride.reason,
        stale=stale(book, ride),
        signs=tuple(signs(facts, household, ride.person_ids, book.day)),
    )


def stale(book: DayBook, ride: Ride) -> Sentence | None:
    """Why a ride is no longer right: its hearing has moved to another day, or does not take place."""
    hearing = book.facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    trip = book.facts.trips[ride.trip_id]
    if hearing is None or trip.report_at is None:
        return None
    if hearing.cancelled:
        return say("The hearing has been cancelled.")
    day = hearing.report_on or hearing.hearing_on
    if day != local(trip.report_at, hearing.zone).date():
        return say("The hearing has moved to {day}.", day=day)
    return None
