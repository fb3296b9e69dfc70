"""The desk: a service runs on the lane, its change is announced once, and undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic.domain.errors import ClinicError
from clinic.domain.history import Change
from clinic.ports import UnitOfWork
from clinic.services import sites
from tests.ui.waiting import until, until_quiet
from ui.desk import Desk
from ui.sites import sites as all_sites

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


def cities(work: UnitOfWork) -> list[str]:
    return [site.city for site in all_sites(work)]


def read_cities(app: QApplication, desk: Desk) -> list[str]:
    found: list[list[str]] = []
    desk.read(cities, found.append)
    until(app, lambda: bool(found))
    return found[0]


def test_that_a_service_is_done_and_announced_with_its_starter(window_app: QApplication, desk: Desk) -> None:
    heard: list[tuple[Change, object]] = []
    desk.bus.changed.connect(lambda change, starter: heard.append((change, starter)))
    desk.run(sites.set_up, city="Reynosa", starter="the test")
    until(window_app, lambda: bool(heard))
    assert "site" in heard[0][0].kinds
    assert heard[0][1] == "the test"
    assert read_cities(window_app, desk) == ["Reynosa", "Tijuana"]


def test_that_undo_and_redo_say_what_they_do_and_do_it(window_app: QApplication, desk: Desk) -> None:
    desk.run(sites.set_up, city="Reynosa")
    until(window_app, lambda: desk.undo_label is not None and "Reynosa" in str(desk.undo_label))
    desk.undo()
    until(window_app, lambda: desk.redo_label is not None)
    assert read_cities(window_app, desk) == ["Tijuana"]
    desk.redo()
    until(window_app, lambda: desk.redo_label is None)
    assert read_cities(window_app, desk) == ["Reynosa", "Tijuana"]


def test_that_a_refusal_reaches_whoever_asked_and_changes_nothing(window_app: QApplication, desk: Desk) -> None:
    refused: list[BaseException] = []
    desk.run(sites.set_up, city="Tijuana", failed=refused.append)
    until(window_app, lambda: bool(refused))
    assert isinstance(refused[0], ClinicError)
    assert read_cities(window_app, desk) == ["Tijuana"]


def test_that_without_anybody_to_take_it_a_refusal_goes_to_the_guard(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.guard.told):
        desk.run(sites.set_up, city="Tijuana")


def test_that_a_change_is_said_in_a_toast_unless_quiet(window_app: QApplication, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as said:
        desk.run(sites.set_up, city="Reynosa")
    assert "Reynosa" in said.args[0]
    with qtbot.assertNotEmitted(desk.said):
        desk.run(sites.set_up, city="Matamoros", quiet=True)
        until_quiet(window_app, desk)


def test_that_moving_is_told_only_when_something_moves(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.moved):
        desk.move_to(day=desk.day)
    with qtbot.waitSignal(desk.moved):
        desk.move_to(day=desk.day.replace(day=15))
