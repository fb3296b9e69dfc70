"""A day's rides as plain numbers, and the promise of an engine that plans them.

The services put a day into these numbers and read the answer back into trips; the engine knows no household, no zone
and no rule. Times are minutes from any one moment; a place is a row of `Fleet.minutes`. The published dial-a-ride
instances are the same problem (Cordeau and Laporte 2003), and are planned through the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Halt:
    """A place where a request is taken in or let out: service begins within [`earliest`, `latest`], lasts `service`."""

    place: int
    earliest: float
    latest: float
    service: float = 0.0


@dataclass(frozen=True, slots=True)
class Lift:
    """People who ride together from one place to another.

    `load` is what they take of each kind of place on board (seats, child seats, wheelchair places): as many numbers as
    every `Carrier.room`. `people` is how many stay behind without a ride. `children` each want to leave as late as is
    safe. The ride lasts at most `longest_ride`, from the end of service at `up` to its beginning at `down`. `carriers`:
    only these (indexes; None: any).
    """

    up: Halt
    down: Halt
    load: tuple[float, ...]
    people: int = 1
    children: int = 0
    longest_ride: float = inf
    carriers: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A vehicle with its crew. It leaves `start` at or after `earliest` and is at `end` by `latest`.

    `room` is its places by kind; `longest_duty` the minutes from leaving `start` to reaching `end`; `price` is what
    using it at all costs beside others (more for hired ones), in units of `Weights.carrier`.
    """

    start: int
    end: int
    earliest: float
    latest: float
    room: tuple[float, ...]
    longest_duty: float = inf
    price: float = 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; everything is added up, and the engine looks for the smallest sum.

    A person left behind; a child's minute from pick-up to the latest time at `down`; a carrier used; a minute driven.
    """

    left_behind: float = 1e9
    child_minute: float = 0.0
    carrier: float = 0.0
    minute: float = 1.0


@dataclass(frozen=True, slots=True)
class Fleet:
    """The whole problem. `minutes[a][b]` is driving from place a to place b, never negative, not always symmetric."""

    minutes: tuple[tuple[float, ...], ...]
    lifts: tuple[Lift, ...]
    carriers: tuple[Carrier, ...]
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Call:
    """A halt of a route: which lift, whether it is taken in (`up`) or let out, when service begins."""

    lift: int
    up: bool
    at: float


@dataclass(frozen=True, slots=True)
class Route:
    """What one carrier does: leaves `start` at `leaves_at`, makes its calls in order, is at `end` at `back_at`.

    All times are as late as the route allows.
    """

    carrier: int
    leaves_at: float
    calls: tuple[Call, ...]
    back_at: float


@dataclass(frozen=True, slots=True)
class FleetPlan:
    """The best that was found: one route for each carrier that is used, the lifts left behind, the weighted sum.

    `minutes` is all driving. `rounds` is how long was searched; the same seed and rounds give the same plan.
    """

    routes: tuple[Route, ...]
    left: tuple[int, ...]
    cost: float
    minutes: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """When a search ends: after `rounds` (None: never) or `seconds`, whichever comes first. `seed` makes its dice."""

    seconds: float = 10.0
    rounds: int | None = None
    seed: int = 1


#: Told now and then the best plan so far; may raise `clinic.jobs.Cancelled` or return True to stop with what there is.
Watch = Callable[[FleetPlan], bool]


def unwatched(_plan: object) -> bool:
    """Nobody watches and nobody stops it."""
    return False


class FleetPlanner(Protocol):
    """Plans a fleet's day."""

    def plan(self, fleet: Fleet, limits: Limits, watch: Watch = unwatched, start: Sequence[Route] = ()) -> FleetPlan:
        """The best plan found within the limits; always one that keeps every bound, in the worst case an empty one.

        `start` holds routes of an earlier plan, whose lifts and carriers have the same numbers here; those of them that
        still keep every bound are where the search begins, so that more carriers or wider windows never make a plan
        worse. A search ends before its time when it has long found nothing better.

        `watch` is asked at least every tenth of a second, so that a stop takes effect within 0.2 s. Blocks no other
        thread for 50 ms. Raises BadValue when the numbers make no sense (a negative driving time, loads of another
        length than room).
        """
