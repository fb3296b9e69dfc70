"""Notices that move hearing dates (field research 1.8): who says so, what they move, what somebody decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

from .ids import HearingId, NoticeId, SiteId, new_id


class NoticeRule(Enum):
    """A rule by which a notice moves dates; a notice without one has a list."""

    NEXT_MONTH = "next_month"  # one month later, the next Monday if that is a weekend


class NoticeState(Enum):
    """What somebody has decided about a notice."""

    OPEN = "open"
    APPLIED = "applied"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class NoticeMove:
    """The new date that a notice gives one hearing, on the port's wall clock; a time that is left out stays."""

    hearing_id: HearingId
    hearing_on: date
    hearing_time: time | None = None
    report_time: time | None = None


@dataclass(eq=False, kw_only=True)
class Notice:
    """A notice that moves hearing dates, as it came: nothing moves until somebody applies it.

    `title` says in a line what it says, `source` who says so ('DHS press notice', 'phone call to the court'). Notices
    that contradict each other stand side by side until a person decides; `decided_at` and `reason` tell when and why.
    """

    id: NoticeId = field(default_factory=lambda: NoticeId(new_id()))
    site_id: SiteId
    title: str
    source: str = ""
    received_on: date
    rule: NoticeRule | None = None
    moves: tuple[NoticeMove, ...] = ()
    state: NoticeState = NoticeState.OPEN
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def dates(self) -> Mapping[HearingId, tuple[date, time | None, time | None]]:
        """What it says of each hearing: day, hearing time, report time."""
        return {m.hearing_id: (m.hearing_on, m.hearing_time, m.report_time) for m in self.moves}


def contradicted(notice: Notice, others: Collection[Notice]) -> Mapping[HearingId, tuple[Notice, ...]]:
    """Hearings to which others that are not set aside give another date than `notice`, each with those that do."""
    found: dict[HearingId, tuple[Notice, ...]] = {}
    standing = [other for other in others if other.id != notice.id and other.state is not NoticeState.SET_ASIDE]
    for hearing_id, said in notice.dates.items():
        against = tuple(other for other in standing if other.dates.get(hearing_id, said) != said)
        if against:
            found[hearing_id] = against
    return found
