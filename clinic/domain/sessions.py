"""Sessions and seats: who works where and when. A seat is the unit of rostering, at a session and on a trip alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum

from .ids import PlaceId, SeatId, SessionId, SiteId, TemplateId, TripId, VolunteerId, new_id
from .people import Role
from .when import Interval


class SessionKind(Enum):
    """What a session is for."""

    CHARLA = "charla"
    CONSULTATIONS = "consultations"
    CHILDCARE = "childcare"
    TRAINING = "training"
    MEETING = "meeting"
    PAPERS = "papers"
    RETURN_WATCH = "return_watch"
    OTHER = "other"


class SessionStatus(Enum):
    """How far the plan has gone."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(eq=False, kw_only=True)
class Session:
    """A day or half a day of work at one place. `advice`: legal advice is given (else information only).

    `break_from` and `break_until` are its own break on the wall clock, in which nobody is met: the same hour twice is
    no break, None the break of the clinic.
    """

    id: SessionId = field(default_factory=lambda: SessionId(new_id()))
    site_id: SiteId
    place_id: PlaceId
    room: str = ""
    kind: SessionKind
    label: str = ""
    starts_at: datetime
    ends_at: datetime
    break_from: time | None = None
    break_until: time | None = None
    status: SessionStatus = SessionStatus.DRAFT
    advice: bool = False
    template_id: TemplateId | None = None
    note: str = ""

    @property
    def interval(self) -> Interval:
        """Its time."""
        return Interval(self.starts_at, self.ends_at)


class Answer(Enum):
    """Asked and confirmed are facts of their own beside 'assigned'."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(eq=False, kw_only=True)
class Seat:
    """A place for one volunteer at a session or on a trip; exactly one of `session_id` and `trip_id` is set.

    `starts_at` and `ends_at` are the seat's own time: the session's, or less (a remote interpreter from 12:15), or the
    time on duty of a driver, from leaving home. `source` and `target` are the languages of an interpreter's seat.
    `languages` must all be spoken. `minutes`: taken at any time of its session for so long; while it is open its time
    is the session's, and whoever takes it gets the first stretch that is free for them. `overridden` are the codes of
    rules that somebody has overruled, `reason` says why, in their words.
    """

    id: SeatId = field(default_factory=lambda: SeatId(new_id()))
    session_id: SessionId | None = None
    trip_id: TripId | None = None
    position: int = 0
    role: Role
    languages: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    starts_at: datetime
    ends_at: datetime
    remote: bool = False
    minutes: int | None = None
    volunteer_id: VolunteerId | None = None
    answer: Answer = Answer.NOT_ASKED
    pinned: bool = False
    overridden: tuple[str, ...] = ()
    reason: str = ""

    @property
    def interval(self) -> Interval:
        """Its time."""
        return Interval(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class SeatPattern:
    """A seat of a weekly template."""

    role: Role
    languages: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    remote: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SessionPattern:
    """A session of a weekly template: weekday (0 = Monday) and wall-clock times at its place, also of its break."""

    weekday: int
    starts: time
    ends: time
    kind: SessionKind
    place_id: PlaceId
    room: str = ""
    label: str = ""
    advice: bool = False
    seats: tuple[SeatPattern, ...] = ()
    break_from: time | None = None
    break_until: time | None = None


@dataclass(eq=False, kw_only=True)
class Template:
    """A week to start from."""

    id: TemplateId = field(default_factory=lambda: TemplateId(new_id()))
    site_id: SiteId
    label: str
    sessions: tuple[SessionPattern, ...] = ()
