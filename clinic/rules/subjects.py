"""What rules judge: somebody in a seat, a trip, persons on a trip, a household in a slot; and a book of rules for each.

Every subject is taken 'as if it were so already', whether or not its row is among the facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.commitments import Commitment
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Ride, Trip

from .facts import Facts
from .rule import Book


@dataclass(frozen=True, slots=True)
class Seating:
    """Somebody in a seat: `this` is what the seat takes of their time, `others` all else that does, earliest first."""

    seat: Seat
    volunteer: Volunteer
    this: Commitment
    others: tuple[Commitment, ...]

    @classmethod
    def of(cls, facts: Facts, seat: Seat, volunteer: Volunteer) -> Seating:
        """The seating with its commitments; where the volunteer sits now by the same seat does not count."""
        others = tuple(c for c in facts.commitments(volunteer.id) if c.seat_id != seat.id)
        return cls(seat, volunteer, facts.commitment(seat, volunteer.id), others)


@dataclass(frozen=True, slots=True)
class Riding:
    """Persons on a trip."""

    trip: Trip
    ride: Ride


@dataclass(frozen=True, slots=True)
class Booking:
    """A household in a slot."""

    slot: Slot
    consultation: Consultation


SEATINGS: Book[Seating] = Book()
TRIPS: Book[Trip] = Book()
RIDINGS: Book[Riding] = Book()
BOOKINGS: Book[Booking] = Book()
