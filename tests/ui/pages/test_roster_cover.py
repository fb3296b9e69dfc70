"""Cover in the real window: all seats of somebody who falls out at once, asked one after the other by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit

from clinic.domain.consultations import Outcome, Slot
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Seat
from clinic.ports import UnitOfWork
from tests import factory
from tests.services.scene import THURSDAY, WEDNESDAY, Scene
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from ui.pages.people.page import PeoplePage
from ui.pages.roster.page import RosterPage
from ui.states import State
from ui.widgets.lines import Line

pytestmark = pytest.mark.window


class Week:
    """Ana sits on Tuesday afternoon and on Wednesday, and on Thursday, when she is back; Ben and Zoé could step in."""

    def __init__(self, scene: Scene, open_page: Opener) -> None:
        self.scene, self._open = scene, open_page
        self.ana = scene.volunteer("Ana Lee", Role.ATTORNEY)
        self.ben = scene.volunteer("Ben Cruz", Role.ATTORNEY, phone="664 1")
        self.zoe = scene.volunteer("Zoé Paz", Role.ATTORNEY, feed_language="es")
        days = (scene.session("15:00", "17:00"), scene.session(on=WEDNESDAY), scene.session(on=THURSDAY))
        self.tuesday, self.wednesday, self.thursday = (
            scene.seat(session, Role.ATTORNEY, self.ana, answer=Answer.CONFIRMED) for session in days
        )
        self.at: Hands

    def open(self, language: str = "en") -> Week:
        """Ana is ill from now until Wednesday in the evening; noted on the People page."""
        self.at = self._open("people", language)
        people = self.at.page(PeoplePage)
        people.show_target(self.ana.id)
        self.at.quiet()
        self.at.click("volunteer-absence", builds=True)
        last = self.at.the(QDateEdit, "last")
        last.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(last, f"{WEDNESDAY:%Y%m%d}")
        self.at.type_number("ends", "2200")
        self.at.click("save", builds=True)
        self.at.quiet()
        return self

    @property
    def page(self) -> RosterPage:
        return self.at.page(RosterPage)

    def lines(self) -> list[Line]:
        return list(self.page.others.covers.people.lines)

    def choose(self, seat: object, person: object) -> None:
        self.page.others.covers.people.choose(f"{seat}|{person}")
        self.page.others.covers.people.setFocus()


@pytest.fixture
def week(scene: Scene, open_page: Opener) -> Week:
    return Week(scene, open_page)


def test_that_an_absence_shows_all_seats_of_that_time_with_people_ranked(week: Week) -> None:
    week.open()
    assert week.page.others.covers.isVisible()
    assert [line.title for line in week.lines() if line.section] == [
        "Consultations, Tue 14 July 15:00 · attorney",
        "Consultations, Wed 15 July 10:00 · attorney",
    ]
    assert [line.title for line in week.lines() if not line.section] == ["Ben Cruz", "Zoé Paz"] * 2


def test_that_asking_copies_a_message_in_their_language_and_whoever_was_asked_comes_last(week: Week) -> None:
    week.open().choose(week.wednesday.id, week.zoe.id)
    week.at.press(Qt.Key.Key_A)
    assert QApplication.clipboard().text().startswith("Hola")
    (asked,) = [line for line in week.lines() if line.key == f"{week.wednesday.id}|{week.zoe.id}"]
    assert (asked.state, asked.tag, asked.link) == (State.ASKED, "asked, no word yet", "Ask again")
    assert week.scene.now(week.wednesday).volunteer_id == week.ana.id


def test_that_no_and_no_answer_are_kept_and_yes_fills_the_seat_and_undo_takes_it_back(week: Week) -> None:
    week.open().choose(week.tuesday.id, week.zoe.id)
    week.at.press(Qt.Key.Key_N)
    week.choose(week.wednesday.id, week.ben.id)
    week.at.press(Qt.Key.Key_U)
    said = {(line.title, line.tag) for line in week.lines() if line.tag}
    assert said == {("Zoé Paz", "said no"), ("Ben Cruz", "did not answer")}
    week.choose(week.tuesday.id, week.ben.id)
    week.at.click("coverYes")
    assert week.scene.now(week.tuesday).volunteer_id == week.ben.id
    assert [line.title for line in week.lines() if line.section] == ["Consultations, Wed 15 July 10:00 · attorney"]
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.scene.now(week.tuesday).volunteer_id == week.ana.id


def test_that_escape_goes_back_to_the_week(week: Week) -> None:
    week.open()
    week.page.others.covers.people.setFocus()
    week.at.press(Qt.Key.Key_Escape)
    assert week.page.grid.isVisible()


def test_that_the_menu_of_a_seat_offers_to_note_that_somebody_falls_out(week: Week) -> None:
    week.at = week._open("roster")
    page = week.page
    page._show_menu(page._seats[str(week.thursday.id)], page.mapToGlobal(page.rect().center()))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert any(act.text() == "Ana Lee falls out…" for act in menu.actions())
    menu.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_of_it_is_cut(week: Week, language: str) -> None:
    week.open(language)
    assert cut_words(week.page) == []


def test_that_whoever_is_met_there_is_given_another_time_and_it_is_told_whom_to_tell(week: Week) -> None:
    slot = week.scene.make(made_slot, week.tuesday)
    meeting = week.scene.make(factory.make_consultation, slot, week.scene.make(factory.make_household, code="K7-RM4"))
    week.open()
    met = next(line for line in week.lines() if line.title == "To be met there")
    assert "K7-RM4" in met.details[0].text
    week.at.click("offerAnew", builds=True)
    assert week.scene.now(meeting).outcome is Outcome.CANCELLED
    told = [line.title for line in week.page.others.covers.copies.lines]
    assert told[:2] == ["Other times, the most urgent first", "K7-RM4"]
    assert "Must be told" in told
    assert not any(line.title == "To be met there" for line in week.lines())
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.scene.now(meeting).outcome is Outcome.BOOKED
    assert "Other times, the most urgent first" not in [line.title for line in week.page.others.covers.copies.lines]


def made_slot(uow: UnitOfWork, seat: Seat) -> Slot:
    assert seat.session_id is not None
    return factory.make_slot(uow, uow.sessions.get(seat.session_id), seat_ids=(seat.id,))
