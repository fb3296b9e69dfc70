"""Volunteers: what they may do, which languages they speak, when they are here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from .ids import AbsenceId, HouseholdId, PlaceId, SiteId, VolunteerId, new_id
from .when import Interval


class Role(Enum):
    """What a volunteer can be asked for."""

    SUPERVISING_ATTORNEY = "supervising_attorney"
    ATTORNEY = "attorney"
    ACCREDITED_REPRESENTATIVE = "accredited_representative"
    LAW_STUDENT = "law_student"
    LEGAL_OBSERVER = "legal_observer"
    INTERPRETER = "interpreter"
    TRANSLATOR = "translator"
    CHILDCARE = "childcare"
    DRIVER = "driver"
    ESCORT = "escort"
    COORDINATOR = "coordinator"
    WATCH = "watch"
    DATA_ENTRY = "data_entry"
    COPYING = "copying"
    COURT_OBSERVER = "court_observer"
    EVALUATOR = "evaluator"
    DOCTOR = "doctor"
    COOK = "cook"


#: Who may give legal advice without a supervising attorney in the same session (field research 2.3).
LAWYERS = frozenset({Role.SUPERVISING_ATTORNEY, Role.ATTORNEY, Role.ACCREDITED_REPRESENTATIVE})
#: Who needs one.
SUPERVISED = frozenset({Role.LAW_STUDENT})


class Level(Enum):
    """How well somebody speaks a language. A level in vague words ('some', 'a little', 'ok') is never BEST."""

    BASIC = "basic"
    WORKABLE = "workable"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Speaks:
    """A language (ISO 639-3) and how well."""

    language: str
    level: Level = Level.BEST


@dataclass(frozen=True, slots=True)
class Interprets:
    """A direction in which somebody interprets, both ISO 639-3. Most people work both ways: two entries."""

    source: str
    target: str


def usual_directions(roles: Iterable[Role], speaks: Iterable[Speaks]) -> tuple[Interprets, ...]:
    """In which directions somebody interprets until it is known better: both ways between what they speak well.

    Empty for somebody who is no interpreter (field research 2.5).
    """
    if Role.INTERPRETER not in roles:
        return ()
    well = [spoken.language for spoken in speaks if spoken.level is not Level.BASIC]
    return tuple(Interprets(source, target) for source in well for target in well if source != target)


class CredentialKind(Enum):
    """A paper that lets somebody do something."""

    BAR_LICENCE = "bar_licence"
    ACCREDITATION = "accreditation"
    DRIVING_LICENCE = "driving_licence"
    PASSPORT = "passport"
    INSURANCE = "insurance"
    GUIDELINES = "guidelines"


@dataclass(frozen=True, slots=True)
class Credential:
    """A paper, where it counts ('TX'), its number, its last valid day (None: does not end), who saw it."""

    kind: CredentialKind
    jurisdiction: str = ""
    number: str = ""
    expires_on: date | None = None
    seen_by: str = ""


class DayPart(Enum):
    """A quarter of a day in the availability grid; `hours` are wall clock."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def hours(self) -> tuple[int, int]:
        """First hour and the hour at which the next part begins."""
        return {"night": (0, 7), "morning": (7, 13), "afternoon": (13, 18), "evening": (18, 24)}[self.value]


class Can(Enum):
    """How a volunteer answered for a part of a day."""

    CAN = "can"
    PREFERS = "prefers"
    UNSURE = "unsure"
    CANNOT = "cannot"
    STAND_BY = "stand_by"  # comes when somebody falls out; not planned otherwise


@dataclass(frozen=True, slots=True)
class Availability:
    """One cell of the weekly grid: weekday (0 = Monday), part of the day, answer. Cells not filled in say nothing."""

    weekday: int
    part: DayPart
    can: Can = Can.CAN


@dataclass(frozen=True, slots=True)
class Limits:
    """What one volunteer has set for themselves; None means the clinic's own figure (see `Policy`)."""

    hours_a_day: int | None = None
    days_a_week: int | None = None
    rest_minutes: int | None = None
    nights_a_week: int | None = None


@dataclass(eq=False, kw_only=True)
class Volunteer:
    """Somebody who helps. `feed_language` is 'en' or 'es'; `conflicts` are households this person must not meet.

    `sort_name` is `name` without case and accents and serves search and near-duplicates (see `clinic.domain.names`).
    A known conflict never leaves the laptop.
    """

    id: VolunteerId = field(default_factory=lambda: VolunteerId(new_id()))
    name: str
    sort_name: str = ""
    site_id: SiteId | None = None
    roles: tuple[Role, ...] = ()
    speaks: tuple[Speaks, ...] = ()
    interprets: tuple[Interprets, ...] = ()
    credentials: tuple[Credential, ...] = ()
    vetted_on: date | None = None
    trained_on: date | None = None
    here_from: date | None = None
    here_until: date | None = None
    remote: bool = False
    is_woman: bool | None = None
    has_car: bool = False
    availability: tuple[Availability, ...] = ()
    limits: Limits = Limits()
    home_id: PlaceId | None = None
    phone: str = ""
    email: str = ""
    contact_note: str = ""
    note: str = ""
    feed_language: str = "en"
    conflicts: tuple[HouseholdId, ...] = ()
    last_asked_at: datetime | None = None
    gone: bool = False

    def is_here_on(self, on: date) -> bool:
        """Whether a day lies within the dates of presence (open ends count as here)."""
        return (self.here_from is None or self.here_from <= on) and (self.here_until is None or on <= self.here_until)

    def level(self, language: str) -> Level | None:
        """How well this person speaks a language, None when not at all."""
        return next((spoken.level for spoken in self.speaks if spoken.language == language), None)

    def may_interpret(self, source: str, target: str) -> bool:
        """Whether this person interprets from `source` into `target`."""
        return Interprets(source, target) in self.interprets


class AbsenceKind(Enum):
    """Why somebody is not free."""

    ILL = "ill"
    AWAY = "away"
    BUSY = "busy"  # a busy time from their own calendar; no title is kept


@dataclass(eq=False, kw_only=True)
class Absence:
    """A time at which a volunteer is not free."""

    id: AbsenceId = field(default_factory=lambda: AbsenceId(new_id()))
    volunteer_id: VolunteerId
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    tentative: bool = False
    note: str = ""

    @property
    def interval(self) -> Interval:
        """Its time."""
        return Interval(self.starts_at, self.ends_at)
