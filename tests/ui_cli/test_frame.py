"""The frame of the command line: help, languages, exit statuses, passphrases, machines and people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic import settings
from clinic.domain.when import Week, local
from clinic.settings import Settings
from tests.terminal import PHRASE, ROOT, Terminal
from ui import bootstrap, cli
from ui.commandline import desk, topics
from ui.commandline.desk import PASSPHRASE


def every_command() -> list[tuple[str, ...]]:
    """Every command by its words."""
    found: list[tuple[str, ...]] = [()]
    for command in topics.commands():
        name = str(command.name)
        found += [(name,), *((name, each) for each in getattr(command, "commands", {}))]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_that_every_command_says_what_it_is_for(terminal: Terminal, words: tuple[str, ...]) -> None:
    answer = terminal.done(*words, "--help")
    assert answer.out.startswith("Usage: clinic-scheduler")
    assert len(answer.out.splitlines()) > 4


def leaves() -> list[tuple[str, ...]]:
    """Commands that do something, not groups."""
    groups = {words[:1] for words in every_command() if len(words) == 2}
    return [words for words in every_command() if words and words not in groups]


@pytest.mark.parametrize("words", leaves(), ids=" ".join)
def test_that_every_command_speaks_to_machines_and_takes_no_passphrase(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    told = terminal.done(*words, "--help").out
    assert "--json" in told
    assert "passphrase" not in told.lower().replace("clinic_scheduler_passphrase", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("new", "--colour", "blue"),
        ("show", "week", "--week", "2026-W99"),
        ("show", "day", "tomorrow"),
        ("sample", "--size", "huge"),
    ],
    ids=" ".join,
)
def test_that_wrong_usage_ends_with_two_and_says_what_is_wrong(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    answer = terminal.run(*arguments)
    assert answer.status == 2
    assert "Error: " in answer.err
    assert answer.out == ""


def test_that_our_own_mistake_ends_with_three_and_tells_nobody_s_name(
    clinic: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("Wen Ueda, A 000-412-771")

    monkeypatch.setattr("ui.commandline.showing.roster_week", stumble)
    answer = clinic.run("show", "week", "--week", "2026-W29")
    assert answer.status == 3
    assert "our mistake" in answer.err
    log = Path(answer.err.strip().rpartition(" ")[2])
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "Wen" not in answer.err + log.read_text("utf-8")


def test_that_ctrl_c_changes_nothing_and_says_so(clinic: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clinic.services.roster_plan.search", stop)
    answer = clinic.run("fill", "roster", "--week", "2026-W31", "--apply")
    assert answer.status == 1
    assert answer.err.endswith("Stopped. Nothing was changed.\n")


def test_that_a_refusal_is_one_sentence_for_people_and_one_document_for_machines(clinic: Terminal) -> None:
    answer = clinic.run("show", "volunteer", "Nobody Atall", "--json")
    assert answer.status == 1
    assert answer.err == "There is no “Nobody Atall” on file.\n"
    assert answer.json == {"error": "There is no “Nobody Atall” on file.", "breaches": []}


def test_that_an_answer_for_machines_is_one_document_and_nothing_else(clinic: Terminal) -> None:
    answer = clinic.done("show", "history", "--json")
    assert answer.err == ""
    assert json.loads(answer.out)["entries"][0]["label"] == "Sample clinic"


def test_that_without_a_passphrase_and_without_a_terminal_it_is_refused(real_clinic: Terminal) -> None:
    environ = {key: value for key, value in os.environ.items() if key != PASSPHRASE}
    command = [sys.executable, "-m", "ui", "--file", str(real_clinic.file), "check"]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 1
    assert PASSPHRASE in done.stderr


def test_that_a_typed_passphrase_is_asked_for_unseen_and_twice_for_a_new_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object, object]] = []

    def prompt(text: str, *, hide_input: bool, confirmation_prompt: object, err: bool) -> str:
        assert err
        asked.append((text, hide_input, confirmation_prompt))
        return PHRASE

    monkeypatch.delenv(PASSPHRASE)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    terminal.done("new", "--name", "Clinic", "--city", "Tijuana")
    terminal.done("check")
    assert asked == [("Passphrase", True, "Once more"), ("Passphrase", True, False)]


def test_that_names_with_accents_come_through_a_console_made_for_others(real_clinic: Terminal) -> None:
    answer = real_clinic.elsewhere("show", "volunteer", "Efrain", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert "Efraín Jáquez" in answer.out


@pytest.mark.parametrize(
    ("kept", "environ", "given", "expected"),
    [
        ("", {}, [], "en"),
        ("", {"LANG": "es_MX.UTF-8"}, [], "es"),
        ("", {"LC_ALL": "en_US", "LANG": "es_MX"}, [], "en"),
        ("", {"LANG": "de_DE"}, [], "en"),
        ("en", {"LANG": "es_MX"}, [], "en"),
        ("en", {}, ["--lang", "es"], "es"),
        ("es", {}, ["--lang=en", "show"], "en"),
    ],
)
def test_that_the_language_is_that_of_the_command_then_of_the_settings_then_of_the_system(
    kept: str, environ: dict[str, str], given: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert cli._language(given, kept) == expected


def test_that_no_progress_bar_is_drawn_where_nobody_looks(terminal: Terminal) -> None:
    assert terminal.done("sample").err == ""


def test_that_a_progress_bar_is_drawn_on_a_terminal_and_not_for_machines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for as_json, drawn in ((True, False), (False, True)):
        with desk.bar(as_json, "Counting") as progress:
            progress("one", 0.5)
            progress("two", 1.0)
        assert ("Counting" in capsys.readouterr().err) is drawn


def test_that_the_file_that_was_open_last_is_taken_while_it_stands(terminal: Terminal) -> None:
    settings.save(bootstrap.settings_file(), Settings(last_file=str(terminal.file)))
    gone = cli.main(["show", "history"])
    assert gone == 1  # the default file does not stand either
    terminal.done("new", "--name", "Clinic", "--city", "Tijuana")
    assert cli.main(["show", "history"]) == 0


def test_that_no_qt_is_loaded_by_any_command(real_clinic: Terminal) -> None:
    look = (
        "import sys; from ui.cli import main; status = main(sys.argv[1:]); "
        "sys.exit(status or any(name.startswith('PySide6') for name in sys.modules))"
    )
    command = [sys.executable, "-c", look, "--file", str(real_clinic.file), "show", "week", "--week", "2026-W29"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_that_a_new_file_needs_no_more_than_its_name(terminal: Terminal) -> None:
    told = terminal.json("new")
    assert (told["name"], told["city"]) == ("Legal clinic", "Ciudad Juárez")


def test_that_this_week_and_this_day_need_no_name(terminal: Terminal) -> None:
    terminal.done("sample", "--size", "small")
    assert terminal.done("show", "week").out == terminal.done("show", "week", str(Week.of(today()))).out
    assert terminal.done("show", "day").out == terminal.done("show", "day", today().isoformat()).out


def today() -> date:
    return local(datetime.now(UTC), "America/Tijuana").date()
