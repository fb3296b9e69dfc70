"""A proposal of a day's rides, as pages and the command line show it: trips by trip, who is left, what would help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.domain.ids import HearingId, HouseholdId, PlaceId
from clinic.i18n import Sentence

from .times import Hour


@dataclass(frozen=True, slots=True)
class ProposedRider:
    """A household on a proposed trip."""

    hearing_id: HearingId
    household_id: HouseholdId
    code: str
    adults: int
    children: int
    shelter: str


@dataclass(frozen=True, slots=True)
class ProposedStop:
    """Where a proposed trip halts, when, and who gets in; the port is the last one, with nobody."""

    place_id: PlaceId
    place: str
    hour: Hour | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedTrip:
    """A trip that would be made. `number` names it within the proposal; `driver` and `escort` are '' while open.

    `reasons` say why it goes like this, `wishes` what rules would still wish for.
    """

    number: int
    label: str
    port: str
    vehicle: str
    seats: int
    taken: int
    report_at: datetime
    departs: Hour | None
    arrives: Hour | None
    driver: str
    has_driver_seat: bool
    escort: str
    has_escort_seat: bool
    riders: tuple[ProposedRider, ...]
    stops: tuple[ProposedStop, ...]
    reasons: tuple[Sentence, ...]
    wishes: tuple[Sentence, ...]
