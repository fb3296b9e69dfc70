"""The lines of a hearing day: trips with their households, each with its state, hours, bars and signs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from clinic.domain.hearings import Hearing, HearingEnd, HearingKind, TimeSource
from clinic.domain.trips import CheckInKind, Ride, Trip
from clinic.domain.when import local, minutes
from clinic.domain.words import HEARING_ENDS, HEARINGS
from clinic.i18n import Sentence, say, say_n
from clinic.services.views.rides import NotCovered, State
from clinic.services.views.today import Bar, BarKind, HouseholdRow, NotCoveredBlock, TripBlock

from . import expected, rides_day, signs, telling
from .day_book import DayBook

#: How long hearings last is a guess (field research 1.3: no length of individual hearings was found).
GUESSED_MINUTES = {HearingKind.MASTER: 150, HearingKind.INDIVIDUAL: 240, HearingKind.OTHER: 150}
_ENDED = {
    HearingEnd.HELD: State.RETURN_OPEN,
    HearingEnd.ABSENT: State.WARNING,
    HearingEnd.TURNED_AWAY: State.WARNING,
    HearingEnd.DETAINED: State.WARNING,
}


def trip_block(book: DayBook, trip: Trip) -> TripBlock:
    """A trip's line with its households, by the hour at which they are picked up."""
    rows = [_row(book, trip, ride) for ride in book.rides(trip)]
    return TripBlock(
        trip_id=trip.id,
        label=trip.label,
        vehicle=telling.vehicle(book, trip),
        state=book.state(trip),
        tag=book.tag(trip),
        crew=telling.crew(book, trip),
        check_ins=telling.check_ins(book, trip),
        rows=tuple(sorted(rows, key=lambda row: (row.pick_up is None, row.pick_up and row.pick_up.here, row.code))),
        is_handed_over=book.is_handed_over(trip),
    )


def _row(book: DayBook, trip: Trip, ride: Ride) -> HouseholdRow:
    facts, site = book.facts, book.site
    household = facts.households[ride.household_id]
    hearing = facts.hearings.get(ride.hearing_id) if ride.hearing_id else None
    stop = next((stop for stop in facts.stops_by_trip.get(trip.id, ()) if stop.id == ride.stop_id), None)
    place = facts.places.get(stop.place_id) if stop else None
    picked_up = stop.arrives_at if stop else None
    adults, children = telling.count(facts, ride.person_ids)
    state, words = _how(book, trip, ride, hearing)
    return HouseholdRow(
        hearing_id=ride.hearing_id,
        household_id=household.id,
        ride_id=ride.id,
        code=household.code,
        adults=adults,
        children=children,
        waits_in=place.label if place else "",
        state=state,
        words=words,
        pick_up=telling.hour(picked_up, place.zone if place else site.zone, site.us_zone),
        report=telling.report_hour(site, hearing) if hearing else telling.hour(trip.report_at, site.zone, site.us_zone),
        report_source=hearing.report_source if hearing else TimeSource.UNKNOWN,
        hearing=telling.hearing_hour(site, hearing) if hearing else None,
        bars=tuple(_bars(book, trip, ride, hearing, picked_up)),
        signs=tuple(signs.signs(facts, household, ride.person_ids, book.day)),
    )


def _how(book: DayBook, trip: Trip, ride: Ride, hearing: Hearing | None) -> tuple[State, Sentence]:
    """A household's own state: what was said of it, and how its day ended, count more than how its trip stands."""
    for row in book.check_ins.get(trip.id, ()):
        mine = row.household_id == ride.household_id and row.done_at is not None
        if mine and row.kind is CheckInKind.RETURN:
            return State.DONE, say("back")
        if mine and row.kind in expected.AT_THE_GATE[1:]:
            return State.WARNING, say("turned away")
    if hearing is not None and hearing.end is not None:
        return _ENDED.get(hearing.end, State.DONE), HEARING_ENDS[hearing.end]
    state = book.state(trip)
    if state is State.DONE and not book.is_handed_over(trip):
        return state, say("on the way")
    if state is State.DONE:
        begins = (hearing.hearing_at or hearing.report_at) if hearing else None
        is_out = begins is not None and begins <= book.now
        return (State.RETURN_OPEN, say("not back yet")) if is_out else (state, say("handed over"))
    return state, rides_day.STATE_WORDS[state]


