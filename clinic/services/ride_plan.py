"""Planning the rides of a day, in two steps: a proposal that changes nothing, and taking it over, whole or by trip.

`propose` is made of two parts, so that a window can do each where it belongs: `ride_ground.survey` reads the file,
`search` needs nothing but what was read: trips are made and judged on trial in memory.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import TripId
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.ports.fleet import FleetPlanner, Limits
from clinic.services.views.ride_proposal import ProposedTrip

from .ride_ground import Ground, Wish, survey
from .ride_helps import Help, Helper, HelpKind, seats_words
from .ride_left import Left, Obstacle, Reasons, before_search
from .ride_making import Made, carry_out
from .ride_problem import Run
from .ride_proving import Proven
from .ride_proving import prove as prove_by_trial
from .ride_search import SECONDS, Searcher, Watcher, nobody
from .ride_telling import proposed, thought_of
from .ride_trial import Trial
from .ride_turns import Assumed

#: How long a plan is looked for unless somebody says otherwise.
LIMITS = Limits(seconds=SECONDS)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a search found: runs, who is left and why, what would help, and (`made`) what came of it on trial."""

    ground: Ground
    runs: tuple[Run, ...]
    left: tuple[Left, ...]
    helps: tuple[Help, ...]
    assumed: Assumed
    rounds: int
    made: Made
    trips: tuple[ProposedTrip, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan on paper: `trips` would be made and `replaced` drafts (by label) taken away; `left` have no ride.

    `words` tell it. `is_a_trial`: something is assumed that is not so, so it can be looked at but not taken over.
    """

    draft: Draft
    trips: tuple[ProposedTrip, ...]
    replaced: tuple[str, ...]
    left: tuple[Left, ...]
    helps: tuple[Help, ...]
    words: tuple[Sentence, ...]

    @property
    def covered(self) -> int:
        """How many people get a ride."""
        return sum(trip.taken for trip in self.trips)

    @property
    def short(self) -> int:
        """How many people are still without one."""
        return sum(each.people for each in self.left)

    @property
    def is_a_trial(self) -> bool:
        """Whether it stands on something that is not so yet."""
        return self.draft.assumed != Assumed()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What was planned: the new trips, how many people they cover, who is left and why; `words` tell it."""

    change: Change
    trip_ids: tuple[TripId, ...]
    covered: int
    left: tuple[Left, ...]
    helps: tuple[Help, ...]
    words: tuple[Sentence, ...]

    @property
    def short(self) -> int:
        """How many people are still without a ride."""
        return sum(each.people for each in self.left)


def search(
    ground: Ground,
    *,
    planner: FleetPlanner,
    limits: Limits = LIMITS,
    watcher: Watcher = nobody,
    assumed: Assumed | None = None,
) -> Draft:
    """Look for the best plan; reads no file. What `watcher` raises ends it (see `ride_search.Watcher`)."""
    searcher = Searcher(planner, limits, watcher)
    found = searcher.best_of(ground, assumed)
    if found.world.assumed != Assumed():  # with a bus that is on no file there is nothing to judge
        proven = Proven(found, Made(ground.facts, Trial(ground.rows)), {})
        runs = found.runs
        trips = tuple(thought_of(ground, place, run) for place, run in enumerate(runs))
    else:
        proven = prove_by_trial(searcher, ground, found)
        made, found = proven.made, proven.found
        runs = tuple(run for run, _ in made.trips)
        trips = tuple(proposed(made.facts, ground, place, run, trip) for place, (run, trip) in enumerate(made.trips))
    left, helps = _left_behind(searcher, ground, proven)
    return Draft(ground, runs, left, helps, found.world.assumed, found.rounds, proven.made, trips)


def _left_behind(searcher: Searcher, ground: Ground, proven: Proven) -> tuple[tuple[Left, ...], tuple[Help, ...]]:
    found = proven.found
    _, unreachable = found.world.reachable()
    left = [*before_search(ground, found.world), *proven.made.left(ground)]
    if not found.left and not unreachable:
        return tuple(left), ()
    helps = Helper(searcher, found, unreachable).helps()
    reasons = Reasons(found, helps, proven.banned)
    left += [*map(reasons.unreachable, unreachable), *map(reasons.no_seat, found.left)]
    return tuple(left), tuple(helps)


def prove(draft: Draft) -> Proposal:
    """The proposal that a draft makes."""
    replaced, covered = tuple(trip.label for trip in draft.ground.replaced), sum(trip.taken for trip in draft.trips)
    words = _words(covered, draft.left, draft.helps, draft.made.words)
    return Proposal(draft, draft.trips, replaced, draft.left, draft.helps, words)


def propose(
    uow: UnitOfWork,
    *,
    wish: Wish,
    planner: FleetPlanner,
    limits: Limits = LIMITS,
    watcher: Watcher = nobody,
    assumed: Assumed | None = None,
) -> Proposal:
    """A proposal for a day; nothing is written."""
    ground = survey(uow, wish=wish)
    return prove(search(ground, planner=planner, limits=limits, watcher=watcher, assumed=assumed))


def apply(uow: UnitOfWork, *, proposal: Proposal, trips: Collection[int] | None = None) -> DayPlan:
    """Take over a proposal, or only those of its trips that are named by number, as one change.

    Raises Refused when the day has changed since, when the proposal is a trial, or when trips that were taken over
    without others would break a rule.
    """
    draft = proposal.draft
    if proposal.is_a_trial:
        raise Refused(say("This plan assumes something that is not so yet. See to that first, then plan again."))
    ground = survey(uow, wish=draft.ground.wish)
    if ground.stamp != draft.ground.stamp:
        raise Refused(say("The day has changed since this plan was made. Plan again."))
    every = {trip.number for trip in proposal.trips}
    wanted = every if trips is None else every.intersection(trips)
    if ground.replaced and wanted != every:
        raise Refused(say("Drafts are planned anew here: take over all trips, or none."))
    made = draft.made
    if wanted != every:
        made = carry_out(ground, [run for number, run in enumerate(draft.runs) if number in wanted])
    if made.faults and wanted != every:
        raise Refused(
            say("Without the others these trips do not work: {why} Take over all of them.", why=made.faults[0].why)
        )
    return _committed(uow, draft, made)


def plan_day(
    uow: UnitOfWork, *, wish: Wish, planner: FleetPlanner, limits: Limits = LIMITS, watcher: Watcher = nobody
) -> DayPlan:
    """Propose and take over in one go: trips for everybody who is called on a day and has no ride, as one change."""
    ground = survey(uow, wish=wish)
    draft = search(ground, planner=planner, limits=limits, watcher=watcher)
    return _committed(uow, draft, draft.made)


def _committed(uow: UnitOfWork, draft: Draft, made: Made) -> DayPlan:
    made.trial.replay(uow)
    change = uow.commit(say("Plan the rides of {day}", day=draft.ground.wish.day))
    words = _words(made.covered, draft.left, draft.helps, made.words)
    return DayPlan(change, tuple(trip.id for _, trip in made.trips), made.covered, draft.left, draft.helps, words)


def _words(
    covered: int, left: tuple[Left, ...], helps: tuple[Help, ...], open_seats: list[Sentence]
) -> tuple[Sentence, ...]:
    """What is told above everything else: people covered, what is short and what would help, open seats."""
    told = [say_n("{n} person covered", "{n} people covered", covered)]
    seats = sum(each.people for each in left if each.obstacle is Obstacle.SEATS)
    if seats:
        told.append(seats_words(helps, seats))
    locked = sum(each.people for each in left if each.obstacle is Obstacle.LOCKED)
    gate = next((each for each in helps if each.kind is HelpKind.GATE), None)
    if locked and gate is not None:
        told.append(
            say_n(
                "{n} person is behind a locked gate: ask for {hour}.",
                "{n} people are behind a locked gate: ask for {hour}.",
                locked,
                hour=gate.hour,
            )
        )
    return (*told, *open_seats)
