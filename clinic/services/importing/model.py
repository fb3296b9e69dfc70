"""What an import says before anything is saved: what would be added, changed and doubted, row by row with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from uuid import UUID

from clinic.domain.hearings import HearingKind, TimeSource
from clinic.domain.ids import SiteId
from clinic.domain.people import Availability, Credential, Interprets, Role, Speaks
from clinic.i18n import Sentence


class Kind(Enum):
    """What a list is a list of."""

    VOLUNTEERS = "volunteers"
    HEARINGS = "hearings"
    REDATING = "redating"


class Doing(Enum):
    """What would be done with a row."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    ASK = "ask"


class Order(Enum):
    """How dates like 3/4/27 are written."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the coordinator has answered. None: not asked or not answered yet.

    `date_order` settles dates that can be read in two ways; `hidden_rows` says whether hidden rows are taken.
    """

    date_order: Order | None = None
    hidden_rows: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the whole file. `key` is the attribute of `Answers`; options are (value to put there, words)."""

    key: str
    sentence: Sentence
    options: tuple[tuple[Order | bool, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said about one cell: where it stands, what it holds, and a sentence."""

    sheet: str
    row: int
    column: str
    value: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class VolunteerRecord:
    """A volunteer as read; empty: the file says nothing. `marks` counts the cells of the availability grid."""

    name: str
    roles: tuple[Role, ...] = ()
    speaks: tuple[Speaks, ...] = ()
    interprets: tuple[Interprets, ...] = ()
    availability: tuple[Availability, ...] = ()
    marks: int = 0
    here_from: date | None = None
    here_until: date | None = None
    phone: str = ""
    contact_note: str = ""
    email: str = ""
    has_car: bool | None = None
    credentials: tuple[Credential, ...] = ()
    note: str = ""
    training_pending: bool = False
    gone: bool | None = None
    signed_up_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRecord:
    """One person of a household with the hearing of the household. Times are wall clock of the port.

    `family` numbers the households of a sheet, `position` the persons of a household (doubted rows count too, so that
    the numbers stay when the doubts are settled). `name` and `a_number` are empty unless the clinic keeps them.
    """

    family: int
    position: int
    reference: str = ""
    name: str = ""
    a_number: str = ""
    age: int | None = None
    shelter: str = ""
    languages: tuple[str, ...] = ()
    port: str = ""
    court: str = ""
    kind: HearingKind | None = None
    hearing_on: date
    hearing_time: time | None = None
    report_on: date | None = None
    report_time: time | None = None
    report_source: TimeSource = TimeSource.UNKNOWN
    fare: Decimal | None = None
    note: str = ""
    states_hearing: bool = True


@dataclass(frozen=True, slots=True)
class RedatingRecord:
    """A hearing that moves from one day to another, and what the notice says about its times."""

    reference: str
    a_number: str
    old_on: date
    new_on: date
    report_time: time | None = None
    hearing_time: time | None = None
    reason: str = ""


Record = VolunteerRecord | HearingRecord | RedatingRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """One row as read, before it is compared with the file. `record` is None when nothing can be taken from it.

    A doubted reading with a record can be taken as proposed. `what` names the row in words.
    """

    kind: Kind
    sheet: str
    row: int
    what: Sentence
    record: Record | None
    remarks: tuple[Remark, ...] = ()
    doubted: bool = False
    twin: tuple[str, int] | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the list and what would be done with it. `target` is the row of the file that would change, if any."""

    reading: Reading
    doing: Doing
    details: tuple[Sentence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    target: UUID | None = None

    @property
    def sheet(self) -> str:
        """The sheet's name ('' for a text table)."""
        return self.reading.sheet

    @property
    def row(self) -> int:
        """The row's number as a person sees it."""
        return self.reading.row

    @property
    def what(self) -> Sentence:
        """Whom the row is about."""
        return self.reading.what

    @property
    def can_be_taken(self) -> bool:
        """Whether a doubted row holds a proposal that can be agreed to."""
        return self.reading.record is not None


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that an import would do. Nothing is saved until `apply`."""

    site_id: SiteId
    today: date
    rows: tuple[PreviewRow, ...]
    notices: tuple[Sentence, ...]
    questions: tuple[Question, ...]

    def _doing(self, doing: Doing) -> tuple[PreviewRow, ...]:
        return tuple(row for row in self.rows if row.doing is doing)

    @property
    def added(self) -> tuple[PreviewRow, ...]:
        """Rows that would be added."""
        return self._doing(Doing.ADD)

    @property
    def changed(self) -> tuple[PreviewRow, ...]:
        """Rows that would change something on file."""
        return self._doing(Doing.CHANGE)

    @property
    def same(self) -> tuple[PreviewRow, ...]:
        """Rows that are on file already."""
        return self._doing(Doing.SAME)

    @property
    def asked(self) -> tuple[PreviewRow, ...]:
        """Rows that need an answer or cannot be taken."""
        return self._doing(Doing.ASK)

    @property
    def clean(self) -> tuple[PreviewRow, ...]:
        """Rows that can be taken with no question."""
        return tuple(row for row in self.rows if row.doing is not Doing.ASK)

    @property
    def warned(self) -> tuple[PreviewRow, ...]:
        """Clean rows about which something is said."""
        return tuple(row for row in self.clean if row.remarks)
