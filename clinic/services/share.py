"""Who holds which copy of the plan, and whether it is old: the ledger of the Share page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from clinic.domain.feeds import Delivery, DeliveryKind, FeedEvent
from clinic.domain.ids import SiteId, TripId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.trips import Trip
from clinic.domain.when import Interval, Week
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork

from . import feeds, slips, workbook

#: Telephones look at a calendar once a day: whoever has less time than that is called (see the Share page).
CALL_WITHIN = timedelta(hours=24)


class State(Enum):
    """How a copy stands."""

    FRESH = "fresh"
    OLD = "old"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Copy:
    """What somebody holds. `volunteer_id` is set for a feed and a slip; `week` (and `site_id`) for a workbook.

    `news` says what has changed since ('2 new, 1 changed'), as far as it can be told, and `next_at` when the first of
    what changed begins. `trip_id` is the trip of a slip.
    """

    kind: DeliveryKind
    who: str
    what: Sentence
    state: State
    since: datetime | None = None
    volunteer_id: VolunteerId | None = None
    week: Week | None = None
    site_id: SiteId | None = None
    news: Sentence | None = None
    next_at: datetime | None = None
    trip_id: TripId | None = None


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """Somebody to call because no copy reaches them in time: what they hold, and when the first change begins."""

    volunteer_id: VolunteerId
    name: str
    phone: str
    what: tuple[Sentence, ...]
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """All copies: old ones first, then those never made, then fresh ones.

    `phone`: whom to call, the most pressing first: what changed for them begins within a day (`CALL_WITHIN`). Whoever
    is away at that time is not called; it was they who told us.
    """

    copies: tuple[Copy, ...]
    phone: tuple[PhoneLine, ...] = ()

    @property
    def behind(self) -> frozenset[VolunteerId]:
        """Everybody who holds an old copy of whatever kind."""
        return frozenset(c.volunteer_id for c in self.copies if c.volunteer_id and c.state is State.OLD)

    def count(self, state: State) -> int:
        """How many stand so."""
        return sum(copy.state is state for copy in self.copies)

    @property
    def line(self) -> Sentence:
        """'12 copies: 3 old, 2 never sent'."""
        return say_n(
            "{n} copy: {old} old, {never} never sent",
            "{n} copies: {old} old, {never} never sent",
            len(self.copies),
            old=self.count(State.OLD),
            never=self.count(State.NEVER),
        )


def ledger(uow: UnitOfWork, *, first: date | None = None, last: date | None = None) -> Ledger:
    """Every volunteer's feed (of the days from `first` to `last`, see `feeds.window`), every workbook not yet over."""
    first, last = feeds.window(uow.now(), first, last)
    copies = [*_feeds(uow, first, last), *_slips(uow), *_workbooks(uow)]
    order = (State.OLD, State.NEVER, State.FRESH)
    copies.sort(key=lambda copy: (order.index(copy.state), copy.kind.value, folded(copy.who)))
    return Ledger(tuple(copies), tuple(sorted(_phone(uow, copies), key=lambda line: (line.next_at, folded(line.name)))))


def _phone(uow: UnitOfWork, copies: list[Copy]) -> Iterator[PhoneLine]:
    now, held = uow.now(), defaultdict[VolunteerId, list[Copy]](list)
    for copy in copies:
        pressing = copy.next_at is not None and copy.next_at <= now + CALL_WITHIN
        if copy.volunteer_id is not None and copy.state is not State.FRESH and pressing:
            held[copy.volunteer_id].append(copy)
    for person in uow.volunteers.where(id=set(held)) if held else ():
        first = min(copy.next_at for copy in held[person.id] if copy.next_at is not None)
        if not uow.absences.during(Interval(first, first + timedelta.resolution), volunteer_id=person.id):
            what = tuple(copy.what for copy in held[person.id])
            yield PhoneLine(person.id, person.name, person.phone, what, first)


