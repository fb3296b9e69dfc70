from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.commitments import Commitment
from clinic.domain.sessions import Seat, SessionStatus
from clinic.domain.trips import Leg, StopKind, Trip, TripStatus
from clinic.rules import judge
from clinic.rules.facts import TravelTable

from .world import TUESDAY, World


def _duty(world: World, seat: Seat) -> Commitment:
    (found,) = [c for c in world.facts().commitments(world.rows["volunteers"][0].id) if c.seat_id == seat.id]
    return found


def test_that_duty_on_a_trip_out_begins_at_home_and_ends_at_the_port() -> None:
    world = World()
    van = world.vehicle(kept_id=world.yard.id)
    duty = _duty(world, world.drive(world.volunteer(home_id=world.home.id), "02:35", "03:45", vehicle=van))
    assert (duty.start_place, duty.end_place) == (world.home.id, world.port.id)
    assert str(duty.label) == "trip T1"


def test_that_duty_begins_at_the_vehicle_or_at_the_first_stop_where_no_home_is_known() -> None:
    world = World()
    van = world.vehicle(kept_id=world.yard.id)
    assert _duty(world, world.drive(world.volunteer(), "02:35", "03:45", vehicle=van)).start_place == world.yard.id
    other = World()
    seat = other.drive(other.volunteer(), "02:35", "03:45")
    other.stop(other.rows["trips"][0], other.norte)
    assert _duty(other, seat).start_place == other.norte.id


def test_that_duty_on_a_return_begins_at_the_port_and_ends_at_the_last_stop() -> None:
    world = World()
    seat = world.drive(world.volunteer(home_id=world.home.id), "14:00", "21:30", leg=Leg.RETURN)
    for place in (world.norte, world.sur):
        world.stop(world.rows["trips"][0], place, kind=StopKind.DROP_OFF)
    duty = _duty(world, seat)
    assert (duty.start_place, duty.end_place) == (world.port.id, world.sur.id)


@pytest.mark.parametrize(
    ("arrives", "starts"),
    [("02:35", "port"), ("02:55", "port"), ("02:56", "home")],
    ids=["a run before", "at once", "not"],
)
def test_that_a_second_run_of_a_vehicle_begins_at_the_port(arrives: str, starts: str) -> None:
    world = World()
    van, driver = world.vehicle(), world.volunteer(home_id=world.home.id)
    world.trip("01:30", arrives, vehicle=van)
    seat = world.drive(driver, "02:55", "03:45", vehicle=van)
    assert _duty(world, seat).start_place == {"port": world.port.id, "home": world.home.id}[starts]


def test_that_a_trip_hours_before_or_of_another_vehicle_is_no_run_before() -> None:
    def starts(before: Trip, world: World) -> bool:
        return world.facts().run_before(world.rows["trips"][-1]) is before

    for changes, is_before in (
        ({"start": "08:00", "end": "08:55"}, False),
        ({"start": "08:00", "end": "09:01"}, True),
        ({"start": "08:00", "end": "12:00", "leg": Leg.RETURN}, False),
        ({"start": "08:00", "end": "12:00", "status": TripStatus.CANCELLED}, False),
    ):
        world = World()
        van = world.vehicle()
        before = world.trip(vehicle=van, **changes)
        world.trip("13:00", "13:45", report="14:00", vehicle=van)
        assert starts(before, world) is is_before
    other = World()
    before = other.trip("12:00", "12:45", vehicle=other.vehicle("Car"))
    other.trip("13:00", "13:45", report="14:00", vehicle=other.vehicle())
    assert not starts(before, other)


def test_that_what_is_cancelled_takes_no_time() -> None:
    world = World()
    anna = world.volunteer()
    world.work(anna, "09:00", "12:00", status=SessionStatus.CANCELLED)
    world.drive(anna, "02:00", "03:00", status=TripStatus.CANCELLED)
    assert world.facts().commitments(anna.id) == ()


def test_that_commitments_come_in_the_order_of_time() -> None:
    world = World()
    anna = world.volunteer()
    for day in (3, 1, 2):
        world.work(anna, "09:00", "12:00", TUESDAY + timedelta(days=day), label=f"Day {day}")
    assert [str(c.label) for c in world.facts().commitments(anna.id)] == ["Day 1", "Day 2", "Day 3"]


def test_that_a_session_without_a_label_is_called_by_its_kind() -> None:
    world = World()
    assert str(_duty(world, world.work(world.volunteer(), "09:00", "12:00")).label) == "Consultations"


def test_that_a_way_is_read_in_both_directions_unless_typed_apart() -> None:
    world = World()
    table = TravelTable.of(world.rows["travel"])
    assert table.minutes(world.norte.id, world.port.id) == table.minutes(world.port.id, world.norte.id) == 25
    assert table.minutes(world.norte.id, world.norte.id) == 0
    assert table.minutes(world.sur.id, world.port.id) is None


def test_that_what_if_leaves_the_facts_as_they_were() -> None:
    world = World()
    anna = world.volunteer()
    seat = world.work(anna, "09:00", "12:00")
    facts = world.facts()
    assert len(facts.commitments(anna.id)) == 1
    assert facts.with_(seats={}).commitments(anna.id) == ()
    assert [c.seat_id for c in facts.commitments(anna.id)] == [seat.id]


def test_that_everything_is_judged_and_a_full_vehicle_is_told_once() -> None:
    world = World()
    trip = world.trip(vehicle=world.vehicle(seats=3))
    for _ in range(2):
        household = world.household(34, 6)
        world.ride(trip, household, world.hearing(household, port_id=world.office.id))
    world.seat(trip, who=world.volunteer(vetted_on=None, here_until=date(2026, 7, 1)))
    session = world.session("09:00", "12:00")
    world.book(world.slot(session, "09:00", "10:00"), world.household())
    found = sorted((kind, breach.code) for kind, _, breach in judge.everything(world.facts()))
    assert found == [
        ("consultation", "TEAM_SEATED"),
        ("ride", "WRONG_PORT"),
        ("ride", "WRONG_PORT"),
        ("seat", "HERE"),
        ("trip", "CHILD_SEATS"),
        ("trip", "DRIVER"),
        ("trip", "SEATS"),
        ("trip", "TWO_ADULTS"),
    ]


def test_that_breaches_come_worst_first() -> None:
    world = World()
    anna = world.volunteer(here_until=date(2026, 7, 1), vetted_on=None)
    world.absence(anna, "02:00", "03:00", tentative=True)
    severities = [breach.severity.value for breach in world.seating(world.drive(None, "02:30", "06:00"), anna)]
    assert severities == sorted(severities, key=["must", "reason", "wish"].index)
    assert len(set(severities)) == 3
