"""The door to the rules: ask here whether something is a good plan. Breaches come worst first, all in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Ride, Trip

from .facts import Facts
from .rule import Book


@dataclass(frozen=True, slots=True)
class Seating:
    """Somebody in a seat, as if it were so already."""

    seat: Seat
    volunteer: Volunteer


@dataclass(frozen=True, slots=True)
class Riding:
    """Persons on a trip, as if it were so already."""

    trip: Trip
    ride: Ride


@dataclass(frozen=True, slots=True)
class Booking:
    """A household in a slot, as if it were so already."""

    slot: Slot
    consultation: Consultation


SEATINGS: Book[Seating] = Book()
TRIPS: Book[Trip] = Book()
RIDINGS: Book[Riding] = Book()
BOOKINGS: Book[Booking] = Book()


def seating(facts: Facts, seat: Seat, volunteer: Volunteer) -> tuple[Breach, ...]:
    """What speaks against `volunteer` in `seat`, whoever sits there now."""
    return SEATINGS.judge(facts, Seating(seat, volunteer))


def trip(facts: Facts, trip: Trip) -> tuple[Breach, ...]:
    """What speaks against a trip as it stands in `facts`: its vehicle, stops, times, riders and crew as a whole."""
    return TRIPS.judge(facts, trip)


def riding(facts: Facts, trip: Trip, ride: Ride) -> tuple[Breach, ...]:
    """What speaks against persons riding on a trip, whether or not `ride` is among the facts."""
    return RIDINGS.judge(facts, Riding(trip, ride))


def booking(facts: Facts, slot: Slot, consultation: Consultation) -> tuple[Breach, ...]:
    """What speaks against a household in a slot, whether or not slot and consultation are among the facts."""
    return BOOKINGS.judge(facts, Booking(slot, consultation))


def everything(facts: Facts) -> Iterator[tuple[str, UUID, Breach]]:
    """Every breach of every stored plan as (kind, id of the row, breach); what was overruled by a reason included."""
    for seat in facts.seats.values():
        if seat.volunteer_id is not None and facts.is_live(seat):
            for breach in seating(facts, seat, facts.volunteers[seat.volunteer_id]):
                yield "seat", seat.id, breach
    for each_trip in facts.trips.values():
        for breach in trip(facts, each_trip):
            yield "trip", each_trip.id, breach
        for ride in facts.rides_by_trip.get(each_trip.id, ()):
            for breach in riding(facts, each_trip, ride):
                yield "ride", ride.id, breach
    for slot_id, consultations in facts.consultations_by_slot.items():
        for consultation in consultations:
            for breach in booking(facts, facts.slots[slot_id], consultation):
                yield "consultation", consultation.id, breach
