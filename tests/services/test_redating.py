"""Dates that move in bulk, with their history (story 8)."""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import Hearing, Redating, TimeSource
from clinic.services import redating
from clinic.services.redating import Move, next_month
from tests.services.border import Border

NOTICE = "Notice of 1 June: one month later"


@pytest.fixture
def border() -> Border:
    return Border()


def read(border: Border, hearing: Hearing) -> Hearing:
    with border.store.read() as uow:
        return uow.hearings.get(hearing.id)


@pytest.mark.parametrize(
    ("on", "later"),
    [
        (date(2026, 6, 11), date(2026, 7, 13)),
        (date(2026, 6, 13), date(2026, 7, 13)),
        (date(2026, 5, 31), date(2026, 6, 30)),
        (date(2026, 7, 3), date(2026, 8, 3)),
        (date(2026, 12, 31), date(2027, 2, 1)),
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_that_one_month_later_is_the_next_monday_if_a_weekend(on: date, later: date) -> None:
    assert next_month(on) == later


def test_that_many_hearings_move_in_one_step_that_one_undo_takes_back(border: Border) -> None:
    days = [date(2026, 6, 11), date(2026, 6, 13), date(2026, 5, 31), date(2026, 7, 3)]
    rows = [border.hearing(border.household(shelter=border.sur), on=day) for day in days]
    before = border.rows()
    moves = border.ask(redating.by_rule, hearings=[row.id for row in rows])
    border.do(redating.redate, moves=moves, reason=NOTICE)
    moved = [read(border, row).hearing_on for row in rows]
    assert moved == [date(2026, 7, 13), date(2026, 7, 13), date(2026, 6, 30), date(2026, 8, 3)]
    border.undo()
    assert border.rows() == before


def test_that_every_old_date_is_kept_with_its_reason(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur), on=date(2026, 7, 3))
    for _ in range(2):
        border.do(redating.redate, moves=border.ask(redating.by_rule, hearings=[hearing.id]), reason=NOTICE)
    kept = read(border, hearing).history
    assert kept == (
        Redating(date(2026, 7, 3), time(8), time(4), NOTICE, border.now),
        Redating(date(2026, 8, 3), time(8), time(4), NOTICE, border.now),
    )


def test_that_a_typed_report_time_is_kept_but_must_be_confirmed(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    border.do(redating.redate, moves=[Move(hearing.id, date(2026, 8, 14))], reason=NOTICE)
    moved = read(border, hearing)
    assert (moved.report_time, moved.report_source) == (time(4), TimeSource.NOT_CONFIRMED)


def test_that_a_new_report_time_from_the_new_paper_is_typed(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    move = Move(hearing.id, date(2026, 8, 14), time(13), time(9))
    border.do(redating.redate, moves=[move], reason=NOTICE)
    moved = read(border, hearing)
    assert (moved.hearing_time, moved.report_time, moved.report_source) == (time(13), time(9), TimeSource.TYPED)


def test_that_a_report_the_evening_before_moves_with_its_hearing(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur), report_time=time(23), report_on=date(2026, 7, 13))
    border.do(redating.redate, moves=[Move(hearing.id, date(2026, 8, 14))], reason=NOTICE)
    assert read(border, hearing).report_on == date(2026, 8, 13)


def test_that_the_preview_tells_what_must_be_redone_and_changes_nothing(border: Border) -> None:
    household = border.household(shelter=border.sur)
    hearing = border.hearing(household, on=date(2026, 7, 3))
    border.hearing(household, on=date(2026, 8, 3), hearing_time=time(13), report_time=time(9))
    border.trip("04:00", date(2026, 7, 3))
    before = border.rows()
    (line,) = border.ask(redating.preview, moves=border.ask(redating.by_rule, hearings=[hearing.id]))
    assert (line.old, line.new) == (date(2026, 7, 3), date(2026, 8, 3))
    assert [str(warning) for warning in line.warnings] == [
        "The report time must be confirmed for the new day.",
        "The household has another hearing on Mon 3 August.",
    ]
    assert border.rows() == before


def test_that_an_old_date_on_a_weekend_is_asked_about(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur), on=date(2026, 6, 13))
    (line,) = border.ask(redating.preview, moves=border.ask(redating.by_rule, hearings=[hearing.id]))
    assert "Sat 13 June is a weekend: was the old date typed right?" in [str(warning) for warning in line.warnings]


def test_that_all_hearings_of_a_stretch_of_days_can_move(border: Border) -> None:
    for day in (1, 2, 20):
        border.hearing(border.household(shelter=border.sur), on=date(2026, 7, day))
    moves = border.ask(redating.by_rule, site=border.site.id, first=date(2026, 7, 1), last=date(2026, 7, 10))
    assert [move.hearing_on for move in moves] == [date(2026, 8, 3), date(2026, 8, 3)]


def test_that_a_move_needs_a_reason_and_something_to_move(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    with pytest.raises(BadValue, match="Write why"):
        border.do(redating.redate, moves=[Move(hearing.id, date(2026, 8, 14))], reason=" ")
    with pytest.raises(Refused, match="No hearing was chosen"):
        border.do(redating.redate, moves=[], reason=NOTICE)
    with pytest.raises(BadValue, match="Say which hearings move"):
        border.ask(redating.by_rule)
