"""Volunteers' calendar feeds: what was told of each commitment is kept, so that every reader sees a change as a change.

An event keeps its UID for ever. Its revision and the instant of its last change move only when something that readers
see has changed; a commitment that was taken away is told as cancelled, not left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from uuid import uuid4

from clinic.domain.feeds import DeliveryKind, FeedEvent
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.outgoing import CalendarEvent
from clinic.domain.people import Volunteer
from clinic.domain.when import Interval
from clinic.i18n import Sentence, in_language, listing, say, say_n
from clinic.jobs import Progress, each, silent
from clinic.ports import CalendarWriter, Outbox, UnitOfWork

from .deliveries import record
from .disclosure import FeedItem, feed_items
from .feed_words import LABEL, FeedWords, notice

#: How far a feed reaches: cancelled events must stay for a month, and calendar programs choke on long files.
DAYS_BACK = timedelta(days=30)
DAYS_AHEAD = timedelta(days=90)

Key = tuple[VolunteerId, SeatId]
#: An event of a feed, and what is planned of it now (None: it was taken away).
Told = tuple[FeedEvent, FeedItem | None]


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One volunteer's feed as written. `file` is its name in the folder; `is_new`: it holds something new."""

    volunteer_id: VolunteerId
    name: str
    file: str
    events: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What an export has written, and the change that notes it."""

    files: tuple[FeedFile, ...]
    first: date
    last: date
    change: Change

    @property
    def written(self) -> int:
        """How many files hold something new."""
        return sum(file.is_new for file in self.files)


def window(now: datetime, first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """The days of a feed: as given, else from 30 days back to 90 ahead."""
    return first or (now - DAYS_BACK).date(), last or (now + DAYS_AHEAD).date()


def fingerprint_of(events: Iterable[FeedEvent]) -> str:
    """A digest of what a feed has told: its events and their revisions."""
    return sha256("\n".join(sorted(f"{event.uid} {event.sequence}" for event in events)).encode()).hexdigest()


def days(first: date, last: date) -> Interval:
    """From the beginning of one day to the end of another; a feed's edges need no zone."""
    start, end = (datetime.combine(on, time(), UTC) for on in (first, last + timedelta(days=1)))
    return Interval(start, end)


def refresh(uow: UnitOfWork, *, now: datetime, first: date, last: date) -> Change:
    """Note what feeds tell from now on of the days from `first` to `last`; nothing is noted where nothing changed."""
    _refresh(uow, _Gathered(uow, first, last), now)
    return uow.commit(say("Bring the feeds up to date"))


@dataclass(frozen=True, slots=True)
class News:
    """What would be new to a volunteer's calendar if it were written now.

    `first_at` is when the first of it that is not over begins, None when all of it is.
    """

    new: int = 0
    changed: int = 0
    cancelled: int = 0
    first_at: datetime | None = None

    @property
    def words(self) -> Sentence:
        """'2 new, 1 changed'."""
        parts = [
            say_n("{n} new", "{n} new", self.new) if self.new else None,
            say_n("{n} changed", "{n} changed", self.changed) if self.changed else None,
            say_n("{n} cancelled", "{n} cancelled", self.cancelled) if self.cancelled else None,
        ]
        return listing([part for part in parts if part is not None])


def behind(uow: UnitOfWork, *, first: date, last: date) -> dict[VolunteerId, News]:
    """Volunteers whose feed would change if it were written now, and how. Changes nothing."""
    gathered = _Gathered(uow, first, last)
    new: Counter[VolunteerId] = Counter()
    changed: Counter[VolunteerId] = Counter()
    for item, event, digest in gathered.live():
        if event is None:
            new[item.volunteer_id] += 1
        elif _is_news(event, digest):
            changed[item.volunteer_id] += 1
    gone = Counter(event.volunteer_id for event in gathered.taken_away() if not event.cancelled)
    firsts = _firsts(gathered, uow.now())
    return {who: News(new[who], changed[who], gone[who], firsts.get(who)) for who in (new | changed | gone)}


