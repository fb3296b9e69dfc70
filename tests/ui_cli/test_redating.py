"""Dates that move in bulk, on the command line (stories 8 and 10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

DATA = Path(__file__).parents[1] / "data"
TODAY = ("--today", "2027-01-11")
WHY = ("--reason", "One month later", "--source", "DHS")


@pytest.fixture
def matamoros(terminal: Terminal) -> Terminal:
    """A clinic with the list of hearings from a Spanish Excel, whose references are NL-01 and so on."""
    terminal.done("new", "--city", "Matamoros")
    terminal.done("import", DATA / "09_audiencias_1252.csv", *TODAY, "--apply")
    return terminal


def states(found: Any) -> tuple[int, int, int, int]:
    return found["moves"], found["asks"], found["stands"], found["cannot"]


def test_that_a_list_is_looked_at_first_and_moved_once(matamoros: Terminal) -> None:
    notice = (DATA / "14_redating_notice.xlsx", *WHY)
    seen = matamoros.json("redate", *notice)
    assert (states(seen), seen["applied"], seen["change"]) == ((6, 5, 0, 1), False, None)
    assert [line["code"] for line in seen["hearings"]].count("") == 1
    applied = matamoros.json("redate", *notice, "--apply")
    assert applied["change"]["touched"] == {"hearing": 6, "notice": 2}
    again = matamoros.json("redate", *notice, "--apply")
    assert again["change"]["touched"] == {}
    matamoros.done("undo")
    assert states(matamoros.json("redate", *notice)) == (6, 5, 0, 1)


def test_that_the_rule_moves_the_hearings_of_some_days_and_tells_who_must_be_told(matamoros: Terminal) -> None:
    span = ("--rule", "next-month", "--from", "2027-02-08", "--to", "2027-02-08")
    told = matamoros.done("redate", *span, *WHY).out
    assert "Mon 8 February 2027 → Mon 8 March 2027" in told
    assert "! The report time must be confirmed for the new day." in told
    assert "To tell:" in told
    assert "Nothing has been moved. With --apply the dates move." in told
    moved = matamoros.done("redate", *span, *WHY, "--apply").out
    assert "Move 2 hearings: One month later" in moved
    assert "nothing moves twice" in matamoros.done("redate", *span, *WHY, "--apply").out


def test_that_contradicting_notices_are_kept_and_moved_only_when_decided(matamoros: Terminal, tmp_path: Path) -> None:
    notice = DATA / "14_redating_notice.xlsx"
    assert matamoros.json("redate", notice, *WHY, "--keep")["change"]["touched"] == {"notice": 1}
    assert matamoros.json("redate", notice, *WHY, "--keep")["change"]["touched"] == {}
    letter = tmp_path / "letter.csv"
    letter.write_text("Case,Old date,New date\nNL-11,2027-02-23,2027-03-30\n", "utf-8")
    one = (letter, "--reason", "A letter says otherwise")
    (line,) = matamoros.json("redate", *one)["hearings"]
    assert (line["state"], line["new"]) == ("asks", "2027-03-30")
    assert [(claim["title"], claim["on"]) for claim in line["notices"]] == [("One month later", "2027-03-23")]
    refused = matamoros.run("redate", *one, "--apply")
    assert (refused.status, "No hearing was chosen" in refused.err) == (1, True)
    moved = matamoros.json("redate", *one, "--apply", "--decided")["change"]
    assert moved["touched"] == {"hearing": 1, "notice": 3}


def test_that_a_notice_must_say_something(matamoros: Terminal) -> None:
    blank = matamoros.run("redate", "--rule", "next-month", "NL-01", "--reason", " ", "--apply")
    assert (blank.status, "Write why the dates move" in blank.err) == (1, True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("redate", "--reason", "Why"),
        ("redate", "nowhere.xlsx", "--reason", "Why"),
        ("redate", "--rule", "next-month", "--reason", "Why"),
        ("redate", "--rule", "next-month", "NL-01"),
        ("redate", "--rule", "next-month", "NL-01", "--reason", "Why", "--apply", "--keep"),
    ],
)
def test_that_what_cannot_be_meant_is_wrong_usage(matamoros: Terminal, wrong: tuple[str, ...]) -> None:
    assert matamoros.run(*wrong).status == 2


def test_that_a_list_without_moved_hearings_is_refused(matamoros: Terminal) -> None:
    answer = matamoros.run("redate", DATA / "03_hearings_typed.xlsx", *WHY)
    assert (answer.status, "moves no hearing" in answer.err) == (1, True)
