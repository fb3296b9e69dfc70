from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic.domain.errors import BadValue, Refused
from clinic.domain.households import DeadlineKind, Household, Paper, PaperKind
from clinic.domain.ids import new_case_code, read_case_code
from clinic.services import clinic_settings, households
from clinic.services.households_table import household_detail, households_table, names_of
from tests import factory
from tests.services.scene import TUESDAY, Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def added(scene: Scene, **given: Any) -> Household:
    scene.work(households.add, site=scene.site.id, **given)
    found: Household = scene.ask(lambda uow: uow.households.where())[-1]
    return found


def test_that_a_household_gets_a_random_code_that_can_be_checked(scene: Scene) -> None:
    codes = {added(scene).code for _ in range(5)}
    assert len(codes) == 5
    assert all(read_case_code(code) == code for code in codes)


def test_that_a_code_that_is_taken_is_not_given_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = added(scene).code
    offered = iter([taken, taken, new_case_code()])
    monkeypatch.setattr(households, "new_case_code", lambda: next(offered))
    assert added(scene).code != taken


def test_that_persons_are_entered_with_their_needs(scene: Scene) -> None:
    family = added(
        scene, persons=[{"age": 34}, {"age": 3, "wheelchair": True}, {"age": None}], shelter=scene.shelter.id
    )
    row = scene.ask(household_detail, household=family.id).row
    assert (row.people, row.children, row.shelter) == (3, 1, "Shelter Norte")
    assert str(row.needs) == "1 child seat · wheelchair"


def test_that_names_stay_off_until_they_are_switched_on(scene: Scene) -> None:
    with pytest.raises(Refused, match="keeps no names"):
        added(scene, persons=[{"name": "Somebody"}])
    with pytest.raises(Refused, match="keeps no A-numbers"):
        added(scene, persons=[{"a_number": "A1"}])
    scene.work(clinic_settings.edit, keeps_names=True)
    family = added(scene, persons=[{"name": "Somebody"}])
    assert [view.name for view in scene.ask(names_of, household=family.id)] == ["Somebody"]
    shown = scene.ask(household_detail, household=family.id)
    assert shown.persons[0].has_name
    assert "Somebody" not in repr(shown)


def test_that_names_on_file_are_not_lost_by_a_click(scene: Scene) -> None:
    scene.work(clinic_settings.edit, keeps_names=True)
    family = added(scene, persons=[{"name": "Somebody"}])
    with pytest.raises(Refused, match="on file"):
        scene.work(clinic_settings.edit, keeps_names=False)
    scene.work(clinic_settings.edit, keeps_names=False, forget=True)
    assert [view.name for view in scene.ask(names_of, household=family.id)] == [""]


def test_that_an_age_is_one_of_a_person(scene: Scene) -> None:
    with pytest.raises(BadValue, match="between 0 and 120"):
        added(scene, persons=[{"age": -1}])


def test_that_where_a_household_lived_before_is_kept(scene: Scene) -> None:
    other = scene.make(factory.make_place, "Mezquite")
    family = added(scene, shelter=scene.shelter.id)
    scene.work(households.change_shelter, household=family.id, shelter=other.id, since=date(2026, 7, 10))
    shown = scene.ask(household_detail, household=family.id)
    assert [(label, stay.since) for label, stay in shown.stays] == [
        ("Shelter Norte", TUESDAY),
        ("Mezquite", date(2026, 7, 10)),
    ]
    assert shown.row.shelter == "Mezquite"


def test_that_a_paper_that_is_lost_is_no_longer_held(scene: Scene) -> None:
    family = added(scene)
    scene.work(households.set_paper, household=family.id, kind=PaperKind.NTA)
    scene.work(households.set_paper, household=family.id, kind=PaperKind.FMM, valid_until=TUESDAY)
    scene.work(households.set_paper, household=family.id, kind=PaperKind.NTA, held=False)
    assert scene.now(family).papers == (Paper(PaperKind.FMM, True, TUESDAY), Paper(PaperKind.NTA, False))
    (row,) = scene.ask(households_table).rows
    assert str(row.papers) == "FMM"


