"""What needs the coordinator: now on the day itself, tonight for a day to come. Worst first, the like of it in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime

from clinic.domain.sessions import Seat
from clinic.domain.trips import CheckIn, Trip
from clinic.domain.when import day_interval, length_minutes, local
from clinic.domain.words import CHECK_INS
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import wording
from clinic.services.views.rides import NotCovered, State
from clinic.services.views.today import Action, ActionKind, Need, NeedKind, NotBack, SeatGap, When

from . import needs_of_trips as of_trips
from .day_book import HALF_A_DAY, DayBook
from .day_sessions import DaySessions
from .idle import Idle
from .languages_ahead import languages_ahead
from .needs_of_dates import needs_of_dates
from .open_chains import open_chains
from .phrases import codes

_ORDER = list(NeedKind)


def needs(
    uow: UnitOfWork,
    book: DayBook,
    idle: Idle,
    sessions: DaySessions,
    *,
    missing: Sequence[NotCovered],
    out: Sequence[NotBack],
    gaps: Sequence[SeatGap],
) -> list[Need]:
    """Everything of the day that needs somebody; of a day gone by only what nobody has written down yet."""
    found = [*_silence(book), *_decisions(book, out)] if book.when is not When.LATER else []
    if book.when is not When.PAST:
        chains = list(open_chains(uow, sessions))
        asked = {action.row_id for need in chains for action in need.actions}
        found += [
            *of_trips.not_covered(book, missing),
            *of_trips.crews(book, idle),
            *of_trips.not_confirmed(book),
            *chains,
            *_gaps(gap for gap in gaps if gap.seat_id not in asked),
            *languages_ahead(uow, site=book.site.id, now=book.now),
            *needs_of_dates(uow, site=book.site.id, now=book.now),
            *of_trips.papers(book),
        ]
    if book.when is When.LATER:
        found += [*of_trips.gates(book), *of_trips.no_standby(book), *of_trips.alarm_clocks(book)]
    return sorted(found, key=lambda need: (_ORDER.index(need.kind), need.by))


def _silence(book: DayBook) -> Iterator[Need]:
    """One a silent trip; those of which nobody has heard for half a day, and of which there are several, in one."""
    late = [(trip, row, row.due_at) for trip in book.trips if (row := book.late(trip)) is not None and row.due_at]
    long = [one for one in late if length_minutes(one[2], book.now) >= HALF_A_DAY]
    if len(long) > 1:
        labels = codes([trip.label for trip, _, _ in long])
        trip, _, due = min(long, key=lambda one: one[2])
        yield Need(
            kind=NeedKind.NO_WORD,
            state=State.NO_WORD,
            title=say("{n} trips: no word for half a day", n=len(long)),
            detail=say("{labels}. Write down what is known of them.", labels=labels),
            by=local(due, book.site.zone),
            actions=(_record(trip),),
        )
        late = [one for one in late if one not in long]
    yield from (_silent(book, trip, row, due) for trip, row, due in late)


def _silent(book: DayBook, trip: Trip, late: CheckIn, due: datetime) -> Need:
    zone = book.site.zone
    first = next((seat for seat in book.crew(trip) if seat.volunteer_id is not None), None)
    actions = [*_whom_to_call(book, trip, first), _record(trip)]
    since = wording.hour(local(due, zone), zone, book.now)
    return Need(
        kind=NeedKind.NO_WORD,
        state=State.NO_WORD,
        title=say("{trip}: no word since {hour}", trip=trip.label, hour=since),
        detail=_last_word(book, trip, late),
        by=local(due, zone),
        actions=tuple(actions),
    )


def _whom_to_call(book: DayBook, trip: Trip, first: Seat | None) -> Iterator[Action]:
    """The button opens the list of whom to call, in order; it bears the name of the first."""
    person = book.facts.volunteers.get(first.volunteer_id) if first and first.volunteer_id else None
    words = say("Call {name}", name=person.name.split()[0]) if person else say("Whom to call")
    yield Action(ActionKind.CALL, words, "trip", trip.id, person.phone if person else "")


def _record(trip: Trip) -> Action:
    return Action(ActionKind.RECORD_CHECK_IN, say("Record check-in"), "trip", trip.id)


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


def _gaps(gaps: Iterator[SeatGap]) -> Iterator[Need]:
    """One a session with open seats."""
    by_session: dict[Hashable, list[SeatGap]] = defaultdict(list)
    for gap in gaps:
        by_session[str(gap.session), gap.place, gap.starts].append(gap)
    for of_one in by_session.values():
        first, n = of_one[0], len(of_one)
        told = {"session": first.session, "hour": first.starts.time()}
        title = (
            say("{session} {hour}: no {seat}", seat=first.seat, **told)
            if n == 1
            else say("{session} {hour}: {n} open seats", n=n, **told)
        )
        helpers = sorted({name for gap in of_one for name in gap.helpers})
        free = say("{place}. Free: {names}.", place=first.place, names=codes(helpers, most=2))
        yield Need(
            kind=NeedKind.SEAT_OPEN,
            state=State.WARNING,
            title=title,
            detail=free if helpers else say("{place}. Nobody is free who could.", place=first.place),
            by=first.starts,
            actions=(Action(ActionKind.FIND_COVER, say("Find cover"), "seat", first.seat_id),),
        )


def _decisions(book: DayBook, out: Sequence[NotBack]) -> Iterator[Need]:
    """Returns about which somebody must decide before the day is over: one a trip of this day, one an earlier day."""
    end = day_interval(book.day, book.site.zone).end
    groups: dict[Hashable, list[NotBack]] = defaultdict(list)
    for case in out:
        if case.decide_by < end and (book.when is When.TODAY or case.day == book.day):
            groups[case.trip_id if case.day == book.day else case.day, case.is_late].append(case)
    yield from (_decision(book, cases) for cases in groups.values())


def _decision(book: DayBook, cases: Sequence[NotBack]) -> Need:
    first, n = cases[0], len(cases)
    hour = first.decide_by.time() if first.decide_by.date() == book.day else first.decide_by
    trip = book.facts.trips.get(first.trip_id)
    title, detail = say("{code}: decide by {hour}", code=first.code, hour=hour), first.known
    if n > 1:
        detail = say("{codes}. Decide by {hour}.", codes=codes([case.code for case in cases]), hour=hour)
        where = trip.label if trip and first.day == book.day else first.day
        title = say_n("{n} household of {where}: not back", "{n} households of {where}: not back", n, where=where)
    also = tuple(case.household_id for case in cases[1:])
    return Need(
        kind=NeedKind.DECIDE,
        state=State.NO_WORD if first.is_late else State.RETURN_OPEN,
        title=title,
        detail=detail,
        by=first.decide_by,
        actions=(Action(ActionKind.RECORD_RETURN, say("Record"), "household", first.household_id, also=also),),
    )
