"""First plans on the small sample clinic: they keep every rule, move nothing, are one step each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.consultations import ConsultationKind
from clinic.domain.ids import SiteId
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, SessionKind
from clinic.domain.when import Week, local
from clinic.ports import UnitOfWork
from clinic.ports.seats import Limits
from clinic.services import consultation_plan, history, plan_check, roster, roster_plan, sample
from clinic.solver.seats import RosterPlanner
from clinic.solver.sittings import HighsSittings
from db.store import SqlStore
from tests.stores import memory_store

MONDAY = date(2026, 7, 13)
NOW = datetime(2026, 7, 13, 14, tzinfo=UTC)
NEXT, LATER = Week(2026, 30), Week(2026, 31)


@pytest.fixture
def store() -> SqlStore:
    found = memory_store(clock=lambda: NOW)
    with found.work() as uow:
        sample.make(uow, size="small", start=MONDAY)
        fill(uow, LATER)
    return found


def site(uow: UnitOfWork) -> SiteId:
    return uow.sites.where()[0].id


def open_faults(uow: UnitOfWork) -> set[tuple[str, object]]:
    """What a plan must not add to: rules that are broken and that nobody has overruled."""
    found = plan_check.check_plans(uow).faults
    return {(f.breach.code, f.row_id) for f in found if not f.overruled and f.breach.severity is not Severity.WISH}


def sitting(uow: UnitOfWork) -> dict[object, object]:
    return {seat.id: seat.volunteer_id for seat in uow.seats.where() if seat.volunteer_id}


def all_rows(uow: UnitOfWork) -> list[object]:
    return [(seat.id, seat.volunteer_id, seat.answer, seat.starts_at) for seat in uow.seats.where()] + [
        (row.id, row.outcome) for row in uow.consultations.where()
    ]


def fill(uow: UnitOfWork, week: Week) -> roster_plan.SeatsFilled:
    return roster_plan.fill(uow, site=site(uow), week=week, planner=RosterPlanner(), limits=Limits(seconds=5))


def plan_week(uow: UnitOfWork, week: Week) -> consultation_plan.ConsultationPlan:
    return consultation_plan.plan_week(uow, site=site(uow), week=week, planner=HighsSittings())


Plan = Callable[[UnitOfWork], object]
PLANS: dict[str, Plan] = {
    "seats": lambda uow: fill(uow, NEXT),
    "consultations": lambda uow: plan_week(uow, LATER),
}


@pytest.mark.parametrize("name", PLANS)
def test_that_a_plan_breaks_no_rule_and_moves_nobody(store: SqlStore, name: str) -> None:
    with store.work() as uow:
        faults, before = open_faults(uow), sitting(uow)
        PLANS[name](uow)
        assert open_faults(uow) <= faults
        assert sitting(uow).items() >= before.items()


@pytest.mark.parametrize("name", PLANS)
def test_that_a_plan_is_one_step_that_can_be_undone(store: SqlStore, name: str) -> None:
    with store.work() as uow:
        before, steps = all_rows(uow), len(uow.history.latest())
        PLANS[name](uow)
        assert all_rows(uow) != before
        assert len(uow.history.latest()) == steps + 1
        history.undo(uow)
        assert all_rows(uow) == before


@pytest.mark.parametrize("name", PLANS)
def test_that_a_plan_made_twice_finds_nothing_left_to_do(store: SqlStore, name: str) -> None:
    with store.work() as uow:
        PLANS[name](uow)
        steps = len(uow.history.latest())
        PLANS[name](uow)
        assert len(uow.history.latest()) == steps


def test_that_every_seat_is_filled_or_it_is_told_why_not(store: SqlStore) -> None:
    with store.work() as uow:
        plan = fill(uow, NEXT)
        assert plan.seats
        assert plan.left
        assert all(str(each.why) and str(each.words) for each in plan.left)
        left = {each.seat_id for each in plan.left}
        week = NEXT.interval("America/Tijuana")
        assert {seat.id for seat in uow.seats.during(week, volunteer_id=None)} == left


def test_that_a_seat_that_nobody_takes_still_tells_that_it_was_declined(store: SqlStore) -> None:
    with store.work() as uow:
        seat = next(
            s for s in uow.seats.during(NEXT.interval("America/Tijuana"), role=Role.COORDINATOR) if s.volunteer_id
        )
        roster.decline(uow, seat=seat.id)
        for volunteer in uow.volunteers.where():
            volunteer.roles = tuple(role for role in volunteer.roles if role is not Role.COORDINATOR)
        uow.commit(sample.LABEL)
        fill(uow, NEXT)
        assert uow.seats.get(seat.id).volunteer_id is None
        assert uow.seats.get(seat.id).answer is Answer.DECLINED


def test_that_a_household_is_prepared_before_its_hearing_and_not_after(store: SqlStore) -> None:
    with store.work() as uow:
        for request in uow.requests.where():
            request.done = True
        uow.commit(sample.LABEL)
        kind = ConsultationKind.HEARING_PREPARATION
        consultation_plan.ask_for_called(uow, site=site(uow), kind=kind, first=LATER.days[0], last=LATER.days[-1])
        plan = plan_week(uow, LATER)
        assert plan.booked
        for booked in plan.booked:
            called = [h.hearing_on for h in uow.hearings.where(household_id=booked.household_id)]
            assert booked.starts.date() < min(day for day in called if day >= LATER.monday)


def test_that_nobody_is_booked_into_a_charla_as_if_alone(store: SqlStore) -> None:
    with store.work() as uow:
        plan = plan_week(uow, LATER)
        assert plan.booked
        requests = {each.request_id for each in plan.booked}
        rows = [row for row in uow.consultations.where() if row.request_id in requests]
        slots = [uow.slots.get(row.slot_id) for row in rows]
        assert len(slots) == len(requests)
        assert {uow.sessions.get(slot.session_id).kind for slot in slots} == {SessionKind.CONSULTATIONS}


def test_that_of_a_week_under_way_only_what_is_to_come_is_booked() -> None:
    wednesday = datetime(2026, 7, 15, 22, tzinfo=UTC)  # 15:00 in Tijuana
    store = memory_store(clock=lambda: wednesday)
    with store.work() as uow:
        sample.make(uow, size="small", start=MONDAY)
        for consultation in uow.consultations.where():
            uow.consultations.remove(consultation)
        for slot in uow.slots.where():
            uow.slots.remove(slot)
        uow.commit(sample.LABEL)
        plan = plan_week(uow, Week.of(MONDAY))
        assert plan.booked
        assert min(local(each.starts, "America/Tijuana") for each in plan.booked) >= wednesday


def test_that_whoever_waits_or_was_met_for_the_same_is_not_asked_for_again(store: SqlStore) -> None:
    with store.work() as uow:
        asked = [
            consultation_plan.ask_for_called(
                uow, site=site(uow), kind=ConsultationKind.DECLARATION, first=MONDAY, last=MONDAY + timedelta(days=27)
            )
            for _ in range(2)
        ]
        assert len(asked[0].touched) > 20
        assert asked[1].touched == frozenset()


def test_that_a_hard_rule_in_a_stored_plan_makes_it_unsound(store: SqlStore) -> None:
    with store.work() as uow:
        assert plan_check.check_plans(uow).is_sound
        seat = next(seat for seat in uow.seats.where(role=Role.DRIVER) if seat.volunteer_id)
        uow.volunteers.get(seat.volunteer_id).vetted_on = None  # type: ignore[arg-type]  # it is taken, see above
        uow.commit(sample.LABEL)
        found = plan_check.check_plans(uow)
        assert not found.is_sound
        assert found.faults[0].breach.code == "VETTED"
        assert "trip T" in str(found.faults[0].what) or "trip R" in str(found.faults[0].what)


def test_that_an_empty_file_has_no_plan_to_judge() -> None:
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size="small", start=MONDAY)
        for repository in (
            uow.consultations,
            uow.slots,
            uow.rides,
            uow.check_ins,
            uow.stops,
            uow.seats,
            uow.trips,
            uow.sessions,
        ):
            for row in repository.where():
                repository.remove(row)  # type: ignore[arg-type]  # each its own rows
        uow.commit(sample.LABEL)
        assert plan_check.check_plans(uow) == plan_check.PlanCheck(0, ())
