"""What the Rides page shows: the day's board, one trip with its sums, and why a household does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from clinic.domain.breaches import Breach, Severity
from clinic.domain.hearings import HearingKind, TimeSource
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
from clinic.domain.trips import CheckInKind, Leg, TripStatus, VehicleKind
from clinic.i18n import Sentence
from clinic.rules.score import Fit

from .times import Clocks, Hour

if TYPE_CHECKING:
    from .today import Sign


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
    """A hearing (or a presentation at the port) whose household, or some of it, has no ride out on its day.

    `signs` are what those `person_ids` need on the way, each with its word.
    """

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
    kind: HearingKind
    port: str
    signs: tuple[tuple[Sign, Sentence], ...]


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One of the days to look ahead to: how many are called to the port, how many of them have no ride yet."""

    day: date
    people: int
    without: int


@dataclass(frozen=True, slots=True)
class StandBy:
    """Who waits with a vehicle for the return; `trip` is the return's label. `until` is on the site's clock."""

    name: str
    trip: str
    hours: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class TripCard:
    """One line of the trips list. `vehicle` says 'Van, 9 of 12'; `departs` is the first pick-up.

    `of` is the day of its report where the trip is shown on another one (it leaves the day before), else None;
    `leaves_on` is the day on which it leaves where that is another one.
    """

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
    kind: VehicleKind | None = None
    of: date | None = None
    leaves_on: date | None = None


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
    """The Rides page but for the selected trip. `banner` tells of a clock change in the night before, else None.

    `leaving` are trips of the days after that leave on this one; `free_people` are drivers and escorts with nothing to
    do on the day, by name.
    """

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
    ahead: tuple[DayAhead, ...]
    leaving: tuple[TripCard, ...]
    standby: tuple[StandBy, ...]
    free_people: tuple[str, ...]


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
    signs: tuple[tuple[Sign, Sentence], ...]


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
    `hour` nobody knows it yet. `typed`: from the paper; `locked`: typed by hand. `source` is how the report time came
    to be known, the least sure of several.
    """

    mark: Mark
    stop_id: StopId | None
    hour: Hour | None
    what: Sentence
    detail: Sentence
    sum: Sentence
    locked: bool = False
    typed: bool = False
    source: TimeSource | None = None


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
class LockedGate:
    """A shelter that is locked at a pick-up and about which nobody has been asked: who opens, or else a hotel.

    `leaves` is when the riders would leave for the hotel the evening before; `hotel_id` is None where none is on file.
    """

    stop_id: StopId
    hour: Hour | None
    words: Sentence
    gate_phone: str
    ride_ids: tuple[RideId, ...]
    hotel_id: PlaceId | None
    hotel: str
    leaves: Hour | None


@dataclass(frozen=True, slots=True)
class TripDetail:
    """The selected trip: vehicle, seats, people, stops with sums, every check, expected check-ins.

    `vehicle` says 'Van B, 7 of 8'; `carries` its name with what it has ('Van B', '2 child seats'); `places` '7 of 8
    seats'; `needs` what the riders need in all; `money` fares and pocket money, where there are any; `gates` the
    questions about locked shelters that are still open.
    """

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
    kind: VehicleKind | None
    carries: tuple[str, Sentence]
    places: Sentence
    needs: Sentence
    money: tuple[Sentence, ...]
    gates: tuple[LockedGate, ...]


class WayKind(Enum):
    """What a way out does when its button is pressed, the smallest change first."""

    OTHER_TRIP = "other_trip"
    EARLIER = "earlier"  # the same trip, for the earlier report time, its typed stops let go
    GUARD = "guard"  # the same trip; somebody opens the shelter for it
    HOTEL = "hotel"  # out of the shelter the evening before, from a hotel near the port in the morning
    OTHER_VEHICLE = "other_vehicle"  # the same trip with a larger vehicle
    NEW_TRIP = "new_trip"
    TAXI = "taxi"


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that works for the household, with what the button needs to do it as one step.

    `crew` is who would drive and go along; `reason` is kept where a locked shelter is part of the way.
    """

    kind: WayKind
    words: Sentence
    trip_id: TripId | None = None
    vehicle_id: VehicleId | None = None
    report_at: datetime | None = None
    port_id: PlaceId | None = None
    hotel_id: PlaceId | None = None
    crew: tuple[tuple[Role, VolunteerId], ...] = ()
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True)
class TripFit:
    """What one trip answers while a household is carried over the list: whether it fits, and every reason against it.

    `first` is the shortest thing to say beside the trip; `picks_up` is when the household would be fetched.
    """

    trip_id: TripId
    fit: Fit
    breaches: tuple[Breach, ...]
    first: Sentence
    picks_up: Hour | None


@dataclass(frozen=True, slots=True)
class Fits:
    """What every trip out of the day answers, best first; `line` counts them."""

    household_id: HouseholdId
    code: str
    trips: tuple[TripFit, ...]
    line: Sentence


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
