"""The smallest exchange that fills a seat: whoever could take it sits elsewhere, and somebody else takes that seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clinic.domain.breaches import Breach, Severity
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.when import Interval
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.services.views.why import Move

from .counting import core_of
from .impossible import stays
from .suitable import Suitable, members

#: More people than this do not change places for one seat.
MOST = 3
#: So often the rules are asked at most for one seat; then a longer exchange is not looked for any more.
MOST_ASKED = 1500


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody takes a seat, out of the one where they sat (None: they were free)."""

    seat: Seat
    person: Volunteer
    out_of: Seat | None


def hard(facts: Facts, seat: Seat, person: Volunteer) -> tuple[Breach, ...]:
    """What speaks against somebody in a seat but for wishes."""
    found = judge.seating(facts, seat, person)
    return tuple(breach for breach in found if breach.severity is not Severity.WISH)


def sat(facts: Facts, seat: Seat, person: Volunteer | None) -> Facts:
    """The facts with somebody in a seat who is not asked yet, or nobody."""
    bare = replace(seat, volunteer_id=None, answer=Answer.NOT_ASKED, overridden=(), reason="", pinned=False)
    hours = _whole(facts, bare) if person is None else facts.commitment(bare, person.id).interval
    who = person.id if person is not None else None
    row = replace(bare, volunteer_id=who, starts_at=hours.start, ends_at=hours.end)
    return facts.with_(seats={**facts.seats, seat.id: row})


def _whole(facts: Facts, seat: Seat) -> Interval:
    """The hours of an open seat: those of its session where any time will do."""
    if seat.minutes is not None and seat.session_id is not None:
        return facts.sessions[seat.session_id].interval
    return core_of(facts, seat)


class Exchanges:
    """Looks for exchanges among `suitable.people`; whoever is pinned, confirmed or seated for a reason stays."""

    def __init__(self, facts: Facts, suitable: Suitable) -> None:
        self._facts, self._suitable = facts, suitable
        self._left = 0

    def smallest(self, seat: Seat) -> tuple[Step, ...]:
        """The fewest people who have to change for this seat to be filled and none to be opened; empty: none found."""
        self._left = MOST_ASKED
        for most in range(1, MOST + 1):
            if found := self._chain(self._facts, seat, most, frozenset({seat.id})):
                return found
        return ()

    def freed(self, seat: Seat) -> Iterator[tuple[Volunteer, Seat]]:
        """Whoever could take the seat if they left another one, which is then open; each with that one."""
        self._left = MOST_ASKED
        for person in self._people(seat):
            for other, _ in self._leaving(self._facts, seat, person):
                yield person, other

    def _chain(self, facts: Facts, seat: Seat, most: int, used: frozenset[object]) -> tuple[Step, ...]:
        """As many people as `most`, the last of whom is free."""
        for person in self._people(seat):
            if person.id in used or self._left <= 0:
                continue
            if most == 1:
                if not self._asked(facts, seat, person):
                    return (Step(seat, person, None),)
                continue
            for other, without in self._leaving(facts, seat, person):
                if other.id in used:
                    continue
                after = sat(without, seat, person)
                rest = self._chain(after, after.seats[other.id], most - 1, used | {person.id, other.id})
                if rest and self._stands(after, rest, (seat, person)):
                    return (Step(seat, person, other), *rest)
        return ()

    def _stands(self, facts: Facts, steps: Sequence[Step], first: tuple[Seat, Volunteer]) -> bool:
        """Whether everybody may sit there once all have changed."""
        for step in steps:
            facts = sat(facts, facts.seats[step.seat.id], step.person)
        there = [first, *((step.seat, step.person) for step in steps)]
        return not any(self._asked(facts, facts.seats[seat.id], person) for seat, person in there)

    def _leaving(self, facts: Facts, seat: Seat, person: Volunteer) -> Iterator[tuple[Seat, Facts]]:
        """Seats of somebody's that may be left, each of which alone is in the way; with the facts without it."""
        for other in facts.seats_by_volunteer.get(person.id, ()):
            if other.id != seat.id and not stays(other) and self._is_near(seat, other):
                without = sat(facts, other, None)
                if not self._asked(without, seat, person):
                    yield other, without

    def _is_near(self, seat: Seat, other: Seat) -> bool:
        return seat.interval.gap_to(other.interval) < 7 * 24 * 60

    def _people(self, seat: Seat) -> list[Volunteer]:
        return [self._suitable.people[number] for number in members(self._suitable.at_any_time(seat))]

    def _asked(self, facts: Facts, seat: Seat, person: Volunteer) -> tuple[Breach, ...]:
        self._left -= 1
        return hard(facts, seat, person)


def moves_of(steps: Sequence[Step]) -> tuple[Move, ...]:
    """The steps as moves."""
    return tuple(Move(step.seat.id, step.person.id) for step in steps)
