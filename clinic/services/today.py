"""The Today page: who must be where now, what is wrong, who is not back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from clinic.domain.hearings import Hearing, HearingKind, TimeSource
from clinic.domain.ids import SiteId
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, Leg, Ride, Trip
from clinic.domain.when import Interval, local, minutes
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.rides import CheckInView, NotCovered, State
from clinic.services.views.today import (
    Bar,
    BarKind,
    FreeNow,
    HouseholdRow,
    NotBack,
    NotCoveredBlock,
    TodayView,
    TripBlock,
)

from . import expected, needs, rides_day, telling
from .coverage import called, persons_of, uncovered
from .day_book import DayBook
from .idle import Idle
from .not_back import not_back

#: How long hearings last is a guess (field research 1.3: no length of individual hearings was found).
GUESSED_MINUTES = {HearingKind.MASTER: 150, HearingKind.INDIVIDUAL: 240, HearingKind.OTHER: 150}
#: So many of the worst things stand on the page.
MOST_NEEDS = 5
MOST_FREE = 5
#: Days ahead in which the next hearing is looked for when there is none today.
AHEAD = 30


def today(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> TodayView:
    """The board of a day at a site as of `now`: today's, or tomorrow's with what must be settled tonight."""
    book = DayBook.open(uow, site=site, day=day, now=now)
    missing = tuple(rides_day.not_covered(book, case) for case in uncovered(book.facts, day))
    blocks = tuple(_block(book, trip) for trip in book.trips if trip.leg is not Leg.RETURN)
    idle = Idle.on(uow, site=site, day=day)
    out = not_back(uow, site=site, now=book.now)
    wanted = needs.needs(uow, book, idle, missing, out)
    hearings = called(book.facts, day)
    people = sum(len(persons_of(book.facts, hearing)) for hearing in hearings)
    households = len({hearing.household_id for hearing in hearings})
    return TodayView(
        site_id=site,
        day=day,
        now=local(book.now, book.site.zone),
        clocks=telling.clocks(book.site, book.now),
        line=_line(households, people, len(blocks)),
        households=households,
        people=people,
        trips=blocks,
        not_covered=_not_covered(book, missing),
        not_back=out,
        not_back_words=_not_back_words(out, households, day),
        standby=tuple(_standby(book)),
        needs=tuple(wanted[:MOST_NEEDS]),
        needs_in_all=len(wanted),
        coming_up=needs.coming_up(uow, book, out),
        check_ins_so_far=tuple(_so_far(blocks)),
        free_now=tuple(_free_now(uow, book, idle)),
        next_day=None if hearings else _next_day(uow, site, day),
    )


def _line(households: int, people: int, trips: int) -> Sentence:
    return say(
        "{households}, {people}, {trips}",
        households=say_n("{n} household", "{n} households", households),
        people=say_n("{n} person", "{n} people", people),
        trips=say_n("{n} trip", "{n} trips", trips),
    )


def _block(book: DayBook, trip: Trip) -> TripBlock:
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
    state, words = _how(book, trip, ride)
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
    )


def _how(book: DayBook, trip: Trip, ride: Ride) -> tuple[State, Sentence]:
    """A household's own state: what was said of it at the port counts more than how its trip stands."""
    for row in book.check_ins.get(trip.id, ()):
        mine = row.household_id == ride.household_id and row.done_at is not None
        if mine and row.kind is CheckInKind.RETURN:
            return State.DONE, say("back")
        if mine and row.kind in expected.AT_THE_GATE[1:]:
            return State.WARNING, say("turned away")
    state = book.state(trip)
    if state is State.DONE:
        return state, say("handed over") if book.is_handed_over(trip) else say("on the way")
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
        yield Bar(BarKind.HEARING, local(begins, zone), local(ends, zone))
    if back is None or back > ends:
        yield Bar(BarKind.RETURN_OPEN, local(ends, zone), local(back, zone) if back else None)


def _came_back(book: DayBook, trip: Trip, ride: Ride) -> datetime | None:
    found = (
        row.done_at
        for row in book.check_ins.get(trip.id, ())
        if row.household_id == ride.household_id and row.kind is CheckInKind.RETURN
    )
    return next(found, None)


def _not_covered(book: DayBook, missing: tuple[NotCovered, ...]) -> NotCoveredBlock | None:
    if not missing:
        return None
    people = sum(len(case.person_ids) for case in missing)
    hours = [case.latest_pick_up for case in missing if case.latest_pick_up is not None]
    first = min(hours, key=lambda each: each.here, default=None)
    words = say("{households}, {people}.", households=_households(len(missing)), people=_people(people))
    if first is not None:
        words = say("{words} Latest possible pick-up is {hour}.", words=words, hour=first.here.time())
    return NotCoveredBlock(words, people, first, tuple(_without_ride(book, case) for case in missing))


def _households(n: int) -> Sentence:
    return say_n("{n} household", "{n} households", n)


def _people(n: int) -> Sentence:
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
    )


def _not_back_words(out: tuple[NotBack, ...], households: int, day: date) -> Sentence:
    """'from earlier days: 2; today's 9 join when court starts'."""
    earlier = sum(each.day < day for each in out)
    joined = len(out) - earlier
    still_to_join = max(0, households - joined)
    if still_to_join:
        told = {"earlier": earlier}
        return say_n(
            "{earlier} from earlier days; today's {n} joins when court starts",
            "{earlier} from earlier days; today's {n} join when court starts",
            still_to_join,
            **told,
        )
    return say("{earlier} from earlier days, {n} from today", earlier=earlier, n=joined)


def _standby(book: DayBook) -> Iterable[Sentence]:
    for trip in book.trips:
        hours = telling.standby(book, trip)
        name = telling.name_of(book, trip, Role.DRIVER)
        if trip.leg is Leg.RETURN and hours:
            told = {"trip": trip.label, "start": hours[0].time(), "end": hours[1].time()}
            yield (
                say("{name}, {start}–{end}", name=name, **told)
                if name
                else say("{trip}: nobody yet, {start}–{end}", **told)
            )


def _so_far(blocks: tuple[TripBlock, ...]) -> list[tuple[str, CheckInView]]:
    """Every word that has come, newest first, with its trip."""
    found = [
        (view.done.here, block.label, view) for block in blocks for view in block.check_ins if view.done is not None
    ]
    return [(label, view) for _, label, view in sorted(found, key=lambda each: each[0], reverse=True)]


def _free_now(uow: UnitOfWork, book: DayBook, idle: Idle) -> Iterable[FreeNow]:
    """Drivers and escorts who have nothing to do today, and had nothing late enough yesterday to need their rest."""
    rest = Interval(book.now - minutes(book.facts.policy.rest), book.now + timedelta.resolution)
    found = {person.id: person for role in (Role.DRIVER, Role.ESCORT) for person in idle.people(role)}
    tired = {row.volunteer_id for row in uow.seats.during(rest, volunteer_id=set(found))} if found else set()
    rested = [person for person in found.values() if person.id not in tired]
    for person in rested[:MOST_FREE]:
        yield FreeNow(person.id, person.name, person.roles, say("free all day"))


def _next_day(uow: UnitOfWork, site: SiteId, day: date) -> date | None:
    rows = uow.hearings.between(day + timedelta(days=1), day + timedelta(days=AHEAD), site_id=site, cancelled=False)
    return rows[0].hearing_on if rows else None
