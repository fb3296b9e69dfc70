"""Commands on the small sample clinic: what they tell people and machines, and what they change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from tests.terminal import Terminal

WEEK = "2026-W29"


def seats(week: dict[str, Any], **wanted: object) -> list[dict[str, Any]]:
    """Seats of a week as told to machines."""
    found = [{**seat, "date": cell["date"], "title": cell["title"]} for cell in week["work"] for seat in cell["seats"]]
    return [seat for seat in found if all(seat[key] == value for key, value in wanted.items())]


def test_that_a_week_is_told_to_machines_with_every_seat(clinic: Terminal) -> None:
    week = clinic.json("show", "week", "--week", WEEK)
    assert (week["week"], week["site"], week["zone"]) == (WEEK, "Tijuana", "America/Tijuana")
    assert len(week["days"]) == 7
    assert len(seats(week)) == week["seats"]["needed"]
    assert len(seats(week, volunteer=None)) == week["seats"]["open"]
    assert {
        "id",
        "wants",
        "role",
        "starts",
        "ends",
        "volunteer",
        "answer",
        "pinned",
        "overridden",
        "reason",
        "breaches",
    } <= (seats(week)[0].keys())


def test_that_a_week_is_shown_at_a_glance(clinic: Terminal) -> None:
    week, glance = clinic.json("show", "week", "--week", WEEK), clinic.json("show", "overview", "--week", WEEK)
    total = glance["rows"][-1]["total"]
    assert (total["needed"], total["filled"]) == (week["seats"]["needed"], week["seats"]["filled"])
    told = clinic.done("show", "overview", "--week", WEEK).out
    assert "All seats" in told
    assert "the mean." in told


def test_that_a_week_is_told_to_people_with_open_seats_by_their_id(clinic: Terminal) -> None:
    open_seat = seats(clinic.json("show", "week", "--week", WEEK), volunteer=None)[0]
    told = clinic.done("show", "week", "--week", WEEK).out
    assert f"open [{open_seat['id'][:8]}]" in told
    assert "Tue 14 July 2026" in told


def test_that_somebody_is_seated_by_the_beginning_of_a_seat_s_id_and_that_undo_and_redo_work(clinic: Terminal) -> None:
    (seat,) = seats(clinic.json("show", "week", "--week", WEEK), volunteer=None, wants="Mam–Spanish interpreter")
    clinic.done("assign", seat["id"][:8], "Hilario Ledezma")
    assert seats(clinic.json("show", "week", "--week", WEEK), id=seat["id"])[0]["volunteer"] == "Hilario Ledezma"
    assert clinic.json("undo")["label"].startswith("Undo: ")
    assert seats(clinic.json("show", "week", "--week", WEEK), id=seat["id"])[0]["volunteer"] is None
    clinic.json("redo")
    assert seats(clinic.json("show", "week", "--week", WEEK), id=seat["id"])[0]["volunteer"] == "Hilario Ledezma"
    assert clinic.run("redo").status == 1


def test_that_every_broken_rule_is_told_in_one_go_with_what_would_mend_it(clinic: Terminal) -> None:
    (seat,) = seats(clinic.json("show", "week", "--week", WEEK), volunteer=None, wants="Mam–Spanish interpreter")
    answer = clinic.run("assign", seat["id"], "Greta Lachance", "--json")
    assert answer.status == 1
    codes = {breach["code"]: breach["severity"] for breach in answer.json["breaches"]}
    assert codes["OVERLAP"] == "must"
    assert {"ROLE", "LANGUAGE"} <= codes.keys()
    assert len([line for line in answer.err.splitlines() if line.startswith("  - ")]) == len(codes)
    assert any(line.startswith("      ") for line in answer.err.splitlines())


def test_that_a_day_tells_trips_and_who_has_none(clinic: Terminal) -> None:
    found = clinic.json("show", "day", "2026-07-14")
    assert found["people"] - found["people_covered"] == sum(
        each["adults"] + each["children"] for each in found["not_covered"]
    )
    told = clinic.done("show", "day", "2026-07-14").out
    assert all(f"not covered: {each['code']}" in told for each in found["not_covered"])


def test_that_a_volunteer_is_found_without_accents(clinic: Terminal) -> None:
    assert clinic.json("show", "volunteer", "efrain jaquez")["name"] == "Efraín Jáquez"
    assert "Efraín Jáquez" in clinic.done("show", "volunteer", "EFRAIN").out


def test_that_a_name_that_can_be_several_is_asked_in_full(clinic: Terminal) -> None:
    answer = clinic.run("show", "volunteer", "e")
    assert answer.status == 1
    assert "Type it in full" in answer.err


def test_that_open_seats_of_a_week_are_filled_as_one_step(clinic: Terminal) -> None:
    before = clinic.json("show", "week", "--week", "2026-W31")["seats"]
    wanted = ("fill", "roster", "--week", "2026-W31", "--seconds", "2")
    assert not clinic.json(*wanted)["applied"]
    assert clinic.json("show", "week", "--week", "2026-W31")["seats"] == before
    plan = clinic.json(*wanted, "--apply")
    assert plan["changes"]
    after = clinic.json("show", "week", "--week", "2026-W31")["seats"]
    assert after["filled"] == before["filled"] + len(plan["changes"])
    assert after["open"] == len(plan["open"])
    assert clinic.json("check")["plans"]["faults"] is not None
    clinic.json("undo")
    assert clinic.json("show", "week", "--week", "2026-W31")["seats"] == before


def test_that_those_who_wait_are_booked_and_told_why_they_still_wait(clinic: Terminal) -> None:
    clinic.done("fill", "roster", "--week", "2026-W31", "--seconds", "2", "--apply")
    wanted = ("fill", "bookings", "--week", "2026-W31")
    plan = clinic.json(*wanted)
    assert not plan["applied"]
    assert clinic.json(*wanted, "--apply")["booked"] == plan["booked"]
    assert clinic.json(*wanted)["booked"] == []
    assert len(plan["booked"]) + len(plan["waiting"]) >= 10
    assert len(plan["booked"]) >= 5
    assert all(each["why"] for each in plan["waiting"])


def test_that_a_household_is_booked_at_an_hour_on_the_wall(clinic: Terminal) -> None:
    waiting = clinic.json("fill", "bookings", "--week", "2026-W33")["waiting"]
    clinic.done("plan", "week", "--week", "2026-W33")
    clinic.done("fill", "roster", "--week", "2026-W33", "--seconds", "2", "--apply")
    week = clinic.json("show", "week", "--week", "2026-W33")
    lawyer = next(
        seat for seat in seats(week, title="Consultations") if seat["volunteer"] and "attorney" in seat["role"]
    )
    answer = clinic.run("book", waiting[0]["code"], lawyer["id"], "17:00", "--kind", "papers_check")
    assert answer.status == 0, answer.err
    assert clinic.run("book", waiting[0]["code"], lawyer["id"], "17:00", "--kind", "papers_check").status == 1


def test_that_a_plan_of_rides_tells_who_is_left_and_why_and_changes_nothing(clinic: Terminal) -> None:
    days = clinic.json("fill", "rides", "--week", "2026-W31")["days"]
    assert sum(len(day["trips"]) for day in days) >= 3
    assert all(left["why"] and left["code"] for day in days for left in day["left"])
    assert not any(day["applied"] for day in days)
    again = clinic.json("fill", "rides", "--week", "2026-W31")["days"]
    assert [day["trips"] for day in again] == [day["trips"] for day in days]


def test_that_a_plan_of_rides_is_taken_over_when_told_and_can_be_undone(clinic: Terminal) -> None:
    day = next(day for day in clinic.json("fill", "rides", "--week", "2026-W31")["days"] if day["trips"])
    wanted = ("fill", "rides", "--day", day["day"])
    (made,) = clinic.json(*wanted, "--apply")["days"]
    assert (made["applied"], made["covered"]) == (True, day["covered"])
    assert not any(each["trips"] for each in clinic.json(*wanted)["days"])
    clinic.done("undo")
    assert clinic.json(*wanted)["days"][0]["covered"] == day["covered"]


def test_that_check_tells_faults_and_overruled_rules_and_passes(clinic: Terminal) -> None:
    found = clinic.json("check")
    assert found["ok"]
    assert found["file"] == {"faults": []}
    assert {fault["code"] for fault in found["plans"]["faults"] if fault["overruled"]} == {"REST"}
    open_codes = {
        fault["code"] for fault in found["plans"]["faults"] if not fault["overruled"] and fault["severity"] != "wish"
    }
    assert open_codes == {"CREDENTIAL", "ABSENT", "CHAIN", "TEAM_SEATED"}
    told = clinic.done("check").out
    assert told.startswith("The file is whole.\n")
    assert "Overruled: Nobody else could" in told


def test_that_feeds_and_workbook_are_written_and_can_be_read(clinic: Terminal, tmp_path: Path) -> None:
    feeds = clinic.json("export", "feeds", "--out", tmp_path / "out", "--from", "2026-07-13", "--to", "2026-07-19")
    texts = [(tmp_path / "out" / file["file"]).read_bytes() for file in feeds["files"]]
    events = [event for text in texts for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    filled = clinic.json("show", "week", "--week", WEEK)["seats"]["filled"]
    assert len(events) >= filled
    again = clinic.json("export", "feeds", "--out", tmp_path / "out", "--from", "2026-07-13", "--to", "2026-07-19")
    assert again["written"] == 0
    book = clinic.json("export", "workbook", "--week", WEEK, "--out", tmp_path / "week.xlsx", "--lang", "es")
    assert book["seats"] == filled + book["open_seats"]
    assert len(openpyxl.load_workbook(tmp_path / "week.xlsx").sheetnames) >= 4


def test_that_places_vehicles_and_minutes_are_typed_in(clinic: Terminal) -> None:
    clinic.done("add", "place", "Casa Tecate", "--locks", "22:00", "--opens", "06:00")
    clinic.done("add", "vehicle", "Van Z", "--seats", "7", "--child-seats", "2", "--kept", "Casa Tecate")
    clinic.done("add", "travel", "Casa Tecate", "Jacaranda", "45")
    clinic.done("add", "site", "Matamoros")
    labels = [entry["label"] for entry in clinic.json("show", "history")["entries"]]
    assert labels[0] == "Begin work in Matamoros"
    assert "Add Van Z" in labels
    assert clinic.run("show", "week", "--week", WEEK).status == 1  # two sites now: which one?
    clinic.done("show", "week", "--week", WEEK, "--site", "tijuana")


def test_that_what_is_known_of_volunteers_is_noted(clinic: Terminal) -> None:
    clinic.done(
        "volunteer", "Greta Lachance", "Wen Ueda", "--trained", "2026-07-01", "--role", "escort", "--licence", "NM"
    )
    found = clinic.json("show", "volunteer", "Greta Lachance")
    assert "escort" in found["roles"]
    assert found["trained_on"] == "2026-07-01"
    assert clinic.run("volunteer", "Greta Lachance").status == 1


def test_that_a_household_is_put_on_the_waiting_list_once(clinic: Terminal) -> None:
    called = clinic.json("ask", "--week", "2026-W31", "--kind", "hearing_preparation")["steps"][0]["touched"]
    assert called["request"] >= 1
    again = clinic.json("ask", "--week", "2026-W31", "--kind", "hearing_preparation")["steps"][0]
    assert again["touched"] == {}
    assert clinic.run("ask", "--kind", "intake").status == 1


def test_that_a_hearing_is_typed_in_with_both_times(clinic: Terminal) -> None:
    code = clinic.json("show", "day", "2026-07-14")["not_covered"][0]["code"]
    clinic.done("add", "hearing", code, "2026-09-14", "--hearing", "08:00", "--report", "04:00")
    answer = clinic.run("add", "hearing", code, "2026-09-15", "--hearing", "04:00", "--report", "08:00")
    assert answer.status == 1
    assert "after the hearing time" in answer.err


@pytest.mark.parametrize("size", ["small"])
def test_that_the_sample_and_its_recovery_code_are_told(terminal: Terminal, size: str) -> None:
    found = terminal.json("sample", "--size", size, "--seed", "3", "--start", "2026-03-02")
    assert (found["people"], found["volunteers"], found["sites"]) == (200, 20, ["Tijuana"])
    assert len(found["recovery_code"].replace("-", "")) >= 26
    assert terminal.run("sample").status == 1  # there is a file already