def _slips(uow: UnitOfWork) -> Iterator[Copy]:
    """The newest slip of each member of the crew of a trip that is not over."""
    newest: dict[tuple[TripId, VolunteerId], Delivery] = {}
    for row in uow.deliveries.where(kind=DeliveryKind.PAPER):
        trip_id = slips.trip_of(row.what)
        if trip_id is not None and row.volunteer_id is not None:
            newest[trip_id, row.volunteer_id] = row
    trips = {row.id: row for row in uow.trips.where(id={trip_id for trip_id, _ in newest})} if newest else {}
    names = {row.id: row.name for row in uow.volunteers.where(id={who for _, who in newest})} if newest else {}
    for (trip_id, who), given in newest.items():
        trip = trips.get(trip_id)
        if trip is None or (_ends(trip) or uow.now()) < uow.now():
            continue
        is_fresh = slips.fingerprint(uow, trip) == given.fingerprint
        yield Copy(
            kind=DeliveryKind.PAPER,
            who=names[who],
            what=say("slip of {trip}", trip=trip.label),
            state=State.FRESH if is_fresh else State.OLD,
            since=given.given_at,
            volunteer_id=who,
            site_id=trip.site_id,
            next_at=None if is_fresh else trip.departs_at or trip.standby_from or trip.report_at,
            trip_id=trip.id,
        )


def _ends(trip: Trip) -> datetime | None:
    return trip.arrives_at or trip.standby_until or trip.report_at


def _feeds(uow: UnitOfWork, first: date, last: date) -> Iterator[Copy]:
    """Feeds of all who hold one, or have something planned that was never sent."""
    behind = feeds.behind(uow, first=first, last=last)
    given = {row.volunteer_id: row for row in uow.deliveries.where(kind=DeliveryKind.FEED)}
    told: dict[VolunteerId, list[FeedEvent]] = defaultdict(list)
    for event in uow.feed_events.where(volunteer_id=set(given)):
        told[event.volunteer_id].append(event)
    for volunteer in uow.volunteers.where(gone=False):
        copy = given.get(volunteer.id)
        if copy is None and volunteer.id not in behind:
            continue
        old = copy is not None and (volunteer.id in behind or not _tells_the_same(copy, told[volunteer.id]))
        state = State.NEVER if copy is None else State.OLD if old else State.FRESH
        since = copy.given_at if copy else None
        news = behind.get(volunteer.id)
        yield Copy(
            kind=DeliveryKind.FEED,
            who=volunteer.name,
            what=say("calendar"),
            state=state,
            since=since,
            volunteer_id=volunteer.id,
            news=news.words if news else None,
            next_at=news.first_at if news else None,
        )


def _tells_the_same(copy: Delivery, events: list[FeedEvent]) -> bool:
    first, last = map(date.fromisoformat, copy.what.split("/"))
    span = feeds.days(first, last)
    shown = [event for event in events if Interval(event.starts_at, event.ends_at).overlaps(span)]
    return feeds.fingerprint_of(shown) == copy.fingerprint


def _workbooks(uow: UnitOfWork) -> Iterator[Copy]:
    """The newest workbook of each week that is not over."""
    cities = {site.id: site.city for site in uow.sites.where()}
    newest = {row.what: row for row in uow.deliveries.where(kind=DeliveryKind.WORKBOOK)}
    for what, given in newest.items():
        week, site = workbook.read_what(what)
        if week < Week.of(uow.now().date()) or (site is not None and site not in cities):
            continue
        is_fresh = workbook.current_fingerprint(uow, week=week, site=site) == given.fingerprint
        yield Copy(
            kind=DeliveryKind.WORKBOOK,
            who=cities[site] if site else ", ".join(cities.values()),
            what=say("workbook of {week}", week=str(week)),
            state=State.FRESH if is_fresh else State.OLD,
            since=given.given_at,
            week=week,
            site_id=site,
        )
