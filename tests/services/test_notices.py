"""Notices that contradict each other stand side by side until a person decides."""

from __future__ import annotations

from datetime import date

import pytest

from clinic.domain.errors import BadValue, Refused
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.ids import NoticeId
from clinic.domain.notices import NoticeState
from clinic.services import claims, dates, drafts, notices
from clinic.services.drafts import Head
from clinic.services.views.dates import Contradiction, Draft, LineState
from tests.services.border import Border

APPLIED, OPEN, ASIDE = NoticeState.APPLIED, NoticeState.OPEN, NoticeState.SET_ASIDE


@pytest.fixture
def border() -> Border:
    return Border()


def household(border: Border) -> tuple[Household, Hearing]:
    """A household with a hearing on Thursday 11 June 2026, two months ahead."""
    border.now = border.now.replace(month=4)
    one = border.household(shelter=border.sur)
    return one, border.hearing(one, on=date(2026, 6, 11))


def pasted(border: Border, title: str, text: str) -> Draft:
    found: Draft = border.ask(drafts.by_lines, head=Head(border.site.id, title, "DHS"), text=text)
    return found


def on_file(border: Border, title: str, state: NoticeState = OPEN) -> NoticeId:
    with border.store.read() as uow:
        return next(row.id for row in uow.notices.where() if row.title == title and row.state is state)


def disputed(border: Border) -> tuple[Contradiction, ...]:
    found: tuple[Contradiction, ...] = border.ask(claims.contradictions, site=border.site.id)
    return found


def states(border: Border) -> set[tuple[str, str, int]]:
    with border.store.read() as uow:
        return {(row.title, row.state.value, len(row.moves)) for row in uow.notices.where()}


def test_that_a_recorded_notice_moves_nothing_and_is_kept_once(border: Border) -> None:
    one, hearing = household(border)
    draft = pasted(border, "Press notice", f"{one.code} 2026-07-13")
    border.do(notices.record, draft=draft)
    assert border.do(notices.record, draft=draft).entry_id is None
    with border.store.read() as uow:
        assert uow.hearings.get(hearing.id).hearing_on == date(2026, 6, 11)
    assert states(border) == {("Press notice", "open", 1)}


def test_that_two_open_notices_that_disagree_are_told_with_both_dates(border: Border) -> None:
    one, hearing = household(border)
    border.do(notices.record, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13"))
    assert disputed(border) == ()
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-20"))
    (found,) = disputed(border)
    assert (found.hearing_id, found.code, found.stands_on) == (hearing.id, one.code, date(2026, 6, 11))
    assert str(found.words) == "Mon 13 July by “Press notice”, Mon 20 July by “Letter”: decide."


def test_that_a_notice_goes_with_another_that_says_the_same_or_leaves_the_hours_out(border: Border) -> None:
    one, _hearing = household(border)
    border.do(notices.record, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13"))
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-13 13:00"))
    assert disputed(border) == ()
    border.do(notices.record, draft=pasted(border, "Phone call", f"{one.code} 2026-07-13 08:00"))
    assert len(disputed(border)) == 1


def test_that_what_is_contradicted_moves_only_when_somebody_says_so(border: Border) -> None:
    one, hearing = household(border)
    two = border.household(shelter=border.sur)
    border.hearing(two, on=date(2026, 6, 11))
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-20"))
    press = pasted(border, "Press notice", f"{one.code} 2026-07-13\n{two.code} 2026-07-13")
    lines = border.ask(dates.preview, draft=press).lines
    assert [line.state for line in lines] == [LineState.ASKS, LineState.MOVES]
    assert [(claim.title, claim.on) for claim in lines[0].claims] == [("Letter", date(2026, 7, 20))]
    border.do(notices.apply, draft=press)
    assert states(border) == {("Letter", "open", 1), ("Press notice", "open", 1), ("Press notice", "applied", 1)}
    assert len(disputed(border)) == 1
    before = border.rows()

    waits = border.ask(drafts.on_file, notice=on_file(border, "Press notice"))
    border.do(notices.apply, draft=waits, lines={"0"}, reason="The court said so on the phone")
    with border.store.read() as uow:
        assert uow.hearings.get(hearing.id).hearing_on == date(2026, 7, 13)
        letter = uow.notices.get(on_file(border, "Letter", ASIDE))
        assert letter.reason == "“Press notice” was applied instead"
    assert disputed(border) == ()
    border.undo()
    assert border.rows() == before


def test_that_a_letter_after_the_press_notice_was_applied_is_told_too(border: Border) -> None:
    one, _hearing = household(border)
    border.do(notices.apply, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13"))
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-20"))
    (found,) = disputed(border)
    assert [claim.state for claim in found.claims] == [APPLIED, OPEN]
    border.do(notices.apply, draft=border.ask(drafts.on_file, notice=on_file(border, "Letter")), lines={"0"})
    assert disputed(border) == ()


def test_that_a_rule_that_goes_on_from_the_last_notice_contradicts_nothing(border: Border) -> None:
    _one, hearing = household(border)
    for title in ("March notice", "April notice"):
        draft = border.ask(drafts.by_rule, head=Head(border.site.id, title), hearings=[hearing.id])
        assert [line.state for line in border.ask(dates.preview, draft=draft).lines] == [LineState.MOVES]
        border.do(notices.apply, draft=draft)
    with border.store.read() as uow:
        assert uow.hearings.get(hearing.id).hearing_on == date(2026, 8, 13)


def test_that_a_notice_is_set_aside_with_a_reason_and_then_contradicts_nobody(border: Border) -> None:
    one, _hearing = household(border)
    border.do(notices.record, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13"))
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-20"))
    letter = on_file(border, "Letter")
    with pytest.raises(BadValue, match="Write why"):
        border.do(notices.set_aside, notice=letter, reason=" ")
    border.do(notices.set_aside, notice=letter, reason="Withdrawn on Friday")
    assert disputed(border) == ()
    with pytest.raises(Refused, match="decided about this notice already"):
        border.do(notices.set_aside, notice=letter, reason="Again")
    with pytest.raises(Refused, match="was set aside"):
        border.do(notices.apply, draft=border.ask(drafts.on_file, notice=letter))


def test_that_the_view_tells_what_waits_first_and_what_was_done_after(border: Border) -> None:
    one, _hearing = household(border)
    border.do(notices.apply, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13"))
    border.do(notices.record, draft=pasted(border, "Letter", f"{one.code} 2026-07-20"))
    view = border.ask(dates.dates_view, site=border.site.id)
    assert [(row.title, row.state, row.contradicted) for row in view.notices] == [
        ("Letter", OPEN, 1),
        ("Press notice", APPLIED, 1),
    ]
    assert str(view.line) == "1 notice waits, 1 hearing contradicted, 2 things to do anew"
    (told,) = view.tells
    assert (told.who, [str(why) for why in told.why]) == (
        one.code,
        ["The hearing of Thu 11 June is on Mon 13 July now"],
    )


def test_that_a_list_that_names_a_hearing_twice_with_one_date_moves_it_once(border: Border) -> None:
    one, hearing = household(border)
    border.do(notices.apply, draft=pasted(border, "Press notice", f"{one.code} 2026-07-13\n{one.code} 2026-07-13"))
    with border.store.read() as uow:
        assert len(uow.hearings.get(hearing.id).history) == 1
