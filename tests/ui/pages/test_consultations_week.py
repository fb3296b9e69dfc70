"""The week by lawyer and one household in the order of time, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from clinic.services import waiting_list
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE
from tests.ui.cut import cut_words
from tests.ui.pages.consulting import Consulting
from tests.ui.stall import LIMIT, longest_gap

pytestmark = pytest.mark.window
MONDAY_AFTER = date(2026, 7, 20)


@pytest.fixture(params=["en"])
def work(window_app: QApplication, request: pytest.FixtureRequest) -> Iterator[Consulting]:
    """A Mam household is met at 13:00 and waits for another intake; a Spanish one is met at 15:30."""
    found = Consulting(window_app, request.param)
    found.clinic.book("13:00")
    found.clinic.book("15:30", found.spanish(), lawyer=found.samir)
    found.clinic.do(waiting_list.ask, household=found.clinic.mam.id, kind=INTAKE, asked_on=date(2026, 7, 1))
    yield found.open()
    found.quiet()
    found.window.close()


def sentences(work: Consulting) -> list[str]:
    """What a screen reader says of each cell of the week."""
    model = work.page.views.week.grid.model()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [str(cell.data(Qt.ItemDataRole.AccessibleTextRole)) for cell in cells]


def test_that_the_week_shows_each_lawyer_and_a_meeting_opens_on_its_day(work: Consulting) -> None:
    work.click("segment-week")
    grid = work.page.views.week.grid
    assert [head.title for head in grid.grid.plan.rows] == ["Helen", "Samir"]
    assert f"Tue 14 July, Helen: 1 booked · 3 h 15 free. 13:00 {work.clinic.mam.code}" in sentences(work)
    work.shell.desk.move_to(day=date(2026, 7, 16))
    work.quiet()
    key = str(work.booked(work.clinic.mam)[0].id)
    grid.setFocus()
    grid.setCurrentIndex(grid.grid.index(0, 1))
    work.press(Qt.Key.Key_Down)
    work.press(Qt.Key.Key_Return)
    assert work.shell.desk.day == TUESDAY
    assert (work.page.views.view, work.page.day.columns.current) == ("day", key)


def test_that_the_week_follows_the_day_and_what_is_booked(work: Consulting) -> None:
    work.click("segment-week")
    work.shell.desk.move_to(day=MONDAY_AFTER)
    work.quiet()
    assert work.page.views.week.grid.grid.plan.rows == ()
    work.shell.desk.move_to(day=TUESDAY)
    work.quiet()
    work.shell.desk.run(waiting_list.give_up, request=next(iter(work.page.waiting._waiting.values())).request_id)
    work.quiet()
    assert any("1 booked" in each for each in sentences(work))


def test_that_a_household_is_shown_in_the_order_of_time_by_its_code(work: Consulting) -> None:
    work.click("segment-household")
    view = work.page.views.household
    view.code.setFocus()
    QTest.keyClicks(view.code, work.clinic.mam.code)
    work.press(Qt.Key.Key_Return)
    told = [(line.section, line.title) for line in view.moments.lines]
    assert told == [
        (True, "Waits for a time"), (False, "Intake, asked for Wed 1 July"),
        (True, "Today and to come"), (False, "Tue 14 July 2026 13:00"),
    ]  # fmt: skip
    assert view.moments.lines[3].spoken == (
        "Tue 14 July 2026. 13:00. Intake, Mam: booked. Helen, Abel Cruz, Wen Tran. Jacaranda, Room 1"
    )
    view.moments.choose(view.moments.lines[3].key)
    view.moments.setFocus()
    work.press(Qt.Key.Key_Return)
    assert work.page.views.view == "day"
    assert work.page.day.strip.meeting is not None


def test_that_the_household_of_the_waiting_list_is_shown_and_a_wrong_code_is_said(work: Consulting) -> None:
    work.click("segment-household")
    work.choose_line(work.clinic.mam.code)
    view = work.page.views.household
    assert view.household == work.clinic.mam.id
    assert not work.page.placer.is_active
    view.code.setFocus()
    QTest.keyClicks(view.code, "ZZZZ")
    work.press(Qt.Key.Key_Return)
    assert "No household with this code is on file." in work.words_of(view)


def test_that_the_order_rules_lead_to_the_weights(work: Consulting) -> None:
    work.click("orderRules")
    assert work.shell.page.name == "settings"
    assert work.shell.page.header.segments.current == "rules"


@pytest.mark.parametrize("work", ["en", "es"], indirect=True)
@pytest.mark.parametrize("view", ["week", "household"])
def test_that_no_word_is_cut_and_the_model_is_sound(work: Consulting, view: str) -> None:
    work.choose_line(work.clinic.mam.code)
    work.click(f"segment-{view}")
    QAbstractItemModelTester(work.page.views.week.grid.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert cut_words(work.window) == []


def test_that_changing_the_view_never_stalls_the_window(work: Consulting) -> None:
    desk = work.window.desk
    assert desk is not None
    for view in ("week", "household", "day"):
        gaps = [
            longest_gap(work.app, partial(work.page.views.choose, view), lambda: desk.lane.is_idle) for _try in range(3)
        ]
        assert min(gaps) < LIMIT, (view, gaps)
