"""Rosters: the week after the large sample's own, of all sites in one plan, with all moved that nobody promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import perf_counter

from clinic.domain.when import Week
from clinic.ports.seats import Limits, RosterPlan
from clinic.services import roster_plan
from clinic.services.roster_ground import Wish, survey
from clinic.services.roster_problem import Problem
from clinic.solver.seats import RosterPlanner
from db.store import SqlStore
from tests.benchmarks.figures import Figure

SECONDS = 15.0
CLOSE = 0.01


def measure(store: SqlStore, day: date) -> Iterator[Figure]:
    """First plan (with reading and judging), time until within 1 % of the bound, the gap, how long a stop takes."""
    wish = Wish(None, Week.of(day).shifted(1).days, replan=True)
    begin = perf_counter()
    with store.read() as uow:
        ground = survey(uow, wish=wish)
    read = perf_counter() - begin
    problem = Problem(ground)
    roster = problem.roster
    judged = perf_counter() - begin
    heard: list[tuple[float, RosterPlan]] = []
    limits = Limits(SECONDS)

    def watch(plan: RosterPlan) -> bool:
        heard.append((perf_counter() - begin, plan))
        return plan.gap <= CLOSE

    plan = RosterPlanner().plan(roster, limits, watch, problem.start)
    close = perf_counter() - begin
    stopped = _stop(problem)
    begin = perf_counter()
    seated = {seat: problem.people[who] for seat, who in enumerate(plan.chosen) if who is not None}
    proposal = roster_plan.prove(roster_plan.Draft(ground, problem, seated, plan.gap))
    proven = perf_counter() - begin
    first, before = heard[0]
    yield Figure("roster, large: seats to fill, all sites", "", len(ground.open))
    yield Figure("roster, large: who could take one", "", len(problem.people))
    yield Figure("roster, first plan (reading, judging, planning)", "s", first, aim=3)
    yield Figure("roster, judging everybody", "s", judged - read, read, "reading the week")
    yield Figure("roster, filled", "", plan.filled, before.filled, "the first plan")
    yield Figure("roster, seats that a rule refused after all", "", plan.filled - proposal.kept - _new(proposal), aim=0)
    yield Figure("roster, until within 1 % of the bound or the end", "s", close, aim=SECONDS + 3)
    yield Figure("roster, gap then", "%", 100 * plan.gap, aim=100 * CLOSE)
    yield Figure("roster, judging and telling the proposal", "s", proven)
    yield Figure("roster, stop", "s", stopped, aim=0.2)


def _new(proposal: roster_plan.Proposal) -> int:
    return sum(bool(each.name) for each in proposal.changes)


def _stop(problem: Problem) -> float:
    """Seconds from pressing Stop, two seconds after the first plan, until there is an answer."""
    told: list[float] = []

    def watch(_: RosterPlan) -> bool:
        told.append(perf_counter())
        return told[-1] - told[0] > 2

    RosterPlanner().plan(problem.roster, Limits(SECONDS), watch, problem.start)
    return perf_counter() - told[-1]
