"""Runs of a plan made into trips: stops in their order, crews seated, everything judged as any other trip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.domain.trips import Stop, Trip
from clinic.domain.when import minutes
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from . import crews, guard, rides, roster, trip_making, trip_times
from .day_facts import trips_facts
from .ride_ground import Ground
from .ride_left import Left, Obstacle, left_of
from .ride_problem import Run
from .ride_trial import Trial

#: Of the rules that a reason overrules, a plan overrules this one alone: the guard was asked.
OVERRULED = frozenset({"GATE"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A run that does not work, and why: nobody may drive it, or a rule is broken that nobody overrules."""

    run: Run
    obstacle: Obstacle
    why: Sentence


@dataclass
class Made:
    """What came of the runs on `trial`: trips that stand, each with its run, runs that do not, open seats.

    `facts` are those with which the trips were judged at the end.
    """

    facts: Facts
    trial: Trial
    trips: list[tuple[Run, Trip]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: list[Sentence] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """How many people have a ride."""
        return sum(party.need.people for run, _ in self.trips for party in run.parties)

    def left(self, ground: Ground) -> list[Left]:
        """The riders of the runs that do not work."""
        return [
            left_of(ground, party.case, party.need.people, fault.obstacle, fault.why)
            for fault in self.faults
            for party in fault.run.parties
        ]


def carry_out(ground: Ground, runs: Sequence[Run]) -> Made:
    """Take away the trips that are replaced and make one for each run, on trial.

    A trip that breaks a rule, or that nobody may drive, is not made.
    """
    made = Made(ground.facts, Trial(ground.rows))
    uow = made.trial.uow
    for row in ground.replaced:
        trip_making.withdraw(uow, uow.trips.get(row.id))
    made.trips = [(run, _begin(uow, ground, run)) for run in runs]
    drivers: dict[TripId, VolunteerId] = {
        trip.id: run.turn.driver.id for run, trip in made.trips if run.turn.driver is not None
    }
    crews.seat(uow, [trip for _, trip in made.trips], drivers)
    _prove(uow, ground, made)
    made.words = [words for _, trip in made.trips for words in crews.still_open(uow, trip)]
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
    """Judge every trip, and again once something had to change: runs of one vehicle, and of one crew, hang together.

    Whoever of a crew cannot be there after all leaves the seat to somebody else, once; then the trip is not made if it
    cannot go without.
    """
    tried: set[tuple[object, object]] = set()
    while made.trips and (broken := next(_broken(uow, ground, made), None)) is not None:
        run, trip, obstacle, why, seat = broken
        if seat is not None and (key := (seat.id, seat.volunteer_id)) not in tried:
            tried.add(key)
            roster.vacate(uow, seat)
            crews.seat(uow, [trip], besides={person for row, person in tried if row == seat.id})
            continue
        made.faults.append(Fault(run, obstacle, why))
        made.trips.remove((run, trip))
        trip_making.withdraw(uow, trip)
        for other, row in made.trips:
            if other.turn.vehicle.id == run.turn.vehicle.id:
                trip_times.rework(uow, row)


_Broken = tuple[Run, Trip, Obstacle, Sentence, Seat | None]


def _broken(uow: UnitOfWork, ground: Ground, made: Made) -> Iterator[_Broken]:
    reason = ground.wish.reason
    made.facts = facts = trips_facts(uow, [trip for _, trip in made.trips])
    for run, trip in made.trips:
        seats = facts.seats_by_trip.get(trip.id, ())
        if any(seat.role is Role.DRIVER and seat.volunteer_id is None for seat in seats):
            nobody = say("Nobody may drive then: no vetted driver is free and rested.")
            yield run, trip, Obstacle.NO_DRIVER, nobody, None
            continue
        judged = list(trip_times.judged(facts, trip))
        forbidden = [(row, breach) for row, found in judged for breach in found if _forbids(breach, reason)]
        if forbidden:
            row, breach = forbidden[0]
            yield run, trip, Obstacle.RULE, breach.sentence, row if isinstance(row, Seat) else None
        else:
            guard.all_still_stand(judged, reason)


def _forbids(breach: Breach, reason: str) -> bool:
    if breach.severity is Severity.REASON:
        return not (reason.strip() and breach.code in OVERRULED)
    return breach.severity is Severity.MUST
