"""Dates that move in bulk, with their history (story 8)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import Hearing, HearingEnd, Redating, TimeSource
from clinic.domain.notices import NoticeMove
from clinic.services import dates, drafts, hearings, notices, redating
from clinic.services.drafts import Head
from clinic.services.redating import next_month
from clinic.services.views.dates import DateLine, DatesPreview, Draft, LineState
from tests.services.border import Border

NOTICE = "Notice of 1 June: one month later"
MOVES, ASKS, STANDS, CANNOT = LineState.MOVES, LineState.ASKS, LineState.STANDS, LineState.CANNOT


@pytest.fixture
def border() -> Border:
    return Border()


def read(border: Border, hearing: Hearing) -> Hearing:
    with border.store.read() as uow:
        return uow.hearings.get(hearing.id)


def ruled(border: Border, *rows: Hearing, **more: Any) -> Draft:
    head = Head(border.site.id, more.pop("title", NOTICE), more.pop("source", "DHS"))
    wanted = {"hearings": [row.id for row in rows]} if rows else more
    found: Draft = border.ask(drafts.by_rule, head=head, **wanted)
    return found


def looked(border: Border, draft: Draft) -> DatesPreview:
    found: DatesPreview = border.ask(dates.preview, draft=draft)
    return found


def questions(line: DateLine) -> list[str]:
    return [str(each) for each in line.questions]


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
    border.do(notices.apply, draft=ruled(border, *rows))
    moved = [read(border, row).hearing_on for row in rows]
    assert moved == [date(2026, 7, 13), date(2026, 7, 13), date(2026, 6, 30), date(2026, 8, 3)]
    border.undo()
    assert border.rows() == before


def test_that_every_old_date_is_kept_with_its_reason_and_who_said_so(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur), on=date(2026, 7, 3))
    for title in ("First notice", "Second notice"):
        border.do(notices.apply, draft=ruled(border, hearing, title=title))
    kept = read(border, hearing).history
    assert kept == (
        Redating(date(2026, 7, 3), time(8), time(4), "First notice (DHS)", border.now),
        Redating(date(2026, 8, 3), time(8), time(4), "Second notice (DHS)", border.now),
    )


def test_that_the_same_notice_applied_twice_moves_nothing_twice(border: Border) -> None:
    for day in (1, 31):
        border.hearing(border.household(shelter=border.sur), on=date(2026, 7, day))
    span = {"first": date(2026, 7, 1), "last": date(2026, 8, 31)}
    border.do(notices.apply, draft=ruled(border, **span))
    once = border.rows()
    again = ruled(border, **span)
    assert [line.state for line in looked(border, again).lines] == [STANDS, STANDS]
    change = border.do(notices.apply, draft=again)
    assert (change.entry_id, str(change.label)) == (None, f"“{NOTICE}” was applied before: nothing moves twice")
    assert border.rows() == once


def test_that_a_typed_report_time_is_kept_but_must_be_confirmed(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    border.do(redating.redate, moves=[NoticeMove(hearing.id, date(2026, 8, 14))], reason=NOTICE)
    moved = read(border, hearing)
    assert (moved.report_time, moved.report_source) == (time(4), TimeSource.NOT_CONFIRMED)


def test_that_a_new_report_time_from_the_new_paper_is_typed(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    move = NoticeMove(hearing.id, date(2026, 8, 14), time(13), time(9))
    border.do(redating.redate, moves=[move], reason=NOTICE)
    moved = read(border, hearing)
    assert (moved.hearing_time, moved.report_time, moved.report_source) == (time(13), time(9), TimeSource.TYPED)


def test_that_a_report_the_evening_before_moves_with_its_hearing(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur), report_time=time(23), report_on=date(2026, 7, 13))
    border.do(redating.redate, moves=[NoticeMove(hearing.id, date(2026, 8, 14))], reason=NOTICE)
    assert read(border, hearing).report_on == date(2026, 8, 13)


def test_that_a_weekend_date_is_told_and_another_hearing_of_that_day_too(border: Border) -> None:
    household = border.household(shelter=border.sur)
    hearing = border.hearing(household, on=date(2026, 6, 13))
    border.hearing(household, on=date(2026, 7, 13), hearing_time=time(13), report_time=time(9))
    before = border.rows()
    (line,) = looked(border, ruled(border, hearing)).lines
    assert (line.state, line.old, line.new) == (MOVES, date(2026, 6, 13), date(2026, 7, 13))
    assert questions(line) == [
        "Sat 13 June is a weekend: was the old date typed right?",
        "The household has another hearing on Mon 13 July.",
    ]
    assert border.rows() == before


def test_that_cancelled_hearings_and_those_that_are_over_do_not_move(border: Border) -> None:
    rows = [border.hearing(border.household(shelter=border.sur)) for _n in range(2)]
    border.do(hearings.cancel, hearing=rows[0].id)
    with border.scene() as uow:
        uow.hearings.get(rows[1].id).end = HearingEnd.RETURNED
    draft = ruled(border, first=date(2026, 7, 1), last=date(2026, 7, 31))
    assert {(line.state, *questions(line)) for line in looked(border, draft).lines} == {
        (CANNOT, "The hearing is cancelled: it does not move."),
        (CANNOT, "The hearing has taken place: it does not move."),
    }
    with pytest.raises(Refused, match="No hearing was chosen"):
        border.do(notices.apply, draft=draft)


def test_that_pasted_lines_name_households_by_code_or_reference(border: Border) -> None:
    one, two = border.household(shelter=border.sur), border.household(shelter=border.sur, reference="NL-01")
    for household in (one, two):
        border.hearing(household)
    text = f"{one.code} 2026-08-14\n\nnl-01\t14/8/2026 13:00 09:00\nZZ-999 2026-08-14\n{one.code} soon"
    head = Head(border.site.id, "Phone call to the court", "")
    draft = border.ask(drafts.by_lines, head=head, text=text)
    lines = looked(border, draft).lines
    assert [line.state for line in lines] == [MOVES, MOVES, CANNOT, CANNOT]
    assert (lines[1].new, lines[1].hearing_time, lines[1].report_time) == (date(2026, 8, 14), time(13), time(9))
    assert questions(lines[2]) == ["No household is known by this reference."]
    assert questions(lines[3]) == ["“soon” is not a date."]


def test_that_a_hearing_time_before_the_report_time_that_stays_cannot_be(border: Border) -> None:
    household = border.household(shelter=border.sur)
    border.hearing(household, hearing_time=time(13), report_time=time(9))
    head = Head(border.site.id, NOTICE)
    draft = border.ask(drafts.by_lines, head=head, text=f"{household.code} 2026-08-14 08:00")
    (line,) = looked(border, draft).lines
    assert line.state is CANNOT
    assert questions(line)[0].startswith("The report time 09:00 is after the hearing time 08:00.")


def test_that_two_dates_for_one_hearing_an_earlier_date_and_a_weekend_are_asked_about(border: Border) -> None:
    one, two = border.household(shelter=border.sur), border.household(shelter=border.sur)
    for household in (one, two):
        border.hearing(household)
    text = f"{one.code} 2026-08-14\n{one.code} 2026-08-21\n{two.code} 2026-07-11"
    draft = border.ask(drafts.by_lines, head=Head(border.site.id, NOTICE), text=text)
    lines = looked(border, draft).lines
    assert [line.state for line in lines] == [ASKS, ASKS, ASKS]
    assert questions(lines[2]) == [
        "Sat 11 July is a weekend.",
        "The new date Sat 11 July is before the old one Tue 14 July.",
    ]
    with pytest.raises(Refused, match="would get two dates"):
        border.do(notices.apply, draft=draft, lines={"0", "1"})
    border.do(notices.apply, draft=draft, lines={"1"})
    with border.store.read() as uow:
        (row,) = uow.hearings.where(household_id=one.id)
        assert row.hearing_on == date(2026, 8, 21)
        states = sorted(
            (notice.state.value, [m.hearing_on.day for m in notice.moves]) for notice in uow.notices.where()
        )
    assert states == [("applied", [21]), ("open", [11]), ("set_aside", [14])]


def test_that_a_move_needs_a_reason_and_something_to_move(border: Border) -> None:
    hearing = border.hearing(border.household(shelter=border.sur))
    with pytest.raises(BadValue, match="Write why"):
        border.do(redating.redate, moves=[NoticeMove(hearing.id, date(2026, 8, 14))], reason=" ")
    with pytest.raises(Refused, match="No hearing was chosen"):
        border.do(redating.redate, moves=[], reason=NOTICE)
    with pytest.raises(BadValue, match="Say which hearings move"):
        border.ask(drafts.by_rule, head=Head(border.site.id, NOTICE))
    with pytest.raises(BadValue, match="There is no line yet"):
        border.ask(drafts.by_lines, head=Head(border.site.id, NOTICE), text=" \n")
