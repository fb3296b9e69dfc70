"""A hearing day opened once: its trips with riders, crews, words from the road and what speaks against each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Self

from clinic.domain.breaches import Breach
from clinic.domain.ids import SiteId, TripId
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import Site
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Ride, Trip, TripStatus
from clinic.domain.when import length_minutes, local, minutes
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of
from clinic.rules.wording import length
from clinic.services.views.rides import State
from clinic.services.views.today import When

from . import expected, trip_times
from .day_facts import day_facts, trips_facts

HALF_A_DAY = 720  # minutes; a longer silence is told by the hour at which it began


@dataclass(frozen=True)
class DayBook:
    """Frozen as of `now`. `check_ins` are those of its trips."""

    site: Site
    day: date
    now: datetime
    facts: Facts
    check_ins: Mapping[TripId, tuple[CheckIn, ...]]
    _breaches: dict[TripId, tuple[tuple[Breach, bool], ...]] = field(default_factory=dict, repr=False)
    _states: dict[TripId, State] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> Self:
        """The day `day` at `site`."""
        facts = day_facts(uow, site=site, day=day)
        return cls(uow.sites.get(site), day, now or uow.now(), facts, _check_ins(uow, facts))

    @classmethod
    def of_trip(cls, uow: UnitOfWork, trip: Trip, now: datetime | None = None) -> Self:
        """The day of one trip, with what is needed for that trip only."""
        facts = trips_facts(uow, (trip,))
        day = day_of(facts, trip) or (now or uow.now()).date()
        return cls(uow.sites.get(trip.site_id), day, now or uow.now(), facts, _check_ins(uow, facts))

    @property
    def when(self) -> When:
        """Whether the day is over, this one, or still to come."""
        present = local(self.now, self.site.zone).date()
        return When.TODAY if self.day == present else When.LATER if self.day > present else When.PAST

    @cached_property
    def trips(self) -> tuple[Trip, ...]:
        """Trips of the day that take place, in the order of their departure; returns last."""
        live = [
            trip
            for trip in self.facts.trips.values()
            if trip.site_id == self.site.id
            and trip.status is not TripStatus.CANCELLED
            and day_of(self.facts, trip) == self.day
        ]
        return tuple(
            sorted(
                live, key=lambda trip: (trip.leg is Leg.RETURN, _begins(trip, self.now), len(trip.label), trip.label)
            )
        )

    def rides(self, trip: Trip) -> tuple[Ride, ...]:
        """Who rides."""
        return self.facts.rides_by_trip.get(trip.id, ())

    def crew(self, trip: Trip) -> tuple[Seat, ...]:
        """The crew's seats in order."""
        return tuple(sorted(self.facts.seats_by_trip.get(trip.id, ()), key=lambda seat: seat.position))

    def drivers(self, trip: Trip) -> Iterator[tuple[Seat, Volunteer, datetime]]:
        """Who drives a trip that leaves at a known hour, and when (UTC) each gets up for it."""
        for seat in self.crew(trip):
            person = self.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
            if person is not None and seat.role is Role.DRIVER and trip.leg is not Leg.RETURN:
                yield seat, person, seat.starts_at - minutes(self.facts.policy.wake_up)

    def breaches(self, trip: Trip) -> tuple[tuple[Breach, bool], ...]:
        """Everything that speaks against a trip, its riders and crew; with each whether somebody has overruled it."""
        if trip.id not in self._breaches:
            judged = trip_times.judged(self.facts, trip)
            self._breaches[trip.id] = tuple(
                (breach, breach.code in row.overridden) for row, found in judged for breach in found
            )
        return self._breaches[trip.id]

    def late(self, trip: Trip) -> CheckIn | None:
        """The word for which the clinic has waited longer than it allows."""
        households = {ride.household_id for ride in self.rides(trip)}
        return expected.late(self.check_ins.get(trip.id, ()), households, self.now, self.facts.policy.overdue)

    def is_handed_over(self, trip: Trip) -> bool:
        """Whether everybody has reached the port's gate, let in or turned away."""
        rows = [row for row in self.check_ins.get(trip.id, ()) if row.done_at and row.kind in expected.AT_THE_GATE]
        told = {row.household_id for row in rows}
        return None in told or (bool(told) and told >= {ride.household_id for ride in self.rides(trip)})

    def state(self, trip: Trip) -> State:
        """How a trip stands, the worst first."""
        if trip.id not in self._states:
            self._states[trip.id] = self._state(trip)
        return self._states[trip.id]

    def _state(self, trip: Trip) -> State:
        if self.late(trip):
            return State.NO_WORD
        if trip.leg is Leg.RETURN:
            return State.RETURN_OPEN
        if any(row.done_at and row.kind in expected.WAY for row in self.check_ins.get(trip.id, ())):
            return State.DONE
        if self.unsure(trip):
            return State.WARNING
        return State.OVERRIDDEN if any(overruled for _, overruled in self.breaches(trip)) else State.DUE

    def unsure(self, trip: Trip) -> Sentence | None:
        """What has to be settled before a trip leaves, the most pressing first; None when nothing has."""
        for seat in self.crew(trip):
            if seat.volunteer_id is None:
                return say("No {role} yet", role=ROLES[seat.role])
        for breach, overruled in self.breaches(trip):
            if not overruled and breach.severity is not breach.severity.WISH:
                return breach.sentence
        for seat in self.crew(trip):
            if seat.answer is not Answer.CONFIRMED:
                return self._not_confirmed(seat)
        return next((breach.sentence for breach, _ in self.breaches(trip)), None)

    def tag(self, trip: Trip) -> Sentence | None:
        """The state in words, None where the check-ins say it all."""
        if late := self.late(trip):
            return self._silent(late.due_at or self.now)
        state = self.state(trip)
        if state is State.WARNING:
            return self.unsure(trip)
        return say("override") if state is State.OVERRIDDEN else None

    def _silent(self, due: datetime) -> Sentence:
        """For how long no word has come: 'No word for 32 min'; since when, where it is longer than half a day."""
        waited = length_minutes(due, self.now)
        if waited < HALF_A_DAY:
            return say("No word for {length}", length=length(waited))
        return say("No word since {moment}", moment=local(due, self.site.zone))

    def _not_confirmed(self, seat: Seat) -> Sentence:
        person = self.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        zone = self.site.zone
        if seat.role is Role.DRIVER and person is not None and person.home_id is not None:
            wakes = local(seat.starts_at - minutes(self.facts.policy.wake_up), zone).time()
            return say("Driver not confirmed; wake-up {hour}", hour=wakes)
        begins = local(seat.starts_at, zone).time()
        return say("{role} not confirmed; begins {hour}", role=ROLES[seat.role], hour=begins)


def _check_ins(uow: UnitOfWork, facts: Facts) -> dict[TripId, tuple[CheckIn, ...]]:
    found: dict[TripId, list[CheckIn]] = {}
    for row in uow.check_ins.where(trip_id=set(facts.trips)) if facts.trips else []:
        found.setdefault(row.trip_id, []).append(row)
    order = list(CheckInKind)
    return {trip_id: tuple(sorted(rows, key=lambda row: order.index(row.kind))) for trip_id, rows in found.items()}


def _begins(trip: Trip, now: datetime) -> datetime:
    return trip.departs_at or trip.standby_from or trip.report_at or now
