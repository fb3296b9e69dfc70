"""The one door through which every plan passes: all breaches in one go, or the record of what a reason overruled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import BadValue, RuleBroken
from clinic.i18n import say

#: A reason is read by next week's team and printed on the day sheet; a word like 'ok' tells them nothing.
REASON_LETTERS = 8


class Overruled(Protocol):
    """A row that remembers which rules somebody has overruled, and why."""

    overridden: tuple[str, ...]
    reason: str


def pass_or_raise(breaches: Iterable[Breach], reason: str = "") -> tuple[str, ...]:
    """Codes of the rules that `reason` overrules, each once; empty when at most wishes speak against the plan.

    Raises RuleBroken with all breaches, wishes too, when a rule is broken that no reason overrules, or when no reason
    was typed; BadValue when the reason is too short to mean anything.
    """
    found = tuple(breaches)
    refused = [breach for breach in found if breach.severity is not Severity.WISH]
    if not refused:
        return ()
    if any(breach.severity is Severity.MUST for breach in refused) or not reason.strip():
        raise RuleBroken(tuple(sorted(found, key=lambda breach: list(Severity).index(breach.severity))))
    if sum(letter.isalpha() for letter in reason) < REASON_LETTERS:
        raise BadValue(
            say("The reason is too short. Write at least {n} letters, so that others understand.", n=REASON_LETTERS)
        )
    return tuple(dict.fromkeys(breach.code for breach in refused))


def record(row: Overruled, breaches: Iterable[Breach], reason: str = "") -> None:
    """Let `row` stand as planned and remember what was overruled: codes and reason. Raises as `pass_or_raise` does."""
    row.overridden = pass_or_raise(breaches, reason)
    row.reason = reason.strip() if row.overridden else ""


def all_still_stand(rows: Iterable[tuple[Overruled, tuple[Breach, ...]]], reason: str = "") -> None:
    """Judge rows around which the plan changes (their session moves): what was overruled before needs no new reason.

    Raises as `pass_or_raise` does, once, with every breach that nobody has overruled yet.
    """
    judged = list(rows)
    pass_or_raise([breach for row, found in judged for breach in found if not _was_overruled(row, breach)], reason)
    for row, found in judged:
        added = pass_or_raise([breach for breach in found if not _was_overruled(row, breach)], reason)
        kept = tuple(dict.fromkeys(breach.code for breach in found if _was_overruled(row, breach)))
        row.overridden = kept + added
        row.reason = (reason.strip() if added else row.reason) if row.overridden else ""


def _was_overruled(row: Overruled, breach: Breach) -> bool:
    return breach.severity is Severity.REASON and breach.code in row.overridden
