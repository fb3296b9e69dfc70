"""A proposal of bookings on the small sample: sound, one step to undo, true about who is left, refused when late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.errors import Refused
from clinic.domain.people import Level, Speaks
from clinic.domain.when import Week
from clinic.jobs import Cancelled
from clinic.ports import UnitOfWork
from clinic.services import booking, consultation_plan, consultations, history, offers, plan_check, roster_plan, sample
from clinic.services.consultation_plan import Best, Proposal
from clinic.services.sitting_ground import Wish
from clinic.services.views.booking_proposal import StillWaiting
from clinic.solver.seats import RosterPlanner
from clinic.solver.sittings import HighsSittings
from db.store import SqlStore
from tests.stores import memory_store

MONDAY = date(2026, 7, 13)
NOW = datetime(2026, 7, 13, 14, tzinfo=UTC)
WEEK = Week(2026, 31)


@pytest.fixture
def store() -> SqlStore:
    found = memory_store(clock=lambda: NOW)
    with found.work() as uow:
        sample.make(uow, size="small", start=MONDAY)
        roster_plan.fill(uow, site=uow.sites.where()[0].id, week=WEEK, planner=RosterPlanner())
    return found


def wish(uow: UnitOfWork, *, replan: bool = False) -> Wish:
    return Wish(uow.sites.where()[0].id, WEEK.days, replan)


def propose(uow: UnitOfWork, *, replan: bool = False) -> Proposal:
    return consultation_plan.propose(uow, wish=wish(uow, replan=replan), planner=HighsSittings())


def crowd(uow: UnitOfWork, kind: ConsultationKind = ConsultationKind.I589) -> None:
    """Far more people want long meetings than there is time for."""
    for household in uow.households.where():
        household.first_seen_on = MONDAY
        uow.requests.add(Request(household_id=household.id, kind=kind, asked_on=MONDAY))
    uow.commit(sample.LABEL)


def hard_faults(uow: UnitOfWork) -> set[tuple[str, object]]:
    found = plan_check.check_plans(uow).faults
    return {(f.breach.code, f.row_id) for f in found if not f.overruled and f.breach.severity is not Severity.WISH}


def booked(uow: UnitOfWork) -> set[tuple[object, ...]]:
    slots = {slot.id: (slot.starts_at, slot.seat_ids) for slot in uow.slots.where()}
    return {(row.id, *slots[row.slot_id]) for row in uow.consultations.where()}


def test_that_a_proposal_changes_nothing_and_taken_over_breaks_no_rule_and_is_one_step(store: SqlStore) -> None:
    with store.work() as uow:
        crowd(uow)
        faults, before, steps = hard_faults(uow), booked(uow), len(uow.history.latest(1000))
        found = propose(uow)
        assert booked(uow) == before
        assert found.meetings
        assert found.left
        plan = consultation_plan.apply(uow, proposal=found)
        assert plan.booked == found.meetings
        assert hard_faults(uow) <= faults
        assert len(booked(uow) - before) == len(found.meetings)
        assert len(uow.history.latest(1000)) == steps + 1
        history.undo(uow)
        assert booked(uow) == before


def test_that_only_what_is_chosen_is_taken_over(store: SqlStore) -> None:
    with store.work() as uow:
        before, found = booked(uow), propose(uow)
        chosen = [found.meetings[0].number, found.meetings[-1].number]
        consultation_plan.apply(uow, proposal=found, meetings=chosen)
        assert len(booked(uow) - before) == 2
        assert uow.requests.get(found.meetings[0].request_id).done  # type: ignore[arg-type]  # it came from the list


def test_that_a_late_proposal_is_refused_with_who_is_concerned(store: SqlStore) -> None:
    with store.work() as uow:
        found = propose(uow)
        one = found.meetings[0]
        other = next(each for each in found.meetings if each.household_id != one.household_id)
        consultations.book(
            uow,
            household=other.household_id,
            lawyer=one.lawyer_seat_id,
            kind=ConsultationKind.PAPERS_CHECK,
            starts_at=one.starts.astimezone(UTC),
        )
        with pytest.raises(Refused, match=one.code):
            consultation_plan.apply(uow, proposal=found, meetings=[one.number])
        uow.requests.get(other.request_id).done = True  # type: ignore[arg-type]  # it came from the list
        uow.commit(sample.LABEL)
        with pytest.raises(Refused, match=f"{other.code} no longer waits"):
            consultation_plan.apply(uow, proposal=found, meetings=[other.number])


def test_that_bookings_stay_unless_asked_for_and_pinned_ones_even_then(store: SqlStore) -> None:
    with store.work() as uow:
        before = booked(uow)
        consultation_plan.apply(uow, proposal=propose(uow))
        assert booked(uow) >= before
        crowd(uow, ConsultationKind.PAPERS_CHECK)
        was = booked(uow)
        fixed = {row.id for row in uow.consultations.where() if row.pinned or row.confirmed}
        found = propose(uow, replan=True)
        faults = hard_faults(uow)
        consultation_plan.apply(uow, proposal=found)
        moved = {row[0] for row in was - booked(uow)}
        assert moved == {each.consultation_id for each in found.meetings if each.was is not None}
        assert not moved & fixed
        assert {row[0] for row in booked(uow)} >= {row[0] for row in was}
        assert hard_faults(uow) <= faults


def test_that_the_time_named_to_whoever_is_left_is_free_once_those_named_are_gone(store: SqlStore) -> None:
    with store.work() as uow:
        crowd(uow)
        found = propose(uow)
        consultation_plan.apply(uow, proposal=found)
        crowded = [left for left in found.left if "codes" in left.why[0].values]
        assert len(crowded) > 5
        for left in crowded[:5]:
            free_the_way(uow, left)
            seat = lawyer_named(uow, left)
            tried = offers.try_time(
                uow, household=left.household_id, lawyer=seat, kind=left.kind, starts_at=instant(left)
            )
            assert not [each.code for each in tried.breaches if each.severity is not Severity.WISH]
            history.undo(uow)


def instant(left: StillWaiting) -> datetime:
    starts = left.why[0].values["start"]
    assert isinstance(starts, datetime)
    return starts.astimezone(UTC)


def lawyer_named(uow: UnitOfWork, left: StillWaiting):  # type: ignore[no-untyped-def]  # a seat's id
    people = {row.id for row in uow.volunteers.where() if row.name == left.why[0].values["name"]}
    seats = uow.seats.during(WEEK.interval("America/Tijuana"))
    return next(
        seat.id
        for seat in seats
        if seat.volunteer_id in people and booking.leads(seat) and seat.starts_at <= instant(left) < seat.ends_at
    )


def free_the_way(uow: UnitOfWork, left: StillWaiting) -> None:
    """Take away, as one step, what those who are named are booked for on that day."""
    codes = str(left.why[0].values["codes"]).split(", ")
    households = {row.id for row in uow.households.where() if row.code in codes}
    day = instant(left).date()
    for row in uow.consultations.where(household_id=households):
        if abs((uow.slots.get(row.slot_id).starts_at.date() - day).days) <= 1:
            uow.consultations.remove(row)
    uow.commit(sample.LABEL)


def test_that_whoever_is_left_for_want_of_a_language_is_met_once_a_lawyer_speaks_it(store: SqlStore) -> None:
    with store.work() as uow:
        for request in uow.requests.where():
            request.done = True
        household = uow.households.where()[0]
        household.languages, household.women_only, household.first_seen_on = ("jac",), False, MONDAY
        uow.requests.add(Request(household_id=household.id, kind=ConsultationKind.CONSULTATION, asked_on=MONDAY))
        uow.commit(sample.LABEL)
        (left,) = propose(uow).left
        assert str(left.why[0]).startswith("No way from")
        assert left.mends
        for person in uow.volunteers.where():
            if any(spoken.language == "spa" for spoken in person.speaks):
                person.speaks = (*person.speaks, Speaks("jac", Level.BEST))
        uow.commit(sample.LABEL)
        found = propose(uow)
        assert not found.left
        assert [each.household_id for each in found.meetings] == [household.id]


def test_that_without_a_lawyer_everybody_is_told_so(store: SqlStore) -> None:
    with store.work() as uow:
        empty = Wish(wish(uow).site, Week(2026, 40).days)
        found = consultation_plan.propose(uow, wish=empty, planner=HighsSittings())
        assert not found.meetings
        assert found.left
        assert {str(each.why[0]) for each in found.left} == {
            "There is no session for consultations in this week, or none in time."
        }


def test_that_the_best_so_far_is_told_and_a_stop_keeps_it(store: SqlStore) -> None:
    told: list[Best] = []

    def stop(best: Best) -> bool:
        told.append(best)
        return True

    def cancel(_best: Best) -> bool:
        raise Cancelled

    with store.work() as uow:
        found = consultation_plan.propose(uow, wish=wish(uow), planner=HighsSittings(), watcher=stop)
        assert len(told) == 1
        assert told[0].met == len(found.meetings)
        assert "best so far" in str(told[0].words)
        with pytest.raises(Cancelled):
            consultation_plan.propose(uow, wish=wish(uow), planner=HighsSittings(), watcher=cancel)
        assert replace(found, meetings=()).words
