"""The search with HiGHS: small parts of a diary exactly; large ones first by stretches, then day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

import highspy
import numpy as np

from clinic.ports.sittings import Diary, Limits, Sitting

from .first_sittings import clashes, value_of
from .highs import loaded
from .sittings_model import Groups, components
from .sittings_share import Shares

#: A search ends when no plan can be better by more than this share; far below what anybody would notice.
ENOUGH = 1e-4
#: Parts with so many ways of being met (or fewer) are planned exactly.
EXACT = 1500
#: The smaller program of a large part ends there, or after so many nodes, or this share of the seconds.
SHARE_ENOUGH, SHARE_NODES, SHARE_SECONDS = 5e-4, 3000, 0.4
#: Nodes for one day of a large part, and how often all days are gone through at most.
DAY_NODES, ROUNDS = 300, 6
#: A plan that is better by less is the same plan.
TINY = 1e-6


#: Told (chosen, value, bound) of the best plan so far; False: stop.
Tell = Callable[[list[int | None], float, float], bool]


class Search:
    """One search, from a first plan on."""

    def __init__(self, diary: Diary, limits: Limits, tell: Tell, first: list[int | None]) -> None:
        self._diary, self._limits, self._tell = diary, limits, tell
        self._ends = monotonic() + limits.seconds
        self.best, self.value = first, value_of(diary, first)
        self._parts = sorted(components(diary), key=lambda part: (self._ways(part), part))
        self._bounds = [sum(diary.askings[one].worth for one in part) for part in self._parts]

    @property
    def bound(self) -> float:
        """No plan is worth more."""
        return max(self.value, sum(self._bounds))

    def run(self) -> None:
        """Search until nothing better can be found, the limits are reached or nobody wants to go on."""
        large = []
        for number, part in enumerate(self._parts):
            if self._may_go_on():
                if self._ways(part) <= EXACT:
                    self._solve(number, Groups(self._diary, part), ENOUGH, None, self._left)
                else:
                    self._share_out(number)
                    large.append(part)
        rounds = ROUNDS if self._limits.rounds is None else self._limits.rounds
        before = -1.0
        while large and rounds > 0 and self.value > before + TINY and self._is_worth_it():
            before, rounds = self.value, rounds - 1
            for part in large:
                self._mend(part)

    @property
    def _left(self) -> float:
        return max(0.01, self._ends - monotonic())

    def _ways(self, part: Sequence[int]) -> int:
        askings = self._diary.askings
        single = {askings[one].choice for one in part if not askings[one].visits}
        choices = [*single, *(askings[one].choice for one in part if askings[one].visits)]
        return sum(len(self._diary.choices[choice]) for choice in choices)

    def _may_go_on(self) -> bool:
        return self._tell(self.best, self.value, self.bound) and monotonic() < self._ends

    def _is_worth_it(self) -> bool:
        return self.bound - self.value > ENOUGH * self.bound and self._may_go_on()

    def _hear(self, chosen: list[int | None]) -> None:
        value = value_of(self._diary, chosen)
        if value > self.value + TINY:
            if clashes(self._diary, chosen):
                raise AssertionError("the engine has answered with somebody in two meetings at a time")
            self.best, self.value = chosen, value

    def _share_out(self, number: int) -> None:
        """A bound for a large part, and a plan that comes close to it."""
        part = self._parts[number]
        shares = Shares(self._diary, part)
        seconds = SHARE_SECONDS * self._left
        solver = loaded(shares.model, self._limits.seed, seconds, SHARE_ENOUGH, SHARE_NODES)
        solver.run()
        self._bounds[number] = min(self._bounds[number], solver.getInfo().mip_dual_bound)
        values = solver.getSolution().col_value
        if solver.getInfo().primal_solution_status:
            mine = shares.plan_from(values)
            chosen = list(self.best)
            for one in part:
                chosen[one] = mine[one]
            self._hear(chosen)
        self._may_go_on()

    def _mend(self, part: Sequence[int]) -> None:
        """Plan each day anew, with whoever is met on it or on none; the other days stay as they are."""
        askings, choices = self._diary.askings, self._diary.choices
        for day in sorted({sitting.day for one in part for sitting in choices[askings[one].choice]}):
            if not self._is_worth_it():
                return
            here = []
            for one in part:
                place = self.best[one]
                if place is None or choices[askings[one].choice][place].day == day:
                    here.append(one)
            groups = Groups(self._diary, here, partial(_is_on, day))
            self._solve(None, groups, ENOUGH, DAY_NODES, self._left)

    def _solve(self, number: int | None, groups: Groups, gap: float, nodes: int | None, seconds: float) -> None:
        """Search a program from the best plan on; it is the whole of a part (`number`) or only some of it."""
        if not groups.model.cost:
            return
        solver = loaded(groups.model, self._limits.seed, seconds, gap, nodes)
        begin = groups.values_of(self.best)
        solver.setSolution(len(begin), np.arange(len(begin), dtype=np.int32), np.array(begin))
        members = [one for group in groups.groups for one in group]

        def improved(event: highspy.highs.HighsCallbackEvent) -> None:
            self._hear(self._with(groups, members, list(event.data_out.mip_solution)))

        def interrupt(event: highspy.highs.HighsCallbackEvent) -> None:
            if number is not None:
                self._bounds[number] = min(self._bounds[number], event.data_out.mip_dual_bound)
            if not self._may_go_on():
                event.interrupt()

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += interrupt
        solver.run()
        if number is not None:
            self._bounds[number] = min(self._bounds[number], solver.getInfo().mip_dual_bound)
        if solver.getInfo().primal_solution_status:
            self._hear(self._with(groups, members, solver.getSolution().col_value))

    def _with(self, groups: Groups, members: Sequence[int], values: Sequence[float]) -> list[int | None]:
        chosen = list(self.best)
        for one in members:
            chosen[one] = None
        for one, place in groups.chosen_by(values):
            chosen[one] = place
        return chosen


def _is_on(day: int, sitting: Sitting) -> bool:
    return sitting.day == day
