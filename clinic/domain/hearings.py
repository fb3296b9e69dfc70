"""Hearings: two times typed from paper, and the history of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum

from clinic.i18n import say

from .errors import BadValue
from .ids import HearingId, HouseholdId, PersonId, PlaceId, SiteId, new_id
from .when import at


class HearingKind(Enum):
    """What the household is called for."""

    MASTER = "master"
    INDIVIDUAL = "individual"
    PRESENTATION = "presentation"  # at the port without a hearing (field research 1.6)
    OTHER = "other"


class TimeSource(Enum):
    """How the report time came to be known. It is never worked out silently from the hearing time."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"  # hearing time less the site's lead, until somebody confirms it
    TYPED = "typed"  # from the tear sheet
    NOT_CONFIRMED = "not_confirmed"  # typed once, but the hearing has moved since


class HearingEnd(Enum):
    """How it ended for the household (field research 1.3)."""

    RETURNED = "returned"
    HELD = "held"
    LET_IN = "let_in"
    DETAINED = "detained"
    TAKEN_OUT = "taken_out"
    TURNED_AWAY = "turned_away"
    ABSENT = "absent"


class AbsenceReason(Enum):
    """Why somebody was not at a hearing (field research 1.5)."""

    KIDNAPPED = "kidnapped"
    EXTORTED = "extorted"
    LATE = "late"
    TURNED_AWAY = "turned_away"
    NOT_ON_THE_LIST = "not_on_the_list"
    NO_TRANSPORT = "no_transport"
    NO_PAPERS = "no_papers"
    MOVED_AWAY = "moved_away"
    ILL = "ill"
    GAVE_UP = "gave_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Redating:
    """A date that a hearing had before, and why it moved."""

    hearing_on: date
    hearing_time: time | None
    report_time: time | None
    reason: str
    moved_at: datetime


@dataclass(eq=False, kw_only=True)
class Hearing:
    """A date before an immigration judge, or at the port.

    `hearing_on`, `hearing_time` and `report_time` are wall-clock values as typed from the paper, in `zone` (the
    port's and the court's). The report lies on the day of the hearing unless `report_on` says another. Raises
    BadValue when the report time is after the hearing time.
    """

    id: HearingId = field(default_factory=lambda: HearingId(new_id()))
    household_id: HouseholdId
    person_ids: tuple[PersonId, ...] = ()
    site_id: SiteId
    port_id: PlaceId | None = None
    court: str = ""
    kind: HearingKind = HearingKind.MASTER
    number: int | None = None
    zone: str
    hearing_on: date
    hearing_time: time | None = None
    report_time: time | None = None
    report_source: TimeSource = TimeSource.UNKNOWN
    report_on: date | None = None
    source: str = ""
    checked_on: date | None = None
    history: tuple[Redating, ...] = ()
    end: HearingEnd | None = None
    absence_reason: AbsenceReason | None = None
    cancelled: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        check_times(self.report_on or self.hearing_on, self.report_time, self.hearing_on, self.hearing_time)

    @property
    def hearing_at(self) -> datetime | None:
        """The hearing as an instant, None while its hour is unknown."""
        return at(self.hearing_on, self.hearing_time, self.zone) if self.hearing_time else None

    @property
    def report_at(self) -> datetime | None:
        """The report time as an instant, None while it is unknown."""
        return at(self.report_on or self.hearing_on, self.report_time, self.zone) if self.report_time else None


def check_times(report_on: date, report: time | None, hearing_on: date, hearing: time | None) -> None:
    """Raise BadValue when a report time lies after its hearing time."""
    if report and hearing and datetime.combine(report_on, report) > datetime.combine(hearing_on, hearing):
        raise BadValue(
            say(
                "The report time {report} is after the hearing time {hearing}. Check both against the paper.",
                report=report,
                hearing=hearing,
            )
        )


def proposed_report_time(hearing_on: date, hearing: time, lead_minutes: int) -> tuple[date, time]:
    """The day and the report time that the site's lead suggests, to be marked so until somebody confirms it."""
    wall = datetime.combine(hearing_on, hearing) - timedelta(minutes=lead_minutes)
    return wall.date(), wall.time()
