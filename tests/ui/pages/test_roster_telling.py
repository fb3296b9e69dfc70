"""Publish a week in the window: who must be told, noted by keys; and answers that came back, pasted and shown first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from clinic.domain.people import Role
from clinic.domain.sessions import Answer, SessionStatus
from tests.services.scene import THURSDAY, TUESDAY, Scene
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.waiting import until
from ui.pages.roster.page import RosterPage
from ui.pages.roster.telling import TellingView
from ui.states import State

pytestmark = pytest.mark.window


class Week:
    """A draft: Ana sits on Tuesday and Thursday, Zoé (who reads Spanish) on Tuesday."""

    def __init__(self, scene: Scene, open_page: Opener) -> None:
        self.scene, self._open = scene, open_page
        self.ana = scene.volunteer("Ana Lee", Role.ATTORNEY)
        self.zoe = scene.volunteer("Zoé Paz", Role.ATTORNEY, feed_language="es")
        tuesday, thursday = (scene.session(on=on, status=SessionStatus.DRAFT) for on in (TUESDAY, THURSDAY))
        self.tuesday, self.thursday = (scene.seat(one, Role.ATTORNEY, self.ana) for one in (tuesday, thursday))
        self.other = scene.seat(tuesday, Role.ATTORNEY, self.zoe)
        self.at: Hands

    def publish(self, language: str = "en") -> TellingView:
        self.at = self._open("roster", language)
        self.at.click("publish", builds=True)
        return self.at.page(RosterPage).others.telling

    def paste(self, text: str) -> None:
        view = self.at.page(RosterPage).others.telling
        self.at.the(QPlainTextEdit, "pastedAnswers").setPlainText(text)
        until(self.at.app, lambda: bool(view.means.lines))


@pytest.fixture
def week(scene: Scene, open_page: Opener) -> Week:
    return Week(scene, open_page)


def test_that_publishing_shows_who_must_be_told_with_a_message_in_their_language(week: Week) -> None:
    view = week.publish()
    assert [(line.title, line.state) for line in view.people.lines] == [
        ("Ana Lee", State.NOT_ASKED),
        ("Zoé Paz", State.NOT_ASKED),
    ]
    view.people.choose(str(week.zoe.id))
    view.people.setFocus()
    week.at.press(Qt.Key.Key_C)
    assert "abogacía, Consultas" in QApplication.clipboard().text()


def test_that_whoever_was_told_goes_and_comes_back_when_their_week_changes(week: Week) -> None:
    view = week.publish()
    view.people.choose(str(week.ana.id))
    view.people.setFocus()
    week.at.press(Qt.Key.Key_T)
    assert [line.title for line in view.people.lines] == ["Zoé Paz"]
    week.at.click("noteAllTold")
    assert [line.spoken for line in view.people.lines] == ["Everybody knows the week as it is."]
    assert not week.at.the(QAbstractButton, "noteAllTold").isEnabled()
    week.paste("Ana: no Thu")
    week.at.click("noteAnswers")
    assert [(line.title, line.state) for line in view.people.lines] == [("Ana Lee", State.OLD_COPY)]


def test_that_pasted_answers_are_shown_before_they_are_noted_as_one_step(week: Week) -> None:
    view = week.publish()
    week.paste("Ana: yes Tue, no Thu\nZoé: maybe")
    assert [line.state for line in view.means.lines] == [State.CONFIRMED, State.NO_FIT, State.WARNING]
    assert week.scene.now(week.tuesday).answer is not Answer.CONFIRMED
    week.at.click("noteAnswers")
    assert week.scene.now(week.tuesday).answer is Answer.CONFIRMED
    assert week.scene.now(week.thursday).volunteer_id is None
    assert not view.text.toPlainText()
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.scene.now(week.thursday).volunteer_id == week.ana.id


def test_that_escape_gives_the_week_back(week: Week) -> None:
    week.publish().people.setFocus()
    week.at.press(Qt.Key.Key_Escape)
    assert week.at.page(RosterPage).grid.isVisible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_of_it_is_cut(week: Week, language: str) -> None:
    week.publish(language)
    week.paste("Ana: yes Tue, no Thu\nZoé: maybe")
    assert cut_words(week.at.page(RosterPage)) == []
