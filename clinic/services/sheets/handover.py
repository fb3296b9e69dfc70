"""What the next team must know, cut down to codes: open tasks, dates that run, who was met, is out, has no ride.

Of a task only a usual step is told in words; what somebody typed stays in the file. Nothing here has room for a name of
the people helped, a word of the road, a notice's text, a need or a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.day_sheets import SheetKind
from clinic.domain.hearings import Hearing
from clinic.domain.households import DeadlineKind, Household
from clinic.domain.ids import HearingId, HouseholdId, PersonId
from clinic.domain.sessions import SessionStatus
from clinic.domain.trips import Leg, Trip, TripStatus
from clinic.domain.when import Interval, day_interval, local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.services import follow_ups
from clinic.services.claims import contradictions
from clinic.services.next_steps import step_of
from clinic.services.not_back import not_back
from clinic.services.outcomes import SEEN

from .desk import Desk

#: A team's week: so far back goes who was met, so far ahead go rides.
WEEK = 7
#: Dates that run out within so many days; the one-year date is urgent from then on (field research 2.6).
CLOCK = 60

HANDOVER_LEVEL: dict[SheetKind, tuple[Sentence, Sentence]] = {
    SheetKind.HANDOVER: (
        say("codes, usual next steps with owner and date, dates that run, who met whom in which language"),
        say("names of the people helped, what somebody typed, A-Numbers, phones, notes"),
    ),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up that is open. `step` None: the words were typed and stay in the file."""

    code: str
    step: Sentence | None
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A date that runs out."""

    code: str
    kind: DeadlineKind
    due_on: date
    days: int  # left; below 0 when it is past


@dataclass(frozen=True, slots=True)
class Met:
    """When a household was met last, by whom and in which language."""

    code: str
    on: date
    by: tuple[str, ...]
    language: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group that came together: households that were booked and came, and heads if somebody has counted them."""

    kind: ConsultationKind
    on: date
    place: str
    households: int
    heads: int | None


@dataclass(frozen=True, slots=True)
class Out:
    """A household that is not back."""

    code: str
    people: int
    since: date
    decide_by: datetime


@dataclass(frozen=True, slots=True)
class Disputed:
    """A hearing for which notices give several dates, of which `stands` is the one on file."""

    code: str
    stands: date
    said: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class WithoutRide:
    """People who are called to the port and have no ride; `report` None: nobody has typed the hour."""

    code: str
    on: date
    people: int
    report: datetime | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The whole sheet."""

    tasks: tuple[Task, ...]
    clocks: tuple[Clock, ...]
    met: tuple[Met, ...]
    out: tuple[Out, ...]
    disputed: tuple[Disputed, ...]
    without_ride: tuple[WithoutRide, ...]
    groups: tuple[Group, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open; who was met is no task."""
        return not (self.tasks or self.clocks or self.out or self.disputed or self.without_ride)


def hand_over(desk: Desk) -> HandOver:
    """What is open at the site as of the desk's day."""
    uow, site, zone = desk.uow, desk.site, desk.site.zone
    households = {row.id: row for row in uow.households.where(site_id=site.id)}
    missing = not_back(uow, site=site.id, now=desk.now)
    return HandOver(
        tasks=tuple(_tasks(uow, households)),
        clocks=tuple(sorted(_clocks(households, desk.on), key=lambda one: (one.due_on, one.code))),
        met=tuple(_met(desk, households)),
        out=tuple(Out(one.code, one.people, one.day, local(one.decide_by, zone)) for one in missing),
        disputed=tuple(
            Disputed(one.code, one.stands_on, tuple(sorted({claim.on for claim in one.claims})))
            for one in contradictions(uow, site=site.id)
        ),
        without_ride=tuple(_without_ride(desk, households)),
        groups=tuple(_groups(desk)),
    )


def _tasks(uow: UnitOfWork, households: dict[HouseholdId, Household]) -> Iterator[Task]:
    people = {row.id: row.name for row in uow.volunteers.where()}
    for row in follow_ups.open_ones(uow):
        if row.household_id is None or row.household_id in households:
            code = households[row.household_id].code if row.household_id else ""
            owner = people.get(row.owner_id, "") if row.owner_id else ""
            yield Task(code, step_of(row.what), owner, row.due_on)


