"""The search: rounds of taking lifts out and putting them in, with chances to go on from a worse plan."""

from __future__ import annotations

from math import exp, log
from typing import Final

from .arrays import i64, vec
from .dice import Dice
from .inserting import Inserter
from .mending import Mender
from .plan import Plan
from .problem import Problem, Rows
from .removing import Remover, neighbours
from .tour import Clock

#: Temperature at the beginning and at the end of a spell, in shares of what a lift costs on average.
HOT: Final = 1.0
COLD: Final = 0.01
#: So many lifts left behind (of the dearest kind) are few.
FEW: Final = 4.0


class Search:
    """One search with its own dice. `best` is the best plan so far, `best_cost` what it costs."""

    def __init__(self, rows: Rows, seed: int) -> None:
        problem = Problem(rows)
        self.problem = problem
        self.dice = Dice(seed)
        clock = Clock(problem)
        self.plan = Plan(problem, clock)
        self.inserter = Inserter(problem, clock)
        self.mender = Mender(problem, self.dice, self.inserter)
        self.remover = Remover(problem, self.dice, neighbours(problem))
        self.best: list[list[int]] = self.plan.told()
        self.best_cost: float = self.plan.cost
        self._missed_often = vec[float]([0.0] * problem.n)
        self._fewest_missed: float = self.plan.missed
        self._dearest: float = 0.0
        for lift in range(problem.n):
            self._dearest = max(self._dearest, problem.missed[lift])
        self._pending: i64 = 0
        self._done: i64 = 0
        self._spell: i64 = 1
        self._scale: float = 0.0
        self.hot: float = HOT
        self.cold: float = COLD
        self.most: i64 = min(max(problem.n // 4, 4), 20)

    def begin(self, told: list[list[int]]) -> None:
        """Begin from these tours; what they leave behind is put in by `fill`."""
        self.plan.become(told)
        self.remover.gather(self.plan)
        self._pending = self.remover.count
        self.mender.weigh(self.plan, self.remover.pool, self._pending, 0.0)
        self._look()

    def fill(self, lifts: int) -> bool:
        """Put so many lifts in; whether some are still to be put in."""
        for _ in range(lifts):
            if self._pending == 0:
                break
            self._pending = self.mender.put_most_urgent(self.plan, self.remover.pool, self._pending, 3)
        self.plan.add_up()
        self.plan.keep()
        self._look()
        return self._pending > 0

    def go_on_from(self, told: list[list[int]]) -> None:
        """Go on from this plan."""
        self.plan.become(told)
        self._look()

    def start_spell(self, rounds: int) -> None:
        """Begin to cool down over so many rounds."""
        self._done = 0
        self._spell = rounds
        soft = 0.0
        for tour in self.plan.tours:
            if tour.size > 2:
                soft += tour.minutes * self.problem.minute + tour.children
        self._scale = soft / float(max(self.problem.n, 1))

    def run(self, rounds: int) -> None:
        """So many rounds."""
        if self.problem.n == 0 or self.problem.carriers == 0:
            return
        cooling = log(self.cold / self.hot)
        count: i64 = rounds
        for _ in range(count):
            share = float(self._done) / float(self._spell)
            heat = self._scale * self.hot * exp(share * cooling)
            self._done += 1
            self.remover.take_out(self.plan, self.most)
            self.mender.put_in(self.plan, self.remover.pool, self.remover.count)
            if self._is_welcome(heat):
                self.plan.keep()
                self._look()
            else:
                self.plan.undo()

    def _look(self) -> None:
        if self.plan.cost < self.best_cost - 1e-9:
            self.best_cost = self.plan.cost
            self.best = self.plan.told()
            self._fewest_missed = self.plan.missed

    def _is_welcome(self, heat: float) -> bool:
        """Whether to go on from the changed plan: it is better, or a little worse and the dice fall so.

        While few are left behind, a plan that leaves one more behind, but those who seldom were, is welcome too: those
        who are hard to place get in, and the others may follow (as in Christiaens and Vanden Berghe 2020).
        """
        plan = self.plan
        if plan.missed > 0.0 or plan.missed_was > 0.0:
            often, were = 0.0, 0.0
            for lift in range(self.problem.n):
                if plan.tour_of[lift] < 0:
                    self._missed_often[lift] += 1.0
                    often += self._missed_often[lift]
                if plan.tour_was[lift] < 0:
                    were += self._missed_often[lift]
            is_near = self._fewest_missed <= FEW * self._dearest
            if is_near and often < were and plan.missed <= self._fewest_missed + self._dearest:
                return True
        if plan.missed > plan.missed_was + 1e-6:
            return False
        if plan.missed < plan.missed_was - 1e-6:
            return True
        return plan.cost < plan.cost_was + heat * -log(self.dice.share())
