"""What has been given to whom: the events of feeds and the copies that people hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from .ids import DeliveryId, FeedEventId, SeatId, VolunteerId, new_id
from .people import Role


@dataclass(eq=False, kw_only=True)
class FeedEvent:
    """One event in one volunteer's feed, with what calendar programs know it by.

    `uid` is made once and never changes. `sequence` and `changed_at` move together and only when the event changed;
    `digest` is the SHA-256 of what readers see, so that a change is noticed. The other fields are what was last told:
    an event that was taken away is told as cancelled with them.
    """

    id: FeedEventId = field(default_factory=lambda: FeedEventId(new_id()))
    volunteer_id: VolunteerId
    seat_id: SeatId
    uid: str
    sequence: int = 0
    created_at: datetime
    changed_at: datetime
    digest: str
    starts_at: datetime
    ends_at: datetime
    role: Role
    place_label: str
    zone: str
    cancelled: bool = False


class DeliveryKind(Enum):
    """What was given."""

    FEED = "feed"
    WORKBOOK = "workbook"
    PAPER = "paper"
    CHAT = "chat"


@dataclass(eq=False, kw_only=True)
class Delivery:
    """Who was given what, by which way and when.

    Whether the copy is old is worked out from its `fingerprint` (SHA-256).
    """

    id: DeliveryId = field(default_factory=lambda: DeliveryId(new_id()))
    kind: DeliveryKind
    volunteer_id: VolunteerId | None = None
    recipient: str = ""
    what: str
    way: str
    given_at: datetime
    fingerprint: str
