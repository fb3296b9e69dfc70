from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.sessions import Answer
from clinic.services import history, roster, sessions, templates, told
from clinic.services.duties import code_of
from clinic.services.told import News, WeekTold
from tests.services.scene import THURSDAY, WEDNESDAY, WEEK, Scene


class Plan(Scene):
    """Anna sits on Wednesday and Thursday, Ben on Thursday; the week is a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.anna = self.volunteer("Anna Diaz", phone="664 1", feed_language="es")
        self.ben = self.volunteer("Ben")
        self.wednesday, self.thursday = self.session(on=WEDNESDAY), self.session(on=THURSDAY)
        self.first = self.seat(self.wednesday, who=self.anna)
        self.seat(self.thursday, who=self.anna)
        self.bens = self.seat(self.thursday, who=self.ben)
        self.week = {"site": self.site.id, "week": WEEK}

    def told(self) -> WeekTold:
        found: WeekTold = self.ask(told.told, **self.week)
        return found

    def names(self) -> list[tuple[str, News]]:
        return [(one.name, one.news) for one in self.told().to_tell]

    def published(self) -> Plan:
        self.work(templates.publish, **self.week)
        self.work(told.note, **self.week)
        return self


@pytest.fixture
def plan() -> Plan:
    return Plan()


def test_that_nobody_is_told_of_a_draft(plan: Plan) -> None:
    found = plan.told()
    assert (found.to_tell, found.drafts) == ((), 3)


def test_that_a_published_week_is_told_to_everybody_in_it_once(plan: Plan) -> None:
    plan.work(templates.publish, **plan.week)
    assert plan.names() == [("Anna Diaz", News.NEVER), ("Ben", News.NEVER)]
    plan.work(told.note, **plan.week, volunteers=[plan.ben.id])
    assert plan.names() == [("Anna Diaz", News.NEVER)]
    plan.work(told.note, **plan.week)
    assert (plan.names(), plan.told().knowing) == ([], 2)
    assert plan.work(told.note, **plan.week).entry_id is None


def test_that_the_message_is_in_their_language_with_a_code_for_each_seat(plan: Plan) -> None:
    plan.work(templates.publish, **plan.week)
    anna = plan.told().to_tell[0]
    assert anna.message.splitlines()[1].startswith(f"{code_of(plan.first.id)}: mié 15 jul 10:00–12:00, ")
    assert anna.phone == "664 1"


@pytest.mark.parametrize(
    ("verb", "given", "who"),
    [
        (roster.empty, "first", [("Anna Diaz", News.CHANGED)]),
        (roster.empty, "bens", [("Ben", News.NOT_NEEDED)]),
        (sessions.cancel, "wednesday", [("Anna Diaz", News.CHANGED)]),
        (sessions.cancel, "thursday", [("Anna Diaz", News.CHANGED), ("Ben", News.NOT_NEEDED)]),
    ],
)
def test_that_each_change_of_a_published_week_says_who_must_be_told(
    plan: Plan, verb: Any, given: str, who: Any
) -> None:
    plan.published()
    noun = "session" if verb is sessions.cancel else "seat"
    change = plan.work(verb, **{noun: getattr(plan, given).id})
    assert plan.names() == who
    assert str(change.label) in [str(one) for one in plan.told().to_tell[0].since]
    plan.work(history.undo)
    assert plan.names() == []


def test_that_a_session_moved_by_an_hour_must_be_told(plan: Plan) -> None:
    plan.published()
    change = plan.work(sessions.edit, session=plan.thursday.id, starts=time(14), ends=time(16))
    assert [(one.name, [str(each) for each in one.since]) for one in plan.told().to_tell] == [
        ("Anna Diaz", [str(change.label)]),
        ("Ben", [str(change.label)]),
    ]


def test_that_who_is_new_in_a_published_week_must_be_told_and_an_answer_is_no_news(plan: Plan) -> None:
    plan.published()
    plan.work(roster.set_answer, seat=plan.first.id, answer=Answer.CONFIRMED)
    assert plan.names() == []
    cora = plan.volunteer("Cora")
    plan.work(roster.assign, seat=plan.seat(plan.wednesday).id, volunteer=cora.id)
    assert plan.names() == [("Cora", News.NEVER)]


def test_that_what_was_told_stays_told_when_a_step_before_it_is_undone(plan: Plan) -> None:
    plan.published()
    plan.work(history.undo)
    assert plan.names() == [("Anna Diaz", News.NOT_NEEDED), ("Ben", News.NOT_NEEDED)]
