"""Every row about a household, and what of it still counts when its data is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.domain.consultations import Consultation
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household, Person
from clinic.domain.ids import HouseholdId, SeatId, nobodys_code
from clinic.domain.policy import Policy
from clinic.domain.trips import CheckIn, Ride, Trip, TripStatus
from clinic.ports import Repository, UnitOfWork

from .households import today

ADULT = 18


@dataclass(frozen=True, slots=True)
class Past:
    """What was on days that are over: it stays, under nobody's number, so that what was counted still counts."""

    hearings: tuple[Hearing, ...]
    consultations: tuple[Consultation, ...]
    rides: tuple[Ride, ...]
    check_ins: tuple[CheckIn, ...]

    @property
    def kinds(self) -> dict[str, int]:
        """How many of each kind of row that people count."""
        found = {"consultation": len(self.consultations), "ride": len(self.rides), "hearing": len(self.hearings)}
        return {kind: n for kind, n in found.items() if n}


class Traces:
    """Every row of a household, and every other one that names it."""

    def __init__(self, uow: UnitOfWork, household: HouseholdId) -> None:
        self._uow = uow
        self.who = uow.households.get(household)
        self.persons = uow.persons.where(household_id=household)
        self.requests = uow.requests.where(household_id=household)
        self.follow_ups = uow.follow_ups.where(household_id=household)
        self.hearings = uow.hearings.where(household_id=household)
        self.consultations = uow.consultations.where(household_id=household)
        self.rides = uow.rides.where(household_id=household)
        self.check_ins = uow.check_ins.where(household_id=household)
        self.conflicted = [row for row in uow.volunteers.where() if household in row.conflicts]
        hearing_ids = {row.id for row in self.hearings}
        self.notices = [row for row in uow.notices.where() if not hearing_ids.isdisjoint(row.dates)]
        self.slots = {row.id: row for row in uow.slots.where(id={row.slot_id for row in self.consultations})}
        on_trips = {row.trip_id for row in self.rides} | {row.trip_id for row in self.check_ins}
        self.trips = {row.id: row for row in uow.trips.where(id=on_trips)}
        self.past = self._past(uow.now())

    def _past(self, now: datetime) -> Past:
        first = today(self._uow, self.who.site_id)
        over = {trip.id for trip in self.trips.values() if (end := _end(trip)) is not None and end <= now}
        return Past(
            hearings=tuple(row for row in self.hearings if row.end is not None or row.hearing_on < first),
            consultations=tuple(row for row in self.consultations if self.slots[row.slot_id].ends_at <= now),
            rides=tuple(row for row in self.rides if row.trip_id in over),
            check_ins=tuple(row for row in self.check_ins if row.trip_id in over and row.done_at is not None),
        )

    @property
    def coming(self) -> list[Consultation]:
        """Meetings that are still to be."""
        return [row for row in self.consultations if row not in self.past.consultations]

    @property
    def coming_trips(self) -> list[Trip]:
        """Trips on which it was still to ride."""
        ids = {ride.trip_id for ride in self.rides if ride not in self.past.rides}
        return [trip for trip in self.trips.values() if trip.id in ids and trip.status is not TripStatus.CANCELLED]

    @property
    def seats(self) -> set[SeatId]:
        """Seats whose volunteers may have been told its code."""
        trips = {ride.trip_id for ride in self.rides}
        return {seat for slot in self.slots.values() for seat in slot.seat_ids} | {
            seat.id for seat in self._uow.seats.where(trip_id=trips)
        }

    @property
    def ids(self) -> frozenset[UUID]:
        """The ids of all its rows."""
        return frozenset(row.id for _repository, rows in self._rows() for row in rows)

    def take_away(self) -> None:
        """Remove all its rows, and its name from those of others."""
        hearings = {row.id for row in self.hearings}
        for volunteer in self.conflicted:
            volunteer.conflicts = tuple(other for other in volunteer.conflicts if other != self.who.id)
        for notice in self.notices:
            notice.moves = tuple(move for move in notice.moves if move.hearing_id not in hearings)
        for repository, rows in self._rows():
            for row in rows:
                repository.remove(row)

    def _rows(self) -> Iterator[tuple[Repository[Any], list[Any]]]:
        uow = self._uow
        yield uow.check_ins, self.check_ins
        yield uow.rides, self.rides
        yield uow.consultations, self.consultations
        yield uow.requests, self.requests
        yield uow.follow_ups, self.follow_ups
        yield uow.hearings, self.hearings
        yield uow.persons, self.persons
        yield uow.households, [self.who]


def keep_counts(uow: UnitOfWork, traces: Traces) -> None:
    """Put what is over under nobody's number, in new rows: what was counted, nothing that was typed."""
    past = traces.past
    if not (past.kinds or past.check_ins):
        return
    nobody = uow.households.add(_nobody(uow, traces))
    persons = {old.id: uow.persons.add(_person(old, nobody, uow.clinic().policy)) for old in traces.persons}
    hearings = {old.id: uow.hearings.add(_hearing(old, nobody)) for old in past.hearings}
    for row in hearings.values():
        row.person_ids = tuple(persons[each].id for each in row.person_ids if each in persons)
    for ride in past.rides:
        uow.rides.add(
            Ride(
                trip_id=ride.trip_id,
                household_id=nobody.id,
                person_ids=tuple(persons[each].id for each in ride.person_ids if each in persons),
                hearing_id=hearings[ride.hearing_id].id if ride.hearing_id in hearings else None,
                stop_id=ride.stop_id,
            )
        )
    for met in past.consultations:
        uow.consultations.add(
            Consultation(
                slot_id=met.slot_id,
                household_id=nobody.id,
                person_ids=tuple(persons[each].id for each in met.person_ids if each in persons),
                language=met.language,
                outcome=met.outcome,
                walk_in=met.walk_in,
            )
        )
    for word in past.check_ins:
        uow.check_ins.add(
            CheckIn(
                trip_id=word.trip_id,
                household_id=nobody.id,
                kind=word.kind,
                due_at=word.due_at,
                done_at=word.done_at,
            )
        )


def _nobody(uow: UnitOfWork, traces: Traces) -> Household:
    number = 1
    while uow.households.count(code=nobodys_code(number)):
        number += 1
    site = traces.who.site_id
    return Household(code=nobodys_code(number), site_id=site, programme="", closed_on=today(uow, site))


def _person(old: Person, nobody: Household, policy: Policy) -> Person:
    """Somebody of an age at which every count comes out as before: who is a child, rides in a seat, pays half."""
    steps = (0, policy.half_fare_from, policy.child_seat_until_age + 1, policy.half_fare_until + 1, ADULT)
    age = None if old.age is None else max(step for step in steps if step <= max(old.age, 0))
    return Person(household_id=nobody.id, position=old.position, age=age)


def _hearing(old: Hearing, nobody: Household) -> Hearing:
    return Hearing(
        household_id=nobody.id,
        person_ids=old.person_ids,
        site_id=old.site_id,
        port_id=old.port_id,
        kind=old.kind,
        zone=old.zone,
        hearing_on=old.hearing_on,
        end=old.end,
        absence_reason=old.absence_reason,
        cancelled=old.cancelled,
    )


def _end(trip: Trip) -> datetime | None:
    return trip.arrives_at or trip.standby_until or trip.report_at
