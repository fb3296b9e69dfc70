"""Who has no ride in a plan, and why exactly: each reason is found by taking one obstacle away and looking again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from clinic.domain.ids import HearingId, HouseholdId
from clinic.domain.trips import VehicleKind
from clinic.domain.when import local, minutes
from clinic.i18n import Sentence, say

from .coverage import Uncovered
from .loading import Need, Party, too_much, unplannable
from .ride_ground import Ground
from .ride_helps import Help, HelpKind
from .ride_search import MANY, Found, World, world_of
from .ride_turns import drive


class Obstacle(Enum):
    """What stands in the way of a ride."""

    NOT_TYPED = "not_typed"  # something must be typed or decided before anybody can plan
    TOO_LARGE = "too_large"  # no vehicle on file takes the household, nor parts of it with an adult in each
    NO_VEHICLE = "no_vehicle"
    NO_DRIVER = "no_driver"
    LOCKED = "locked"
    TOO_LATE = "too_late"  # not even alone would a vehicle be there in time
    SEATS = "seats"
    RULE = "rule"  # found when the finished trip was judged


@dataclass(frozen=True, slots=True)
class Left:
    """People of a household who have no ride, how many, and why."""

    hearing_id: HearingId
    household_id: HouseholdId
    code: str
    people: int
    obstacle: Obstacle
    why: Sentence


def left_of(ground: Ground, case: Uncovered, people: int, obstacle: Obstacle, why: Sentence) -> Left:
    """A line for so many people of a case."""
    household = ground.facts.households[case.hearing.household_id]
    return Left(case.hearing.id, household.id, household.code, people, obstacle, why)


def before_search(ground: Ground, world: World) -> Iterator[Left]:
    """Those for whom nobody can plan: something is not typed, or no vehicle on file takes them."""
    planned = {party.case.hearing.id for party in world.parties}
    site = ground.wish.site
    vehicles = [row for row in ground.facts.vehicles.values() if row.site_id == site and not row.out_of_use]
    vehicles = [row for row in vehicles if row.kind is not VehicleKind.OUTSIDE]
    for case in ground.cases:
        people = len(case.person_ids)
        if why := unplannable(ground.facts, case):
            yield left_of(ground, case, people, Obstacle.NOT_TYPED, why)
        elif case.hearing.id not in planned:
            why = too_much(Need.of(ground.facts, case.person_ids), vehicles)
            obstacle = Obstacle.TOO_LARGE if why else Obstacle.NO_VEHICLE
            yield left_of(ground, case, people, obstacle, why or say("No vehicle is in use here."))


class Reasons:
    """Why parties are left whom nobody could take alone, or for whom there was no seat."""

    def __init__(
        self, found: Found, helps: Sequence[Help], banned: Mapping[HearingId, tuple[Obstacle, Sentence]]
    ) -> None:
        self.world, self.helps, self.banned = found.world, helps, banned
        self.ground, self.facts = found.world.ground, found.world.ground.facts
        open_gates = replace(self.ground, wish=replace(self.ground.wish, reason="asked"))
        driven = replace(self.world.assumed, drivers=MANY)
        self._gates = _reached(world_of(open_gates, self.world.assumed))
        self._drivers = _reached(world_of(self.ground, driven))
        self._both = _reached(world_of(open_gates, driven))

    def unreachable(self, party: Party) -> Left:
        """Why nobody could take a party, even if nobody else wanted a ride."""
        key = (party.case.hearing.id, party.person_ids)
        if key in self._drivers:
            return self._left(party, Obstacle.NO_DRIVER, self._no_driver())
        if key in self._gates:
            return self._left(party, Obstacle.LOCKED, self._locked(party, self._latest(party)))
        if key in self._both:
            told = say("{one} {two}", one=self._locked(party, self._latest(party)), two=self._no_driver())
            return self._left(party, Obstacle.LOCKED, told)
        return self._left(party, Obstacle.TOO_LATE, self._too_late(party))

    def no_seat(self, party: Party) -> Left:
        """Why a party is left whom somebody could take: every run is full, and a gate keeps it from an earlier one.

        Where a run was tried and broke a rule, that is told.
        """
        if party.case.hearing.id in self.banned:
            return self._left(party, *self.banned[party.case.hearing.id])
        place = self.facts.places[party.at]
        gate = next((one for one in self.helps if one.kind is HelpKind.GATE and one.place_id == place.id), None)
        why = say("All seats are taken, and no vehicle is back in time for another run.")
        if gate is not None and place.opens_at is not None:
            why = _shut(place.label, place.opens_at, gate.hour)
        return self._left(party, Obstacle.SEATS, why)

    def _left(self, party: Party, obstacle: Obstacle, why: Sentence) -> Left:
        return left_of(self.ground, party.case, party.need.people, obstacle, why)

    def _no_driver(self) -> Sentence:
        return say("Nobody may drive then: no vetted driver is free and rested.")

    def _locked(self, party: Party, latest: datetime) -> Sentence:
        place = self.facts.places[party.at]
        return _shut(place.label, place.opens_at, local(latest, place.zone).time())

    def _latest(self, party: Party) -> datetime:
        policy = self.facts.policy
        way = drive(self.facts, party.at, party.case.port_id) + policy.boarding
        return party.report_at - minutes(policy.time_in_hand + way)

    def _too_late(self, party: Party) -> Sentence:
        """The first hour at which any vehicle that takes them could pick them up, and the last that would do."""
        place, latest = self.facts.places[party.at], self._latest(party)
        turns = [turn for turn in (*self.world.turns, *self.world.called) if party.need.fits(turn.vehicle)]
        first = [turn.starts + minutes(drive(self.facts, turn.vehicle.kept_id, place.id)) for turn in turns]
        after = [hour for hour in first if hour > latest]
        if not after:
            return say("No vehicle that takes them is free then.")
        return say(
            "No vehicle is there in time: {place} at {hour} at the earliest, {latest} is needed.",
            place=place.label,
            hour=local(min(after), place.zone).time(),
            latest=local(latest, place.zone).time(),
        )


def _shut(label: str, opens: object, hour: object) -> Sentence:
    told = {"place": label, "opens": opens, "hour": hour}
    return say("{place} is locked until {opens}; the pick-up would be at {hour}.", **told)


def _reached(world: World) -> set[tuple[HearingId, tuple[object, ...]]]:
    return {(party.case.hearing.id, party.person_ids) for party in world.reachable()[0]}
