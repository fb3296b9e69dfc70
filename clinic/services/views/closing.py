"""What the closing of a place does: shown before it is done, and told afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.breaches import Breach
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PlaceId, SessionId, TripId, VolunteerId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session at the place. `moved_to` is '' when it is called off; `households` were to be met there."""

    session_id: SessionId
    words: Sentence
    moved_to: str
    households: int


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A household whose consultation does not take place, by urgency (`rank`): its new time, or why there is none."""

    household_id: HouseholdId
    code: str
    rank: int
    reasons: tuple[Sentence, ...]
    was: datetime
    starts: datetime | None
    words: Sentence
    why: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class RideLine:
    """A household that was to be fetched from (or brought to) the place. `to` is '' while nobody said where else.

    `was` and `now` are its hours at that stop. `warnings` is what now speaks against the trip.
    """

    trip_id: TripId
    trip: str
    household_id: HouseholdId
    code: str
    to: str
    was: datetime | None
    now: datetime | None
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class StayLine:
    """A household that lives at the place, and where it goes ('': nobody said)."""

    household_id: HouseholdId
    code: str
    people: int
    to: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Who must be told what. `volunteer_id` is None for a household, which is named by its code."""

    volunteer_id: VolunteerId | None
    name: str
    phone: str
    what: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """All of it. `refused` holds what no rule lets pass without a reason; `change` is None in a preview."""

    place_id: PlaceId
    place: str
    from_day: date
    line: Sentence
    sessions: tuple[SessionLine, ...]
    offers: tuple[OfferLine, ...]
    rides: tuple[RideLine, ...]
    stays: tuple[StayLine, ...]
    tell: tuple[Tell, ...]
    warnings: tuple[Sentence, ...]
    refused: tuple[Breach, ...]
    change: Change | None = None
