"""The roster by person and at a glance, in the real window, with keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from clinic.domain.people import Credential, CredentialKind, Role
from clinic.services import sample
from tests.services.scene import THURSDAY, WEDNESDAY, WEEK, Scene
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from ui.pages.printing.page import PrintingPage
from ui.pages.roster.page import RosterPage
from ui.states import State
from ui.theme import theme
from ui.tokens import Type

pytestmark = pytest.mark.window
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
TEXT = Qt.ItemDataRole.AccessibleTextRole


class Week:
    """Anna sits on Tuesday morning and Thursday, her licence ends on Wednesday; a driver is open on Wednesday."""

    def __init__(self, scene: Scene, open_page: Opener) -> None:
        self.scene, self._open = scene, open_page
        ends = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY)
        self.anna = scene.volunteer("Anna Reyes", Role.ATTORNEY, credentials=(ends,))
        self.ben = scene.volunteer("Ben Cruz", Role.DRIVER, here_from=THURSDAY)
        self.seat = scene.seat(scene.session(), Role.ATTORNEY, self.anna)
        scene.seat(scene.session(on=THURSDAY, advice=True), Role.ATTORNEY, self.anna)
        scene.seat(scene.session("15:00", "17:00", WEDNESDAY), Role.DRIVER)
        self.at: Hands

    def open(self, view: str, language: str = "en") -> RosterPage:
        self.at = self._open("roster", language)
        self.at.click(f"segment-{view}", builds=True)
        return self.at.page(RosterPage)


@pytest.fixture
def week(scene: Scene, open_page: Opener) -> Week:
    return Week(scene, open_page)


def test_that_the_overview_shows_coverage_by_number_shape_and_sentence(week: Week) -> None:
    model = week.open("overview").views.overview.coverage.map
    assert [row.head.title for row in model.rows] == ["attorney", "driver", "All seats"]
    cells = [(cell.text, cell.state) for cell in model.rows[-1].cells]
    assert cells[:4] == [("–", None), ("1/1", State.CONFIRMED), ("0/1", State.NOT_COVERED), ("1/1", State.CONFIRMED)]
    assert cells[7] == ("2/3", State.WARNING)
    assert model.data(model.index(1, 2), TEXT) == "Wed 15 July, driver: 0 of 1 filled, 1 open."


def test_that_enter_on_a_cell_lists_its_seats(week: Week) -> None:
    page = week.open("overview")
    coverage = page.views.overview.coverage
    coverage.setFocus()
    coverage.setCurrentIndex(coverage.map.index(1, 2))
    week.at.press(Qt.Key.Key_Return)
    week.at.quiet()
    assert page.header.segments.current == "list"
    assert page.list.filter.field.text() == "driver Wed 15"


def test_that_load_and_papers_are_tables_that_say_it_in_sentences(week: Week) -> None:
    shown = week.open("overview").views.overview
    loads, papers = shown.load_table.model(), shown.paper_table.model()
    assert loads.data(loads.index(0, 0), TEXT) == "Anna Reyes: 4 h; 2 h above the mean."
    assert str(papers.data(papers.index(0, 0), TEXT)).endswith("1 seat falls after it.")
    for model in (shown.coverage.map, loads, papers):
        QAbstractItemModelTester(model, FATAL)


def test_that_enter_on_somebody_in_the_load_shows_their_week(week: Week) -> None:
    page = week.open("overview")
    table = page.views.overview.load_table
    table.setFocus()
    table.choose(str(week.anna.id))
    week.at.press(Qt.Key.Key_Return)
    week.at.quiet()
    assert page.header.segments.current == "person"
    assert page.views.people.grid.current_keys[0].startswith(str(week.anna.id))


def test_that_the_overview_is_printed_by_the_page_for_paper(week: Week) -> None:
    week.open("overview")
    week.at.click("printOverview", builds=True)
    page = week.at.page(PrintingPage)
    assert [sheet.title for sheet in page.wanted] == ["Overview, week 29 · Tijuana"]


def test_that_the_week_by_person_has_a_row_for_each_and_a_sentence_for_each_day(week: Week) -> None:
    people = week.open("person").views.people
    model = people.grid.grid
    assert [row.title for row in model.plan.rows] == ["Anna Reyes", "Ben Cruz"]
    assert model.data(model.index(0, 1), TEXT) == "Tue 14 July, Anna Reyes: 10:00 to 12:00 Consultations."
    assert model.data(model.index(1, 1), TEXT) == "Tue 14 July, Ben Cruz: not here."
    QAbstractItemModelTester(model, FATAL)


def test_that_letters_and_enter_work_on_a_seat_in_the_week_by_person(week: Week) -> None:
    page = week.open("person")
    grid = page.views.people.grid
    grid.setFocus()
    grid.choose(f"{week.anna.id}|2026-07-14", str(week.seat.id))
    week.at.press(Qt.Key.Key_C)
    cell = grid.grid.cell_at(0, 1)
    assert cell is not None
    assert cell.chips[0].state is State.CONFIRMED
    week.at.press(Qt.Key.Key_Return)
    assert page.seat_panel.isVisible()
    page.go_back()
    grid.setFocus()
    week.at.press(Qt.Key.Key_M)
    assert (page.header.segments.current, page.placer.is_on) == ("week", True)


def test_that_the_filter_keeps_those_whose_name_or_role_it_names(week: Week) -> None:
    people = week.open("person").views.people
    people.filter.field.setText("driver")
    people.filter.typed.emit("driver")
    assert [row.title for row in people.grid.grid.plan.rows] == ["Ben Cruz"]


@pytest.mark.parametrize("view", ["overview", "person"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_of_these_views_is_cut(week: Week, view: str, language: str) -> None:
    page = week.open(view, language)
    assert cut_words(page) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_numbers_of_two_digits_and_the_heads_of_days_fit_into_their_columns(week: Week, language: str) -> None:
    for _n in range(12):
        week.scene.seat(week.scene.session("15:00", "17:00", THURSDAY), Role.DRIVER)
    coverage, look = week.open("overview", language).views.overview.coverage, theme()
    assert coverage.map.rows[-1].cells[3].text == "1/13"
    for number, head in enumerate(coverage.map.heads):
        cells = [row.cells[number].text for row in coverage.map.rows]
        words = max(look.metrics(Type.SMALL, 600).horizontalAdvance(text) for text in cells) + look.px(16)
        title = look.metrics(weight=600).horizontalAdvance(head.title) + look.px(7)
        assert coverage.columnWidth(number) > max(words, title), head.title


@pytest.mark.parametrize("view", ["overview", "person"])
@pytest.mark.usefixtures("as_the_program_collects")
def test_that_neither_view_keeps_the_window_waiting_on_a_medium_week(
    window_app: QApplication, scene: Scene, open_page: Opener, view: str
) -> None:
    scene.store = memory_store()
    with scene.store.work("Maria") as uow:
        sample.make(uow, size="medium", seed=1, start=WEEK.monday)
    at = open_page("roster")
    page = at.page(RosterPage)
    desk = page.desk

    def once_more() -> float:
        page.views.choose("week")
        at.quiet()
        page.views._is_read.clear()
        return longest_gap(window_app, lambda: page.views.choose(view), lambda: desk.lane.is_idle)

    once_more()
    assert min(once_more() for _n in range(3)) < LIMIT
