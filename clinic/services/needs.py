"""What needs the coordinator now, worst first, and what comes up next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from clinic.domain.households import Household, PaperKind
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Answer, Seat, SessionStatus
from clinic.domain.trips import CheckIn, Leg, Trip
from clinic.domain.when import Interval, day_interval, length_minutes, local, minutes
from clinic.domain.words import CHECK_INS, HEARINGS, PAPERS, ROLES
from clinic.i18n import Sentence, listing, plain, say
from clinic.ports import UnitOfWork
from clinic.rules import wording
from clinic.services.views.rides import NotCovered, State
from clinic.services.views.today import Action, ActionKind, Coming, ComingKind, Need, NeedKind, NotBack

from . import expected, telling
from .day_book import HALF_A_DAY, DayBook
from .idle import Idle
from .labels import session_name
from .open_chains import open_chains

#: Papers without which nobody crosses (field research 1.4); a permit that ends before the day is told as well.
NEEDED = (PaperKind.TEAR_SHEET, PaperKind.NTA, PaperKind.HEARING_NOTICE)
#: So much is shown of what comes up.
MOST_COMING = 7
_ORDER = list(NeedKind)


def needs(
    uow: UnitOfWork, book: DayBook, idle: Idle, missing: Sequence[NotCovered], out: Sequence[NotBack]
) -> list[Need]:
    """Everything of the day that needs somebody: silence, no ride, crews, interpreters, papers, returns."""
    found = [
        *_silence(book),
        *_not_covered(book, missing),
        *_crews(book, idle),
        *open_chains(uow, site=book.site.id, day=book.day, now=book.now),
        *_papers(book),
        *_decisions(book, out),
    ]
    return sorted(found, key=lambda need: (_ORDER.index(need.kind), need.by))


def _silence(book: DayBook) -> Iterator[Need]:
    for trip in book.trips:
        late = book.late(trip)
        if late is None or late.due_at is None:
            continue
        driver = next((seat for seat in book.crew(trip) if seat.volunteer_id is not None), None)
        due = local(late.due_at, book.site.zone)
        actions = [_call(book.facts.volunteers[driver.volunteer_id])] if driver and driver.volunteer_id else []
        actions.append(Action(ActionKind.RECORD_CHECK_IN, say("Record check-in"), "trip", trip.id))
        yield Need(
            kind=NeedKind.NO_WORD,
            state=State.NO_WORD,
            title=say(
                "{trip}: no word since {hour}", trip=trip.label, hour=wording.hour(due, book.site.zone, book.now)
            ),
            detail=_last_word(book, trip, late),
            by=due,
            actions=tuple(actions),
        )


def _last_word(book: DayBook, trip: Trip, late: CheckIn) -> Sentence:
    rows = [row for row in book.check_ins.get(trip.id, ()) if row.done_at is not None and row.household_id is None]
    last = max(rows, key=lambda row: row.done_at or book.now, default=None)
    waited = length_minutes(late.due_at or book.now, book.now)
    missing = say("“{what}” was due {length} ago", what=CHECK_INS[late.kind], length=wording.length(waited))
    if waited >= HALF_A_DAY:
        missing = say("“{what}” is overdue", what=CHECK_INS[late.kind])
    if last is None or last.done_at is None:
        return say("{missing}. No word yet.", missing=missing)
    told = {"what": CHECK_INS[last.kind], "hour": local(last.done_at, book.site.zone).time()}
    return say("{missing}. Last: {what} {hour}.", missing=missing, **told)


def _not_covered(book: DayBook, missing: Sequence[NotCovered]) -> Iterator[Need]:
    for case in missing:
        if case.report is None:
            yield Need(
                kind=NeedKind.NO_REPORT_TIME,
                state=State.NOT_COVERED,
                title=say("{code}: report time missing", code=case.code),
                detail=say("Type it from the tear sheet. {words}", words=case.words),
                by=day_interval(book.day, book.site.zone).start,
                actions=(Action(ActionKind.TYPE_REPORT_TIME, say("Type the report time"), "hearing", case.hearing_id),),
            )
            continue
        by = case.latest_pick_up or case.report
        yield Need(
            kind=NeedKind.NOT_COVERED,
            state=State.NOT_COVERED,
            title=say("{code}: no ride at {hour}", code=case.code, hour=by.here.time()),
            detail=case.words,
            by=by.here,
            actions=(Action(ActionKind.SEE_OPTIONS, say("See options"), "hearing", case.hearing_id),),
        )


def _crews(book: DayBook, idle: Idle) -> Iterator[Need]:
    """Open and unconfirmed seats of trips that have not left, by when the driver wakes up or the seat's duty begins."""
    for trip in book.trips:
        if trip.leg is not Leg.RETURN and (book.state(trip) in (State.DONE, State.NO_WORD) or not book.rides(trip)):
            continue
        for seat in book.crew(trip):
            if seat.answer is Answer.CONFIRMED and seat.volunteer_id is not None:
                continue
            yield _seat(book, trip, seat, next(iter(idle.people(seat.role)), None))


