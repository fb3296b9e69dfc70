"""A first plan of a day's rides, by rules of thumb: trips that stand are left alone, whoever is left over is told why.

Households of one port and report time fill the largest free vehicle, one shelter after another; a vehicle that is back
in time makes an earlier run as well. It is not the best plan, only one that keeps every rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from clinic.domain.breaches import Breach, Severity
from clinic.domain.history import Change
from clinic.domain.ids import HearingId, HouseholdId, SiteId, TripId
from clinic.domain.trips import StopKind, Trip
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from . import crews, guard, rides, stops, trip_making, trip_times
from .coverage import Uncovered, uncovered
from .day_facts import day_facts, trips_facts
from .loading import Lane, Loader, Run, lanes_of, unplannable


@dataclass(frozen=True, slots=True)
class Left:
    """A household that could not be covered, how many of it, and why."""

    hearing_id: HearingId
    household_id: HouseholdId
    code: str
    people: int
    why: Sentence


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What was planned: the new trips, how many people they cover, who is left and why; `words` tell it."""

    change: Change
    trip_ids: tuple[TripId, ...]
    covered: int
    left: tuple[Left, ...]
    words: tuple[Sentence, ...]

    @property
    def short(self) -> int:
        """How many people are still without a ride."""
        return sum(each.people for each in self.left)


def plan_day(uow: UnitOfWork, *, site: SiteId, day: date, reason: str = "") -> DayPlan:
    """Plan trips for everybody who is called on `day` and has no ride, as one change; seat crews where somebody fits.

    Shelters that are locked at pick-up stand in the way unless `reason` says why they do not (the guard was asked).
    Raises BadValue for a reason that is too short.
    """
    facts = day_facts(uow, site=site, day=day)
    planner = _Planner(uow, facts, site, reason)
    cases = sorted(uncovered(facts, day), key=_place_and_time)
    for _, group in groupby(cases, key=_place_and_time):
        planner.plan(list(group))
    planner.prove()
    open_seats = crews.seat(uow, planner.made)
    change = uow.commit(say("Plan the rides of {day}", day=day))
    covered = planner.covered()
    words = (say_n("{n} person covered", "{n} people covered", covered), *planner.words, *open_seats)
    return DayPlan(change, tuple(trip.id for trip in planner.made), covered, tuple(planner.left), words)


def _place_and_time(case: Uncovered) -> tuple[str, str]:
    report = case.hearing.report_at
    return (report.isoformat() if report else "", str(case.port_id or ""))


class _Planner:
    def __init__(self, uow: UnitOfWork, facts: Facts, site: SiteId, reason: str) -> None:
        self.uow, self.facts, self.site, self.reason = uow, facts, site, reason
        self.lanes = lanes_of(facts, site)
        self.made: list[Trip] = []
        self.left: list[Left] = []
        self.words: list[Sentence] = []

    def plan(self, cases: list[Uncovered]) -> None:
        """Plan runs for households of one port and report time, as many as the vehicles have time for."""
        waiting = []
        for case in cases:
            if why := unplannable(self.facts, case):
                self.leave(case, why)
            else:
                waiting.append(case)
        port, report = cases[0].port_id, cases[0].hearing.report_at
        if not waiting or port is None or report is None:
            return
        loader = Loader(self.facts, self.facts.places[port], report, ask_gates=not self.reason)
        while (still := self._round(loader, waiting)) != waiting:
            waiting = still
        for case in waiting:
            self.leave(case, loader.why_left(self.lanes, case))
        self.words += loader.what_helps(self.lanes, waiting)

    def _round(self, loader: Loader, waiting: list[Uncovered]) -> list[Uncovered]:
        """One more run for each vehicle; gives those who still wait."""
        for lane in self.lanes:
            run = loader.fill(lane, waiting) if waiting else None
            if run is not None:
                waiting = [case for case in waiting if case not in run.cases]
                self._make(loader, lane, run)
        return waiting

    def _make(self, loader: Loader, lane: Lane, run: Run) -> None:
        trip = trip_making.begin(
            self.uow,
            site=self.site,
            port=loader.port.id,
            report_at=loader.report_at,
            vehicle=lane.vehicle.id,
            at_port=run.at_port,
        )
        for case in run.cases:
            rides.put_on(self.uow, trip, hearing=case.hearing, persons=case.person_ids)
        trip_times.rework(self.uow, trip)
        lane.take(trip, [stop for stop in stops.stops_of(self.uow, trip) if stop.kind is StopKind.PICK_UP])
        self.made.append(trip)

    def prove(self) -> None:
        """Judge every trip as any other; one that breaks a rule is not planned, and its riders are told why."""
        for trip in list(self.made):
            judged = list(trip_times.judged(trips_facts(self.uow, (trip,)), trip))
            broken = [breach for _, found in judged for breach in found if self._forbids(breach)]
            if not broken:
                guard.all_still_stand(judged, self.reason)
                continue
            for ride in self.uow.rides.where(trip_id=trip.id):
                hearing = self.uow.hearings.get(ride.hearing_id) if ride.hearing_id else None
                if hearing is not None:
                    self.leave(Uncovered(hearing, ride.person_ids, None, trip.port_id), broken[0].sentence)
            trip_making.withdraw(self.uow, trip)
            self.made.remove(trip)

    def _forbids(self, breach: Breach) -> bool:
        return breach.severity is Severity.MUST or (breach.severity is Severity.REASON and not self.reason)

    def leave(self, case: Uncovered, why: Sentence) -> None:
        """Note that somebody has no ride, and why."""
        household = self.facts.households[case.hearing.household_id]
        self.left.append(Left(case.hearing.id, household.id, household.code, len(case.person_ids), why))

    def covered(self) -> int:
        """How many people ride on the new trips."""
        return sum(len(ride.person_ids) for trip in self.made for ride in self.uow.rides.where(trip_id=trip.id))
