"""Places, minutes by road and the rules' figures typed in the settings, by keys and clicks."""

from __future__ import annotations

from dataclasses import fields
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinic.domain.consultations import ConsultationKind
from clinic.domain.people import Role
from clinic.domain.places import Place, PlaceKind, Room
from clinic.domain.policy import Policy, WaitingWeights
from clinic.rules import judge
from clinic.services import waiting_list
from tests import factory
from tests.services.scene import WEDNESDAY, Scene
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.waiting import until
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.place_form import read_rooms, room_words
from ui.pages.settings.places import MinutesField, place_table

pytestmark = pytest.mark.window
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def page(at: Hands) -> SettingsPage:
    return at.page(SettingsPage)


def open_settings(open_page: Opener, section: str, language: str = "en") -> Hands:
    at = open_page("settings", language)
    at.window.activateWindow()
    assert QTest.qWaitForWindowActive(at.window)
    at.click(f"segment-{section}")
    return at


def place(scene: Scene, label: str) -> Place:
    with scene.store.read() as uow:
        (found,) = uow.places.where(label=label)
    return found


def minutes(scene: Scene) -> list[tuple[str, str, int]]:
    """Every way that somebody has typed."""
    with scene.store.read() as uow:
        labels = {row.id: row.label for row in uow.places.where()}
        return sorted((labels[way.from_id], labels[way.to_id], way.minutes) for way in uow.travel.where())


# ------------------------------------------------------------------------------------------------------------- places


def test_that_a_shelter_is_added_with_rooms_and_its_night(scene: Scene, open_page: Opener) -> None:
    at = open_settings(open_page, "places")
    at.click("addPlace", builds=True)
    at.dialog("placeForm")
    at.type_into("label", "Mezquite")
    at.type_into("rooms", "Dining room 30, Chapel, Room 1, Room 2 12")
    at.tick("night")
    at.type_number("locks", "2130")
    at.type_number("opens", "0530")
    at.click("save")
    found = place(scene, "Mezquite")
    assert (found.kind, found.locks_at, found.opens_at) == (PlaceKind.SHELTER, time(21, 30), time(5, 30))
    assert found.rooms == (Room("Dining room", 30), Room("Chapel"), Room("Room 1"), Room("Room 2", 12))
    at.press(Qt.Key.Key_Z, CONTROL)
    with scene.store.read() as uow:
        assert not uow.places.where(label="Mezquite")


def test_that_a_label_that_is_taken_keeps_the_form_open_and_says_so(open_page: Opener) -> None:
    at = open_settings(open_page, "places")
    at.click("addPlace", builds=True)
    at.type_into("label", "shelter norte")
    at.click("save")
    at.dialog("placeForm")
    assert "There is a place called shelter norte already." in at.words()


def test_that_enter_changes_a_place_and_delete_closes_it(scene: Scene, open_page: Opener) -> None:
    at = open_settings(open_page, "places")
    at.row(page(at).places.table, "Shelter Norte")
    at.press(Qt.Key.Key_Return, builds=True)
    at.dialog("placeForm")
    at.type_into("label", "Shelter North")
    at.click("save")
    assert at.column(page(at).places.table)[0] == "Shelter North"
    page(at).places.table.setFocus()
    at.press(Qt.Key.Key_Delete)
    assert place(scene, "Shelter North").closed
    at.press(Qt.Key.Key_Delete)
    assert not place(scene, "Shelter North").closed


def test_that_rooms_are_read_as_they_are_written() -> None:
    rooms = (("Dining room", 30), ("Chapel", 0), ("Room 1", 0), ("Room 2", 12))
    assert read_rooms(room_words(rooms)) == tuple(Room(name, seats) for name, seats in rooms)


# ------------------------------------------------------------------------------------------------------------ minutes


def field(at: Hands, label: str) -> MinutesField:
    return page(at).places.ways.fields[label]


def type_minutes(at: Hands, label: str, text: str) -> None:
    """Type minutes into a field and go on with Tab."""
    box = field(at, label)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(box, text)
    at.press(Qt.Key.Key_Tab)


def test_that_minutes_are_typed_once_and_count_both_ways(scene: Scene, open_page: Opener) -> None:
    at = open_settings(open_page, "places")
    at.row(page(at).places.table, "Shelter Norte")
    assert "2 ways are not known yet." in at.words()
    type_minutes(at, "El Chaparral", "25")
    assert minutes(scene) == [("Shelter Norte", "El Chaparral", 25)]
    at.row(page(at).places.table, "El Chaparral")
    assert field(at, "Shelter Norte").minutes == 25
    type_minutes(at, "Shelter Norte", "30")
    assert minutes(scene) == [("Shelter Norte", "El Chaparral", 30)]


def test_that_tab_goes_on_to_the_next_way_and_undo_forgets_the_last(scene: Scene, open_page: Opener) -> None:
    at = open_settings(open_page, "places")
    at.row(page(at).places.table, "Shelter Norte")
    labels = list(page(at).places.ways.fields)
    type_minutes(at, labels[0], "10")
    assert field(at, labels[1]).hasFocus()
    QTest.keyClicks(field(at, labels[1]), "20")
    at.press(Qt.Key.Key_Return)
    assert sorted(way[2] for way in minutes(scene)) == [10, 20]
    page(at).places.table.setFocus()
    at.press(Qt.Key.Key_Z, CONTROL)
    assert [way[2] for way in minutes(scene)] == [10]
    assert field(at, labels[1]).minutes is None


