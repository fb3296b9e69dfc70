"""Without a command the window opens, as it was started: on that file, in that language, by that passphrase."""

from __future__ import annotations

from typing import Any

import pytest

from clinic import settings
from clinic.settings import Settings
from tests.terminal import PHRASE, Terminal
from ui import bootstrap
from ui.commandline.desk import PASSPHRASE

pytestmark = pytest.mark.window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Programs for which a window was opened; none really is."""
    found: list[Any] = []

    def run(program: Any) -> int:
        found.append(program)
        return 0

    monkeypatch.setattr("ui.app.run", run)
    return found


def test_that_the_window_opens_the_file_by_the_passphrase_of_its_start(clinic: Terminal, opened: list[Any]) -> None:
    assert clinic.run().status == 0
    (program,) = opened
    assert program.path == clinic.file
    assert program.has_file()
    assert program.is_remembered()
    store = program.open_remembered()
    with store.read() as uow:
        assert uow.clinic().is_sample
    store.close()


def test_that_without_a_passphrase_the_window_asks(
    clinic: Terminal, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE)
    clinic.run()
    (program,) = opened
    assert not program.is_remembered()
    program.open(passphrase=PHRASE).close()


def test_that_a_language_of_the_command_line_counts_for_this_start_only(clinic: Terminal, opened: list[Any]) -> None:
    settings.save(bootstrap.settings_file(), Settings(language="en", look="dark"))
    clinic.run(lang="es")
    (program,) = opened
    assert program.settings() == Settings(language="es", look="dark")
    assert settings.load(bootstrap.settings_file()).language == "en"
