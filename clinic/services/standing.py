"""What speaks against a seat as it stands. What somebody overruled at one of two seats is overruled at both."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.breaches import Breach
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.rules import judge
from clinic.rules.facts import Facts

#: Rules that two seats of one person break together, and how far apart the two can be.
_SHARED = {
    "REST": timedelta(days=1),
    "TRAVEL": timedelta(days=1),
    "HOURS_A_DAY": timedelta(days=1),
    "DAYS_A_WEEK": timedelta(days=7),
    "NIGHTS_A_WEEK": timedelta(days=7),
}


def standing(facts: Facts, seat: Seat, person: Volunteer) -> tuple[Breach, ...]:
    """What speaks against somebody who sits in a seat, worst first, but for what was overruled at another of theirs."""
    beside = overruled_beside(facts, seat)
    return tuple(breach for breach in judge.seating(facts, seat, person) if breach.code not in beside)


def overruled_beside(facts: Facts, seat: Seat) -> frozenset[str]:
    """Codes of rules between two seats which somebody has overruled at another seat of the same person."""
    if seat.volunteer_id is None:
        return frozenset()
    others = [other for other in facts.seats_by_volunteer.get(seat.volunteer_id, ()) if other.id != seat.id]
    return frozenset(
        code
        for other in others
        for code in other.overridden
        if code in _SHARED and timedelta(minutes=other.interval.gap_to(seat.interval)) < _SHARED[code]
    )
