"""The diary: what changed, who did it and why, by day, out of history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from clinic.domain.history import TOLD, Entry, RowChange
from clinic.domain.ids import EntryId
from clinic.domain.names import folded
from clinic.domain.when import local
from clinic.i18n import say_n
from clinic.ports import UnitOfWork

from .views.diary import Diary, DiaryDay, DiaryEntry

#: Entries that hold nothing but these are read in full to see whether a rule was overruled; an import is not.
PLANS = frozenset(
    {"seat", "session", "trip", "stop", "ride", "check_in", "slot", "consultation", "request", "volunteer", *TOLD}
)
#: Kinds of row that remember an overruled rule.
OVERRULED = frozenset({"seat", "trip", "ride", "consultation"})
_PAGE = 200


def diary(
    uow: UnitOfWork,
    *,
    text: str = "",
    kind: str = "",
    overrides_only: bool = False,
    limit: int = 100,
    before: int | None = None,
) -> Diary:
    """Up to `limit` entries, newest first, by day. `before` (see `Diary.before`) goes on from there.

    `text` looks in the sentence, in who did it and in the reason, in the reader's language; `kind` keeps entries that
    changed such a row ('seat', 'household').
    """
    zone_name, undone, sought = clock_zone(uow), uow.history.undone(), folded(text)
    found: list[DiaryEntry] = []
    more: int | None = None
    for entry in _entries(uow, before):
        if kind and kind not in entry.kinds:
            continue
        line = entry_view(uow, entry, zone_name, undone)
        if overrides_only and not line.is_override:
            continue
        if sought not in folded(f"{line.label} {line.who} {line.reason}"):
            continue
        if len(found) == limit:
            more = found[-1].number
            break
        found.append(line)
    days = tuple(DiaryDay(on, tuple(day)) for on, day in groupby(found, key=lambda line: line.at.date()))
    return Diary(days, say_n("{n} entry shown", "{n} entries shown", len(found)), more)


def entry_view(uow: UnitOfWork, entry: Entry, zone_name: str, undone: frozenset[EntryId]) -> DiaryEntry:
    """One entry, with the reason for which it overruled a rule, if it did."""
    reason = overruling(_changes(uow, entry))
    return DiaryEntry(
        entry_id=entry.id,
        number=entry.number,
        at=_at(entry, zone_name),
        who=entry.who,
        label=entry.label,
        kinds=entry.kinds,
        is_override=reason is not None,
        reason=reason or "",
        is_undone=entry.id in undone,
        is_step_back=entry.undoes is not None,
        is_told=bool(entry.kinds) and entry.kinds <= TOLD,
        is_emptied=entry.is_emptied,
    )


def overruling(changes: tuple[RowChange, ...]) -> str | None:
    """The reason with which one of these changes overruled a rule that was not overruled before, None if none did."""
    for change in changes:
        after, before = change.after or {}, change.before or {}
        if change.kind in OVERRULED and set(after.get("overridden", ())) - set(before.get("overridden", ())):
            return str(after.get("reason", ""))
    return None


def clock_zone(uow: UnitOfWork) -> str:
    """The zone in which the diary tells hours: that of the clinic's first site, 'UTC' without one."""
    first = next(iter(uow.sites.where()), None)
    return first.zone if first else "UTC"


def _changes(uow: UnitOfWork, entry: Entry) -> tuple[RowChange, ...]:
    if entry.undoes is not None or entry.kinds.isdisjoint(OVERRULED) or not entry.kinds <= PLANS:
        return ()
    return entry.changes or uow.history.get(entry.id).changes


def _entries(uow: UnitOfWork, before: int | None) -> Iterator[Entry]:
    while page := uow.history.latest(_PAGE, before):
        yield from page
        before = page[-1].number


def _at(entry: Entry, zone_name: str) -> datetime:
    return local(entry.at, zone_name)
