from __future__ import annotations

import pytest

from clinic.domain.people import Role
from clinic.domain.trips import Trip
from clinic.domain.when import local
from tests.rules.world import TIJUANA, World


def leaves(world: World, trip: Trip, role: Role = Role.DRIVER, **more: object) -> str:
    """When a seat of the trip would begin for somebody else than who sits there."""
    anna, seat = world.volunteer("Anna", **more), world.seat(trip, role)
    return f"{local(world.facts().commitment(seat, anna.id).interval.start, TIJUANA):%H:%M}"


@pytest.fixture
def world() -> World:
    return World()


def test_that_a_driver_s_day_begins_at_their_own_home(world: World) -> None:
    trip = world.trip("03:00", "03:45", vehicle=world.vehicle(kept_id=world.yard.id))
    assert leaves(world, trip, home_id=world.home.id) == "02:40"


def test_that_a_home_nobody_knows_takes_no_minutes_and_an_unknown_road_takes_the_clinic_s_guess(world: World) -> None:
    trip = world.trip("03:00", "03:45", vehicle=world.vehicle(kept_id=world.yard.id))
    assert leaves(world, trip) == "03:00"
    far = world.place("Far")
    assert leaves(world, world.trip("03:00", "03:45"), home_id=far.id) == "02:30"


def test_that_an_escort_is_fetched_on_the_way(world: World) -> None:
    trip = world.trip("03:00", "03:45", vehicle=world.vehicle(kept_id=world.yard.id))
    assert leaves(world, trip, Role.ESCORT, home_id=world.home.id) == "03:00"


def test_that_nobody_leaves_home_for_the_second_run_of_a_vehicle(world: World) -> None:
    van = world.vehicle(kept_id=world.yard.id)
    world.trip("03:00", "03:45", vehicle=van)
    second = world.trip("05:00", "05:45", vehicle=van, report="06:00")
    assert leaves(world, second, home_id=world.home.id) == "05:00"
