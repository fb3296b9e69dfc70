"""The search for a day's rides: own vehicles first, then what is called for money, and the best choice of vehicles.

Nothing here touches a file, so it runs beside the data lane; `Watcher` tells how far it is and may end it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from math import comb, inf
from time import monotonic

from clinic.domain.ids import VehicleId
from clinic.domain.trips import VehicleKind
from clinic.i18n import Sentence, say, say_n
from clinic.ports.fleet import FleetPlan, FleetPlanner, Limits

from .coverage import Uncovered
from .loading import Party, parties_of, unplannable
from .ride_ground import Ground
from .ride_problem import Ban, Problem, Run, problem_of
from .ride_turns import MOST_CALLED, Assumed, Dispatcher, Turn, waves_of

#: How long a search is by default: seconds at most, and rounds, so that the same day gives the same plan.
SECONDS = 5.0
ROUNDS, ROUNDS_A_PARTY = 400, 600
#: A search that tries something else begins where the first one ended: fewer rounds do, as few as one process makes.
SIDE_ROUNDS, SIDE_ROUNDS_A_PARTY, MOST_SIDE_ROUNDS = 100, 10, 900
#: How much of the seconds that are left the first search gets, and each of those that try something else.
MAIN, SIDE = 0.6, 0.15
#: So many other choices of vehicles are tried where there are fewer drivers than vehicles.
MOST_CHOICES = 12
#: More drivers than any clinic has vehicles.
MANY = 99
#: On a day with more waves nobody tries how drivers could be shared between them.
MOST_WAVES = 3


@dataclass(frozen=True, slots=True)
class Best:
    """The best so far: people covered of all who can be, vehicles used."""

    covered: int
    people: int
    vehicles: int

    @property
    def words(self) -> Sentence:
        """'best so far: 57 of 60 people, 5 vehicles'."""
        vehicles = say_n("{n} vehicle", "{n} vehicles", self.vehicles)
        told = {"covered": self.covered, "people": self.people, "vehicles": vehicles}
        return say("best so far: {covered} of {people} people, {vehicles}", **told)


#: Told the best so far; may raise `clinic.jobs.Cancelled`, or return True to stop and keep it.
Watcher = Callable[[Best], bool]


def nobody(_best: Best) -> bool:
    """Nobody watches."""
    return False


@dataclass(frozen=True, slots=True)
class World:
    """What can be planned with: parties and turns, with all that is assumed; `called` come for money in any number.

    `bans` are what was tried and broke a rule.
    """

    ground: Ground
    assumed: Assumed
    parties: tuple[Party, ...]
    turns: tuple[Turn, ...]
    called: tuple[Turn, ...]
    bans: frozenset[Ban] = frozenset()

    def problem(self, parties: Sequence[Party], *, copies: int = 0, bans: Collection[Ban] = ()) -> Problem:
        """The numbers, with so many of each vehicle that is called for money."""
        return problem_of(self.ground, parties, (*self.turns, *self.called * copies), self.assumed, bans)

    def reachable(self) -> tuple[list[Party], list[Party]]:
        """Parties whom somebody could take if nobody else wanted a ride, and the others."""
        if not self.parties:
            return [], []
        whole = self.problem(self.parties, copies=1)
        takes = [whole.alone(lift) for lift in range(len(self.parties))]
        can = [party for party, taken in zip(self.parties, takes, strict=True) if taken]
        return can, [party for party, taken in zip(self.parties, takes, strict=True) if not taken]


def plannable(ground: Ground) -> list[Uncovered]:
    """Cases of which all is known that a plan needs."""
    return [case for case in ground.cases if unplannable(ground.facts, case) is None]


def world_of(
    ground: Ground, assumed: Assumed | None = None, first: Sequence[VehicleId] = (), most: Sequence[int] = ()
) -> World:
    """What there is to plan with. Vehicles named `first` are given a driver before others, `most` in each wave."""
    assumed, cases = assumed or Assumed(), plannable(ground)
    dispatcher = Dispatcher(ground, cases, assumed)
    vehicles = [*dispatcher.vehicles, *assumed.vehicles]
    vehicles = [row for row in vehicles if row.kind is not VehicleKind.OUTSIDE]
    moved = dict(assumed.moved)
    parties = [party for case in cases for party in parties_of(ground.facts, case, vehicles, moved)]
    turns = dispatcher.turns(first, most)
    called = [dispatcher.all_day(vehicle) for vehicle in dispatcher.called()] if cases else []
    return World(ground, assumed, tuple(parties), tuple(turns), tuple(called))


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan of a search: runs, and who could be taken but was not. `plan` is None where there was nothing."""

    world: World
    runs: tuple[Run, ...]
    left: tuple[Party, ...]
    problem: Problem | None = None
    plan: FleetPlan | None = None
    copies: int = 0

    @property
    def short(self) -> int:
        """People without a ride, whether or not somebody could take them."""
        taken = sum(party.need.people for run in self.runs for party in run.parties)
        return sum(party.need.people for party in self.world.parties) - taken

    @property
    def cost(self) -> float:
        """What the engine adds up."""
        return self.plan.cost if self.plan else inf

    @property
    def rounds(self) -> int:
        """How long was searched."""
        return self.plan.rounds if self.plan else 0