def _firsts(gathered: _Gathered, now: datetime) -> dict[VolunteerId, datetime]:
    """When the first change that is not over begins for each volunteer, at its old or new time."""
    found: dict[VolunteerId, datetime] = {}
    changed: list[FeedItem | FeedEvent] = [event for event in gathered.taken_away() if not event.cancelled]
    for item, event, digest in gathered.live():
        if event is None or _is_news(event, digest):
            changed += [item] if event is None else [item, event]
    for row in changed:
        if row.ends_at > now:
            found[row.volunteer_id] = min(row.starts_at, found.get(row.volunteer_id, row.starts_at))
    return found


def look(uow: UnitOfWork, *, volunteer: VolunteerId, first: date, last: date) -> tuple[CalendarEvent, ...]:
    """What the volunteer's calendar would show if it were written now, in the volunteer's language. Changes nothing."""
    person = uow.volunteers.get(volunteer)
    gathered = _Gathered(uow, first, last, volunteer)
    told: list[Told] = [(_new_event(item, digest, uow.now()), item) for item, _, digest in gathered.live()]
    told += [(event, None) for event in gathered.taken_away()]
    with in_language(person.feed_language):
        words = FeedWords()
        shown = [words.event(event, item) for event, item in told]
    return tuple(sorted(shown, key=lambda event: event.starts_at))


def export(
    uow: UnitOfWork,
    writer: CalendarWriter,
    out: Outbox,
    *,
    first: date | None = None,
    last: date | None = None,
    progress: Progress = silent,
) -> FeedReport:
    """Write one calendar file a volunteer into `out`, named by the volunteer's random id; each whole or not at all.

    A file whose bytes would be the same is not touched. Raises FileTrouble; then nothing is noted as told.
    """
    now = uow.now()
    first, last = window(now, first, last)
    gathered = _Gathered(uow, first, last)
    told = _refresh(uow, gathered, now)
    zones: dict[SiteId | None, str] = {site.id: site.zone for site in uow.sites.where()}
    volunteers = [volunteer for volunteer in gathered.volunteers if not volunteer.gone or volunteer.id in told]
    press = _Press(writer, uow.clinic().name, now.date())
    files = []
    for volunteer in each(volunteers, len(volunteers), str(say("Writing feeds")), progress):
        events = told.get(volunteer.id, [])
        zone = zones.get(volunteer.site_id) or (events[0][0].zone if events else "UTC")
        data = press.print(volunteer, zone, events)
        name = f"{volunteer.id}.ics"
        file = FeedFile(volunteer.id, volunteer.name, name, len(events), out.put(name, data))
        if file.is_new:
            mark = fingerprint_of(event for event, _ in events)
            record(uow, DeliveryKind.FEED, what=f"{first}/{last}", fingerprint=mark, volunteer=volunteer.id)
        files.append(file)
    written = sum(file.is_new for file in files)
    return FeedReport(tuple(files), first, last, uow.commit(say_n("Write {n} feed", "Write {n} feeds", written)))


class _Press:
    """Puts the events of one volunteer after another into bytes, in each one's language."""

    def __init__(self, writer: CalendarWriter, clinic: str, today: date) -> None:
        self._writer = writer
        self._clinic = clinic
        self._today = today
        self._words: dict[str, FeedWords] = defaultdict(FeedWords)

    def print(self, volunteer: Volunteer, zone: str, events: Sequence[Told]) -> bytes:
        """The calendar file; one without events holds a notice, because some programs refuse an empty calendar."""
        with in_language(volunteer.feed_language):
            words = self._words[volunteer.feed_language]
            shown = [words.event(event, item) for event, item in events] or [notice(volunteer.id, self._today)]
            name = str(say("{clinic}: my shifts", clinic=self._clinic))
            return self._writer.write(name, zone, shown)


