from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg, Trip, TripStatus, VehicleKind
from clinic.domain.when import local
from clinic.rules.trips import opening

from .proofs import just_broken, just_kept, kept, other_order
from .world import TIJUANA, TUESDAY, Verdict, World, mends, only

SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)


def _carrying(world: World, *sizes: int, seats: int = 8) -> Trip:
    trip = world.trip(vehicle=world.vehicle(seats=seats))
    for size in sizes:
        world.ride(trip, world.household(*[34] * size))
    return trip


@kept("SEATS")
def test_that_a_half_full_van_is_fine(world: World) -> Verdict:
    return world.trips(_carrying(world, 2, 2))


@just_kept("SEATS")
def test_that_a_full_van_is_fine(world: World) -> Verdict:
    return world.trips(_carrying(world, 5, 3))


@just_broken("SEATS")
def test_that_one_person_more_than_seats_is_refused(world: World) -> Verdict:
    return world.trips(_carrying(world, 5, 4))


@other_order("SEATS")
def test_that_the_order_of_the_households_does_not_matter(world: World) -> Verdict:
    return world.trips(_carrying(world, 5, 4), reverse=True)


def test_that_too_many_people_are_told_with_the_household_that_could_move() -> None:
    world = World()
    full = _carrying(world, 5, 4)
    other = world.trip(vehicle=world.vehicle("Car", seats=4), label="T7")
    world.vehicle("Bus", seats=19)
    found = world.trips(full)
    assert str(only(found, "SEATS").sentence) == "1 person too many: 9 people, Van has 8 seats."
    assert mends(found, "SEATS") == [
        "Move K1-AAAA to T7: 4 seats free there.",
        "Take Bus: 19 seats.",
        "Plan a second run for 1 person.",
    ]
    assert world.trips(other).breaches[0].code != "SEATS"


def test_that_a_person_named_twice_takes_one_seat_and_nobody_named_means_everybody() -> None:
    world = World()
    trip = _carrying(world, 8)
    household = world.rows["households"][0]
    world.ride(trip, household)
    assert "SEATS" not in [breach.code for breach in world.trips(trip)]
    crowd = world.household(*[20] * 9)
    everybody = world.trip(vehicle=world.rows["vehicles"][0], on=TUESDAY + timedelta(days=1))
    world.ride(everybody, crowd, people=[])
    assert only(world.trips(everybody), "SEATS").price == 1


def test_that_a_move_is_not_offered_to_a_trip_that_is_too_late_or_too_small() -> None:
    world = World()
    full = _carrying(world, 9)
    world.trip("03:30", "04:45", report="05:00", vehicle=world.vehicle("Late", seats=20), label="T8")
    assert mends(world.trips(full), "SEATS") == ["Plan a second run for 1 person."]


def _wheelchairs(world: World, places: int, users: int) -> Trip:
    trip = world.trip(vehicle=world.vehicle(wheelchair_places=places))
    for _ in range(users):
        household = world.household()
        world.persons(household)[0].wheelchair = True
        world.ride(trip, household)
    return trip


@kept("WHEELCHAIR")
def test_that_nobody_in_a_wheelchair_needs_no_place(world: World) -> Verdict:
    return world.trips(_wheelchairs(world, 0, 0))


@just_kept("WHEELCHAIR")
def test_that_a_wheelchair_for_each_place_is_fine(world: World) -> Verdict:
    return world.trips(_wheelchairs(world, 1, 1))


@just_broken("WHEELCHAIR")
def test_that_a_second_wheelchair_is_refused(world: World) -> Verdict:
    return world.trips(_wheelchairs(world, 1, 2))


@other_order("WHEELCHAIR")
def test_that_wheelchairs_are_counted_in_any_order(world: World) -> Verdict:
    return world.trips(_wheelchairs(world, 1, 2), reverse=True)


def test_that_a_vehicle_with_the_place_is_offered() -> None:
    world = World()
    trip = _wheelchairs(world, 0, 1)
    world.vehicle("Ramp van", seats=6, wheelchair_places=1)
    found = world.trips(trip)
    assert str(only(found, "WHEELCHAIR").sentence) == "1 wheelchair place needed, Van has 0."
    assert mends(found, "WHEELCHAIR") == ["Take Ramp van: 6 seats."]


