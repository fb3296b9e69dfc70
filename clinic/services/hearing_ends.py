"""How a hearing day ended for a household, and what follows from it at once."""

from __future__ import annotations

from datetime import datetime

from clinic.domain.breaches import Severity
from clinic.domain.consultations import FollowUp
from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.ids import HouseholdId, VolunteerId
from clinic.domain.people import LAWYERS
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Trip
from clinic.domain.when import local, minutes
from clinic.domain.words import ABSENCE_REASONS
from clinic.i18n import _, say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import roster, trip_making
from .expected import NOT_COMING_BACK, Told
from .facts import seat_facts
from .roads import Roads


def close(
    uow: UnitOfWork,
    row: Hearing,
    end: HearingEnd,
    told: Told,
    *,
    absence_reason: AbsenceReason | None = None,
) -> None:
    """Record the end inside another verb, with the words of whoever told it."""
    row.end, row.absence_reason = end, absence_reason
    trip = trip_out(uow, row)
    if trip is None:
        return
    if end is HearingEnd.TURNED_AWAY:
        _turned_away(uow, row, trip, told)
        return
    back = _open_return(uow, trip, row.household_id)
    if end is HearingEnd.RETURNED and back is not None:
        told.tick(back)
        return
    if end in NOT_COMING_BACK and back is not None:
        uow.check_ins.remove(back)
    told.tick(uow.check_ins.add(CheckIn(trip_id=trip.id, household_id=row.household_id, kind=CheckInKind.WORD)))


def trip_out(uow: UnitOfWork, row: Hearing) -> Trip | None:
    """The trip on which the household went to this hearing, the latest of several."""
    rides = uow.rides.where(hearing_id=row.id)
    found = uow.trips.where(id={ride.trip_id for ride in rides}, leg=Leg.OUT) if rides else []
    return max(found, key=lambda trip: trip.report_at or uow.now(), default=None)


def _open_return(uow: UnitOfWork, trip: Trip, household: HouseholdId) -> CheckIn | None:
    rows = uow.check_ins.where(trip_id=trip.id, household_id=household, kind=CheckInKind.RETURN, done_at=None)
    return rows[0] if rows else None


def _turned_away(uow: UnitOfWork, row: Hearing, trip: Trip, told: Told) -> None:
    """They were at the port, so it counts as such; a lawyer has to ask the court, and somebody takes them back now."""
    listed = row.absence_reason is not AbsenceReason.NOT_ON_THE_LIST
    kind = CheckInKind.TURNED_AWAY if listed else CheckInKind.NOT_ON_THE_LIST
    told.tick(uow.check_ins.add(CheckIn(trip_id=trip.id, household_id=row.household_id, kind=kind)))
    for word in uow.check_ins.where(trip_id=trip.id, kind=CheckInKind.AT_PORT, done_at=None):
        word.done_at, word.by = told.at, told.by
    zone = uow.sites.get(trip.site_id).zone
    uow.follow_ups.add(
        FollowUp(
            household_id=row.household_id,
            what=_("Ask the court about the date: {reason}.").format(
                reason=ABSENCE_REASONS[row.absence_reason or AbsenceReason.TURNED_AWAY]
            ),
            owner_id=_lawyer_of(uow, row.household_id),
            due_on=local(told.at, zone).date(),
        )
    )
    _ride_back(uow, row, trip, told.at)


def _ride_back(uow: UnitOfWork, row: Hearing, trip: Trip, at: datetime) -> None:
    """The crew that brought them takes them back as soon as its way out has ended; nobody asks about rest then."""
    crew = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
    shelter = uow.households.get(row.household_id).shelter_id
    starts = max([at, *(seat.ends_at for seat in crew)])
    drive = uow.clinic().policy.unknown_travel
    if shelter is not None:
        drive = Roads.of(uow, {trip.port_id, shelter}).minutes(trip.port_id, shelter)
    back = trip_making.begin_return(
        uow,
        site=trip.site_id,
        port=trip.port_id,
        standby_from=starts,
        standby_until=starts + minutes(drive + uow.clinic().policy.boarding),
        households=(row.household_id,),
        vehicle=trip.vehicle_id,
        crew=[seat.role for seat in crew],
    )
    seats = sorted(uow.seats.where(trip_id=back.id), key=lambda seat: seat.position)
    for was, seat in zip(crew, seats, strict=True):
        person = uow.volunteers.find(was.volunteer_id)
        if person is None:
            continue
        breaches = judge.seating(seat_facts(uow, seat, person), seat, person)
        if all(breach.severity is not Severity.MUST for breach in breaches):
            roster.place(uow, seat, person, str(say("Turned away at the port; the way back is part of this trip.")))


def _lawyer_of(uow: UnitOfWork, household: HouseholdId) -> VolunteerId | None:
    """The lawyer who saw the household last."""
    slot_ids = {row.slot_id for row in uow.consultations.where(household_id=household)}
    slots = sorted(uow.slots.where(id=slot_ids), key=lambda slot: slot.starts_at, reverse=True) if slot_ids else []
    for slot in slots:
        for seat in uow.seats.where(id=set(slot.seat_ids)):
            if seat.role in LAWYERS and seat.volunteer_id is not None:
                return seat.volunteer_id
    return None
