"""What comes up next on a day: alarm clocks, departures, hearings, sessions, decisions about returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clinic.domain.words import HEARINGS
from clinic.i18n import plain, say
from clinic.services.views.today import Coming, ComingKind, NotBack

from . import expected, telling
from .day_book import DayBook
from .day_sessions import DaySessions
from .labels import session_name

#: So much is shown of what comes up.
MOST_COMING = 7


def coming_up(book: DayBook, sessions: DaySessions, out: Iterable[NotBack]) -> tuple[Coming, ...]:
    """What happens next on the day, earliest first."""
    found = [*_of_trips(book), *_of_hearings(book), *_of_sessions(book, sessions), *_of_returns(book, out)]
    later = [coming for coming in found if coming.hour.here >= book.now]
    return tuple(sorted(later, key=lambda coming: coming.hour.here)[:MOST_COMING])


def _of_trips(book: DayBook) -> Iterator[Coming]:
    zone, other = book.site.zone, book.site.us_zone
    for trip in book.trips:
        for seat, person, wakes_at in book.drivers(trip):
            wakes = telling.hour(wakes_at, zone, other)
            words = say("Wake-up call, {name} ({trip})", name=person.name.split()[0], trip=trip.label)
            if wakes is not None:
                yield Coming(wakes, ComingKind.WAKE_UP, words, "seat", seat.id)
        first = next((row for row in book.check_ins.get(trip.id, ()) if row.kind is expected.WAY[0]), None)
        leaves = telling.hour(first.due_at, zone, other) if first and first.done_at is None else None
        stop = next(iter(book.facts.stops_by_trip.get(trip.id, ())), None)
        if leaves is not None and stop is not None:
            told = {"trip": trip.label, "place": book.facts.places[stop.place_id].label}
            yield Coming(leaves, ComingKind.LEAVES, say("{trip} leaves {place}", **told), "trip", trip.id)


def _of_hearings(book: DayBook) -> Iterator[Coming]:
    """One line for all hearings of a kind and hour."""
    told = set()
    for hearing in book.facts.hearings.values():
        hour = telling.hearing_hour(book.site, hearing)
        if hearing.hearing_on == book.day and not hearing.cancelled and hour is not None:
            key = (hour.here, hearing.kind)
            if key not in told:
                told.add(key)
                yield Coming(
                    hour, ComingKind.HEARING, say("Begins: {kind}", kind=HEARINGS[hearing.kind]), "hearing", hearing.id
                )


def _of_sessions(book: DayBook, sessions: DaySessions) -> Iterator[Coming]:
    for session in sessions.ahead:
        hour = telling.hour(session.starts_at, book.site.zone, book.site.us_zone)
        if hour is not None:
            place = sessions.facts.places[session.place_id].label
            words = say("{session}, {place}", session=session_name(session), place=place)
            yield Coming(hour, ComingKind.SESSION, words, "session", session.id)


def _of_returns(book: DayBook, out: Iterable[NotBack]) -> Iterator[Coming]:
    for case in out:
        hour = telling.hour(case.decide_by, book.site.zone, book.site.us_zone)
        if hour is not None and hour.here.date() == book.day:
            yield Coming(
                hour, ComingKind.DECIDE, say("{code}: decide", code=plain(case.code)), "household", case.household_id
            )