def _children(world: World, seats: int, *ages: int, kind: VehicleKind = VehicleKind.OWN) -> Trip:
    trip = world.trip(vehicle=world.vehicle(child_seats=seats, kind=kind))
    world.ride(trip, world.household(34, *ages))
    return trip


@kept("CHILD_SEATS")
def test_that_a_child_of_twelve_needs_no_child_seat(world: World) -> Verdict:
    return world.trips(_children(world, 0, 12))


@just_kept("CHILD_SEATS")
def test_that_a_child_seat_for_each_child_is_enough(world: World) -> Verdict:
    return world.trips(_children(world, 2, 11, 0))


@just_broken("CHILD_SEATS")
def test_that_a_child_of_eleven_needs_a_child_seat(world: World) -> Verdict:
    return world.trips(_children(world, 0, 11))


@other_order("CHILD_SEATS")
def test_that_children_are_counted_in_any_order(world: World) -> Verdict:
    return world.trips(_children(world, 1, 11, 3), reverse=True)


def test_that_the_child_of_story_one_needs_one_child_seat() -> None:
    world = World()
    trip = world.trip(vehicle=world.vehicle())
    world.ride(trip, world.household(34, 31, 3))
    found = world.trips(trip)
    assert str(only(found, "CHILD_SEATS").sentence) == "1 child seat needed (ages 0–11), Van has 0."
    assert mends(found, "CHILD_SEATS") == ["Put 1 more child seat into Van."]
    assert only(found, "CHILD_SEATS").can_be_overridden


def test_that_a_bus_has_no_child_seats_and_ages_may_be_set() -> None:
    bus = World()
    assert "CHILD_SEATS" not in [b.code for b in bus.trips(_children(bus, 0, 3, kind=VehicleKind.BUS))]
    world = World(child_seat_until_age=6)
    assert "CHILD_SEATS" not in [b.code for b in world.trips(_children(world, 0, 7))]


@kept("VEHICLE")
def test_that_a_trip_with_a_vehicle_has_one(world: World) -> Verdict:
    return world.trips(world.trip(vehicle=world.vehicle()))


@just_kept("VEHICLE")
def test_that_another_vehicle_may_be_out_of_use(world: World) -> Verdict:
    world.vehicle("Old van", out_of_use=True)
    return world.trips(world.trip(vehicle=world.vehicle()))


@just_broken("VEHICLE")
def test_that_a_vehicle_out_of_use_is_told(world: World) -> Verdict:
    return world.trips(world.trip(vehicle=world.vehicle(out_of_use=True)))


@other_order("VEHICLE")
def test_that_a_trip_without_a_vehicle_is_told_though_one_is_on_file(world: World) -> Verdict:
    trip = world.trip()
    world.vehicle()
    return world.trips(trip, reverse=True)


def test_that_a_vehicle_is_offered_where_none_is_chosen() -> None:
    world = World()
    world.vehicle("Bus", seats=30)
    world.vehicle("Car", seats=4)
    assert mends(world.trips(world.trip()), "VEHICLE") == ["Take Car: 4 seats."]


def _twice(world: World, first: tuple[str, str], second: tuple[str, str], **more: Any) -> list[Trip]:
    vehicle = world.vehicle(**more)
    return [world.trip(*times, vehicle=vehicle) for times in (first, second)]


@kept("VEHICLE_TWICE")
def test_that_a_van_drives_twice_a_day(world: World) -> Verdict:
    return world.trips(_twice(world, ("02:00", "02:45"), ("08:00", "08:45"))[0])


@just_kept("VEHICLE_TWICE")
def test_that_a_van_may_leave_as_it_arrives(world: World) -> Verdict:
    return world.trips(_twice(world, ("02:00", "02:45"), ("02:45", "03:45"))[0])


@just_broken("VEHICLE_TWICE")
def test_that_a_van_is_not_on_two_trips_for_a_minute(world: World) -> Verdict:
    return world.trips(_twice(world, ("02:00", "02:46"), ("02:45", "03:45"))[0])


@other_order("VEHICLE_TWICE")
def test_that_the_later_trip_of_a_van_is_refused_as_well(world: World) -> Verdict:
    return world.trips(_twice(world, ("02:00", "02:46"), ("02:45", "03:45"))[1])


