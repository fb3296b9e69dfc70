"""One trip in full: vehicle and people, stops with their sums, every check kept or broken, the words expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from clinic.domain.hearings import Hearing, HearingKind, TimeSource
from clinic.domain.ids import TripId
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, Vehicle
from clinic.domain.when import length_minutes, local
from clinic.domain.words import HEARINGS, PLACES, TIME_SOURCES
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import timing
from clinic.rules.loads import load
from clinic.rules.timing import LineKind
from clinic.rules.wording import length
from clinic.services.views.rides import LockedGate, Mark, RideView, SeatPicture, StopLine, TripDetail

from . import fares, gate, telling, trip_times
from .day_book import DayBook
from .rides_day import STATE_WORDS
from .signs import signs
from .trip_checks import checks

_MARKS = {
    LineKind.WAKE_UP: Mark.WAKE_UP,
    LineKind.LEAVE_HOME: Mark.LEAVE_HOME,
    LineKind.DEPARTURE: Mark.COLLECT_VEHICLE,
    LineKind.PORT: Mark.PORT,
}
_STOPS = {StopKind.PICK_UP: Mark.PICK_UP, StopKind.PORT: Mark.PORT, StopKind.DROP_OFF: Mark.DROP_OFF}
#: Of several report times on one trip the least sure one is told.
_LEAST_SURE = (TimeSource.UNKNOWN, TimeSource.NOT_CONFIRMED, TimeSource.PROPOSED, TimeSource.TYPED)


def trip_detail(uow: UnitOfWork, *, trip: TripId, now: datetime | None = None) -> TripDetail:
    """Everything that the Rides page shows of one trip."""
    row = uow.trips.get(trip)
    book = DayBook.of_trip(uow, row, now)
    state = book.state(row)
    vehicle = book.facts.vehicles.get(row.vehicle_id) if row.vehicle_id else None
    stops = _out(uow, book, row) if row.leg is Leg.OUT else _other(book, row)
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
        yield say("to take along: {total} pesos", total=found.total)


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


def _pick_ups(book: DayBook, trip: Trip) -> list[Stop]:
    return [stop for stop in book.facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PICK_UP]


def _out(uow: UnitOfWork, book: DayBook, trip: Trip) -> Iterator[StopLine]:
    """The day in order, from the driver's waking up to the return of which nobody knows the hour."""
    times = trip_times.sums(uow, trip)
    pick_ups = iter(_pick_ups(book, trip))
    lines = list(times.lines)
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if line.kind is LineKind.PICK_UP:
            yield _pick_up_line(book, trip, next(pick_ups), line, after)
        elif line.kind in _MARKS:
            place = book.facts.places.get(line.place_id) if line.place_id else None
            shown = telling.hour(line.at, line.zone, book.site.us_zone)
            port = next(iter(_port(book, trip)), None) if line.kind is LineKind.PORT else None
            detail = plain(place.label) if place else plain("")
            locked = port is not None and port.locked
            yield StopLine(_MARKS[line.kind], port.id if port else None, shown, line.label, detail, line.sum, locked)
    yield from _paper(book, trip, times)


def _pick_up_line(book: DayBook, trip: Trip, stop: Stop, line: timing.Line, after: timing.Line | None) -> StopLine:
    place = book.facts.places[stop.place_id]
    codes = []
    for ride in book.rides(trip):
        if ride.stop_id == stop.id:
            told = telling.people(*telling.count(book.facts, ride.person_ids))
            codes.append(say("{code} ({people})", code=telling.code(book.facts, ride.household_id), people=told))
    way = say("{boarding} + {drive}", boarding=line.sum, drive=after.sum) if after else line.sum
    return StopLine(
        mark=Mark.PICK_UP,
        stop_id=stop.id,
        hour=telling.hour(line.at, line.zone, book.site.us_zone),
        what=say("Pick up {codes}", codes=listing(codes)),
        detail=_gate(place),
        sum=way,
        locked=stop.locked,
    )


