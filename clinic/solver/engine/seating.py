"""Who sits where: a plan that always keeps whatever has no price, what it is worth, and what a change would cost."""

from __future__ import annotations

from .arrays import i64, vec
from .seat_rows import NEVER, SeatProblem


class Seating:
    """`at[seat]` is the option taken, -1 while it is open; `who[seat]` its person.

    Changes are kept in mind from `mark` on, and `undo` takes them back. `empty` adds what it has emptied to `lost`.
    """

    def __init__(self, problem: SeatProblem) -> None:
        seats, people = problem.seats, problem.people
        self.problem = problem
        self.at = vec[i64]([-1] * seats)
        self.who = vec[i64]([-1] * seats)
        self.head = vec[i64]([-1] * people)
        self.after = vec[i64]([-1] * seats)
        self.before = vec[i64]([-1] * seats)
        self.held = vec[i64]([0] * people)
        self._count = vec[i64]([0] * problem.groups)
        self._used = vec[i64]([0] * problem.caps)
        self._is_on = vec[i64]([0] * problem.needs)
        self._helpers = vec[i64]([0] * problem.needs)
        self.value: float = 0.0
        self.taken: i64 = 0
        self.touched = vec[i64]([0] * seats)
        self.touches: i64 = 0
        self._was = vec[i64]([0] * seats)
        self._round: i64 = 1
        self._seen = vec[i64]([0] * seats)
        self._value_was: float = 0.0
        self._is_leaving = vec[i64]([0] * seats)
        self.lost = vec[i64]([0] * (seats + 1))
        self.losses: i64 = 0

    def mark(self) -> None:
        """Let all changes so far stand."""
        self._round += 1
        self.touches = 0
        self._value_was = self.value

    def undo(self) -> None:
        """Take back what was changed since `mark`."""
        for place in range(self.touches):
            seat = self.touched[place]
            if self.at[seat] >= 0:
                self._leave(seat)
        for place in range(self.touches):
            seat = self.touched[place]
            if self._was[seat] >= 0:
                self._sit(self._was[seat])
        self.touches = 0
        self._round += 1
        self.value = self._value_was

    def _touch(self, seat: i64) -> None:
        if self._seen[seat] != self._round:
            self._seen[seat] = self._round
            self._was[seat] = self.at[seat]
            self.touched[self.touches] = seat
            self.touches += 1

    def cost(self, option: i64) -> float:
        """What seating somebody there costs, less what it spares; NEVER where it is not allowed."""
        problem = self.problem
        person, seat = problem.person[option], problem.seat[option]
        cost = problem.price[option]
        other = self.head[person]
        if other < 0:
            cost += problem.opening[person]
        else:
            start, end = problem.start[seat], problem.end[seat]
            starts, ends, after = problem.start, problem.end, self.after
            while other >= 0:
                if starts[other] < end and start < ends[other]:
                    return NEVER
                other = after[other]
            for place in range(problem.clash_first[seat], problem.clash_first[seat + 1]):
                if self.who[problem.clash_seat[place]] == person and problem.is_of(problem.clash_set[place], person):
                    if problem.clash_price[place] >= NEVER:
                        return NEVER
                    cost += problem.clash_price[place]
        place = problem.group_first[option]
        last = problem.group_first[option + 1]
        while place < last:
            cap = problem.cap_of[problem.group[place]]
            more: i64 = 0
            while place < last and problem.cap_of[problem.group[place]] == cap:
                if self._count[problem.group[place]] == 0:
                    more += problem.amount[problem.group[place]]
                place += 1
            over = self._used[cap] + more - problem.cap_most[cap]
            if over > 0 and more > 0:
                if problem.cap_price[cap] >= NEVER:
                    return NEVER
                cost += problem.cap_price[cap] * float(min(over, more))
        for place in range(problem.need_first[seat], problem.need_first[seat + 1]):
            need = problem.need[place]
            if self._helpers[need] == 0 and problem.is_of(problem.need_set[need], person):
                if problem.need_price[need] >= NEVER:
                    return NEVER
                cost += problem.need_price[need]
        for place in range(problem.help_first[option], problem.help_first[option + 1]):
            need = problem.help[place]
            if self._is_on[need] == 1 and self._helpers[need] == 0 and problem.need_price[need] < NEVER:
                cost -= problem.need_price[need]
        return cost

    def is_in_the_way(self, seat: i64, other: i64, person: i64) -> bool:
        """Whether the person cannot take both seats, whatever it costs."""
        problem = self.problem
        if problem.start[other] < problem.end[seat] and problem.start[seat] < problem.end[other]:
            return True
        for place in range(problem.clash_first[seat], problem.clash_first[seat + 1]):
            is_hard = problem.clash_seat[place] == other and problem.clash_price[place] >= NEVER
            if is_hard and problem.is_of(problem.clash_set[place], person):
                return True
        return False

    def full_cap(self, option: i64) -> i64:
        """A cap without price that forbids the option, -1 when none does."""
        problem = self.problem
        place = problem.group_first[option]
        last = problem.group_first[option + 1]
        while place < last:
            cap = problem.cap_of[problem.group[place]]
            more: i64 = 0
            while place < last and problem.cap_of[problem.group[place]] == cap:
                if self._count[problem.group[place]] == 0:
                    more += problem.amount[problem.group[place]]
                place += 1
            if more > 0 and problem.cap_price[cap] >= NEVER and self._used[cap] + more > problem.cap_most[cap]:
                return cap
        return -1

    def counts_in(self, seat: i64, cap: i64) -> bool:
        """Whether a taken seat counts in a cap of its person."""
        problem, option = self.problem, self.at[seat]
        for place in range(problem.group_first[option], problem.group_first[option + 1]):
            if problem.cap_of[problem.group[place]] == cap and problem.amount[problem.group[place]] > 0:
                return True
        return False

    def take(self, option: i64, cost: float) -> None:
        """Seat somebody where it is allowed and costs so much."""
        seat = self.problem.seat[option]
        self._touch(seat)
        self._sit(option)
        self.value += self.problem.worth[seat] - cost

    def empty(self, seat: i64) -> None:
        """Take whoever sits there away, and before that all who may only sit because of it; `lost` tells them all."""
        problem, option = self.problem, self.at[seat]
        self._is_leaving[seat] = 1
        for place in range(problem.help_first[option], problem.help_first[option + 1]):
            need = problem.help[place]
            if self._is_on[need] == 1 and self._helpers[need] == 1 and problem.need_price[need] >= NEVER:
                dependant = problem.need_seat[need]
                if self._is_leaving[dependant] == 0:
                    self.empty(dependant)
        self._is_leaving[seat] = 0
        self.lost[self.losses] = seat
        self.losses += 1
        self._touch(seat)
        self._leave(seat)
        cost = self.cost(option)
        if cost < NEVER:
            self.value -= problem.worth[seat] - cost
        else:
            self.value = self.total()

    def _sit(self, option: i64) -> None:
        problem = self.problem
        person, seat = problem.person[option], problem.seat[option]
        self.at[seat] = option
        self.who[seat] = person
        head = self.head[person]
        self.after[seat] = head
        self.before[seat] = -1
        if head >= 0:
            self.before[head] = seat
        self.head[person] = seat
        self.held[person] += 1
        self.taken += 1
        for place in range(problem.group_first[option], problem.group_first[option + 1]):
            group = problem.group[place]
            if self._count[group] == 0:
                self._used[problem.cap_of[group]] += problem.amount[group]
            self._count[group] += 1
        for place in range(problem.need_first[seat], problem.need_first[seat + 1]):
            need = problem.need[place]
            if problem.is_of(problem.need_set[need], person):
                self._is_on[need] = 1
        for place in range(problem.help_first[option], problem.help_first[option + 1]):
            self._helpers[problem.help[place]] += 1

    def _leave(self, seat: i64) -> None:
        problem, option = self.problem, self.at[seat]
        person = self.who[seat]
        self.at[seat] = -1
        self.who[seat] = -1
        before, after = self.before[seat], self.after[seat]
        if before >= 0:
            self.after[before] = after
        else:
            self.head[person] = after
        if after >= 0:
            self.before[after] = before
        self.held[person] -= 1
        self.taken -= 1
        for place in range(problem.group_first[option], problem.group_first[option + 1]):
            group = problem.group[place]
            self._count[group] -= 1
            if self._count[group] == 0:
                self._used[problem.cap_of[group]] -= problem.amount[group]
        for place in range(problem.need_first[seat], problem.need_first[seat + 1]):
            self._is_on[problem.need[place]] = 0
        for place in range(problem.help_first[option], problem.help_first[option + 1]):
            self._helpers[problem.help[place]] -= 1

    def total(self) -> float:
        """The value reckoned anew."""
        problem = self.problem
        value = 0.0
        for seat in range(problem.seats):
            option = self.at[seat]
            if option < 0:
                continue
            person = self.who[seat]
            value += problem.worth[seat] - problem.price[option]
            for place in range(problem.clash_first[seat], problem.clash_first[seat + 1]):
                other = problem.clash_seat[place]
                is_meant = seat < other and self.who[other] == person and problem.clash_price[place] < NEVER
                if is_meant and problem.is_of(problem.clash_set[place], person):
                    value -= problem.clash_price[place]
        for person in range(problem.people):
            if self.head[person] >= 0:
                value -= problem.opening[person]
        for cap in range(problem.caps):
            if self._used[cap] > problem.cap_most[cap] and problem.cap_price[cap] < NEVER:
                value -= problem.cap_price[cap] * float(self._used[cap] - problem.cap_most[cap])
        for need in range(problem.needs):
            if self._is_on[need] == 1 and self._helpers[need] == 0 and problem.need_price[need] < NEVER:
                value -= problem.need_price[need]
        return value

    def told(self) -> list[int]:
        """The option of every seat, -1 where it is open."""
        return [int(self.at[seat]) for seat in range(self.problem.seats)]

    def sift(self) -> None:
        """Empty seats until whatever has no price is kept."""
        is_sound = False
        while not is_sound:
            is_sound = True
            seat = self.problem.seats
            while seat > 0:
                seat -= 1
                option = self.at[seat]
                if option >= 0:
                    self._leave(seat)
                    if self.cost(option) < NEVER:
                        self._sit(option)
                    else:
                        is_sound = False
        self.value = self.total()
        self.mark()

    def become(self, told: list[int]) -> None:
        """Be a plan that was told, whether it keeps everything or not."""
        for seat in range(self.problem.seats):
            if self.at[seat] >= 0:
                self._leave(seat)
        for option in told:
            if option >= 0:
                self._sit(option)
        self.value = self.total()
        self.mark()
