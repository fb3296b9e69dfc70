"""Everything that hangs on some hearings, read once: rides, preparations, follow-ups, the copies that people hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from clinic.domain.consultations import Consultation, ConsultationKind, FollowUp, Slot
from clinic.domain.feeds import Delivery, DeliveryKind, FeedEvent
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.ids import HearingId, HouseholdId, SeatId, SiteId, SlotId, TripId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.places import Site
from clinic.domain.sessions import Seat
from clinic.domain.trips import Ride, Trip, TripStatus
from clinic.ports import UnitOfWork

from .moving import BOOKED

T = TypeVar("T")
K = TypeVar("K")
_PREPARES = (ConsultationKind.HEARING_PREPARATION,)


@dataclass(frozen=True)
class Reach:
    """Rows by what they hang on. `preparations` are booked ones with their slots; `teams` the seats of each slot."""

    sites: Mapping[SiteId, Site]
    households: Mapping[HouseholdId, Household]
    hearings_of: Mapping[HouseholdId, Sequence[Hearing]]
    rides: Mapping[HearingId, Sequence[Ride]]
    trips: Mapping[TripId, Trip]
    crews: Mapping[TripId, Sequence[Seat]]
    preparations: Mapping[HouseholdId, Sequence[tuple[Consultation, Slot]]]
    teams: Mapping[SlotId, Sequence[Seat]]
    volunteers: Mapping[VolunteerId, Volunteer]
    follow_ups: Mapping[HouseholdId, Sequence[FollowUp]]
    events: Mapping[SeatId, Sequence[FeedEvent]]
    deliveries: Sequence[Delivery]

    @classmethod
    def of(cls, uow: UnitOfWork, hearings: Collection[Hearing]) -> Self:
        """What hangs on these hearings; a few queries, however many they are."""
        households = {row.household_id for row in hearings}
        rides = uow.rides.where(hearing_id={row.id for row in hearings})
        trips = {row.id: row for row in uow.trips.where(id={ride.trip_id for ride in rides}) if _goes(row)}
        crews = uow.seats.where(trip_id=set(trips))
        booked = uow.consultations.where(household_id=households, outcome=BOOKED)
        slots = {row.id: row for row in uow.slots.where(id={each.slot_id for each in booked}, kind=_PREPARES)}
        seats = {row.id: row for row in uow.seats.where(id={seat for slot in slots.values() for seat in slot.seat_ids})}
        sitting = {seat.volunteer_id for seat in (*crews, *seats.values())} - {None}
        events = uow.feed_events.where(seat_id={seat.id for seat in crews} | set(seats), cancelled=False)
        return cls(
            sites={row.id: row for row in uow.sites.where()},
            households={row.id: row for row in uow.households.where(id=households)},
            hearings_of=_by(_open(uow, households), lambda row: row.household_id),
            rides=_by(rides, lambda row: row.hearing_id or HearingId(row.id)),
            trips=trips,
            crews=_by(crews, lambda row: row.trip_id or TripId(row.id)),
            preparations=_by_first(
                (each.household_id, (each, slots[each.slot_id])) for each in booked if each.slot_id in slots
            ),
            teams={slot.id: [seats[seat] for seat in slot.seat_ids if seat in seats] for slot in slots.values()},
            volunteers={row.id: row for row in uow.volunteers.where(id=sitting)},
            follow_ups=_by_first(
                (row.household_id, row)
                for row in uow.follow_ups.where(household_id=households, done_on=None)
                if row.household_id
            ),
            events=_by(events, lambda row: row.seat_id),
            deliveries=_held(uow),
        )


def _goes(trip: Trip) -> bool:
    return trip.status is not TripStatus.CANCELLED


def _open(uow: UnitOfWork, households: Collection[HouseholdId]) -> list[Hearing]:
    return [row for row in uow.hearings.where(household_id=households, cancelled=False) if row.end is None]


def _held(uow: UnitOfWork) -> list[Delivery]:
    """The newest workbook of each week and the newest paper or message of each one, as far as they are held."""
    newest: dict[tuple[object, ...], Delivery] = {}
    for row in uow.deliveries.where(kind=(DeliveryKind.WORKBOOK, DeliveryKind.PAPER, DeliveryKind.CHAT)):
        newest[row.kind, row.volunteer_id, row.recipient, row.what] = row
    return [*newest.values()]


def _by(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    return _by_first((key(row), row) for row in rows)


def _by_first(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return dict(found)
