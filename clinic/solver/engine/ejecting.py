"""Seats that nobody free can take: somebody takes them all the same, and what is in the way is put elsewhere.

An ejection pool with weights (Nagata and Bräysy 2009): a seat that is put out often becomes dear to put out.
"""

from __future__ import annotations

from .arrays import i64, vec
from .dice import Dice
from .seat_rows import NEVER, SeatProblem
from .seating import Seating

#: Added to the weight of what would go back to whom it was just taken from.
TABU: float = 1e6


class Ejector:
    """Puts the seats of a pool in, one after another. People who are closed take no seat."""

    def __init__(self, problem: SeatProblem, dice: Dice) -> None:
        self.problem = problem
        self.dice = dice
        self.pool = vec[i64]([0] * (problem.seats + 1))
        self.count: i64 = 0
        self.is_closed = vec[i64]([0] * problem.people)
        self.weight = vec[float]([1.0] * problem.seats)
        self._until = vec[i64]([0] * problem.options)
        self._step: i64 = 0
        self._out = vec[i64]([0] * (problem.seats + 1))

    def forget(self) -> None:
        """All seats are as dear to put out as they are worth."""
        problem = self.problem
        whole = 0.0
        for seat in range(problem.seats):
            whole += problem.worth[seat]
        unit = whole / float(problem.seats) if whole > 0.0 else 1.0
        for seat in range(problem.seats):
            self.weight[seat] = problem.worth[seat] / unit

    def put(self, seat: i64) -> None:
        """Add an open seat to the pool."""
        self.pool[self.count] = seat
        self.count += 1

    def step(self, plan: Seating) -> bool:
        """Put one seat of the pool in, whatever is in the way; False: nobody could take it."""
        self._step += 1
        drawn = self.dice.below(self.count)
        seat = self.pool[drawn]
        self.count -= 1
        self.pool[drawn] = self.pool[self.count]
        option = self._choose(plan, seat)
        if option < 0:
            self.put(seat)
            return False
        cost = plan.cost(option)
        if cost >= NEVER:
            self.weight[seat] += 1.0
            self._make_room(plan, option)
            cost = plan.cost(option)
            if cost >= NEVER:
                self.put(seat)
                return False
        plan.take(option, cost)
        return True

    def _choose(self, plan: Seating, seat: i64) -> i64:
        """Whoever is free and cheapest; else the one with the least weight in the way."""
        problem = self.problem
        best: i64 = -1
        least, lowest = NEVER, NEVER
        alike: i64 = 0
        for option in range(problem.option_first[seat], problem.option_first[seat + 1]):
            if self.is_closed[problem.person[option]] == 1:
                continue
            cost = plan.cost(option)
            if cost < NEVER:
                weight = 0.0
            else:
                weight = self._in_the_way(plan, option, least)
                cost = 0.0
                if self._until[option] > self._step:
                    weight += TABU
            if weight < least or (weight == least and cost < lowest):
                if weight >= NEVER:
                    continue
                best, least, lowest, alike = option, weight, cost, 1
            elif weight == least and cost == lowest and best >= 0:
                alike += 1
                if self.dice.below(alike) == 0:
                    best = option
        return best

    def _in_the_way(self, plan: Seating, option: i64, limit: float) -> float:
        """The weight of what has to be put out, NEVER where that does not help."""
        problem = self.problem
        person, seat = problem.person[option], problem.seat[option]
        weight = 0.0
        other = plan.head[person]
        while other >= 0:
            if plan.is_in_the_way(seat, other, person):
                weight += self.weight[other]
                if weight > limit:
                    return NEVER
            other = plan.after[other]
        if weight == 0.0:
            cap = plan.full_cap(option)
            least = NEVER
            if cap >= 0:
                other = plan.head[person]
                while other >= 0:
                    if self.weight[other] < least and plan.counts_in(other, cap):
                        least = self.weight[other]
                    other = plan.after[other]
            weight = least
        return weight

    def _make_room(self, plan: Seating, option: i64) -> None:
        problem = self.problem
        person, seat = problem.person[option], problem.seat[option]
        count: i64 = 0
        other = plan.head[person]
        while other >= 0:
            if plan.is_in_the_way(seat, other, person):
                self._out[count] = other
                count += 1
            other = plan.after[other]
        for place in range(count):
            self._put_out(plan, self._out[place])
        cap = plan.full_cap(option)
        while cap >= 0:
            least = NEVER
            chosen: i64 = -1
            other = plan.head[person]
            while other >= 0:
                if self.weight[other] < least and plan.counts_in(other, cap):
                    least, chosen = self.weight[other], other
                other = plan.after[other]
            if chosen < 0:
                return
            self._put_out(plan, chosen)
            cap = plan.full_cap(option)

    def _put_out(self, plan: Seating, seat: i64) -> None:
        """Empty a seat; it and all that go with it come into the pool."""
        if plan.at[seat] < 0:
            return
        self._until[plan.at[seat]] = self._step + 4 + self.dice.below(10)
        begun = plan.losses
        plan.empty(seat)
        for place in range(begun, plan.losses):
            self.put(plan.lost[place])
        plan.losses = begun
