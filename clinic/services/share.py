"""Who holds which copy of the plan, and whether it is old: the ledger of the Share page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.feeds import Delivery, DeliveryKind, FeedEvent
from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.when import Interval, Week
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork

from . import feeds, workbook


class State(Enum):
    """How a copy stands."""

    FRESH = "fresh"
    OLD = "old"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Copy:
    """What somebody holds. `volunteer_id` is set for a feed; `week` (and `site_id`, if of one site) for a workbook.

    `news` says what has changed since ('2 new, 1 changed'), as far as it can be told.
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


@dataclass(frozen=True, slots=True)
class Ledger:
    """All copies: old ones first, then those never made, then fresh ones."""

    copies: tuple[Copy, ...]

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
    copies = [*_feeds(uow, first, last), *_workbooks(uow)]
    order = (State.OLD, State.NEVER, State.FRESH)
    return Ledger(tuple(sorted(copies, key=lambda copy: (order.index(copy.state), copy.kind.value, folded(copy.who)))))


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
        news = behind[volunteer.id].words if volunteer.id in behind else None
        yield Copy(DeliveryKind.FEED, volunteer.name, say("calendar"), state, since, volunteer.id, news=news)


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
