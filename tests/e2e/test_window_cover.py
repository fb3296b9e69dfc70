"""Story 16 through the real window: ill at 01:00, cover asked and found, old copies and a phone list on Share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit

from clinic.domain.people import Role
from clinic.settings import Settings
from tests.e2e.test_story_cover import THURSDAY, Night
from tests.services.border import TUESDAY
from tests.ui.hands import Hands
from ui import bootstrap
from ui.app import Window
from ui.pages.people.page import PeoplePage
from ui.pages.roster.page import RosterPage
from ui.pages.share.page import SharePage
from ui.posing import Posing
from ui.widgets.lines import LineList

pytestmark = [pytest.mark.window, pytest.mark.slow]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path)


@pytest.fixture
def at(night: Night, window_app: QApplication) -> Iterator[Hands]:
    """The window on that night, on Tuesday, at Today."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    settings = Settings(language="en", look="light", text_percent=100)
    window = Window(Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False), lock_after=0)
    window.resize(1280, 800)
    window.begin()
    window.show()
    hands = Hands(window_app, window)
    hands.quiet()
    window.open_store(night.store, day=TUESDAY).go("today")
    hands.quiet()
    yield hands
    hands.quiet()
    window.close()


def fall_ill(at: Hands) -> None:
    """Rosa calls: ill from now until Thursday night."""
    at.go(5)
    at.row(at.page(PeoplePage).volunteers, "Rosa Medrano")
    at.click("volunteer-absence", builds=True)
    at.pick("kind", "ill")
    last = at.the(QDateEdit, "last")
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(last, f"{THURSDAY:%Y%m%d}")
    at.type_number("ends", "2300")
    at.click("save")


def shown(at: Hands) -> list[str]:
    """Who is offered, in the order in which they are asked."""
    lines = at.the(LineList, "candidates").lines
    until = next((n for n, line in enumerate(lines) if line.section and n), len(lines))
    return [line.title for line in lines[1:until]]


def test_that_cover_is_found_from_today_on_and_share_tells_who_must_be_called(night: Night, at: Hands) -> None:
    assert "T3: Rosa Medrano (driver) is ill" not in at.words()
    fall_ill(at)
    at.go(1)
    assert "T3: Rosa Medrano (driver) is ill" in at.words()
    at.click_word("Find cover", builds=True)
    assert shown(at) == ["Daniel Paz", "Olga Ríos"]
    at.line("candidates", "Olga")
    at.press(Qt.Key.Key_A)
    assert "Olga" in QApplication.clipboard().text()
    at.press(Qt.Key.Key_U)
    assert shown(at) == ["Daniel Paz", "Olga Ríos"]
    at.line("candidates", "Daniel")
    at.click("cover-yes")
    assert night.see_seat(night.t3, Role.DRIVER).volunteer_id == night.daniel.id

    grid = at.page(RosterPage).grid
    at.seat(grid, "Consultations", "Thu 16", "Rosa M.")
    at.line("candidates", "Ana")
    at.press(Qt.Key.Key_Y)
    assert "Ana L." in at.chips(grid)["Consultations", "Thu 16"]

    at.go(6)
    assert "4 people hold an old one, 2 to call today" in at.words()
    table = at.page(SharePage).table
    at.click("segment-need")
    held = list(zip(at.column(table), at.column(table, 3), strict=True))
    assert {who for who, state in held if state == "Old copy"} == {
        "Rosa Medrano",
        "Daniel Paz",
        "Ana Lee",
        "Iván Olmos",
        "Tijuana",
    }
    at.click("segment-call")
    assert list(zip(at.column(table), at.column(table, 5), strict=True)) == [
        ("Daniel Paz", "02:20 · 664 3"),
        ("Iván Olmos", "02:40 · 664 2"),
    ]
    assert night.now + timedelta(days=1) > night.at("02:40")
