"""One evening's work at the terminal, on lists as they come: from the spreadsheet to the feeds and the workbook.

A coordinator makes a file, takes in volunteers and hearings, lays out two weeks, seats people, plans rides, books those
who wait, writes what is sent; then everything is read back by programs that were started afterwards.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from clinic.security import kdf
from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from db.files import EncryptedFiles
from tests.terminal import Terminal
from ui import bootstrap

DATA = Path(__file__).parents[1] / "data"
TODAY = ("--today", "2027-01-11")
BEFORE, WEEK = "2027-W05", "2027-W06"
SITE = ("--site", "matamoros")
REAL = kdf.COSTS[1]


@pytest.fixture
def evening(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal on that evening. Its file opens in other processes too: with the real costs of its passphrase."""
    monkeypatch.setitem(kdf.COSTS, 1, REAL)
    files = EncryptedFiles(lambda: datetime(2027, 1, 11, 18, tzinfo=UTC))
    monkeypatch.setattr(bootstrap, "vault", lambda: Vault(files, KeyFiles()))
    return terminal


def take_in(at: Terminal, name: str, *more: str, clean: int, ask: int) -> None:
    """Look at a list, take it in, and see that a second time adds nothing."""
    seen = at.json("import", DATA / name, *TODAY, *more)["lists"][0]
    assert (seen["clean"], seen["ask"]) == (clean, ask)
    assert all(row["remarks"] for row in seen["rows"] if row["doing"] == "ask")
    at.done("import", DATA / name, *TODAY, *more, "--apply")
    again = at.json("import", DATA / name, *TODAY, *more)["lists"][0]
    assert (again["add"], again["change"]) == (0, 0)


def type_in(at: Terminal) -> None:
    """What no list tells: vehicles, who is vetted and trained, whose licence somebody has seen."""
    at.done("add", "vehicle", "Van 1", "--seats", "14", "--child-seats", "4", *SITE)
    at.done("volunteer", "Raúl Peña", "Tom Abara", "--vetted", "2027-01-15", "--trained", "2027-01-20")
    at.done("volunteer", "Mónica Güemes", "Hannah Whitfield", "--trained", "2027-01-18", "--licence", "TX")
    at.done("volunteer", "Óscar Benavides", "Josefina Muela", "--trained", "2027-01-18")


def plan(at: Terminal) -> dict[str, Any]:
    """Two weeks: sessions, rides, seats, and a time for everybody who is called."""
    for week in (BEFORE, WEEK):
        assert at.json("plan", "week", "--week", week, *SITE)["touched"]["session"] == 18
        assert at.json("plan", "week", "--week", week, *SITE)["touched"] == {}
    rides = at.json("fill", "rides", "--week", WEEK, "--apply", *SITE)["days"]
    assert [(day["day"], day["covered"], day["short"]) for day in rides] == [("2027-02-09", 4, 0), ("2027-02-11", 2, 0)]
    for week in (BEFORE, WEEK):
        assert len(at.json("fill", "roster", "--week", week, "--seconds", "2", "--apply", *SITE)["changes"]) >= 9
    asked = at.json("ask", "--week", WEEK, "--kind", "hearing_preparation", *SITE)["steps"][0]["touched"]
    assert asked == {"request": 3}
    booked = at.json("fill", "bookings", "--week", BEFORE, "--apply", *SITE)
    assert len(booked["booked"]) == 2
    assert booked["waiting"][0]["why"][0] == "No way from K'iche' to Spanish."
    for week in (BEFORE, WEEK):
        at.done("plan", "publish", "--week", week, *SITE)
    return at.json("show", "week", "--week", WEEK, *SITE)["seats"]  # type: ignore[no-any-return]  # JSON


@pytest.mark.slow
def test_that_the_main_job_is_done_from_spreadsheets_to_feeds_and_stands_after_a_restart(
    evening: Terminal, tmp_path: Path
) -> None:
    at = evening
    code = at.json("new", "--name", "Border clinic", "--city", "Matamoros")["recovery_code"]
    take_in(at, "01_volunteer_form.csv", clean=11, ask=3)
    take_in(at, "02_voluntarios_matamoros.xlsx", clean=11, ask=1)
    take_in(at, "03_hearings_typed.xlsx", clean=14, ask=5)
    at.done("add", "site", "Nuevo Laredo")
    take_in(at, "09_audiencias_1252.csv", "--site", "nuevo laredo", clean=10, ask=2)
    type_in(at)
    seats = plan(at)
    feeds = at.json("export", "feeds", "--out", tmp_path / "feeds", "--from", "2027-02-01", "--to", "2027-02-14")
    at.done("export", "workbook", "--week", WEEK, "--out", tmp_path / "week.xlsx", *SITE)

    restarted = at.elsewhere("show", "week", "--week", WEEK, *SITE, "--json")
    assert restarted.status == 0, restarted.err
    assert restarted.json["seats"] == seats
    assert at.elsewhere("check", "--json").json["ok"]
    assert code not in at.elsewhere("show", "history", "--json").out
    read_feeds(tmp_path / "feeds", feeds, restarted.json)
    read_workbook(tmp_path / "week.xlsx", seats)
    nothing_of_clients_in([*(tmp_path / "feeds").iterdir(), tmp_path / "week.xlsx"])
    for _ in range(3):
        assert at.elsewhere("undo", "--json").status == 0
    assert at.elsewhere("show", "week", "--week", WEEK, *SITE, "--json").json["seats"]["needed"] == seats["needed"]


def read_feeds(folder: Path, told: dict[str, Any], week: dict[str, Any]) -> None:
    """Every filled seat of the week is one event in its volunteer's own file, at its own instant."""
    starts: dict[str, set[datetime]] = {}
    for file in told["files"]:
        calendar = icalendar.Calendar.from_ical((folder / file["file"]).read_bytes())
        starts[file["volunteer"]] = {event.decoded("DTSTART").astimezone(UTC) for event in calendar.walk("VEVENT")}
    for cell in week["work"]:
        for seat in cell["seats"]:
            if seat["volunteer_id"]:
                assert datetime.fromisoformat(seat["starts"]).astimezone(UTC) in starts[seat["volunteer_id"]]


def read_workbook(path: Path, seats: dict[str, int]) -> None:
    """The roster sheet has a row for each seat, open ones too."""
    book = openpyxl.load_workbook(path)
    assert any(sheet.max_row - 1 == seats["needed"] for sheet in book.worksheets), [s.max_row for s in book.worksheets]


def nothing_of_clients_in(files: list[Path]) -> None:
    """No name and no number of the hearing lists is in anything that was written."""
    secrets = ("412771", "412-771", "Núñez")
    for path in files:
        if path.suffix == ".xlsx":
            cells = [str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row]
            text = " ".join(cells)
        else:
            text = path.read_text("utf-8")
        assert not any(secret in text for secret in secrets), path.name
