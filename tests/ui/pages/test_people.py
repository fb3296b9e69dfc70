"""People in the window: typed in and painted; names and conflicts only when asked for, and not for long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget

from clinic.domain.households import Deadline, DeadlineKind
from clinic.domain.people import Can, Credential, CredentialKind, Role
from clinic.i18n import say
from clinic.services import follow_ups
from clinic.services.people_table import people_table
from tests import factory
from tests.services.scene import FRIDAY, TUESDAY, WEEK, Scene
from tests.ui.hands import CONTROL, LEFT, NONE, Hands
from tests.ui.pages.conftest import Opener
from ui.pages.people import household_panel, volunteer_panel
from ui.pages.people.page import PeoplePage
from ui.pages.people.tables import household_table, volunteer_table
from ui.pages.people.week_cells import WeekCells

pytestmark = pytest.mark.window
DATA = Path(__file__).parents[2] / "data"
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def page(at: Hands) -> PeoplePage:
    return at.page(PeoplePage)


def choose_household(at: Hands, code: str) -> None:
    at.click("segment-households")
    at.row(page(at).households, code)


# ------------------------------------------------------------------------------------------------------- volunteers


def test_that_a_volunteer_is_added_by_keys_alone(open_page: Opener) -> None:
    at = open_page("people")
    at.press(Qt.Key.Key_N, CONTROL)
    at.dialog("volunteerForm")
    QTest.keyClicks(at.the(QLineEdit, "name"), "Wen Tran")
    at.press(Qt.Key.Key_Tab)
    roles = at.the(QListWidget, "roles")
    assert roles.hasFocus()
    for _n in range(list(Role).index(Role.INTERPRETER)):
        at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_Tab)
    QTest.keyClicks(at.the(QLineEdit, "speaks"), "Spanish best, English workable")
    at.press(Qt.Key.Key_Return)
    assert at.column(page(at).volunteers) == ["Wen Tran"]
    assert at.column(page(at).volunteers, 1) == ["interpreter"]
    assert "1 volunteer on file" in at.words()


def test_that_a_language_nobody_knows_is_named_before_anything_is_kept(open_page: Opener) -> None:
    at = open_page("people")
    at.click("primary")
    at.type_into("name", "Wen Tran")
    at.type_into("speaks", "Spanish best, Klingon")
    assert "Not understood: klingon" in at.words()
    assert not at.the(QAbstractButton, "save").isEnabled()


def test_that_availability_is_painted_by_keys(open_page: Opener, scene: Scene) -> None:
    who = scene.volunteer("Anna")
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    at.the(WeekCells, "availability").setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Right, Qt.Key.Key_2, Qt.Key.Key_Down, Qt.Key.Key_3, Qt.Key.Key_Left):
        at.press(key)
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Minus):
        at.press(key)
    painted = {(cell.weekday, cell.part.value): cell.can for cell in scene.now(who).availability}
    mornings = {(0, "morning"): Can.CAN, (1, "morning"): Can.PREFERS}
    assert painted == {**mornings, (1, "afternoon"): Can.UNSURE, (0, "afternoon"): Can.CANNOT}


def test_that_a_stroke_of_the_mouse_paints_all_cells_under_it(open_page: Opener, scene: Scene) -> None:
    who = scene.volunteer("Anna")
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    cells = at.the(WeekCells, "availability")
    first, last = (cells.rect_of((2, day)).center().toPoint() for day in (1, 3))
    QTest.mousePress(cells, LEFT, NONE, first)
    for x in range(first.x(), last.x() + 1, 5):
        QTest.mouseMove(cells, QPoint(x, first.y()))
    QTest.mouseRelease(cells, LEFT, NONE, last)
    at.quiet()
    assert [cell.weekday for cell in scene.now(who).availability] == [1, 2, 3]


def test_that_an_absence_is_typed_shown_and_taken_away(open_page: Opener, scene: Scene) -> None:
    scene.volunteer("Anna")
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    at.click("volunteer-absence")
    at.press(Qt.Key.Key_Return)
    assert "Tue 14 July 09:00 – Wed 15 July 18:00" in at.words()
    at.click("removeAbsence")
    assert "Tue 14 July 09:00 – Wed 15 July 18:00" not in at.words()


def test_that_a_form_that_is_refused_keeps_what_was_typed_and_says_why(open_page: Opener, scene: Scene) -> None:
    scene.volunteer("Anna")
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    at.click("volunteer-absence")
    at.dialog("absenceForm")
    at.type_number("starts", "2000")
    page_dialog = at.app.activeModalWidget()
    page_dialog.last.setDate(page_dialog.first.date())  # type: ignore[union-attr]  # the form is known
    at.click("save")
    assert "An absence ends after it begins. Type a later end." in at.words()
    at.dialog("absenceForm")


def test_that_a_paper_that_ends_is_told_first_and_gets_its_new_date(open_page: Opener, scene: Scene) -> None:
    who = scene.volunteer("Anna", credentials=(Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=TUESDAY),))
    scene.seat(scene.session(on=FRIDAY, advice=True), who=who)
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    assert "1 seat falls after the licence ends." in at.words()
    at.click("offer-paper")
    form = at.dialog("paperForm")
    assert at.the(QLineEdit, "where").text() == "CA"
    QTest.keyClicks(form.until.edit, "2030")  # type: ignore[attr-defined]  # the form is known
    at.click("save")
    assert [paper.expires_on.year for paper in scene.now(who).credentials] == [2030]
    assert "1 seat falls after the licence ends." not in at.words()


def test_that_a_known_conflict_is_noted_by_code_and_hidden_again(
    open_page: Opener, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volunteer_panel, "OPEN_FOR", 300)
    scene.volunteer("Anna")
    household = scene.make(factory.make_household, site_id=scene.site.id)
    at = open_page("people")
    at.row(page(at).volunteers, "Anna")
    at.click("addConflict")
    at.type_into("code", "XX-XXX")
    at.click("save")
    assert "There is no “XX-XXX” on file." in at.words()
    at.type_into("code", household.code.lower())
    at.press(Qt.Key.Key_Return)
    assert household.code not in at.words()
    at.click("showConflicts")
    assert household.code in at.words()
    QTest.qWait(400)
    assert household.code not in at.words()


def test_that_only_those_who_are_here_are_shown_when_asked(open_page: Opener, scene: Scene) -> None:
    scene.volunteer("Anna")
    scene.volunteer("Ben", here_from=FRIDAY.replace(month=8))
    at = open_page("people")
    assert at.column(page(at).volunteers) == ["Anna", "Ben"]
    at.click("hereThisWeek")
    assert at.column(page(at).volunteers) == ["Anna"]
    assert "1 of 2 shown" in at.words()
    at.click("chip-here")
    assert at.column(page(at).volunteers) == ["Anna", "Ben"]


def test_that_households_not_heard_of_are_counted_filtered_and_taken_off_by_one_key(
    open_page: Opener, scene: Scene
) -> None:
    quiet = scene.make(factory.make_household, site_id=scene.site.id, last_contact_on=TUESDAY - timedelta(days=30))
    other = scene.make(factory.make_household, site_id=scene.site.id, last_contact_on=TUESDAY)
    at = open_page("people")
    at.click("segment-households")
    assert at.the(QAbstractButton, "notHeardOf").text() == "Not heard of: 1"
    at.click("notHeardOf")
    assert at.column(page(at).households) == [quiet.code]
    at.row(page(at).households, quiet.code)
    page(at).households.setFocus()
    at.press(Qt.Key.Key_C)
    assert at.column(page(at).households) == []
    at.click("chip-silent")
    assert set(at.column(page(at).households)) == {quiet.code, other.code}
    at.press(Qt.Key.Key_Z, CONTROL)
    assert at.the(QAbstractButton, "notHeardOf").text() == "Not heard of: 1"


def test_that_the_filter_finds_and_down_leads_into_the_table(open_page: Opener, scene: Scene) -> None:
    scene.volunteer("Óscar Núñez")
    scene.volunteer("Anna")
    at = open_page("people")
    at.press(Qt.Key.Key_F, CONTROL)
    for key in (Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_N):
        at.press(key)
    QTest.qWait(200)
    at.quiet()
    assert at.column(page(at).volunteers) == ["Óscar Núñez"]
    at.press(Qt.Key.Key_Down)
    assert page(at).volunteers.hasFocus()


# ------------------------------------------------------------------------------------------------------- households


def test_that_a_household_and_its_hearing_are_typed_in(open_page: Opener) -> None:
    at = open_page("people")
    at.click("segment-households")
    at.press(Qt.Key.Key_N, CONTROL)
    at.type_number("adults", "2")
    at.type_into("children", "3, 9")
    at.pick("shelter", "Shelter Norte")
    at.press(Qt.Key.Key_Return)
    [code] = at.column(page(at).households)
    at.row(page(at).households, code)
    assert "2+2, Shelter Norte" in at.words()
    at.click("household-hearing")
    at.type_into("report", "04:00")
    at.type_into("hearing", "830")
    at.press(Qt.Key.Key_Return)
    assert "Tue 14 July: report 04:00, hearing 08:30" in at.words()


def test_that_a_report_time_after_its_hearing_is_told_in_the_form_and_nothing_is_kept(
    open_page: Opener, scene: Scene
) -> None:
    household = scene.make(factory.make_household, site_id=scene.site.id)
    at = open_page("people")
    choose_household(at, household.code)
    at.click("household-hearing")
    at.type_into("report", "09:00")
    at.type_into("hearing", "08:30")
    at.click("save")
    assert "09:00" in at.words()
    assert at.the(QLineEdit, "report").text() == "09:00"
    assert scene.ask(lambda uow: uow.hearings.count()) == 0
    at.type_into("report", "04:00")
    at.click("save")
    assert scene.ask(lambda uow: uow.hearings.count()) == 1


def test_that_names_are_shown_only_when_asked_for_and_not_for_long(
    open_page: Opener, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(household_panel, "NAMES_FOR", 300)
    household = scene.make(factory.make_household, site_id=scene.site.id)
    with scene.store.work() as uow:
        uow.clinic().keeps_names = True
        uow.persons.where(household_id=household.id)[0].name = "Marisol Cruz Tobar"
        uow.commit(say("A name"))
    at = open_page("people")
    choose_household(at, household.code)
    assert "Marisol" not in at.words()
    at.click("showName")
    assert "Marisol Cruz Tobar" in at.words()
    QTest.qWait(400)
    assert "Marisol" not in at.words()


def test_that_dates_run_as_a_clock_and_next_steps_are_ticked_off(open_page: Opener, scene: Scene) -> None:
    due = (Deadline(DeadlineKind.ONE_YEAR, TUESDAY + timedelta(days=12)), Deadline(DeadlineKind.FILING, TUESDAY))
    household = scene.make(factory.make_household, site_id=scene.site.id, deadlines=due, consent_on=None)
    anna = scene.volunteer("Anna")
    given = {"household": household.id, "owner": anna.id, "due_on": TUESDAY}
    scene.work(follow_ups.add, what="Have the papers translated.", **given)
    at = open_page("people")
    choose_household(at, household.code)
    for words in (
        "filing date: today, Tue 14 July 2026",
        "one-year date: in 12 days, Sun 26 July 2026",
        "Have the papers translated. · Anna · by Tue 14 July",
    ):
        assert words in at.words()
    at.click("taskDone")
    assert "Have the papers translated. · Anna" not in at.words()
    at.click("household-consent")
    assert "Consent given on Tue 14 July 2026" in at.words()


def test_that_the_data_of_a_household_is_removed_after_its_code_was_typed(open_page: Opener, scene: Scene) -> None:
    one, other = (scene.make(factory.make_household, site_id=scene.site.id) for _n in range(2))
    scene.make(factory.make_request, one)
    at = open_page("people")
    choose_household(at, one.code)
    at.click("household-remove")
    at.dialog("removalForm")
    assert "This cannot be undone, and no copy of the file brings it back." in at.words()
    assert "1 line of the waiting list." in at.words()
    save = at.the(QAbstractButton, "save")
    at.type_into("code", other.code)
    assert not save.isEnabled()
    at.press(Qt.Key.Key_Return)
    assert at.dialog("removalForm").isVisible(), "Enter does not do what cannot be undone"
    at.type_into("code", one.code.lower())
    at.click("save")
    assert at.column(page(at).households) == [other.code]
    assert not page(at).households.panel.isVisible()
    assert "Remove a household's data for good" in at.words()
    assert scene.ask(lambda uow: [row.code for row in uow.households.where()]) == [other.code]
    assert "Undo" not in at.words()


def test_that_back_removes_nothing(open_page: Opener, scene: Scene) -> None:
    one = scene.make(factory.make_household, site_id=scene.site.id)
    at = open_page("people")
    choose_household(at, one.code)
    at.click("household-remove")
    at.press(Qt.Key.Key_Escape)
    assert at.column(page(at).households) == [one.code]


def test_that_names_do_not_stay_when_another_household_is_chosen(open_page: Opener, scene: Scene) -> None:
    households = [scene.make(factory.make_household, site_id=scene.site.id) for _n in range(2)]
    with scene.store.work() as uow:
        uow.persons.where(household_id=households[0].id)[0].name = "Marisol Cruz Tobar"
        uow.commit(say("A name"))
    at = open_page("people")
    choose_household(at, households[0].code)
    at.click("showName")
    for other in (households[1], households[0]):
        at.row(page(at).households, other.code)
        assert "Marisol" not in at.words()


def test_that_a_paper_is_ticked_off_in_the_panel(open_page: Opener, scene: Scene) -> None:
    household = scene.make(factory.make_household, site_id=scene.site.id)
    at = open_page("people")
    choose_household(at, household.code)
    at.click("paper-nta")
    assert at.cell(page(at).households, 0, 5) == "NTA"


# ------------------------------------------------------------------------------------------------------ the whole page


def test_that_an_empty_page_offers_ways_to_begin(open_page: Opener) -> None:
    at = open_page("people")
    assert "No volunteers on file yet." in at.words()
    at.click_word("Add")
    at.dialog("volunteerForm")


@pytest.mark.usefixtures("window_app")
def test_that_both_tables_satisfy_the_testers_of_qt(scene: Scene) -> None:
    scene.volunteer("Anna")
    for model in (volunteer_table(), household_table()):
        tester = QAbstractItemModelTester(model, FATAL)
        assert tester.model() is model
    model = volunteer_table()
    tester = QAbstractItemModelTester(model, FATAL)
    for _n in range(2):
        model.set_rows(scene.ask(people_table, week=WEEK).rows)
        model.sort(4, Qt.SortOrder.DescendingOrder)
    assert model.rowCount() == 1
