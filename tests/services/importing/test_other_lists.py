"""Hidden rows (12), people listed twice (13), lists that are not understood yet, a file that changed meanwhile."""

from __future__ import annotations

import pytest

from clinic.domain.errors import ImportTrouble, Stale
from clinic.i18n import say
from clinic.services.importing import Answers
from tests.factory import make_volunteer
from tests.services.importing.desk import Desk, asked_rows, counts, said


def test_that_hidden_rows_are_asked_about() -> None:
    seen = Desk().look("12_volunteers_filtered.xlsx")
    (question,) = seen.questions
    assert str(question.sentence) == "The sheet hides 5 rows. Take the 7 rows that are shown, or all 12?"
    assert asked_rows(seen) == [4, 6, 9, 10, 12]


@pytest.mark.parametrize(("all_rows", "clean"), [(True, 12), (False, 7)])
def test_that_the_answer_about_hidden_rows_counts(all_rows: bool, clean: int) -> None:
    assert counts(Desk().look("12_volunteers_filtered.xlsx", Answers(hidden_rows=all_rows))) == (clean, 0, 0)


def test_that_a_hidden_column_is_named_and_not_taken() -> None:
    desk = Desk()
    seen = desk.look_and_take("12_volunteers_filtered.xlsx")
    assert "Hidden column, not taken: Emergency contact." in map(str, seen.notices)
    with desk.store.read() as uow:
        assert not any("relative" in v.note + v.contact_note for v in uow.volunteers.where())


def test_that_people_listed_twice_are_proposed_as_pairs_and_never_joined() -> None:
    seen = Desk().look("13_volunteers_twice.xlsx")
    assert counts(seen) == (11, 0, 5)
    assert [(r.sheet, r.row) for r in seen.asked] == [("Spring 2027", number) for number in (2, 3, 4, 5, 6)]
    pair = [str(remark.sentence) for remark in seen.asked[3].remarks]
    assert "row 5 of “Fall 2026”" in pair[0]
    assert pair[1] == "The roles differ: law student or attorney?"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("04_transport_two_tables.xlsx", "vehicles and passengers, which is not understood yet"),
        ("05_weekly_grid.xlsx", "roster grid with days across, which is not understood yet"),
        ("10_slots_formulas.xlsx", "consultation slots, which is not understood yet"),
        ("11_turnos.ods", ".ods are not read yet"),
        ("06_availability_google.ics", "is a calendar file"),
    ],
)
def test_that_other_lists_say_plainly_that_they_are_not_understood(name: str, word: str) -> None:
    with pytest.raises(ImportTrouble) as refused:
        Desk().look(name)
    assert word in str(refused.value)


def test_that_a_file_that_changed_since_the_preview_is_not_overwritten() -> None:
    desk = Desk()
    seen = desk.look("01_volunteer_form.csv")
    with desk.store.work() as uow:
        make_volunteer(uow, "Ruth Okafor", email="ruth.okafor@example.org")
        uow.commit(say("Somebody was quicker"))
    with pytest.raises(Stale):
        desk.take(seen)


def test_that_what_is_on_file_is_changed_only_where_the_list_says_more() -> None:
    desk = Desk()
    with desk.store.work() as uow:
        make_volunteer(uow, "Ruth Okafor", email="ruth.okafor@example.org", speaks=(), note="Knows the judge")
        uow.commit(say("On file before"))
    seen = desk.look("01_volunteer_form.csv")
    (changed,) = seen.changed
    assert changed.row == 7
    assert "roles: – → attorney" in map(str, changed.details)
    desk.take(seen)
    with desk.store.read() as uow:
        (ruth,) = uow.volunteers.where(email="ruth.okafor@example.org")
        assert (ruth.note, ruth.level("por") is not None) == ("Knows the judge", True)


def test_that_somebody_like_one_on_file_is_asked_about() -> None:
    desk = Desk()
    with desk.store.work() as uow:
        make_volunteer(uow, "R. Okafor", email="ruth.okafor@example.org")
        uow.commit(say("On file before"))
    seen = desk.look("01_volunteer_form.csv")
    assert 7 in asked_rows(seen)
    assert "Perhaps R. Okafor, who is on file: the same e-mail" in said(seen, 7)