class _Gathered:
    """What is planned from one day to another, beside what feeds have told of it."""

    def __init__(self, uow: UnitOfWork, first: date, last: date, volunteer: VolunteerId | None = None) -> None:
        self.interval = days(first, last)
        only, wanted = ({}, {}) if volunteer is None else ({"id": volunteer}, {"volunteer_id": volunteer})
        self.volunteers = uow.volunteers.where(**only)
        self._languages = {row.id: row.feed_language for row in self.volunteers}
        seats = uow.seats.during(self.interval, **wanted)
        told = uow.feed_events.during(self.interval, **wanted)
        self._told: dict[Key, FeedEvent] = {(event.volunteer_id, event.seat_id): event for event in told}
        # What was told of a seat at some other time, before it moved into these days.
        untold = {seat.id for seat in seats if seat.volunteer_id and (seat.volunteer_id, seat.id) not in self._told}
        for event in uow.feed_events.where(seat_id=untold, **wanted):
            self._told.setdefault((event.volunteer_id, event.seat_id), event)
        elsewhere = {seat_id for _, seat_id in self._told} - {seat.id for seat in seats}
        # A seat that has moved out of these days is told at its new time, not as cancelled.
        items = feed_items(uow, [*seats, *uow.seats.where(id=elsewhere, **wanted)])
        self._items: dict[Key, FeedItem] = {(item.volunteer_id, item.seat_id): item for item in items}

    def live(self) -> Iterator[tuple[FeedItem, FeedEvent | None, str]]:
        """Each commitment, what was told of it, and the digest of what readers would see now."""
        for key, item in self._items.items():
            yield item, self._told.get(key), _digest(item, self._languages.get(item.volunteer_id, ""))

    def taken_away(self) -> Iterator[FeedEvent]:
        """What was told and is no longer planned."""
        return (event for key, event in self._told.items() if key not in self._items)


def _refresh(uow: UnitOfWork, gathered: _Gathered, now: datetime) -> dict[VolunteerId, list[Told]]:
    """Bring what is told up to date; every volunteer's events of those days with what is planned, earliest first."""
    now = now.replace(microsecond=0)
    told: list[Told] = []
    for item, event, digest in gathered.live():
        if event is None:
            event = uow.feed_events.add(_new_event(item, digest, now))  # noqa: PLW2901 - the event that is missing
        elif _is_news(event, digest):
            _tell(event, item, digest, now)
        told.append((event, item))
    for event in gathered.taken_away():
        if not event.cancelled:
            event.cancelled = True
            _revise(event, now)
        told.append((event, None))
    found: dict[VolunteerId, list[Told]] = defaultdict(list)
    for event, planned in sorted(told, key=lambda pair: (pair[0].starts_at, pair[0].uid)):
        if Interval(event.starts_at, event.ends_at).overlaps(gathered.interval):
            found[event.volunteer_id].append((event, planned))
    return found


def _new_event(item: FeedItem, digest: str, now: datetime) -> FeedEvent:
    return FeedEvent(
        volunteer_id=item.volunteer_id,
        seat_id=item.seat_id,
        uid=f"{uuid4()}@{LABEL}",
        created_at=now,
        changed_at=now,
        digest=digest,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        role=item.role,
        place_label=item.place,
        zone=item.zone,
    )


def _tell(event: FeedEvent, item: FeedItem, digest: str, now: datetime) -> None:
    _revise(event, now)
    event.digest, event.cancelled = digest, False
    event.starts_at, event.ends_at, event.zone = item.starts_at, item.ends_at, item.zone
    event.role, event.place_label = item.role, item.place


def _revise(event: FeedEvent, now: datetime) -> None:
    """One revision more, later than the last even if the laptop's clock was put back: else phones would not take it."""
    event.sequence += 1
    event.changed_at = max(now, event.changed_at + timedelta(seconds=1))


def _is_news(event: FeedEvent, digest: str) -> bool:
    return event.cancelled or event.digest != digest


def _digest(item: FeedItem, language: str) -> str:
    seen = (
        language, item.role.value, item.place, item.zone, item.other_zone, item.starts_at.isoformat(),
        item.ends_at.isoformat(), item.leg and item.leg.value, item.on_call, item.tentative, *item.codes,
    )  # fmt: skip
    return sha256("\n".join(map(str, seen)).encode()).hexdigest()
