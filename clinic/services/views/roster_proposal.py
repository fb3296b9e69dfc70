"""A proposal of who sits where, as pages and the command line show it; and how even the work is then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.ids import SeatId, SessionId, TripId, VolunteerId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """A seat that would change: `name` would sit there ('' where it would be open), `was` does now ('': nobody).

    `day`, `starts` and `ends` are on the wall clock there. `reasons` say why this person, `wishes` what rules would
    still wish for.
    """

    seat_id: SeatId
    session_id: SessionId | None
    trip_id: TripId | None
    volunteer_id: VolunteerId | None
    name: str
    was_id: VolunteerId | None
    was: str
    day: date
    starts: datetime
    ends: datetime
    title: Sentence
    role: Sentence
    words: Sentence
    reasons: tuple[Sentence, ...]
    wishes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A seat that stays open; `why` is what stands in the way of whoever comes nearest."""

    seat_id: SeatId
    day: date
    words: Sentence
    why: Sentence


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody does in the weeks of a proposal: minutes, those at night counted double, before and after it."""

    volunteer_id: VolunteerId
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How even the work is: whoever does most first. Means are of all who are told, before and after."""

    loads: tuple[Load, ...]
    mean_before: float
    mean_after: float
