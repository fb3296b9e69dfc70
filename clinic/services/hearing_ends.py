"""How a hearing day ended for a household, and what follows from it at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import FollowUp
from clinic.domain.errors import BadValue
from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.ids import HearingId, HouseholdId, PersonId, RideId, VolunteerId, new_id
from clinic.domain.people import LAWYERS
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Ride, Trip, TripStatus
from clinic.domain.when import local, minutes
from clinic.domain.words import ABSENCE_REASONS
from clinic.i18n import _, say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import roster, trip_making, trip_times
from .expected import NOT_COMING_BACK, Told
from .facts import seat_facts
from .roads import Roads

#: A crew waits for whoever is turned away after the first within so long after it reached the port (an estimate).
SAME_MORNING = timedelta(hours=4)
#: Ends with which somebody is still waited for at the shelter; None: nobody has said anything yet.
STILL_OUT = frozenset({None, HearingEnd.HELD, HearingEnd.TURNED_AWAY})


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
    others = _others(uow, row, trip)
    if back is not None and not any(other.end in STILL_OUT for other in others):
        if HearingEnd.RETURNED in {end, *(other.end for other in others)} and end not in STILL_OUT:
            told.tick(back)
            return
        if end in NOT_COMING_BACK:
            uow.check_ins.remove(back)
    told.tick(uow.check_ins.add(CheckIn(trip_id=trip.id, household_id=row.household_id, kind=CheckInKind.WORD)))


def _others(uow: UnitOfWork, row: Hearing, trip: Trip) -> list[Hearing]:
    """What else of the household's went to court on the same trip: those of it for whom the day ends otherwise."""
    ids = {ride.hearing_id for ride in uow.rides.where(trip_id=trip.id, household_id=row.household_id)}
    ids -= {None, row.id}
    return uow.hearings.where(id=ids) if ids else []


def part(uow: UnitOfWork, row: Hearing, persons: Collection[PersonId]) -> Hearing:
    """The hearing of some of its persons alone, so that the day can end for them otherwise, inside another verb.

    It stays one hearing when they are all of it. Their rides out go with them. Raises BadValue for somebody who is not
    of it.
    """
    everybody = row.person_ids or tuple(p.id for p in uow.persons.where(household_id=row.household_id))
    chosen = tuple(person for person in everybody if person in persons)
    if len(chosen) != len(set(persons)):
        raise BadValue(say("Somebody who is named is not of this hearing."))
    if not chosen or len(chosen) == len(everybody):
        return row
    other = uow.hearings.add(replace(row, id=HearingId(new_id()), person_ids=chosen))
    row.person_ids = tuple(person for person in everybody if person not in chosen)
    for ride in uow.rides.where(hearing_id=row.id):
        aboard = ride.person_ids or everybody
        mine = tuple(person for person in aboard if person in chosen)
        if len(mine) == len(aboard):
            ride.hearing_id = other.id
        elif mine:
            ride.person_ids = tuple(person for person in aboard if person not in chosen)
            uow.rides.add(replace(ride, id=RideId(new_id()), person_ids=mine, hearing_id=other.id))
    return other


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
    """The crew that brought them takes them back as soon as its way out has ended; nobody asks about rest then.

    Whoever else of that trip was turned away before rides with them.
    """
    rides = uow.rides.where(hearing_id=row.id, trip_id=trip.id)
    persons = tuple(dict.fromkeys(person for ride in rides for person in ride.person_ids))
    waits = _waiting_back(uow, trip)
    back = _begin_back(uow, row, trip, at) if waits is None else waits
    uow.rides.add(Ride(trip_id=back.id, household_id=row.household_id, person_ids=persons))
    trip_times.rework(uow, back)
    if waits is None:
        _same_crew(uow, trip, back)


def _waiting_back(uow: UnitOfWork, trip: Trip) -> Trip | None:
    """The way back of a trip's own crew, which waits for others who were turned away from it; None: there is none."""
    crew = {seat.volunteer_id for seat in uow.seats.where(trip_id=trip.id)} - {None}
    rows = uow.trips.where(site_id=trip.site_id, port_id=trip.port_id, leg=Leg.RETURN, vehicle_id=trip.vehicle_id)
    reached = trip.arrives_at or trip.report_at
    for back in rows:
        near = reached and back.standby_from and timedelta() <= back.standby_from - reached <= SAME_MORNING
        theirs = {seat.volunteer_id for seat in uow.seats.where(trip_id=back.id)} - {None}
        if near and back.departs_at is None and back.status is not TripStatus.CANCELLED and theirs and theirs <= crew:
            return back
    return None


def _begin_back(uow: UnitOfWork, row: Hearing, trip: Trip, at: datetime) -> Trip:
    crew = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
    shelter = uow.households.get(row.household_id).shelter_id
    starts = max([at, *(seat.ends_at for seat in crew)])
    drive = uow.clinic().policy.unknown_travel
    if shelter is not None:
        drive = Roads.of(uow, {trip.port_id, shelter}).minutes(trip.port_id, shelter)
    return trip_making.begin_return(
        uow,
        site=trip.site_id,
        port=trip.port_id,
        standby_from=starts,
        standby_until=starts + minutes(drive + uow.clinic().policy.boarding),
        vehicle=trip.vehicle_id,
        crew=[seat.role for seat in crew],
    )


def _same_crew(uow: UnitOfWork, trip: Trip, back: Trip) -> None:
    """Who went out sits in the seats of the way back, as far as no rule forbids it outright."""
    crew = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: seat.position)
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
