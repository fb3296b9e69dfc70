"""The command line's own tests."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from clinic.domain.policy import Clinic
from clinic.security import kdf
from clinic.services import sample
from tests.terminal import CHEAP, PHRASE, Terminal, terminal
from ui import bootstrap

__all__ = ["terminal"]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small sample clinic and its key file."""
    path = tmp_path_factory.mktemp("sample") / "clinic.clinicdata"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kdf.COSTS, 1, CHEAP)
        _make(path)
    return path.parent


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a real key derivation: a process of its own knows no cheap one."""
    path = tmp_path_factory.mktemp("real") / "clinic.clinicdata"
    _make(path)
    return path.parent


def _make(path: Path) -> None:
    store, _code = bootstrap.vault().create(path, PHRASE, Clinic(name="Sample clinic"))
    with store.work() as uow:
        sample.make(uow, size="small", start=date(2026, 7, 13))
    store.close()


@pytest.fixture
def clinic(terminal: Terminal, sample_folder: Path) -> Terminal:
    """A terminal on a copy of the small sample clinic; its own week is 2026-W29."""
    shutil.copytree(sample_folder, terminal.file.parent, dirs_exist_ok=True)
    return terminal


@pytest.fixture
def real_clinic(terminal: Terminal, real_folder: Path) -> Terminal:
    """The same for processes of their own."""
    shutil.copytree(real_folder, terminal.file.parent, dirs_exist_ok=True)
    return terminal
