"""Hearing-day transport: vehicles, trips, their stops, who rides, and who has reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from .ids import (
    CheckInId,
    HearingId,
    HouseholdId,
    PersonId,
    PlaceId,
    RideId,
    SiteId,
    StopId,
    TripId,
    VehicleId,
    new_id,
)


class VehicleKind(Enum):
    """Whose it is. Outside: a ride that others give (another organisation's bus, a church's van), crew and all."""

    OWN = "own"
    HIRED = "hired"
    TAXI = "taxi"
    BUS = "bus"
    OUTSIDE = "outside"


@dataclass(eq=False, kw_only=True)
class Vehicle:
    """Something that drives. `seats` are places for riders, besides the driver's and the escort's.

    `kept_id` is where it stands for the night. `fare` is in pesos an adult, for bus and taxi legs.
    """

    id: VehicleId = field(default_factory=lambda: VehicleId(new_id()))
    site_id: SiteId
    label: str
    kind: VehicleKind = VehicleKind.OWN
    seats: int
    child_seats: int = 0
    wheelchair_places: int = 0
    kept_id: PlaceId | None = None
    fare: int = 0
    note: str = ""
    out_of_use: bool = False


class Leg(Enum):
    """Which way a trip goes."""

    OUT = "out"
    RETURN = "return"
    OTHER = "other"


class TripStatus(Enum):
    """How far the plan has gone."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(eq=False, kw_only=True)
class Trip:
    """One vehicle movement in Mexico (volunteer trips never cross; field research 1.3).

    Out: `report_at` is the instant by which its riders must report at `port_id`; all other times are worked back from
    it. `departs_at` and `arrives_at` (arrival at the port) are those worked-out times, kept so that lists need no
    reckoning; both are None for a return, which has no hour until someone knows it; then `standby_from` and
    `standby_until` say when its crew waits.
    """

    id: TripId = field(default_factory=lambda: TripId(new_id()))
    site_id: SiteId
    label: str
    leg: Leg = Leg.OUT
    vehicle_id: VehicleId | None = None
    port_id: PlaceId
    report_at: datetime | None = None
    departs_at: datetime | None = None
    arrives_at: datetime | None = None
    standby_from: datetime | None = None
    standby_until: datetime | None = None
    status: TripStatus = TripStatus.DRAFT
    overridden: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""


class StopKind(Enum):
    """What happens at a stop."""

    WAKE_UP = "wake_up"
    LEAVE_HOME = "leave_home"
    COLLECT_VEHICLE = "collect_vehicle"
    PICK_UP = "pick_up"
    PORT = "port"
    DROP_OFF = "drop_off"


@dataclass(eq=False, kw_only=True)
class Stop:
    """A place where a trip halts to take people in or let them out, in order of `position`.

    `arrives_at` and `leaves_at` are worked out; `locked` keeps `arrives_at` as typed.
    """

    id: StopId = field(default_factory=lambda: StopId(new_id()))
    trip_id: TripId
    position: int
    kind: StopKind = StopKind.PICK_UP
    place_id: PlaceId
    boarding_minutes: int = 10
    arrives_at: datetime | None = None
    leaves_at: datetime | None = None
    locked: bool = False


@dataclass(eq=False, kw_only=True)
class Ride:
    """Persons of one household on one trip, taken in at one stop."""

    id: RideId = field(default_factory=lambda: RideId(new_id()))
    trip_id: TripId
    household_id: HouseholdId
    person_ids: tuple[PersonId, ...]
    hearing_id: HearingId | None = None
    stop_id: StopId | None = None
    overridden: tuple[str, ...] = ()
    reason: str = ""


class CheckInKind(Enum):
    """What is reported on a hearing day."""

    DEPARTURE = "departure"
    AT_PORT = "at_port"
    HAND_OVER = "hand_over"
    TURNED_AWAY = "turned_away"
    NOT_ON_THE_LIST = "not_on_the_list"
    RETURN = "return"
    WORD = "word"  # any word about somebody who is not back yet; never due


@dataclass(eq=False, kw_only=True)
class CheckIn:
    """A word from the road: due (None: no hour known), done, by whom. Overdue is worked out, see `is_overdue`."""

    id: CheckInId = field(default_factory=lambda: CheckInId(new_id()))
    trip_id: TripId
    household_id: HouseholdId | None = None
    kind: CheckInKind
    due_at: datetime | None = None
    done_at: datetime | None = None
    by: str = ""
    note: str = ""

    def is_overdue(self, now: datetime, after_minutes: int) -> bool:
        """Whether no word has come `after_minutes` after the time at which it was due."""
        return (
            self.done_at is None
            and self.due_at is not None
            and (now - self.due_at).total_seconds() > after_minutes * 60
        )
