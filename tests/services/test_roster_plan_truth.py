"""The guard, the list of candidates and the plan of seats agree: random weeks, some thousand pairs, the same dice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.when import Week
from clinic.rules.score import Fit
from clinic.services import candidates, roster, roster_plan
from clinic.services.roster_ground import Wish
from clinic.services.roster_plan import Proposal
from clinic.solver.seats import RosterPlanner
from tests.services.border import TUESDAY
from tests.services.filled import PATIENT
from tests.services.random_week import RandomWeek

pytestmark = pytest.mark.slow

WEEK = Week.of(TUESDAY)
SEEDS = range(12)
#: What somebody's other seats can have against one more.
OF_OTHERS = {"OVERLAP", "TRAVEL", "REST", "HOURS_A_DAY", "DAYS_A_WEEK", "NIGHTS_A_WEEK"}
Fits = dict[tuple[SeatId, VolunteerId], tuple[Fit, frozenset[str]]]


@dataclass(frozen=True)
class Case:
    """A random week, what was said of every pair before anything was filled, and a plan for it."""

    week: RandomWeek
    before: Fits
    proposal: Proposal


def listed(week: RandomWeek, seats: list[SeatId]) -> Fits:
    """What the lists of candidates say: how each fits, and the rules that are more than a wish."""
    found: Fits = {}
    with week.store.read() as uow:
        for seat in seats:
            told = candidates.candidates(uow, seat=seat)
            for one in (*told.fits, *told.warns, *told.why_not):
                more = (breach.code for breach in one.breaches if breach.severity is not Severity.WISH)
                found[seat, one.volunteer_id] = one.fit, frozenset(more)
    return found


def planned(seed: int, *, replan: bool = False) -> Case:
    week = RandomWeek(seed)
    with week.store.read() as uow:
        wish = Wish(week.site.id, WEEK.days, replan=replan)
        proposal = roster_plan.propose(uow, wish=wish, planner=RosterPlanner(), limits=PATIENT)
    return Case(week, listed(week, [seat.id for seat in proposal.draft.ground.open]), proposal)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [planned(seed) for seed in SEEDS]


def test_that_whoever_is_seated_is_a_candidate_who_fits(cases: list[Case]) -> None:
    seated = 0
    for case in cases:
        for change in case.proposal.changes:
            assert change.volunteer_id is not None
            fit, codes = case.before[change.seat_id, change.volunteer_id]
            # A student alone does not fit before the attorney sits beside, who comes with the same plan.
            assert fit is not Fit.NO or codes == {"SUPERVISION"}, (str(change.words), codes)
            seated += 1
    assert seated > 60


def test_that_the_guard_lets_everybody_sit_one_after_another_without_a_reason(cases: list[Case]) -> None:
    sit(cases)


def sit(cases: list[Case]) -> None:
    """Assign everybody of each plan who does not sit there yet, attorneys before students."""
    for case in cases:
        ordered = sorted(case.proposal.changes, key=lambda each: _role(case, each.seat_id) is Role.LAW_STUDENT)
        for change in ordered:
            assert change.volunteer_id is not None
            with case.week.store.work("Maria") as uow:
                roster.assign(uow, seat=change.seat_id, volunteer=change.volunteer_id)
        with case.week.store.work("Maria") as uow:
            for change in case.proposal.changes:
                row = uow.seats.get(change.seat_id)
                assert (row.starts_at, row.ends_at, row.overridden) == (change.starts, change.ends, ())


def test_that_a_seat_left_open_has_nobody_who_fits_and_another_seat_is_why(cases: list[Case]) -> None:
    asked = freed = 0
    sit(cases)
    for case in cases:
        after = listed(case.week, [left.seat_id for left in case.proposal.left])
        for pair, (fit, codes) in after.items():
            asked += 1
            assert fit is Fit.NO, codes
            if case.before[pair][0] is not Fit.NO:
                freed += 1
                assert codes & OF_OTHERS, codes
    assert asked > 500
    assert freed > 5


@pytest.mark.parametrize("seed", range(4))
def test_that_a_week_planned_anew_breaks_no_rule_and_leaves_promises_alone(seed: int) -> None:
    week = RandomWeek(seed)
    with week.store.work("Maria") as uow:
        proposal = roster_plan.propose(
            uow, wish=Wish(week.site.id, WEEK.days, replan=True), planner=RosterPlanner(), limits=PATIENT
        )
        promised = {row.id: row.volunteer_id for row in week.seats if row.pinned or row.overridden}
        assert promised.keys().isdisjoint(each.seat_id for each in proposal.changes)
        roster_plan.apply(uow, proposal=proposal)
    with week.store.read() as uow:
        for change in proposal.changes:
            if change.volunteer_id is not None:
                found = roster.judge_seat(uow, seat=change.seat_id, volunteer=change.volunteer_id)
                assert all(breach.severity is Severity.WISH for breach in found)


def _role(case: Case, seat: SeatId) -> Role:
    return next(row.role for row in case.week.seats if row.id == seat)
