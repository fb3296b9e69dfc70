"""A Spanish list (02): titles, a header over two rows with a joined group, a total and a footnote."""

from __future__ import annotations

from datetime import date

import pytest

from clinic.domain.people import DayPart, Level, Role
from clinic.services.importing import Preview
from tests.services.importing.desk import Desk, asked_rows, counts, row, said, volunteer

LIST = "02_voluntarios_matamoros.xlsx"


@pytest.fixture(scope="module")
def seen() -> Preview:
    return Desk().look(LIST)


def days(preview: Preview, number: int, part: DayPart = DayPart.MORNING) -> list[int]:
    return [cell.weekday for cell in volunteer(preview, number).availability if cell.part is part]


def test_that_eleven_people_are_clean_two_with_a_warning_and_one_is_asked_about(seen: Preview) -> None:
    assert counts(seen) == (11, 2, 1)
    assert asked_rows(seen) == [15]
    assert [r.row for r in seen.warned] == [16, 17]


def test_that_thirty_five_marks_of_availability_are_read(seen: Preview) -> None:
    assert sum(volunteer(seen, r.row).marks for r in seen.rows) == 35
    assert days(seen, 8) == [0, 1, 2, 3]  # the column X is Wednesday


def test_that_the_star_leaves_the_name_and_means_that_training_is_pending(seen: Preview) -> None:
    pending = [volunteer(seen, r.row).name for r in seen.rows if volunteer(seen, r.row).training_pending]
    assert pending == ["Ximena Ortega Luna", "Petrona Caal Choc", "Noé Villaseñor Cruz"]


def test_that_phones_stay_text_and_words_after_them_become_a_note(seen: Preview) -> None:
    assert volunteer(seen, 7).phone == "8685550114"
    assert (volunteer(seen, 8).phone, volunteer(seen, 8).contact_note) == ("+52 868-555-0115", "solo WhatsApp")


def test_that_an_arrival_in_words_and_single_days_are_read(seen: Preview) -> None:
    assert volunteer(seen, 9).here_from == date(2027, 2, 15)
    assert days(seen, 9) == [1, 3]


def test_that_two_roles_and_three_languages_are_read_from_one_cell(seen: Preview) -> None:
    assert volunteer(seen, 10).roles == (Role.COOK, Role.CHILDCARE)
    assert [(s.language, s.level is Level.BEST) for s in volunteer(seen, 12).speaks] == [
        ("hat", True), ("fra", True), ("spa", False),
    ]  # fmt: skip


def test_that_a_word_in_the_grid_means_only_that_part_of_the_day(seen: Preview) -> None:
    assert days(seen, 14) == [0, 2]
    assert days(seen, 14, DayPart.AFTERNOON) == []


def test_that_the_warnings_and_the_question_say_why(seen: Preview) -> None:
    assert "nobody can reach" in said(seen, 16)
    assert "No day is marked" in said(seen, 17)
    assert "before arriving" in said(seen, 15)
    record = volunteer(seen, 15)
    assert (record.here_from, record.here_until) == (date(2027, 2, 5), date(2027, 2, 11))  # as proposed
    assert row(seen, 15).can_be_taken


def test_that_the_list_is_taken_once_and_undone_in_one_step() -> None:
    from clinic.services import history

    desk = Desk()
    desk.look_and_take(LIST)
    again = desk.look(LIST)
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, 11)
    with desk.store.work() as uow:
        assert uow.volunteers.count() == 11
        ximena = uow.volunteers.where(name="Ximena Ortega Luna")[0]
        assert (ximena.feed_language, ximena.trained_on, ximena.note) == ("es", None, "training pending")
        history.undo(uow)
    with desk.store.read() as uow:
        assert uow.volunteers.count() == 0
