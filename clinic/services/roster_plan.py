"""Filling the seats of a week, in two steps: a proposal that changes nothing, and taking it over.

`propose` is made of three parts, so that a window can do each where it belongs: `roster_ground.survey` reads the file,
`search` needs nothing but what was read, `prove` judges what was found and puts it into words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.when import Week
from clinic.i18n import Sentence, say, say_n
from clinic.jobs import Progress, silent
from clinic.ports import UnitOfWork
from clinic.ports.seats import Limits, RosterPlan, SeatPlanner
from clinic.rules.facts import Facts
from clinic.services.views.roster_proposal import Balance, ProposedSeat, StillOpen

from .roster_balance import balance
from .roster_ground import Ground, Wish, survey
from .roster_problem import Problem
from .roster_taking import take_over
from .roster_telling import Telling
from .roster_trial import Seated, broken, facts_with, mended

#: How long a plan is looked for unless somebody says otherwise (seconds).
SECONDS = 15.0
LIMITS = Limits(SECONDS)
#: How much of the time the first search gets, and how often a plan of which something does not stand is searched anew.
MAIN = 0.8
MOST_MENDS = 4


@dataclass(frozen=True, slots=True)
class Best:
    """The best so far: how many of the seats have somebody, and how much better a plan could be at most (a share)."""

    filled: int
    seats: int
    gap: float

    @property
    def words(self) -> Sentence:
        """'best so far: 57 of 60 seats, at most 0.4 % from the best there is'."""
        told = {"filled": self.filled, "seats": self.seats, "gap": f"{100 * self.gap:.1f}"}
        return say("best so far: {filled} of {seats} seats, at most {gap} % from the best there is", **told)


#: Told the best so far; may raise `clinic.jobs.Cancelled`, or return True to stop and keep it.
Watcher = Callable[[Best], bool]


def nobody(_best: Best) -> bool:
    """Nobody watches."""
    return False


@dataclass(frozen=True)
class Draft:
    """What a search found: who sits in which open seat, by numbers. Nothing of it is judged yet.

    `problem` holds what the engine was asked, so that whoever wants to know more can ask it again.
    """

    ground: Ground
    problem: Problem
    chosen: Seated
    gap: float


@dataclass(frozen=True)
class Proposal:
    """A plan on paper: `changes` are seats in which somebody else would sit, `kept` those that stay, `left` are open.

    `facts` are the days as they would be. `gap` is how much better a plan could be at most, as a share.
    """

    draft: Draft
    facts: Facts
    changes: tuple[ProposedSeat, ...]
    kept: int
    left: tuple[StillOpen, ...]
    gap: float

    @property
    def words(self) -> tuple[Sentence, ...]:
        """What is told above everything else."""
        seats = len(self.draft.ground.open)
        if not seats:
            return (say("No seat is open then."),)
        new = sum(not each.was and bool(each.name) for each in self.changes)
        moved = sum(bool(each.was) for each in self.changes)
        found = [say_n("{n} seat gets somebody", "{n} seats get somebody", new)]
        if moved:
            found.append(say_n("{n} seat changes hands", "{n} seats change hands", moved))
        if self.left:
            found.append(say_n("{n} stays open", "{n} stay open", len(self.left)))
        return (*found, say("at most {gap} % from the best there is", gap=f"{100 * self.gap:.1f}"))

    def of_person(self, volunteer: VolunteerId) -> frozenset[SeatId]:
        """The seats that change for somebody."""
        return frozenset(each.seat_id for each in self.changes if volunteer in (each.volunteer_id, each.was_id))

    @cached_property
    def balance(self) -> Balance:
        """How even the work is, before and after."""
        ground, problem = self.draft.ground, self.draft.problem
        could = [ground.people[number].id for number in problem.people]
        return balance(ground, before(ground), self.facts, could)


@dataclass(frozen=True, slots=True)
class SeatsFilled:
    """What was taken over."""

    change: Change
    seats: tuple[ProposedSeat, ...]
    left: tuple[StillOpen, ...]


def before(ground: Ground) -> Facts:
    """The days as they are now: whoever may be moved where they sit."""
    known = {person.id: number for number, person in enumerate(ground.people)}
    sitting = {n: known[ground.was[s.id]] for n, s in enumerate(ground.open) if ground.was.get(s.id) in known}
    return facts_with(ground, sitting)


def search(ground: Ground, *, planner: SeatPlanner, limits: Limits = LIMITS, watcher: Watcher = nobody) -> Draft:
    """Look for the best plan; reads no file. What `watcher` raises ends it (see `Watcher`)."""
    ends, stopped = monotonic() + limits.seconds, False

    def watch(plan: RosterPlan) -> bool:
        nonlocal stopped
        stopped = watcher(Best(plan.filled, len(ground.open), plan.gap)) or stopped
        return stopped

    problem = Problem(ground)
    plan = planner.plan(problem.roster, _within(limits, MAIN * limits.seconds), watch, problem.start)
    best = chosen = _numbers(problem, plan)
    for _ in range(MOST_MENDS):
        bad = broken(ground, facts_with(ground, chosen), chosen)
        if not bad or stopped or monotonic() > ends:
            break
        problem = problem.without([(seat, chosen[seat]) for seat in bad])
        start = problem.told({n: ground.people[who].id for n, who in chosen.items()})
        plan = planner.plan(problem.roster, _within(limits, ends - monotonic()), watch, start)
        best = chosen = _numbers(problem, plan)
    return Draft(ground, problem, best, plan.gap)


def _within(limits: Limits, seconds: float) -> Limits:
    return Limits(max(0.1, seconds), limits.rounds, limits.seed)


def _numbers(problem: Problem, plan: RosterPlan) -> Seated:
    return {seat: problem.people[person] for seat, person in enumerate(plan.chosen) if person is not None}


def prove(draft: Draft) -> Proposal:
    """Judge what a search has found, all together, leave out what a rule refuses, and put the rest into words."""
    ground = draft.ground
    chosen, facts = mended(draft.problem, draft.chosen)
    telling = Telling(draft.problem, facts, chosen)
    changes = tuple(sorted(telling.changes(), key=lambda each: (each.day, each.starts, each.name)))
    kept = sum(ground.was.get(ground.open[seat].id) == ground.people[person].id for seat, person in chosen.items())
    return Proposal(draft, facts, changes, kept, tuple(telling.left()), draft.gap)


def propose(
    uow: UnitOfWork, *, wish: Wish, planner: SeatPlanner, limits: Limits = LIMITS, watcher: Watcher = nobody
) -> Proposal:
    """A proposal for some days; changes nothing."""
    return prove(search(survey(uow, wish=wish), planner=planner, limits=limits, watcher=watcher))


def apply(uow: UnitOfWork, *, proposal: Proposal, seats: Collection[SeatId] | None = None) -> SeatsFilled:
    """Take over a proposal, or only some of its seats, as one change.

    Raises Refused when the plan has changed since, or when seats that were taken over without others break a rule.
    """
    ground = survey(uow, wish=proposal.draft.ground.wish)
    if ground.stamp != proposal.draft.ground.stamp:
        raise Refused(say("The plan has changed since this proposal was made. Plan again."))
    wanted = [each for each in proposal.changes if seats is None or each.seat_id in seats]
    take_over(uow, wanted, is_all=len(wanted) == len(proposal.changes))
    people = len({each.volunteer_id for each in wanted if each.volunteer_id is not None})
    n = len(wanted)
    told = {"days": min(ground.wish.days), "people": say_n("{n} person", "{n} people", people)}
    label = say_n("Fill {n} seat from {days} on: {people}", "Fill {n} seats from {days} on: {people}", n, **told)
    return SeatsFilled(uow.commit(label), tuple(wanted), proposal.left)


def fill(
    uow: UnitOfWork,
    *,
    site: SiteId,
    week: Week,
    planner: SeatPlanner,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> SeatsFilled:
    """Propose and take over in one go: somebody in every open seat of a week at a site for which there is anybody."""
    began = monotonic()

    def watch(best: Best) -> bool:
        progress(str(best.words), min(0.99, (monotonic() - began) / limits.seconds))
        return False

    wish = Wish(site, week.days)
    return apply(uow, proposal=propose(uow, wish=wish, planner=planner, limits=limits, watcher=watch))
