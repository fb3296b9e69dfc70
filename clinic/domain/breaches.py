"""A broken rule, in words, with its price and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clinic.i18n import Sentence


class Severity(Enum):
    """How hard a rule is."""

    MUST = "must"  # refused; no reason makes it possible
    REASON = "reason"  # refused unless somebody types why it is right this time
    WISH = "wish"  # allowed, told, and counted against the choice


@dataclass(frozen=True, slots=True)
class Breach:
    """What one rule has against a plan.

    `code` is the rule's stable name ('REST'), `sentence` says what is wrong with its numbers, `mends` are the smallest
    changes that would remove it, best first. `price` counts how much the rule is broken, in the rule's own unit
    (minutes short, seats over), so that two breaches of one rule can be compared.
    """

    code: str
    severity: Severity
    sentence: Sentence
    mends: tuple[Sentence, ...] = ()
    price: int = 1

    @property
    def can_be_overridden(self) -> bool:
        """Whether a typed reason is enough."""
        return self.severity is not Severity.MUST
