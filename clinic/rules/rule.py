"""A rule: a function with a stable code, a hardness, a title and, in each breach, a price and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from clinic.domain.breaches import Breach, Severity
from clinic.domain.policy import OFF
from clinic.i18n import Sentence

from .facts import Facts

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a subject breaks a rule: what is wrong with its numbers, what would mend it, by how much."""

    sentence: Sentence
    mends: tuple[Sentence, ...] = ()
    price: int = 1


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One rule about subjects of one kind (somebody in a seat, a trip, a ride, a booking).

    `check` yields a fault for each way in which the subject breaks the rule; nothing when it keeps it. A clinic may
    set how strict a `switchable` rule is: those about safety and comfort, never those about what is possible at all.
    """

    code: str
    severity: Severity
    title: Sentence
    check: Callable[[Facts, S], Iterator[Fault]]
    switchable: bool = False

    def strictness(self, facts: Facts) -> Severity | None:
        """How hard the rule is in this clinic; None where it is switched off."""
        asked = facts.strictness.get(self.code) if self.switchable else None
        if asked is None:
            return self.severity
        return None if asked == OFF else Severity(asked)

    def breaches(self, facts: Facts, subject: S) -> Iterator[Breach]:
        """What the rule has against `subject`."""
        severity = self.strictness(facts)
        if severity is not None:
            for fault in self.check(facts, subject):
                yield self.breach(severity, fault)

    def breach(self, severity: Severity, fault: Fault) -> Breach:
        """What one fault counts where the rule is as hard as that."""
        return Breach(self.code, severity, fault.sentence, fault.mends, fault.price)


class Book(Generic[S]):
    """All rules about one kind of subject, in the order in which breaches are told."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule[S]] = {}

    def rule(
        self, code: str, severity: Severity, title: Sentence, *, switchable: bool = False
    ) -> Callable[[Callable[[Facts, S], Iterator[Fault]]], Callable[[Facts, S], Iterator[Fault]]]:
        """Enter the decorated function under `code`. Raises ValueError for a code that is taken."""

        def enter(check: Callable[[Facts, S], Iterator[Fault]]) -> Callable[[Facts, S], Iterator[Fault]]:
            if code in self.rules:
                raise ValueError(f"two rules are called {code}")
            self.rules[code] = Rule(code, severity, title, check, switchable)
            return check

        return enter

    def judge(self, facts: Facts, subject: S) -> tuple[Breach, ...]:
        """Every breach of every rule, worst first."""
        found = []
        for rule in self.rules.values():
            if (severity := rule.strictness(facts)) is not None:
                found += [rule.breach(severity, fault) for fault in rule.check(facts, subject)]
        return tuple(sorted(found, key=lambda breach: _ORDER[breach.severity]))


_ORDER = {severity: place for place, severity in enumerate(Severity)}
