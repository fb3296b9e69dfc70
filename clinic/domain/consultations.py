"""Consultations: which household meets whom, through which interpreters, in which slot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

from .ids import (
    ConsultationId,
    FollowUpId,
    HouseholdId,
    PersonId,
    RequestId,
    SeatId,
    SessionId,
    SlotId,
    VolunteerId,
    new_id,
)
from .when import Interval


class ConsultationKind(Enum):
    """What a household meets somebody for."""

    CHARLA = "charla"
    INTAKE = "intake"
    CONSULTATION = "consultation"
    I589 = "i589"
    DECLARATION = "declaration"
    INTERVIEW_PREPARATION = "interview_preparation"
    HEARING_PREPARATION = "hearing_preparation"
    PAPERS_CHECK = "papers_check"


@dataclass(eq=False, kw_only=True)
class Slot:
    """A bookable time with a team: seats of one session, the lawyer's, then each interpreter's as the chain goes.

    `capacity` is how many households fit (1, or more at a charla); `heads` how many people really came, once somebody
    has counted them.
    """

    id: SlotId = field(default_factory=lambda: SlotId(new_id()))
    session_id: SessionId
    starts_at: datetime
    ends_at: datetime
    kind: ConsultationKind
    seat_ids: tuple[SeatId, ...] = ()
    room: str = ""
    capacity: int = 1
    heads: int | None = None

    @property
    def interval(self) -> Interval:
        """Its time."""
        return Interval(self.starts_at, self.ends_at)


class Outcome(Enum):
    """How a consultation stands or ended. PARTLY: they have met, and a rest is left to do."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    DONE = "done"
    PARTLY = "partly"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(eq=False, kw_only=True)
class Consultation:
    """A household in a slot, or some of its persons (`person_ids`). `language` is the one they speak there."""

    id: ConsultationId = field(default_factory=lambda: ConsultationId(new_id()))
    slot_id: SlotId
    household_id: HouseholdId
    person_ids: tuple[PersonId, ...] = ()
    language: str = "spa"
    outcome: Outcome = Outcome.BOOKED
    arrived_at: datetime | None = None
    walk_in: bool = False
    pinned: bool = False
    confirmed: bool = False
    overridden: tuple[str, ...] = ()
    reason: str = ""
    request_id: RequestId | None = None


@dataclass(frozen=True, slots=True)
class CanCome:
    """When a household can come, wall clock of the place: weekdays (0 = Monday; none: any), hours, and dates.

    A meeting begins at `after` or later and is over by `until`; `first` and `last` are days on which it can still come.
    What is left out is no limit.
    """

    days: tuple[int, ...] = ()
    after: time | None = None
    until: time | None = None
    first: date | None = None
    last: date | None = None

    def holds(self, starts: datetime, ends: datetime) -> bool:
        """Whether a meeting from `starts` to `ends` (local time) suits."""
        day = starts.date()
        is_day = (not self.days or day.weekday() in self.days) and not (
            (self.first and day < self.first) or (self.last and day > self.last)
        )
        in_time = self.until is None or (ends.date() == day and ends.time() <= self.until)
        return is_day and in_time and (self.after is None or starts.time() >= self.after)


@dataclass(eq=False, kw_only=True)
class Request:
    """A line of the waiting list: a household asks for a kind. `done` once it is booked or given up.

    It is for all of the household, or for some of its persons (`person_ids`). `can_come` is when it can come; `wish`
    whatever else it said about that, in its own words. Two lines that name each other as `other_id` are two sittings of
    one matter, each of about half its length; `sitting` is 1 for the first and 2 for the second (0: one is enough).
    """

    id: RequestId = field(default_factory=lambda: RequestId(new_id()))
    household_id: HouseholdId
    person_ids: tuple[PersonId, ...] = ()
    kind: ConsultationKind
    asked_on: date
    wish: str = ""
    can_come: CanCome = CanCome()
    sitting: int = 0
    other_id: RequestId | None = None
    done: bool = False


@dataclass(eq=False, kw_only=True)
class FollowUp:
    """What must happen after a meeting or a hearing, for whom, by whom, until when."""

    id: FollowUpId = field(default_factory=lambda: FollowUpId(new_id()))
    household_id: HouseholdId | None = None
    what: str
    owner_id: VolunteerId | None = None
    due_on: date | None = None
    done_on: date | None = None