def _clocks(households: dict[HouseholdId, Household], on: date) -> Iterator[Clock]:
    for row in households.values():
        for deadline in row.deadlines if row.closed_on is None else ():
            days = (deadline.due_on - on).days
            if not deadline.done and days <= CLOCK:
                yield Clock(row.code, deadline.kind, deadline.due_on, days)


def _met(desk: Desk, households: dict[HouseholdId, Household]) -> Iterator[Met]:
    """Everybody who was met in the week that ends with the day, the last meeting of each."""
    uow, zone = desk.uow, desk.site.zone
    slots = {row.id: row for row in uow.slots.during(_week(desk))}
    rows = uow.consultations.where(slot_id=set(slots), outcome=SEEN) if slots else []
    last: dict[HouseholdId, tuple[Slot, Consultation]] = {}
    for row in sorted(rows, key=lambda row: slots[row.slot_id].starts_at):
        if row.household_id in households:
            last[row.household_id] = slots[row.slot_id], row
    sat = {seat for slot, _ in last.values() for seat in slot.seat_ids}
    seats = {row.id: row for row in uow.seats.where(id=sat)} if sat else {}
    people = {row.id: row.name for row in uow.volunteers.where()} if seats else {}
    found = []
    for household, (slot, row) in last.items():
        sitting = [seats[seat].volunteer_id for seat in slot.seat_ids if seat in seats]
        by = tuple(people[one] for one in sitting if one is not None)
        found.append(
            Met(
                households[household].code,
                local(slot.starts_at, zone).date(),
                by,
                row.language,
                row.outcome is Outcome.PARTLY,
            )
        )
    yield from sorted(found, key=lambda one: (one.on, one.code))


def _week(desk: Desk) -> Interval:
    """The week that ends with the day."""
    zone = desk.site.zone
    return Interval(day_interval(desk.on - timedelta(days=WEEK - 1), zone).start, day_interval(desk.on, zone).end)


def _groups(desk: Desk) -> Iterator[Group]:
    """Groups of the week that have begun and were not called off."""
    uow = desk.uow
    for slot in sorted(uow.slots.during(_week(desk)), key=lambda row: row.starts_at):
        session = uow.sessions.get(slot.session_id)
        is_ours = session.site_id == desk.site.id and session.status is not SessionStatus.CANCELLED
        if slot.capacity > 1 and is_ours and slot.starts_at <= desk.now:
            came = uow.consultations.where(slot_id=slot.id)
            households = sum(row.outcome not in (Outcome.CANCELLED, Outcome.NO_SHOW) for row in came)
            place = uow.places.get(session.place_id)
            yield Group(slot.kind, local(slot.starts_at, place.zone).date(), place.label, households, slot.heads)


def _without_ride(desk: Desk, households: dict[HouseholdId, Household]) -> Iterator[WithoutRide]:
    """Called from the day on for a week, with nobody to take them."""
    uow, last = desk.uow, desk.on + timedelta(days=WEEK)
    rows = uow.hearings.between(desk.on, last, site_id=desk.site.id, cancelled=False)
    called = [row for row in rows if row.end is None and row.household_id in households]
    riding, persons = _riding(uow, called), defaultdict(set)
    for person in uow.persons.where(household_id={row.household_id for row in called}) if called else ():
        persons[person.household_id].add(person.id)
    for row in sorted(called, key=lambda row: (row.hearing_on, households[row.household_id].code)):
        everybody = set(row.person_ids) or persons[row.household_id]
        left = len(everybody - (riding[row.id] if None not in riding[row.id] else everybody))
        if left:
            report = local(row.report_at, desk.site.zone) if row.report_at else None
            yield WithoutRide(households[row.household_id].code, row.report_on or row.hearing_on, left, report)


def _riding(uow: UnitOfWork, called: list[Hearing]) -> dict[HearingId, set[PersonId | None]]:
    """Who rides out to each hearing; None among them: the whole household."""
    found: dict[HearingId, set[PersonId | None]] = defaultdict(set)
    rides = uow.rides.where(hearing_id={row.id for row in called}) if called else []
    trips: list[Trip] = uow.trips.where(id={ride.trip_id for ride in rides}, leg=Leg.OUT) if rides else []
    live = {trip.id for trip in trips if trip.status is not TripStatus.CANCELLED}
    for ride in rides:
        if ride.trip_id in live and ride.hearing_id is not None:
            found[ride.hearing_id] |= set(ride.person_ids) or {None}
    return found
