"""Who is met when, as plain numbers, and the promise of an engine that plans it.

The services put a day or a week of consultations into these numbers and read the answer back into bookings; the engine
knows no household, no language and no rule. Times are whole minutes from any one moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .fleet import Limits, unwatched

__all__ = ["Asking", "Diary", "Limits", "Sitting", "SittingPlan", "SittingPlanner", "Watch", "unwatched"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One way of being met: on which `day`, within [`start`, `end`), and what it `takes` for so long (resources).

    `price` is what speaks against it, in the unit of `Asking.worth`.
    """

    day: int
    start: int
    end: int
    takes: tuple[int, ...]
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who wants to be met once, in one of `Diary.choices[choice]`; being met is worth so much.

    `visits` holds for each day the resource that stands for the household's visit on that day: several askings of one
    household share them, so that it is in one meeting at a time and pays for each visit once. Empty: nobody shares.
    """

    worth: float
    choice: int
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Diary:
    """The whole problem. Each resource serves one sitting at a time; using it at all costs its price, once.

    Askings that can be met in the same ways name the same choice: that makes the search much shorter.
    """

    prices: tuple[float, ...]
    choices: tuple[tuple[Sitting, ...], ...]
    askings: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class SittingPlan:
    """The best that was found: for each asking the sitting of its choice (None: not met).

    `value` is the worth of all that are met less all prices; no plan is worth more than `bound`.
    """

    chosen: tuple[int | None, ...]
    value: float
    bound: float

    @property
    def met(self) -> int:
        """How many are met."""
        return sum(each is not None for each in self.chosen)

    @property
    def gap(self) -> float:
        """How much better a plan could be at most, as a share of the bound (0.0: none is better)."""
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0


#: Told now and then the best plan so far; returns True to stop with what there is, or raises `clinic.jobs.Cancelled`.
Watch = Callable[[SittingPlan], bool]


class SittingPlanner(Protocol):
    """Plans who is met when."""

    def plan(
        self, diary: Diary, limits: Limits, watch: Watch = unwatched, start: Sequence[int | None] = ()
    ) -> SittingPlan:
        """The best plan found within the limits; always one in which no resource serves two at a time.

        `start` is a plan to begin with (`SittingPlan.chosen`), never made worse. The first plan is told to `watch` at
        once, then it is asked at least every tenth of a second, so that a stop takes effect within 0.2 s; other
        threads go on meanwhile. The same seed gives the same plan unless the seconds run out. Raises BadValue when
        the numbers make no sense (a sitting that ends before it begins, a resource that is not there).
        """
