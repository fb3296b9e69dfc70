"""Who is called to the port on a day and has no ride out, and until when a ride could still fetch them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HearingId, HouseholdId, PersonId, PlaceId, SiteId
from clinic.domain.places import Place, PlaceKind
from clinic.domain.trips import Leg, TripStatus
from clinic.domain.when import minutes
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of, riders

from .day_facts import called_on


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A hearing with those of its persons who have no ride out on its day; `port_id` None: nobody knows where."""

    hearing: Hearing
    person_ids: tuple[PersonId, ...]
    shelter_id: PlaceId | None
    port_id: PlaceId | None


def called(facts: Facts, day: date) -> list[Hearing]:
    """Hearings among the facts whose households must report on `day`, earliest first."""
    rows = [row for row in facts.hearings.values() if not row.cancelled and (row.report_on or row.hearing_on) == day]
    return sorted(rows, key=_when)


def uncovered(facts: Facts, day: date) -> list[Uncovered]:
    """Everybody called on `day` who is on no trip out of that day, earliest report time first."""
    found = []
    for hearing in called(facts, day):
        riding = _riding(facts, hearing, day)
        left = tuple(person for person in persons_of(facts, hearing) if person not in riding)
        if left and hearing.end is None:
            household = facts.households[hearing.household_id]
            found.append(Uncovered(hearing, left, household.shelter_on(day), port_of(facts, hearing)))
    return found


def count(uow: UnitOfWork, *, site: SiteId, day: date) -> tuple[int, int]:
    """How many people are called to the port on a day, and how many of them have no ride out; read for a day ahead."""
    rows = [row for row in called_on(uow, site=site, day=day) if row.end is None]
    if not rows:
        return 0, 0
    persons: dict[HouseholdId, list[PersonId]] = {}
    for person in uow.persons.where(household_id={row.household_id for row in rows}):
        persons.setdefault(person.household_id, []).append(person.id)
    rides = uow.rides.where(hearing_id={row.id for row in rows})
    live = {trip.id for trip in uow.trips.where(id={ride.trip_id for ride in rides}, leg=Leg.OUT)} if rides else set()
    riding: dict[HearingId | None, set[PersonId]] = {}
    for ride in rides:
        if ride.trip_id in live:
            riding.setdefault(ride.hearing_id, set()).update(ride.person_ids or persons.get(ride.household_id, ()))
    wanted = {row.id: set(row.person_ids or persons.get(row.household_id, ())) for row in rows}
    without = sum(len(people - riding.get(hearing, set())) for hearing, people in wanted.items())
    return sum(len(people) for people in wanted.values()), without


def persons_of(facts: Facts, hearing: Hearing) -> tuple[PersonId, ...]:
    """Whom a hearing concerns; all of the household when nobody is named."""
    everybody = facts.persons_by_household.get(hearing.household_id, ())
    return hearing.person_ids or tuple(person.id for person in everybody)


def port_of(facts: Facts, hearing: Hearing) -> PlaceId | None:
    """The port of a hearing; where none is typed, that of its site if it has only one."""
    if hearing.port_id is not None:
        return hearing.port_id
    ports = ports_of(facts, hearing)
    return ports[0].id if len(ports) == 1 else None


def ports_of(facts: Facts, hearing: Hearing) -> list[Place]:
    """The ports of the hearing's site."""
    return [
        place
        for place in facts.places.values()
        if place.kind is PlaceKind.PORT and place.site_id == hearing.site_id and not place.closed
    ]


def latest_pick_up(facts: Facts, case: Uncovered) -> datetime | None:
    """When the household must be picked up at the latest: back from its report time, with no other stop on the way."""
    report = case.hearing.report_at
    if report is None or case.shelter_id is None or case.port_id is None:
        return None
    typed = facts.travel.minutes(case.shelter_id, case.port_id)
    drive = facts.policy.unknown_travel if typed is None else typed
    return report - minutes(facts.policy.time_in_hand + drive + facts.policy.boarding)


def _riding(facts: Facts, hearing: Hearing, day: date) -> set[PersonId]:
    found: set[PersonId] = set()
    for ride in facts.rides_by_household.get(hearing.household_id, ()):
        trip = facts.trips.get(ride.trip_id)
        if trip is None or trip.leg is not Leg.OUT or trip.status is TripStatus.CANCELLED:
            continue
        if day_of(facts, trip) == day and ride.hearing_id in (None, hearing.id):
            found |= riders(facts, ride)
    return found


def _when(hearing: Hearing) -> datetime:
    """By report time; those without any hour come first, for somebody has to look at the paper."""
    return hearing.report_at or hearing.hearing_at or datetime.min.replace(tzinfo=UTC)
