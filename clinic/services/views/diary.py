"""What the Diary shows: what changed, who did it and why, and what undoing would touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.domain.ids import EntryId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One step. `at` is on the wall clock of the clinic's first site. `reason`: why a rule was overruled, if one was.

    `is_undone`: it is not in force; `is_step_back`: it is itself an undo or a redo; `is_told`: it only notes what was
    given to people; `is_emptied`: what it held about somebody was removed for good. `kinds` name the rows that it
    changed ('seat', 'trip'), for the icon and the filter.
    """

    entry_id: EntryId
    number: int
    at: datetime
    who: str
    label: Sentence
    kinds: frozenset[str]
    is_override: bool
    reason: str
    is_undone: bool
    is_step_back: bool
    is_told: bool
    is_emptied: bool = False

    @property
    def can_undo(self) -> bool:
        """Whether 'Undo this' is offered; whether later steps are in the way is asked when it is opened."""
        return not (self.is_undone or self.is_step_back or self.is_told or self.is_emptied)


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """The entries of one day, newest first."""

    on: date
    entries: tuple[DiaryEntry, ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """A page of the diary, newest day first. `before` is the number from which the next page goes on, None: no more."""

    days: tuple[DiaryDay, ...]
    line: Sentence
    before: int | None


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of one row, before and after, in words. `what` names the row ('seat: attorney') and the field."""

    kind: str
    row_id: UUID
    row: Sentence
    field: Sentence
    before: Sentence
    after: Sentence


@dataclass(frozen=True, slots=True)
class DiaryDetail:
    """An entry in full. `rules` are the rules that it overruled; `in_the_way` later steps that must be undone first.

    `undoing` says what undoing would touch; `more` counts rows that are left out.
    """

    entry: DiaryEntry
    lines: tuple[FieldLine, ...]
    more: int
    rules: tuple[Sentence, ...]
    undoing: tuple[Sentence, ...]
    in_the_way: tuple[Sentence, ...]
