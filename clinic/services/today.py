"""The Today page: who must be where now, what is wrong, who is not back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from clinic.domain.hearings import Hearing, HearingEnd
from clinic.domain.ids import SiteId
from clinic.domain.people import Role
from clinic.domain.trips import Leg
from clinic.domain.when import Interval, at, local, minutes, minutes_ahead
from clinic.domain.words import HEARING_ENDS
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.rides import CheckInView, State
from clinic.services.views.today import FreeNow, NotBack, TodayView, TripBlock, TwoClocks, When

from . import rides_day, telling
from .coming import coming_up
from .coverage import called, persons_of, uncovered
from .day_book import DayBook
from .day_rows import gap_block, households, persons, trip_block
from .day_sessions import DaySessions
from .idle import Idle
from .needs import needs
from .not_back import not_back

MOST_FREE = 5
#: Days ahead in which the next hearing is looked for when there is none today.
AHEAD = 30


def today(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> TodayView:
    """The board of a day at a site as of `now`: today's, tomorrow's with what to settle tonight, a day gone by."""
    book = DayBook.open(uow, site=site, day=day, now=now)
    missing = tuple(rides_day.not_covered(book, case) for case in uncovered(book.facts, day))
    blocks = tuple(trip_block(book, trip) for trip in book.trips if trip.leg is not Leg.RETURN)
    idle = Idle.on(uow, site=site, day=day)
    sessions = DaySessions.of(uow, site=site, day=day, now=book.now)
    gaps = tuple(sessions.gaps(idle))
    out = not_back(uow, site=site, now=book.now)
    wanted = needs(uow, book, idle, sessions, missing=missing, out=out, gaps=gaps)
    hearings = called(book.facts, day)
    people = sum(len(persons_of(book.facts, hearing)) for hearing in hearings)
    count = len({hearing.household_id for hearing in hearings})
    return TodayView(
        site_id=site,
        day=day,
        now=local(book.now, book.site.zone),
        clocks=telling.day_clocks(book),
        line=_line(count, people, len(blocks)),
        households=count,
        people=people,
        trips=blocks,
        not_covered=gap_block(book, missing),
        not_back=out,
        not_back_words=_not_back_words(book, out, count),
        standby=tuple(_standby(book)),
        needs=tuple(wanted),
        needs_in_all=len(wanted),
        coming_up=coming_up(book, sessions, out),
        check_ins_so_far=tuple(_so_far(blocks)),
        free_now=tuple(_free_now(uow, book, idle)) if book.when is not When.PAST else (),
        next_day=None if hearings else _next_day(uow, site, day),
        when=book.when,
        gaps=gaps,
        two_clocks=_two_clocks(book),
        ended=tuple(_ended(hearings)) if book.when is When.PAST else (),
    )


def _line(count: int, people: int, trips: int) -> Sentence:
    return say(
        "{households}, {people}, {trips}",
        households=households(count),
        people=persons(people),
        trips=say_n("{n} trip", "{n} trips", trips),
    )


def _not_back_words(book: DayBook, out: tuple[NotBack, ...], count: int) -> Sentence:
    """'from earlier days: 2; today's 9 join when court starts'."""
    earlier = sum(each.day < book.day for each in out)
    joined = len(out) - earlier
    still_to_join = max(0, count - joined)
    if book.when is not When.TODAY:
        return say_n("{n} household is still out", "{n} households are still out", len(out))
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
    """Who waits for those who come back, those of the same hours together; and waits for which nobody is there yet."""
    names: dict[tuple[datetime, datetime], list[Sentence]] = {}
    for trip in book.trips:
        hours = telling.standby(book, trip)
        if trip.leg is not Leg.RETURN or not hours:
            continue
        name = telling.name_of(book, trip, Role.DRIVER)
        if name:
            names.setdefault(hours, []).append(plain(name))
        else:
            yield say("{trip}: nobody yet, {start}–{end}", trip=trip.label, start=hours[0].time(), end=hours[1].time())
    for (start, end), people in names.items():
        yield say("{name}, {start}–{end}", name=listing(people), start=start.time(), end=end.time())


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


def _two_clocks(book: DayBook) -> TwoClocks | None:
    """The port's clock over the site's own where the two sides differ; else that of a shelter in another zone."""
    site, noon = book.site, at(book.day, time(12), book.site.zone)
    ahead = minutes_ahead(site.us_zone, site.zone, noon)
    if ahead:
        return TwoClocks(site.us_city, ahead, site.city, 0)
    stops = (stop for trip in book.trips for stop in book.facts.stops_by_trip.get(trip.id, ()))
    zones = {book.facts.places[stop.place_id].zone for stop in stops}
    for zone in sorted(zones - {site.zone}):
        if other := minutes_ahead(zone, site.zone, noon):
            return TwoClocks(site.city, 0, zone.rpartition("/")[2].replace("_", " "), other)
    return None


def _ended(hearings: list[Hearing]) -> Iterator[tuple[State, Sentence]]:
    """How a day gone by ended, by households; last those of whom nobody has written anything."""
    for end in HearingEnd:
        if n := sum(hearing.end is end for hearing in hearings):
            yield State.DONE, say("{what}: {n}", what=HEARING_ENDS[end], n=n)
    if n := sum(hearing.end is None for hearing in hearings):
        yield State.NO_WORD, say("nobody has written how it ended: {n}", n=n)
