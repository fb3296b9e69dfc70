"""How lifts are put into a plan: the 'repair' of a round."""

from __future__ import annotations

from .arrays import i64, vec
from .dice import Dice
from .inserting import NEVER, Inserter
from .plan import Plan
from .problem import Problem


class Mender:
    """Puts lifts in, one after another in some order, or always the one that would regret waiting most."""

    def __init__(self, problem: Problem, dice: Dice, inserter: Inserter) -> None:
        n = problem.n
        self.problem = problem
        self.dice = dice
        self.inserter = inserter
        self._key = vec[float]([0.0] * n)
        self._costs = vec[float]([0.0] * (n * max(problem.carriers, 1)))
        self._is_seen = vec[i64]([0] * max(problem.carriers, 1))
        self._is_skipped = vec[i64]([0] * max(problem.carriers, 1))

    def put_in(self, plan: Plan, pool: vec[i64], count: i64) -> None:
        """Put in what fits of the first `count` lifts of the pool, one way or another; `plan.cost` is up to date."""
        way = self.dice.below(100)
        if way < 80:
            self._one_by_one(plan, pool, count, 0.02)
        else:
            self.by_regret(plan, pool, count, 2 + self.dice.below(3), 0.1)
        plan.add_up()

    def _one_by_one(self, plan: Plan, pool: vec[i64], count: i64, blink: float) -> None:
        """Each where it is cheapest; carriers are overlooked now and then, which finds what greed does not."""
        self._sort(pool, count)
        for one in range(count):
            lift = pool[one]
            if not self._put_cheapest(plan, lift, blink):
                self._put_cheapest(plan, lift, 0.0)

    def _put_cheapest(self, plan: Plan, lift: i64, blink: float) -> bool:
        """Put the lift where it is cheapest among the carriers that are not overlooked; False: nowhere."""
        problem, inserter, dice, skip = self.problem, self.inserter, self.dice, self._is_skipped
        best = problem.missed[lift]
        chosen: i64 = -1
        up_after: i64 = 0
        down_after: i64 = 0
        self._forget_empty()
        for carrier in range(problem.carriers):
            tour = plan.tours[carrier]
            skip[carrier] = 1 if tour.size == 2 and self._was_empty(carrier) else 0
            if skip[carrier] == 0 and blink > 0.0 and dice.share() < blink:
                skip[carrier] = 1
            # What is known already is looked at first: what is above it need not be known so well.
            if skip[carrier] == 0 and inserter.known(tour, lift) < best:
                best = inserter.cost(tour, lift, best)
                chosen = carrier
                up_after, down_after = inserter.up_after, inserter.down_after
        for carrier in range(problem.carriers):
            if skip[carrier] == 0:
                cost = inserter.cost(plan.tours[carrier], lift, best)
                if cost < best:
                    best = cost
                    chosen = carrier
                    up_after, down_after = inserter.up_after, inserter.down_after
        if chosen >= 0:
            plan.insert(lift, chosen, up_after, down_after)
        return chosen >= 0

    def _forget_empty(self) -> None:
        for carrier in range(self.problem.carriers):
            self._is_seen[carrier] = 0

    def _was_empty(self, carrier: i64) -> bool:
        """Whether an unused carrier alike was looked at already."""
        kind = self.problem.alike[carrier]
        was = self._is_seen[kind] == 1
        self._is_seen[kind] = 1
        return was

    def _sort(self, pool: vec[i64], count: i64) -> None:
        """Bring the pool in an order: at random, the tightest, farthest, nearest or earliest first."""
        problem, dice, key = self.problem, self.dice, self._key
        n, width = problem.n, problem.nodes
        way = dice.below(10)
        for one in range(count):
            lift = pool[one]
            up, down = lift, lift + n
            if way < 4:
                key[lift] = dice.share()
            elif way < 6:
                key[lift] = problem.late[up] - problem.early[up] + problem.late[down] - problem.early[down]
            elif way < 8:
                key[lift] = -problem.drive[up * width + down]
            elif way < 9:
                key[lift] = problem.late[up]
            else:
                key[lift] = problem.drive[problem.start[0] * width + up] * (1.0 if dice.below(2) == 0 else -1.0)
        for one in range(1, count):
            lift = pool[one]
            place = one
            while place > 0 and key[pool[place - 1]] > key[lift]:
                pool[place] = pool[place - 1]
                place -= 1
            pool[place] = lift

    def by_regret(self, plan: Plan, pool: vec[i64], count: i64, depth: i64, noise: float) -> None:
        """Always the lift that loses most if it does not get its best tour now but its second (third, ...) best."""
        self.weigh(plan, pool, count, noise)
        while count > 0:
            count = self.put_most_urgent(plan, pool, count, depth)

    def weigh(self, plan: Plan, pool: vec[i64], count: i64, noise: float) -> None:
        """Find what each lift of the pool costs in each tour, for `put_most_urgent`."""
        carriers, costs = self.problem.carriers, self._costs
        for one in range(count):
            lift = pool[one]
            self._key[lift] = 1.0 + noise * (self.dice.share() - 0.5)
            for carrier in range(carriers):
                costs[lift * carriers + carrier] = self.inserter.cost(plan.tours[carrier], lift, NEVER)

    def put_most_urgent(self, plan: Plan, pool: vec[i64], count: i64, depth: i64) -> i64:
        """Put in, or give up, the lift with the largest regret; how many are still in the pool."""
        problem, inserter, costs = self.problem, self.inserter, self._costs
        carriers = problem.carriers
        best = -NEVER
        chosen: i64 = 0
        for one in range(count):
            regret = self._regret(pool[one], depth) * self._key[pool[one]]
            if regret > best:
                best = regret
                chosen = one
        lift = pool[chosen]
        count -= 1
        pool[chosen] = pool[count]
        carrier = self._cheapest(lift)
        if costs[lift * carriers + carrier] >= problem.missed[lift]:
            return count
        inserter.cost(plan.tours[carrier], lift, NEVER)
        plan.insert(lift, carrier, inserter.up_after, inserter.down_after)
        for one in range(count):
            costs[pool[one] * carriers + carrier] = inserter.cost(plan.tours[carrier], pool[one], NEVER)
        return count

    def _cheapest(self, lift: i64) -> i64:
        carriers, costs = self.problem.carriers, self._costs
        best: i64 = 0
        for carrier in range(1, carriers):
            if costs[lift * carriers + carrier] < costs[lift * carriers + best]:
                best = carrier
        return best

    def _regret(self, lift: i64, depth: i64) -> float:
        """The sum of what the next best tours cost more than the best; a tour that cannot counts as leaving behind."""
        problem, costs = self.problem, self._costs
        carriers, missed = problem.carriers, problem.missed[lift]
        begin = lift * carriers
        first, second, third, fourth = missed, missed, missed, missed
        for carrier in range(carriers):
            cost = costs[begin + carrier]
            if cost < first:
                fourth, third, second, first = third, second, first, cost
            elif cost < second:
                fourth, third, second = third, second, cost
            elif cost < third:
                fourth, third = third, cost
            elif cost < fourth:
                fourth = cost
        regret = second - first
        if depth > 2:
            regret += third - first
        if depth > 3:
            regret += fourth - first
        return regret - first * 1e-3
