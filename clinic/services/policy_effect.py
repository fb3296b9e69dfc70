"""What other figures of the policy would do to a week as it stands, told before they are saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from clinic.domain.ids import SiteId
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.when import Week
from clinic.domain.words import role_of
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from .facts import week_facts
from .labels import seat_and_time
from .standing import standing


@dataclass(frozen=True, slots=True)
class PolicyEffect:
    """How the rules would judge the seats of a week: which anew with a warning, how many without one, how many as now.

    Only who sits where is judged; the hours of trips are worked out anew when a trip is next changed.
    """

    worse: tuple[Sentence, ...]
    better: int
    unchanged: int


def policy(uow: UnitOfWork) -> Policy:
    """The figures in force."""
    return uow.clinic().policy


def policy_effect(uow: UnitOfWork, *, site: SiteId, week: Week, **figures: Any) -> PolicyEffect:
    """Judge every taken seat of a week at a site by the figures in force and by these."""
    interval = week.interval(uow.sites.get(site).zone)
    before = week_facts(uow, interval, site=site, hearings=False)
    after = replace(before, policy=replace(before.policy, **figures))
    worse, better, unchanged = [], 0, 0
    for seat in sorted(before.seats.values(), key=lambda seat: seat.starts_at):
        is_this_week = interval.start <= seat.starts_at < interval.end
        if seat.volunteer_id is None or not before.is_live(seat) or not is_this_week:
            continue
        was, would_be = _codes(before, seat), _codes(after, seat)
        if would_be - was:
            name = before.volunteers[seat.volunteer_id].name
            worse.append(
                say("{name} as {role}, {where}", name=name, role=role_of(seat), where=seat_and_time(uow, seat))
            )
        elif was - would_be:
            better += 1
        else:
            unchanged += 1
    return PolicyEffect(tuple(worse), better, unchanged)


def _codes(facts: Facts, seat: Seat) -> frozenset[str]:
    person = facts.volunteers[seat.volunteer_id] if seat.volunteer_id is not None else None
    return (
        frozenset(breach.code for breach in standing(facts, seat, person)) - set(seat.overridden)
        if person
        else frozenset()
    )
