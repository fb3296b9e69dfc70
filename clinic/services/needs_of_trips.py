"""What of a day's rides has to be settled: no ride, crews, locked gates, report times, papers, the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import time

from clinic.domain.hearings import TimeSource
from clinic.domain.ids import HearingId
from clinic.domain.people import Absence, Role
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import Leg, Trip
from clinic.domain.when import day_interval, local, minutes
from clinic.domain.words import ABSENCES, PAPERS, ROLES
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.rules.trips import opening
from clinic.services.views.rides import NotCovered, State
from clinic.services.views.today import Action, ActionKind, Need, NeedKind

from .coverage import called
from .day_book import DayBook
from .idle import Idle
from .phrases import call, codes, joined

#: So many households are named in one line.
MOST_NAMED = 3


def not_covered(book: DayBook, missing: Sequence[NotCovered]) -> Iterator[Need]:
    """Households without a report time, each; those without a ride, one a latest pick-up."""
    by_hour: dict[time, list[NotCovered]] = defaultdict(list)
    for case in missing:
        by = case.latest_pick_up or case.report
        if by is None:
            yield Need(
                kind=NeedKind.NO_REPORT_TIME,
                state=State.NOT_COVERED,
                title=say("{code}: report time missing", code=case.code),
                detail=say("Type it from the tear sheet. {words}", words=case.words),
                by=day_interval(book.day, book.site.zone).start,
                actions=(_type_report_time(case.hearing_id),),
            )
        else:
            by_hour[by.here.time()].append(case)
    for hour, cases in by_hour.items():
        first = cases[0]
        by = first.latest_pick_up or first.report
        title = say("{code}: no ride at {hour}", code=first.code, hour=hour)
        detail = first.words
        if len(cases) > 1:
            title = say("{n} households: no ride at {hour}", n=len(cases), hour=hour)
            detail = codes([case.code for case in cases])
        if by is not None:
            options = Action(ActionKind.SEE_OPTIONS, say("See options"), "hearing", first.hearing_id)
            yield Need(NeedKind.NOT_COVERED, State.NOT_COVERED, title, detail, by.here, (options,))


def crews(book: DayBook, idle: Idle) -> Iterator[Need]:
    """Open and unconfirmed seats of trips that have not left, by when the driver wakes up or the seat's duty begins.

    One a trip for its open seats, one for those who have not said yes; and one for each who has fallen out.
    """
    for trip in book.trips:
        if trip.leg is not Leg.RETURN and (book.state(trip) in (State.DONE, State.NO_WORD) or not book.rides(trip)):
            continue
        away = {seat.id: absence for seat in book.crew(trip) if (absence := _absence(book, seat)) is not None}
        for seat in book.crew(trip):
            if seat.id in away:
                yield _fallen_out(book, trip, seat, away[seat.id], idle)
        seats = [
            seat
            for seat in book.crew(trip)
            if seat.id not in away and (seat.answer is not Answer.CONFIRMED or seat.volunteer_id is None)
        ]
        for wanted in (
            [seat for seat in seats if seat.volunteer_id is None],
            [seat for seat in seats if seat.volunteer_id is not None],
        ):
            if wanted:
                yield _crew(book, trip, wanted, idle)


def _absence(book: DayBook, seat: Seat) -> Absence | None:
    """The absence that keeps somebody from a seat that is theirs; one that is only possible does not."""
    if seat.volunteer_id is None:
        return None
    rows = book.facts.absences_by_volunteer.get(seat.volunteer_id, ())
    return next((row for row in rows if not row.tentative and row.interval.overlaps(seat.interval)), None)


def _fallen_out(book: DayBook, trip: Trip, seat: Seat, absence: Absence, idle: Idle) -> Need:
    """Somebody sits there and cannot."""
    free = next((person for person in idle.people(seat.role) if person.id != seat.volunteer_id), None)
    begins = local(seat.starts_at, book.site.zone)
    parts = [say("Begins {hour}.", hour=begins.time())]
    if free is not None:
        parts.append(say("Free: {name}.", name=free.name))
    name = book.facts.volunteers[seat.volunteer_id].name if seat.volunteer_id else ""
    told = {"trip": trip.label, "name": name, "kind": ABSENCES[absence.kind], "role": ROLES[seat.role]}
    return Need(
        kind=NeedKind.CREW_OPEN,
        state=State.WARNING,
        title=say("{trip}: {name} ({role}) is {kind}", **told),
        detail=joined(parts),
        by=begins,
        actions=(Action(ActionKind.FIND_COVER, say("Find cover"), "seat", seat.id),),
    )


def _crew(book: DayBook, trip: Trip, seats: Sequence[Seat], idle: Idle) -> Need:
    zone, first = book.site.zone, seats[0]
    people = [book.facts.volunteers[seat.volunteer_id] for seat in seats if seat.volunteer_id is not None]
    wakes = local(first.starts_at - minutes(book.facts.policy.wake_up if first.role is Role.DRIVER else 0), zone)
    parts: list[Sentence] = []
    if people and first.answer is Answer.ASKED and people[0].last_asked_at is not None:
        parts.append(say("Asked {moment}.", moment=local(people[0].last_asked_at, zone)))
    is_driver = first.role is Role.DRIVER
    parts.append((say("Wake-up {hour}.", hour=wakes.time())) if is_driver else say("Begins {hour}.", hour=wakes.time()))
    free = next(iter(idle.people(first.role)), None)
    if free is not None:
        parts.append(say("Free: {name}.", name=free.name))
    cover = Action(ActionKind.FIND_COVER, say("Find cover"), "seat", first.id)
    if people:
        names = listing([plain(person.name) for person in people])
        return Need(
            kind=NeedKind.CREW_NOT_CONFIRMED,
            state=State.WARNING,
            title=say("{trip}: {name} not confirmed", trip=trip.label, name=names),
            detail=joined(parts),
            by=wakes,
            actions=(call(people[0]), cover),
        )
    roles = listing([ROLES[seat.role] for seat in seats])
    title = say("{trip}: no {role}", trip=trip.label, role=roles)
    return Need(NeedKind.CREW_OPEN, State.WARNING, title, joined(parts), wakes, (cover,))


def gates(book: DayBook) -> Iterator[Need]:
    """Shelters that are locked when a trip picks people up, as long as nobody has answered for it."""
    for trip in book.trips:
        shut = next((b for b, overruled in book.breaches(trip) if b.code == "GATE" and not overruled), None)
        stop = next(
            (
                stop
                for stop in book.facts.stops_by_trip.get(trip.id, ())
                if stop.arrives_at is not None and opening(book.facts.places[stop.place_id], stop.arrives_at)
            ),
            None,
        )
        if shut is None or stop is None or stop.arrives_at is None:
            continue
        place = book.facts.places[stop.place_id]
        action = Action(ActionKind.OPEN_TRIP, say("Open the trip"), "trip", trip.id)
        if place.gate_phone:
            action = Action(ActionKind.CALL, say("Call the gate"), "place", place.id, place.gate_phone)
        yield Need(
            kind=NeedKind.GATE_LOCKED,
            state=State.WARNING,
            title=say("{trip}: {place} is locked then", trip=trip.label, place=place.label),
            detail=joined([shut.sentence, *shut.mends[:1]]),
            by=local(stop.arrives_at, book.site.zone),
            actions=(action,),
        )


def no_standby(book: DayBook) -> Iterator[Need]:
    """Nobody waits for those who will come back at an hour that nobody knows (field research 1.3)."""
    hearings = called(book.facts, book.day)
    if not hearings or any(trip.leg is Leg.RETURN for trip in book.trips):
        return
    whole = day_interval(book.day, book.site.zone)
    yield Need(
        kind=NeedKind.NO_STANDBY,
        state=State.WARNING,
        title=say("Nobody stands by for the way back"),
        detail=say("Whoever comes back from court has no ride and no hour."),
        by=local(whole.end, book.site.zone),
        actions=(Action(ActionKind.ADD_STANDBY, say("Set a stand-by"), "hearing", hearings[0].id),),
    )


def not_confirmed(book: DayBook) -> Iterator[Need]:
    """Report times that nobody has compared with the paper, of households that have not gone yet."""
    gone = {ride.household_id for trip in book.trips if book.state(trip) is State.DONE for ride in book.rides(trip)}
    found = [
        hearing
        for hearing in called(book.facts, book.day)
        if hearing.report_time is not None
        and hearing.report_source is not TimeSource.TYPED
        and hearing.end is None
        and hearing.household_id not in gone
    ]
    if not found or found[0].report_at is None:
        return
    first = found[0]
    names = [book.facts.households[hearing.household_id].code for hearing in found]
    title = say("{code}: report time {hour} not confirmed", code=names[0], hour=first.report_time)
    if len(found) > 1:
        title = say("{n} households: report time not confirmed", n=len(found))
    compare = say("Compare it with the tear sheet.")
    yield Need(
        kind=NeedKind.REPORT_NOT_CONFIRMED,
        state=State.WARNING,
        title=title,
        detail=say("{codes}. {what}", codes=codes(names), what=compare) if len(found) > 1 else compare,
        by=local(first.report_at or book.now, book.site.zone),
        actions=(_type_report_time(first.id),),
    )


def _type_report_time(hearing: HearingId) -> Action:
    return Action(ActionKind.TYPE_REPORT_TIME, say("Type the report time"), "hearing", hearing)


def papers(book: DayBook) -> Iterator[Need]:
    """Papers that are not there or no longer valid, of everybody who has not been handed over, in one."""
    found = []
    for trip in book.trips:
        if trip.leg is Leg.OUT and not book.is_handed_over(trip):
            for ride in book.rides(trip):
                household = book.facts.households[ride.household_id]
                missing = [PAPERS[kind] for kind in household.lacking(book.day)]
                if missing:
                    found.append((trip, household, listing(missing)))
    if not found:
        return
    trip, first, wanted = found[0]
    title, detail = (
        say("{code}: papers", code=first.code),
        say("Not there, or no longer valid: {papers}.", papers=wanted),
    )
    if len(found) > 1:
        title = say_n("{n} household: papers", "{n} households: papers", len(found))
        told = [say("{code}: {papers}", code=row.code, papers=some) for _, row, some in found[:MOST_NAMED]]
        detail = listing(told)
        if len(found) > MOST_NAMED:
            detail = say("{codes} and {n} more", codes=detail, n=len(found) - MOST_NAMED)
    yield Need(
        kind=NeedKind.PAPERS,
        state=State.WARNING,
        title=title,
        detail=detail,
        by=local(trip.departs_at or book.now, book.site.zone),
        actions=(Action(ActionKind.OPEN_HOUSEHOLD, say("Open the household"), "household", first.id),),
    )


def alarm_clocks(book: DayBook) -> Iterator[Need]:
    """When each driver must get up, in one, to be sent to them tonight."""
    found = []
    for trip in book.trips:
        for seat, person, wakes_at in book.drivers(trip):
            wakes = local(wakes_at, book.site.zone)
            found.append((wakes, person.name, trip.label, local(seat.starts_at, book.site.zone), seat.id))
    if not found:
        return
    found.sort(key=lambda one: one[0])
    lines = tuple(
        say(
            "{trip}, {name}: wake-up {wakes}, leave at {leaves}",
            trip=trip,
            name=name,
            wakes=wakes,
            leaves=leaves.time(),
        )
        for wakes, name, trip, leaves, _ in found
    )
    shown = [f"{wakes:%H:%M} {name.split()[0]} ({trip})" for wakes, name, trip, _, _ in found]
    yield Need(
        kind=NeedKind.ALARM_CLOCKS,
        state=State.DUE,
        title=say_n("Alarm clock of {n} driver", "Alarm clocks of {n} drivers", len(found)),
        detail=say("{codes}.", codes=codes(shown)),
        by=found[0][0],
        actions=(Action(ActionKind.COPY, say("Copy the times"), "seat", found[0][4], text=lines),),
    )
