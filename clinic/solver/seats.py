"""Plans who sits in which seat: a first plan at once, then a search and HiGHS on the whole, each in its process.

HiGHS cannot be stopped while it solves a large linear program and compiled code keeps the interpreter to itself; a
process disturbs nobody and can be ended. A small roster is searched a little and then left to HiGHS alone: to the same
plan always, unless the seconds run out.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from clinic.jobs import Cancelled
from clinic.ports.seats import Limits, Roster, RosterPlan, Watch

from . import seat_work
from .children import Child, hear
from .compiled import is_compiled, seat_search_class
from .seat_packing import Packing, check, fewest_people, most_worth
from .seat_task import Task, Word, pieces

#: A roster with so many choices (or fewer) is solved in this process, after so many steps of the search.
HERE = 150
OPENING = 4000
#: One with so many is left to HiGHS in a process, after a longer search.
ALONE = 3000
LONG_OPENING = 500_000
#: Steps of the search where two of HiGHS look for fewer people.
PEOPLE_STEPS = 1_000_000
#: With more choices the first plan too is made in a process: reading them would keep other threads waiting.
FAR = 30_000
#: With more choices HiGHS is not asked: the program would take too much memory.
WHOLE = 250_000
#: Choices looked at within a slice of the search, compiled, on a slow desk; and how much slower plain Python is.
PACE = 100_000
SLOWNESS = 80
#: Seconds between two questions to who watches.
BETWEEN_QUESTIONS = 0.05
#: Where less is left, no other processes are started.
WORTH_STARTING = 0.3
#: A plan so near to the bound, as a share of it, is the best; and so near when HiGHS has come to its end.
ENOUGH = 1e-6
NEAR = 1.1e-4


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
        self._best, self._value = [-1] * len(roster.seats), 0.0
        self._is_first_told = False
        self._bound = most_worth(roster)
        self._people = fewest_people(roster)
        self._shown: RosterPlan | None = None
        seats = max(len(roster.seats), 1)
        self._slice = max(int(PACE * seats / max(self._options, 1) / (1 if is_compiled() else SLOWNESS)), 1)

    def plan(self, start: Sequence[int | None]) -> RosterPlan:
        """Search."""
        rounds, told = self._limits.rounds, self._packing.options_of(start)
        if not self._is_near:
            self._best = told
            self._listen(self._sent_out(is_raw=True))
            return self.so_far()
        self._search = search = seat_search_class()(self._packing.rows, self._limits.seed)
        search.begin(told)
        while search.fill(self._slice):
            self._may_go_on()
        self._hear(search.best, search.best_value)
        self._is_first_told, self._asked = True, 0.0
        if self._options <= ALONE:
            opening = OPENING if self._options <= HERE else LONG_OPENING // (1 if is_compiled() else SLOWNESS)
            self._run(opening if rounds is None else rounds)
        if self._is_worth_it():
            if self._options <= HERE:
                self._solve_here()
            elif self._left <= WORTH_STARTING:
                self._run(rounds)
            elif rounds is None or self._options > ALONE:
                self._listen(self._sent_out())
        if self._raised is not None:
            raise self._raised
        return self.so_far()

    @property
    def _left(self) -> float:
        return max(0.0, self._ends - monotonic())

    def _task(self, *, is_raw: bool = False) -> Task:
        return Task(self._best, is_raw, self._limits.seed, self._left, self._limits.rounds, self._slice)

    def _run(self, rounds: int | None) -> None:
        """Search here for so many steps, None: as long as it may go on."""
        made = 0
        while (rounds is None or made < rounds) and self._is_worth_it():
            count = self._slice if rounds is None else min(self._slice, rounds - made)
            self._search.run(count)
            self._hear(self._search.best, self._search.best_value)
            made += count

    def _solve_here(self) -> None:
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

    def _sent_out(self, *, is_raw: bool = False) -> list[Child]:
        """A process that searches and one for HiGHS; a small roster has only HiGHS, one of counted steps the search.

        Where only people are counted, HiGHS needs luck: a small one of that kind is given to two of them, and the
        search makes some steps only.
        """
        rows, task = self._packing.rows, self._task(is_raw=is_raw)
        is_small, is_counted = self._options <= ALONE, self._limits.rounds is not None
        is_of_people = self._people is not None
        works = []
        if not is_small:
            works.append((seat_work.search, task))
        elif is_of_people:
            works.append((seat_work.search, task._replace(rounds=PEOPLE_STEPS)))
        if self._options <= WHOLE and not is_counted:
            works.append((seat_work.solve, task))
            if is_small and is_of_people:
                works.append((seat_work.solve, task._replace(seed=task.seed + 1)))
        return [Child(work, pieces(rows, each)) for work, each in works]

    def _listen(self, children: list[Child]) -> None:
        """Listen until nothing is left to find, the time is up, or nobody wants to go on; but for a first plan."""
        try:
            while self._is_worth_it() or not (self._is_first_told or self._is_stopped):
                for number, word in hear(children, BETWEEN_QUESTIONS):
                    if isinstance(word, Word):
                        self._heed(word, children[0] if number > 0 else None)
                    elif self._people is None and self._bound - self._value <= NEAR * abs(self._bound):
                        return
                if all(child.is_over for child in children):
                    return
        finally:
            for child in children:
                child.end()

    def _heed(self, word: Word, who_searches: Child | None = None) -> None:
        """Take a word in. Who searches is told a plan of HiGHS, and goes on from it when it is better."""
        self._lower(word.bound)
        if word.options is None:
            return
        if word.value is not None:
            if not self._is_first_told:
                self._is_first_told, self._best, self._shown, self._asked = True, word.options, None, 0.0
            self._hear(word.options, word.value)
            return
        if who_searches is not None:
            who_searches.tell(word.options)
        if self._is_near:
            self._hear(word.options, self._search.weigh(word.options))

    @property
    def _is_near(self) -> bool:
        """Whether plans are weighed in this process."""
        return self._options <= FAR

    def _lower(self, bound: float) -> None:
        if bound < self._bound:
            self._bound, self._shown = bound, None

    def _hear(self, options: list[int], value: float) -> None:
        if value > self._value:
            self._best, self._value, self._shown = options, value, None

    def _is_worth_it(self) -> bool:
        """Whether there may be a better plan, and time to find it."""
        return self._bound - self._value > ENOUGH * max(abs(self._bound), 1.0) and self._may_go_on()

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
            options = self._best if self._is_first_told else [-1] * len(self._best)
            chosen = tuple(self._packing.people_of(options))
            self._shown = RosterPlan(chosen, self._value, max(self._bound, self._value))
        return self._shown
