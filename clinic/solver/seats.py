"""Plans who sits in which seat of a week."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from clinic.ports.seats import Limits, Roster, RosterPlan, Watch

from .compiled import is_compiled, seat_search_class
from .seat_packing import Packing, check, most_worth

#: Options looked at between two looks at the clock, compiled, on a slow desk; and how much slower plain Python is.
PACE = 100_000
SLOWNESS = 80
#: Seconds between two questions to who watches.
BETWEEN_QUESTIONS = 0.05


class RosterPlanner:
    """The promise `clinic.ports.seats.SeatPlanner`, kept by a search with ejections."""

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
        self._packing = Packing(roster)
        self._bound = most_worth(roster)
        self._search = seat_search_class()(self._packing.rows, limits.seed)
        options = max(self._packing.first[-1], 1)
        seats = max(len(roster.seats), 1)
        self._slice = max(int(PACE * seats / options / (1 if is_compiled() else SLOWNESS)), 1)

    def plan(self, start: Sequence[int | None]) -> RosterPlan:
        """Search."""
        search, rounds = self._search, self._limits.rounds
        search.begin(self._packing.options_of(start))
        while search.fill(self._slice):
            self._may_go_on()
        self._asked = 0.0
        made = 0
        while self._may_go_on() and self._bound > search.best_value + 1e-9 and (rounds is None or made < rounds):
            count = self._slice if rounds is None else min(self._slice, rounds - made)
            search.run(count)
            made += count
        return self.so_far()

    def _may_go_on(self) -> bool:
        """Whether there is time, and nobody stops it."""
        now = monotonic()
        if now >= self._asked + BETWEEN_QUESTIONS:
            self._asked = now
            self._is_stopped = self._is_stopped or (self._watch is not None and self._watch(self.so_far()))
        return now < self._ends and not self._is_stopped

    def so_far(self) -> RosterPlan:
        """The best plan that was found."""
        search = self._search
        chosen = tuple(self._packing.people_of(search.best))
        return RosterPlan(chosen, search.best_value, max(self._bound, search.best_value))
