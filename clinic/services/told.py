"""Who must be told of a published week: whoever has something in it that they were not told, or no longer has.

What somebody was told last is kept as a delivery, with a digest of it; whether it is still true is worked out anew each
time it is looked at. What was told cannot be untold, so undo passes it by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from itertools import islice

from clinic.domain.feeds import Delivery, DeliveryKind
from clinic.domain.history import Change, RowChange
from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import Volunteer
from clinic.domain.when import Week
from clinic.i18n import Sentence, in_language, say, say_n
from clinic.ports import UnitOfWork

from .deliveries import record
from .duties import Duty, duties_of, message

#: How a message leaves: pasted by hand into whatever the team writes with.
WAY = "chat"
#: So many steps back it is looked for what has changed since somebody was told, and so many of them are named.
_STEPS, _NAMED = 200, 5
_KINDS = frozenset({"seat", "session", "trip"})


class News(Enum):
    """How what somebody was told stands."""

    NEVER = "never"
    CHANGED = "changed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who must be told. `since` are the steps that changed their week; `message` is ready to paste."""

    volunteer_id: VolunteerId
    name: str
    phone: str
    news: News
    told_at: datetime | None
    duties: tuple[Duty, ...]
    since: tuple[Sentence, ...]
    message: str


@dataclass(frozen=True, slots=True)
class WeekTold:
    """Who must be told of a week, by name, and how many know it as it is. `drafts`: seats that are not published."""

    site_id: SiteId
    week: Week
    to_tell: tuple[ToTell, ...]
    knowing: int
    drafts: int

    @property
    def line(self) -> Sentence:
        """'3 people must be told, 12 know'."""
        return say_n(
            "{n} person must be told, {knowing} know",
            "{n} people must be told, {knowing} know",
            len(self.to_tell),
            knowing=self.knowing,
        )


def told(uow: UnitOfWork, *, site: SiteId, week: Week) -> WeekTold:
    """Who must be told of what is published in a week at a site; drafts are nobody's business yet."""
    planned = duties_of(uow, site=site, week=week)
    public = {who: tuple(one for one in duties if one.is_published) for who, duties in planned.items()}
    given = _given(uow, site, week)
    concerned = {who for who, duties in public.items() if duties} | set(given)
    people = sorted(uow.volunteers.where(id=concerned), key=lambda row: folded(row.name)) if concerned else []
    rows = [(row, public.get(row.id, ()), given.get(row.id)) for row in people]
    due = [row for row in rows if (row[2].fingerprint if row[2] else _digest(())) != _digest(row[1])]
    drafts = sum(not one.is_published for duties in planned.values() for one in duties)
    to_tell = tuple(_to_tell(uow, week, *row) for row in due)
    return WeekTold(site, week, to_tell, len(rows) - len(due), drafts)


def note(uow: UnitOfWork, *, site: SiteId, week: Week, volunteers: Collection[VolunteerId] | None = None) -> Change:
    """Note that these people (None: all who must be) have been told their week as it stands now."""
    due = [
        one for one in told(uow, site=site, week=week).to_tell if volunteers is None or one.volunteer_id in volunteers
    ]
    for one in due:
        mark = _digest(one.duties)
        record(uow, DeliveryKind.CHAT, what=_what(site, week), fingerprint=mark, volunteer=one.volunteer_id, way=WAY)
    if len(due) == 1:
        return uow.commit(say("Tell {name} week {week}", name=due[0].name, week=str(week)))
    return uow.commit(say_n("Tell {n} person week {week}", "Tell {n} people week {week}", len(due), week=str(week)))


def _what(site: SiteId, week: Week) -> str:
    return f"{week}/{site}"


def _given(uow: UnitOfWork, site: SiteId, week: Week) -> dict[VolunteerId, Delivery]:
    """What each was told last."""
    rows = uow.deliveries.where(kind=DeliveryKind.CHAT, what=_what(site, week))
    return {row.volunteer_id: row for row in sorted(rows, key=lambda row: row.given_at) if row.volunteer_id}


def _digest(duties: Iterable[Duty]) -> str:
    """What a reader could notice, whoever reads it in which language."""
    with in_language("en"):
        lines = sorted(f"{one.code} {one.words} {one.starts.isoformat()} {one.ends.isoformat()}" for one in duties)
    return sha256("\n".join(lines).encode()).hexdigest()


def _to_tell(
    uow: UnitOfWork, week: Week, person: Volunteer, duties: tuple[Duty, ...], given: Delivery | None
) -> ToTell:
    news = News.NEVER if given is None else News.CHANGED if duties else News.NOT_NEEDED
    since = tuple(islice(_since(uow, week, person, given), _NAMED)) if given else ()
    text, told_at = message(person, duties, week), given.given_at if given else None
    return ToTell(person.id, person.name, person.phone, news, told_at, duties, since, text)


def _since(uow: UnitOfWork, week: Week, person: Volunteer, given: Delivery) -> Iterator[Sentence]:
    """The steps after somebody was told that touched a seat of theirs, or what it belongs to, newest first."""
    noted = next(iter(uow.history.latest(1, touching=given.id)), None)
    seats = uow.seats.during(week.interval("UTC"), volunteer_id=person.id)
    theirs = {row_id for seat in seats for row_id in (seat.id, seat.session_id, seat.trip_id) if row_id is not None}
    undone = uow.history.undone()
    for entry in uow.history.latest(_STEPS):
        if noted is not None and entry.number <= noted.number:
            return
        if entry.id not in undone and entry.undoes is None and not _KINDS.isdisjoint(entry.kinds):
            changes = uow.history.get(entry.id).changes
            if any(one.row_id in theirs or str(person.id) in _sitting(one) for one in changes):
                yield entry.label


def _sitting(change: RowChange) -> set[str]:
    """Who sat in a seat before a change, and after it."""
    return {str(row["volunteer_id"]) for row in (change.before, change.after) if row and "volunteer_id" in row}
