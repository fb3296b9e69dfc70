"""Who waits and the best times for one of them, from the terminal."""

from __future__ import annotations

from tests.terminal import Terminal


def test_that_the_waiting_list_is_told_with_its_reasons(clinic: Terminal) -> None:
    found = clinic.json("show", "waiting")
    assert found["waiting"] == len(found["lines"]) > 0
    assert [line["rank"] for line in found["lines"]] == list(range(1, found["waiting"] + 1))
    assert all(line["reasons"] and len(line["about"]) == len(line["reasons"]) for line in found["lines"])
    told = clinic.done("show", "waiting").out
    assert found["lines"][0]["household"] in told
    assert found["lines"][0]["reasons"][0] in told


def test_that_a_household_that_waits_is_offered_times_or_told_why_not(clinic: Terminal) -> None:
    code = clinic.json("show", "waiting")["lines"][0]["household"]
    found = clinic.json("offer", code)
    assert found["household"] == code
    assert all(
        len(asked["offers"]) <= 3 and bool(asked["offers"]) != bool(asked["why_none"]) for asked in found["asks"]
    )
    assert clinic.done("offer", code).out


def test_that_when_a_household_can_come_is_typed_in_one_line(clinic: Terminal) -> None:
    code = clinic.json("show", "waiting")["lines"][0]["household"]
    clinic.done("ask", code, "--kind", "papers_check", "--when", "mar jue después de las 14")
    lines = [line for line in clinic.json("show", "waiting")["lines"] if line["kind"] == "papers_check"]
    assert "Tue, Thu, after 14:00" in [line["can_come"] for line in lines if line["household"] == code]
    assert clinic.run("ask", code, "--kind", "i589", "--when", "when it rains").status == 1
    assert clinic.run("ask", "--week", "2026-W29", "--when", "Tue").status == 1


def test_that_who_is_not_heard_of_is_told_longest_first(clinic: Terminal) -> None:
    found = clinic.json("show", "silent")["silent"]
    known = [one["days"] for one in found if one["days"] is not None]
    assert known == sorted(known, reverse=True)
    assert all(days > 14 for days in known)
    told = clinic.done("show", "silent").out
    assert all(one["household"] in told for one in found)
