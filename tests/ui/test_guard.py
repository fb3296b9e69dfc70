"""Errors become words in one place; a report of our own mistake holds no value of anybody's data."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from clinic.domain.errors import ClinicError, FileTrouble
from clinic.i18n import say
from clinic.jobs import Cancelled
from ui.guard import Guard, report_of

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


def test_that_a_report_tells_places_and_kinds_but_no_value() -> None:
    report = report_of(mistake_with("María Secreta"))
    assert "test_guard.py" in report
    assert "builtins.RuntimeError" in report
    assert "builtins.KeyError" in report
    assert "Secreta" not in report


def test_that_a_report_does_not_tell_whose_laptop_it_is() -> None:
    assert "/root/" not in report_of(mistake_with("x"))
    assert "/home/" not in report_of(mistake_with("x"))


def test_that_the_worlds_faults_are_told_in_their_own_words(qtbot: QtBot) -> None:
    guard, error = Guard(), FileTrouble(say("The USB stick is full."))
    with qtbot.waitSignal(guard.told) as told:
        guard.handle(error)
    assert isinstance(told.args[0], ClinicError)
    assert str(told.args[0]) == "The USB stick is full."


def test_that_our_mistakes_come_with_a_report(qtbot: QtBot) -> None:
    guard = Guard()
    with qtbot.waitSignal(guard.mistaken) as mistaken:
        guard.handle(mistake_with("x"))
    assert "RuntimeError" in mistaken.args[0]


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
