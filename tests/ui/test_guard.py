"""Errors become words in one place: the world's faults a sentence, our mistakes a report, a wish to cancel neither."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from clinic.domain.errors import ClinicError, FileTrouble
from clinic.i18n import say
from clinic.jobs import Cancelled
from ui.guard import Guard

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


def mistake_with(name: str) -> Exception:
    try:
        look_up(name)
    except RuntimeError as error:
        return error
    raise AssertionError


def look_up(name: str) -> None:
    try:
        {"known": 1}[name]
    except KeyError as error:
        raise RuntimeError(f"while reading {name}") from error


def test_that_the_worlds_faults_are_told_in_their_own_words(qtbot: QtBot) -> None:
    guard, error = Guard(), FileTrouble(say("The USB stick is full."))
    with qtbot.waitSignal(guard.told) as told:
        guard.handle(error)
    assert isinstance(told.args[0], ClinicError)
    assert str(told.args[0]) == "The USB stick is full."


def test_that_our_mistakes_come_with_a_report(qtbot: QtBot) -> None:
    guard = Guard()
    with qtbot.waitSignal(guard.mistaken) as mistaken:
        guard.handle(mistake_with("María Secreta"))
    assert "RuntimeError" in mistaken.args[0]
    assert "Secreta" not in mistaken.args[0]


def test_that_cancelling_is_no_error(qtbot: QtBot) -> None:
    guard = Guard()
    with qtbot.assertNotEmitted(guard.mistaken), qtbot.waitSignal(guard.cancelled):
        guard.handle(Cancelled())


def test_that_what_nobody_caught_on_another_thread_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr(threading, "excepthook", None)
    guard = Guard()
    guard.watch()
    with qtbot.waitSignal(guard.mistaken):
        threading.Thread(target=lambda: int("x")).start()
