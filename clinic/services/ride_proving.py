"""Search and trial in turns: what breaks a rule once it is made is forbidden, and the search goes on with the rest.

So a plan promises only what stands when its trips are judged, crews and all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clinic.domain.ids import HearingId
from clinic.i18n import Sentence

from .ride_ground import Ground
from .ride_left import Obstacle
from .ride_making import Made, carry_out
from .ride_problem import Ban
from .ride_search import SIDE, Found, Searcher, World, choices, world_of

#: So often a plan of which something does not stand is mended by another search.
MOST_MENDS = 6


@dataclass(frozen=True)
class Proven:
    """A plan and what came of it on trial. `banned`: why people could not go as was tried, by their hearing."""

    found: Found
    made: Made
    banned: dict[HearingId, tuple[Obstacle, Sentence]]

    @property
    def rank(self) -> tuple[int, float]:
        """The smaller, the better: people covered come first."""
        return -self.made.covered, self.found.cost


def prove(searcher: Searcher, ground: Ground, found: Found) -> Proven:
    """Try a plan, and mend it as long as something of it does not stand; the best that was seen."""
    best = _mended(searcher, ground, found)
    if not best.banned:
        return best
    for world in _other_worlds(best.found.world):
        if searcher.is_over or not (best.made.faults or best.found.left):
            break
        best = min(best, _mended(searcher, ground, searcher.solve(world, SIDE)), key=lambda each: each.rank)
    return best


def _mended(searcher: Searcher, ground: Ground, found: Found) -> Proven:
    made = carry_out(ground, found.runs)
    best = last = Proven(found, made, {})
    for _ in range(MOST_MENDS):
        if not last.made.faults or searcher.is_over:
            break
        bans = last.found.world.bans | set(_bans(last.made))
        world = replace(last.found.world, bans=bans)
        found = searcher.solve(world, SIDE, copies=last.found.copies, start=last.found)
        told = {
            party.case.hearing.id: (fault.obstacle, fault.why)
            for fault in last.made.faults
            for party in fault.run.parties
        }
        last = Proven(found, carry_out(ground, found.runs), {**last.banned, **told})
        best = min(best, last, key=lambda each: each.rank)
    return best


def _bans(made: Made) -> Iterator[Ban]:
    for fault in made.faults:
        yield from (Ban.of(party, fault.run.turn) for party in fault.run.parties)


def _other_worlds(world: World) -> Iterator[World]:
    for first, most in choices(world):
        yield replace(world_of(world.ground, world.assumed, first, most), bans=world.bans)
