"""A list of hearings typed by hand (03): empty cells mean 'as above', dates in nine forms, no report time."""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic.domain.hearings import HearingKind, TimeSource
from clinic.services.importing import Answers, Doing, Order, Preview
from tests.services.importing.desk import Desk, asked_rows, counts, hearing, row, said

LIST = "03_hearings_typed.xlsx"


@pytest.fixture(scope="module")
def seen() -> Preview:
    return Desk(keeps_a_numbers=True, keeps_names=True).look(LIST)


def test_that_fourteen_people_are_clean_and_five_are_asked_about(seen: Preview) -> None:
    assert counts(seen) == (14, 0, 5)
    assert asked_rows(seen) == [8, 16, 17, 18, 21]


@pytest.mark.parametrize(
    ("number", "on", "at"),
    [
        (2, date(2027, 2, 9), time(8, 30)),
        (3, date(2027, 2, 9), time(8, 30)),
        (5, date(2027, 2, 9), time(13)),
        (6, date(2027, 2, 11), time(13)),
        (9, date(2027, 2, 16), time(8, 30)),
        (10, date(2027, 2, 16), time(8, 30)),
        (11, date(2027, 2, 16), time(8, 30)),
        (12, date(2027, 2, 25), time(8, 30)),
        (14, date(2027, 2, 25), time(8, 30)),
        (19, date(2027, 3, 2), time(8, 30)),
        (21, date(2027, 3, 4), time(12)),
    ],
)
def test_that_days_and_hours_are_read_however_they_are_typed(seen: Preview, number: int, on: date, at: time) -> None:
    assert (hearing(seen, number).hearing_on, hearing(seen, number).hearing_time) == (on, at)


def test_that_a_number_cell_that_shows_zeros_is_nine_digits(seen: Preview) -> None:
    assert hearing(seen, 2).a_number == "000412771"
    assert hearing(seen, 7).a_number == "000412776"


def test_that_ages_kinds_and_languages_are_read(seen: Preview) -> None:
    assert hearing(seen, 20).age == 0
    assert hearing(seen, 13).kind is HearingKind.INDIVIDUAL
    assert hearing(seen, 6).languages == ("quc",)


def test_that_a_date_which_the_column_does_not_settle_is_asked_about_with_a_proposal(seen: Preview) -> None:
    record = hearing(seen, 8)
    assert "does not settle" in said(seen, 8)
    assert (record.hearing_on, record.reference, record.shelter) == (date(2027, 3, 4), "F3", "Shelter C")


def test_that_the_order_of_the_dates_can_be_told() -> None:
    told = Desk().look(LIST, Answers(date_order=Order.MONTH_FIRST))
    assert 8 not in asked_rows(told)
    assert hearing(told, 8).hearing_on == date(2027, 3, 4)


def test_that_bad_numbers_and_missing_dates_are_asked_about(seen: Preview) -> None:
    assert "8 digits" in said(seen, 16)
    assert "“TBD” is not a date" in said(seen, 17)
    assert "“TBD” is not a date" in said(seen, 18)
    assert "another name in row 2" in said(seen, 21)


def test_that_a_missing_report_time_is_told_once_and_proposed_never_typed(seen: Preview) -> None:
    assert sum("no report time in the whole list" in str(notice) for notice in seen.notices) == 1
    records = [hearing(seen, r.row) for r in seen.clean]
    assert {record.report_source for record in records} == {TimeSource.PROPOSED}
    assert records[0].report_time == time(4)


def test_that_families_become_households_with_one_hearing_each() -> None:
    desk = Desk()
    desk.look_and_take(LIST)
    with desk.store.read() as uow:
        (family,) = uow.households.where(reference="F1")
        (met,) = uow.hearings.where(household_id=family.id)
        assert len(met.person_ids) == 3
        assert (met.report_source, met.zone, met.court) == (TimeSource.PROPOSED, "America/Chicago", "Brownsville")
        assert uow.households.count() == 7
        assert uow.persons.count() == 14
        assert {place.label for place in uow.places.where()} == {f"Shelter {letter}" for letter in "ABCD"}


def test_that_names_and_a_numbers_are_dropped_and_said_so_unless_the_clinic_keeps_them() -> None:
    desk = Desk()
    seen = desk.look_and_take(LIST)
    assert counts(seen) == (14, 0, 5)
    notices = " ".join(map(str, seen.notices))
    assert "A-numbers were used to compare rows and are not kept" in notices
    assert "Names are not kept" in notices
    with desk.store.read() as uow:
        assert not any(person.name or person.a_number for person in uow.persons.where())


def test_that_names_and_a_numbers_are_kept_where_the_clinic_keeps_them() -> None:
    desk = Desk(keeps_names=True, keeps_a_numbers=True)
    desk.look_and_take(LIST)
    with desk.store.read() as uow:
        (kevin,) = uow.persons.where(a_number="000412772")
        assert (kevin.name, kevin.age) == ("Kevin Cruz Tobar", 8)


def test_that_the_same_list_again_adds_nothing_and_a_doubt_can_be_agreed_to_later() -> None:
    desk = Desk()
    desk.look_and_take(LIST)
    again = desk.look(LIST)
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, 14)
    sheet = again.rows[0].sheet
    desk.take(again, (sheet, 8))
    third = desk.look(LIST)
    assert row(third, 8).doing is Doing.SAME
    with desk.store.read() as uow:
        (family,) = uow.households.where(reference="F3")
        days = sorted(met.hearing_on for met in uow.hearings.where(household_id=family.id))
        assert days == [date(2027, 2, 11), date(2027, 3, 4)]
