"""Where a lift fits best into a tour.

Each pair of positions passes cheap tests first, by the earliest and latest times of the tour as it is (as Hunsaker and
Savelsbergh 2002 and Gschwind and Drexl 2019 do); the survivors are put on exact schedules, cheapest first, until one
fits. Answers are kept by the mark of the tour: most tours of a round were seen in earlier ones.
"""

from __future__ import annotations

from typing import Final

from .arrays import i64, vec
from .problem import CLOSE, Problem
from .tour import Clock, Tour

#: More than any plan costs.
NEVER: Final = 1e300
#: How many tours' answers are kept; a power of two. Positions are kept in one number.
KEPT: Final = 4096
FACTOR: Final = 65536
#: What is kept instead of positions: that nothing is known, or only the least that it costs.
UNKNOWN: Final = -1
AT_LEAST: Final = -2


class Inserter:
    """Finds the best place of lifts in tours. `up_after` and `down_after` tell where the last one found lies."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        n, longest = problem.n, 2 * problem.n + 2
        self.problem = problem
        self.clock = clock
        self.up_after: i64 = 0
        self.down_after: i64 = 0
        self._is_all: bool = False
        self._path = vec[i64]([0] * (longest + 2))
        self._bound = vec[float]([0.0] * (longest * longest // 2 + longest))
        self._where = vec[i64]([0] * (longest * longest // 2 + longest))
        self._rows: i64 = KEPT
        while self._rows > 64 and self._rows * n > 600_000:
            self._rows //= 2
        self._mark = vec[i64]([-1] * self._rows)
        self._cost = vec[float]([0.0] * (self._rows * n))
        self._place = vec[i64]([UNKNOWN] * (self._rows * n))

    def known(self, tour: Tour, lift: i64) -> float:
        """The cost where it is kept, NEVER where it is not or where the lift does not fit."""
        row = tour.mark % self._rows
        if self._mark[row] != tour.mark:
            return NEVER
        one = row * self.problem.n + lift
        return self._cost[one] if self._place[one] >= 0 else NEVER

    def cost(self, tour: Tour, lift: i64, limit: float) -> float:
        """What the plan costs more with the lift in this tour; from `limit` up only that it is so much or more."""
        problem = self.problem
        n = problem.n
        if problem.may[lift * problem.carriers + tour.carrier] == 0:
            return NEVER
        row = tour.mark % self._rows
        begin = row * n
        if self._mark[row] != tour.mark:
            self._mark[row] = tour.mark
            for one in range(begin, begin + n):
                self._place[one] = UNKNOWN
        place, least = self._place[begin + lift], self._cost[begin + lift]
        if place == UNKNOWN or (place == AT_LEAST and least < limit):
            least = self._search(tour, lift, limit)
            place = self.up_after * FACTOR + self.down_after
            if least >= limit:
                place = AT_LEAST
            self._cost[begin + lift] = least
            self._place[begin + lift] = place
        self.up_after = place // FACTOR
        self.down_after = place % FACTOR
        return least

    def _search(self, tour: Tour, lift: i64, limit: float) -> float:
        """The cheapest place below `limit` that keeps every bound, by exact schedules."""
        problem = self.problem
        bound, where = self._bound, self._where
        base = problem.price[tour.carrier] if tour.size == 2 else 0.0
        best = limit - base if limit < NEVER else NEVER
        count = self._list(tour, lift, best)
        least_child = problem.child[lift] * (problem.due[lift] - problem.late[lift])
        best_where: i64 = -1
        while True:
            lowest = best
            chosen: i64 = -1
            for one in range(count):
                if bound[one] < lowest:
                    lowest = bound[one]
                    chosen = one
            if chosen < 0:
                break
            bound[chosen] = NEVER
            place = where[chosen]
            if not self._fits(tour, lift, place // FACTOR, place % FACTOR):
                continue
            if problem.has_children:
                price = self.clock.childrens_price(self._path, tour.size + 2)
                lowest += price - tour.children - least_child
            if lowest < best:
                best, best_where = lowest, place
            if not problem.has_children:
                break
        if best_where < 0:
            return NEVER if self._is_all else limit
        self.up_after = best_where // FACTOR
        self.down_after = best_where % FACTOR
        return best + base

    def _fits(self, tour: Tour, lift: i64, up_after: i64, down_after: i64) -> bool:
        path, nodes = self._path, tour.nodes
        size = tour.size
        pos: i64 = 0
        while pos <= up_after:
            path[pos] = nodes[pos]
            pos += 1
        path[pos] = lift
        while pos <= down_after:
            path[pos + 1] = nodes[pos]
            pos += 1
        path[pos + 1] = lift + self.problem.n
        while pos < size:
            path[pos + 2] = nodes[pos]
            pos += 1
        return self.clock.set_latest(path, size + 2, tour.carrier)

    def _list(self, tour: Tour, lift: i64, limit: float) -> i64:
        """List the places below `limit` that pass the cheap tests, each with the least that it costs; how many."""
        problem = self.problem
        drive, service, nodes = problem.drive, problem.service, problem.nodes
        path, size, early, late = tour.nodes, tour.size, tour.early, tour.late
        bound, where = self._bound, self._where
        carrier = tour.carrier
        kinds, load = problem.kinds, tour.load
        free = problem.room[carrier * kinds] - problem.load[lift * kinds] + CLOSE
        self._is_all = limit >= NEVER
        up, down = lift, lift + problem.n
        up_early, up_late, up_service = problem.early[up], problem.late[up], service[up]
        down_early, down_late, down_service = problem.early[down], problem.late[down], service[down]
        ride, direct = problem.ride[lift], drive[up * nodes + down]
        minute = problem.minute
        least = problem.child[lift] * (problem.due[lift] - up_late) if problem.has_children else 0.0
        spare = problem.duty[carrier] - tour.minutes - tour.served - up_service - down_service + CLOSE
        count: i64 = 0
        after_up: i64 = 0
        while after_up < size - 1:
            before = path[after_up]
            leave = early[after_up] + service[before]
            if leave > up_late + CLOSE:
                break
            at_up = leave + drive[before * nodes + up]
            if at_up > up_late + CLOSE or load[after_up * kinds] > free or not self._has_room(tour, lift, after_up):
                after_up += 1
                continue
            if at_up < up_early:
                at_up = up_early
            leave = at_up + up_service
            behind = path[after_up + 1]
            straight = drive[before * nodes + behind] if size > 2 else 0.0
            way = drive[before * nodes + up] - straight
            # Let out at once.
            time = leave + direct
            if time < down_early:
                time = down_early
            if time <= down_late + CLOSE:
                time += down_service + drive[down * nodes + behind]
                more = way + direct + drive[down * nodes + behind]
                if time <= late[after_up + 1] + CLOSE and more <= spare and more * minute + least < limit:
                    bound[count] = more * minute + least
                    where[count] = after_up * FACTOR + after_up
                    count += 1
            # Let out after others.
            way += drive[up * nodes + behind]
            time = leave + drive[up * nodes + behind]
            pos = after_up + 1
            latest_leave = late[pos] - drive[up * nodes + behind]
            if latest_leave > up_late + up_service:
                latest_leave = up_late + up_service
            if problem.is_metric and way * minute + least >= limit:
                after_up += 1
                continue
            too_late = latest_leave + ride + CLOSE
            if too_late > down_late + CLOSE:
                too_late = down_late + CLOSE
            while pos < size - 1:
                if time < early[pos]:
                    time = early[pos]
                if time > late[pos] + CLOSE:
                    break
                here = path[pos]
                time += service[here]
                if time > too_late or load[pos * kinds] > free or not self._has_room(tour, lift, pos):
                    break
                behind = path[pos + 1]
                straight = drive[here * nodes + behind]
                at_down = time + drive[here * nodes + down]
                if at_down < down_early:
                    at_down = down_early
                if at_down <= too_late:
                    more = way + drive[here * nodes + down] + drive[down * nodes + behind] - straight
                    at_down += down_service + drive[down * nodes + behind]
                    if at_down <= late[pos + 1] + CLOSE and more <= spare and more * minute + least < limit:
                        bound[count] = more * minute + least
                        where[count] = after_up * FACTOR + pos
                        count += 1
                time += straight
                pos += 1
            after_up += 1
        return count

    def _has_room(self, tour: Tour, lift: i64, pos: i64) -> bool:
        """Whether the lift finds room in all kinds but the first beside those who are on board after this position."""
        problem = self.problem
        kinds = problem.kinds
        for kind in range(1, kinds):
            taken = tour.load[pos * kinds + kind] + problem.load[lift * kinds + kind]
            if taken > problem.room[tour.carrier * kinds + kind] + CLOSE:
                return False
        return True
