"""`print day`: a PDF without a window, from the command line alone."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.ui.paper.reading import one_line, sizes, texts

DAY = "2026-07-15"


def test_that_a_day_is_printed_in_a_process_without_a_display(real_clinic: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "day.pdf"
    done = real_clinic.elsewhere("print", "day", "--date", DAY, "--out", out, "--json", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.status == 0, done.err
    data = out.read_bytes()
    assert done.json["pages"] == len(texts(data))
    assert sizes(data) == {(612, 792)}
    assert {sheet["sheet"] for sheet in done.json["sheets"]} == {"board", "driver", "escort", "door", "port", "returns"}


@pytest.mark.parametrize(("lang", "words"), [("en", "Be at the port by"), ("es", "mié 15 jul 2026")])
def test_that_sheets_paper_and_language_can_be_chosen(clinic: Terminal, tmp_path: Path, lang: str, words: str) -> None:
    out = tmp_path / "slips.pdf"
    given = ["--date", DAY, "--out", out, "--sheet", "driver", "--paper", "a4", "--large", "--lang", lang]
    told = clinic.json("print", "day", *given)
    assert {sheet["sheet"] for sheet in told["sheets"]} == {"driver"}
    assert {sheet["language"] for sheet in told["sheets"]} == {lang}
    assert sizes(out.read_bytes()) == {(595, 842)}
    assert words in one_line(out.read_bytes())


def test_that_the_second_copy_says_so_and_only_changed_sheets_can_be_asked_for(
    clinic: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "day.pdf"
    clinic.done("print", "day", "--date", DAY, "--out", out)
    assert "copy 1" in one_line(out.read_bytes())
    clinic.done("print", "day", "--date", DAY, "--out", out, "--lang", "en")
    assert "copy 2" in one_line(out.read_bytes())
    none = clinic.run("print", "day", "--date", DAY, "--out", tmp_path / "none.pdf", "--changed")
    assert (none.status, none.err.strip()) == (1, "No copy on paper of Wed 15 July is older than the plan.")
    assert not (tmp_path / "none.pdf").exists()


def test_that_a_day_without_plans_is_refused_in_a_sentence(clinic: Terminal, tmp_path: Path) -> None:
    answer = clinic.run("print", "day", "--date", "2027-02-01", "--out", tmp_path / "none.pdf", "--sheet", "driver")
    assert answer.status == 1
    assert answer.err.startswith("Nothing is planned on Mon 1 February that could be printed.")
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "“day.pdf” cannot be written: the disk is full."),
        (errno.EACCES, "the folder is read-only, or another program has the file open."),
    ],
)
def test_that_trouble_with_the_file_is_one_sentence_and_leaves_nothing(
    clinic: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def refuse(_path: Path, *_given: object, **_more: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    answer = clinic.run("print", "day", "--date", DAY, "--out", folder / "day.pdf")
    assert answer.status == 1
    assert words in answer.err
    assert answer.err.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_that_the_door_of_consultations_is_printed_by_code_and_nothing_else(clinic: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "door.pdf"
    told = clinic.json("print", "door", "--date", DAY, "--out", out, "--lang", "en", "--paper", "a4")
    assert {sheet["sheet"] for sheet in told["sheets"]} == {"session"}
    assert sizes(out.read_bytes()) == {(595, 842)}
    words = one_line(out.read_bytes())
    assert "Who comes" in words
    assert "intake" not in words


def test_that_the_next_team_gets_a_sheet_and_machines_the_same(clinic: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "handover.pdf"
    told = clinic.json("print", "handover", "--date", DAY, "--out", out, "--lang", "en")
    assert [sheet["sheet"] for sheet in told["sheets"]] == ["handover"]
    found = told["handover"]
    assert set(found) >= {"tasks", "clocks", "met", "out", "disputed", "without_ride"}
    words = one_line(out.read_bytes())
    for rows in found.values():
        assert all(row["code"] in words for row in rows if row.get("code"))


def test_that_sheets_of_consultations_are_printed_with_a_day_when_asked(clinic: Terminal, tmp_path: Path) -> None:
    wanted = ["attorney", "interpreter", "appointment", "sign-in"]
    asked = [part for kind in wanted for part in ("--sheet", kind)]
    told = clinic.json("print", "day", "--date", DAY, "--out", tmp_path / "more.pdf", *asked)
    assert {sheet["sheet"] for sheet in told["sheets"]} == set(wanted)
