"""What the Consultations page shows: the day by lawyer, the waiting list, and offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.ids import (
    ConsultationId,
    HouseholdId,
    RequestId,
    SeatId,
    SessionId,
    SiteId,
    SlotId,
    VolunteerId,
)
from clinic.domain.people import Role
from clinic.i18n import Sentence
from clinic.rules.waiting import Why


class CardState(Enum):
    """How a card of the day stands. DRAFT: a link of the chain is open."""

    DRAFT = "draft"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    PINNED = "pinned"
    ARRIVED = "arrived"
    DONE = "done"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an interpreter chain; `seat_id` None or `name` '' : open."""

    source: str
    target: str
    seat_id: SeatId | None
    volunteer_id: VolunteerId | None
    name: str
    remote: bool
    words: Sentence


@dataclass(frozen=True, slots=True)
class Card:
    """A household in a slot, or a group's slot with `taken` of `capacity`; `heads` once they were counted."""

    slot_id: SlotId
    consultation_id: ConsultationId | None
    household_id: HouseholdId | None
    code: str
    adults: int
    children: int
    kind: ConsultationKind
    outcome: Outcome | None
    state: CardState
    starts: datetime
    ends: datetime
    language: str
    links: tuple[Link, ...]
    words: Sentence
    notes: tuple[Sentence, ...]
    breaches: tuple[Breach, ...]
    taken: int = 1
    capacity: int = 1
    consented: bool = True
    heads: int | None = None

    @property
    def takes_time(self) -> bool:
        """Whether the lawyer is bound by it: not when nobody came."""
        return self.state is not CardState.NO_SHOW


@dataclass(frozen=True, slots=True)
class FreeStretch:
    """Time of a lawyer's column in which nothing is booked."""

    starts: datetime
    ends: datetime
    minutes: int
    words: Sentence


@dataclass(frozen=True, slots=True)
class Busy:
    """Time of a column in which its lawyer cannot be booked, and why."""

    starts: datetime
    ends: datetime
    words: Sentence


@dataclass(frozen=True, slots=True)
class TeamMember:
    """An interpreter's seat beside a lawyer's."""

    seat_id: SeatId
    volunteer_id: VolunteerId | None
    name: str
    source: str
    target: str
    remote: bool
    starts: datetime
    ends: datetime
    words: Sentence


@dataclass(frozen=True, slots=True)
class Column:
    """One lawyer's seat of one session: who, with whom, where, when. `seat_id` None: a session without such a seat."""

    seat_id: SeatId | None
    session_id: SessionId
    volunteer_id: VolunteerId | None
    name: str
    role: Role | None
    words: Sentence
    interpreters: tuple[TeamMember, ...]
    place: str
    room: str
    starts: datetime
    ends: datetime
    cards: tuple[Card, ...]
    free: tuple[FreeStretch, ...]
    busy: tuple[Busy, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the waiting list: its place, and why; `whys` says of each of the `reasons` what it is about.

    `can_come` is None for a household that can come at any time. `sitting` is 1 or 2 for one of two sittings.
    """

    request_id: RequestId
    household_id: HouseholdId
    rank: int
    code: str
    adults: int
    children: int
    language: str
    language_words: Sentence
    kind: ConsultationKind
    minutes: int
    reasons: tuple[Sentence, ...]
    wish: str
    words: Sentence
    whys: tuple[Why, ...] = ()
    can_come: Sentence | None = None
    sitting: int = 0


@dataclass(frozen=True, slots=True)
class ConsultationsDay:
    """The Consultations page. `waiting` holds the first lines, `waiting_in_all` counts them."""

    site_id: SiteId
    day: date
    line: Sentence
    booked: int
    free_minutes: int
    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]
    waiting_in_all: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that is offered to a household, with all that speaks for and against it."""

    session_id: SessionId
    lawyer_seat_id: SeatId
    interpreter_seat_ids: tuple[SeatId, ...]
    lawyer: str
    starts: datetime
    ends: datetime
    minutes: int
    words: Sentence
    reasons: tuple[Sentence, ...]
    breaches: tuple[Breach, ...]

    @property
    def fits(self) -> bool:
        """Whether no rule asks for more than a look."""
        return all(breach.severity is Severity.WISH for breach in self.breaches)


@dataclass(frozen=True, slots=True)
class Offers:
    """The best times for one request, best first. `why_none` says what stands in the way when `offers` is empty."""

    request_id: RequestId
    offers: tuple[Offer, ...]
    why_none: tuple[Sentence, ...]