def _bars(book: DayBook, trip: Trip, ride: Ride, hearing: Hearing | None, picked_up: datetime | None) -> Iterable[Bar]:
    zone = book.site.zone
    arrives = trip.arrives_at
    if picked_up and arrives and picked_up < arrives:
        yield Bar(BarKind.RIDE, local(picked_up, zone), local(arrives, zone))
    begins = hearing.hearing_at if hearing else None
    if arrives and begins and arrives < begins:
        yield Bar(BarKind.WAITING, local(arrives, zone), local(begins, zone))
    yield from _from_hearing(book, hearing, _came_back(book, trip, ride), arrives)


def _from_hearing(
    book: DayBook, hearing: Hearing | None, back: datetime | None, arrives: datetime | None
) -> Iterable[Bar]:
    """The hearing, of guessed length, and the return, open at its end until somebody knows the hour."""
    zone = book.site.zone
    begins = (hearing.hearing_at if hearing else None) or arrives
    if begins is None:
        return
    ends = begins
    if hearing is not None and hearing.hearing_at is not None and hearing.kind in GUESSED_MINUTES:
        ends = begins + minutes(GUESSED_MINUTES[hearing.kind])
        yield Bar(BarKind.HEARING, local(begins, zone), local(ends, zone), HEARINGS[hearing.kind])
    is_over = hearing is not None and hearing.end is not None and hearing.end is not HearingEnd.HELD
    if (back is None and not is_over) or (back is not None and back > ends):
        yield Bar(BarKind.RETURN_OPEN, local(ends, zone), local(back, zone) if back else None)


def _came_back(book: DayBook, trip: Trip, ride: Ride) -> datetime | None:
    found = (
        row.done_at
        for row in book.check_ins.get(trip.id, ())
        if row.household_id == ride.household_id and row.kind is CheckInKind.RETURN
    )
    return next(found, None)


def gap_block(book: DayBook, missing: tuple[NotCovered, ...]) -> NotCoveredBlock | None:
    """All households without a ride; None when there is none."""
    if not missing:
        return None
    people = sum(len(case.person_ids) for case in missing)
    hours = [case.latest_pick_up for case in missing if case.latest_pick_up is not None]
    first = min(hours, key=lambda each: each.here, default=None)
    words = say("{households}, {people}.", households=households(len(missing)), people=persons(people))
    if first is not None:
        words = say("{words} Latest possible pick-up is {hour}.", words=words, hour=first.here.time())
    return NotCoveredBlock(words, people, first, tuple(_without_ride(book, case) for case in missing))


def households(n: int) -> Sentence:
    """'1 household', '9 households'."""
    return say_n("{n} household", "{n} households", n)


def persons(n: int) -> Sentence:
    """'1 person', '21 people'."""
    return say_n("{n} person", "{n} people", n)


def _without_ride(book: DayBook, case: NotCovered) -> HouseholdRow:
    hearing = book.facts.hearings[case.hearing_id]
    bars = list(_from_hearing(book, hearing, None, hearing.report_at))
    begins = case.latest_pick_up or case.report or case.hearing
    until = hearing.hearing_at or hearing.report_at
    if begins is not None and until is not None and begins.here < until:
        bars.insert(
            0, Bar(BarKind.NO_RIDE, begins.here.astimezone(bars[0].starts.tzinfo), local(until, book.site.zone))
        )
    return HouseholdRow(
        hearing_id=case.hearing_id,
        household_id=case.household_id,
        ride_id=None,
        code=case.code,
        adults=case.adults,
        children=case.children,
        waits_in=case.shelter,
        state=State.NOT_COVERED,
        words=say("no ride yet"),
        pick_up=None,
        report=case.report,
        report_source=case.report_source,
        hearing=case.hearing,
        bars=tuple(bars),
        signs=tuple(signs.signs(book.facts, book.facts.households[case.household_id], case.person_ids, book.day)),
    )
