"""The medium sample's week in the real window: booked at one press, mended at one press when three people fall ill.

Sessions are laid out and seats are filled; of consultations nothing is booked, and everybody waits. Two clicks book the
week, three mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit

from clinic.settings import Settings
from tests.e2e.on_border import OneFile
from tests.e2e.test_story_medium_week import CITY, WEEK, Office
from tests.terminal import Terminal
from tests.ui.hands import CONTROL, Hands
from ui import bootstrap
from ui.app import Window
from ui.pages.consultations.page import ConsultationsPage
from ui.pages.people.page import PeoplePage
from ui.posing import Posing

pytestmark = [pytest.mark.window, pytest.mark.slow]
FRIDAY = date(2026, 7, 24)


@pytest.fixture
def office(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Office:
    found = Office(terminal)
    monkeypatch.setattr(bootstrap, "vault", lambda: OneFile(found.store))
    here = ("--week", str(WEEK), "--site", CITY)
    found.act("plan", "week", *here)
    found.act("fill", "roster", *here, "--apply", "--seconds", "2")
    return found


@pytest.fixture
def at(window_app: QApplication, office: Office) -> Iterator[Hands]:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    settings = Settings(language="en", look="light", text_percent=100)
    window = Window(Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False), lock_after=0)
    window.resize(1280, 800)
    window.begin()
    window.show()
    hands = Hands(window_app, window)
    hands.quiet()
    window.open_store(office.store, day=date(2026, 7, 21)).go("consultations")
    hands.quiet()
    yield hands
    hands.quiet()
    window.close()


def fall_ill(at: Hands, name: str) -> None:
    """Somebody calls: ill until Friday night."""
    at.go(5)
    at.row(at.page(PeoplePage).volunteers, name)
    at.click("volunteer-absence", builds=True)
    at.pick("kind", "ill")
    last = at.the(QDateEdit, "last")
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(last, f"{FRIDAY:%Y%m%d}")
    at.type_number("ends", "2300")
    at.click("save")


def test_that_the_week_is_booked_and_mended_in_the_window(office: Office, at: Hands) -> None:
    assert office.meetings() == []
    at.click("planWeek", builds=True)
    at.click("takeOver", builds=True)
    booked = office.meetings()
    assert len(booked) > 8
    assert office.wrong() == set()
    office.now = datetime(2026, 7, 20, 21, tzinfo=UTC)
    for name in office.busiest()[:3]:
        fall_ill(at, name)
    broken = {row.household_id for _slot, row in office.meetings()}
    assert office.wrong(), "some cannot be held as they are"
    at.go(3)
    page = at.page(ConsultationsPage)
    at.click("planWeek", builds=True)
    at.click("replan", builds=True)
    assert "bookings move" in at.words()
    assert page.proposal.proposed.lines
    at.click("takeOver", builds=True)
    assert {row.household_id for _slot, row in office.meetings()} == broken, "nobody is lost"
    after = office.wrong()
    at.press(Qt.Key.Key_Z, CONTROL)
    assert len(office.wrong()) > len(after), "one undo, and all is as before"
