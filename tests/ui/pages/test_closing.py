"""A shelter closes from a day on, in the settings, by keys and clicks (story 17)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from clinic.domain.places import Place
from tests.e2e.test_story_closing import Week
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from ui.pages.settings.page import SettingsPage
from ui.widgets.lines import LineList

pytestmark = pytest.mark.window


@pytest.fixture
def scene() -> Week:
    """Nine households are to be met at Sur, and three ride from there."""
    return Week()


def ask(open_page: Opener, language: str = "en") -> Hands:
    at = open_page("settings", language)
    at.click("segment-places")
    at.row(at.page(SettingsPage).places.table, "Shelter Sur")
    at.click("closeFrom")
    return at


def titles(at: Hands, name: str = "closingLines") -> list[str]:
    return [line.title for line in at.the(LineList, name).lines]


def sur(scene: Week) -> Place:
    with scene.store.read() as uow:
        return uow.places.get(scene.sur.id)


def test_that_everything_is_shown_before_a_place_is_closed_and_undone_to_the_byte(
    scene: Week, open_page: Opener
) -> None:
    before = scene.rows()
    at = ask(open_page)
    at.pick("closingHomes", "Shelter Este")
    assert "Shelter Sur closes from" in at.words()
    shown = titles(at)
    assert "Consultations offered anew, the most urgent first" in shown
    assert sum(line.key.startswith("offer") for line in at.the(LineList, "closingLines").lines) == 9
    assert sum(line.key.startswith("ride") for line in at.the(LineList, "closingLines").lines) == 3
    assert "Helen Cho" in titles(at, "closingTells")
    assert scene.rows() == before
    at.click("closePlace")
    assert at.page(SettingsPage).places.isVisible()
    assert "Closes on" in sur(scene).note
    after = scene.rows()
    assert after != before
    at.press(Qt.Key.Key_Z, CONTROL)
    assert scene.rows() == before
    assert max(at.stalls)[0] < 0.2


def test_that_one_household_goes_elsewhere_than_the_others(scene: Week, open_page: Opener) -> None:
    at = ask(open_page)
    code = scene.riders[0].code
    at.pick("closingHomes", "Shelter Este")
    lines = at.the(LineList, "closingLines")
    lines.choose(f"stay {scene.riders[0].id}")
    lines.setFocus()
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    at.choose("Shelter Norte")
    where = {line.title: line.details[-1].text for line in at.the(LineList, "closingLines").lines if line.details}
    assert where[code] == "moves to Shelter Norte"
    assert where[scene.riders[1].code] == "moves to Shelter Este"


def test_that_escape_leaves_without_a_change(scene: Week, open_page: Opener) -> None:
    before = scene.rows()
    at = ask(open_page)
    at.press(Qt.Key.Key_Escape)
    assert at.page(SettingsPage).places.isVisible()
    assert scene.rows() == before


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_of_it_is_cut(open_page: Opener, language: str) -> None:
    at = ask(open_page, language)
    page = at.page(SettingsPage)
    assert not cut_words(page)
    assert at.the(QAbstractButton, "closePlace").isEnabled()
