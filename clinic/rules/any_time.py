"""When somebody would take a place that may be taken at any time of its session: the first stretch free for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clinic.domain.commitments import Commitment
from clinic.domain.ids import PlaceId
from clinic.domain.people import Absence
from clinic.domain.policy import Policy
from clinic.domain.when import Interval, minutes


@dataclass(frozen=True, slots=True)
class AnyTime:
    """A stretch of `length` minutes somewhere in `span`, at `place` (None: from anywhere).

    `drive` gives the minutes by road between two places, None where nobody has typed them.
    """

    span: Interval
    length: int
    place: PlaceId | None
    drive: Callable[[PlaceId, PlaceId], int | None]
    policy: Policy

    def first_free(self, others: Iterable[Commitment], absences: Iterable[Absence]) -> Interval:
        """The earliest that nothing of these touches, the ways there and back included.

        The first minutes of the span where there is none: the rules then say what stands in the way.
        """
        taken = [self._with_ways(each) for each in others]
        taken += [each.interval for each in absences if not each.tentative]
        for start in sorted({self.span.start, *(each.end for each in taken if each.end > self.span.start)}):
            found = Interval(start, start + minutes(self.length))
            if self.span.holds(found) and not any(each.overlaps(found) for each in taken):
                return found
        return Interval(self.span.start, min(self.span.end, self.span.start + minutes(self.length)))

    def _with_ways(self, other: Commitment) -> Interval:
        there, back = self._way(self.place, other.start_place), self._way(other.end_place, self.place)
        return Interval(other.interval.start - minutes(there), other.interval.end + minutes(back))

    def _way(self, start: PlaceId | None, end: PlaceId | None) -> int:
        if start is None or end is None:
            return 0
        typed = self.drive(start, end)
        return self.policy.unknown_travel if typed is None else typed
