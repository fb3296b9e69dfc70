"""The road of a trip, line by line with its sums: worked back from the paper, what the paper says, the return."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clinic.domain.hearings import Hearing, HearingKind, TimeSource
from clinic.domain.places import Place
from clinic.domain.trips import Leg, Stop, StopKind, Trip
from clinic.domain.when import length_minutes
from clinic.domain.words import HEARINGS, PLACES, TIME_SOURCES
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import timing
from clinic.rules.timing import LineKind
from clinic.rules.wording import length
from clinic.services.views.rides import Mark, StopLine

from . import telling, trip_times
from .day_book import DayBook

MARKS = {
    LineKind.WAKE_UP: Mark.WAKE_UP,
    LineKind.LEAVE_HOME: Mark.LEAVE_HOME,
    LineKind.DEPARTURE: Mark.COLLECT_VEHICLE,
    LineKind.PORT: Mark.PORT,
}
STOPS = {StopKind.PICK_UP: Mark.PICK_UP, StopKind.PORT: Mark.PORT, StopKind.DROP_OFF: Mark.DROP_OFF}
#: Of several report times on one trip the least sure one is told.
_LEAST_SURE = (TimeSource.UNKNOWN, TimeSource.NOT_CONFIRMED, TimeSource.PROPOSED, TimeSource.TYPED)


def road(uow: UnitOfWork, book: DayBook, trip: Trip) -> Iterator[StopLine]:
    """Every line of a trip from waking up to the open return; of other trips the stops as they are kept."""
    return _out(uow, book, trip) if trip.leg is Leg.OUT else _other(book, trip)


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
        elif line.kind in MARKS:
            place = book.facts.places.get(line.place_id) if line.place_id else None
            shown = telling.hour(line.at, line.zone, book.site.us_zone)
            port = next(iter(_port(book, trip)), None) if line.kind is LineKind.PORT else None
            detail = plain(place.label) if place else plain("")
            locked = port is not None and port.locked
            yield StopLine(MARKS[line.kind], port.id if port else None, shown, line.label, detail, line.sum, locked)
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


def _leaves_port(book: DayBook, trip: Trip) -> StopLine:
    """The hour of a way back, or that nobody knows it and who stands by until when."""
    waits = telling.standby(book, trip)
    detail = say("Stand-by {start}–{end}", start=waits[0].time(), end=waits[1].time()) if waits else plain("")
    port = book.facts.places[trip.port_id]
    return StopLine(
        mark=Mark.RETURN,
        stop_id=None,
        hour=telling.hour(trip.departs_at, port.zone, book.site.us_zone),
        what=say("Leaves {port}", port=port.label) if trip.departs_at else say("Return: no known hour"),
        detail=detail,
        sum=plain("") if trip.departs_at else say("no hour until someone knows it"),
    )


def _other(book: DayBook, trip: Trip) -> Iterator[StopLine]:
    """Stops of a return or of a trip to another city, as they are kept; of a return first when it leaves the port."""
    if trip.leg is Leg.RETURN:
        yield _leaves_port(book, trip)
    for stop in book.facts.stops_by_trip.get(trip.id, ()):
        place = book.facts.places[stop.place_id]
        codes = [telling.code(book.facts, ride.household_id) for ride in book.rides(trip) if ride.stop_id == stop.id]
        yield StopLine(
            mark=STOPS.get(stop.kind, Mark.PICK_UP),
            stop_id=stop.id,
            hour=telling.hour(stop.arrives_at, place.zone, book.site.us_zone),
            what=listing(codes) if codes else PLACES[place.kind],
            detail=_gate(place),
            sum=plain(""),
            locked=stop.locked,
        )
