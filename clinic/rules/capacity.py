"""What a vehicle holds: the same sums for a trip as a whole and for a ride that is about to be added to it."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.trips import Ride, Trip
from clinic.i18n import Sentence, say_n

from .facts import Facts
from .loads import load, other_trip, other_vehicle, riders, rides_on, vehicle_of
from .rule import Fault


def seats_faults(facts: Facts, trip: Trip, also: Ride | None = None) -> Iterator[Fault]:
    """More people than seats."""
    vehicle, need = vehicle_of(facts, trip), load(facts, trip, also)
    if vehicle is None or need.people <= vehicle.seats:
        return
    over = need.people - vehicle.seats
    sentence = say_n(
        "{n} person too many: {people} people, {vehicle} has {seats} seats.",
        "{n} people too many: {people} people, {vehicle} has {seats} seats.",
        over,
        people=need.people,
        vehicle=vehicle.label,
        seats=vehicle.seats,
    )
    second_run = say_n("Plan a second run for {n} person.", "Plan a second run for {n} people.", over)
    yield Fault(sentence, (*_fewer(facts, trip, also, over), *other_vehicle(facts, trip, need), second_run), over)


def _fewer(facts: Facts, trip: Trip, also: Ride | None, over: int) -> tuple[Sentence, ...]:
    """Move the ride in question, or else the smallest household that makes room enough, to a trip with room."""
    if also is not None:
        return other_trip(facts, trip, also)
    for ride in sorted(rides_on(facts, trip), key=lambda ride: len(riders(facts, ride))):
        if len(riders(facts, ride)) >= over and (found := other_trip(facts, trip, ride)):
            return found
    return ()


def wheelchair_faults(facts: Facts, trip: Trip, also: Ride | None = None) -> Iterator[Fault]:
    """More wheelchairs than places for them."""
    vehicle, need = vehicle_of(facts, trip), load(facts, trip, also)
    if vehicle is not None and need.wheelchairs > vehicle.wheelchair_places:
        sentence = say_n(
            "{n} wheelchair place needed, {vehicle} has {places}.",
            "{n} wheelchair places needed, {vehicle} has {places}.",
            need.wheelchairs,
            vehicle=vehicle.label,
            places=vehicle.wheelchair_places,
        )
        mends = (*(other_trip(facts, trip, also) if also else ()), *other_vehicle(facts, trip, need))
        yield Fault(sentence, mends, need.wheelchairs - vehicle.wheelchair_places)


def child_seats_faults(facts: Facts, trip: Trip, also: Ride | None = None) -> Iterator[Fault]:
    """More children than child seats."""
    vehicle, need = vehicle_of(facts, trip), load(facts, trip, also)
    if vehicle is None or need.child_seats <= vehicle.child_seats:
        return
    short = need.child_seats - vehicle.child_seats
    sentence = say_n(
        "{n} child seat needed (ages 0–{until}), {vehicle} has {seats}.",
        "{n} child seats needed (ages 0–{until}), {vehicle} has {seats}.",
        need.child_seats,
        until=facts.policy.child_seat_until_age,
        vehicle=vehicle.label,
        seats=vehicle.child_seats,
    )
    bring = say_n(
        "Put {n} more child seat into {vehicle}.",
        "Put {n} more child seats into {vehicle}.",
        short,
        vehicle=vehicle.label,
    )
    yield Fault(sentence, (bring,), short)