def test_that_a_van_on_two_trips_is_told_with_another_one() -> None:
    world = World()
    first, second = _twice(world, ("02:00", "02:50"), ("02:40", "03:45"))
    world.vehicle("Car", seats=4)
    found = world.trips(second)
    assert str(only(found, "VEHICLE_TWICE").sentence) == "Van is on T1 from 02:00 until 02:50 as well."
    assert (only(found, "VEHICLE_TWICE").price, mends(found, "VEHICLE_TWICE")) == (10, ["Take Car: 4 seats."])
    first.status = TripStatus.CANCELLED
    assert "VEHICLE_TWICE" not in [breach.code for breach in world.trips(second)]


def test_that_taxis_come_in_any_number() -> None:
    world = World()
    _, second = _twice(world, ("02:00", "02:50"), ("02:40", "03:45"), kind=VehicleKind.TAXI)
    assert "VEHICLE_TWICE" not in [breach.code for breach in world.trips(second)]


def test_that_a_van_is_twice_in_the_first_half_past_one_only() -> None:
    world = World()
    van = world.vehicle()
    first = world.trip("00:45", "01:30", FALL, vehicle=van)
    world.trip("01:30+", "02:30", FALL, vehicle=van)
    assert "VEHICLE_TWICE" not in [breach.code for breach in world.trips(first)]


def _two_runs(world: World, second_pick_up: str) -> list[Trip]:
    first, second = _twice(world, ("02:00", "02:35"), (second_pick_up, "03:40"))
    world.stop(first, world.norte, "02:00", "02:10")
    world.stop(second, world.norte, second_pick_up, None)
    return [first, second]


@kept("TURNAROUND")
def test_that_an_hour_back_is_enough(world: World) -> Verdict:
    return world.trips(_two_runs(world, "03:30")[1])


@just_kept("TURNAROUND")
def test_that_the_typed_minutes_back_are_enough(world: World) -> Verdict:
    return world.trips(_two_runs(world, "03:00")[1])


@just_broken("TURNAROUND")
def test_that_a_minute_less_than_the_way_back_is_told(world: World) -> Verdict:
    return world.trips(_two_runs(world, "02:59")[1])


@other_order("TURNAROUND")
def test_that_the_way_back_is_told_of_the_first_run_as_well(world: World) -> Verdict:
    return world.trips(_two_runs(world, "02:59")[0])


def test_that_a_turnaround_is_told_with_its_minutes() -> None:
    world = World()
    found = world.trips(_two_runs(world, "02:50")[1])
    sentence = "Van is at the port 02:35; 25 min drive to Shelter Norte, pick-up 02:50."
    assert str(only(found, "TURNAROUND").sentence) == sentence
    assert (only(found, "TURNAROUND").price, mends(found, "TURNAROUND")) == (10, ["On T2, pick up at 03:00 or later."])


@pytest.mark.parametrize(("on", "broken"), [(SPRING, True), (FALL, False), (TUESDAY, False)])
def test_that_a_turnaround_is_counted_in_real_minutes(on: date, broken: bool) -> None:
    world = World()
    van = world.vehicle()
    world.trip("01:00", "01:50", on, vehicle=van)
    second = world.trip("03:05", "03:40", on, vehicle=van)
    world.stop(second, world.norte, "03:05", None, on=on)
    assert ("TURNAROUND" in [breach.code for breach in world.trips(second)]) is broken


@kept("ON_TIME")
def test_that_a_quarter_of_an_hour_before_is_on_time(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "03:45"))


@just_kept("ON_TIME")
def test_that_the_report_time_itself_is_on_time(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "04:00"))


@just_broken("ON_TIME")
def test_that_a_minute_after_the_report_time_is_late(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "04:01"))


@other_order("ON_TIME")
def test_that_an_earlier_report_time_makes_the_trip_late(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "03:45", report="03:30"), reverse=True)


def test_that_a_late_trip_is_told_with_the_pick_up_that_would_do() -> None:
    world = World()
    trip = world.trip("03:00", "04:10")
    world.stop(trip, world.norte, "03:35", "03:45")
    found = world.trips(trip)
    assert str(only(found, "ON_TIME").sentence) == "At the port 04:10, report time 04:00: 10 min late."
    assert mends(found, "ON_TIME") == ["First pick-up at 03:25 or earlier."]
    assert "TIME_IN_HAND" not in [breach.code for breach in found]


