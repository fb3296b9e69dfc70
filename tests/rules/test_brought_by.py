"""Which trip has brought people to where the next one fetches them."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.domain.trips import Leg, Trip, TripStatus
from clinic.rules.loads import brought_by

from .world import TUESDAY, World

MONDAY = TUESDAY - timedelta(days=1)


def evening(world: World, on: date = MONDAY, status: TripStatus = TripStatus.DRAFT) -> Trip:
    return world.trip("18:30", "19:00", on=on, leg=Leg.OTHER, status=status)


def test_that_the_last_trip_to_a_hotel_counts() -> None:
    world = World()
    out, first, last = world.trip(), evening(world, on=MONDAY - timedelta(days=1)), evening(world)
    assert brought_by(out, [out, first, last]) is last
    assert brought_by(out, [last, first]) is last


def test_that_nobody_is_where_a_cancelled_trip_or_one_of_last_week_would_have_brought_them() -> None:
    world = World()
    cancelled = evening(world, status=TripStatus.CANCELLED)
    assert brought_by(world.trip(), [cancelled, evening(world, on=MONDAY - timedelta(days=7))]) is None


def test_that_whoever_has_come_back_since_is_at_the_shelter() -> None:
    world = World()
    back = world.trip("20:00", "21:00", on=MONDAY, leg=Leg.RETURN)
    assert brought_by(world.trip(), [evening(world), back]) is None


def test_that_a_way_back_and_a_trip_without_an_hour_are_asked_nothing() -> None:
    world = World()
    assert brought_by(world.trip(leg=Leg.RETURN), [evening(world)]) is None
    unknown = world.trip()
    unknown.report_at = unknown.departs_at = None
    assert brought_by(unknown, [evening(world)]) is None
    assert brought_by(world.trip(), []) is None
