"""The frame: places by key, pages that reload for what they show, trouble in words, nothing cut in any language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from clinic import i18n
from clinic.domain.errors import FileTrouble
from clinic.i18n import say
from clinic.services import sites
from tests.ui.waiting import until, until_quiet
from ui import theme
from ui.desk import Desk
from ui.page import Page
from ui.shell import Shell

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
TODAY = date(2026, 7, 14)


class Plain(Page):
    """A page that counts how often it looked."""

    name: ClassVar[str] = "today"
    kinds: ClassVar[frozenset[str]] = frozenset({"site"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Today")
        self.looked = 0
        self.pressed = 0
        self.header.set_primary(i18n._("Record check-in"), "plus", on=self._press)

    def _press(self) -> None:
        self.pressed += 1

    def reload(self) -> None:
        self.looked += 1


class ByWeek(Plain):
    name: ClassVar[str] = "roster"
    kinds: ClassVar[frozenset[str]] = frozenset({"seat"})
    steps_by_week: ClassVar[bool] = True


@pytest.fixture
def shell(window_app: QApplication, desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    window = QMainWindow()
    window.menuBar().hide()
    found = Shell(window, desk, {"today": Plain, "roster": ByWeek}, today=TODAY)
    window.setCentralWidget(found)
    window.resize(1280, 800)
    found.go("today")
    window.show()
    qtbot.addWidget(window)
    window.activateWindow()
    until_quiet(window_app, desk)
    yield found
    until_quiet(window_app, desk)


def plain(shell: Shell) -> Plain:
    assert isinstance(shell.page, Plain)
    return shell.page


def press(shell: Shell, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(shell.window(), key, held)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_that_places_are_reached_by_key_and_built_when_first_shown(shell: Shell) -> None:
    assert set(shell.pages) == {"today"}
    press(shell, Qt.Key.Key_2, CONTROL)
    assert shell.page.name == "roster"
    press(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.page.name == "today"


def test_that_the_filled_button_is_pressed_by_key(shell: Shell) -> None:
    press(shell, Qt.Key.Key_N, CONTROL)
    assert plain(shell).pressed == 1


def test_that_the_stepper_goes_by_day_or_by_week(shell: Shell) -> None:
    press(shell, Qt.Key.Key_PageDown, CONTROL)
    assert shell.desk.day == date(2026, 7, 15)
    shell.go("roster")
    press(shell, Qt.Key.Key_PageUp, CONTROL)
    assert shell.desk.day == date(2026, 7, 8)
    press(shell, Qt.Key.Key_T, CONTROL)
    assert shell.desk.day == TODAY


def test_that_a_page_reloads_for_its_own_kinds_alone(shell: Shell, window_app: QApplication) -> None:
    shell.go("roster")
    until_quiet(window_app, shell.desk)
    roster = plain(shell)
    before = roster.looked
    shell.desk.run(sites.set_up, city="Reynosa")
    until_quiet(window_app, shell.desk)
    assert roster.looked == before


def test_that_a_hidden_page_waits_until_it_is_shown(shell: Shell, window_app: QApplication) -> None:
    today = plain(shell)
    shell.go("roster")
    until_quiet(window_app, shell.desk)
    before = today.looked
    shell.desk.run(sites.set_up, city="Reynosa")
    until_quiet(window_app, shell.desk)
    assert today.looked == before
    shell.go("today")
    until(window_app, lambda: today.looked == before + 1)


def test_that_undo_says_what_it_undoes(shell: Shell, window_app: QApplication) -> None:
    shell.desk.run(sites.set_up, city="Reynosa")
    until_quiet(window_app, shell.desk)
    undo = shell.findChild(QAbstractButton, "undo")
    assert isinstance(undo, QAbstractButton)
    assert undo.isEnabled()
    assert "Reynosa" in undo.toolTip()
    assert "Reynosa" in shell.toast.sentence


def test_that_trouble_is_told_and_goes_with_the_next_change(shell: Shell, window_app: QApplication) -> None:
    shell.desk.guard.handle(FileTrouble(say("The USB stick is full.")))
    assert shell.banner.isVisible()
    assert "USB" in shell.banner.accessibleName()
    shell.desk.run(sites.set_up, city="Reynosa")
    until_quiet(window_app, shell.desk)
    assert not shell.banner.isVisible()


def test_that_our_mistake_offers_a_report_to_copy(shell: Shell, window_app: QApplication) -> None:
    shell.desk.guard.handle(ZeroDivisionError("secret"))
    button = shell.banner.findChild(QAbstractButton, "offer-copy")
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    copied = window_app.clipboard().text()
    assert "ZeroDivisionError" in copied
    assert "secret" not in copied


def test_that_every_command_is_in_a_menu(shell: Shell) -> None:
    in_menus = {action.objectName() for menu in shell.menus._menus.values() for action in menu.actions()}
    assert {f"command-{command.key}" for command in shell.menus.commands} <= in_menus


def test_that_no_two_commands_share_their_keys(shell: Shell) -> None:
    keys = [one for command in shell.menus.commands for one in command.keys.split(" | ") if one]
    assert len(keys) == len(set(keys))


def test_that_f6_walks_from_pane_to_pane(shell: Shell, window_app: QApplication) -> None:
    shell.navigation.buttons["today"].setFocus()
    QTest.keyClick(shell.window(), Qt.Key.Key_F6)
    focused = window_app.focusWidget()
    assert focused is not None
    assert shell.top_bar.isAncestorOf(focused)


def test_that_the_navigation_folds_by_itself_where_the_window_is_narrow(shell: Shell) -> None:
    assert not shell.navigation.is_folded
    shell.window().resize(1100, 700)
    folded = shell.navigation.is_folded
    shell.fold_navigation()
    assert folded is not shell.navigation.is_folded


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(100, 1280), (115, 1280), (100, 1024), (150, 1024)])
def test_that_no_button_of_the_frame_is_cut(
    window_app: QApplication, desk: Desk, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    percent, width = size
    i18n.use(language)
    theme.change(percent=percent)
    window = QMainWindow()
    window.menuBar().hide()
    shell = Shell(window, desk, {"today": Plain, "roster": ByWeek}, today=TODAY)
    window.setCentralWidget(shell)
    window.resize(width, 800)
    shell.go("today")
    window.show()
    qtbot.addWidget(window)
    until_quiet(window_app, desk)
    for button in shell.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName() != "search":
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName() or button.text()
    assert shell.minimumSizeHint().width() <= width
    layout = shell.top_bar.layout()
    assert layout is not None
    assert layout.totalMinimumSize().width() <= shell.top_bar.width()


def test_that_a_clock_that_looks_wrong_is_told_over_every_page(
    window_app: QApplication, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic.services.clock.trouble", lambda _uow: say("The clock looks wrong."))
    window = QMainWindow()
    shell = Shell(window, desk, {"today": Plain, "roster": ByWeek}, today=TODAY)
    window.setCentralWidget(shell)
    qtbot.addWidget(window)
    window.show()
    until(window_app, lambda: not shell.clock.isHidden())
    assert "The clock looks wrong." in shell.clock.accessibleName()
    shell.clock.offered.emit("close")
    assert shell.clock.isHidden()


def test_that_nothing_is_told_of_a_clock_that_is_right(shell: Shell) -> None:
    assert shell.clock.isHidden()