def test_that_a_return_is_never_late() -> None:
    world = World()
    assert not [b for b in world.trips(world.trip(leg=Leg.RETURN)) if b.code in {"ON_TIME", "TIME_IN_HAND", "GATE"}]


@pytest.mark.parametrize("on", [SPRING, FALL])
def test_that_a_trip_is_on_time_by_instants_when_clocks_change(on: date) -> None:
    world = World()
    trip = world.trip("00:30", "03:00", on, report="03:00")
    assert "ON_TIME" not in [breach.code for breach in world.trips(trip)]
    trip.arrives_at = world.instant("03:01", on)
    assert only(world.trips(trip), "ON_TIME").price == 1


@kept("TIME_IN_HAND")
def test_that_an_hour_in_hand_is_fine(world: World) -> Verdict:
    return world.trips(world.trip("02:00", "03:00"))


@just_kept("TIME_IN_HAND")
def test_that_the_clinics_minutes_in_hand_are_fine(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "03:45"))


@just_broken("TIME_IN_HAND")
def test_that_a_minute_less_in_hand_is_told(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "03:46"))


@other_order("TIME_IN_HAND")
def test_that_an_earlier_report_time_leaves_too_little_in_hand(world: World) -> Verdict:
    return world.trips(world.trip("03:00", "03:45", report="03:45"), reverse=True)


def test_that_time_in_hand_is_told_with_its_minutes() -> None:
    world = World()
    found = world.trips(world.trip("03:00", "03:50"))
    sentence = "At the port 03:50: 10 min before the report time, the rule asks 15 min."
    assert str(only(found, "TIME_IN_HAND").sentence) == sentence
    assert mends(found, "TIME_IN_HAND") == ["Leave 5 min earlier."]


def _picks_up(world: World, clock: str, on: date = TUESDAY, **night: time) -> Verdict:
    shelter = world.norte
    if night:
        shelter = world.place("Shelter Luz", PlaceKind.SHELTER, **night)
    trip = world.trip("00:30", "12:00", on, report="12:30")
    world.stop(trip, world.office, "00:10", "00:20", on=on)
    world.stop(trip, shelter, clock, None, on=on)
    return world.trips(trip)


@kept("GATE")
def test_that_a_pick_up_by_day_is_fine(world: World) -> Verdict:
    return _picks_up(world, "09:00")


@just_kept("GATE")
def test_that_a_pick_up_as_the_gate_opens_is_fine(world: World) -> Verdict:
    return _picks_up(world, "06:00")


@just_broken("GATE")
def test_that_a_pick_up_a_minute_before_is_asked_about(world: World) -> Verdict:
    return _picks_up(world, "05:59")


@other_order("GATE")
def test_that_a_pick_up_as_the_gate_is_locked_is_asked_about(world: World) -> Verdict:
    return _picks_up(world, "22:00")


def test_that_the_gate_of_story_one_is_asked_about() -> None:
    world = World()
    trip = world.trip("03:00", "03:45")
    world.stop(trip, world.norte, "03:10", "03:20")
    found = world.trips(trip)
    assert str(only(found, "GATE").sentence) == "Shelter Norte is locked 22:00–06:00; pick-up 03:10."
    assert mends(found, "GATE") == ["Ask the guard for 03:10.", "A hotel near the port the night before."]
    assert only(found, "GATE").can_be_overridden


def test_that_waiting_for_the_gate_is_offered_where_there_is_time() -> None:
    world = World()
    trip = world.trip("05:20", "05:55", report="07:00")
    world.stop(trip, world.norte, "05:20", "05:30")
    assert mends(world.trips(trip), "GATE")[0] == "Pick up at 06:00 or later."


