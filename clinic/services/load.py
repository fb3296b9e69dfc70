"""How much somebody does in a week: minutes on duty, and how many of them at night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from clinic.domain.ids import VolunteerId
from clinic.domain.policy import Policy
from clinic.domain.when import Interval, at, length_minutes, local
from clinic.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes on duty, all and at night."""

    minutes: int = 0
    night_minutes: int = 0


def week_load(facts: Facts, volunteer: VolunteerId, week: Interval) -> Load:
    """What a volunteer's seats take of a week; what lies outside of it does not count."""
    minutes = night = 0
    for commitment in facts.commitments(volunteer):
        if commitment.interval.overlaps(week):
            inside = Interval(max(commitment.interval.start, week.start), min(commitment.interval.end, week.end))
            minutes += inside.length
            night += night_minutes(inside, commitment.zone, facts.policy)
    return Load(minutes, night)


def night_minutes(interval: Interval, zone_name: str, policy: Policy) -> int:
    """Minutes of an interval that lie between the night's hours on the wall clock of a zone."""
    first = local(interval.start, zone_name).date() - timedelta(days=1)
    nights = (local(interval.end, zone_name).date() - first).days + 1
    found = 0
    for number in range(nights):
        evening = first + timedelta(days=number)
        morning = evening + timedelta(days=policy.night_until <= policy.night_from)
        start = max(interval.start, at(evening, policy.night_from, zone_name))
        end = min(interval.end, at(morning, policy.night_until, zone_name))
        if start < end:
            found += length_minutes(start, end)
    return found
