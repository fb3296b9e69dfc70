"""The door to the rules: ask here whether something is a good plan. Breaches come worst first, all in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.trips import Ride, Trip

from . import (
    bookings,
    coming,
    hours,
    limits,
    meetings,
    must,
    newcomers,
    order,
    pauses,
    presence,
    rides,
    should,
    sittings,
    trips,
)
from .facts import Facts
from .rule import Book
from .subjects import BOOKINGS, RIDINGS, SEATINGS, TRIPS, Booking, Riding, Seating

__all__ = [
    "BOOKINGS",
    "RIDINGS",
    "SEATINGS",
    "TRIPS",
    "booking",
    "everything",
    "riding",
    "seating",
    "switchable",
    "trip",
]

#: Importing a module of rules enters them in their books; the order is that in which breaches are told.
MODULES = (
    must,
    hours,
    limits,
    presence,
    newcomers,
    should,
    trips,
    rides,
    bookings,
    meetings,
    pauses,
    order,
    sittings,
    coming,
)


def seating(facts: Facts, seat: Seat, volunteer: Volunteer) -> tuple[Breach, ...]:
    """What speaks against `volunteer` in `seat`, whoever sits there now."""
    return SEATINGS.judge(facts, Seating.of(facts, seat, volunteer))


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
    """Every breach of every stored plan as (kind, id of the row, breach); what was overruled by a reason included.

    What speaks against a trip as a whole (its vehicle over its seats) is told once, not again for each ride.
    """
    for seat in facts.seats.values():
        if seat.volunteer_id is not None and facts.is_live(seat):
            yield from _of("seat", seat.id, seating(facts, seat, facts.volunteers[seat.volunteer_id]))
    for each_trip in facts.trips.values():
        yield from _of("trip", each_trip.id, trip(facts, each_trip))
        for ride in facts.rides_by_trip.get(each_trip.id, ()):
            own = [breach for breach in riding(facts, each_trip, ride) if breach.code not in TRIPS.rules]
            yield from _of("ride", ride.id, own)
    for slot_id, consultations in facts.consultations_by_slot.items():
        for consultation in consultations:
            yield from _of("consultation", consultation.id, booking(facts, facts.slots[slot_id], consultation))


def switchable() -> Mapping[str, Severity]:
    """Codes of the rules whose strictness a clinic may set, and how strict each is declared."""
    books: tuple[Book[Any], ...] = (TRIPS, RIDINGS, SEATINGS, BOOKINGS)
    return {rule.code: rule.severity for book in books for rule in book.rules.values() if rule.switchable}


def _of(kind: str, row_id: UUID, breaches: Iterable[Breach]) -> Iterator[tuple[str, UUID, Breach]]:
    for breach in breaches:
        yield kind, row_id, breach
