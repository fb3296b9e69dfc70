"""Persons of a household, two sittings, how meetings end, charlas and slips, from the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.terminal import Terminal

TUESDAY, WEDNESDAY = "2026-07-14", "2026-07-15"


def a_booking(clinic: Terminal, *more: str) -> tuple[str, dict[str, Any]]:
    """A household of several that waits, booked at the time that a plan of the week has for it."""
    sizes = {line["household"]: line["adults"] + line["children"] for line in clinic.json("show", "waiting")["lines"]}
    clinic.done("fill", "roster", "--week", "2026-W31", "--seconds", "2", "--apply")
    plan = clinic.json("fill", "bookings", "--week", "2026-W31", "--seconds", "2")["booked"]
    one = next(each for each in plan if sizes[each["code"]] > 1)
    clinic.done("book", one["code"], one["lawyer_seat_id"], one["starts"][11:16], "--kind", one["kind"], *more)
    return one["code"], one


@pytest.mark.parametrize("ended", ["partly", "not-seen", "no-show"])
def test_that_an_end_is_said_with_its_next_step_and_who_is_left_waits_again(clinic: Terminal, ended: str) -> None:
    code, one = a_booking(clinic)
    day, hour = one["starts"][:10], one["starts"][11:16]
    before = clinic.json("show", "waiting")["waiting"]
    said = (
        code,
        ended,
        "--day",
        day,
        "--at",
        hour,
        "--next",
        "papers",
        "--due",
        "2026-07-30",
        "--reason",
        "Consent on paper",
    )
    found = clinic.json("outcome", *said)
    assert found["touched"]["follow_up"] >= 1
    assert found["touched"]["consultation"] == 1
    assert clinic.json("show", "waiting")["waiting"] == before + 1
    clinic.done("undo")
    assert clinic.json("show", "waiting")["waiting"] == before


def test_that_whoever_was_seen_does_not_wait_again_and_no_meeting_is_said_so(clinic: Terminal) -> None:
    code, one = a_booking(clinic)
    day, hour = one["starts"][:10], one["starts"][11:16]
    before = clinic.json("show", "waiting")["waiting"]
    clinic.done("outcome", code, "seen", "--day", day, "--at", hour, "--reason", "Consent on paper")
    assert clinic.json("show", "waiting")["waiting"] == before
    wrong = clinic.run("outcome", code, "seen", "--day", "2027-01-05")
    assert (wrong.status, "has no meeting on" in wrong.err) == (1, True)


def test_that_only_some_of_a_household_are_booked_and_the_slip_says_how_many(clinic: Terminal) -> None:
    code, one = a_booking(clinic, "--persons", "1")
    day, hour = one["starts"][:10], one["starts"][11:16]
    found = clinic.json("slip", code, "--day", day, "--at", hour)
    assert found["household"] == code
    assert code in found["text"]
    assert " 1 " in found["text"]
    assert found["text"] == clinic.done("slip", code, "--day", day, "--at", hour).out.strip()
    assert clinic.run("ask", code, "--kind", "papers_check", "--persons", "99").status == 1
    clinic.done("ask", code, "--kind", "papers_check", "--persons", "1")


def test_that_two_sittings_are_asked_for_in_one_line(clinic: Terminal) -> None:
    code = clinic.json("show", "waiting")["lines"][0]["household"]
    clinic.done("ask", code, "--kind", "declaration", "--two")
    lines = [line for line in clinic.json("show", "waiting")["lines"] if line["household"] == code]
    told = [reason for line in lines if line["kind"] == "declaration" for reason in line["reasons"]]
    assert {"first of two sittings", "second of two sittings"} <= set(told)
    assert clinic.run("ask", "--week", "2026-W29", "--two").status == 1


def test_that_a_group_is_opened_joined_and_counted(clinic: Terminal) -> None:
    week = clinic.json("show", "week", "--week", "2026-W29")["work"]
    charla = next(each for each in week if each["title"] == "Charla" and each["date"] == TUESDAY)
    where, (starts, ends) = charla["place"].split(",")[0], charla["hours"].split("–")
    given = ("--day", TUESDAY)
    label = clinic.json("group", "open", where, starts, ends, "--places", "7", *given)["label"]
    assert label.endswith("7 places")
    code = clinic.json("show", "waiting")["lines"][0]["household"]
    clinic.done("group", "join", where, starts, code, "--persons", "1", "--reason", "They come alone today", *given)
    counted = clinic.json("group", "count", where, starts, "23", *given)["label"]
    assert counted.startswith("23 people came: charla, Tue 14 July")
    nothing = clinic.run("group", "count", where, "03:03", "23", *given)
    assert "There is no group at" in nothing.err
    assert "No session is held at" in clinic.run("group", "open", where, "03:03", "04:04", *given).err
