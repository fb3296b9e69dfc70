"""What the People page shows of households. No name is among it: names are asked for one household at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from clinic.domain.hearings import TimeSource
from clinic.domain.households import Deadline, DeadlineKind, Paper, Stay
from clinic.domain.ids import CaseCode, FollowUpId, HearingId, HouseholdId, PersonId, PlaceId, SiteId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class NextHearing:
    """A date of a household; `hearing_time` and `report_time` as typed from the paper.

    `earlier` tells every date that it had before, newest first, with when it moved, why and who said so.
    """

    hearing_id: HearingId
    on: date
    hearing_time: time | None
    report_time: time | None
    report_source: TimeSource = TimeSource.TYPED
    earlier: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household in the table. `people` counts all, `children` those under 18; `needs` and `papers` in words."""

    household_id: HouseholdId
    code: CaseCode
    people: int
    children: int
    shelter: str
    languages: Sentence
    next_hearing: NextHearing | None
    needs: Sentence
    papers: Sentence
    is_closed: bool


@dataclass(frozen=True, slots=True)
class HouseholdsTable:
    """Households, those with the nearest hearing first. `matching` counts all that match, `total` all at work.

    `silent` counts those of which nobody has heard for longer than the clinic allows.
    """

    rows: tuple[HouseholdRow, ...]
    line: Sentence
    total: int
    matching: int
    silent: int = 0


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person by age and needs. `has_name`: a name or A-number is on file, see `names_of`."""

    person_id: PersonId
    position: int
    age: int | None
    words: Sentence
    languages: tuple[str, ...]
    wheelchair: bool
    medicine: bool
    child_seat: bool
    note: str
    has_name: bool


@dataclass(frozen=True, slots=True)
class NameView:
    """A person's name and A-number, as kept."""

    person_id: PersonId
    name: str
    a_number: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A date that must not be forgotten: how far it is in words; `is_over` when it has passed and is not done."""

    kind: DeadlineKind
    due_on: date
    left: Sentence
    is_over: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A follow-up that is open; `owner` '' while nobody has it."""

    follow_up_id: FollowUpId
    what: str
    owner: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class HouseholdDetail:
    """Everything about a household that the panel shows and edits, but names."""

    row: HouseholdRow
    site_id: SiteId
    shelter_id: PlaceId | None
    stays: tuple[tuple[str, Stay], ...]
    language_codes: tuple[str, ...]
    reference: str
    programme: str
    contact_plan: str
    last_contact_on: date | None
    paper_lines: tuple[Paper, ...]
    deadlines: tuple[Deadline, ...]
    vulnerable: bool
    women_only: bool
    consent_on: date | None
    engaged_on: date | None
    first_seen_on: date | None
    note: str
    closed_on: date | None
    persons: tuple[PersonView, ...]
    hearings: tuple[NextHearing, ...]
    clocks: tuple[ClockLine, ...]
    tasks: tuple[TaskLine, ...]
