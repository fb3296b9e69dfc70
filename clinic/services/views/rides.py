"""What the Rides page shows: the day's board, one trip with its sums, and why a household does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic.domain.breaches import Breach, Severity
from clinic.domain.hearings import TimeSource
from clinic.domain.ids import (
    CheckInId,
    HearingId,
    HouseholdId,
    PersonId,
    PlaceId,
    RideId,
    SeatId,
    SiteId,
    StopId,
    TripId,
    VehicleId,
    VolunteerId,
)
from clinic.domain.people import Role
from clinic.domain.sessions import Answer
from clinic.domain.trips import CheckInKind, Leg, TripStatus
from clinic.i18n import Sentence

from .times import Clocks, Hour


class State(Enum):
    """The state of a trip or of one of its households; each has a shape and a word of its own on the page."""

    DUE = "due"
    DONE = "done"
    RETURN_OPEN = "return_open"
    OVERRIDDEN = "overridden"
    WARNING = "warning"
    NOT_COVERED = "not_covered"
    NO_WORD = "no_word"


@dataclass(frozen=True, slots=True)
class CrewView:
    """One crew seat of a trip. `name` is '' while it is open; `leaves_at` is when its duty begins."""

    seat_id: SeatId
    role: Role
    volunteer_id: VolunteerId | None
    name: str
    phone: str
    answer: Answer
    pinned: bool
    overridden: bool
    duty: tuple[datetime, datetime]
    words: Sentence


@dataclass(frozen=True, slots=True)
class CheckInView:
    """One expected or recorded check-in. `late`: minutes since it was due, if more than the clinic allows, else 0."""

    check_in_id: CheckInId
    kind: CheckInKind
    household_id: HouseholdId | None
    due: Hour | None
    done: Hour | None
    by: str
    note: str
    late: int
    words: Sentence


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A hearing whose household (or some of it: `person_ids`) has no ride out on its day."""

    hearing_id: HearingId
    household_id: HouseholdId
    person_ids: tuple[PersonId, ...]
    code: str
    adults: int
    children: int
    shelter_id: PlaceId | None
    shelter: str
    port_id: PlaceId | None
    report: Hour | None
    report_source: TimeSource
    hearing: Hour | None
    latest_pick_up: Hour | None
    words: Sentence


@dataclass(frozen=True, slots=True)
class TripCard:
    """One line of the trips list. `vehicle` says 'Van, 9 of 12'; `departs` is the first pick-up."""

    trip_id: TripId
    label: str
    leg: Leg
    status: TripStatus
    state: State
    vehicle: Sentence
    driver: str
    departs: Hour | None
    standby: tuple[datetime, datetime] | None
    words: Sentence


@dataclass(frozen=True, slots=True)
class FreeVehicle:
    """A vehicle that is on no trip this day, with a driver who is free that day (or '')."""

    vehicle_id: VehicleId
    label: str
    seats: int
    driver: str
    words: Sentence


@dataclass(frozen=True, slots=True)
class RidesDay:
    """The Rides page but for the selected trip. `banner` tells of a clock change in the night before, else None."""

    site_id: SiteId
    day: date
    clocks: Clocks
    line: Sentence
    people: int
    people_covered: int
    returns_open: int
    not_covered: tuple[NotCovered, ...]
    trips: tuple[TripCard, ...]
    returns: tuple[TripCard, ...]
    free_vehicles: tuple[FreeVehicle, ...]
    banner: Sentence | None


class SeatPicture(Enum):
    """What one place in the vehicle is drawn as."""

    DRIVER = "driver"
    ESCORT = "escort"
    ADULT = "adult"
    CHILD = "child"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class RideView:
    """A household on the trip."""

    ride_id: RideId
    household_id: HouseholdId
    hearing_id: HearingId | None
    person_ids: tuple[PersonId, ...]
    code: str
    adults: int
    children: int
    stop_id: StopId | None
    shelter: str
    report: Hour | None
    hearing: Hour | None
    overridden: tuple[str, ...]
    reason: str
    stale: Sentence | None


class Mark(Enum):
    """What a line of the stops list is about, with an icon of its own."""

    WAKE_UP = "wake_up"
    LEAVE_HOME = "leave_home"
    COLLECT_VEHICLE = "collect_vehicle"
    PICK_UP = "pick_up"
    PORT = "port"
    REPORT = "report"
    HEARING = "hearing"
    RETURN = "return"
    DROP_OFF = "drop_off"


@dataclass(frozen=True, slots=True)
class StopLine:
    """One line of the stops list: when, what, where, and how the time was worked out ('drive 22 + buffer 10 min').

    `stop_id` is None for lines without a stop of their own: wake-up, leaving home, report, hearing, return. Without an
    `hour` nobody knows it yet. `typed`: from the paper; `locked`: typed by hand.
    """

    mark: Mark
    stop_id: StopId | None
    hour: Hour | None
    what: Sentence
    detail: Sentence
    sum: Sentence
    locked: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One rule and whether the trip keeps it. `detail` says what was found, with its numbers."""

    code: str
    kept: bool
    severity: Severity
    title: Sentence
    detail: Sentence
    mends: tuple[Sentence, ...]
    overridden: bool


@dataclass(frozen=True, slots=True)
class TripDetail:
    """The selected trip: vehicle, seats, people, stops with sums, every check, expected check-ins."""

    trip_id: TripId
    label: str
    title: Sentence
    leg: Leg
    port_id: PlaceId
    status: TripStatus
    state: State
    tag: Sentence
    clocks: Clocks
    vehicle_id: VehicleId | None
    vehicle: Sentence
    pictures: tuple[SeatPicture, ...]
    taken: int
    seats: int
    crew: tuple[CrewView, ...]
    rides: tuple[RideView, ...]
    stops: tuple[StopLine, ...]
    checks: tuple[CheckLine, ...]
    check_ins: tuple[CheckInView, ...]
    standby: tuple[datetime, datetime] | None
    overridden: tuple[str, ...]
    reason: str


class WayKind(Enum):
    """What a way out does when its button is pressed."""

    OTHER_TRIP = "other_trip"
    NEW_TRIP = "new_trip"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that works for the household, with what the button needs to do it."""

    kind: WayKind
    words: Sentence
    trip_id: TripId | None = None
    vehicle_id: VehicleId | None = None
    driver_id: VolunteerId | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A household on a trip, tried out: every breach (none: it fits), and at most three ways that work, best first."""

    household_id: HouseholdId
    trip_id: TripId
    title: Sentence
    breaches: tuple[Breach, ...]
    ways: tuple[Way, ...]

    @property
    def fits(self) -> bool:
        """Whether no rule asks for more than a look."""
        return all(breach.severity is Severity.WISH for breach in self.breaches)

    @property
    def can_be_overridden(self) -> bool:
        """Whether a typed reason would be enough."""
        return all(breach.can_be_overridden for breach in self.breaches)
