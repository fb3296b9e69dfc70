"""What the Today page shows: who must be where now, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from clinic.domain.hearings import TimeSource
from clinic.domain.ids import HearingId, HouseholdId, RideId, SeatId, SiteId, TripId, VolunteerId
from clinic.domain.people import Role
from clinic.i18n import Sentence

from .rides import CheckInView, CrewView, State
from .times import Clocks, Hour


class BarKind(Enum):
    """A stretch of a household's hearing day, or an open seat of a session."""

    RIDE = "ride"
    WAITING = "waiting"
    HEARING = "hearing"
    RETURN_OPEN = "return_open"
    NO_RIDE = "no_ride"
    OPEN_SEAT = "open_seat"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in the timeline; `ends` None: open at its right end. A hearing's length is a guess.

    `words` say what kind of hearing it is.
    """

    kind: BarKind
    starts: datetime
    ends: datetime | None
    words: Sentence | None = None


class Sign(Enum):
    """What a household needs on the way, without detail."""

    CHILD_SEAT = "child_seat"
    WHEELCHAIR = "wheelchair"
    MEDICINE = "medicine"
    PAPERS = "papers"


class When(Enum):
    """Whether the day that is shown has gone by, is this one, or is still to come, on the site's clock."""

    PAST = "past"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household of the day. `ride_id` is None when it has no ride out. `pick_up` is on the shelter's clock.

    `signs` are what it needs on the way, each with its word.
    """

    hearing_id: HearingId | None
    household_id: HouseholdId
    ride_id: RideId | None
    code: str
    adults: int
    children: int
    waits_in: str
    state: State
    words: Sentence
    pick_up: Hour | None
    report: Hour | None
    report_source: TimeSource
    hearing: Hour | None
    bars: tuple[Bar, ...]
    signs: tuple[tuple[Sign, Sentence], ...] = ()


@dataclass(frozen=True, slots=True)
class TripBlock:
    """A trip's line on the board with its households under it. `tag` is the state in words ('No word for 32 min')."""

    trip_id: TripId
    label: str
    vehicle: Sentence
    state: State
    tag: Sentence | None
    crew: tuple[CrewView, ...]
    check_ins: tuple[CheckInView, ...]
    rows: tuple[HouseholdRow, ...]
    is_handed_over: bool


@dataclass(frozen=True, slots=True)
class NotCoveredBlock:
    """All households without a ride, last on the board. `latest_pick_up`: the first of the latest possible ones."""

    words: Sentence
    people: int
    latest_pick_up: Hour | None
    rows: tuple[HouseholdRow, ...]


@dataclass(frozen=True, slots=True)
class SeatGap:
    """An open seat of a session of the day, and by name who could take it as far as anybody is free."""

    seat_id: SeatId
    session: Sentence
    seat: Sentence
    place: str
    starts: datetime
    ends: datetime
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TwoClocks:
    """The two hour scales of a day on which not everybody's clock shows the same.

    `upper` is the port's clock, by which people report: so many minutes ahead of the site's own clock on which the
    bars stand (0: the site's own). `lower` is the other one, in the same way.
    """

    upper: str
    upper_ahead: int
    lower: str
    lower_ahead: int


@dataclass(frozen=True, slots=True)
class NotBack:
    """A household of whose return nobody has heard since its hearing began. `is_late`: past the time to decide.

    `stands_by`: who would fetch them from that port on the present day ('Daniel Paz, 664 3'), '' when nobody does.
    """

    hearing_id: HearingId | None
    household_id: HouseholdId
    trip_id: TripId
    code: str
    people: int
    day: date
    known: Sentence
    last_word_at: datetime | None
    last_word_by: str
    decide_by: datetime
    is_late: bool
    words: tuple[Sentence, ...]
    who_watches: str
    stands_by: str = ""


class NeedKind(Enum):
    """Why something needs the coordinator now (or tonight, for a day to come), in the order of urgency."""

    NO_WORD = "no_word"
    NO_REPORT_TIME = "no_report_time"
    NOT_COVERED = "not_covered"
    CREW_OPEN = "crew_open"
    CREW_NOT_CONFIRMED = "crew_not_confirmed"
    GATE_LOCKED = "gate_locked"
    NO_STANDBY = "no_standby"
    REPORT_NOT_CONFIRMED = "report_not_confirmed"
    CHAIN_OPEN = "chain_open"
    LANGUAGE = "language"
    SEAT_OPEN = "seat_open"
    NOTICES = "notices"
    DATES = "dates"
    PAPERS = "papers"
    DECIDE = "decide"
    ALARM_CLOCKS = "alarm_clocks"


class ActionKind(Enum):
    """What a button of a need does."""

    CALL = "call"
    RECORD_CHECK_IN = "record_check_in"
    SEE_OPTIONS = "see_options"
    FIND_COVER = "find_cover"
    FIND_INTERPRETER = "find_interpreter"
    TYPE_REPORT_TIME = "type_report_time"
    OPEN_HOUSEHOLD = "open_household"
    OPEN_TRIP = "open_trip"
    ADD_STANDBY = "add_standby"
    COPY = "copy"
    RECORD_RETURN = "record_return"
    MOVE_DATES = "move_dates"


@dataclass(frozen=True, slots=True)
class Action:
    """A button: its words, and the row that it is about ('trip', 'seat', 'household', 'hearing', 'volunteer').

    `phone` is the number of somebody to call, `text` are the plain lines that are copied, `also` further rows that it
    is about.
    """

    kind: ActionKind
    words: Sentence
    about: str
    row_id: UUID
    phone: str = ""
    text: tuple[Sentence, ...] = ()
    also: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs the coordinator, with at most two buttons, the filled one first; `by` when."""

    kind: NeedKind
    state: State
    title: Sentence
    detail: Sentence
    by: datetime
    actions: tuple[Action, ...]


class ComingKind(Enum):
    """What is coming up."""

    WAKE_UP = "wake_up"
    LEAVES = "leaves"
    HEARING = "hearing"
    DECIDE = "decide"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that happens soon."""

    hour: Hour
    kind: ComingKind
    words: Sentence
    about: str
    row_id: UUID


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Somebody who could be called: on no duty now and rested."""

    volunteer_id: VolunteerId
    name: str
    roles: tuple[Role, ...]
    words: Sentence


@dataclass(frozen=True, slots=True)
class TodayView:
    """The Today page, of any day. `next_day` is the next day with a hearing when this one has none.

    `gaps` are open seats of the day's sessions. `two_clocks` is None where everybody's clock shows the same. `ended`
    tells of a day gone by how many people it ended how for.
    """

    site_id: SiteId
    day: date
    now: datetime
    clocks: Clocks
    line: Sentence
    households: int
    people: int
    trips: tuple[TripBlock, ...]
    not_covered: NotCoveredBlock | None
    not_back: tuple[NotBack, ...]
    not_back_words: Sentence
    standby: tuple[Sentence, ...]
    needs: tuple[Need, ...]
    needs_in_all: int
    coming_up: tuple[Coming, ...]
    check_ins_so_far: tuple[tuple[str, CheckInView], ...]
    free_now: tuple[FreeNow, ...]
    next_day: date | None
    when: When = When.TODAY
    gaps: tuple[SeatGap, ...] = ()
    two_clocks: TwoClocks | None = None
    ended: tuple[tuple[State, Sentence], ...] = ()
