"""The Diary in the window: found by word, looked at, and one step of the past taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinic.domain.feeds import DeliveryKind
from clinic.domain.history import Change
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import deliveries, follow_ups, people, roster
from clinic.services.next_steps import STEPS, Step
from clinic.services.sheets import as_text
from tests import factory
from tests.services.scene import Scene
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.waiting import until
from ui.pages.diary import page as diary_page
from ui.pages.diary.page import DiaryPage
from ui.pages.printing.page import PrintingPage
from ui.states import State
from ui.widgets.lines import Line, LineList

pytestmark = pytest.mark.window
REASON = "Nobody else has a licence for the van"


@pytest.fixture
def seat(scene: Scene) -> Seat:
    """Anna drove at half past two, and was seated at ten all the same; Ben was added, and edited."""
    anna = scene.volunteer("Anna")
    scene.seat(scene.trip("02:30", "06:00"), Role.DRIVER, anna)
    seat = scene.seat(scene.session("10:00", "12:00"), Role.WATCH)
    scene.work(roster.assign, seat=seat.id, volunteer=anna.id, reason=REASON)
    scene.work(people.add, name="Ben")
    return seat


def give_a_copy(uow: UnitOfWork) -> Change:
    """Note that a workbook was given to somebody."""
    deliveries.record(uow, DeliveryKind.WORKBOOK, what="2026-W29", fingerprint="")
    return uow.commit(say("Write the workbook of {week}", week="2026-W29"))


def steps(at: Hands) -> list[Line]:
    """The steps that are shown, without those that set the scene."""
    return [line for line in at.the(LineList, "diary").lines if not line.section and line.title != "Set the scene"]


def look_for(at: Hands, text: str) -> None:
    """Type into the filter, as `Ctrl+F` leads there."""
    at.press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(at.the(QLineEdit, "filter"), text)
    QTest.qWait(200)
    at.quiet()


@pytest.mark.usefixtures("seat")
def test_that_steps_are_told_by_day_the_newest_first_with_the_reason_of_an_override(open_page: Opener) -> None:
    at = open_page("diary")
    assert at.the(LineList, "diary").lines[0].title == "Tue 14 July 2026"
    assert [line.title for line in steps(at)] == ["Add Ben", "Seat Anna as watch, Consultations, Tue 14 July 10:00"]
    override = steps(at)[1]
    assert (override.lead, override.state, override.right) == ("09:00", State.OVERRIDDEN, "Maria")
    assert override.details[0].text == f"“{REASON}”"


@pytest.mark.usefixtures("seat")
def test_that_the_filter_finds_by_words_of_the_sentence_and_of_the_reason(open_page: Opener) -> None:
    at = open_page("diary")
    look_for(at, "licence")
    assert [line.title for line in steps(at)] == ["Seat Anna as watch, Consultations, Tue 14 July 10:00"]
    look_for(at, " nothing like it")
    assert "No step fits the filter." in at.words()


@pytest.mark.usefixtures("seat")
def test_that_overrides_and_what_was_sent_can_be_looked_at_alone(open_page: Opener, scene: Scene) -> None:
    scene.work(give_a_copy)
    at = open_page("diary")
    at.click("segment-overrides")
    assert [line.state for line in steps(at)] == [State.OVERRIDDEN]
    at.click("segment-sent")
    [sent] = steps(at)
    assert sent.details[0].text == "A copy that has left cannot be undone, only corrected."
    at.line("diary", sent.title)
    assert not [b for b in at.window.findChildren(QAbstractButton, "undoStep") if b.isVisible()]


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_one_old_step_is_undone_and_the_later_one_stays(
    open_page: Opener, scene: Scene, seat: Seat, language: str
) -> None:
    at = open_page("diary", language)
    at.line("diary", steps(at)[1].title)
    shown = " ".join(detail.text for line in at.the(LineList, "diaryDetail").lines for detail in line.details)
    assert REASON in shown
    at.click("undoStep")
    assert scene.now(seat).volunteer_id is None
    assert scene.ask(lambda uow: uow.volunteers.count(name="Ben")) == 1
    assert steps(at)[2].dim
    assert not [button for button in at.window.findChildren(QAbstractButton, "toastUndo") if button.isVisible()]
    at.press(Qt.Key.Key_Y, CONTROL)
    assert scene.now(seat).volunteer_id is not None


def test_that_a_step_on_which_others_rest_cannot_be_undone_and_they_are_listed(open_page: Opener, scene: Scene) -> None:
    scene.work(people.add, name="Ben")
    ben = scene.ask(lambda uow: uow.volunteers.where(name="Ben")[0])
    scene.work(people.edit, volunteer=ben.id, phone="555")
    at = open_page("diary")
    at.line("diary", "Add Ben")
    lines = [line.title for line in at.the(LineList, "diaryDetail").lines]
    assert lines[lines.index("Later steps to undo first") + 1] == "Edit Ben"
    assert not at.the(QAbstractButton, "undoStep").isEnabled()
    at.line("diary", "Edit Ben")
    at.click("undoStep")
    at.line("diary", "Add Ben")
    at.click("undoStep")
    assert scene.ask(lambda uow: uow.volunteers.count()) == 0


@pytest.mark.usefixtures("seat")
def test_that_enter_leads_into_a_step_and_esc_back_to_its_line(open_page: Opener) -> None:
    at = open_page("diary")
    at.line("diary", "Add Ben")
    at.press(Qt.Key.Key_Return)
    assert at.the(LineList, "diaryDetail").hasFocus()
    at.press(Qt.Key.Key_Escape)
    assert not at.page(DiaryPage).panel.isVisible()
    assert at.the(LineList, "diary").hasFocus()


def test_that_older_steps_are_read_when_asked_for_and_each_day_is_headed_once(
    open_page: Opener, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary_page, "PAGE", 3)
    for number in range(5):
        scene.work(people.add, name=f"Volunteer {number}")
    at = open_page("diary")
    assert [line.title for line in steps(at)] == [f"Add Volunteer {number}" for number in (4, 3, 2)]
    at.click("older")
    assert [line.title for line in steps(at)][-2:] == ["Add Volunteer 1", "Add Volunteer 0"]
    assert sum(line.section for line in at.the(LineList, "diary").lines) == 1


@pytest.mark.usefixtures("seat")
def test_that_a_change_anywhere_is_a_new_first_line(open_page: Opener) -> None:
    at = open_page("diary")
    assert at.window.desk is not None
    at.window.desk.run(people.add, name="Zoe")
    at.quiet()
    assert steps(at)[0].title == "Add Zoe"


def test_that_the_sheet_for_the_next_team_is_one_click_away(open_page: Opener, scene: Scene) -> None:
    family = scene.make(factory.make_household, site_id=scene.site.id)
    scene.work(follow_ups.add, what=str(STEPS[Step.CALL]), household=family.id)
    at = open_page("diary")
    at.click("handOver")
    page = at.page(PrintingPage)
    until(at.app, lambda: not page.is_busy, 30)
    assert [line.title for line in page.list.lines] == ["Hand-over"]
    assert page.view.page is not None
    assert f"{family.code}, no date  Call the household.  nobody yet" in as_text(page.view.page.sheet)


@pytest.mark.usefixtures("seat")
def test_that_the_lists_satisfy_the_tester_of_qt(open_page: Opener) -> None:
    at = open_page("diary")
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    page = at.page(DiaryPage)
    testers = [QAbstractItemModelTester(lines.model(), fatal) for lines in (page.lines, page.detail)]
    at.line("diary", "Add Ben")
    assert all(tester.model().rowCount() for tester in testers)


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_is_cut(open_page: Opener, language: str, size: tuple[int, int]) -> None:
    at = open_page("diary", language, size)
    at.line("diary", steps(at)[1].title)
    assert cut_words(at.window) == []
