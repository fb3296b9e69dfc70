"""Answers of a sign-up form (01): commas and line breaks in cells, m/d/Y, a second answer, a test answer."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from clinic.domain.people import Availability, Credential, CredentialKind, DayPart, Level, Role
from clinic.services.importing import Doing, Preview
from tests.services.importing.desk import Desk, asked_rows, counts, row, said, volunteer

FORM = "01_volunteer_form.csv"


@pytest.fixture(scope="module")
def seen() -> Preview:
    return Desk().look(FORM)


def levels(preview: Preview, number: int) -> dict[str, Level]:
    return {spoken.language: spoken.level for spoken in volunteer(preview, number).speaks}


def test_that_eleven_answers_are_clean_and_three_are_asked_about(seen: Preview) -> None:
    assert counts(seen) == (11, 0, 3)
    assert asked_rows(seen) == [11, 12, 13]


def test_that_the_first_row_is_read_in_full(seen: Preview) -> None:
    hannah = volunteer(seen, 2)
    assert (hannah.name, hannah.phone, hannah.note) == ("Hannah Whitfield", "(915) 555-0101", "Vegetarian")
    assert (hannah.here_from, hannah.here_until) == (date(2027, 2, 1), date(2027, 2, 12))
    assert hannah.signed_up_at == datetime.fromisoformat("2027-01-04T09:12:45")
    assert hannah.availability == (
        *(Availability(day, DayPart.MORNING) for day in (0, 1, 2)),
        *(Availability(day, DayPart.AFTERNOON) for day in (0, 1)),
    )
    assert hannah.roles == (Role.ATTORNEY, Role.ESCORT)


@pytest.mark.parametrize(
    ("number", "best", "lower"),
    [
        (2, {"eng"}, {"spa"}),
        (3, {"spa"}, {"quc"}),
        (4, {"eng", "tam"}, {"spa"}),
        (5, {"hat", "fra"}, {"eng"}),
        (6, {"eng"}, set()),
        (7, {"spa", "por"}, set()),
        (8, {"mam", "spa"}, set()),
        (9, {"spa"}, set()),
        (10, {"ase", "eng"}, set()),
        (14, {"rus", "eng"}, {"spa"}),
        (15, {"spa", "kek"}, set()),
    ],
)
def test_that_languages_have_the_level_that_the_words_tell(
    seen: Preview, number: int, best: set[str], lower: set[str]
) -> None:
    spoken = levels(seen, number)
    assert {code for code, level in spoken.items() if level is Level.BEST} == best
    assert {code for code, level in spoken.items() if level is not Level.BEST} == lower


def test_that_notes_keep_their_quotes_and_lines(seen: Preview) -> None:
    assert '"pro bono hours"' in volunteer(seen, 4).note
    assert volunteer(seen, 6).note.splitlines() == ["I have a 7-seat van", "and two child seats"]


def test_that_bar_numbers_cars_and_open_ends_are_read(seen: Preview) -> None:
    assert volunteer(seen, 7).credentials == (
        Credential(CredentialKind.BAR_LICENCE, "TX", "000222"),
        Credential(CredentialKind.BAR_LICENCE, "CA", "000223"),
    )
    assert sum(bool(volunteer(seen, r.row).has_car) for r in seen.clean) == 3
    assert volunteer(seen, 8).here_until is None


def test_that_a_second_answer_of_the_same_person_is_asked_about_and_proposed(seen: Preview) -> None:
    assert "later answer of row 2: the same e-mail" in said(seen, 11)
    assert volunteer(seen, 11).here_until == date(2027, 2, 19)
    assert row(seen, 11).can_be_taken


def test_that_a_test_answer_is_nobody(seen: Preview) -> None:
    assert "“555” is too short" in said(seen, 12)
    assert "“x” is no language" in said(seen, 12)
    assert not row(seen, 12).can_be_taken


def test_that_a_last_day_before_the_first_is_asked_about(seen: Preview) -> None:
    assert "before arriving" in said(seen, 13)


def test_that_the_same_form_again_adds_nothing() -> None:
    desk = Desk()
    desk.look_and_take(FORM)
    again = desk.look(FORM)
    assert [r.doing for r in again.clean] == [Doing.SAME] * 11
    assert asked_rows(again) == [11, 12, 13]


def test_that_an_agreed_second_answer_changes_the_first_and_stays() -> None:
    desk = Desk()
    desk.take(desk.look(FORM), ("", 11))
    with desk.store.read() as uow:
        (hannah,) = uow.volunteers.where(email="hannah.w@example.org")
        assert hannah.here_until == date(2027, 2, 19)
        assert "Second answer" in hannah.note
    again = desk.look(FORM)
    assert not again.added
    assert not again.changed
    assert asked_rows(again) == [12, 13]
