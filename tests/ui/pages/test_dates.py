"""Notices in the window: kept undecided, beside each other, decided, set aside; by keys and clicks."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from clinic.domain.hearings import TimeSource
from clinic.domain.households import Household
from clinic.i18n import say
from clinic.services import drafts, notices
from clinic.services.drafts import Head
from tests import factory
from tests.services.scene import Scene
from tests.ui.hands import Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT
from ui.pages.rides.page import RidesPage

pytestmark = pytest.mark.window
FRIDAY = date(2026, 7, 24)


@pytest.fixture
def home(scene: Scene) -> Household:
    """A household with a hearing on Friday 24 July."""
    made: Household = scene.make(factory.make_household, site_id=scene.site.id)
    typed = {"hearing_on": FRIDAY, "hearing_time": time(8), "report_time": time(4)}
    scene.make(factory.make_hearing, made, site_id=scene.site.id, report_source=TimeSource.TYPED, **typed)
    return made


def paste(at: Hands, title: str, text: str) -> None:
    """A notice by lines."""
    at.click("newNotice" if at.page(RidesPage).dates.can_apply else "primary", builds=True)
    at.type_into("noticeTitle", title)
    at.pick("noticeWay", "lines pasted or typed")
    edit = at.the(QPlainTextEdit, "noticeLines")
    edit.setFocus()
    for line in text.splitlines():
        QTest.keyClicks(edit, line)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    at.click("save", builds=True)


def stands(scene: Scene) -> date:
    with scene.store.read() as uow:
        (row,) = uow.hearings.where()
        return row.hearing_on


def lines(at: Hands) -> list[str]:
    return [line.title for line in at.page(RidesPage).dates.notices.lines]


def test_that_contradicting_notices_stand_beside_each_other_until_somebody_decides(
    scene: Scene, open_page: Opener, home: Household
) -> None:
    at = open_page("rides")
    at.click("segment-dates")
    paste(at, "Press notice", f"{home.code} 2026-08-24")
    at.click("keepNotice")
    paste(at, "Letter", f"{home.code} 2026-08-31")
    page = at.page(RidesPage)
    assert page.header.primary is not None
    assert page.header.primary.text() == "New notice"
    beside = [label.text() for label in page.dates.detail.findChildren(QLabel)]
    assert {"Mon 31 August", "Letter", "Mon 24 August", "Press notice"} <= set(beside)
    at.click("keepNotice")
    assert stands(scene) == FRIDAY
    assert lines(at) == ["Not decided", "Press notice", "Letter"]

    at.line("notices", "Letter")
    page.dates.table.setFocus()
    at.press(Qt.Key.Key_Space)
    assert page.header.primary.text() == "Move 1 date"
    at.click("primary")
    assert stands(scene) == date(2026, 8, 31)
    assert lines(at) == ["To do anew", "Applied", "Letter", "Set aside", "Press notice"]


def test_that_a_notice_is_set_aside_with_a_reason_and_nothing_moves(
    scene: Scene, open_page: Opener, home: Household
) -> None:
    at = open_page("rides")
    at.click("segment-dates")
    paste(at, "Press notice", f"{home.code} 2026-08-24")
    at.click("keepNotice")
    at.line("notices", "Press notice")
    at.click("asideNotice", builds=True)
    at.click("save")
    assert "Write why this notice does not count." in at.words()
    at.type_into("asideReason", "Withdrawn")
    at.click("save")
    assert (lines(at), stands(scene)) == (["Set aside", "Press notice"], FRIDAY)


def test_that_a_line_that_is_not_understood_stays_out_and_says_why(
    scene: Scene, open_page: Opener, home: Household
) -> None:
    at = open_page("rides")
    at.click("segment-dates")
    paste(at, "Phone call", f"{home.code} 2026-08-24\nZZ-999 2026-08-24")
    table = at.page(RidesPage).dates.table
    assert at.column(table, 4) == ["moves", "No household is known by this reference."]
    at.click("primary")
    assert stands(scene) == date(2026, 8, 24)


def test_that_a_notice_without_words_or_without_a_file_is_told_in_its_form(open_page: Opener, home: Household) -> None:
    assert home.code
    at = open_page("rides")
    at.click("segment-dates")
    at.click("primary", builds=True)
    at.click("save")
    assert "Write what the notice says, in a line." in at.words()
    at.type_into("noticeTitle", "Letter")
    at.pick("noticeWay", "a list in a file")
    at.click("save")
    assert "Choose a file first." in at.words()
    at.click("back")


@pytest.mark.slow
@pytest.mark.usefixtures("as_the_program_collects")
def test_that_a_notice_of_hundreds_of_hearings_never_stalls_the_window(scene: Scene, open_page: Opener) -> None:
    with scene.store.work() as uow:
        for _n in range(600):
            household = factory.make_household(uow, site_id=scene.site.id)
            factory.make_hearing(uow, household, site_id=scene.site.id, hearing_on=FRIDAY, hearing_time=time(8))
        uow.commit(say("Six hundred hearings"))
        head = Head(scene.site.id, "One month later", "DHS")
        notices.record(uow, draft=drafts.by_rule(uow, head=head, first=FRIDAY, last=FRIDAY))
    at = open_page("rides")
    at.click("segment-dates")
    at.stalls.clear()
    at.line("notices", "One month later")
    page = at.page(RidesPage)
    page.dates.table.setFocus()
    assert page.dates.table.model().rowCount() == 600
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_A)
    at.press(Qt.Key.Key_A)
    # The aim is 50 ms; a busy machine makes the window deaf too, and before it was 350.
    assert max(at.stalls)[0] < 3 * LIMIT, at.stalls
