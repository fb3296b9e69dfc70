"""From the first start to the lock and back: typed and clicked, on the real vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from clinic import i18n
from clinic.ports import Store
from clinic.settings import Settings
from tests.ui.waiting import until
from ui import bootstrap
from ui.app import Window
from ui.dialogs.strength import ENOUGH, bits
from ui.page import Page
from ui.vault_program import VaultProgram

pytestmark = pytest.mark.window
PASSPHRASE = "caballo nube verde lima"
W = TypeVar("W", bound=QWidget)


class Today(Page):
    """The only page of these tests."""

    name: ClassVar[str] = "today"


@pytest.fixture
def program(tmp_path: Path) -> VaultProgram:
    return VaultProgram(
        bootstrap.vault(),
        tmp_path / "clinic.clinicdata",
        tmp_path / "settings.json",
        bootstrap.sample_store,
        bootstrap.formats(),
    )


@pytest.fixture
def window(window_app: QApplication, program: VaultProgram, qtbot: QtBot) -> Iterator[Window]:
    program.keep(replace(Settings(), language="en", look="light"))
    found = Window(program, pages={"today": lambda desk: Today(desk, "Today")}, lock_after=0)
    qtbot.addWidget(found)
    found.begin()
    found.show()
    yield found
    found.close()
    window_app.processEvents()


def screen(window: Window) -> QWidget:
    found = window.centralWidget()
    assert found is not None
    return found


def the(window: Window, kind: type[W], name: str) -> W:
    """The widget of that kind and object name on the screen that stands."""
    found = screen(window).findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def press(window: Window, name: str) -> None:
    QTest.mouseClick(the(window, QAbstractButton, name), Qt.MouseButton.LeftButton)


def type_into(window: Window, name: str, text: str) -> None:
    field = the(window, QLineEdit, name)
    field.clear()
    QTest.keyClicks(field, text)


def begin_a_clinic(window: Window, app: QApplication) -> str:
    """Go through the first start, and give back the recovery code."""
    press(window, "startEmpty")
    the(window, QListWidget, "cities").setCurrentRow(0)
    press(window, "siteNext")
    type_into(window, "newPassphrase", PASSPHRASE)
    type_into(window, "newPassphraseAgain", PASSPHRASE)
    press(window, "secretNext")
    until(app, lambda: bool(the(window, QLabel, "recoveryCodeShown").text()), 30)
    groups = the(window, QLabel, "recoveryCodeShown").text().split()
    type_into(window, "thirdGroup", groups[2].lower())
    press(window, "paperNext")
    until(app, lambda: window.shell is not None)
    return "-".join(groups)


def unlock(window: Window, app: QApplication, passphrase: str) -> None:
    type_into(window, "passphrase", passphrase)
    press(window, "open")
    until(app, lambda: window.shell is not None or not window._keys.is_idle)
    until(app, lambda: window._keys.is_idle, 30)


def test_that_a_clinic_is_begun_locked_and_opened_again(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    window.lock()
    assert window.shell is None
    assert window.desk is None
    unlock(window, window_app, PASSPHRASE)
    until(window_app, lambda: window.shell is not None)
    assert "clinic" in window.windowTitle()


def test_that_enter_alone_opens_the_sample(window: Window, window_app: QApplication) -> None:
    window.activateWindow()
    until(window_app, lambda: the(window, QAbstractButton, "sample").hasFocus())


def test_that_the_recovery_code_opens_too(window: Window, window_app: QApplication) -> None:
    code = begin_a_clinic(window, window_app)
    window.lock()
    press(window, "otherWay")
    type_into(window, "recoveryCode", code)
    press(window, "open")
    until(window_app, lambda: window.shell is not None, 30)


def test_that_a_wrong_passphrase_is_told_keeps_the_text_and_waits(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    window.lock()
    unlock(window, window_app, "something else")
    assert window.shell is None
    field = the(window, QLineEdit, "passphrase")
    assert field.text() == "something else"
    assert field.accessibleDescription()
    assert not the(window, QAbstractButton, "open").isEnabled()


def test_that_the_locked_window_shows_nothing_of_the_content(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    window.lock()
    words = " ".join(label.text() for label in screen(window).findChildren(QLabel))
    assert "Tijuana" not in words


def test_that_the_third_group_must_be_that_of_the_paper(window: Window, window_app: QApplication) -> None:
    press(window, "startEmpty")
    press(window, "siteNext")
    type_into(window, "newPassphrase", PASSPHRASE)
    type_into(window, "newPassphraseAgain", PASSPHRASE)
    press(window, "secretNext")
    until(window_app, lambda: bool(the(window, QLabel, "recoveryCodeShown").text()), 30)
    type_into(window, "thirdGroup", "0000")
    press(window, "paperNext")
    assert window.shell is None
    assert the(window, QLineEdit, "thirdGroup").accessibleDescription()


@pytest.mark.parametrize(("first", "again"), [("lunes", "lunes"), (PASSPHRASE, "caballo nube verde limon")])
def test_that_a_weak_or_mistyped_passphrase_goes_no_further(window: Window, first: str, again: str) -> None:
    press(window, "startEmpty")
    press(window, "siteNext")
    type_into(window, "newPassphrase", first)
    type_into(window, "newPassphraseAgain", again)
    press(window, "secretNext")
    assert window._keys.is_idle
    assert not window.program.has_file()


def test_that_the_sample_opens_with_one_click_and_says_what_it_is(window: Window, window_app: QApplication) -> None:
    press(window, "sample")
    until(window_app, lambda: window.shell is not None, 60)
    assert "Sample" in window.windowTitle()
    assert not window.program.has_file()


def test_that_another_language_builds_every_word_anew(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    before = window.shell
    window.preferences.change(language="es")
    assert window.shell is not before
    assert i18n.language() == "es"
    assert window.program.settings().language == "es"


def test_that_a_settings_file_that_cannot_be_kept_is_told(window: Window, tmp_path: Path) -> None:
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").mkdir()
    (tmp_path / "settings.json" / "full").touch()
    with pytest.raises(Exception, match="cannot be read or written"):
        window.preferences.change(text_percent=115)


def test_that_closing_lets_go_of_the_file(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    window.close()
    again = window.program.open(passphrase=PASSPHRASE)
    again.close()


def test_that_words_count_and_repetition_does_not() -> None:
    assert bits(PASSPHRASE) >= ENOUGH
    assert bits("aaaaaaaaaaaaaaaa") < ENOUGH
    assert bits("contraseña") < ENOUGH
    assert bits("k7#Qm!x2Vw9z&Rt4") >= ENOUGH


def test_that_f10_brings_the_menus_and_escape_takes_them_away(window: Window, window_app: QApplication) -> None:
    begin_a_clinic(window, window_app)
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert window.menuBar().isVisible()
    popup = window_app.activePopupWidget()
    if popup is not None:
        popup.close()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.menuBar().isVisible()


class Remembering(VaultProgram):
    """A program on a laptop whose key store has the key, or has lost it."""

    key = PASSPHRASE

    def is_remembered(self) -> bool:
        return True

    def open_remembered(self) -> Store:
        return self.open(passphrase=self.key)


@pytest.mark.parametrize(("key", "stands"), [(PASSPHRASE, True), ("another sentence", False)])
def test_that_a_remembered_key_opens_the_clinic_and_a_lost_one_asks(
    window_app: QApplication, program: VaultProgram, qtbot: QtBot, key: str, stands: bool
) -> None:
    program.make(passphrase=PASSPHRASE, name="Clinic").store.close()
    remembering = Remembering(
        bootstrap.vault_of_window(),
        program.path,
        program.path.with_name("settings.json"),
        bootstrap.sample_store,
        bootstrap.formats(),
    )
    remembering.key = key
    found = Window(remembering, pages={"today": lambda desk: Today(desk, "Today")}, lock_after=0)
    qtbot.addWidget(found)
    found.begin()
    found.show()
    assert not screen(found).findChildren(QLineEdit)
    until(window_app, lambda: found._keys.is_idle, 30)
    assert (found.shell is not None) is stands
    assert bool(screen(found).findChildren(QLineEdit, "passphrase")) is not stands
    found.close()
