from __future__ import annotations

import dataclasses

import pytest

from clinic.domain.people import Role
from clinic.i18n import say
from clinic.services import history, people, roster, sites
from clinic.services.diary import diary
from clinic.services.diary_detail import diary_detail
from clinic.services.field_words import FIELDS, NOUNS, SILENT
from clinic.services.row_words import rule_title
from tests import factory
from tests.services.scene import Scene

REASON = "Supervisor sits in the same room"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def entries(scene: Scene, **given: object) -> list[str]:
    return [str(entry.label) for day in scene.ask(diary, **given).days for entry in day.entries]


def test_that_the_newest_step_comes_first_under_its_day(scene: Scene) -> None:
    scene.work(people.add, name="Anna")
    page = scene.ask(diary)
    assert [str(day.on) for day in page.days] == ["2026-07-14"]
    assert entries(scene)[0] == "Add Anna"


def test_that_an_overruled_rule_is_tagged_with_its_reason(scene: Scene) -> None:
    cook, seat = scene.volunteer("Cora", Role.COOK), scene.seat(scene.session())
    scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason=REASON)
    (tagged,) = scene.ask(diary, overrides_only=True).days[0].entries
    assert (tagged.is_override, tagged.reason) == (True, REASON)


def test_that_only_the_step_that_overruled_is_tagged(scene: Scene) -> None:
    cook, seat = scene.volunteer("Cora", Role.COOK), scene.seat(scene.session())
    scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason=REASON)
    scene.work(roster.pin, seat=seat.id)
    assert len(scene.ask(diary, overrides_only=True).days[0].entries) == 1


def test_that_the_reason_is_found_by_a_word_of_it(scene: Scene) -> None:
    cook, seat = scene.volunteer("Cora", Role.COOK), scene.seat(scene.session())
    scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason=REASON)
    assert len(entries(scene, text="SUPERVISOR")) == 1
    assert entries(scene, text="no such word") == []


def test_that_only_steps_that_changed_such_a_row_are_kept(scene: Scene) -> None:
    scene.work(people.add, name="Anna")
    assert entries(scene, kind="volunteer") == ["Add Anna"]


def test_that_pages_go_on_where_the_last_one_ended(scene: Scene) -> None:
    for name in "ABCDE":
        scene.work(people.add, name=name)
    first = scene.ask(diary, limit=2)
    assert entries(scene, limit=2) == ["Add E", "Add D"]
    assert entries(scene, limit=2, before=first.before) == ["Add C", "Add B"]
    assert scene.ask(diary, limit=100).before is None


def test_that_an_undone_step_says_so_and_offers_no_undo(scene: Scene) -> None:
    scene.work(people.add, name="Anna")
    scene.work(history.undo)
    undoing, undone = scene.ask(diary).days[0].entries[:2]
    assert (undone.is_undone, undone.can_undo, undoing.is_step_back, undoing.can_undo) == (True, False, True, False)


def test_that_before_and_after_are_told_in_words(scene: Scene) -> None:
    cook, seat = scene.volunteer("Cora", Role.COOK), scene.seat(scene.session())
    change = scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason=REASON)
    detail = scene.ask(diary_detail, entry=change.entry_id)
    told = {str(line.field): (str(line.before), str(line.after)) for line in detail.lines}
    assert told["who"] == ("–", "Cora")
    assert told["reason given"] == ("–", REASON)
    assert str(detail.lines[0].row) == "seat: attorney"
    assert [str(rule) for rule in detail.rules] == [str(rule_title("ROLE"))]
    assert [str(line) for line in detail.undoing] == ["Is as it was before: seat (1)."]


def test_that_a_whole_site_can_be_told(scene: Scene) -> None:
    change = scene.work(sites.set_up, city="Ciudad Juárez")
    detail = scene.ask(diary_detail, entry=change.entry_id)
    rows = {str(line.row) for line in detail.lines}
    assert {"site: Ciudad Juárez", "place: Office", "pattern: Usual week"} <= rows
    assert "time zone" in {str(line.field) for line in detail.lines}


def test_that_later_steps_in_the_way_are_named(scene: Scene) -> None:
    change = scene.work(people.add, name="Anna")
    anna = scene.ask(lambda uow: uow.volunteers.like("Anna"))[0]
    scene.work(people.edit, volunteer=anna.id, phone="619 555 0117")
    detail = scene.ask(diary_detail, entry=change.entry_id)
    assert [str(label) for label in detail.in_the_way] == ["Edit Anna"]


def test_that_a_client_s_name_is_not_told(scene: Scene) -> None:
    household = scene.make(factory.make_household)
    scene.make(lambda uow, *_: factory.make_person(uow, household, name="Secret Name", a_number="A123"))
    newest = scene.ask(diary).days[0].entries[0]
    detail = scene.ask(diary_detail, entry=newest.entry_id)
    assert "Secret" not in str([str(part) for line in detail.lines for part in (line.row, line.before, line.after)])


def test_that_every_field_of_every_noun_has_a_word() -> None:
    fields = {field.name for noun in NOUNS.values() for field in dataclasses.fields(noun)}
    assert fields - SILENT == set(FIELDS)


def test_that_every_noun_s_values_can_be_told(scene: Scene) -> None:
    with scene.store.work("Maria") as uow:
        uow.clinics.remove(uow.clinic())
        factory.make_everything(uow)
        made = uow.commit(say("Everything"))
    detail = scene.ask(diary_detail, entry=made.entry_id)
    assert all(str(line.after) for line in detail.lines)
    assert {line.kind for line in detail.lines} == set(NOUNS) - {"site", "place"}  # these were there before
