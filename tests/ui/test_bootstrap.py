"""The one joint."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from clinic.domain.errors import NotOnFile
from clinic.domain.history import Change
from clinic.domain.ids import new_id
from clinic.i18n import say
from clinic.jobs import silent
from clinic.ports import UnitOfWork
from tests.factory import make_volunteer
from tests.stores import memory_store
from ui import bootstrap
from ui.bootstrap import Runner

ROOT = Path(__file__).parents[2]


def add_somebody(uow: UnitOfWork, *, name: str) -> Change:
    make_volunteer(uow, name)
    return uow.commit(say("Add {name}", name=name))


def names(uow: UnitOfWork) -> list[str]:
    return [anna.name for anna in uow.volunteers.where()]


def add_and_fail(uow: UnitOfWork) -> None:
    make_volunteer(uow, "nobody")
    uow.volunteers.get(new_id())


def test_that_each_service_is_a_transaction_in_somebody_s_name() -> None:
    runner = Runner(memory_store(), "Maria")
    assert runner.run(add_somebody, name="Anna").kinds == {"volunteer"}
    with pytest.raises(NotOnFile):
        runner.run(add_and_fail)
    assert runner.read(names) == ["Anna"]
    assert [entry.who for entry in runner.read(lambda uow: uow.history.latest())] == ["Maria"]


def test_that_a_query_cannot_change_anything() -> None:
    runner = Runner(memory_store())
    with pytest.raises(RuntimeError):
        runner.read(add_somebody, name="Anna")
    assert runner.read(names) == []


def test_that_the_files_lie_in_the_system_s_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    places = [bootstrap.default_file(), bootstrap.settings_file(), bootstrap.log_folder()]
    assert all(place.parent.is_dir() for place in places)
    assert len({*places}) == 3
    if sys.platform == "linux":
        assert places[0] == tmp_path / "XDG_DATA_HOME" / "clinic-scheduler" / "clinic.clinicdata"


@pytest.mark.slow
def test_that_the_sample_is_a_whole_clinic_that_goes_with_its_store() -> None:
    store = bootstrap.sample_store(start=date(2026, 3, 2))
    with store.read() as uow:
        assert uow.clinic().is_sample
        assert uow.volunteers.count() == 20
    assert store.check(silent) == []
    store.close()


def test_that_the_joint_works_without_a_window() -> None:
    look = "import sys, ui.bootstrap; sys.exit(any('PySide6' in name or 'keyring' == name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False).returncode == 0


def in_a_new_process(code: str, *arguments: str) -> list[str]:
    """The words that a program prints which starts with nothing read yet."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_that_the_window_stands_before_the_store_is_read() -> None:
    code = (
        "import sys; from pathlib import Path; from ui import app, bootstrap; bootstrap.vault_of_window(); "
        "print('sqlalchemy' in sys.modules)"
    )
    assert in_a_new_process(code) == ["False"]


def test_that_the_window_makes_a_file_though_the_store_is_read_late(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ui import bootstrap; "
        "made = bootstrap.program(Path(sys.argv[1]), Path(sys.argv[2]))"
        ".make(passphrase='four words make one', name=''); "
        "made.store.close(); print('made')"
    )
    assert in_a_new_process(code, str(tmp_path / "a.clinicdata"), str(tmp_path / "settings.json")) == ["made"]


def test_that_reading_qt_leaves_pythons_own_import() -> None:
    code = (
        "import builtins; from ui import start; before = builtins.__import__; start.read_qt(); "
        "import PySide6.QtGui; print(builtins.__import__ is before)"
    )
    assert in_a_new_process(code) == ["True"]
