from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import BadValue, RuleBroken
from clinic.i18n import say
from clinic.services import guard

REASON = "agreed by phone"


@dataclass
class Row:
    overridden: tuple[str, ...] = ()
    reason: str = ""


def breach(code: str, severity: Severity = Severity.REASON) -> Breach:
    return Breach(code, severity, say("{code} is broken.", code=code))


MUST, SHOULD, WISH = breach("OVERLAP", Severity.MUST), breach("REST"), breach("LEVEL", Severity.WISH)
BREACHES = st.lists(st.sampled_from([MUST, SHOULD, WISH, breach("HERE")]), max_size=6)


def test_that_wishes_alone_pass() -> None:
    assert guard.pass_or_raise([WISH]) == ()


def test_that_a_reason_overrules_each_rule_once() -> None:
    assert guard.pass_or_raise([SHOULD, WISH, SHOULD], REASON) == ("REST",)


@pytest.mark.parametrize("reason", ["", "   "])
def test_that_without_a_reason_all_breaches_are_told_worst_first(reason: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        guard.pass_or_raise([WISH, SHOULD, MUST], reason)
    assert caught.value.breaches == (MUST, SHOULD, WISH)


def test_that_no_reason_overrules_a_must() -> None:
    with pytest.raises(RuleBroken):
        guard.pass_or_raise([MUST], REASON)


@pytest.mark.parametrize(("reason", "passes"), [("1234567 abcdefg", False), ("12 abcdefgh", True), ("día señor", True)])
def test_that_a_reason_has_eight_letters(reason: str, passes: bool) -> None:
    if passes:
        assert guard.pass_or_raise([SHOULD], reason) == ("REST",)
    else:
        with pytest.raises(BadValue):
            guard.pass_or_raise([SHOULD], reason)


@given(BREACHES, st.sampled_from(["", REASON]))
def test_that_nothing_passes_with_a_must_nor_silently_with_a_rule(found: list[Breach], reason: str) -> None:
    stopped = any(b.severity is Severity.MUST for b in found) or (
        not reason and any(b.severity is Severity.REASON for b in found)
    )
    row = Row()
    if stopped:
        with pytest.raises(RuleBroken) as caught:
            guard.record(row, found, reason)
        assert sorted(b.code for b in caught.value.breaches) == sorted(b.code for b in found)
        assert row == Row()
    else:
        guard.record(row, found, reason)
        assert set(row.overridden) == {b.code for b in found if b.severity is Severity.REASON}
        assert bool(row.reason) == bool(row.overridden)


def test_that_rows_overruled_before_still_stand_without_a_new_reason() -> None:
    row, healed = Row(("REST",), "first reason"), Row(("HERE",), "no longer needed")
    guard.all_still_stand([(row, (SHOULD,)), (healed, ())])
    assert (row, healed) == (Row(("REST",), "first reason"), Row())


def test_that_of_several_rows_all_stand_or_none() -> None:
    fine, broken = Row(), Row(("REST",), "first reason")
    with pytest.raises(RuleBroken) as caught:
        guard.all_still_stand([(fine, (SHOULD,)), (broken, (SHOULD, breach("HERE")))])
    assert [b.code for b in caught.value.breaches] == ["REST", "HERE"]
    assert (fine, broken) == (Row(), Row(("REST",), "first reason"))


def test_that_a_new_reason_is_for_what_it_overrules() -> None:
    row = Row(("REST",), "first reason")
    guard.all_still_stand([(row, (SHOULD, breach("HERE")))], REASON)
    assert row == Row(("REST", "HERE"), REASON)
