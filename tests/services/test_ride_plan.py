"""A first plan of a day's rides (story 11), and what it leaves alone."""

from __future__ import annotations

from datetime import time

import pytest

from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.trips import Trip, VehicleKind
from clinic.ports.fleet import Limits
from clinic.services import hearings, ride_plan, rides, roster
from clinic.services.ride_ground import Wish
from clinic.services.ride_left import Obstacle
from clinic.services.ride_plan import DayPlan
from tests import factory
from tests.rows import everything
from tests.services.border import TUESDAY, Border
from tests.services.greedy_fleet import GreedyPlanner

#: However slow the machine is.
PATIENT = Limits(seconds=120, rounds=1000)
GUARD = "The guard opens the gate for us"
#: 47 people: 25 alone, 8 pairs, 2 families of three.
HOUSEHOLDS = [(30,)] * 25 + [(30, 30)] * 8 + [(30, 30, 30)] * 2


def plan(border: Border, reason: str = "") -> DayPlan:
    with border.store.work("Maria") as uow:
        wish = Wish(border.site.id, TUESDAY, reason=reason)
        return ride_plan.plan_day(uow, wish=wish, planner=GreedyPlanner(), limits=PATIENT)


def two_vans_and_a_shelter(opens_at: time) -> tuple[Border, Place]:
    """47 people 30 minutes from the port (70 minutes a round trip), two vans of 14, two vetted drivers."""
    border = Border()
    with border.scene() as uow:
        shelter = border.place(uow, "Shelter Este", locks_at=time(22), opens_at=opens_at)
        factory.make_travel(uow, shelter, border.port, 30)
        factory.make_travel(uow, border.yard, shelter, 15)
        uow.vehicles.get(border.van.id).seats = 14
        factory.make_vehicle(uow, "Van B", seats=14, site_id=border.site.id, kept_id=border.yard.id)
    for name in ("Rosa", "Tomás"):
        border.driver(name)
    for ages in HOUSEHOLDS:
        border.hearing(border.household(ages, shelter=shelter))
    return border, shelter


def trips_of(border: Border, made: DayPlan) -> list[Trip]:
    with border.store.read() as uow:
        return sorted(uow.trips.where(id=set(made.trip_ids)), key=lambda trip: (trip.arrives_at, trip.label))


def test_that_47_people_go_in_four_runs_of_two_vans_when_the_shelter_opens_at_one() -> None:
    border, _ = two_vans_and_a_shelter(time(1))
    made = plan(border)
    runs = trips_of(border, made)
    assert (made.covered, made.short, len(runs)) == (47, 0, 4)
    assert [border.clock(run.arrives_at) for run in runs] == ["02:35", "02:35", "03:45", "03:45"]
    assert [border.clock(border.see_stops(run)[0].arrives_at) for run in runs] == ["01:55", "01:55", "03:05", "03:05"]


def test_that_each_driver_makes_both_runs_of_a_van() -> None:
    border, _ = two_vans_and_a_shelter(time(1))
    runs = trips_of(border, plan(border))
    drivers = [(run.vehicle_id, border.see_seat(run, Role.DRIVER).volunteer_id) for run in runs]
    assert None not in {driver for _, driver in drivers}
    assert len(set(drivers)) == 2


def test_that_28_are_covered_and_19_told_why_when_the_shelter_opens_at_three() -> None:
    border, _ = two_vans_and_a_shelter(time(3))
    made = plan(border)
    assert (made.covered, made.short) == (28, 19)
    assert "Seats: 19 short; a bus of 19, or the gate by 01:55." in [str(words) for words in made.words]
    assert {str(left.why) for left in made.left} == {
        "Shelter Este is locked until 03:00; the pick-up would be at 01:55."
    }


def test_that_the_obstacle_that_is_named_is_the_true_one() -> None:
    border, shelter = two_vans_and_a_shelter(time(3))
    with border.scene() as uow:
        uow.places.get(shelter.id).opens_at = time(1, 55)
    assert plan(border).short == 0


def test_that_a_reason_opens_the_gates_and_is_kept_with_each_trip() -> None:
    border, _ = two_vans_and_a_shelter(time(3))
    made = plan(border, reason=GUARD)
    assert (made.covered, made.short) == (47, 0)
    assert {run.reason for run in trips_of(border, made) if "GATE" in run.overridden} == {GUARD}


def test_that_a_plan_is_one_step_and_undo_takes_all_of_it_back() -> None:
    border, _ = two_vans_and_a_shelter(time(1))
    before = border.rows()
    plan(border)
    border.undo()
    assert border.rows() == before


