"""Which lifts are taken out of a plan, to be put in anew: the 'destroy' of a round."""

from __future__ import annotations

from .arrays import i64, vec
from .dice import Dice
from .plan import Plan
from .problem import Problem


class Remover:
    """Picks lifts and takes them out. `pool` holds the first `count` lifts that are outside of every tour."""

    def __init__(self, problem: Problem, dice: Dice, near: vec[i64]) -> None:
        self.problem = problem
        self.dice = dice
        self.near = near
        self.pool = vec[i64]([0] * problem.n)
        self.count: i64 = 0
        self._is_used = vec[i64]([0] * max(problem.carriers, 1))
        self._riders = vec[i64]([0] * problem.n)
        self._gain = vec[float]([0.0] * problem.n)

    def gather(self, plan: Plan) -> None:
        """List the lifts outside."""
        self.count = 0
        for lift in range(self.problem.n):
            if plan.tour_of[lift] < 0:
                self.pool[self.count] = lift
                self.count += 1

    def take_out(self, plan: Plan, most: i64) -> None:
        """Take some lifts out, about `most` at most, one way or another."""
        self.gather(plan)
        chance = self.dice.below(100)
        outside = self.count
        if outside > 0 and (chance < 60 or outside == self.problem.n):
            seed = self.pool[self.dice.below(outside)]
        else:
            seed = self.dice.below(self.problem.n)
        way = self.dice.below(100)
        if way < 50:
            self._strings(plan, seed, most)
        elif way < 75:
            self._related(plan, seed, 2 + self.dice.below(most))
        elif way < 88:
            self._costly(plan, 2 + self.dice.below(most))
        elif way < 96:
            self._random(plan, 2 + self.dice.below(most))
        else:
            self._tour(plan)
        plan.freshen()
        self.gather(plan)

    def _strings(self, plan: Plan, seed: i64, most: i64) -> None:
        """Lifts that follow one another in the tours near `seed` (Christiaens and Vanden Berghe 2020)."""
        problem, dice = self.problem, self.dice
        n = problem.n
        for carrier in range(problem.carriers):
            self._is_used[carrier] = 0
        longest = 2 + dice.below(9)
        taken: i64 = 0
        goal = 2 + dice.below(most)
        rank: i64 = 0
        while rank < n and taken < goal:
            lift = self.near[seed * n + rank]
            rank += 1
            carrier = plan.tour_of[lift]
            if carrier < 0 or self._is_used[carrier] == 1:
                continue
            self._is_used[carrier] = 1
            taken += self._string(plan, carrier, lift, 1 + dice.below(longest))

    def _string(self, plan: Plan, carrier: i64, lift: i64, length: i64) -> i64:
        """Take out `length` lifts of one tour around `lift`, in the order in which they are taken in; how many."""
        riders = self._riders
        tour = plan.tours[carrier]
        count: i64 = 0
        here: i64 = 0
        for pos in range(1, tour.size - 1):
            node = tour.nodes[pos]
            if node < self.problem.n:
                if node == lift:
                    here = count
                riders[count] = node
                count += 1
        if length > count:
            length = count
        # A split string leaves some of its middle where they are.
        spared: i64 = 0
        spared_from: i64 = 0
        if length > 1 and self.dice.below(2) == 0:
            spared = 1
            while length + spared < count and self.dice.below(100) < 50:
                spared += 1
            if length + spared > count:
                spared = 0
            spared_from = 1 + self.dice.below(length - 1)
        width = length + spared
        first = here - self.dice.below(width)
        if first < 0:
            first = 0
        if first + width > count:
            first = count - width
        for step in range(width):
            if spared == 0 or step < spared_from or step >= spared_from + spared:
                plan.remove(riders[first + step])
        return length

    def _related(self, plan: Plan, seed: i64, goal: i64) -> None:
        """Lifts that could change places with `seed` or with one another (Shaw 1998)."""
        n, dice, pool = self.problem.n, self.dice, self.pool
        taken: i64 = 0
        first = self.count
        if plan.tour_of[seed] >= 0:
            plan.remove(seed)
            pool[self.count] = seed
            self.count += 1
            taken = 1
        tries: i64 = 0
        while taken < goal and tries < 4 * goal:
            tries += 1
            center = seed if self.count == first else pool[first + dice.below(self.count - first)]
            share = dice.share()
            rank = i64(share * share * share * share * float(n))
            while rank < n and plan.tour_of[self.near[center * n + rank]] < 0:
                rank += 1
            if rank < n:
                lift = self.near[center * n + rank]
                plan.remove(lift)
                pool[self.count] = lift
                self.count += 1
                taken += 1

    def _costly(self, plan: Plan, goal: i64) -> None:
        """Lifts that cost much where they are, by the minutes of driving they make."""
        n, dice, riders, gain = self.problem.n, self.dice, self._riders, self._gain
        count: i64 = 0
        for tour in plan.tours:
            self._find_gains(tour.nodes, tour.size)
        for lift in range(n):
            if plan.tour_of[lift] >= 0:
                riders[count] = lift
                gain[lift] *= 0.6 + 0.8 * dice.share()
                count += 1
        while goal > 0 and count > 0:
            goal -= 1
            best: i64 = 0
            for one in range(1, count):
                if gain[riders[one]] > gain[riders[best]]:
                    best = one
            plan.remove(riders[best])
            count -= 1
            riders[best] = riders[count]

    def _find_gains(self, nodes: vec[i64], size: i64) -> None:
        problem, gain = self.problem, self._gain
        drive, n, width = problem.drive, problem.n, problem.nodes
        pos: i64 = 1
        while pos < size - 1:
            node, before, after = nodes[pos], nodes[pos - 1], nodes[pos + 1]
            saved = drive[before * width + node] + drive[node * width + after] - drive[before * width + after]
            if node < n:
                gain[node] = saved
            else:
                gain[node - n] += saved
            pos += 1

    def _random(self, plan: Plan, goal: i64) -> None:
        for _ in range(goal):
            lift = self.dice.below(self.problem.n)
            if plan.tour_of[lift] >= 0:
                plan.remove(lift)

    def _tour(self, plan: Plan) -> None:
        """Everybody of one carrier; the better of two with few lifts."""
        one = self.dice.below(self.problem.carriers)
        two = self.dice.below(self.problem.carriers)
        size, other = plan.tours[one].size, plan.tours[two].size
        if size == 2 or (2 < other < size):
            one = two
        for lift in range(self.problem.n):
            if plan.tour_of[lift] == one:
                plan.remove(lift)


def neighbours(problem: Problem) -> vec[i64]:
    """For each lift all lifts, the most exchangeable first: near in both places and in time; itself is the first."""
    n, width, drive = problem.n, problem.nodes, problem.drive
    near = vec[i64]([0] * (n * n))
    for lift in range(n):
        middle = problem.early[lift] + problem.late[lift]
        middle_down = problem.early[lift + n] + problem.late[lift + n]
        ranked: list[tuple[float, int]] = []
        for other in range(n):
            apart = drive[lift * width + other] + drive[other * width + lift]
            down, other_down = lift + n, other + n
            apart += drive[down * width + other_down] + drive[other_down * width + down]
            apart += 0.2 * abs(middle - problem.early[other] - problem.late[other])
            apart += 0.2 * abs(middle_down - problem.early[other_down] - problem.late[other_down])
            ranked.append((-1.0 if other == lift else apart, other))
        ranked.sort()
        for rank, (_, other) in enumerate(ranked):
            near[lift * n + rank] = other
    return near