def _seat(book: DayBook, trip: Trip, seat: Seat, free: Volunteer | None) -> Need:
    zone = book.site.zone
    person = book.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
    wakes = seat.starts_at - minutes(book.facts.policy.wake_up if seat.role is Role.DRIVER else 0)
    parts: list[Sentence] = []
    if person is not None and seat.answer is Answer.ASKED and person.last_asked_at is not None:
        parts.append(say("Asked {moment}.", moment=local(person.last_asked_at, zone)))
    hour = local(wakes, zone).time()
    parts.append(say("Wake-up {hour}.", hour=hour) if seat.role is Role.DRIVER else say("Begins {hour}.", hour=hour))
    if free is not None:
        parts.append(say("Free: {name}.", name=free.name))
    told = {"trip": trip.label, "role": ROLES[seat.role]}
    cover = Action(ActionKind.FIND_COVER, say("Find cover"), "seat", seat.id)
    return Need(
        kind=NeedKind.CREW_OPEN if person is None else NeedKind.CREW_NOT_CONFIRMED,
        state=State.WARNING,
        title=say("{trip}: {name} not confirmed", name=person.name, **told)
        if person
        else say("{trip}: no {role}", **told),
        detail=joined(parts),
        by=local(wakes, zone),
        actions=(cover,) if person is None else (_call(person), cover),
    )


def joined(parts: Sequence[Sentence]) -> Sentence:
    """Whole sentences one after another."""
    found = parts[0]
    for part in parts[1:]:
        found = say("{one} {two}", one=found, two=part)
    return found


def _call(person: Volunteer) -> Action:
    return Action(
        ActionKind.CALL, say("Call {name}", name=person.name.split()[0]), "volunteer", person.id, person.phone
    )


def _papers(book: DayBook) -> Iterator[Need]:
    for trip in book.trips:
        if trip.leg is not Leg.OUT or book.is_handed_over(trip):
            continue
        for ride in book.rides(trip):
            household = book.facts.households[ride.household_id]
            lacking = list(_lacking(household, book))
            if lacking:
                yield Need(
                    kind=NeedKind.PAPERS,
                    state=State.WARNING,
                    title=say("{code}: papers", code=household.code),
                    detail=say("Not there, or no longer valid: {papers}.", papers=listing(lacking)),
                    by=local(trip.departs_at or book.now, book.site.zone),
                    actions=(Action(ActionKind.OPEN_HOUSEHOLD, say("Open the household"), "household", household.id),),
                )


def _lacking(household: Household, book: DayBook) -> Iterator[Sentence]:
    for paper in household.papers:
        ended = paper.valid_until is not None and paper.valid_until < book.day
        if ended or (paper.kind in NEEDED and not paper.held):
            yield PAPERS[paper.kind]


def _decisions(book: DayBook, out: Sequence[NotBack]) -> Iterator[Need]:
    """Returns about which somebody must decide before the day is over."""
    end = day_interval(book.day, book.site.zone).end
    for case in out:
        if case.decide_by < end:
            hour = case.decide_by.time() if case.decide_by.date() == book.day else case.decide_by
            yield Need(
                kind=NeedKind.DECIDE,
                state=State.NO_WORD if case.is_late else State.RETURN_OPEN,
                title=say("{code}: decide by {hour}", code=case.code, hour=hour),
                detail=case.known,
                by=case.decide_by,
                actions=(Action(ActionKind.RECORD_RETURN, say("Record"), "household", case.household_id),),
            )


def coming_up(uow: UnitOfWork, book: DayBook, out: Iterable[NotBack]) -> tuple[Coming, ...]:
    """What happens next on the day, earliest first."""
    found = [*_of_trips(book), *_of_hearings(book), *_of_sessions(uow, book), *_of_returns(book, out)]
    later = [coming for coming in found if coming.hour.here >= book.now]
    return tuple(sorted(later, key=lambda coming: coming.hour.here)[:MOST_COMING])


def _of_trips(book: DayBook) -> Iterator[Coming]:
    zone, other = book.site.zone, book.site.us_zone
    for trip in book.trips:
        for seat in book.crew(trip):
            person = book.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
            if person is not None and seat.role is Role.DRIVER and trip.leg is not Leg.RETURN:
                wakes = telling.hour(seat.starts_at - minutes(book.facts.policy.wake_up), zone, other)
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


def _of_sessions(uow: UnitOfWork, book: DayBook) -> Iterator[Coming]:
    whole = Interval(book.now, max(day_interval(book.day, book.site.zone).end, book.now + timedelta.resolution))
    for session in uow.sessions.during(whole, site_id=book.site.id):
        hour = telling.hour(session.starts_at, book.site.zone, book.site.us_zone)
        if session.status is not SessionStatus.CANCELLED and hour is not None:
            place = book.facts.places[session.place_id].label
            words = say("{session}, {place}", session=session_name(session), place=place)
            yield Coming(hour, ComingKind.SESSION, words, "session", session.id)


def _of_returns(book: DayBook, out: Iterable[NotBack]) -> Iterator[Coming]:
    for case in out:
        hour = telling.hour(case.decide_by, book.site.zone, book.site.us_zone)
        if hour is not None and hour.here.date() == book.day:
            yield Coming(
                hour, ComingKind.DECIDE, say("{code}: decide", code=plain(case.code)), "household", case.household_id
            )
