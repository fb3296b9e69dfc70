"""A plan of seats tried in memory: everybody seated at once, and judged by the rules that guard every hand.

The sums that the engine was given are never more lenient than the rules, but for what nobody foresaw: whoever breaks a
rule after all is not seated. Where a sum was too strict, the rules say so, and a seat that was left open is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.rules import judge
from clinic.rules.facts import Facts

from .roster_ground import Ground
from .roster_problem import Problem

#: Who sits in which open seat, by its number in `ground.open`: the number of the person among `ground.people`.
Seated = dict[int, int]


def facts_with(ground: Ground, chosen: Mapping[int, int]) -> Facts:
    """The facts as they would be."""
    rows = [as_seated(ground, seat, ground.people[person]) for seat, person in _in_order(ground, chosen)]
    return ground.facts.with_(seats={**ground.facts.seats, **{row.id: row for row in rows}})


def as_seated(ground: Ground, seat: Seat, person: Volunteer) -> Seat:
    """An open seat with somebody in it: as it is now if they sit there already, else not asked yet."""
    hours = ground.facts.commitment(seat, person.id).interval  # a driver's begin at their home
    row = replace(seat, volunteer_id=person.id, starts_at=hours.start, ends_at=hours.end)
    return row if ground.was.get(seat.id) == person.id else replace(row, answer=Answer.NOT_ASKED, pinned=False)


def _in_order(ground: Ground, chosen: Mapping[int, int]) -> Iterator[tuple[Seat, int]]:
    for number in sorted(chosen):
        yield ground.open[number], chosen[number]


def broken(ground: Ground, facts: Facts, chosen: Mapping[int, int]) -> dict[int, tuple[Breach, ...]]:
    """What refuses those who are chosen, by number of the seat; empty when everybody may sit there."""
    found = {}
    for seat, person in chosen.items():
        breaches = judge.seating(facts, facts.seats[ground.open[seat].id], ground.people[person])
        if refused := tuple(breach for breach in breaches if breach.severity is not Severity.WISH):
            found[seat] = refused
    return found


def mended(problem: Problem, chosen: Mapping[int, int]) -> tuple[Seated, Facts]:
    """As much of a plan as the rules let stand, and whoever else they let sit down."""
    ground, left = problem.ground, dict(chosen)
    facts = facts_with(ground, left)
    while bad := broken(ground, facts, left):
        worst = max(bad, key=lambda seat: (len(bad[seat]), -problem.worth(ground.open[seat]), seat))
        del left[worst]
        facts = facts_with(ground, left)
    return _filled_up(problem, left, facts)


def _filled_up(problem: Problem, chosen: Seated, facts: Facts) -> tuple[Seated, Facts]:
    ground = problem.ground
    empty = [number for number in range(len(ground.open)) if number not in chosen]
    for number in sorted(empty, key=lambda seat: (-problem.worth(ground.open[seat]), seat)):
        for option in sorted(problem.choices.options[number], key=lambda one: (one.price, one.person)):
            row = as_seated(ground, ground.open[number], ground.people[option.person])
            breaches = judge.seating(facts, row, ground.people[option.person])
            if all(breach.severity is Severity.WISH for breach in breaches):
                chosen[number] = option.person
                facts = facts_with(ground, chosen)
                break
    return chosen, facts


def nearest(problem: Problem, facts: Facts, number: int) -> tuple[Volunteer, tuple[Breach, ...]] | None:
    """Whoever comes nearest to an open seat, and what refuses them; None when nobody can do what it wants."""
    ground, seat = problem.ground, problem.ground.open[number]
    people = [option.person for option in problem.choices.options[number]]
    people = people or problem.choices.skilled(seat)
    best: tuple[Volunteer, tuple[Breach, ...]] | None = None
    for person in people:
        who = ground.people[person]
        found = judge.seating(facts, as_seated(ground, seat, who), who)
        refused = tuple(breach for breach in found if breach.severity is not Severity.WISH)
        if best is None or len(refused) < len(best[1]):
            best = who, refused
        if len(best[1]) == 1:
            break
    return best


def people_of(ground: Ground, chosen: Mapping[int, int]) -> dict[SeatId, VolunteerId]:
    """Who sits in which seat."""
    return {ground.open[seat].id: ground.people[person].id for seat, person in chosen.items()}
