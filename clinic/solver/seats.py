"""Plans who sits in which seat: a first plan at once, then a search and HiGHS on the whole, each in its process.

HiGHS cannot be stopped while it solves a large linear program and compiled code keeps the interpreter to itself; a
process disturbs nobody and can be ended. A small roster is solved here, one after the other: to the same plan always.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from clinic.jobs import Cancelled
from clinic.ports.seats import Limits, Roster, RosterPlan, Watch

from . import seat_work
from .children import Child, hear
from .compiled import is_compiled, seat_search_class
from .seat_packing import Packing, check, most_worth
from .seat_work import Task, Word

#: A roster with so many choices (or fewer) is solved here, after so many steps of the search.
HERE = 1500
OPENING = 4000
#: With more choices HiGHS is not asked: the program would take too much memory.
WHOLE = 250_000
#: Choices looked at within a slice of the search, compiled, on a slow desk; and how much slower plain Python is.
PACE = 100_000
SLOWNESS = 80
#: Seconds between two questions to who watches.
BETWEEN_QUESTIONS = 0.05
#: Where less is left, no other processes are started.
WORTH_STARTING = 0.3
#: What nobody would notice, as a share of the bound.
ENOUGH = 1e-6


class RosterPlanner:
    """The promise `clinic.ports.seats.SeatPlanner`."""

    def plan(
        self, roster: Roster, limits: Limits, watch: Watch | None = None, start: Sequence[int | None] = ()
    ) -> RosterPlan:
        """The best plan found within the limits, never worth less than what holds of `start`. Raises BadValue."""
        began = monotonic()
        check(roster)
        return _Week(roster, limits, watch, began).plan(start)


class _Week:
    """One call of the planner."""

    def __init__(self, roster: Roster, limits: Limits, watch: Watch | None, began: float) -> None:
        self._limits, self._watch = limits, watch
        self._ends = began + limits.seconds
        self._asked = 0.0
        self._is_stopped = False
        self._raised: Cancelled | None = None
        self._packing = Packing(roster)
        self._options = self._packing.first[-1]
        self._search = seat_search_class()(self._packing.rows, limits.seed)
        self._best, self._value = self._search.best, 0.0
        self._bound = most_worth(roster)
        self._shown: RosterPlan | None = None
        seats = max(len(roster.seats), 1)
        self._slice = max(int(PACE * seats / max(self._options, 1) / (1 if is_compiled() else SLOWNESS)), 1)

    def plan(self, start: Sequence[int | None]) -> RosterPlan:
        """Search."""
        search = self._search
        search.begin(self._packing.options_of(start))
        while search.fill(self._slice):
            self._may_go_on()
        self._hear(search.best, search.best_value)
        self._asked = 0.0
        if self._may_go_on() and not self._is_best():
            if self._options <= HERE:
                self._solve_here()
            elif self._left <= WORTH_STARTING:
                self._run(self._limits.rounds)
            else:
                self._send_out()
        if self._raised is not None:
            raise self._raised
        return self.so_far()

    @property
    def _left(self) -> float:
        return max(0.0, self._ends - monotonic())

    def _task(self) -> Task:
        return Task(self._best, self._limits.seed, self._left, self._limits.rounds, self._slice)

    def _run(self, rounds: int | None) -> None:
        """Search here for so many steps, None: as long as it may go on."""
        made = 0
        while (rounds is None or made < rounds) and self._may_go_on() and not self._is_best():
            count = self._slice if rounds is None else min(self._slice, rounds - made)
            self._search.run(count)
            self._hear(self._search.best, self._search.best_value)
            made += count

    def _solve_here(self) -> None:
        rounds = self._limits.rounds
        self._run(OPENING if rounds is None else rounds)
        if self._may_go_on() and not self._is_best():
            from .seats_whole import Whole  # noqa: PLC0415 - the first plan does not wait for HiGHS

            Whole(self._packing.rows, self._task(), self._is_to_stop).run()

    def _is_to_stop(self, word: Word) -> bool:
        """What HiGHS asks here. What the watcher raises may not rise through it; it is raised again at the end."""
        self._heed(word)
        try:
            return self._raised is not None or not self._may_go_on()
        except Cancelled as raised:
            self._raised = raised
            return True

    def _send_out(self) -> None:
        """Listen to both until one has nothing left to find, the time is up, or nobody wants to go on."""
        rows, task = self._packing.rows, self._task()
        children = [Child(seat_work.search, seat_work.pieces(rows, task))]
        if self._options <= WHOLE:
            children.append(Child(seat_work.solve, seat_work.pieces(rows, task)))
        try:
            while self._may_go_on() and not self._is_best() and not all(child.is_over for child in children):
                for number, word in hear(children, BETWEEN_QUESTIONS):
                    is_better = isinstance(word, Word) and self._heed(word, only_bound=number > 0 and self._is_counted)
                    if is_better and number > 0:
                        children[0].tell((self._best, self._value))
                if self._is_counted and children[0].is_over:
                    break
        finally:
            for child in children:
                child.end()

    @property
    def _is_counted(self) -> bool:
        """Whether the plan depends on the steps of the search alone."""
        return self._limits.rounds is not None

    def _heed(self, word: Word, *, only_bound: bool = False) -> bool:
        """Take a word in; whether it brought a better plan."""
        self._lower(word.bound)
        if word.options is None or only_bound:
            return False
        return self._hear(word.options, self._search.weigh(word.options))

    def _lower(self, bound: float) -> None:
        if bound < self._bound:
            self._bound, self._shown = bound, None

    def _hear(self, options: list[int], value: float) -> bool:
        if value <= self._value:
            return False
        self._best, self._value, self._shown = options, value, None
        return True

    def _is_best(self) -> bool:
        return self._bound - self._value <= ENOUGH * max(abs(self._bound), 1.0) * (not self._is_counted)

    def _may_go_on(self) -> bool:
        """Whether there is time, and nobody stops it."""
        now = monotonic()
        if now >= self._asked + BETWEEN_QUESTIONS:
            self._asked = now
            self._is_stopped = self._is_stopped or (self._watch is not None and self._watch(self.so_far()))
        return now < self._ends and not self._is_stopped

    def so_far(self) -> RosterPlan:
        """The best plan that was found."""
        if self._shown is None:
            chosen = tuple(self._packing.people_of(self._best))
            self._shown = RosterPlan(chosen, self._value, max(self._bound, self._value))
        return self._shown
