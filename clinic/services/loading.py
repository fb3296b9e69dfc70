"""Who rides together, what they need of a vehicle, and what must be known before anybody can plan a ride for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.households import Person
from clinic.domain.ids import HearingId, PersonId, PlaceId
from clinic.domain.trips import Vehicle, VehicleKind
from clinic.i18n import Sentence, say, say_n
from clinic.rules.facts import Facts

from .coverage import Uncovered


@dataclass(frozen=True, slots=True)
class Need:
    """What people need of a vehicle."""

    people: int = 0
    child_seats: int = 0
    wheelchairs: int = 0

    @classmethod
    def of(cls, facts: Facts, persons: Iterable[PersonId]) -> Need:
        """What all of these need together."""
        rows = [facts.persons[person] for person in persons]
        until = facts.policy.child_seat_until_age
        children = sum(person.needs_child_seat(until) for person in rows)
        return cls(len(rows), children, sum(person.wheelchair for person in rows))

    def fits(self, vehicle: Vehicle) -> bool:
        """Whether a vehicle has all of it; bus seats take no child seat."""
        return (
            self.people <= vehicle.seats
            and (self.child_seats <= vehicle.child_seats or vehicle.kind is VehicleKind.BUS)
            and self.wheelchairs <= vehicle.wheelchair_places
        )


@dataclass(frozen=True, slots=True)
class Party:
    """People who ride together: a hearing's persons, or a part of them where no vehicle takes all.

    `at` is the place where they are picked up.
    """

    case: Uncovered
    person_ids: tuple[PersonId, ...]
    at: PlaceId
    need: Need
    children: int

    @property
    def report_at(self) -> datetime:
        """When they must report."""
        report = self.case.hearing.report_at
        if report is None:
            raise ValueError("a party has a report time")
        return report


def parties_of(
    facts: Facts, case: Uncovered, vehicles: Sequence[Vehicle], moved: Mapping[HearingId, PlaceId]
) -> Iterator[Party]:
    """The household together; where none of the vehicles takes all of it, the fewest parts with an adult in each.

    `moved`: where people of a hearing are picked up instead. Nothing for a household of which no parts fit.
    """
    shelter = case.shelter_id
    if shelter is None:
        return
    for part in _parts(facts, case, vehicles):
        children = sum(facts.persons[person].is_child for person in part)
        yield Party(case, part, moved.get(case.hearing.id, shelter), Need.of(facts, part), children)


def _parts(facts: Facts, case: Uncovered, vehicles: Sequence[Vehicle]) -> Iterable[tuple[PersonId, ...]]:
    rows = [facts.persons[person] for person in case.person_ids]
    adults = [person for person in rows if not person.is_child]
    others = sorted((person for person in rows if person.is_child), key=lambda person: (person.age, person.position))
    for count in range(1, len(adults) + 1):
        parts: list[list[Person]] = [[] for _ in range(count)]
        for people in (sorted(adults, key=lambda person: not person.wheelchair), others):
            for person in people:  # each to the smallest part, so that parts are alike
                min(parts, key=len).append(person)
        chosen = [tuple(person.id for person in sorted(part, key=lambda row: row.position)) for part in parts]
        if all(any(Need.of(facts, part).fits(vehicle) for vehicle in vehicles) for part in chosen):
            return chosen
    return ()


def unplannable(facts: Facts, case: Uncovered) -> Sentence | None:
    """Why nobody can plan a ride for a household before something is typed or decided, if so."""
    code = facts.households[case.hearing.household_id].code
    if case.hearing.report_at is None:
        return say("Report time missing: type it from the tear sheet.")
    if case.port_id is None:
        return say("Nobody has typed at which port {code} reports.", code=code)
    if case.shelter_id is None:
        return say("Nobody has typed where {code} lives.", code=code)
    if all(facts.persons[person].is_child for person in case.person_ids):
        return say("Children would ride without an adult of the household: plan it by hand.")
    return None


def too_much(need: Need, vehicles: Sequence[Vehicle]) -> Sentence | None:
    """What no vehicle has enough of for one household alone; None where one has enough, or there is none at all."""
    if not vehicles or any(need.fits(vehicle) for vehicle in vehicles):
        return None
    seats = max(vehicle.seats for vehicle in vehicles)
    if need.people > seats:
        return say("{n} seats are needed together; the largest vehicle has {seats}.", n=need.people, seats=seats)
    places = max(vehicle.wheelchair_places for vehicle in vehicles)
    if need.wheelchairs > places:
        return say_n(
            "{n} wheelchair place is needed; no vehicle has more than {places}.",
            "{n} wheelchair places are needed; no vehicle has more than {places}.",
            need.wheelchairs,
            places=places,
        )
    most = max(vehicle.child_seats for vehicle in vehicles)
    if need.child_seats > most:
        return say_n(
            "{n} child seat is needed; no vehicle has more than {seats}.",
            "{n} child seats are needed; no vehicle has more than {seats}.",
            need.child_seats,
            seats=most,
        )
    return say("No vehicle has all that is needed: {words}.", words=_words(need))


def _words(need: Need) -> Sentence:
    seats = say_n("{n} seat for riders", "{n} seats for riders", need.people)
    children = say_n("{n} child seat", "{n} child seats", need.child_seats)
    places = say_n("{n} wheelchair place", "{n} wheelchair places", need.wheelchairs)
    return say("{seats}, {children}, {places}", seats=seats, children=children, places=places)
