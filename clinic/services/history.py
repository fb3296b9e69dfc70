"""Undo and redo, for every kind of change: what history recorded is put back, and no feature writes its own.

A step is an entry that took nothing back. Undo takes back the newest step in force, or any other on which nothing later
depends; redo takes back the newest undo as long as no step came after it. Both are entries of history themselves. What
was given to people (`TOLD`) cannot be untold: such entries are passed by, and such rows stay. Nor does a step come back
of which something was removed for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clinic.domain.errors import NothingToUndo
from clinic.domain.history import TOLD, Change, Entry
from clinic.domain.ids import EntryId
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork

from .returning import let_return

_PAGE = 50
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """What the next undo and the next redo would do, by the label of the step; None: nothing."""

    undo: Sentence | None
    redo: Sentence | None


def steps(uow: UnitOfWork) -> Steps:
    """What undo and redo would do now: 'Assign Anna'."""
    back, forth = _next_undo(uow), _next_redo(uow)
    return Steps(undo=back.label if back else None, redo=_undone_label(forth) if forth else None)


def undo(uow: UnitOfWork, *, entry: EntryId | None = None) -> Change:
    """Take back one step: the newest in force, or the one named.

    Raises NothingToUndo when there is none, when it was taken back already, or when later steps depend on it (they are
    named); NotOnFile when there is no such entry; RuleBroken when an older step would seat somebody again whom a rule
    keeps out by now.
    """
    newest = _next_undo(uow)
    if entry is None:
        if newest is None:
            raise NothingToUndo(say("There is nothing to undo."))
        entry = newest.id
    step = uow.history.get(entry)
    _refuse_unless_free(uow, step)
    return _take_back(uow, step, say("Undo: {label}", label=step.label), is_older=newest is None or entry != newest.id)


def redo(uow: UnitOfWork) -> Change:
    """Put the step in force again that was undone last. Raises NothingToUndo: none, or a new step came after it."""
    found = _next_redo(uow)
    if found is None:
        raise NothingToUndo(say("There is nothing to redo."))
    return _take_back(uow, uow.history.get(found.id), say("Redo: {label}", label=_undone_label(found)))


def _take_back(uow: UnitOfWork, entry: Entry, label: Sentence, *, is_older: bool = False) -> Change:
    """The newest step leads back to a plan that stood; after an older one the plan is another than ever before."""
    changes = [change for change in entry.changes if change.kind not in TOLD]
    uow.history.put_back(changes)
    if is_older:
        let_return(uow, changes)
    return uow.commit(label, undoes=entry.id)


def _refuse_unless_free(uow: UnitOfWork, step: Entry) -> None:
    if step.undoes is not None:
        raise NothingToUndo(say("“{label}” is itself a step back. Redo takes it back.", label=step.label))
    if step.id in uow.history.undone():
        raise NothingToUndo(say("“{label}” is undone already.", label=step.label))
    if step.is_emptied:
        raise NothingToUndo(
            say("“{label}” can no longer be undone: data that it held was removed for good.", label=step.label)
        )
    if _is_told(step):
        raise NothingToUndo(say("“{label}” was given out to people and cannot be taken back.", label=step.label))
    later = uow.history.later_touching(step)
    if any(entry.is_emptied for entry in later):
        raise NothingToUndo(
            say(
                "“{label}” can no longer be undone: a later step depends on it of which data was removed for good.",
                label=step.label,
            )
        )
    if later:
        raise NothingToUndo(
            say(
                "“{label}” cannot be undone alone: later steps depend on it. Undo these first: {later}.",
                label=step.label,
                later=_named(later),
            )
        )


def _named(later: list[Entry]) -> Sentence:
    parts = [say("“{label}”", label=entry.label) for entry in later[:_NAMED]]
    rest = len(later) - _NAMED
    return listing([*parts, say_n("{n} more", "{n} more", rest)] if rest > 0 else parts)


def _next_undo(uow: UnitOfWork) -> Entry | None:
    undone = uow.history.undone()
    steps = (entry for entry in _newest_first(uow) if _is_step(entry) and not entry.is_emptied)
    return next((entry for entry in steps if entry.id not in undone), None)


def _next_redo(uow: UnitOfWork) -> Entry | None:
    """The newest undo in force since the last step. Whatever takes back another one of these is a redo itself."""
    since: list[Entry] = []
    for entry in _newest_first(uow):
        if _is_step(entry):
            break
        since.append(entry)
    undone, ids = uow.history.undone(), {entry.id for entry in since}
    return next((entry for entry in since if _is_undo(entry, ids) and entry.id not in undone), None)


def _is_undo(entry: Entry, ids: set[EntryId]) -> bool:
    return entry.undoes is not None and entry.undoes not in ids


def _is_told(entry: Entry) -> bool:
    return entry.kinds <= TOLD


def _is_step(entry: Entry) -> bool:
    return entry.undoes is None and not _is_told(entry)


def _undone_label(undoing: Entry) -> Any:
    """The label of the step that an undo took back, out of the undo's own: asked often, and steps can be large."""
    return undoing.label.values["label"]


def _newest_first(uow: UnitOfWork) -> Iterator[Entry]:
    before: int | None = None
    while page := uow.history.latest(_PAGE, before):
        yield from page
        before = page[-1].number
