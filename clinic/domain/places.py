"""Where things happen: sites, places, their rooms and night rules, and the minutes between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import Enum

from .ids import PlaceId, SiteId, TravelId, new_id


class PlaceKind(Enum):
    """What a place is."""

    SHELTER = "shelter"
    OFFICE = "office"
    PORT = "port"
    COURT = "court"
    HOTEL = "hotel"
    MEETING_POINT = "meeting_point"
    HOME = "home"  # where a driver starts, or a vehicle stands for the night; a label, never an address


@dataclass(eq=False, kw_only=True)
class Site:
    """One border city where the organisation works, with the city that faces it.

    `lead_minutes` is the usual time between report time and hearing time there; it proposes, it never decides
    (field research 1.2). `port_word` is what people call the port of entry there: 'garita' or 'puente'.
    """

    id: SiteId = field(default_factory=lambda: SiteId(new_id()))
    city: str
    zone: str
    us_city: str
    us_zone: str
    lead_minutes: int = 240
    port_word: str = "garita"


@dataclass(frozen=True, slots=True)
class Room:
    """A room at a place; `seats` is how many people fit at a group talk (0: unknown)."""

    name: str
    seats: int = 0


@dataclass(eq=False, kw_only=True)
class Place:
    """A place by the label that the coordinator types. No street address is ever required or asked for.

    `locks_at` and `opens_at` are wall-clock times between which nobody leaves a shelter (22:00 and 06:00); both None:
    no night rule. `gate_phone` reaches whoever can open.
    """

    id: PlaceId = field(default_factory=lambda: PlaceId(new_id()))
    site_id: SiteId
    kind: PlaceKind
    label: str
    zone: str
    rooms: tuple[Room, ...] = ()
    locks_at: time | None = None
    opens_at: time | None = None
    capacity: int = 0
    women_interpreters_only: bool = False
    gate_phone: str = ""
    note: str = ""
    closed: bool = False


@dataclass(eq=False, kw_only=True)
class Travel:
    """Minutes by road from one place to another, typed once; true of the way back too unless that is typed."""

    id: TravelId = field(default_factory=lambda: TravelId(new_id()))
    from_id: PlaceId
    to_id: PlaceId
    minutes: int
