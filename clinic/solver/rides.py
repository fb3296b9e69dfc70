"""Plans a fleet's day: one search here for a first plan, then two in processes of their own that meet now and then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from clinic.ports.fleet import Fleet, FleetPlan, Limits, Route, Watch, unwatched

from .compiled import is_compiled, search_class
from .packing import check, rows_of
from .schedules import plan_of, route_of
from .workers import Crew, Told

#: Each search's temperature at the beginning of a spell, in shares of what a lift costs: one roams, one stays near the
#: best. They are as many everywhere, since the plan depends on it.
HEATS = (1.0, 0.35)
WORKERS = len(HEATS)
#: The search that is made here, by lifts: up to so many, all of it.
ALONE = 8
#: Rounds a second times lifts, compiled, on a slow desk; and how much slower plain Python is.
PACE = 1_000_000
SLOWNESS = 80
#: Seconds between two looks at the clock and at who watches.
SLICE = 0.02
#: Seconds between two questions to who watches, and lifts put in between two looks.
BETWEEN_QUESTIONS = 0.05
FILL = 20
#: Rounds of the first search, times lifts; and of the first spell of the others.
OPENING = 100_000
SPELL = 200_000
#: Each spell is so much longer than the one before.
GROWTH = 1.5
#: A search has come to its end after so many rounds without a better plan: some, and more for each pair of lifts.
PATIENCE = 3000
PATIENCE_A_PAIR = 300
#: Where less is left, no other processes are started.
WORTH_STARTING = 0.3


class RidePlanner:
    """The promise `clinic.ports.fleet.FleetPlanner`, kept by a large neighbourhood search."""

    def plan(self, fleet: Fleet, limits: Limits, watch: Watch = unwatched, start: Sequence[Route] = ()) -> FleetPlan:
        """The best plan found within the limits, never worse than what still holds of `start`. Raises BadValue."""
        began = monotonic()
        check(fleet)
        return _Day(fleet, limits, watch, began).plan(start)


@dataclass
class _Best:
    """The best plan that all searches agree on, after `rounds` of all of them."""

    plan: Told
    cost: float
    rounds: int = 0
    better_at: int = 0

    def hear(self, cost: float, plan: Told) -> None:
        if cost < self.cost - 1e-9:
            self.cost, self.plan, self.better_at = cost, plan, self.rounds


class _Day:
    """One call of the planner."""

    def __init__(self, fleet: Fleet, limits: Limits, watch: Watch, began: float) -> None:
        self._fleet = fleet
        self._limits = limits
        self._watch = watch
        self._until = began + limits.seconds
        self._asked = began
        self._is_stopped = False
        self._rows = rows_of(fleet)
        self._lifts = max(len(fleet.lifts), 1)
        self._slice = max(int(PACE * SLICE / self._lifts / (1 if is_compiled() else SLOWNESS)), 1)
        self._best = _Best([[] for _ in fleet.carriers], float("inf"))
        self._shown: FleetPlan | None = None
        self._shown_of: Told | None = None

    def plan(self, start: Sequence[Route]) -> FleetPlan:
        """Search."""
        if self._fleet.lifts and self._fleet.carriers:
            crew = Crew(self._rows, self._limits.seed, HEATS) if self._is_worth_a_crew() else None
            try:
                if self._open(self._usable(start)) and crew is not None:
                    self._go_on(crew)
            finally:
                if crew is not None:
                    crew.dismiss()
        return self.so_far()

    def _is_worth_a_crew(self) -> bool:
        rounds = self._limits.rounds
        is_long = self._limits.seconds > WORTH_STARTING and (rounds is None or rounds > OPENING // self._lifts)
        return is_long and self._lifts > ALONE

    def _usable(self, start: Sequence[Route]) -> Told:
        """The routes of an earlier plan that still keep every bound."""
        told: Told = [[] for _ in self._fleet.carriers]
        seen: set[int] = set()
        n = len(self._fleet.lifts)
        for route in start:
            halts = [(call.lift, call.up) for call in route.calls]
            lifts = {lift for lift, _ in halts}
            fits = route.carrier < len(told) and not told[route.carrier] and all(lift < n for lift in lifts)
            if fits and not lifts & seen and route_of(self._fleet, route.carrier, halts):
                told[route.carrier] = [lift if up else lift + n for lift, up in halts]
                seen |= lifts
        return told

    def _open(self, start: Told) -> bool:
        """A first full plan and a short search from it, all of it where there are few lifts; whether to go on."""
        best = self._best
        search = search_class()(self._rows, self._limits.seed)
        search.begin(start)
        step = FILL if is_compiled() else 1
        is_going_on = True
        while is_going_on and search.fill(step):
            is_going_on = self._may_go_on()
        best.hear(search.best_cost, search.best)
        for spell in _spells(max(OPENING // self._lifts, 1)):
            search.go_on_from(best.plan)
            search.start_spell(spell)
            for count in self._slices(spell, 1):
                is_going_on = is_going_on and self._may_go_on()
                if not is_going_on:
                    return False
                search.run(count)
                best.rounds += count
                best.hear(search.best_cost, search.best)
            if self._is_through():
                return False
            if self._lifts > ALONE:
                break
        return self._may_go_on()

    def _go_on(self, crew: Crew) -> None:
        while not crew.is_ready(SLICE):
            if not self._may_go_on():
                return
        for spell in _spells(max(SPELL // self._lifts, 1)):
            self._spend_spell(crew, spell)
            if self._is_through() or not self._may_go_on():
                return

    def _spend_spell(self, crew: Crew, spell: int) -> None:
        """All search for a spell; what they find counts up to the slice that all of them have made."""
        best = self._best
        slices = self._slices(spell, WORKERS)
        crew.begin_spell(best.plan, spell, slices)
        made = [0] * WORKERS
        found: list[list[tuple[float, Told]]] = [[] for _ in slices]
        common = 0
        while common < len(slices) and self._may_go_on():
            for worker, word in crew.listen(SLICE):
                if word.plan is not None:
                    found[made[worker]].append((word.cost, word.plan))
                made[worker] += 1
            while common < min(made):
                best.rounds += slices[common] * WORKERS
                for cost, plan in sorted(found[common]):
                    best.hear(cost, plan)
                common += 1

    def _slices(self, spell: int, searches: int) -> list[int]:
        """The rounds of a spell in slices, as many as may still be made."""
        if self._limits.rounds is not None:
            spell = min(spell, (self._limits.rounds - self._best.rounds) // searches)
        whole, rest = divmod(spell, self._slice)
        return [self._slice] * whole + [rest] * (rest > 0)

    def _is_through(self) -> bool:
        """Whether all rounds are made, or too many without a better plan. Asked after a spell, the same everywhere."""
        best, rounds = self._best, self._limits.rounds
        if rounds is not None and rounds - best.rounds < WORKERS:
            return True
        return best.rounds - best.better_at > PATIENCE + PATIENCE_A_PAIR * self._lifts**2

    def _may_go_on(self) -> bool:
        """Whether there is time, and nobody stops it."""
        now = monotonic()
        if now >= self._asked + BETWEEN_QUESTIONS:
            self._asked = now
            self._is_stopped = self._is_stopped or self._watch(self.so_far())
        return now < self._until and not self._is_stopped

    def so_far(self) -> FleetPlan:
        """The best plan that was found; every route of it keeps every bound once more."""
        best, n = self._best, len(self._fleet.lifts)
        if self._shown is None or self._shown_of is not best.plan:
            halts = [[(node % n, node < n) for node in nodes] for nodes in best.plan]
            routes = [route_of(self._fleet, carrier, made) for carrier, made in enumerate(halts) if made]
            self._shown = plan_of(self._fleet, [route for route in routes if route is not None], best.rounds)
            self._shown_of = best.plan
            if None in routes:
                raise AssertionError("the engine has answered with a route that breaks a bound")
        return replace(self._shown, rounds=best.rounds)


def _spells(first: int) -> Iterator[int]:
    length = float(first)
    while True:
        yield int(length)
        length *= GROWTH
