"""Whatever takes a volunteer's time. Rosters, consultations and rides are three views of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clinic.i18n import Sentence

from .ids import PlaceId, SeatId, VolunteerId
from .when import Interval


class CommitmentKind(Enum):
    """What takes the time."""

    SESSION = "session"
    TRIP = "trip"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Commitment:
    """One stretch of a volunteer's time.

    `start_place` and `end_place` are where the person is at each end (None: anywhere, as by phone). `zone` is the
    IANA zone in which its hours are told. A consultation takes no time besides the seat in whose session it lies, so
    it is no commitment of its own; its team must be free of other consultations, which is a rule about bookings.
    """

    volunteer_id: VolunteerId
    kind: CommitmentKind
    interval: Interval
    zone: str
    label: Sentence
    seat_id: SeatId | None = None
    start_place: PlaceId | None = None
    end_place: PlaceId | None = None
    tentative: bool = False
