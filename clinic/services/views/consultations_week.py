"""What the Consultations page shows of a week by lawyer, and of one household in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.consultations import Outcome
from clinic.domain.ids import ConsultationId, HouseholdId, RequestId, SiteId, VolunteerId
from clinic.i18n import Sentence

from .consultations import Card


@dataclass(frozen=True, slots=True)
class LawyerDay:
    """A lawyer's meetings of a day, earliest first, and how many minutes are free beside them. `spoken` says it all."""

    on: date
    cards: tuple[Card, ...]
    free_minutes: int
    words: Sentence
    spoken: Sentence


@dataclass(frozen=True, slots=True)
class LawyerWeek:
    """A lawyer's days on which they sit in a session; `volunteer_id` None: the seats in which nobody sits yet."""

    volunteer_id: VolunteerId | None
    name: str
    role: Sentence
    booked: int
    free_minutes: int
    days: tuple[LawyerDay, ...]


@dataclass(frozen=True, slots=True)
class ConsultationsWeek:
    """A week of a site by lawyer."""

    site_id: SiteId
    days: tuple[date, ...]
    today: date
    line: Sentence
    lawyers: tuple[LawyerWeek, ...]


class What(Enum):
    """What lies at a time of a household."""

    MEETING = "meeting"
    HEARING = "hearing"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Moment:
    """A meeting, a hearing, or (`on` is then when it was asked) what the household waits for.

    `starts` is on the clock of the place, None where no hour is known. `outcome` is None for hearings and requests.
    `is_off`: called off, or nobody came.
    """

    what: What
    on: date
    starts: datetime | None
    words: Sentence
    details: tuple[Sentence, ...]
    outcome: Outcome | None = None
    is_off: bool = False
    consultation_id: ConsultationId | None = None
    request_id: RequestId | None = None


@dataclass(frozen=True, slots=True)
class HouseholdTimes:
    """What a household has a day for, earliest first: `before` today, `ahead` from today on, and what it waits for."""

    household_id: HouseholdId
    code: str
    adults: int
    children: int
    languages: Sentence
    before: tuple[Moment, ...]
    ahead: tuple[Moment, ...]
    waits: tuple[Moment, ...]
