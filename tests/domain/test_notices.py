"""Notices that contradict each other."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from clinic.domain.ids import HearingId, SiteId, new_id
from clinic.domain.notices import Notice, NoticeMove, NoticeState, contradicted

HEARING, ANOTHER = HearingId(new_id()), HearingId(new_id())
JULY = date(2026, 7, 13)


def notice(*moves: NoticeMove, **more: Any) -> Notice:
    return Notice(site_id=SiteId(new_id()), title="Hearings move", received_on=date(2026, 6, 1), moves=moves, **more)


def test_that_two_notices_contradict_each_other_where_they_give_one_hearing_other_dates() -> None:
    press = notice(NoticeMove(HEARING, JULY), NoticeMove(ANOTHER, JULY))
    letter = notice(NoticeMove(HEARING, date(2026, 7, 20)), NoticeMove(ANOTHER, JULY))
    assert contradicted(press, [press, letter]) == {HEARING: (letter,)}
    assert contradicted(letter, [press, letter]) == {HEARING: (press,)}


def test_that_another_hour_of_the_same_day_contradicts_too() -> None:
    press, letter = notice(NoticeMove(HEARING, JULY)), notice(NoticeMove(HEARING, JULY, time(13)))
    assert contradicted(press, [letter]) == {HEARING: (letter,)}


def test_that_a_notice_that_was_set_aside_contradicts_nothing() -> None:
    press = notice(NoticeMove(HEARING, JULY))
    letter = notice(NoticeMove(HEARING, date(2026, 7, 20)), state=NoticeState.SET_ASIDE)
    assert contradicted(press, [press, letter]) == {}
