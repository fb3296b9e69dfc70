"""What the People page shows of volunteers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.ids import AbsenceId, PlaceId, SiteId, VolunteerId
from clinic.domain.people import AbsenceKind, Can, Credential, CredentialKind, Interprets, Limits, Role, Speaks
from clinic.i18n import Sentence

from .seats import SeatView


class PapersState(Enum):
    """How somebody's papers stand, worst last; each has a shape of its own on the page."""

    IN_ORDER = "in_order"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    NOT_READY = "not_ready"  # not trained, or a driver who is not vetted
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A volunteer in the table. `here` in words: 'lives here', 'from Mon 20 July'. Minutes are those of the week."""

    volunteer_id: VolunteerId
    name: str
    roles: tuple[Role, ...]
    roles_words: Sentence
    languages: Sentence
    here: Sentence
    is_here: bool
    minutes: int
    night_minutes: int
    state: PapersState
    papers: Sentence
    gone: bool


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Volunteers, by name. `line` is the answer line; `total` counts all on file, `here` who is here this week."""

    rows: tuple[PersonRow, ...]
    line: Sentence
    total: int
    here: int


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper, the training or the vetting: what, until or since when, how it stands. `kind` None: no paper proper."""

    kind: CredentialKind | None
    what: Sentence
    when: Sentence
    state: PapersState
    credential: Credential | None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """A time at which somebody is not free, on the wall clock of their site."""

    absence_id: AbsenceId
    kind: AbsenceKind
    starts: datetime
    ends: datetime
    tentative: bool
    note: str


@dataclass(frozen=True, slots=True)
class VolunteerDetail:
    """Everything that the panel shows and edits.

    `grid` holds night, morning, afternoon and evening, each with seven answers from Monday on (None: nothing was said).
    `warning` is the paper that ends first, `effect` what follows: '2 seats fall after the licence ends.'
    `conflicts` is only how many there are. `asked` and `said_yes` count seats of the last 30 days and of those to come.
    """

    volunteer_id: VolunteerId
    name: str
    site_id: SiteId | None
    roles: tuple[Role, ...]
    speaks: tuple[Speaks, ...]
    interprets: tuple[Interprets, ...]
    languages: Sentence
    here: Sentence
    here_from: date | None
    here_until: date | None
    remote: bool
    is_woman: bool | None
    has_car: bool
    limits: Limits
    home_id: PlaceId | None
    phone: str
    email: str
    contact_note: str
    note: str
    feed_language: str
    vetted_on: date | None
    trained_on: date | None
    gone: bool
    warning: Sentence | None
    effect: Sentence | None
    grid: tuple[tuple[Can | None, ...], ...]
    papers: tuple[PaperLine, ...]
    absences: tuple[AbsenceLine, ...]
    conflicts: int
    seats: tuple[SeatView, ...]
    minutes: int
    night_minutes: int
    last_asked_at: datetime | None
    asked: int
    said_yes: int
