"""The one door to every task, and the set-up behind it."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import engine
import environment
import pytest
import system
import tasks

ROOT = Path(__file__).resolve().parents[2]
# These run inside the environment they need.
INSIDE = {"catalogues.py", "compile_engine.py"}


def test_that_the_door_opens_on_a_bare_machine() -> None:
    """Only the standard library, and the scripts beside it."""
    scripts = [file for file in (ROOT / "packaging").glob("*.py") if file.name not in INSIDE]
    own = {file.stem for file in scripts}
    imported = {
        name.split(".")[0]
        for file in scripts
        for node in ast.walk(ast.parse(file.read_bytes()))
        for name in _imported(node)
    }
    assert imported - own <= sys.stdlib_module_names


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_that_help_names_every_verb() -> None:
    command = [sys.executable, str(ROOT / "packaging" / "tasks.py"), "--help"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(f"  {verb} " in found for verb in tasks.VERBS)


def test_that_an_unknown_verb_is_wrong_usage() -> None:
    with pytest.raises(SystemExit, match="2"):
        tasks.main(["fly"])


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that was set up for running, in no time."""
    monkeypatch.setattr(environment, "HOME", tmp_path)
    environment.python().parent.mkdir(parents=True)
    environment.python().touch()
    (tmp_path / "ready-run").write_text(environment._stamp("run"), encoding="utf-8")
    (tmp_path / engine.TRIED).write_text(engine._tried(), encoding="utf-8")
    return tmp_path


def test_that_a_second_run_sets_nothing_up(made_up: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environment.prepare("run")
    assert capsys.readouterr().out == ""
    assert {entry.name for entry in made_up.iterdir() if entry.is_file()} == {"ready-run", "ready-engine"}


@pytest.mark.usefixtures("made_up")
def test_that_tests_need_more_than_running_does() -> None:
    assert environment._stands("run")
    assert not environment._stands("dev")


def test_that_other_pins_or_another_place_call_for_a_new_environment(made_up: Path) -> None:
    stamp = (made_up / "ready-run").read_text(encoding="utf-8")
    for line in stamp.splitlines():
        (made_up / "ready-run").write_text(stamp.replace(line, "other"), encoding="utf-8")
        assert not environment._stands("run")


def test_that_other_sources_call_for_a_new_engine(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.stands(made_up)
    monkeypatch.setattr(engine, "SOURCES", made_up)
    assert not engine.stands(made_up)


def test_that_without_a_compiler_the_program_runs_all_the_same(
    made_up: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "compiler", str)
    environment.prepare("run")
    assert "plain Python" in capsys.readouterr().out
    environment.prepare("run")
    assert capsys.readouterr().out == ""
    assert engine.stands(made_up)


def test_that_a_child_process_sees_no_foreign_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    found = environment.environ(LANGUAGE="es")
    assert "PYTHONPATH" not in found
    assert found["LANGUAGE"] == "es"


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Linux without Qt's libraries, where we may not install anything."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", set().__contains__)
    monkeypatch.setattr(system, "_may_install", lambda: False)
    monkeypatch.setattr(shutil, "which", {}.get)
    return monkeypatch


def test_that_debian_is_told_one_command(nothing_installed: pytest.MonkeyPatch) -> None:
    nothing_installed.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    with pytest.raises(system.PackagesMissing, match=r"sudo apt-get install python3\.\d+-venv libegl1 .*, then run"):
        system.install_missing(venv_package=True)


def test_that_fedora_is_told_one_command(nothing_installed: pytest.MonkeyPatch) -> None:
    nothing_installed.setattr(shutil, "which", {"dnf": "/usr/bin/dnf"}.get)
    with pytest.raises(system.PackagesMissing, match=r"sudo dnf install 'libEGL\.so\.1\(\)\(64bit\)' "):
        system.install_missing(venv_package=False)


@pytest.mark.usefixtures("nothing_installed")
def test_that_any_other_linux_is_told_what_is_missing() -> None:
    with pytest.raises(system.PackagesMissing, match=r"what holds libEGL\.so\.1, "):
        system.install_missing(venv_package=False)


def test_that_libraries_for_a_screen_are_not_asked_for_where_there_is_none(
    nothing_installed: pytest.MonkeyPatch,
) -> None:
    nothing_installed.setattr(system, "loads", system.NEEDED.__contains__)
    nothing_installed.delenv("DISPLAY", raising=False)
    nothing_installed.delenv("WAYLAND_DISPLAY", raising=False)
    system.install_missing(venv_package=False)
    nothing_installed.setenv("DISPLAY", ":0")
    with pytest.raises(system.PackagesMissing, match="xcb"):
        system.install_missing(venv_package=False)
