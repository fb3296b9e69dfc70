"""The sample stands on a day: what lies before it is over, what lies after it is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from clinic.domain.consultations import Outcome
from clinic.domain.when import local
from clinic.ports import Store, UnitOfWork
from clinic.services import sample
from tests.services.sample.fingerprint import MONDAY
from tests.stores import memory_store

THURSDAY = MONDAY + timedelta(days=3)
#: 09:00 in Tijuana.
MORNING = datetime.combine(THURSDAY, datetime.min.time(), UTC) + timedelta(hours=16)


@pytest.fixture(scope="module")
def thursday() -> Store:
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size="small", start=THURSDAY, now=MORNING)
    return store


def days_of(uow: UnitOfWork, *, settled: bool) -> set[int]:
    """Days from the sample's own on which consultations are settled (or still ahead)."""
    zone = uow.sites.where()[0].zone
    return {
        (local(uow.slots.get(each.slot_id).starts_at, zone).date() - THURSDAY).days
        for each in uow.consultations.where()
        if (each.outcome is not Outcome.BOOKED) == settled
    }


def test_that_meetings_before_the_day_are_settled_and_later_ones_are_not(thursday: Store) -> None:
    with thursday.read() as uow:
        assert max(days_of(uow, settled=True)) < 0
        assert min(days_of(uow, settled=False)) >= 0


def test_that_hearings_before_the_day_have_ended_and_later_ones_have_not(thursday: Store) -> None:
    with thursday.read() as uow:
        hearings = uow.hearings.where(cancelled=False)
        assert {hearing.end is None for hearing in hearings if hearing.hearing_on < THURSDAY} == {False}
        assert {hearing.end is None for hearing in hearings if hearing.hearing_on >= THURSDAY} == {True}


def test_that_no_word_has_come_from_the_future(thursday: Store) -> None:
    with thursday.read() as uow:
        told = [check_in for check_in in uow.check_ins.where() if check_in.done_at is not None and check_in.due_at]
        assert told
        assert all(check_in.due_at < MORNING for check_in in told if check_in.due_at)


def test_that_this_mornings_trips_have_reported(thursday: Store) -> None:
    with thursday.read() as uow:
        dawn = MORNING - timedelta(hours=9)
        due = [one for one in uow.check_ins.where() if one.due_at and dawn <= one.due_at < MORNING]
        assert due
        assert all(one.done_at for one in due)