# -------------------------------------------------------------------------------------------------------------- rules


def shown(at: Hands) -> bool:
    """Whether the effect of what was typed has been worked out."""
    return "unchanged" in at.words() or "new warning" in at.words()


def test_that_the_effect_is_told_before_a_figure_is_saved_and_saving_is_undoable(
    scene: Scene, open_page: Opener
) -> None:
    eva = scene.volunteer("Eva Prado")
    scene.seat(scene.trip("21:00", "23:30"), Role.DRIVER, eva)
    scene.seat(scene.session("09:00", "11:00", WEDNESDAY), Role.ATTORNEY, eva)
    at = open_settings(open_page, "rules")
    assert not at.the(QAbstractButton, "savePolicy").isEnabled()
    at.type_number("policy-rest", "12")
    until(at.app, lambda: shown(at))
    assert "2 seats get a new warning:" in at.words()
    assert "Eva Prado as attorney" in at.words()
    at.click("savePolicy")
    with scene.store.read() as uow:
        assert uow.clinic().policy.rest == 720
    assert not at.the(QAbstractButton, "savePolicy").isEnabled()
    at.press(Qt.Key.Key_Z, CONTROL)
    with scene.store.read() as uow:
        assert uow.clinic().policy.rest == 480
    assert page(at).rules.fields["rest"].property("value") == 8


def test_that_put_back_forgets_what_was_typed(scene: Scene, open_page: Opener) -> None:
    at = open_settings(open_page, "rules")
    at.type_number("policy-time_in_hand", "40")
    at.click("TWO_ADULTS-off")
    until(at.app, lambda: shown(at))
    assert page(at).rules.changed == {"time_in_hand": 40, "strictness": (("ORIENTATION", "off"), ("TWO_ADULTS", "off"))}
    at.click("putBack")
    assert page(at).rules.changed == {}
    with scene.store.read() as uow:
        assert uow.clinic().policy.time_in_hand == 15


def test_that_every_figure_of_the_policy_can_be_typed(open_page: Opener) -> None:
    at = open_settings(open_page, "rules")
    assert set(page(at).rules.fields) == {field.name for field in fields(Policy)} - {"strictness", "waiting"}


def test_that_every_rule_that_can_be_switched_has_its_switch(open_page: Opener) -> None:
    at = open_settings(open_page, "rules")
    assert set(page(at).rules.switches) == set(judge.switchable())


def test_that_every_criterion_of_the_waiting_list_has_a_weight(open_page: Opener) -> None:
    at = open_settings(open_page, "rules")
    assert set(page(at).rules.weights.fields) == {field.name for field in fields(WaitingWeights)}


def test_that_other_weights_tell_who_moves_before_they_are_saved(scene: Scene, open_page: Opener) -> None:
    first, second = (scene.make(factory.make_household, site_id=scene.site.id, vulnerable=way) for way in (True, False))
    for household, asked_on in ((first, WEDNESDAY - timedelta(days=1)), (second, WEDNESDAY - timedelta(days=9))):
        scene.work(waiting_list.ask, household=household.id, kind=ConsultationKind.INTAKE, asked_on=asked_on)
    at = open_settings(open_page, "rules")
    at.type_number("weight-waiting", "9")
    until(at.app, lambda: "moves up" in at.words())
    assert f"{second.code}: 2 → 1" in at.words()
    assert f"{first.code}: 1 → 2" in at.words()
    at.click("savePolicy")
    with scene.store.read() as uow:
        assert uow.clinic().policy.waiting == WaitingWeights(waiting=9)
    assert page(at).rules.changed == {}
    at.press(Qt.Key.Key_Z, CONTROL)
    assert page(at).rules.weights.typed == WaitingWeights()


def test_that_a_stricter_rule_tells_its_effect_is_saved_and_undone(scene: Scene, open_page: Opener) -> None:
    scene.seat(scene.trip("21:00", "23:30"), Role.DRIVER, scene.volunteer("Eva Prado"))
    at = open_settings(open_page, "rules")
    at.click("TWO_ADULTS-must")
    until(at.app, lambda: shown(at))
    assert "1 trip gets a new warning:" in at.words()
    at.click("savePolicy")
    with scene.store.read() as uow:
        assert uow.clinic().policy.strictness == (("ORIENTATION", "off"), ("TWO_ADULTS", "must"))
    assert page(at).rules.changed == {}
    at.press(Qt.Key.Key_Z, CONTROL)
    with scene.store.read() as uow:
        assert uow.clinic().policy.strictness == (("ORIENTATION", "off"),)
    assert page(at).rules.switches["TWO_ADULTS"].current == "wish"


def test_that_spanish_is_not_cut(scene: Scene, open_page: Opener) -> None:
    scene.make(factory.make_travel, scene.office, scene.port, 20)
    at = open_settings(open_page, "places", "es")
    assert cut_words(page(at)) == []
    at.click("segment-rules")
    assert cut_words(page(at)) == []


def test_that_the_model_keeps_qts_rules(window_app: QApplication) -> None:
    assert QAbstractItemModelTester(place_table(), FATAL) is not None
    assert window_app is not None