def test_that_the_nearest_hearing_comes_first(scene: Scene) -> None:
    none, late, soon = added(scene), added(scene), added(scene)
    for family, on in ((late, date(2026, 9, 1)), (soon, date(2026, 7, 20)), (soon, date(2026, 8, 20))):
        scene.make(factory.make_hearing, family, hearing_on=on)
    scene.make(factory.make_hearing, none, hearing_on=date(2026, 7, 15), cancelled=True)
    found = scene.ask(households_table)
    assert [row.household_id for row in found.rows] == [soon.id, late.id, none.id]
    assert found.rows[0].next_hearing.on == date(2026, 7, 20)
    assert str(found.line) == "3 households · 2 with a date ahead"


def test_that_a_household_is_found_by_code_shelter_and_own_reference(scene: Scene) -> None:
    family = added(scene, shelter=scene.shelter.id, reference="NL-01")
    added(scene)
    for text in (family.code, family.code.replace("-", "").lower(), "norte", "nl-01"):
        assert [row.household_id for row in scene.ask(households_table, text=text).rows] == [family.id]


def test_that_a_table_of_thousands_makes_no_more_rows_than_asked(scene: Scene) -> None:
    for _ in range(3):
        added(scene)
    found = scene.ask(households_table, limit=2)
    assert (len(found.rows), found.matching, found.total) == (2, 3, 3)


def test_that_a_closed_household_leaves_the_lists_and_stays_on_file(scene: Scene) -> None:
    family = added(scene)
    request = scene.make(factory.make_request, family)
    scene.work(households.close, household=family.id)
    assert scene.ask(households_table).rows == ()
    assert scene.ask(households_table, with_closed=True).rows[0].is_closed
    assert scene.now(request).done


def test_that_nobody_is_removed_off_a_trip_in_passing(scene: Scene) -> None:
    family = added(scene, persons=[{"age": 30}, {"age": 8}])
    persons = scene.ask(lambda uow: uow.persons.where(household_id=family.id))
    scene.make(lambda uow: factory.make_ride(uow, None, uow.households.get(family.id)))
    with pytest.raises(Refused, match="rides on"):
        scene.work(households.remove_person, person=persons[1].id)


def test_that_a_removed_person_is_taken_out_of_hearings(scene: Scene) -> None:
    family = added(scene, persons=[{"age": 30}, {"age": 8}])
    mother, son = scene.ask(lambda uow: uow.persons.where(household_id=family.id))
    hearing = scene.make(factory.make_hearing, family)
    scene.work(households.remove_person, person=son.id)
    assert scene.now(hearing).person_ids == (mother.id,)


@pytest.mark.parametrize("verb", ["add", "edit", "add_person", "edit_person", "remove_person", "change_shelter",
                                  "note_contact", "set_paper", "set_deadline", "close", "reopen"])  # fmt: skip
def test_that_undo_of_each_verb_puts_everything_back(scene: Scene, verb: str) -> None:
    family = scene.make(factory.make_household, (30, 8), closed_on=TUESDAY if verb == "reopen" else None)
    person = scene.ask(lambda uow: uow.persons.where(household_id=family.id))[1]
    scene.make(factory.make_hearing, family)
    own = {"household": family.id}
    options: dict[str, dict[str, Any]] = {
        "add": {"site": scene.site.id, "persons": [{"age": 5}], "shelter": scene.shelter.id},
        "edit": {**own, "programme": "MPP 2", "vulnerable": True},
        "add_person": {**own, "age": 4},
        "edit_person": {"person": person.id, "age": 9},
        "remove_person": {"person": person.id},
        "change_shelter": {**own, "shelter": scene.shelter.id},
        "note_contact": {**own, "plan": "through the shelter"},
        "set_paper": {**own, "kind": PaperKind.NTA},
        "set_deadline": {**own, "kind": DeadlineKind.ONE_YEAR, "due_on": TUESDAY},
    }
    before, after, undone = scene.undone(getattr(households, verb), **options.get(verb, own))
    assert before == undone
    assert before != after
