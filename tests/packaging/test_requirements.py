"""The pins: complete, hashed, and all that the program imports."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where the name one imports differs from the name one installs.
INSTALLED_AS = {"PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials"}
ROOMS = {"clinic", "db", "ui", "resources"}


def pins(name: str) -> dict[str, set[str]]:
    """Package to 'version ; marker', from one requirements file."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)(?:\[\w+\])?==([^\\]+)", line):
            found.setdefault(pin[1].lower(), set()).add(pin[2].strip())
    return found


def wanted() -> set[str]:
    lines = (ROOT / "packaging" / "requirements.in").read_text(encoding="utf-8").splitlines()
    return {found[0].lower() for line in lines if (found := re.match(r"\w[\w.-]*", line))}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-build.txt", "requirements-dev.txt"])
def test_that_every_pin_is_exact_and_hashed(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    assert all(re.match(r"[\w.-]+(\[\w+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_that_tests_run_on_the_very_versions_the_program_runs_on() -> None:
    everything = pins("requirements-dev.txt")
    for fewer in ("requirements.txt", "requirements-build.txt"):
        assert {name: everything.get(name) for name in pins(fewer)} == pins(fewer)


def test_that_everything_wanted_is_pinned() -> None:
    assert wanted() <= pins("requirements.txt").keys()


@cache
def imported() -> set[str]:
    """What the program imports from outside, by the name one installs."""
    names = {
        module.split(".")[0]
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        for module in _modules(node)
    }
    foreign = names - ROOMS - sys.stdlib_module_names
    return {INSTALLED_AS.get(name, name.lower().replace("_", "-")) for name in foreign}


def test_that_whatever_the_program_imports_is_wanted_by_name() -> None:
    """A library that only came along with another one may be gone tomorrow."""
    assert imported() <= wanted()


def test_that_nothing_is_wanted_that_nobody_imports() -> None:
    # openpyxl reads with defusedxml where it finds it; zoneinfo reads the zones from tzdata.
    assert wanted() - imported() == {"defusedxml", "tzdata"}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
