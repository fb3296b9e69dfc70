"""Everything that rules may know about a stretch of time, frozen: no rule ever asks the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from clinic.domain.commitments import Commitment, CommitmentKind
from clinic.domain.consultations import Consultation, Outcome, Request, Slot
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household, Person
from clinic.domain.ids import (
    ConsultationId,
    HearingId,
    HouseholdId,
    PersonId,
    PlaceId,
    RequestId,
    SeatId,
    SessionId,
    SiteId,
    SlotId,
    TripId,
    VehicleId,
    VolunteerId,
)
from clinic.domain.people import Absence, Volunteer
from clinic.domain.places import Place, Site, Travel
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, Session, SessionStatus
from clinic.domain.trips import Leg, Ride, Stop, Trip, TripStatus, Vehicle
from clinic.domain.when import Interval, length_minutes
from clinic.domain.words import SESSIONS
from clinic.i18n import plain, say

from .any_time import AnyTime
from .duty import SAME_DUTY, Crewed


@dataclass(frozen=True, slots=True)
class TravelTable:
    """Minutes by road between places, as typed; in both directions unless the way back is typed too."""

    minutes_by_pair: Mapping[tuple[PlaceId, PlaceId], int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Travel]) -> TravelTable:
        """The table of these rows."""
        typed = {(row.from_id, row.to_id): row.minutes for row in rows}
        return cls({(b, a): minutes for (a, b), minutes in typed.items()} | typed)

    def minutes(self, start: PlaceId, end: PlaceId) -> int | None:
        """Minutes from `start` to `end`; 0 at the same place, None when nobody has typed a figure."""
        return 0 if start == end else self.minutes_by_pair.get((start, end))


@dataclass(frozen=True, slots=True)
class Sitting:
    """When one of two sittings is booked, and who leads it; it may lie far from all other facts."""

    starts_at: datetime
    zone: str
    lawyer: VolunteerId | None
    name: str


@dataclass(frozen=True)
class Facts:
    """Rows that overlap the stretch of time in question, by id, and the figures of the clinic.

    Whoever loads them (clinic.services.facts) takes the whole weeks around what is to be judged and a day on both
    sides, so that limits a week and rest across midnight can be seen.
    """

    policy: Policy = field(default_factory=Policy)
    travel: TravelTable = field(default_factory=TravelTable)
    sites: Mapping[SiteId, Site] = field(default_factory=dict)
    places: Mapping[PlaceId, Place] = field(default_factory=dict)
    volunteers: Mapping[VolunteerId, Volunteer] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
    sessions: Mapping[SessionId, Session] = field(default_factory=dict)
    seats: Mapping[SeatId, Seat] = field(default_factory=dict)
    vehicles: Mapping[VehicleId, Vehicle] = field(default_factory=dict)
    trips: Mapping[TripId, Trip] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    rides: tuple[Ride, ...] = ()
    households: Mapping[HouseholdId, Household] = field(default_factory=dict)
    persons: Mapping[PersonId, Person] = field(default_factory=dict)
    hearings: Mapping[HearingId, Hearing] = field(default_factory=dict)
    slots: Mapping[SlotId, Slot] = field(default_factory=dict)
    consultations: Mapping[ConsultationId, Consultation] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()
    sittings: Mapping[RequestId, Sitting] = field(default_factory=dict)
    _memory: dict[VolunteerId, tuple[Commitment, ...]] = field(default_factory=dict, compare=False, repr=False)

    def with_(self, **changed: Any) -> Facts:
        """The same facts but for what is given (for 'what if')."""
        return replace(self, **changed, _memory={})

    @cached_property
    def strictness(self) -> Mapping[str, str]:
        """How strict the clinic wants a rule: its code → 'must', 'reason', 'wish' or 'off'; others are as declared."""
        return dict(self.policy.strictness)

    @cached_property
    def seats_by_trip(self) -> Mapping[TripId, tuple[Seat, ...]]:
        """Crew seats of each trip, in order."""
        return _grouped(self.seats.values(), lambda seat: seat.trip_id)

    @cached_property
    def seats_by_session(self) -> Mapping[SessionId, tuple[Seat, ...]]:
        """Seats of each session, in order."""
        return _grouped(self.seats.values(), lambda seat: seat.session_id)

    @cached_property
    def seats_by_volunteer(self) -> Mapping[VolunteerId, tuple[Seat, ...]]:
        """Seats in which each volunteer sits, those of cancelled sessions and trips left out."""
        return _grouped((s for s in self.seats.values() if self.is_live(s)), lambda seat: seat.volunteer_id)

    @cached_property
    def absences_by_volunteer(self) -> Mapping[VolunteerId, tuple[Absence, ...]]:
        """Absences of each volunteer."""
        return _grouped(self.absences, lambda absence: absence.volunteer_id)

    @cached_property
    def stops_by_trip(self) -> Mapping[TripId, tuple[Stop, ...]]:
        """Stops of each trip, in order of position."""
        return _grouped(sorted(self.stops, key=lambda stop: stop.position), lambda stop: stop.trip_id)

    @cached_property
    def trips_by_vehicle(self) -> Mapping[VehicleId, tuple[Trip, ...]]:
        """Trips of each vehicle, cancelled ones left out."""
        live = (trip for trip in self.trips.values() if trip.status is not TripStatus.CANCELLED)
        return _grouped(live, lambda trip: trip.vehicle_id)

    @cached_property
    def rides_by_trip(self) -> Mapping[TripId, tuple[Ride, ...]]:
        """Rides of each trip."""
        return _grouped(self.rides, lambda ride: ride.trip_id)

    @cached_property
    def rides_by_household(self) -> Mapping[HouseholdId, tuple[Ride, ...]]:
        """Rides of each household."""
        return _grouped(self.rides, lambda ride: ride.household_id)

    @cached_property
    def persons_by_household(self) -> Mapping[HouseholdId, tuple[Person, ...]]:
        """Persons of each household, in order."""
        return _grouped(sorted(self.persons.values(), key=lambda p: p.position), lambda person: person.household_id)

    @cached_property
    def slots_by_session(self) -> Mapping[SessionId, tuple[Slot, ...]]:
        """Slots of each session."""
        return _grouped(self.slots.values(), lambda slot: slot.session_id)

    @cached_property
    def booked_slots_by_volunteer(self) -> Mapping[VolunteerId, tuple[Slot, ...]]:
        """Slots with a household in them, by each volunteer of their team."""
        found: dict[VolunteerId, list[Slot]] = {}
        for slot in self.booked_slots:
            seats = [self.seats[seat_id] for seat_id in slot.seat_ids if seat_id in self.seats]
            for volunteer_id in {seat.volunteer_id for seat in seats if seat.volunteer_id is not None}:
                found.setdefault(volunteer_id, []).append(slot)
        return {volunteer_id: tuple(slots) for volunteer_id, slots in found.items()}

    @cached_property
    def booked_slots_by_place(self) -> Mapping[PlaceId, tuple[Slot, ...]]:
        """Slots with a household in them, by the place of their session."""
        return _grouped(self.booked_slots, lambda slot: self.sessions[slot.session_id].place_id)

    @cached_property
    def booked_slots(self) -> tuple[Slot, ...]:
        """Slots with a household in them, those of cancelled sessions left out."""
        held = {s.id for s in self.sessions.values() if s.status is not SessionStatus.CANCELLED}
        return tuple(s for s in self.slots.values() if s.session_id in held and s.id in self.consultations_by_slot)

    @cached_property
    def consultations_by_household(self) -> Mapping[HouseholdId, tuple[Consultation, ...]]:
        """Consultations of each household, cancelled ones left out."""
        live = (c for c in self.consultations.values() if c.outcome is not Outcome.CANCELLED)
        return _grouped(live, lambda consultation: consultation.household_id)

    @cached_property
    def hearings_by_household(self) -> Mapping[HouseholdId, tuple[Hearing, ...]]:
        """Hearings of each household, cancelled ones left out."""
        live = (hearing for hearing in self.hearings.values() if not hearing.cancelled)
        return _grouped(live, lambda hearing: hearing.household_id)

    @cached_property
    def requests_by_household(self) -> Mapping[HouseholdId, tuple[Request, ...]]:
        """What each household has asked for, by now or before."""
        return _grouped(self.requests, lambda request: request.household_id)

    @cached_property
    def consultations_by_slot(self) -> Mapping[SlotId, tuple[Consultation, ...]]:
        """Consultations of each slot, cancelled ones left out."""
        live = (c for c in self.consultations.values() if c.outcome is not Outcome.CANCELLED)
        return _grouped(live, lambda consultation: consultation.slot_id)

    def is_live(self, seat: Seat) -> bool:
        """Whether the seat's session or trip takes place."""
        if seat.session_id is not None:
            session = self.sessions.get(seat.session_id)
            return session is None or session.status is not SessionStatus.CANCELLED
        trip = self.trips.get(seat.trip_id) if seat.trip_id else None
        return trip is None or trip.status is not TripStatus.CANCELLED

    def zone_of(self, seat: Seat) -> str:
        """The zone in which a seat's hours are told: that of its session's place, or of its trip's site."""
        if seat.trip_id is not None:
            return self.sites[self.trips[seat.trip_id].site_id].zone
        return self.places[self.sessions[cast("SessionId", seat.session_id)].place_id].zone

    def commitment(self, seat: Seat, volunteer_id: VolunteerId) -> Commitment:
        """What sitting in `seat` would take of somebody's time."""
        if seat.trip_id is not None:
            return self._on_trip(seat, self.trips[seat.trip_id], volunteer_id)
        session = self.sessions[cast("SessionId", seat.session_id)]
        place = None if seat.remote else session.place_id
        return Commitment(
            volunteer_id=volunteer_id,
            kind=CommitmentKind.SESSION,
            interval=self._when(seat, session, place, volunteer_id),
            zone=self.zone_of(seat),
            label=plain(session.label) if session.label else SESSIONS[session.kind],
            seat_id=seat.id,
            start_place=place,
            end_place=place,
        )

    def _when(self, seat: Seat, session: Session, place: PlaceId | None, volunteer_id: VolunteerId) -> Interval:
        """When somebody sits at a session: at the seat's hours, or as early as they can where any time will do."""
        if seat.minutes is None or seat.volunteer_id == volunteer_id:
            return seat.interval
        others = [each for each in self.commitments(volunteer_id) if each.seat_id != seat.id]
        span = AnyTime(session.interval, seat.minutes, place, self.travel.minutes, self.policy)
        return span.first_free(others, self.absences_by_volunteer.get(volunteer_id, ()))

    def _on_trip(self, seat: Seat, trip: Trip, volunteer_id: VolunteerId) -> Commitment:
        start, end = self._ends(trip, self.volunteers.get(volunteer_id))
        return Commitment(
            volunteer_id=volunteer_id,
            kind=CommitmentKind.TRIP,
            interval=self._crewed(trip).hours(seat, self.volunteers.get(volunteer_id)),
            zone=self.zone_of(seat),
            label=say("trip {trip}", trip=trip.label),
            seat_id=seat.id,
            start_place=start,
            end_place=end,
        )

    def _crewed(self, trip: Trip) -> Crewed:
        if trip.id not in self._crews:
            vehicle = self.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
            self._crews[trip.id] = Crewed(
                trip=trip,
                seats=self.seats_by_trip.get(trip.id, ()),
                vehicle=vehicle,
                runs=self.trips_by_vehicle.get(vehicle.id, ()) if vehicle else (),
                stops=lambda of: self.stops_by_trip.get(of, ()),
                drive=self.travel.minutes,
                policy=self.policy,
            )
        return self._crews[trip.id]

    @cached_property
    def _crews(self) -> dict[TripId, Crewed]:
        """What was asked of trips: hundreds of people are judged for the seats of each."""
        return {}

    def _ends(self, trip: Trip, volunteer: Volunteer | None) -> tuple[PlaceId | None, PlaceId | None]:
        """Where duty begins and ends: from home (else the vehicle, else the first stop) to the port, or back."""
        stops = self.stops_by_trip.get(trip.id, ())
        if trip.leg is Leg.RETURN:
            return trip.port_id, stops[-1].place_id if stops else None
        if earlier := self.run_before(trip):
            return earlier.port_id, trip.port_id
        vehicle = self.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
        start = (volunteer.home_id if volunteer else None) or (vehicle.kept_id if vehicle else None)
        return start or (stops[0].place_id if stops else trip.port_id), trip.port_id

    def run_before(self, trip: Trip) -> Trip | None:
        """The trip out of the same vehicle after which this one goes on from the port, if there is one."""
        if trip.id not in self._runs_before:
            self._runs_before[trip.id] = self._run_before(trip)
        return self._runs_before[trip.id]

    @cached_property
    def _runs_before(self) -> dict[TripId, Trip | None]:
        return {}

    def _run_before(self, trip: Trip) -> Trip | None:
        if trip.vehicle_id is None or trip.departs_at is None or trip.leg is not Leg.OUT:
            return None
        runs = [run for run in self.trips_by_vehicle.get(trip.vehicle_id, ()) if run.leg is Leg.OUT]
        gaps = [(length_minutes(run.arrives_at, trip.departs_at), run) for run in runs if run.arrives_at]
        close = [(gap, run) for gap, run in gaps if run.id != trip.id and 0 <= gap < SAME_DUTY]
        return min(close, key=lambda pair: pair[0])[1] if close else None

    def commitments(self, volunteer_id: VolunteerId) -> tuple[Commitment, ...]:
        """All of a volunteer's commitments by seats, earliest first; for absences see `absences_by_volunteer`."""
        if volunteer_id not in self._memory:
            seats = self.seats_by_volunteer.get(volunteer_id, ())
            found = sorted((self.commitment(seat, volunteer_id) for seat in seats), key=lambda c: c.interval)
            self._memory[volunteer_id] = tuple(found)
        return self._memory[volunteer_id]


def _grouped(rows: Iterable[Any], key: Any) -> Mapping[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        if (where := key(row)) is not None:
            found.setdefault(where, []).append(row)
    return {where: tuple(group) for where, group in found.items()}
