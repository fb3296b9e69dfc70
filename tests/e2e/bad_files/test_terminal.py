"""Bad input at the terminal: one sentence with a way out, exit status 1, and the data as it was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.bad_files.conftest import PHRASE, Spoilt
from tests.e2e.bad_files.test_opening import SPOILT
from tests.e2e.bad_files.test_writing import files_no_larger_than, key_of, writer
from tests.terminal import Answer, Terminal
from ui.commandline.desk import PASSPHRASE

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def at(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv(PASSPHRASE, PHRASE)
    return terminal


def refused(answer: Answer, words: str) -> None:
    """One sentence, on the error channel, and nothing else."""
    assert answer.status == 1, answer.err
    assert answer.out == ""
    assert answer.err.count("\n") == 1, answer.err
    assert words in answer.err
    assert answer.err.rstrip().endswith(".")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", SPOILT)
def test_that_a_spoilt_file_is_refused_and_left_alone(at: Terminal, file: Spoilt, name: str) -> None:
    at.file = file.path
    SPOILT[name][0](file)
    before = {} if file.path.is_dir() else file.content()
    if file.path.is_dir():
        assert at.run("show", "history").status == 2  # a folder is wrong usage: --file names a file
    else:
        refused(at.run("show", "history"), "")
        assert file.content() == before


def test_that_a_wrong_passphrase_is_refused(at: Terminal, file: Spoilt, monkeypatch: pytest.MonkeyPatch) -> None:
    at.file = file.path
    monkeypatch.setenv(PASSPHRASE, "five words do not help")
    before = file.content()
    refused(at.run("undo"), "does not open")
    assert file.content() == before


def test_that_check_finds_a_flipped_bit_in_a_later_page(at: Terminal, file: Spoilt) -> None:
    at.file = file.path
    file.flip(int(file.path.stat().st_size * 0.7))
    before = file.content()
    answer = at.run("check", "--json")
    assert answer.status == 1
    assert not answer.json["ok"]
    assert len(answer.json["file"]["faults"]) == 1
    assert file.content() == before


def test_that_a_read_only_folder_is_told(at: Terminal, refusing: Path) -> None:
    at.file = refusing / "juarez.clinicdata"
    before = {each.name: each.read_bytes() for each in refusing.iterdir()}
    refused(at.run("show", "history"), "folder of your own")
    assert {each.name: each.read_bytes() for each in refusing.iterdir()} == before


def test_that_feeds_are_not_written_into_a_read_only_folder(at: Terminal, file: Spoilt, refusing: Path) -> None:
    at.file = file.path
    refused(at.run("export", "feeds", "--out", refusing / "feeds"), "Choose another folder")
    assert at.json("show", "history")["entries"][0]["label"] == "Fill"


def test_that_a_disk_without_room_is_told_and_nothing_is_changed(at: Terminal, file: Spoilt) -> None:
    at.file = file.path
    before = at.json("show", "history")
    with files_no_larger_than(50_000):
        answer = at.run("import", DATA / "02_voluntarios_matamoros.xlsx", "--apply", "--site", "tijuana")
    assert answer.status == 1, answer.err
    assert "disk" in answer.err
    assert at.json("show", "history") == before
    assert at.json("check")["file"]["faults"] == []


def test_that_a_new_file_without_room_leaves_nothing(at: Terminal, small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(100)
    at.file = disk / "new.clinicdata"
    refused(at.run("new", "--name", "Clinic", "--city", "Tijuana"), "disk")
    assert {each.name for each in disk.iterdir()} <= {"new.clinicdata.lock"}


def test_that_a_second_program_is_kept_out(at: Terminal, file: Spoilt) -> None:
    at.file = file.path
    with writer(file.path, key_of(file), steps=0) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        refused(at.run("undo"), "another window of the program")
        other.kill()
    assert at.run("show", "history").status == 0


def test_that_a_list_without_any_known_column_is_refused(at: Terminal, file: Spoilt, tmp_path: Path) -> None:
    at.file = file.path
    (tmp_path / "recipes.csv").write_text("Dish;Cups\nRice;2\nBeans;3\n", "utf-8")
    refused(at.run("import", tmp_path / "recipes.csv", "--apply", "--site", "tijuana"), "")
    assert at.json("show", "history")["entries"][0]["label"] == "Fill"


def test_that_a_list_that_is_no_spreadsheet_is_refused(at: Terminal, file: Spoilt, tmp_path: Path) -> None:
    at.file = file.path
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 not really")
    refused(at.run("import", tmp_path / "list.xlsx", "--site", "tijuana"), "")


def test_that_an_unknown_time_zone_is_refused_before_there_is_a_file(at: Terminal) -> None:
    refused(at.run("new", "--name", "Clinic", "--city", "Nowhere", "--zone", "America/Nowhere"), "America/Tijuana")
    refused(at.run("new", "--name", "Clinic", "--city", "Nowhere"), "time zone")
    assert not at.file.exists()


def test_that_a_short_passphrase_is_refused_before_there_is_a_file(
    at: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "short")
    refused(at.run("new", "--name", "Clinic", "--city", "Tijuana"), "8 characters")
    assert not at.file.exists()


def test_that_a_report_time_after_its_hearing_is_asked_about_and_not_taken(at: Terminal) -> None:
    at.done("new", "--name", "Clinic", "--city", "Nuevo Laredo")
    seen = at.json("import", DATA / "09_audiencias_1252.csv", "--today", "2027-01-11", "--apply")["lists"][0]
    doubted = {row["what"].split(",")[0]: row for row in seen["rows"] if row["doing"] == "ask"}
    assert "after the hearing time" in doubted["NL-10"]["remarks"][0]["sentence"]
    refused(
        at.run("add", "hearing", "NL-01", "2027-03-01", "--hearing", "04:30", "--report", "08:30"), "after the hearing"
    )


def test_that_everything_is_refused_in_the_reader_s_language_too(at: Terminal, file: Spoilt) -> None:
    at.file = file.path
    at.file.unlink()
    answer = at.run("show", "history", lang="es")
    assert answer.status == 1
    assert answer.err.count("\n") == 1


@pytest.mark.usefixtures("at")
def test_that_the_sentence_comes_without_a_traceback_from_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "text.clinicdata").write_text("Hello.\n" * 500)
    command = [sys.executable, "-m", "ui", "--file", str(tmp_path / "text.clinicdata"), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    refused(Answer(done.returncode, done.stdout, done.stderr), "Choose another file")
