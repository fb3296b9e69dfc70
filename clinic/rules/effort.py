"""How much somebody does in a stretch of time: minutes on duty, and how many of them at night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from clinic.domain.commitments import Commitment
from clinic.domain.policy import Policy
from clinic.domain.when import Interval, at, length_minutes, local

from .hours import is_night_work


@dataclass(frozen=True, slots=True)
class Effort:
    """Minutes on duty, all and at night."""

    minutes: int = 0
    night_minutes: int = 0

    @property
    def weighed(self) -> int:
        """Minutes, those at night counted double."""
        return self.minutes + self.night_minutes


def effort(commitments: Iterable[Commitment], within: Interval, policy: Policy) -> Effort:
    """What commitments take of a stretch of time; what lies outside of it does not count."""
    minutes = night = 0
    for commitment in commitments:
        if commitment.interval.overlaps(within):
            inside = Interval(max(commitment.interval.start, within.start), min(commitment.interval.end, within.end))
            minutes += inside.length
            if is_night_work(commitment, policy):
                night += night_minutes(inside, commitment.zone, policy)
    return Effort(minutes, night)


def night_minutes(interval: Interval, zone_name: str, policy: Policy) -> int:
    """Real minutes of an interval that lie between the night's hours on the wall clock of a zone."""
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
