"""What a plan of rides stands on: everything that is known of the day, read once, so that the search needs no file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any

from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Answer
from clinic.domain.trips import CheckInKind, Leg, Trip, TripStatus
from clinic.domain.when import length_minutes
from clinic.ports import UnitOfWork
from clinic.rules.duty import SAME_DUTY
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of

from .coverage import Uncovered, uncovered
from .day_facts import day_facts
from .ride_trial import Snapshot, snapshot


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be planned: a day at a site, or only one port of it.

    `reason` says why gates that are locked then are no obstacle (the guard was asked). With `replan` the drafts of the
    day on which nothing is promised (see `is_promised`) are planned anew.
    """

    site: SiteId
    day: date
    port: PlaceId | None = None
    reason: str = ""
    replan: bool = False


@dataclass(frozen=True)
class Ground:
    """The day as it was read. `facts` are without the trips that may be `replaced`; `people` could drive or go along.

    `cases` have no ride, earliest first. `stamp` is another one as soon as anything of this has changed.
    On `rows` trips can be made on trial.
    """

    wish: Wish
    facts: Facts
    cases: tuple[Uncovered, ...]
    people: tuple[Volunteer, ...]
    replaced: tuple[Trip, ...]
    stamp: str
    rows: Snapshot


def survey(uow: UnitOfWork, *, wish: Wish) -> Ground:
    """Read what is known of a day."""
    around = uow.volunteers.where(site_id=(wish.site, None), gone=False, remote=False)
    people = [person for person in around if {Role.DRIVER, Role.ESCORT}.intersection(person.roles)]
    everything = day_facts(uow, site=wish.site, day=wish.day, people=people)
    replaced = _replaceable(uow, everything, wish) if wish.replan else ()
    facts = without(everything, replaced)
    cases = tuple(case for case in uncovered(facts, wish.day) if wish.port in (None, case.port_id))
    return Ground(wish, facts, cases, tuple(people), replaced, _stamp(everything), snapshot(uow, everything))


def without(facts: Facts, trips: Collection[Trip]) -> Facts:
    """The same facts as if these trips had never been made."""
    away = {trip.id for trip in trips}
    if not away:
        return facts
    return facts.with_(
        trips={row.id: row for row in facts.trips.values() if row.id not in away},
        seats={row.id: row for row in facts.seats.values() if row.trip_id not in away},
        stops=tuple(row for row in facts.stops if row.trip_id not in away),
        rides=tuple(row for row in facts.rides if row.trip_id not in away),
    )


def is_promised(uow: UnitOfWork, facts: Facts, trip: Trip) -> bool:
    """Whether something on a trip has been promised, typed or told: then no plan touches it, drafts included."""
    if trip.status is not TripStatus.DRAFT or trip.reason or trip.note:
        return True
    seats = facts.seats_by_trip.get(trip.id, ())
    if any(seat.pinned or seat.answer in (Answer.ASKED, Answer.CONFIRMED) for seat in seats):
        return True
    if any(stop.locked for stop in facts.stops_by_trip.get(trip.id, ())):
        return True
    words = uow.check_ins.where(trip_id=trip.id)
    return any(word.done_at is not None or word.kind is CheckInKind.WORD for word in words)


def _replaceable(uow: UnitOfWork, facts: Facts, wish: Wish) -> tuple[Trip, ...]:
    """Drafts of the day without a promise, but for those that make one duty with a trip that stays as it is."""
    out = [trip for trip in facts.trips.values() if trip.site_id == wish.site and trip.leg is Leg.OUT]
    drafts = [trip for trip in out if day_of(facts, trip) == wish.day and wish.port in (None, trip.port_id)]
    free = {trip.id for trip in drafts if not is_promised(uow, facts, trip)}
    stay = [trip for trip in out if trip.id not in free and trip.status is not TripStatus.CANCELLED]
    return tuple(trip for trip in drafts if trip.id in free and not any(_one_duty(trip, other) for other in stay))


def _one_duty(trip: Trip, other: Trip) -> bool:
    if trip.vehicle_id is None or trip.vehicle_id != other.vehicle_id or not trip.arrives_at or not other.arrives_at:
        return False
    return abs(length_minutes(trip.arrives_at, other.arrives_at)) <= SAME_DUTY


def _stamp(facts: Facts) -> str:
    kinds: tuple[Iterable[Any], ...] = (
        facts.volunteers.values(),
        facts.absences,
        facts.seats.values(),
        facts.vehicles.values(),
        facts.trips.values(),
        facts.stops,
        facts.rides,
        facts.households.values(),
        facts.persons.values(),
        facts.hearings.values(),
        facts.places.values(),
    )
    told = [repr(facts.policy), repr(sorted(map(repr, facts.travel.minutes_by_pair.items())))]
    for rows in kinds:
        told += [repr([getattr(row, part.name) for part in fields(row)]) for row in sorted(rows, key=_id)]
    return sha256("\n".join(told).encode()).hexdigest()


def _id(row: Any) -> str:
    return str(row.id)
