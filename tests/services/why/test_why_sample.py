"""The sample clinic, trips and all: every change that is told for an open seat of its weeks fills it on trial."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from clinic.domain.sessions import Answer
from clinic.domain.when import Week
from clinic.i18n import say
from clinic.services import sample, why_open, why_trying
from clinic.services.views.why import WhyKind, WhyWeek
from clinic.solver.seats import RosterPlanner
from db.store import SqlStore
from tests.stores import memory_store

PLANNER = RosterPlanner()
NOW = datetime(2026, 7, 13, 14, tzinfo=UTC)
OWN, NEXT = Week(2026, 29), Week(2026, 30)


@pytest.fixture(scope="module")
def store() -> SqlStore:
    """The sample with the crews of a third of its trips, and every fifth other seat, taken out."""
    found = memory_store(clock=lambda: NOW)
    with found.work() as uow:
        sample.make(uow, size="small", start=date(2026, 7, 13))
    with found.work() as uow:
        for number, seat in enumerate(uow.seats.where()):
            if seat.starts_at > NOW and number % (3 if seat.trip_id else 5) == 0:
                seat.volunteer_id, seat.answer, seat.pinned = None, Answer.NOT_ASKED, False
        uow.commit(say("Take some out"))
    return found


def explained(store: SqlStore, week: Week) -> WhyWeek:
    with store.read() as uow:
        return why_open.why_week(uow, site=uow.sites.where()[0].id, week=week, planner=PLANNER, seconds=1.0)


@pytest.mark.parametrize("week", [OWN, NEXT], ids=str)
def test_that_every_change_for_a_seat_of_the_sample_fills_it(store: SqlStore, week: Week) -> None:
    found = explained(store, week)
    assert found.seats
    for why in found.seats:
        for mend in why.mends:
            if mend.act is not None:
                with store.work() as uow:
                    tried = why_trying.try_out(uow, act=mend.act, seat=why.seat.seat_id, planner=PLANNER, seconds=0.5)
                assert tried.works, (str(why.line), str(mend.words), str(tried.words))


def test_that_what_gives_way_in_the_sample_fills_its_seats(store: SqlStore) -> None:
    for reason in explained(store, NEXT).together:
        for mend in reason.mends:
            if mend.act is not None:
                with store.work() as uow:
                    tried = why_trying.try_out(uow, act=mend.act, seat=reason.seat_ids[0], planner=PLANNER, seconds=0.5)
                assert tried.works, (str(reason.words), str(mend.words), str(tried.words))


def test_that_seats_on_trips_are_among_them(store: SqlStore) -> None:
    found = explained(store, OWN)
    assert any(why.seat.trip_id is not None for why in found.seats)
    assert {why.kind for why in found.seats} - {WhyKind.NONE}
