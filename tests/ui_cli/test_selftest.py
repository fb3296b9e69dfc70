"""The program tests itself: what a packed program must end with 0 on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic.domain.errors import DamagedFile, FileTrouble
from clinic.i18n import say
from tests.stores import memory_store
from ui import selftest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.window
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_everything_works_on_this_computer(language: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui", "--lang", language, "--self-test"]
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.splitlines()
    assert len(told) == 8
    assert all(any(char.isalpha() for char in line) for line in told)


class Damaged:
    """A store whose check finds something."""

    def check(self, _progress: object) -> list[object]:
        return [say("1 page of the file is damaged. Open the last backup.")]


def test_that_damage_ends_it() -> None:
    with pytest.raises(DamagedFile, match="page"):
        selftest._check_whole(Damaged())  # type: ignore[arg-type]  # only its check is asked


def test_that_a_feed_that_cannot_be_read_back_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clinic.services import sample

    class Writer:
        def write(self, *_args: object) -> bytes:
            return b"not a calendar"

    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size="small", start=selftest.WEEK.monday)
    monkeypatch.setattr("ui.bootstrap.calendar_writer", Writer)
    with pytest.raises(FileTrouble, match="read back"):
        selftest._write_feed(store, tmp_path)


def test_that_a_missing_catalogue_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "_", lambda text: text)
    with pytest.raises(FileTrouble, match="es"):
        selftest._speak()
