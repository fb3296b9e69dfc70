"""A shelter that is locked at pick-up: who opens, or a hotel near the port the night before? Both answers are acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, RideId, StopId, TripId
from clinic.domain.when import local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.trips import opening

from . import nights, stops

CODE = "GATE"


@dataclass(frozen=True, slots=True)
class GateQuestion:
    """One locked pick-up: the hour, when it opens by itself, whom to call, and where the night could be spent instead.

    `is_answered`: somebody has asked the guard. `night` is None where no hotel is on file.
    """

    stop_id: StopId
    place_id: PlaceId
    picks_up_at: datetime
    opens_at: datetime
    gate_phone: str
    ride_ids: tuple[RideId, ...]
    question: Sentence
    is_answered: bool
    hotel_id: PlaceId | None = None
    night: nights.NightBefore | None = None


def questions(uow: UnitOfWork, *, trip: TripId) -> tuple[GateQuestion, ...]:
    """Every pick-up of a trip at which the shelter is locked."""
    return tuple(_questions(uow, trip))


def _questions(uow: UnitOfWork, trip_id: TripId) -> Iterator[GateQuestion]:
    trip = uow.trips.get(trip_id)
    hotel = next(iter(nights.hotels(uow, trip=trip_id)), None)
    for stop in stops.stops_of(uow, trip):
        place = uow.places.get(stop.place_id)
        opens = opening(place, stop.arrives_at) if stop.arrives_at else None
        if opens is None or stop.arrives_at is None:
            continue
        rides = tuple(ride.id for ride in uow.rides.where(trip_id=trip_id, stop_id=stop.id))
        told = {"place": place.label, "pick_up": local(stop.arrives_at, place.zone).time()}
        yield GateQuestion(
            stop_id=stop.id,
            place_id=place.id,
            picks_up_at=stop.arrives_at,
            opens_at=opens,
            gate_phone=place.gate_phone,
            ride_ids=rides,
            question=say("{place} is locked at {pick_up}: who opens, or a hotel the night before?", **told),
            is_answered=CODE in trip.overridden,
            hotel_id=hotel.id if hotel else None,
            night=nights.proposal(uow, ride=rides[0], to=hotel.id) if hotel and rides else None,
        )


def guard_opens(uow: UnitOfWork, *, stop: StopId, who: str = "") -> Change:
    """Note that the guard (or whoever was asked) opens for a pick-up. Raises Refused when it is open anyway."""
    row = uow.stops.get(stop)
    trip, place = uow.trips.get(row.trip_id), uow.places.get(row.place_id)
    if row.arrives_at is None or opening(place, row.arrives_at) is None:
        raise Refused(say("{place} is open then; nobody has to be asked.", place=place.label))
    hour = local(row.arrives_at, place.zone).time()
    told = {"place": place.label, "who": who.strip(), "hour": hour}
    words = say("{place}: {who} opens at {hour}", **told) if who.strip() else say("{place} opens at {hour}", **told)
    trip.overridden = tuple(dict.fromkeys((*trip.overridden, CODE)))
    trip.reason = "; ".join(filter(None, (trip.reason, str(words))))
    return uow.commit(say("{trip}: {words}", trip=trip.label, words=words))
