"""What the rules are given: the lean facts of one seat must lead to the same answers as the facts of whole weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.when import Interval, Week, local
from clinic.ports import Store
from clinic.rules import judge
from clinic.services import sample
from clinic.services.facts import around, people_facts, seat_facts, seating_facts, week_facts
from tests.services.scene import NOW, WEEK, ZONE
from tests.stores import memory_store


@pytest.fixture(scope="module")
def store() -> Store:
    filled = memory_store(clock=lambda: NOW)
    with filled.work("Maria") as uow:
        sample.make(uow, size="small", seed=3, start=WEEK.monday)
    return filled


@pytest.mark.parametrize("day", [date(2026, 7, 14), date(2026, 11, 1), date(2027, 3, 14)])
def test_that_facts_reach_a_day_beyond_the_whole_week_on_both_sides(day: date) -> None:
    week = Week.of(day).interval(ZONE)
    wide = around(Interval(week.start, week.start + timedelta(hours=1)), ZONE)
    assert wide == around(Interval(week.end - timedelta(hours=1), week.end), ZONE)
    assert (wide.start, wide.end) == (week.start - timedelta(days=1), week.end + timedelta(days=1))


def test_that_a_week_s_end_is_not_the_next_week_s_beginning() -> None:
    week = WEEK.interval(ZONE)
    assert local(around(week, ZONE).end, ZONE).date() == WEEK.shifted(1).monday + timedelta(days=1)


def test_that_the_facts_of_one_seat_lead_to_the_answers_of_whole_weeks(store: Store) -> None:
    with store.read() as uow:
        site = uow.sites.where()[0]
        whole = week_facts(uow, WEEK.interval(site.zone), site=site.id)
        seats = [s for s in uow.seats.during(WEEK.interval(site.zone)) if s.volunteer_id and whole.is_live(s)]
        assert len(seats) > 30
        for seat in seats:
            person = uow.volunteers.get(seat.volunteer_id)  # type: ignore[arg-type]  # filtered above
            lean = judge.seating(seat_facts(uow, seat, person), seat, person)
            assert lean == judge.seating(whole, seat, person), seat


def test_that_facts_of_many_lead_to_the_answers_of_one(store: Store) -> None:
    with store.read() as uow:
        site = uow.sites.where()[0]
        seats, people = uow.seats.during(WEEK.interval(site.zone))[:8], uow.volunteers.where()[:10]
        many = seating_facts(uow, seats, people)
        for seat in seats:
            for person in people:
                one = seat_facts(uow, seat, person)
                assert judge.seating(many, seat, person) == judge.seating(one, seat, person)


def test_that_the_facts_of_a_week_are_closed_for_every_rule(store: Store) -> None:
    with store.read() as uow:
        for site in (None, uow.sites.where()[0].id):
            assert list(judge.everything(week_facts(uow, WEEK.interval(ZONE), site=site))) is not None


def test_that_people_s_own_week_has_all_their_commitments(store: Store) -> None:
    with store.read() as uow:
        people = uow.volunteers.where()
        interval = WEEK.interval(ZONE)
        whole, own = week_facts(uow, interval), people_facts(uow, interval, people)
        assert all(whole.commitments(person.id) == own.commitments(person.id) for person in people)
