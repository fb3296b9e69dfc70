"""One entry of the diary in full: before and after in words, the rules that it overruled, what undoing would touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clinic.domain.history import TOLD, Entry
from clinic.domain.ids import EntryId
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork

from .diary import OVERRULED, clock_zone, entry_view
from .field_words import KINDS
from .row_words import Reader, rule_title
from .views.diary import DiaryDetail

#: A step can hold thousands of rows; more than this nobody reads.
ROWS = 60


def diary_detail(uow: UnitOfWork, *, entry: EntryId) -> DiaryDetail:
    """An entry in full. Raises NotOnFile when it is no longer in the history."""
    found = uow.history.get(entry)
    zone_name = clock_zone(uow)
    reader = Reader(uow, zone_name)
    view = entry_view(uow, found, zone_name, uow.history.undone())
    lines = [line for change in found.changes[:ROWS] for line in reader.lines(change)]
    return DiaryDetail(
        entry=view,
        lines=tuple(lines),
        more=max(len(found.changes) - ROWS, 0),
        rules=tuple(_rules(found)),
        undoing=tuple(_undoing(found)) if view.can_undo else (),
        in_the_way=tuple(later.label for later in uow.history.later_touching(found)) if view.can_undo else (),
    )


def _rules(entry: Entry) -> Iterator[Sentence]:
    codes: dict[str, None] = {}
    for change in entry.changes:
        if change.kind in OVERRULED and change.after:
            before = set((change.before or {}).get("overridden", ()))
            codes.update(dict.fromkeys(code for code in change.after.get("overridden", ()) if code not in before))
    yield from map(rule_title, codes)


def _undoing(entry: Entry) -> Iterator[Sentence]:
    """What undoing would touch, one sentence for what goes, for what comes back and for what gets its old values."""
    made: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for change in entry.changes:
        if change.kind not in TOLD:
            (made if change.before is None else gone if change.after is None else changed)[change.kind] += 1
    if made:
        yield say("Goes again: {rows}.", rows=_counted(made))
    if gone:
        yield say("Comes back: {rows}.", rows=_counted(gone))
    if changed:
        yield say("Is as it was before: {rows}.", rows=_counted(changed))
    if told := sum(change.kind in TOLD for change in entry.changes):
        yield say_n("{n} copy was given out and stays.", "{n} copies were given out and stay.", told)


def _counted(rows: Counter[str]) -> Sentence:
    return listing([say("{kind} ({n})", kind=KINDS[kind], n=count) for kind, count in rows.items()])
