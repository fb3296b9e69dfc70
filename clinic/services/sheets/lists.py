"""Cuts a day down to the lists: doors, ports, the board, the watch for returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from clinic.domain.ids import HouseholdId, PlaceId, TripId
from clinic.domain.people import Role
from clinic.domain.places import Place, PlaceKind
from clinic.domain.trips import CheckIn, Leg, Ride, Stop, StopKind, Trip
from clinic.domain.when import local
from clinic.rules.trips import opening
from clinic.services import telling
from clinic.services.coverage import uncovered
from clinic.services.not_back import not_back
from clinic.services.views.times import Hour

from .cutting import Cutter
from .levels import Board, BoardRow, BoardTrip, DoorList, DoorRow, Expected, PortList, PortRow, ReturnRow, ReturnWatch
from .overruled import overruled

_NEVER = datetime.max.replace(tzinfo=UTC)


def doors(cut: Cutter) -> Iterator[DoorList]:
    """One list a place from which somebody is fetched, by its label."""
    rows: dict[PlaceId, list[DoorRow]] = defaultdict(list)
    for trip, ride, stop in _fetched(cut):
        hour = cut.hour(stop)
        if hour is not None:
            opened = opening(cut.place(stop.place_id), hour.here) is not None
            party = cut.party(ride.household_id, ride.person_ids)
            rows[stop.place_id].append(DoorRow(hour, party, trip.label, cut.vehicle(trip), opened))
    for place in sorted((cut.place(place_id) for place_id in rows), key=lambda place: place.label):
        shown = sorted(rows[place.id], key=lambda row: (row.hour.here, row.trip, row.party.who))
        yield DoorList(place.id, place.label, place.opens_at, place.locks_at, tuple(shown), cut.watch)


def ports(cut: Cutter) -> Iterator[PortList]:
    """One list a port to which somebody goes, by its label."""
    rows: dict[PlaceId, list[PortRow]] = defaultdict(list)
    for trip in cut.book.trips:
        if trip.leg is not Leg.OUT:
            continue
        for ride in cut.book.rides(trip):
            rows[trip.port_id].append(_at_port(cut, trip, ride))
    for case in uncovered(cut.book.facts, cut.book.day):
        if case.port_id is not None:
            report = telling.report_hour(cut.book.site, case.hearing)
            party = cut.party(case.hearing.household_id, case.person_ids)
            confirmed = cut.is_confirmed([case.hearing])
            rows[case.port_id].append(PortRow(report, confirmed, None, party, "", "", ""))
    for place in sorted((cut.place(place_id) for place_id in rows), key=lambda place: place.label):
        shown = sorted(rows[place.id], key=lambda row: (_instant(row.report), row.trip, row.party.who))
        yield PortList(place.id, place.label, cut.clocks(), tuple(shown), cut.watch)


def _at_port(cut: Cutter, trip: Trip, ride: Ride) -> PortRow:
    hearing = cut.hearing(ride)
    zone = cut.place(trip.port_id).zone
    report = hearing.report_at if hearing else None
    crew = [name for role, name in cut.crew(trip) if role is not Role.DRIVER and name]
    return PortRow(
        report=telling.hour(report or trip.report_at, zone, cut.book.site.zone),
        confirmed=cut.is_confirmed([hearing] if hearing else []),
        arrives=telling.hour(trip.arrives_at, zone, cut.book.site.zone),
        party=cut.riding(trip, ride),
        trip=trip.label,
        vehicle=cut.vehicle(trip),
        by=crew[0] if crew else telling.name_of(cut.book, trip, Role.DRIVER),
    )


def board(cut: Cutter) -> Board:
    """The whole day: trips with their households, then those without a ride."""
    book, site = cut.book, cut.book.site
    blocks = [
        BoardTrip(trip.label, telling.vehicle(book, trip), cut.crew(trip), tuple(_board_rows(cut, trip)))
        for trip in cut.book.trips
        if trip.leg is not Leg.RETURN
    ]
    missing = [
        BoardRow(
            party=cut.party(case.hearing.household_id, case.person_ids),
            waits_in=cut.place(case.shelter_id).label if case.shelter_id else "",
            pick_up=None,
            report=telling.report_hour(site, case.hearing),
            confirmed=cut.is_confirmed([case.hearing]),
            hearing=telling.hearing_hour(site, case.hearing),
        )
        for case in uncovered(book.facts, book.day)
    ]
    if missing:
        blocks.append(BoardTrip("", None, (), tuple(missing)))
    first = min((trip.departs_at for trip in book.trips if trip.departs_at), default=None)
    return Board(
        city=site.city,
        clocks=cut.clocks(),
        without=sum(row.party.adults + row.party.children for row in missing),
        trips=tuple(blocks),
        standby=cut.standby(),
        overruled=tuple(overruled(cut)),
        not_back=len(not_back(cut.uow, site=site.id, now=book.now)),
        watch=cut.watch,
        clock_change=cut.clock_change(first),
    )


def _board_rows(cut: Cutter, trip: Trip) -> Iterator[BoardRow]:
    stops = {stop.id: stop for stop in cut.book.facts.stops_by_trip.get(trip.id, ())}
    site = cut.book.site
    rows = []
    for ride in cut.book.rides(trip):
        hearing = cut.hearing(ride)
        stop = stops.get(ride.stop_id) if ride.stop_id else None
        report = telling.report_hour(site, hearing) if hearing else None
        rows.append(
            BoardRow(
                party=cut.riding(trip, ride),
                waits_in=cut.place(stop.place_id).label if stop else "",
                pick_up=cut.hour(stop) if stop else None,
                report=report or telling.hour(trip.report_at, cut.place(trip.port_id).zone, site.zone),
                confirmed=cut.is_confirmed([hearing] if hearing else []),
                hearing=telling.hearing_hour(site, hearing) if hearing else None,
            )
        )
    yield from sorted(rows, key=lambda row: (_instant(row.pick_up), row.party.who))


def return_watch(cut: Cutter) -> ReturnWatch:
    """Who is not back, the most pressing first, and who joins them today."""
    uow, book = cut.uow, cut.book
    out = not_back(uow, site=book.site.id, now=book.now)
    words = _last_words(cut, {line.trip_id for line in out})
    rows = []
    for line in out:
        household = uow.households.get(line.household_id)
        hearing = uow.hearings.find(line.hearing_id)
        last = words.get((line.trip_id, line.household_id))
        shelter = uow.places.find(household.shelter_id)
        rows.append(
            ReturnRow(
                code=line.code,
                people=line.people,
                since=line.day,
                word=last.kind if last else None,
                at=local(last.done_at, book.site.zone) if last and last.done_at else None,
                end=hearing.end if hearing else None,
                decide_by=line.decide_by,
                shelter=shelter.label if shelter else "",
                locks=shelter.locks_at if shelter else None,
            )
        )
    known = {(line.trip_id, line.household_id) for line in out}
    return ReturnWatch(book.site.city, tuple(rows), tuple(_to_come(cut, known)), cut.standby(), cut.watch)


def _last_words(cut: Cutter, trips: set[TripId]) -> dict[tuple[TripId, HouseholdId | None], CheckIn]:
    rows = [row for row in cut.uow.check_ins.where(trip_id=trips) if row.done_at] if trips else []
    return {(row.trip_id, row.household_id): row for row in sorted(rows, key=lambda row: row.done_at or _NEVER)}


def _to_come(cut: Cutter, known: set[tuple[TripId, HouseholdId]]) -> Iterator[Expected]:
    """Riders of the day who are not waited for yet, by code."""
    found = []
    for trip in cut.book.trips:
        for ride in cut.book.rides(trip) if trip.leg is Leg.OUT else ():
            hearing = cut.hearing(ride)
            if (trip.id, ride.household_id) in known or (hearing is not None and hearing.end is not None):
                continue
            household = cut.book.facts.households[ride.household_id]
            shelter = cut.shelter(household)
            hour = telling.hearing_hour(cut.book.site, hearing) if hearing else None
            locks = shelter.locks_at if shelter else None
            label = shelter.label if shelter else ""
            found.append(Expected(household.code, len(ride.person_ids), hour, label, locks))
    yield from sorted(found, key=lambda one: (_instant(one.hearing), one.code))


def _fetched(cut: Cutter) -> Iterator[tuple[Trip, Ride, Stop]]:
    """Every ride with the stop at which it is taken in, but for returns."""
    for trip in cut.book.trips:
        stops = {stop.id: stop for stop in cut.book.facts.stops_by_trip.get(trip.id, ())}
        for ride in cut.book.rides(trip) if trip.leg is not Leg.RETURN else ():
            stop = stops.get(ride.stop_id) if ride.stop_id else None
            if stop is not None and stop.kind is StopKind.PICK_UP and _has_door(cut.place(stop.place_id)):
                yield trip, ride, stop


def _has_door(place: Place) -> bool:
    return place.kind in (PlaceKind.SHELTER, PlaceKind.HOTEL)


def _instant(hour: Hour | None) -> datetime:
    return hour.here.astimezone(UTC) if hour else _NEVER
