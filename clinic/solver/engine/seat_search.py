"""The search for who sits where: a first plan, then parts of it undone and made anew, and people spared."""

from __future__ import annotations

from math import exp, log
from typing import Final

from .arrays import i64, vec
from .dice import Dice
from .ejecting import Ejector
from .seat_rows import NEVER, SeatProblem, SeatRows
from .seating import Seating

#: A plan that is better by less is the same plan.
TINY: Final = 1e-7
#: The most steps of one attempt to put seats in by ejections; a fifth more after each that failed.
PATIENCE: Final = 5000
#: How often parts are made anew in a row, and for how many steps each counts.
BLOCK: Final = 300
REMAKING: Final = 10
#: Temperature at the beginning and at the end of a spell, in shares of what a seat costs on average.
HOT: Final = 0.3
COLD: Final = 0.003


class SeatSearch:
    """One search with its own dice. `best` is the best plan so far (options, -1: open), `best_value` its worth."""

    def __init__(self, rows: SeatRows, seed: int) -> None:
        problem = SeatProblem(rows)
        self.problem = problem
        self.dice = Dice(seed)
        self.plan = Seating(problem)
        self.ejector = Ejector(problem, self.dice)
        self.best: list[int] = self.plan.told()
        self.best_value: float = 0.0
        self._order = vec[i64]([0] * problem.seats)
        self._key = vec[float]([-1.0] * problem.seats)
        self._pending: i64 = 0
        self._left: i64 = 0
        self._patience: i64 = min(20 * problem.seats + 200, PATIENCE)
        self._budget: i64 = 0
        self._is_trying: bool = False
        self._fails: i64 = 0
        self._priced: i64 = 0
        for person in range(problem.people):
            if problem.opening[person] > 0.0:
                self._priced += 1
        self._begun: float = 0.0
        self._leaning: float = 0.5
        self._remakes: i64 = 0
        self._done: i64 = 0
        self._spell: i64 = 20 * problem.seats + 1
        self._scale: float = 0.0
        if problem.seats > 0:
            self.ejector.forget()

    def begin(self, told: list[int]) -> None:
        """Begin with what is still allowed of these options; the other seats are put in by `fill`."""
        problem, plan = self.problem, self.plan
        plan.become(told)
        plan.sift()
        for option in told:
            if option >= 0 and plan.at[problem.seat[option]] < 0:
                cost = plan.cost(option)
                if cost < NEVER:
                    plan.take(option, cost)
        self._pending = 0
        for seat in range(problem.seats):
            if plan.at[seat] < 0:
                self._order[self._pending] = seat
                self._pending += 1
                ways = float(problem.option_first[seat + 1] - problem.option_first[seat])
                self._key[seat] = -ways / problem.worth[seat] if problem.worth[seat] > 0.0 else -1e9
        self._sort(self._pending)
        self._look()

    def fill(self, count: int) -> bool:
        """Put so many more seats in, the scarcest first; whether some are still to be looked at."""
        while self._pending > 0 and count > 0:
            count -= 1
            self._pending -= 1
            self._put_cheapest(self._order[self._pending], 0)
        self.plan.mark()
        self._look()
        return self._pending > 0

    def _put_cheapest(self, seat: i64, blink: i64) -> bool:
        """Seat whoever costs least there, if that is less than the seat is worth; overlook one in `blink`."""
        problem, plan = self.problem, self.plan
        best = problem.worth[seat]
        chosen: i64 = -1
        for option in range(problem.option_first[seat], problem.option_first[seat + 1]):
            if problem.price[option] >= best and problem.help_first[option] == problem.help_first[option + 1]:
                continue
            cost = plan.cost(option)
            if cost < best and (blink == 0 or self.dice.below(blink) > 0):
                best, chosen = cost, option
        if chosen >= 0:
            plan.take(chosen, best)
        return chosen >= 0

    def _sort(self, count: i64) -> None:
        """Put the first seats of `_order` in the order of their keys."""
        keyed = [(float(self._key[self._order[place]]), int(self._order[place])) for place in range(count)]
        keyed.sort()
        for place in range(count):
            self._order[place] = keyed[place][1]

    def _look(self) -> bool:
        """Keep the plan in mind when it is the best; whether it is."""
        is_best = self.plan.value > self.best_value + TINY
        if is_best:
            self.best_value = self.plan.value
            self.best = self.plan.told()
        return is_best

    def go_on_from(self, told: list[int]) -> None:
        """Go on from this plan."""
        self.plan.become(told)
        self._is_trying = False
        self._look()

    def weigh(self, told: list[int]) -> float:
        """What a plan that was told is worth, reckoned anew; -NEVER when it breaks something that has no price."""
        plan = Seating(self.problem)
        plan.become(told)
        taken = plan.taken
        plan.sift()
        return plan.value if plan.taken == taken else -NEVER

    def run(self, steps: int) -> None:
        """So many steps: seats put in by ejections, or small parts made anew."""
        if self.problem.seats == 0:
            return
        self._budget += steps
        while self._budget > 0:
            if self._is_trying:
                self._budget -= 1
                self._try_on()
            elif self._remakes > 0:
                self._remakes -= 1
                self._budget -= REMAKING
                self._remake()
            else:
                self._leaning += (0.5 - self._leaning) * 0.02
                if self.dice.share() >= self._leaning or not self._begin_try():
                    self._remakes = BLOCK

    def _begin_try(self) -> bool:
        """Get ready to put in the open seats, or those of somebody who is to be spared; False: there is nothing."""
        problem, plan, ejector = self.problem, self.plan, self.ejector
        is_sparing = self._priced > 0 and (plan.taken == problem.seats or self.dice.below(5) > 0)
        plan.mark()
        self._begun = plan.value
        ejector.count = 0
        if self._fails % 20 == 0:
            ejector.forget()
        victim = self._victim() if is_sparing else -1
        for person in range(problem.people):
            ejector.is_closed[person] = 0
            if is_sparing and (person == victim or (plan.held[person] == 0 and problem.opening[person] > 0.0)):
                ejector.is_closed[person] = 1
        if victim >= 0:
            self._send_home(victim)
            if self._fails > 0:
                self._exchange()
        elif plan.taken < problem.seats:
            for seat in range(problem.seats):
                if plan.at[seat] < 0 and problem.option_first[seat] < problem.option_first[seat + 1]:
                    ejector.put(seat)
        self._is_trying = ejector.count > 0
        self._left = self._patience * (5 + self._fails) // 5
        return self._is_trying

    def _send_home(self, person: i64) -> None:
        plan, ejector = self.plan, self.ejector
        while plan.head[person] >= 0:
            begun = plan.losses
            plan.empty(plan.head[person])
            for place in range(begun, plan.losses):
                ejector.put(plan.lost[place])
            plan.losses = begun

    def _victim(self) -> i64:
        """Somebody with a price who holds few seats, -1: there is nobody."""
        problem, plan = self.problem, self.plan
        best: i64 = -1
        least: i64 = 0
        for _ in range(6):
            start = self.dice.below(problem.people)
            for step in range(problem.people):
                person = (start + step) % problem.people
                if plan.held[person] > 0 and problem.opening[person] > 0.0:
                    if best < 0 or plan.held[person] < least:
                        best, least = person, plan.held[person]
                    break
        return best

    def _exchange(self) -> None:
        """Send a few who hold seats home and let as many others come in their place."""
        problem, plan, ejector = self.problem, self.plan, self.ejector
        for _ in range(self.dice.below(3 + self._fails)):
            comes = self.dice.below(problem.people)
            goes = self._victim()
            if goes >= 0 and ejector.is_closed[comes] == 1 and plan.held[comes] == 0:
                self._send_home(goes)
                ejector.is_closed[goes] = 1
                ejector.is_closed[comes] = 0

    def _try_on(self) -> None:
        plan, ejector = self.plan, self.ejector
        is_put = ejector.step(plan)
        self._left -= 1
        if ejector.count > 0 and is_put and self._left > 0:
            return
        if not is_put and ejector.count > 1 and self._left > 0:
            return
        self._is_trying = False
        if plan.value > self._begun + TINY:
            self._fails = 0
            plan.mark()
            if self._look():
                self._leaning += (0.95 - self._leaning) * 0.5
        else:
            self._fails = (self._fails + 1) % 40
            plan.undo()

    def _remake(self) -> None:
        """Empty a few seats that have to do with one another and fill them anew."""
        problem, plan = self.problem, self.plan
        heat = self._cool()
        plan.mark()
        before = plan.value
        self._ruin()
        count: i64 = 0
        for place in range(plan.losses):
            seat = plan.lost[place]
            self._order[count] = seat
            self._key[seat] = self.dice.share()
            count += 1
        plan.losses = 0
        missing = problem.seats - plan.taken
        if missing > count:
            start = self.dice.below(problem.seats)
            for step in range(problem.seats):
                seat = (start + step) % problem.seats
                if plan.at[seat] < 0 and self._key[seat] < 0.0:
                    self._order[count] = seat
                    self._key[seat] = self.dice.share()
                    count += 1
                    if count > 40:
                        break
        self._sort(count)
        for place in range(count):
            if not self._put_cheapest(self._order[place], 50):
                self._put_cheapest(self._order[place], 0)
        for place in range(count):
            self._key[self._order[place]] = -1.0
        if plan.value > before + TINY:
            if self._look():
                self._leaning += (0.05 - self._leaning) * 0.5
        elif plan.value < before + heat * log(self.dice.share()):
            plan.undo()

    def _cool(self) -> float:
        """The temperature now; once it is cold, the best plan is gone on from and it is hot again for longer."""
        if self._done >= self._spell:
            self._done = 0
            self._spell = self._spell * 3 // 2
            self.plan.become(self.best)
        if self._done == 0:
            dear = 0.0
            for seat in range(self.problem.seats):
                if self.plan.at[seat] >= 0:
                    dear += self.problem.worth[seat]
            self._scale = (dear - self.plan.value) / float(self.plan.taken + 1)
            if self._scale < 0.0:
                self._scale = 0.0
        self._done += 1
        return self._scale * HOT * exp(log(COLD / HOT) * float(self._done) / float(self._spell))

    def _ruin(self) -> None:
        """All seats of some people who could take one seat, or seats near to one in time."""
        problem, plan = self.problem, self.plan
        plan.losses = 0
        size = 2 + self.dice.below(12)
        seat = self.dice.below(problem.seats)
        if self.dice.below(2) == 0:
            first, last = problem.option_first[seat], problem.option_first[seat + 1]
            if first == last:
                return
            for _ in range(4 * size):
                person = problem.person[first + self.dice.below(last - first)]
                while plan.head[person] >= 0 and plan.losses < size:
                    plan.empty(plan.head[person])
        else:
            width = problem.end[seat] - problem.start[seat]
            for _ in range(20 * size):
                other = self.dice.below(problem.seats)
                if plan.at[other] < 0 or plan.losses >= size:
                    continue
                apart = problem.start[seat] - problem.end[other]
                if apart < width and problem.start[other] - problem.end[seat] < width:
                    plan.empty(other)
