"""Hearings from a Spanish Excel (09) and the notice that moves them (14)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.places import PlaceKind
from clinic.services.importing import Preview
from tests.services.importing.desk import Desk, asked_rows, counts, hearing, said

LIST, NOTICE = "09_audiencias_1252.csv", "14_redating_notice.xlsx"


@pytest.fixture(scope="module")
def seen() -> Preview:
    return Desk(keeps_names=True).look(LIST)


def test_that_ten_rows_are_clean_one_with_a_warning_and_two_are_asked_about(seen: Preview) -> None:
    assert counts(seen) == (10, 1, 2)
    assert asked_rows(seen) == [10, 11]
    assert [r.row for r in seen.warned] == [7]


def test_that_letters_quotes_lines_and_the_euro_sign_survive(seen: Preview) -> None:
    assert (hearing(seen, 3).name, hearing(seen, 3).note) == ("José Ángel Núñez", "Dice “no sé leer”")
    assert hearing(seen, 6).note.splitlines() == ["Lleva:", "NTA y FMM"]
    assert hearing(seen, 9).note.startswith("€")


def test_that_days_times_and_fares_are_read_as_in_mexico(seen: Preview) -> None:
    second = hearing(seen, 3)
    assert (second.hearing_on, second.report_time, second.hearing_time) == (date(2027, 2, 8), time(4, 30), time(8, 30))
    assert second.report_source is TimeSource.TYPED
    assert (hearing(seen, 6).report_time, hearing(seen, 6).hearing_time) == (time(9), time(13))
    assert (hearing(seen, 12).fare, hearing(seen, 6).fare) == (Decimal("1185.00"), Decimal("197.50"))
    assert hearing(seen, 13).hearing_on == date(2027, 3, 1)


def test_that_doubts_and_the_warning_say_why(seen: Preview) -> None:
    assert "There is no day “30/2/2027”" in said(seen, 10)
    assert "after the hearing time" in said(seen, 11)
    assert "No report time" in said(seen, 7)


def test_that_an_unknown_port_becomes_a_place_on_the_clock_of_the_court() -> None:
    desk = Desk()
    desk.look_and_take(LIST)
    with desk.store.read() as uow:
        (port,) = uow.places.where(kind=PlaceKind.PORT)
        assert (port.label, port.zone) == ("Puente 1", "America/Chicago")
        assert uow.places.count(kind=PlaceKind.SHELTER) == 4
    again = desk.look(LIST)
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, 10)


def only_hearing(desk: Desk, reference: str) -> Hearing:
    with desk.store.read() as uow:
        (household,) = uow.households.where(reference=reference)
        (found,) = uow.hearings.where(household_id=household.id)
        return found


@pytest.fixture(scope="module")
def moved() -> Desk:
    desk = Desk()
    desk.look_and_take(LIST)
    desk.look_and_take(NOTICE)
    return desk


def test_that_six_moves_are_clean_and_six_are_asked_about() -> None:
    desk = Desk()
    desk.look_and_take(LIST)
    seen = desk.look(NOTICE)
    assert counts(seen) == (6, 0, 6)
    assert asked_rows(seen) == [8, 9, 10, 12, 13, 14]


@pytest.mark.parametrize(
    ("reference", "on"),
    [("NL-01", 8), ("NL-02", 8), ("NL-03", 9), ("NL-04", 9), ("NL-05", 12), ("NL-11", 23)],
)
def test_that_a_moved_hearing_keeps_its_old_day(moved: Desk, reference: str, on: int) -> None:
    found = only_hearing(moved, reference)
    assert found.hearing_on == date(2027, 3, on)
    assert [past.hearing_on for past in found.history] == [date(2027, 2, on)]
    assert "court's notice of 01/25/2027" in found.history[0].reason


def test_that_a_report_time_which_the_notice_does_not_give_is_no_longer_confirmed(moved: Desk) -> None:
    first, fifth = only_hearing(moved, "NL-01"), only_hearing(moved, "NL-05")
    assert (first.report_time, first.report_source) == (time(4, 30), TimeSource.NOT_CONFIRMED)
    assert (fifth.report_time, fifth.report_source) == (time(8, 30), TimeSource.TYPED)


def test_that_neither_the_notice_nor_the_old_list_again_changes_anything(moved: Desk) -> None:
    notice, old = moved.look(NOTICE), moved.look(LIST)
    assert (len(notice.added), len(notice.changed), len(notice.same)) == (0, 0, 6)
    assert (len(old.added), len(old.changed), len(old.same)) == (0, 0, 10)


def test_that_each_doubt_about_a_move_says_why() -> None:
    desk = Desk()
    desk.look_and_take(LIST)
    seen = desk.look(NOTICE)
    assert "at the weekend" in said(seen, 8)
    assert "more than one new date" in said(seen, 9)
    assert "Wed 17 February here, but Tue 16 February on file" in said(seen, 10)
    assert "before the old one" in said(seen, 12)
    assert "No household is known" in said(seen, 13)
    assert "more than one new date" in said(seen, 14)
