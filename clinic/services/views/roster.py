"""What the Roster page shows: the week, who could sit where, who is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.breaches import Breach
from clinic.domain.ids import SeatId, SessionId, SiteId, TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import SessionKind
from clinic.domain.when import Week
from clinic.i18n import Sentence
from clinic.rules.score import Fit

from .seats import SeatView


class RowKind(Enum):
    """What a row of the week grid is made of."""

    NIGHT_RIDES = "night_rides"
    DAY_RIDES = "day_rides"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the week: how many hearings are on it, whether anything is planned on it."""

    on: date
    hearings: int
    is_today: bool
    is_used: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Sessions of one row on one day, or that day's trips. `words`: '4 of 5 · 1 open'; `spoken`: a whole sentence.

    `is_draft`: some of it has not been published.
    """

    on: date
    session_ids: tuple[SessionId, ...]
    trip_ids: tuple[TripId, ...]
    seats: tuple[SeatView, ...]
    filled: int
    asked: int
    is_draft: bool
    words: Sentence
    spoken: Sentence

    @property
    def needed(self) -> int:
        """How many seats there are."""
        return len(self.seats)

    @property
    def open(self) -> int:
        """How many seats are open."""
        return len(self.seats) - self.filled


@dataclass(frozen=True, slots=True)
class Row:
    """Sessions of the same kind, label, hours and place, over the days; or rides. `hours`: '13:00–17:30'.

    `key` stays the same as long as kind, label, hours and place do. `cells` has seven, None where nothing is planned.
    """

    key: str
    kind: RowKind
    session_kind: SessionKind | None
    title: Sentence
    hours: str
    place: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Seats of the week: all, filled, asked and not answered, overruled, with a rule against them."""

    needed: int = 0
    filled: int = 0
    asked: int = 0
    overridden: int = 0
    warned: int = 0

    @property
    def open(self) -> int:
        """How many seats are open."""
        return self.needed - self.filled


@dataclass(frozen=True, slots=True)
class OnDeck:
    """Somebody who is here this week and what they do in it: minutes on duty, of which at night (they count double)."""

    volunteer_id: VolunteerId
    name: str
    roles: tuple[Role, ...]
    words: Sentence
    minutes: int
    night_minutes: int
    last_asked_at: datetime | None

    @property
    def load(self) -> int:
        """Minutes, those at night counted double."""
        return self.minutes + self.night_minutes


@dataclass(frozen=True, slots=True)
class RosterWeek:
    """The week of a site. `line` is the answer line; `on_deck` has those with the least to do first.

    `drafts` counts sessions that are not published; `week_before` those that could be copied from the week before.
    """

    site_id: SiteId
    week: Week
    zone: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Totals
    line: Sentence
    on_deck: tuple[OnDeck, ...]
    sessions: int
    drafts: int
    week_before: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned yet."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Somebody for a seat. `words` say what speaks for them, `breaches` all that speaks against, worst first.

    `minutes` on duty this week, the seat left out. `can_be_overridden`: a typed reason would be enough.
    """

    volunteer_id: VolunteerId
    name: str
    roles: tuple[Role, ...]
    fit: Fit
    words: Sentence
    minutes: int
    breaches: tuple[Breach, ...]
    phone: str
    last_asked_at: datetime | None

    @property
    def can_be_overridden(self) -> bool:
        """Whether a typed reason would be enough."""
        return all(breach.can_be_overridden for breach in self.breaches)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everybody for a seat, best first: who fits, who fits with a warning, and why the others do not.

    `smallest_change` is the cheapest mend of whoever comes nearest, when nobody fits.
    """

    seat: SeatView
    fits: tuple[CandidateView, ...]
    warns: tuple[CandidateView, ...]
    why_not: tuple[CandidateView, ...]
    smallest_change: Sentence | None


@dataclass(frozen=True, slots=True)
class SeatFit:
    """What a seat answers while somebody is carried over the grid. `first` is the first reason, None when it fits."""

    seat_id: SeatId
    fit: Fit
    first: Sentence | None
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where somebody fits in a week. `seats` has every open seat, and those that they or others sit in, as 'no'."""

    volunteer_id: VolunteerId
    name: str
    seats: Mapping[SeatId, SeatFit]
    words: Sentence
