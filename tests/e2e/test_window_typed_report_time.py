"""A report time typed in the real window gives the whole morning: stops, alarm clock, two questions, one seat."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from clinic.domain.hearings import TimeSource
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg
from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from clinic.settings import Settings
from db.files import EncryptedFiles
from tests import factory
from tests.terminal import PHRASE
from tests.ui.hands import CONTROL, Hands
from ui import app as program_of_window
from ui import bootstrap
from ui.app import Window
from ui.pages.rides.page import RidesPage
from ui.pages.rides.places import Places
from ui.states import State
from ui.vault_program import VaultProgram
from ui.widgets.lines import LineList

from .land import Land

pytestmark = [pytest.mark.window, pytest.mark.slow]
TUESDAY = date(2026, 7, 14)
MONDAY = TUESDAY - timedelta(days=1)
NOW = datetime(2026, 7, 14, 4, 40, tzinfo=UTC)
"""Monday 13 July, 21:40 in Tijuana: Rosa has been back for ten minutes."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Household K at Shelter Norte has a date of which nobody knows the report time; Rosa was out until 21:30."""
    monkeypatch.setattr(program_of_window, "today", lambda: TUESDAY)
    path = tmp_path / "clinic.clinicdata"
    here = Land(path, "Tijuana", "America/Tijuana", "San Diego", "America/Los_Angeles", port_zone="America/Tijuana")
    with here.scene() as uow:
        home, yard = (here.place(uow, label, PlaceKind.HOME) for label in ("Driver's home", "Van's yard"))
        factory.make_travel(uow, home, yard, 20)
        factory.make_travel(uow, yard, here.norte, 15)
    here.vehicle(kept_at=yard)
    rosa = here.volunteer("Rosa Medrano", Role.DRIVER, Role.ESCORT, home=home)
    hours = {"standby_from": here.at("18:00", MONDAY), "standby_until": here.at("21:30", MONDAY)}
    with here.scene() as uow:
        back = factory.make_trip(
            uow, "R1", leg=Leg.RETURN, report_at=None, site_id=here.site.id, port_id=here.port.id, **hours
        )
        starts, ends = hours.values()
        factory.make_seat(uow, back, Role.DRIVER, rosa, starts_at=starts, ends_at=ends)
    here.hearing(here.household(34, 33, 3), TUESDAY)
    here.close()
    yield path
    gc.unfreeze()


def start(app: QApplication, file: Path) -> Hands:
    """Start the program on the file, and open it by its passphrase."""
    vault = Vault(EncryptedFiles(lambda: NOW), KeyFiles())
    settings = file.with_name("settings.json")
    program = VaultProgram(vault, file, settings, bootstrap.sample_store, bootstrap.formats())
    program.keep(replace(Settings(), language="en", look="light", who="Ana"))
    window = Window(program, lock_after=0)
    window.begin()
    window.show()
    gc.freeze()
    at = Hands(app, window)
    at.type_into("passphrase", PHRASE)
    at.click("open", builds=True)
    return at


def insist(at: Hands, reason: str) -> None:
    at.dialog("anyway")
    assert not at.the(QAbstractButton, "goAnyway").isEnabled()
    QTest.keyClicks(at.the(QPlainTextEdit, "reason"), reason)
    at.click("goAnyway")


def test_that_a_report_time_typed_in_the_window_gives_the_whole_morning(file: Path, window_app: QApplication) -> None:
    at = start(window_app, file)
    at.go(4)
    uncovered = at.page(RidesPage).board.uncovered
    code = uncovered.lines[0].title
    at.line("uncovered", code)
    at.press(Qt.Key.Key_T, builds=True)
    at.type_number("clock", "0400")
    at.click("save")
    at.line("uncovered", code)
    at.click("primary", builds=True)
    at.click("save")
    assert "Shelter Norte is locked 22:00–06:00; pick-up 03:10." in at.words()
    insist(at, "The guard opens the gate for us")
    at.click("crew-driver")
    at.line("candidates", "Rosa")
    at.press(Qt.Key.Key_Return, builds=True)
    assert "Back 21:30, leaves 02:35: 5 h 05 rest, the rule asks 8." in at.words()
    insist(at, "Agreed with Rosa by phone")
    at.press(Qt.Key.Key_Escape)
    card = at.page(RidesPage).card
    assert [(stop.time, stop.title.partition(" (")[0].replace(code, "K")) for stop in card.stops.stops[:6]] == [
        ("02:05", "The driver wakes up"),
        ("02:35", "The driver leaves home"),
        ("02:55", "The vehicle leaves"),
        ("03:10", "Pick up K"),
        ("03:45", "At Port of San Diego"),
        ("04:00", "Report time, from the tear sheet"),
    ]
    (loading,) = [stop.how for stop in card.stops.stops if stop.title.startswith("Pick up")]
    assert loading == "10 min boarding + 25 min drive to Port of San Diego"  # leaves at 03:20
    checks = {line.title: line.state for line in at.the(LineList, "checks").lines}
    assert {checks["Shelter gates"], checks["Rest before driving"]} == {State.OVERRIDDEN}
    assert "1 child seat" in card.findChildren(Places)[0].accessibleName()
    at.press(Qt.Key.Key_Q, CONTROL)
    store = Vault(EncryptedFiles(), KeyFiles()).open(file, passphrase=PHRASE)
    with store.read() as uow:
        (hearing,) = uow.hearings.where()
        assert (hearing.report_time, hearing.report_source) == (time(4), TimeSource.TYPED)
    store.close()
