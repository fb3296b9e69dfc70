"""A fleet as the rows of numbers that the engine searches in, and its answer as a plan."""

from __future__ import annotations

from math import inf, isfinite, isnan

from clinic.domain.errors import BadValue
from clinic.i18n import say
from clinic.ports.fleet import Fleet

from .engine.problem import Rows

#: Of a lift that has no window left: none of its carriers can take it.
SLACK = 1e-7
#: How many triples of places are looked at to see whether a detour can be shorter.
TRIPLES = 200_000


def check(fleet: Fleet) -> None:
    """Raises BadValue when the numbers make no sense."""
    places, kinds = len(fleet.minutes), len(fleet.carriers[0].room) if fleet.carriers else None
    for row in fleet.minutes:
        _expect(len(row) == places and all(isfinite(minutes) and minutes >= 0 for minutes in row), "driving times")
    for carrier in fleet.carriers:
        _expect(0 <= carrier.start < places and 0 <= carrier.end < places, "places")
        _expect(isfinite(carrier.earliest) and isfinite(carrier.latest), "times")
        _expect(len(carrier.room) == kinds and not any(map(isnan, carrier.room)), "places on board")
        _expect(carrier.longest_duty >= 0 and carrier.price >= 0, "duties and prices")
    for lift in fleet.lifts:
        for halt in (lift.up, lift.down):
            _expect(0 <= halt.place < places, "places")
            _expect(isfinite(halt.earliest) and isfinite(halt.latest) and 0 <= halt.service < inf, "times")
        _expect(kinds in (None, len(lift.load)) and all(0 <= one < inf for one in lift.load), "places on board")
        _expect(lift.people >= 0 and lift.children >= 0 and lift.longest_ride >= 0, "people and rides")


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise BadValue(say("The figures for this day’s rides make no sense ({what}). Look at its places and vehicles.",
                           what=what))  # fmt: skip


def rows_of(fleet: Fleet) -> Rows:
    """The rows of `engine.problem.Problem`."""
    lifts, carriers, weights = fleet.lifts, fleet.carriers, fleet.weights
    places = [lift.up.place for lift in lifts] + [lift.down.place for lift in lifts]
    ends = sorted({carrier.start for carrier in carriers} | {carrier.end for carrier in carriers})
    first = len(places)
    places += ends
    is_metric = _is_metric(fleet.minutes)
    early, late = _tightened(fleet, is_metric=is_metric)
    kinds: dict[tuple[object, ...], int] = {}
    may = [[float(_can(fleet, lift, number)) for number in range(len(carriers))] for lift in range(len(lifts))]
    return {
        "minute": [weights.minute],
        "is_metric": [float(is_metric)],
        "has_children": [float(weights.child_minute > 0 and any(lift.children for lift in lifts))],
        "drive": [fleet.minutes[a][b] for a in places for b in places],
        "early": early,
        "late": late,
        "service": [lift.up.service for lift in lifts] + [lift.down.service for lift in lifts] + [0.0] * len(ends),
        "ride": [lift.longest_ride for lift in lifts],
        "load": [one for lift in lifts for one in lift.load],
        "missed": [weights.left_behind * lift.people for lift in lifts],
        "child": [weights.child_minute * lift.children for lift in lifts],
        "due": [lift.down.latest for lift in lifts],
        "opens": [carrier.earliest for carrier in carriers],
        "closes": [carrier.latest for carrier in carriers],
        "duty": [carrier.longest_duty for carrier in carriers],
        "price": [weights.carrier * carrier.price for carrier in carriers],
        "room": [one for carrier in carriers for one in carrier.room],
        "start": [float(first + ends.index(carrier.start)) for carrier in carriers],
        "end": [float(first + ends.index(carrier.end)) for carrier in carriers],
        "alike": [
            float(kinds.setdefault((carrier, *(row[number] for row in may)), len(kinds)))
            for number, carrier in enumerate(carriers)
        ],
        "may": [one for row in may for one in row],
    }


def _tightened(fleet: Fleet, *, is_metric: bool) -> tuple[list[float], list[float]]:
    """Windows without what the other end of the ride rules out (Cordeau 2006)."""
    early = [lift.up.earliest for lift in fleet.lifts] + [lift.down.earliest for lift in fleet.lifts]
    late = [lift.up.latest for lift in fleet.lifts] + [lift.down.latest for lift in fleet.lifts]
    n = len(fleet.lifts)
    for up, lift in enumerate(fleet.lifts):
        down, serve = up + n, lift.up.service
        straight = fleet.minutes[lift.up.place][lift.down.place] if is_metric else 0.0
        late[up] = min(late[up], late[down] - straight - serve)
        early[down] = max(early[down], early[up] + serve + straight)
        early[up] = max(early[up], early[down] - lift.longest_ride - serve)
        late[down] = min(late[down], late[up] + serve + lift.longest_ride)
    return early, late


def _can(fleet: Fleet, number: int, which: int) -> bool:
    """Whether the carrier may take the lift and has room for it."""
    lift, carrier = fleet.lifts[number], fleet.carriers[which]
    return (lift.carriers is None or which in lift.carriers) and all(
        one <= room + SLACK for one, room in zip(lift.load, carrier.room, strict=True)
    )


def _is_metric(minutes: tuple[tuple[float, ...], ...]) -> bool:
    """Whether no detour is shorter, as far as a sample shows; where it is wrong, the search only sees less."""
    count = len(minutes)
    step = max(count**3 // TRIPLES, 1)
    step += step % 2 == 0
    for number in range(0, count**3, step):
        a, b, c = number // (count * count), number // count % count, number % count
        if minutes[a][c] > minutes[a][b] + minutes[b][c] + SLACK:
            return False
    return True
