"""A whole plan: every carrier's tour, and the lifts left behind."""

from __future__ import annotations

from .arrays import i64, vec
from .problem import Problem
from .tour import Clock, Tour


class Plan:
    """All tours of a day. `tour_of[lift]` is its carrier, -1 while it is left behind; `tour_was` before the change.

    A change is tried out: `touch` before a tour is changed keeps what it was, `keep` makes the change stand and `undo`
    takes it back.
    """

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem = problem
        self.clock = clock
        self.tours: list[Tour] = []
        self._before: list[Tour] = []
        for carrier in range(problem.carriers):
            self.tours.append(Tour(problem, carrier))
            self._before.append(Tour(problem, carrier))
        self.tour_of = vec[i64]([-1] * problem.n)
        self.tour_was = vec[i64]([-1] * problem.n)
        self.is_touched = vec[i64]([0] * problem.carriers)
        self.is_spoilt = vec[i64]([0] * problem.carriers)
        self.missed: float = 0.0
        self.missed_was: float = 0.0
        self.cost: float = 0.0
        self._cost_was: float = 0.0
        for tour in self.tours:
            tour.renew(clock)
        self.add_up()
        self.keep()

    def add_up(self) -> None:
        """Find the cost anew: all tours, and the price of lifts left behind (which is also `missed` alone)."""
        problem = self.problem
        missed = 0.0
        for lift in range(problem.n):
            if self.tour_of[lift] < 0:
                missed += problem.missed[lift]
        cost = missed
        for tour in self.tours:
            cost += tour.cost
        self.missed = missed
        self.cost = cost

    def touch(self, carrier: i64) -> Tour:
        """The carrier's tour, to be changed."""
        tour = self.tours[carrier]
        if self.is_touched[carrier] == 0:
            self.is_touched[carrier] = 1
            self._before[carrier].take_over(tour)
        return tour

    def remove(self, lift: i64) -> None:
        """Leave the lift behind; its tour is spoilt until `freshen`."""
        carrier = self.tour_of[lift]
        self.touch(carrier).drop(lift)
        self.tour_of[lift] = -1
        self.is_spoilt[carrier] = 1

    def freshen(self) -> None:
        """Bring tours up to date after removals. One that has no schedule left (a detour can be shorter) is emptied."""
        for carrier in range(self.problem.carriers):
            if self.is_spoilt[carrier] == 0:
                continue
            self.is_spoilt[carrier] = 0
            tour = self.tours[carrier]
            if not tour.renew(self.clock):
                for pos in range(tour.size):
                    if tour.nodes[pos] < self.problem.n:
                        self.tour_of[tour.nodes[pos]] = -1
                tour.clear()
                tour.renew(self.clock)

    def insert(self, lift: i64, carrier: i64, up_after: i64, down_after: i64) -> None:
        """Take the lift into a tour where it fits."""
        tour = self.touch(carrier)
        tour.put(lift, up_after, down_after)
        self.tour_of[lift] = carrier
        tour.renew(self.clock)

    def keep(self) -> None:
        """Let all changes stand."""
        for carrier in range(self.problem.carriers):
            self.is_touched[carrier] = 0
        for lift in range(self.problem.n):
            self.tour_was[lift] = self.tour_of[lift]
        self.missed_was = self.missed
        self._cost_was = self.cost

    @property
    def cost_was(self) -> float:
        """What the plan cost before the change."""
        return self._cost_was

    def undo(self) -> None:
        """Take all changes back."""
        for carrier in range(self.problem.carriers):
            if self.is_touched[carrier] == 1:
                self.tours[carrier].take_over(self._before[carrier])
                self.is_touched[carrier] = 0
                self.is_spoilt[carrier] = 0
        for lift in range(self.problem.n):
            self.tour_of[lift] = self.tour_was[lift]
        self.missed = self.missed_was
        self.cost = self._cost_was

    def told(self) -> list[list[int]]:
        """The nodes of every tour without its carrier's own places."""
        return [[int(tour.nodes[pos]) for pos in range(1, tour.size - 1)] for tour in self.tours]

    def become(self, told: list[list[int]]) -> None:
        """Be the plan that was told. A tour that has no schedule is left out."""
        for lift in range(self.problem.n):
            self.tour_of[lift] = -1
        for carrier, nodes in enumerate(told):
            tour = self.tours[carrier]
            tour.clear()
            for pos, node in enumerate(nodes):
                tour.nodes[pos + 1] = node
            tour.size = len(nodes) + 2
            tour.nodes[tour.size - 1] = self.problem.end[carrier]
            if tour.renew(self.clock):
                for node in nodes:
                    if node < self.problem.n:
                        self.tour_of[node] = carrier
            else:
                tour.clear()
                tour.renew(self.clock)
        self.add_up()
        self.keep()
