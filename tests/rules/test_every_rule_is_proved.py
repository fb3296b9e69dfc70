"""No rule without its four proofs, and no proof of a rule that does not exist."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.breaches import Severity
from clinic.rules import judge
from clinic.rules.rule import Rule

from .proofs import PROVED, Proof

BOOKS: dict[str, dict[str, Rule[Any]]] = {
    "SEATINGS": {**judge.SEATINGS.rules},
    "TRIPS": {**judge.TRIPS.rules},
    "RIDINGS": {**judge.RIDINGS.rules},
    "BOOKINGS": {**judge.BOOKINGS.rules},
}
RULES = [(book, code) for book, rules in BOOKS.items() for code in rules]

for path in sorted(Path(__file__).parent.glob("test_*.py")):
    if path != Path(__file__):
        import_module(f"{__package__}.{path.stem}")


@pytest.mark.parametrize(("book", "code"), RULES)
def test_that_a_rule_has_its_four_proofs(book: str, code: str) -> None:
    proofs = {proof for named, proved, proof in PROVED if (named, proved) == (book, code)}
    assert not set(Proof) - proofs, f"{book} {code} lacks a proof"


def test_that_every_proof_is_of_a_rule() -> None:
    assert {(book, code) for book, code, _ in PROVED} == set(RULES)


def test_that_every_module_of_rules_is_asked() -> None:
    with_rules = [p for p in Path(judge.__file__).parent.glob("*.py") if ".rule(" in p.read_text(encoding="utf-8")]
    assert {module.__name__.rsplit(".", 1)[-1] for module in judge.MODULES} == {path.stem for path in with_rules}


def test_that_every_rule_has_a_title_of_its_own() -> None:
    for book in BOOKS.values():
        titles = [str(rule.title) for rule in book.values()]
        assert len(set(titles)) == len(titles)


def test_that_what_the_issue_calls_never_overridable_is_a_must() -> None:
    must = {code for code, rule in judge.SEATINGS.rules.items() if rule.severity is Severity.MUST}
    assert must == {"OVERLAP", "VETTED", "CONFLICT"}