def _gate(place: Place) -> Sentence:
    if place.locks_at is None or place.opens_at is None:
        return plain(place.label)
    return say("{place}, gate from {opens} to {locks}", place=place.label, opens=place.opens_at, locks=place.locks_at)


def _port(book: DayBook, trip: Trip) -> list[Stop]:
    return [stop for stop in book.facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PORT]


def _paper(book: DayBook, trip: Trip, times: timing.TripTimes) -> Iterator[StopLine]:
    """Report, hearings and the open return: what the paper says, and what nobody knows."""
    hearings = {
        ride.hearing_id: book.facts.hearings[ride.hearing_id]
        for ride in book.rides(trip)
        if ride.hearing_id is not None
    }
    sources = {hearing.report_source for hearing in hearings.values()}
    typed = sources <= {TimeSource.TYPED}
    port_zone = book.facts.places[trip.port_id].zone
    yield StopLine(
        mark=Mark.REPORT,
        stop_id=None,
        hour=telling.hour(trip.report_at, port_zone, book.site.zone),
        what=say("Report time, from the tear sheet") if typed else say("Report time"),
        detail=say_n(
            "{n} min in hand; the rule asks {asked}",
            "{n} min in hand; the rule asks {asked}",
            _in_hand(trip, times),
            asked=book.facts.policy.time_in_hand,
        ),
        sum=listing([TIME_SOURCES[source] for source in TimeSource if source in sources]),
        typed=typed,
        source=next((source for source in _LEAST_SURE if source in sources), None),
    )
    yield from _hearings(book, trip, tuple(hearings.values()))
    yield StopLine(
        mark=Mark.RETURN,
        stop_id=None,
        hour=None,
        what=say("Return: no known hour"),
        detail=plain(""),
        sum=say("somebody decides when it is time to look for them"),
    )


def _hearings(book: DayBook, trip: Trip, rows: Collection[Hearing]) -> Iterator[StopLine]:
    """One line for all who are called for the same hour before the same court; a presentation has no hour after it."""
    same: dict[tuple[object, ...], list[Hearing]] = {}
    for row in sorted(rows, key=lambda row: row.hearing_at or book.now):
        if row.hearing_at is not None or row.kind is not HearingKind.PRESENTATION:
            same.setdefault((row.hearing_at, row.kind, row.court), []).append(row)
    for group in same.values():
        first, begins, court = group[0], group[0].hearing_at, group[0].court
        what = HEARINGS[first.kind]
        after = plain("")
        if begins is not None and trip.report_at is not None and begins > trip.report_at:
            after = say("{length} after the report time", length=length(length_minutes(trip.report_at, begins)))
        yield StopLine(
            mark=Mark.HEARING,
            stop_id=None,
            hour=telling.hearing_hour(book.site, first),
            what=say("{court}: {what}", what=what, court=court) if court else what,
            detail=listing([telling.code(book.facts, row.household_id) for row in group]),
            sum=after,
        )


def _in_hand(trip: Trip, times: timing.TripTimes) -> int:
    report = trip.report_at or times.report_at
    return round((report - times.arrives_at).total_seconds() / 60)


def _other(book: DayBook, trip: Trip) -> Iterator[StopLine]:
    """Stops of a return or of a trip to another city, as they are kept."""
    for stop in book.facts.stops_by_trip.get(trip.id, ()):
        place = book.facts.places[stop.place_id]
        codes = [telling.code(book.facts, ride.household_id) for ride in book.rides(trip) if ride.stop_id == stop.id]
        yield StopLine(
            mark=_STOPS.get(stop.kind, Mark.PICK_UP),
            stop_id=stop.id,
            hour=telling.hour(stop.arrives_at, place.zone, book.site.us_zone),
            what=listing(codes) if codes else PLACES[place.kind],
            detail=_gate(place),
            sum=say("no hour until someone knows it") if trip.leg is Leg.RETURN else plain(""),
            locked=stop.locked,
        )
