"""HiGHS on the whole of a roster: a bound, better plans, and where there is time for it the best one."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import highspy
import numpy as np

from .highs import loaded
from .seat_packing import Packing, fewest_people, unpacked
from .seat_task import Task, Word
from .seats_model import SeatModel

if TYPE_CHECKING:
    from .engine.seat_rows import SeatRows

#: A search ends when no plan can be better by more than this share; far below what anybody would notice.
ENOUGH = 1e-4
TINY = 1e-6
#: HiGHS 1.16 answers with the plan that it began with, and the value of a better one, where presolving found that.
LAGS = 1e-4


class Whole:
    """One run; `tell` hears of everything better and says whether to stop."""

    def __init__(self, rows: SeatRows, task: Task, tell: Callable[[Word], bool]) -> None:
        self._roster = unpacked(rows)
        self._packing = Packing(self._roster)
        self._ends = monotonic() + task.seconds
        self._task, self._tell = task, tell
        self._last, self._bound = task.first, inf
        self._is_stopped = False

    def run(self) -> None:
        """Solve. Where only people are counted, ask for as few as there may be, then for one more."""
        fewest = fewest_people(self._roster)
        if fewest is None:
            self._solve(SeatModel(self._roster))
            return
        used = {option for option in self._packing.people_of(self._task.first) if option is not None}
        while fewest < len(used) and not self._is_stopped and monotonic() < self._ends:
            self._bound = self._worth_with(fewest)
            if self._solve(SeatModel(self._roster, fewest)) != highspy.HighsModelStatus.kInfeasible:
                return
            fewest += 1
            self._bound = self._worth_with(fewest)
            self._ask()

    def _worth_with(self, people: int) -> float:
        worth = sum(seat.worth - seat.choices[0].price for seat in self._roster.seats)
        return worth - people * self._roster.people[0]

    def _solve(self, model: SeatModel, *, is_begun: bool = True) -> highspy.HighsModelStatus:
        solver = loaded(model.model, self._task.seed, self._ends - monotonic(), ENOUGH)
        solver.setOptionValue("mip_abs_gap", TINY)
        if model.is_counting:  # any plan will do, and these two only look for better ones
            solver.setOptionValue("mip_heuristic_run_rins", False)
            solver.setOptionValue("mip_heuristic_run_rens", False)
        elif is_begun:
            begin = model.values_of(self._packing.people_of(self._task.first))
            solver.setSolution(len(begin), np.array(list(begin), dtype=np.int32), np.array(list(begin.values())))

        def improved(event: highspy.highs.HighsCallbackEvent) -> None:
            self._hear(model, list(event.data_out.mip_solution))

        def interrupt(event: highspy.highs.HighsCallbackEvent) -> None:
            if not model.is_counting:
                self._bound = min(self._bound, event.data_out.mip_dual_bound)
            self._ask()
            if self._is_stopped:
                event.interrupt()

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += interrupt
        solver.run()
        info = solver.getInfo()
        if not model.is_counting:
            self._bound = min(self._bound, info.mip_dual_bound)
        if info.primal_solution_status:
            values = list(solver.getSolution().col_value)
            self._hear(model, values)
            if is_begun and abs(model.model.value_of(values) - info.objective_function_value) > LAGS:
                return self._solve(model, is_begun=False)
        self._ask()
        return solver.getModelStatus()

    def _hear(self, model: SeatModel, values: list[float]) -> None:
        """Tell a plan that is new; whoever hears it reckons its worth (what a callback holds may lag behind it)."""
        options = self._packing.options_of(model.chosen_by(values))
        if options != self._last:
            self._last = options
            self._ask(options)

    def _ask(self, options: list[int] | None = None) -> None:
        self._is_stopped = self._tell(Word(options, self._bound)) or self._is_stopped
