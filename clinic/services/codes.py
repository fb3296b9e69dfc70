"""Which households a seat is for."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.consultations import Outcome
from clinic.domain.ids import CaseCode, HouseholdId, SeatId, TripId, is_nobodys
from clinic.domain.sessions import Seat
from clinic.ports import UnitOfWork


def codes_of_seats(uow: UnitOfWork, seats: Sequence[Seat]) -> dict[SeatId, set[CaseCode]]:
    """The households that each seat is for: those it meets in consultations, those it drives; nobody's code is told."""
    households: dict[SeatId, set[HouseholdId]] = {}
    riders: dict[TripId, set[HouseholdId]] = {}
    for ride in uow.rides.where(trip_id={seat.trip_id for seat in seats if seat.trip_id}):
        riders.setdefault(ride.trip_id, set()).add(ride.household_id)
    for seat in seats:
        if seat.trip_id:
            households.setdefault(seat.id, set()).update(riders.get(seat.trip_id, ()))
    slots = {slot.id: slot for slot in uow.slots.where(session_id={s.session_id for s in seats if s.session_id})}
    for meeting in uow.consultations.where(slot_id=set(slots)):
        if meeting.outcome is not Outcome.CANCELLED:
            for seat_id in slots[meeting.slot_id].seat_ids:
                households.setdefault(seat_id, set()).add(meeting.household_id)
    wanted = {household for found in households.values() for household in found}
    codes = {row.id: row.code for row in uow.households.where(id=wanted) if not is_nobodys(row.code)}
    return {seat_id: {codes[one] for one in found if one in codes} for seat_id, found in households.items()}
