"""History: who did what, when, with each row before and after. Only ever added to.

The one exception: lines about people who asked for their data to be removed are emptied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.i18n import Sentence

from .ids import EntryId


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None before: it was made, None after: it was taken away. Values are plain JSON.

    None on both sides: whose row it was has asked for their data to be removed, and the line was emptied.
    """

    kind: str
    row_id: UUID
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: everything that one service call changed. `undoes` names the entry that it took back.

    `kinds` are the kinds of row that it changed; `changes` is empty where entries are only listed. `is_emptied`:
    what it held about somebody was removed for good, so it cannot be taken back.
    """

    id: EntryId
    number: int
    at: datetime
    who: str
    label: Sentence
    undoes: EntryId | None
    changes: tuple[RowChange, ...]
    kinds: frozenset[str] = frozenset()
    is_emptied: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What one service call did: announced once, so that each page reloads only what it shows.

    `touched` holds (kind, id) of every row, with kinds as in `RowChange`; `entry_id` is None when nothing had to be
    changed.
    """

    entry_id: EntryId | None
    label: Sentence
    touched: frozenset[tuple[str, UUID]]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of row that were touched, such as 'seat' or 'household'."""
        return frozenset(kind for kind, _ in self.touched)


#: Kinds of row that tell what was given to people. What was told cannot be untold, so undo passes them by.
TOLD = frozenset({"feed_event", "delivery"})
