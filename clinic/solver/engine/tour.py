"""One carrier's tour, and its exact schedule.

The times of a tour are bounded by differences: each service follows the one before, lies in its window, a ride lasts at
most so long, and so does the duty. Such bounds have one latest solution, found by sweeps from the end to the beginning
(Bellman-Ford in the order of the tour), or none.
"""

from __future__ import annotations

from typing import Final

from .arrays import i64, vec
from .problem import CLOSE, Problem

#: Times are lowered or raised by no less than this, so that rounding never keeps a sweep going.
STEP: Final = 1e-9


class Clock:
    """Room for one schedule: the latest (`late`) or earliest (`early`) times of a path."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        room = 2 * problem.n + 2
        self.late = vec[float]([0.0] * room)
        self.early = vec[float]([0.0] * room)
        self._at = vec[i64]([0] * max(problem.n, 1))

    def set_latest(self, path: vec[i64], size: i64, carrier: i64) -> bool:
        """Fill `late` with the latest times that keep every bound; False: there are none."""
        problem = self.problem
        drive, service, ride = problem.drive, problem.service, problem.ride
        opens, closes = problem.early, problem.late
        late, at = self.late, self._at
        n, nodes = problem.n, problem.nodes
        earliest_start = problem.opens[carrier] - CLOSE
        time = problem.closes[carrier]
        late[size - 1] = time
        after = path[size - 1]
        pos = size - 2
        while pos > 0:
            node = path[pos]
            time -= drive[node * nodes + after] + service[node]
            if time > closes[node]:
                time = closes[node]
            if time < opens[node] - CLOSE:
                return False
            late[pos] = time
            after = node
            pos -= 1
        time -= drive[path[0] * nodes + after]
        if time < earliest_start:
            return False
        late[0] = time
        rounds: i64 = 0
        while rounds <= size:
            rounds += 1
            top: i64 = 0
            pos = 1
            while pos < size - 1:
                node = path[pos]
                if node < n:
                    at[node] = pos
                else:
                    node -= n
                    bound = late[at[node]] + service[node] + ride[node]
                    if late[pos] > bound + STEP:
                        if bound < opens[node + n] - CLOSE:
                            return False
                        late[pos] = bound
                        top = pos
                pos += 1
            bound = late[0] + problem.duty[carrier]
            if late[size - 1] > bound + STEP:
                late[size - 1] = bound
                top = size - 1
            if top == 0:
                return True
            time = late[top]
            after = path[top]
            pos = top - 1
            while pos > 0:
                node = path[pos]
                time -= drive[node * nodes + after] + service[node]
                if time < late[pos]:
                    if time < opens[node] - CLOSE:
                        return False
                    late[pos] = time
                else:
                    time = late[pos]
                after = node
                pos -= 1
            time -= drive[path[0] * nodes + after]
            if time < late[0]:
                if time < earliest_start:
                    return False
                late[0] = time
        return False

    def set_earliest(self, path: vec[i64], size: i64, carrier: i64) -> None:
        """Fill `early` with the earliest times of a path that has a schedule."""
        problem = self.problem
        service, ride = problem.service, problem.ride
        early, at = self.early, self._at
        n = problem.n
        early[0] = problem.opens[carrier]
        self._put_off(path, size, True)
        rounds: i64 = 0
        while rounds <= size and problem.is_metric:
            rounds += 1
            is_changed = False
            pos = size - 2
            while pos > 0:
                node = path[pos]
                if node >= n:
                    at[node - n] = pos
                else:
                    bound = early[at[node]] - service[node] - ride[node]
                    if early[pos] < bound - STEP:
                        early[pos] = bound
                        is_changed = True
                pos -= 1
            bound = early[size - 1] - problem.duty[carrier]
            if early[0] < bound - STEP:
                early[0] = bound
                is_changed = True
            if not is_changed:
                return
            self._put_off(path, size, False)

    def _put_off(self, path: vec[i64], size: i64, is_first: bool) -> None:
        """Sweep from beginning to end, each service after the one before."""
        problem = self.problem
        drive, service, opens = problem.drive, problem.service, problem.early
        early, nodes = self.early, problem.nodes
        before = path[0]
        time = early[0]
        pos: i64 = 1
        while pos < size:
            node = path[pos]
            time += service[before] + drive[before * nodes + node]
            if pos < size - 1 and time < opens[node]:
                time = opens[node]
            if is_first or time > early[pos]:
                early[pos] = time
            else:
                time = early[pos]
            before = node
            pos += 1

    def childrens_price(self, path: vec[i64], size: i64) -> float:
        """What the minutes cost that children leave before the latest time, by the latest schedule."""
        problem = self.problem
        child, due, late, n = problem.child, problem.due, self.late, problem.n
        price = 0.0
        pos: i64 = 1
        while pos < size - 1:
            node = path[pos]
            if node < n:
                price += child[node] * (due[node] - late[pos])
            pos += 1
        return price


class Tour:
    """The nodes that a carrier visits, its own places first and last; and what is known of them.

    `early` and `late` bound every schedule that this tour can have, also with more lifts in it. `load` is what is on
    board after each node, by kind. `mark` is the same for the same nodes with a carrier alike.
    """

    def __init__(self, problem: Problem, carrier: i64) -> None:
        room = 2 * problem.n + 2
        self.problem = problem
        self.carrier: i64 = carrier
        self.size: i64 = 2
        self.nodes = vec[i64]([0] * room)
        self.nodes[0] = problem.start[carrier]
        self.nodes[1] = problem.end[carrier]
        self.early = vec[float]([0.0] * room)
        self.late = vec[float]([0.0] * room)
        self.load = vec[float]([0.0] * (room * problem.kinds))
        self.minutes: float = 0.0
        self.served: float = 0.0
        self.children: float = 0.0
        self.cost: float = 0.0
        self.mark: i64 = 0

    def take_over(self, other: Tour) -> None:
        """Become what another tour of the same carrier, or of one alike, is."""
        kinds = self.problem.kinds
        size = other.size
        self.size = size
        mine, theirs = self.nodes, other.nodes
        for pos in range(1, size - 1):
            mine[pos] = theirs[pos]
        mine[size - 1] = self.problem.end[self.carrier]
        early, early_too, late, late_too = self.early, other.early, self.late, other.late
        for pos in range(size):
            early[pos] = early_too[pos]
            late[pos] = late_too[pos]
        load, load_too = self.load, other.load
        for pos in range(size * kinds):
            load[pos] = load_too[pos]
        self.minutes, self.served, self.children = other.minutes, other.served, other.children
        self.cost, self.mark = other.cost, other.mark

    def clear(self) -> None:
        """Visit nothing."""
        self.size = 2
        self.nodes[1] = self.problem.end[self.carrier]

    def drop(self, lift: i64) -> None:
        """Visit the lift no more; nothing else is brought up to date."""
        nodes, n = self.nodes, self.problem.n
        kept: i64 = 0
        for pos in range(self.size):
            node = nodes[pos]
            if node != lift and node != lift + n:
                nodes[kept] = node
                kept += 1
        self.size = kept

    def put(self, lift: i64, up_after: i64, down_after: i64) -> None:
        """Visit the lift too, after these positions; nothing else is brought up to date."""
        nodes, n = self.nodes, self.problem.n
        pos = self.size - 1
        while pos > down_after:
            nodes[pos + 2] = nodes[pos]
            pos -= 1
        nodes[down_after + 2] = lift + n
        while pos > up_after:
            nodes[pos + 1] = nodes[pos]
            pos -= 1
        nodes[up_after + 1] = lift
        self.size += 2

    def renew(self, clock: Clock) -> bool:
        """Bring everything up to date with the nodes; False: they have no schedule."""
        problem = self.problem
        size, carrier, nodes = self.size, self.carrier, self.nodes
        if not clock.set_latest(nodes, size, carrier):
            return False
        self.children = clock.childrens_price(nodes, size) if problem.has_children else 0.0
        clock.set_earliest(nodes, size, carrier)
        early, late, early_too, late_too = self.early, self.late, clock.early, clock.late
        for pos in range(size):
            early[pos] = early_too[pos]
            late[pos] = late_too[pos]
        if not problem.is_metric:
            self._loosen()
        self._add_up()
        if size == 2:
            self.minutes = 0.0  # it stays where it is
            self.cost = 0.0
        else:
            self.cost = self.minutes * problem.minute + self.children + problem.price[carrier]
        return True

    def _loosen(self) -> None:
        """Latest times by what follows alone: where a detour can be shorter, no other bound holds with more lifts."""
        problem = self.problem
        nodes, late = self.nodes, self.late
        time = problem.closes[self.carrier]
        pos = self.size - 1
        late[pos] = time
        while pos > 0:
            pos -= 1
            node = nodes[pos]
            time -= problem.drive[node * problem.nodes + nodes[pos + 1]] + problem.service[node]
            if pos > 0 and time > problem.late[node]:
                time = problem.late[node]
            late[pos] = time

    def _add_up(self) -> None:
        problem = self.problem
        nodes, load = self.nodes, self.load
        n, kinds = problem.n, problem.kinds
        minutes, served = 0.0, 0.0
        one: i64 = problem.alike[self.carrier] + 1
        two: i64 = one
        before = nodes[0]
        for pos in range(1, self.size):
            node = nodes[pos]
            minutes += problem.drive[before * problem.nodes + node]
            before = node
            if pos == self.size - 1:
                break
            served += problem.service[node]
            one = (one * 1000003 + node + 1) % 2147483647
            two = (two * 69069 + node + 7) % 2147483629
            lift, sign = (node, 1.0) if node < n else (node - n, -1.0)
            for kind in range(kinds):
                load[pos * kinds + kind] = load[(pos - 1) * kinds + kind] + sign * problem.load[lift * kinds + kind]
        self.minutes, self.served = minutes, served
        self.mark = one * 2147483648 + two
