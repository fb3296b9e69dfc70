"""The import contracts, and a planted fault for each: a contract that nothing breaks proves nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("clinic", "db", "ui", "resources")


@dataclass(frozen=True)
class Fault:
    """One line that must never be written, where it would be written, and the contract that catches it."""

    file: str
    line: str
    contract: str

    def __str__(self) -> str:
        return f"{self.contract}: {self.line} in {self.file}"


FAULTS = [
    Fault("clinic/domain/planted.py", "import ui", "floors"),
    Fault("clinic/domain/planted.py", "from clinic import rules", "floors"),
    Fault("clinic/rules/planted.py", "import clinic.services", "floors"),
    Fault("clinic/services/planted.py", "import clinic.exchange", "floors"),
    Fault("clinic/exchange/planted.py", "import clinic.security", "floors"),
    Fault("db/planted.py", "import clinic.services", "floors"),
    Fault("resources/planted.py", "import clinic.i18n", "floors"),
    Fault("clinic/helpers.py", "import clinic.domain", "rooms"),
    Fault("ui/pages/roster/planted.py", "import db", "joint"),
    Fault("ui/cli.py", "import clinic.exchange", "joint"),
    Fault("ui/pages/roster/planted.py", "import ui.pages.rides", "pages"),
    Fault("clinic/services/planted.py", "def late():\n    from PySide6.QtCore import QDate", "qt"),
    Fault("ui/cli.py", "from PySide6 import QtWidgets", "qt_free_doors"),
    Fault("ui/bootstrap.py", "import shiboken6", "qt_free_doors"),
    Fault("clinic/services/planted.py", "from sqlalchemy import select", "sql"),
    Fault("ui/pages/people/planted.py", "import sqlite3", "sql"),
    Fault("clinic/services/planted.py", "import icalendar", "formats"),
    Fault("ui/planted.py", "from openpyxl import Workbook", "formats"),
    Fault("ui/planted.py", "import keyring", "keys"),
    Fault("db/planted.py", "from cryptography.hazmat.primitives.ciphers.aead import AESGCM", "keys"),
    Fault("clinic/rules/planted.py", "import numpy", "numbers"),
    Fault("clinic/services/planted.py", "import socket", "network"),
]


def _all_but_code(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name.endswith(".py") or Path(folder, name).is_dir())]


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """The rooms and their contracts, to be spoilt."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=_all_but_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    yield tmp_path
    shutil.rmtree(tmp_path)


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache", *chosen]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_that_the_program_keeps_its_contracts(copy: Path) -> None:
    found = lint(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_that_a_planted_import_is_caught(copy: Path, fault: Fault) -> None:
    with (copy / fault.file).open("a", encoding="utf-8") as file:
        file.write(f"\n{fault.line}\n")
    found = lint(copy, fault.contract)
    assert found.returncode == 1, found.stdout
    assert "BROKEN" in found.stdout


@pytest.mark.slow
def test_that_a_planted_circle_is_caught(copy: Path) -> None:
    (copy / "clinic/domain/planted.py").write_text("import clinic.domain.planted_too\n", encoding="utf-8")
    (copy / "clinic/domain/planted_too.py").write_text("import clinic.domain.planted\n", encoding="utf-8")
    assert lint(copy, "circles").returncode == 1


def test_that_every_room_beside_the_services_is_behind_the_joint() -> None:
    """A new room on that floor, such as clinic.solver, has to be added to the contract 'joint' as well."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    by_id = {contract["id"]: contract for contract in contracts}
    floor = {room.strip("() ") for room in by_id["floors"]["layers"][1].split("|")} - {"clinic.services"}
    standing = {room for room in floor if (ROOT / room.replace(".", "/")).is_dir()}
    assert standing == set(by_id["joint"]["protected_modules"])


def test_that_the_command_line_starts_without_qt_and_without_the_heavy_libraries() -> None:
    heavy = ("PySide6", "shiboken6", "openpyxl", "icalendar", "highspy", "numpy")
    program = f"import sys, ui.cli, ui.commandline.topics; print(*(name for name in {heavy} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
