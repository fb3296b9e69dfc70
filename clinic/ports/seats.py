"""Who sits in which seat of a week, as plain numbers, and the promise of an engine that plans it.

The services put the open seats of sessions and trips into these numbers and read the answer back into seatings; the
engine knows no volunteer, no language and no rule. Times are whole minutes from any one moment. Seats and people are
told by their position. What is asked for with a price may be missed for that price; without one it holds always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .fleet import Limits

__all__ = ["Cap", "Choice", "Clash", "Limits", "Need", "OpenSeat", "Roster", "RosterPlan", "SeatPlanner", "Watch"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who could take a seat; `price` is what speaks against it (below zero: for it), in the unit of worth."""

    person: int
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat within [`start`, `end`), worth so much when somebody of `choices` takes it.

    Nobody takes two seats that overlap. Nobody else than those of `choices` can take it.
    """

    start: int
    end: int
    worth: float
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two seats, not overlapping, that one person cannot take both (the way, the rest); of `people`, None: of all."""

    one: int
    other: int
    people: tuple[int, ...] | None = None
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on what a person does: hours of a day, days, nights, places, a fair share.

    A group of seats counts its amount once as soon as the person takes any seat of it. The sum may be `most`; whatever
    is above it costs `price` a unit, or is refused when there is none. Several caps with prices make a rising cost.
    """

    person: int
    groups: tuple[tuple[int, ...], ...]
    amounts: tuple[int, ...]
    most: int
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """When somebody of `people` (None: anybody) takes `seat`, one of `helpers` (seat, person) must be taken as well."""

    seat: int
    people: tuple[int, ...] | None
    helpers: tuple[tuple[int, int], ...]
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole problem. `people` are the prices of asking each person for anything at all, once (0.0: free)."""

    people: tuple[float, ...]
    seats: tuple[OpenSeat, ...]
    clashes: tuple[Clash, ...] = ()
    caps: tuple[Cap, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The best that was found: for each seat the person who takes it (None: it stays open).

    `value` is the worth of all that are taken less all prices; no plan is worth more than `bound`.
    """

    chosen: tuple[int | None, ...]
    value: float
    bound: float

    @property
    def filled(self) -> int:
        """How many seats are taken."""
        return sum(each is not None for each in self.chosen)

    @property
    def gap(self) -> float:
        """How much better a plan could be at most, as a share of the bound (0.0: none is better)."""
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0


#: Told now and then the best plan so far; returns True to stop with what there is, or raises `clinic.jobs.Cancelled`.
Watch = Callable[[RosterPlan], bool]


class SeatPlanner(Protocol):
    """Plans who sits in which seat."""

    def plan(
        self, roster: Roster, limits: Limits, watch: Watch | None = None, start: Sequence[int | None] = ()
    ) -> RosterPlan:
        """The best plan found within the limits; always one that keeps everything that has no price.

        `start` is a plan to begin with (`RosterPlan.chosen`), never made worse; whatever of it breaks something is
        left out. The first plan is told to `watch` at once, then it is asked at least every tenth of a second, so that
        a stop takes effect within 0.2 s; other threads go on meanwhile. With `rounds` there is one worker, and the same
        seed gives the same plan unless the seconds run out; a small roster (some 3,000 choices) keeps that promise
        without them. Raises BadValue when the numbers make no sense (a seat that ends before it begins, a person who is
        not there, a price below zero of a person, clash, limit or need).
        """
