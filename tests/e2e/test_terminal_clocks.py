"""Weeks in which the clocks change, through the command line: lengths are real, hours are those on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.terminal import Terminal


def seats_of(week: dict[str, Any]) -> list[dict[str, Any]]:
    return [seat for cell in week["work"] for seat in cell["seats"]]


@pytest.mark.parametrize(
    ("start", "before", "after"),
    [
        ("2026-03-09", ("2026-W10", "-08:00"), ("2026-W11", "-07:00")),
        ("2026-11-02", ("2026-W44", "-07:00"), ("2026-W45", "-08:00")),
    ],
    ids=["forward", "back"],
)
def test_that_the_same_hours_are_on_the_wall_on_both_sides_of_a_change(
    terminal: Terminal, start: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    terminal.done("sample", "--start", start)
    hours = []
    for week, offset in (before, after):
        found = terminal.json("show", "week", "--week", week)
        assert found["zone"] == "America/Tijuana"
        assert {seat["starts"][-6:] for seat in seats_of(found)} == {offset}
        hours.append({(cell["title"], cell["hours"]) for cell in found["work"] if cell["sessions"]})
    assert hours[0] == hours[1]
    assert terminal.json("check")["ok"]


@pytest.mark.parametrize("start", ["2026-03-02", "2026-10-26"], ids=["forward", "back"])
def test_that_feeds_tell_the_instants_of_the_plan_in_utc(terminal: Terminal, tmp_path: Path, start: str) -> None:
    terminal.done("sample", "--start", start)
    first = datetime.fromisoformat(start).date()
    days = ("--from", first, "--to", first + timedelta(days=13))
    feeds = terminal.json("export", "feeds", "--out", tmp_path / "feeds", *days)
    told: dict[str, set[datetime]] = {}
    for file in feeds["files"]:
        calendar = icalendar.Calendar.from_ical((tmp_path / "feeds" / file["file"]).read_bytes())
        told[file["volunteer"]] = {event.decoded("DTSTART") for event in calendar.walk("VEVENT")}
    for week in (first.isocalendar(), (first + timedelta(days=7)).isocalendar()):
        for seat in seats_of(terminal.json("show", "week", "--week", f"{week.year}-W{week.week:02}")):
            if seat["volunteer_id"]:
                assert datetime.fromisoformat(seat["starts"]).astimezone(UTC) in told[seat["volunteer_id"]]


def test_that_the_zone_of_this_computer_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    texts = []
    for number, zone in enumerate(("America/Tijuana", "Asia/Tokyo")):
        made = Terminal(tmp_path / f"{number}.clinicdata", terminal._capsys)
        assert made.elsewhere("sample", "--start", "2026-10-26", TZ=zone).status == 0
        texts.append(made.elsewhere("show", "week", "--week", "2026-W44", TZ=zone).out)
    assert texts[0] == texts[1]
    assert "Sat 31 October" in texts[0] or "Fri 30 October" in texts[0]