class Searcher:
    """Runs an engine on worlds within one stretch of time."""

    def __init__(self, planner: FleetPlanner, limits: Limits, watcher: Watcher = nobody) -> None:
        self.planner, self.limits, self.watcher = planner, limits, watcher
        self.ends = monotonic() + limits.seconds
        self.stopped = False
        self.best = Best(0, 0, 0)

    @property
    def left(self) -> float:
        """Seconds that are left; 0.0 when somebody has stopped it."""
        return 0.0 if self.stopped else max(0.0, self.ends - monotonic())

    @property
    def is_over(self) -> bool:
        """Whether somebody has stopped it, or its time is up."""
        return self.left <= 0

    def best_of(self, ground: Ground, assumed: Assumed | None = None) -> Found:
        """The best plan: with our own vehicles, whichever of them are driven; then with as few for money as help."""
        world = world_of(ground, assumed)
        found = self.solve(world, MAIN)
        for first, most in choices(world) if found.left or lacks_drivers(world) else ():
            if not found.short or self.is_over:
                break
            other = self.solve(world_of(ground, assumed, first, most), SIDE)
            found = min(found, other, key=lambda each: (each.short, each.cost))
        if found.short and world.called and not self.is_over:
            found = self._with_called(found)
        return found

    def _with_called(self, own: Found) -> Found:
        """As few taxis and buses as leave nobody behind whom more of them would take."""
        all_of_them = self.solve(own.world, SIDE, copies=MOST_CALLED, start=own)
        if all_of_them.short >= own.short:
            return own
        for copies in (1, 2, 3, 4, 6, 8):
            if self.is_over:
                break
            found = self.solve(own.world, SIDE, copies=copies, start=own)
            if found.short <= all_of_them.short:
                return found
        return all_of_them

    def solve(self, world: World, effort: float, *, copies: int = 0, start: Found | None = None) -> Found:
        """One search of the engine, with a share of the rounds and of the seconds that are left (`effort`).

        It begins with what holds of `start`, so that more vehicles or open gates never make a plan worse.
        """
        can, _ = world.reachable()
        if not can:
            return Found(world, (), ())
        problem = world.problem(can, copies=copies, bans=world.bans)
        if not problem.turns:
            return Found(world, (), tuple(can))
        limits = Limits(max(0.05, effort * self.left), self._rounds(len(can), effort), self.limits.seed)
        begin = problem.routes_of(start.problem, start.plan) if start and start.problem and start.plan else ()
        plan = self.planner.plan(problem.fleet, limits, self._watch(problem), begin)
        left = tuple(problem.parties[lift] for lift in plan.left)
        return Found(world, tuple(problem.runs(plan)), left, problem, plan, copies)

    def _rounds(self, parties: int, effort: float) -> int:
        """How many rounds; whoever allows more seconds than usual gets more."""
        usual = round((ROUNDS + ROUNDS_A_PARTY * parties) * max(1.0, self.limits.seconds / SECONDS))
        rounds = usual if self.limits.rounds is None else self.limits.rounds
        side = min(SIDE_ROUNDS + SIDE_ROUNDS_A_PARTY * parties, MOST_SIDE_ROUNDS)
        return rounds if effort >= MAIN else min(rounds, side)

    def _watch(self, problem: Problem) -> Callable[[FleetPlan], bool]:
        people = sum(party.need.people for party in problem.parties)

        def watch(plan: FleetPlan) -> bool:
            short = sum(problem.parties[lift].need.people for lift in plan.left)
            best = Best(people - short, people, len(plan.routes))
            if (best.covered, -best.vehicles) > (self.best.covered, -self.best.vehicles):
                self.best = best
            self.stopped = self.watcher(self.best) or self.stopped
            return self.stopped

        return watch


def lacks_drivers(world: World) -> bool:
    """Whether somebody whom nobody can take could be taken if more people drove."""
    cannot = world.reachable()[1]
    if not cannot or not world.turns:
        return False
    driven = world_of(world.ground, replace(world.assumed, drivers=MANY))
    return len(driven.reachable()[0]) > len(world.parties) - len(cannot)


def choices(world: World) -> Iterator[tuple[tuple[VehicleId, ...], tuple[int, ...]]]:
    """Other ways to use few drivers: how many drive in each wave, and which vehicles they get."""
    site = world.ground.wish.site
    driven = (VehicleKind.OWN, VehicleKind.HIRED)
    rows = [row for row in world.ground.facts.vehicles.values() if row.site_id == site and not row.out_of_use]
    vehicles = sorted((row for row in rows if row.kind in driven), key=lambda row: (-row.seats, row.label))
    turns = [turn for turn in world.turns if turn.vehicle.kind in driven and turn.driver is not None]
    if not turns:
        return
    yield from islice(_shares(world, len(turns), len(vehicles)), MOST_CHOICES)
    out = {turn.vehicle.id for turn in turns}
    if len(out) < len(vehicles):
        chosen = ((*each,) for each in combinations([row.id for row in vehicles], len(out)) if set(each) != out)
        yield from ((first, ()) for first in islice(chosen, min(MOST_CHOICES, comb(len(vehicles), len(out)))))


def _shares(world: World, turns: int, vehicles: int) -> Iterator[tuple[tuple[VehicleId, ...], tuple[int, ...]]]:
    """How many vehicles are driven in each wave of a day, the nearest to how many people are called in it first."""
    waves = waves_of(world.ground, plannable(world.ground))
    if not 1 < len(waves) <= MOST_WAVES or turns >= vehicles * len(waves):
        return
    people = [sum(p.need.people for p in world.parties if p.report_at in wave.reports) for wave in waves]
    ideal = [turns * each / max(1, sum(people)) for each in people]
    every = product(range(vehicles + 1), repeat=len(waves))
    fair = [most for most in every if sum(most) == turns]
    for most in sorted(fair, key=lambda most: sum((n - want) ** 2 for n, want in zip(most, ideal, strict=True))):
        yield (), most
