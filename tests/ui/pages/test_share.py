"""Share in the window: who holds which copy, what would leave, and that nothing of anybody who is helped does."""

from __future__ import annotations

from pathlib import Path

import icalendar
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton

from clinic.domain.people import Role
from clinic.domain.sessions import Seat, SessionStatus
from clinic.services import roster
from tests.services.scene import FRIDAY, Scene
from tests.ui.cut import cut_words
from tests.ui.hands import Hands
from tests.ui.pages.conftest import Opener
from ui.pages.share.page import SharePage
from ui.widgets.lines import LineList

pytestmark = pytest.mark.window
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def seat(scene: Scene) -> Seat:
    """Anna interprets on Friday; Ben has nothing to do."""
    scene.volunteer("Ben")
    return scene.seat(
        scene.session(on=FRIDAY, status=SessionStatus.PUBLISHED), Role.INTERPRETER, scene.volunteer("Anna")
    )


def states(at: Hands) -> dict[str, str]:
    table = at.page(SharePage).table
    return dict(zip(at.column(table, 0), at.column(table, 3), strict=True))


def write(at: Hands, folder: Path) -> None:
    """Make the calendar files, the folder typed into the dialog."""
    at.click("primary")
    at.choose_file(folder)


def test_that_a_copy_is_current_until_something_of_it_changes(open_page: Opener, seat: Seat, tmp_path: Path) -> None:
    at = open_page("share")
    assert states(at) == {"Anna": "Never sent"}
    write(at, tmp_path)
    assert states(at) == {"Anna": "Current", "Ben": "Current"}
    at.window.desk.run(roster.empty, seat=seat.id)  # type: ignore[union-attr]  # somewhere else in the window
    at.quiet()
    assert states(at) == {"Anna": "Old copy", "Ben": "Current"}
    assert at.column(at.page(SharePage).table, 4)[0] == "1 cancelled"
    assert at.the(QAbstractButton, "nav-share").accessibleName() == "Share, 1"
    assert at.page(SharePage).header.answer == "2 copies: 1 old, 0 never sent"


def test_that_only_those_who_need_an_update_are_shown_when_asked(open_page: Opener, seat: Seat, tmp_path: Path) -> None:
    at = open_page("share")
    at.click("segment-need")
    assert states(at) == {"Anna": "Never sent"}
    write(at, tmp_path)
    assert "Every copy is current." in at.words()
    assert seat.volunteer_id is not None


@pytest.mark.usefixtures("seat")
def test_that_the_files_are_in_the_folder_and_a_second_time_touches_none(open_page: Opener, tmp_path: Path) -> None:
    at = open_page("share")
    write(at, tmp_path)
    files = sorted(tmp_path.iterdir())
    times = [path.stat().st_mtime_ns for path in files]
    events = [icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") for path in files]
    assert sorted(len(found) for found in events) == [1, 1]
    write(at, tmp_path)
    assert "0 of 2 calendar files are new" in at.words()
    assert [path.stat().st_mtime_ns for path in files] == times


@pytest.mark.usefixtures("seat")
def test_that_the_workbook_of_the_week_is_written_where_it_was_asked_for(open_page: Opener, tmp_path: Path) -> None:
    at = open_page("share")
    at.click("workbook")
    at.choose_file(tmp_path / "week.xlsx")
    assert "week.xlsx: 1 seats, 0 open, 0 consultations." in at.words()
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "week.xlsx") for row in sheet.values for cell in row]
    assert "Anna" in cells
    assert "workbook of 2026-W29" in at.column(at.page(SharePage).table, 1)


@pytest.mark.usefixtures("seat")
def test_that_a_folder_that_is_gone_is_told_and_nobody_is_current(open_page: Opener, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    at = open_page("share")
    (tmp_path / "stick").rmdir()
    (tmp_path / "stick").touch()
    at.page(SharePage).write_feeds(tmp_path / "stick")
    at.quiet()
    assert "stick" in at.words()
    assert states(at) == {"Anna": "Never sent"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_the_preview_shows_exactly_what_the_reader_gets_and_can_be_copied(
    open_page: Opener, scene: Scene, seat: Seat, language: str
) -> None:
    at = open_page("share", language)
    at.row(at.page(SharePage).table, "Anna")
    lines = [line for line in at.the(LineList, "preview").lines if not line.section]
    assert [line.title for line in lines] == ["10:00–12:00"]
    assert lines[0].details[0].text == "Interpreter, Jacaranda"
    at.click("copyChat")
    # In the language of whoever reads it, not of whoever sends it.
    assert QGuiApplication.clipboard().text() == "Fri 17 July 10:00–12:00 Interpreter, Jacaranda, Jacaranda"
    assert scene.now(seat).volunteer_id is not None


def test_that_without_anything_planned_the_page_leads_to_the_roster(open_page: Opener) -> None:
    at = open_page("share")
    assert "Nobody has anything to hold yet." in at.words()
    at.click_word("Go to Roster")
    assert at.window.shell is not None
    assert at.window.shell.page.name == "roster"


@pytest.mark.usefixtures("seat")
def test_that_the_ledger_satisfies_the_tester_of_qt(open_page: Opener, tmp_path: Path) -> None:
    at = open_page("share")
    tester = QAbstractItemModelTester(at.page(SharePage).model, FATAL)
    write(at, tmp_path)
    assert tester.model().rowCount() == 2


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_is_cut(open_page: Opener, language: str, size: tuple[int, int]) -> None:
    at = open_page("share", language, size)
    at.row(at.page(SharePage).table, "Anna")
    assert cut_words(at.window) == []


def test_that_the_keys_lead_from_the_ledger_to_the_preview(open_page: Opener, seat: Seat) -> None:
    at = open_page("share")
    at.row(at.page(SharePage).table, "Anna")
    at.press(Qt.Key.Key_Return)
    assert at.the(LineList, "preview").hasFocus()
    assert at.the(QAbstractButton, "copyChat").isEnabled()
    assert seat.role is Role.INTERPRETER
