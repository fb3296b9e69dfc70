"""Runs of a plan made into trips: stops in their order, crews seated, everything judged as any other trip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.trips import Stop, Trip
from clinic.domain.when import minutes
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from . import crews, guard, rides, trip_making, trip_times
from .day_facts import trips_facts
from .ride_ground import Ground
from .ride_left import Left, Obstacle, left_of
from .ride_problem import Run

#: Of the rules that a reason overrules, a plan overrules this one alone: the guard was asked.
OVERRULED = frozenset({"GATE"})


@dataclass
class Made:
    """What came of the runs: trips that stand, each with its run, who could not be taken after all, open seats.

    `facts` are those with which the trips were judged at the end.
    """

    facts: Facts
    trips: list[tuple[Run, Trip]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    words: list[Sentence] = field(default_factory=list)


def carry_out(uow: UnitOfWork, ground: Ground, runs: Sequence[Run]) -> Made:
    """Take away the trips that are replaced and make one for each run, inside another verb.

    A trip that breaks a rule, or that nobody may drive, is not made; its riders are told why.
    """
    for row in ground.replaced:
        trip_making.withdraw(uow, uow.trips.get(row.id))
    made = Made(ground.facts, [(run, _begin(uow, ground, run)) for run in runs])
    drivers: dict[TripId, VolunteerId] = {
        trip.id: run.turn.driver.id for run, trip in made.trips if run.turn.driver is not None
    }
    made.words = crews.seat(uow, [trip for _, trip in made.trips], drivers)
    _prove(uow, ground, made)
    return made


def _begin(uow: UnitOfWork, ground: Ground, run: Run) -> Trip:
    latest = run.report_at - minutes(ground.facts.policy.time_in_hand)
    trip = trip_making.begin(
        uow,
        site=ground.wish.site,
        port=run.port,
        report_at=run.report_at,
        vehicle=run.turn.vehicle.id,
        at_port=None if run.at_port == latest else run.at_port,
    )
    for position, place in enumerate(run.halts):
        uow.stops.add(
            Stop(trip_id=trip.id, position=position, place_id=place, boarding_minutes=ground.facts.policy.boarding)
        )
    for party in run.parties:
        rides.put_on(uow, trip, hearing=uow.hearings.get(party.case.hearing.id), persons=party.person_ids)
    trip_times.rework(uow, trip)
    return trip


def _prove(uow: UnitOfWork, ground: Ground, made: Made) -> None:
    """Judge every trip, and again those that are left once one was taken away: runs of one vehicle hang together."""
    while made.trips and (broken := next(_broken(uow, ground, made), None)) is not None:
        run, trip, obstacle, why = broken
        made.left += [left_of(ground, party.case, party.need.people, obstacle, why) for party in run.parties]
        made.words = [words for words in made.words if words.values.get("trip") != trip.label]
        made.trips.remove((run, trip))
        trip_making.withdraw(uow, trip)
        for other, row in made.trips:
            if other.turn.vehicle.id == run.turn.vehicle.id:
                trip_times.rework(uow, row)


def _broken(uow: UnitOfWork, ground: Ground, made: Made) -> Iterator[tuple[Run, Trip, Obstacle, Sentence]]:
    reason = ground.wish.reason
    made.facts = facts = trips_facts(uow, [trip for _, trip in made.trips])
    for run, trip in made.trips:
        seats = facts.seats_by_trip.get(trip.id, ())
        if any(seat.role is Role.DRIVER and seat.volunteer_id is None for seat in seats):
            yield run, trip, Obstacle.NO_DRIVER, say("Nobody may drive then: no vetted driver is free and rested.")
            continue
        judged = list(trip_times.judged(facts, trip))
        forbidden = [breach for _, found in judged for breach in found if _forbids(breach, reason)]
        if forbidden:
            yield run, trip, Obstacle.RULE, forbidden[0].sentence
        else:
            guard.all_still_stand(judged, reason)


def _forbids(breach: Breach, reason: str) -> bool:
    if breach.severity is Severity.REASON:
        return not (reason.strip() and breach.code in OVERRULED)
    return breach.severity is Severity.MUST