def test_that_trips_made_by_hand_stay_as_they_are() -> None:
    border, _ = two_vans_and_a_shelter(time(1))
    with border.store.read() as uow:
        first = next(iter(uow.hearings.where()))
    trip = border.trip()
    border.do(rides.add, trip=trip.id, hearing=first.id)
    made = plan(border)
    assert [ride.household_id for ride in border.see_rides(trip)] == [first.household_id]
    assert made.covered + made.short == 46
    with border.store.read() as uow:
        vans = [row.vehicle_id for row in uow.trips.where() if row.arrives_at == border.see_trip(trip).arrives_at]
    assert len(vans) == len(set(vans)) == 2


@pytest.mark.parametrize("is_pinned", [True, False])
def test_that_planning_anew_takes_the_drafts_apart_in_which_nobody_is_pinned(is_pinned: bool) -> None:
    border, _ = two_vans_and_a_shelter(time(3))
    plan(border)
    with border.store.read() as uow:
        trip = min(uow.trips.where(), key=lambda row: row.label)
    if is_pinned:
        border.do(roster.pin, seat=border.see_seat(trip, Role.DRIVER).id)
    before = border.rows()
    with border.store.work("Maria") as uow:
        wish = Wish(border.site.id, TUESDAY, replan=True)
        ride_plan.plan_day(uow, wish=wish, planner=GreedyPlanner(), limits=PATIENT)
    with border.store.read() as uow:
        after = everything(uow)
        assert (uow.trips.find(trip.id) is not None) is is_pinned
    of_trip = {key for key, row in before.items() if str(trip.id) in str(row)}
    assert len(of_trip) > 5
    assert not is_pinned or {key: after.get(key) for key in of_trip} == {key: before[key] for key in of_trip}


def test_that_who_cannot_be_planned_for_is_told_why() -> None:
    border = Border()
    hearing = border.hearing(border.household(shelter=border.sur))
    border.do(hearings.edit, hearing=hearing.id, hearing_time=None, report_time=None)
    (left,) = plan(border).left
    assert (left.obstacle, str(left.why)) == (
        Obstacle.NOT_TYPED,
        "Report time missing: type it from the tear sheet.",
    )


def test_that_a_locked_gate_is_not_told_as_a_lack_of_seats() -> None:
    border = Border()
    border.driver()
    border.hearing(border.household())
    made = plan(border)
    assert [str(words) for words in made.words] == [
        "0 people covered",
        "3 people are behind a locked gate: ask for 03:10.",
    ]
    assert [left.obstacle for left in made.left] == [Obstacle.LOCKED]


def test_that_a_family_too_large_for_any_vehicle_goes_in_parts_with_an_adult_in_each() -> None:
    border = Border()
    border.driver()
    border.hearing(border.household((40, 40, 17, 16, 15, 14, 13, 12, 12), shelter=border.sur))
    made = plan(border)
    assert (made.covered, made.short, len(made.trip_ids)) == (9, 0, 2)
    for trip in trips_of(border, made):
        (ride,) = border.see_rides(trip)
        with border.store.read() as uow:
            assert any(not uow.persons.get(person).is_child for person in ride.person_ids)


def test_that_a_family_too_large_with_one_adult_is_told_so() -> None:
    border = Border()
    border.driver()
    border.hearing(border.household((40, *[12] * 8), shelter=border.sur))
    (left,) = plan(border).left
    assert str(left.why) == "9 seats are needed together; the largest vehicle has 8."


def test_that_nobody_is_covered_by_a_vehicle_that_nobody_may_drive() -> None:
    border = Border()
    border.driver(vetted_on=None)
    border.hearing(border.household(shelter=border.sur))
    made = plan(border)
    (left,) = made.left
    assert (made.covered, left.obstacle) == (0, Obstacle.NO_DRIVER)
    assert str(made.helps[0].words) == "1 more vetted driver who is rested"


def test_that_a_trip_without_a_second_adult_keeps_the_seat_open_and_says_so() -> None:
    border = Border()
    border.driver()
    border.hearing(border.household(shelter=border.sur))
    made = plan(border)
    assert made.covered == 3
    assert "T1: nobody is free and rested as escort." in [str(words) for words in made.words]


def test_that_a_bus_called_for_money_covers_who_is_left() -> None:
    border, _ = two_vans_and_a_shelter(time(3))
    with border.scene() as uow:
        factory.make_vehicle(uow, "Bus", kind=VehicleKind.BUS, seats=19, site_id=border.site.id)
    assert plan(border).short == 0
