"""Seats people as the rules allow: whom any rule but a wish speaks against is left out, and a seat may stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from clinic.domain.breaches import Severity
from clinic.domain.ids import SessionId, VolunteerId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Answer, Seat, Session
from clinic.domain.when import local, minutes
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.should import ALSO

from .dice import Dice

#: How far people have been asked, by week from the sample's own.
_ANSWERS = {
    0: {Answer.CONFIRMED: 86, Answer.ASKED: 9, Answer.NOT_ASKED: 5},
    1: {Answer.CONFIRMED: 40, Answer.ASKED: 30, Answer.NOT_ASKED: 30},
}


class Seater:
    """Fills the seats of one city, in order; people with little to do come first."""

    def __init__(self, facts: Facts, zone: str, dice: Dice) -> None:
        self.facts = facts
        self._zone, self._dice = zone, dice
        self._load: Counter[VolunteerId] = Counter()
        self._everybody = dice.shuffled(facts.volunteers.values())

    def look_at(self, sessions: Mapping[SessionId, Session], seats: Iterable[Seat]) -> None:
        """From now on judge by these sessions and by what these seats hold."""
        self.facts = self.facts.with_(sessions=sessions, seats={seat.id: seat for seat in seats})

    def fill(self, seats: Iterable[Seat], week: int, share: float = 1.0) -> None:
        """Seat somebody in each of `seats`, where anybody fits; about `share` of them are tried."""
        for seat in seats:
            if seat.volunteer_id is None and (share >= 1 or self._dice.chance(share)):
                chosen = self._best(seat)
                if chosen is not None:
                    self.seat(seat, chosen, week)

    def seat(self, seat: Seat, volunteer: Volunteer, week: int) -> None:
        """Put `volunteer` there, asked as far as one is in that week."""
        seat.volunteer_id = volunteer.id
        if seat.trip_id is not None and seat.role is Role.DRIVER:
            self._leave_home(seat, volunteer)
        answers = _ANSWERS.get(week, {Answer.CONFIRMED: 1} if week < 0 else {Answer.NOT_ASKED: 1})
        seat.answer = self._dice.weighted(answers)
        seat.pinned = week >= 0 and self._dice.chance(0.04)
        self._load[volunteer.id] += 1
        self.facts = self.facts.with_()

    def _best(self, seat: Seat) -> Volunteer | None:
        second: Volunteer | None = None
        for volunteer in sorted(self._candidates(seat), key=lambda each: self._load[each.id]):
            found = [breach.severity for breach in judge.seating(self.facts, seat, volunteer)]
            if not found:
                return volunteer
            if second is None and all(severity is Severity.WISH for severity in found):
                second = volunteer
        return second

    def _leave_home(self, seat: Seat, driver: Volunteer) -> None:
        """A driver's duty out begins at home, on the way to the vehicle."""
        trip = self.facts.trips[seat.trip_id] if seat.trip_id else None
        vehicle = self.facts.vehicles[trip.vehicle_id] if trip and trip.vehicle_id else None
        if trip and trip.departs_at and vehicle and vehicle.kept_id and driver.home_id:
            way = self.facts.travel.minutes(driver.home_id, vehicle.kept_id) or 0
            seat.starts_at = trip.departs_at - minutes(way)

    def _candidates(self, seat: Seat) -> list[Volunteer]:
        """Who is here that day with the role (the rules say so too; asking them about everybody would take minutes)."""
        day = local(seat.starts_at, self._zone).date()
        roles = {seat.role} | ALSO.get(seat.role, frozenset())
        return [each for each in self._everybody if each.is_here_on(day) and not roles.isdisjoint(each.roles)]