@pytest.mark.parametrize(
    ("locks", "opens", "clock", "opened"),
    [
        (time(22), time(6), "23:00", "Wed 06:00"),
        (time(22), time(6), "03:10", "Tue 06:00"),
        (time(22), time(6), "21:59", None),
        (time(1), time(5), "01:00", "Tue 05:00"),
        (time(1), time(5), "05:00", None),
        (time(1), time(5), "23:00", None),
        (time(17, 30), time(1), "00:59", "Tue 01:00"),
    ],
)
def test_that_a_gate_opens_at_its_next_hour(locks: time, opens: time, clock: str, opened: str | None) -> None:
    world = World()
    shelter = world.place("Shelter Luz", PlaceKind.SHELTER, locks_at=locks, opens_at=opens)
    found = opening(shelter, world.instant(clock))
    assert (f"{local(found, TIJUANA):%a %H:%M}" if found else None) == opened


@pytest.mark.parametrize(("on", "minutes"), [(SPRING, 270), (FALL, 390), (TUESDAY, 330)])
def test_that_a_gate_is_locked_for_real_minutes(on: date, minutes: int) -> None:
    world = World()
    assert only(_picks_up(world, "00:30", on), "GATE").price == minutes


def _crew(world: World, *seats: tuple[Role, bool], kind: VehicleKind = VehicleKind.OWN) -> Verdict:
    trip = world.trip(vehicle=world.vehicle(kind=kind))
    for role, taken in seats:
        world.seat(trip, role, world.volunteer() if taken else None)
    return world.trips(trip, reverse=len(seats) > 1 and seats[0][0] is Role.ESCORT)


@kept("DRIVER")
def test_that_a_trip_with_a_driver_is_driven(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True), (Role.ESCORT, True))


@just_kept("DRIVER")
def test_that_a_hired_vehicle_comes_with_a_driver(world: World) -> Verdict:
    return _crew(world, (Role.ESCORT, True), kind=VehicleKind.HIRED)


@just_broken("DRIVER")
def test_that_an_open_drivers_seat_is_told(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, False), (Role.ESCORT, True))


@other_order("DRIVER")
def test_that_an_escort_is_no_driver(world: World) -> Verdict:
    return _crew(world, (Role.ESCORT, True), (Role.DRIVER, False))


def test_that_an_own_vehicle_needs_a_drivers_seat() -> None:
    found = _crew(World(), (Role.ESCORT, True), (Role.ESCORT, True))
    assert str(only(found, "DRIVER").sentence) == "No driver's seat on this trip."


@kept("ESCORT")
def test_that_a_trip_with_an_escort_has_one(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True), (Role.ESCORT, True))


@just_kept("ESCORT")
def test_that_a_trip_without_an_escorts_seat_lacks_no_escort(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True))


@just_broken("ESCORT")
def test_that_an_open_escorts_seat_is_told(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True), (Role.ESCORT, False))


@other_order("ESCORT")
def test_that_an_open_escorts_seat_is_told_before_the_drivers(world: World) -> Verdict:
    return _crew(world, (Role.ESCORT, False), (Role.DRIVER, True))


@kept("TWO_ADULTS")
def test_that_driver_and_escort_are_two_adults(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True), (Role.ESCORT, False))


@just_kept("TWO_ADULTS")
def test_that_a_taxi_driver_and_an_escort_are_two_adults(world: World) -> Verdict:
    return _crew(world, (Role.ESCORT, False), kind=VehicleKind.TAXI)


@just_broken("TWO_ADULTS")
def test_that_a_driver_alone_is_told(world: World) -> Verdict:
    return _crew(world, (Role.DRIVER, True))


@other_order("TWO_ADULTS")
def test_that_a_taxi_without_anybody_of_the_team_is_told(world: World) -> Verdict:
    return _crew(world, kind=VehicleKind.TAXI)


def test_that_two_adults_may_be_switched_off_and_an_unfinished_trip_is_never_refused() -> None:
    assert "TWO_ADULTS" not in [b.code for b in _crew(World(strictness=(("TWO_ADULTS", "off"),)), (Role.DRIVER, True))]
    unfinished = _crew(World(), (Role.DRIVER, False), (Role.ESCORT, False))
    assert {breach.severity.value for breach in unfinished} == {"wish"}


def test_that_a_ride_by_others_needs_nobody_of_ours() -> None:
    assert not list(_crew(World(), kind=VehicleKind.OUTSIDE))
    assert not list(_crew(World(), (Role.ESCORT, False), kind=VehicleKind.OUTSIDE))
