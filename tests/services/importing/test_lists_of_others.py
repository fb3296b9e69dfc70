"""Small lists written on the spot: what is on file, lists without references, dates that nothing settles."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from clinic.domain.errors import ImportTrouble
from clinic.domain.hearings import TimeSource
from clinic.services.importing import Answers, Doing, Order
from tests.services.importing.desk import Desk, asked_rows, counts, hearing, row, said, volunteer

HEARINGS = "Case,Hearing date,Time,Report time,Age\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_that_a_list_without_references_names_or_numbers_adds_nothing_the_second_time(folder: Path) -> None:
    desk = Desk()
    rows = "A,2027-02-09,8:30,31,Norte\nB,2027-02-09,8:30,31,Norte\n"
    path = written(folder, "Name,Hearing date,Time,Age,Shelter\n" + rows)
    desk.look_and_take(path)
    again = desk.look(path)
    assert [r.doing for r in again.rows] == [Doing.SAME, Doing.SAME]
    with desk.store.read() as uow:
        assert uow.households.count() == 2


def test_that_another_date_in_a_later_list_is_asked_about_and_taken_as_a_move(folder: Path) -> None:
    desk = Desk()
    desk.look_and_take(written(folder, HEARINGS + "N1,2027-02-09,8:30,4:00,31\n"))
    later = desk.look(written(folder, HEARINGS + "N1,2027-03-09,,,31\n"))
    assert asked_rows(later) == [2]
    assert "On file the hearing is on Tue 9 February" in said(later, 2)
    desk.take(later, ("", 2))
    with desk.store.read() as uow:
        (found,) = uow.hearings.where()
        assert (found.hearing_on, found.report_source) == (date(2027, 3, 9), TimeSource.NOT_CONFIRMED)
        assert [past.hearing_on for past in found.history] == [date(2027, 2, 9)]


def test_that_a_typed_report_time_replaces_a_proposed_one_and_never_the_other_way(folder: Path) -> None:
    desk = Desk()
    desk.look_and_take(written(folder, HEARINGS + "N1,2027-02-09,8:30,,31\n"))
    typed = written(folder, HEARINGS + "N1,2027-02-09,8:30,4:15,31\n")
    assert [str(d) for d in desk.look(typed).rows[0].details] == ["report time: 04:00 → 04:15"]
    desk.look_and_take(typed)
    untyped = desk.look(written(folder, HEARINGS + "N1,2027-02-09,8:30,,31\n"))
    assert [r.doing for r in untyped.rows] == [Doing.SAME]


def test_that_another_hour_leaves_a_typed_report_time_to_be_confirmed(folder: Path) -> None:
    desk = Desk()
    desk.look_and_take(written(folder, HEARINGS + "N1,2027-02-09,8:30,4:15,31\n"))
    desk.look_and_take(written(folder, HEARINGS + "N1,2027-02-09,13:00,,31\n"))
    with desk.store.read() as uow:
        (found,) = uow.hearings.where()
        assert (found.hearing_time, found.report_time) == (time(13), time(4, 15))
        assert found.report_source is TimeSource.NOT_CONFIRMED


def test_that_dates_which_nothing_settles_are_asked_about_once(folder: Path) -> None:
    desk = Desk()
    path = written(folder, HEARINGS + "N1,3/2/2027,8:30,,31\nN2,4/2/2027,8:30,,31\n")
    seen = desk.look(path)
    assert [question.key for question in seen.questions] == ["date_order"]
    assert counts(seen) == (0, 0, 2)
    settled = desk.look(path, Answers(date_order=Order.DAY_FIRST))
    assert counts(settled) == (2, 0, 0)
    assert hearing(settled, 2).hearing_on == date(2027, 2, 3)
    assert not settled.questions


def test_that_a_weekend_and_a_wrong_weekday_are_asked_about(folder: Path) -> None:
    seen = Desk().look(written(folder, HEARINGS + "N1,2027-02-13,8:30,4:00,31\nN2,Wed 25/2/2027,8:30,4:00,31\n"))
    assert "at the weekend" in said(seen, 2)
    assert "another weekday" in said(seen, 3)
    assert not row(seen, 3).can_be_taken


def test_that_a_date_without_a_year_is_the_next_such_day(folder: Path) -> None:
    seen = Desk().look(written(folder, HEARINGS + "N1,Feb 11,8:30,4:00,31\nN2,5 ene,8:30,4:00,31\n"))
    assert hearing(seen, 2).hearing_on == date(2027, 2, 11)
    assert hearing(seen, 3).hearing_on == date(2028, 1, 5)


def test_that_two_bare_names_are_told_apart_by_nothing_and_asked_about(folder: Path) -> None:
    seen = Desk().look(written(folder, "Name,Role\nAna,driver\nAna,cook\nAna María,cook\n"))
    assert asked_rows(seen) == [3]


def test_that_unknown_roles_and_marks_are_left_out_with_a_word(folder: Path) -> None:
    seen = Desk().look(written(folder, "Nombre,Función,L,M,X,J,V\nAna,astronauta; chofer,x,quizás,,tarde,\n"))
    assert "“astronauta” is no role" in said(seen, 2)
    assert "“quizás” under M is no mark" in said(seen, 2)
    assert volunteer(seen, 2).marks == 2


def test_that_a_list_of_nothing_known_says_what_is_read(folder: Path) -> None:
    with pytest.raises(ImportTrouble) as refused:
        Desk().look(written(folder, "Ingredient,Amount\nRice,2 kg\n"))
    assert "Lists of volunteers, of hearings and of moved hearings are read" in str(refused.value)


def test_that_one_step_back_undoes_households_persons_hearings_and_places() -> None:
    from clinic.services import history

    desk = Desk()
    desk.look_and_take("09_audiencias_1252.csv")
    with desk.store.work() as uow:
        history.undo(uow)
    with desk.store.read() as uow:
        assert [rows.count() for rows in (uow.households, uow.persons, uow.hearings, uow.places)] == [0, 0, 0, 0]
