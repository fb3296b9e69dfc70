"""Where a household fits, why not, and what works instead: each way is done as one step and undone as one."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.people import Role
from clinic.domain.trips import Trip, VehicleKind
from clinic.rules.score import Fit
from clinic.services import fitting, rides, roster, trip_times, trips, ways, why_not
from clinic.services.day_facts import household_facts, trips_facts
from clinic.services.views.rides import Fits, Way, WayKind, WhyNot
from tests import factory
from tests.services.border import TUESDAY, Border

GUARD = "The guard opens the gate for us"


@pytest.fixture
def border() -> Border:
    return Border()


def tried(border: Border, trip: Trip, household: Any) -> WhyNot:
    with border.store.work() as uow:
        return why_not.why_not(uow, trip=trip.id, household=household.id)


def take(border: Border, trip: Trip, household: Any, way: Way) -> None:
    border.do(ways.take, way=way, trip=trip.id, household=household.id)


def answers(border: Border, household: Any) -> Fits:
    found: Fits = border.ask(why_not.fits, site=border.site.id, day=TUESDAY, household=household.id)
    return found


def vehicle(border: Border, label: str, **more: Any) -> Any:
    with border.scene() as uow:
        return factory.make_vehicle(uow, label, site_id=border.site.id, kept_id=border.yard.id, **more)


def by_hand(border: Border, trip: Trip, household: Any) -> list[tuple[str, str]]:
    """What the rows themselves break once the household is on the trip."""
    with border.store.work() as uow:
        row = uow.trips.get(trip.id)
        rides.put_on(uow, row, household=household.id)
        trip_times.rework(uow, row)
        judged = trip_times.judged(trips_facts(uow, (row,)), row)
        return sorted((b.code, str(b.sentence)) for at, found in judged for b in found if b.code not in at.overridden)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("report", ["03:30", "04:00", "09:00"])
@pytest.mark.parametrize("ages", [(34, 33, 3), (40,) * 7, (30, 5, 4, 2)])
def test_that_trying_in_memory_says_what_the_rows_would_say(
    border: Border, ages: tuple[int, ...], report: str, *, locked: bool
) -> None:
    aboard, driver = border.household((30, 6), shelter=border.sur), border.driver()
    border.hearing(aboard)
    trip = border.trip_with(aboard)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    if locked:
        (stop,) = border.see_stops(trip)
        border.do(trips.lock_stop, stop=stop.id, arrives_at=border.at("03:25"), reason=GUARD)
    house = border.household(ages)
    border.hearing(house, report_time=time.fromisoformat(report), hearing_time=time(13))
    with border.store.read() as uow:
        facts = household_facts(uow, site=border.site.id, day=TUESDAY, household=house.id)
        row = uow.trips.get(trip.id)
        found = fitting.tried(facts, row, why_not.ride_of(facts, house.id, None, row))
    assert sorted((b.code, str(b.sentence)) for b in found.breaches) == by_hand(border, trip, house)


def test_that_every_trip_answers_while_a_household_is_carried(border: Border) -> None:
    full, house = border.household((40,) * 8, shelter=border.sur), border.household((30, 5), shelter=border.sur)
    for each in (full, house):
        border.hearing(each)
    border.trip_with(full)
    border.trip(vehicle=vehicle(border, "Car", seats=4, child_seats=1))
    border.trip(vehicle=vehicle(border, "Small car", seats=4, child_seats=0))
    found = answers(border, house)
    assert [answer.fit for answer in found.trips] == [Fit.FITS, Fit.NO, Fit.NO]
    assert str(found.trips[0].first) == "pick-up 03:00"
    assert {b.code for answer in found.trips[1:] for b in answer.breaches if b.severity is not Severity.WISH} == {
        "SEATS",
        "CHILD_SEATS",
    }
    assert str(found.line) == "1 trip fits"


def test_that_another_trip_is_the_smallest_change(border: Border) -> None:
    full, house = border.household((40,) * 8, shelter=border.sur), border.household((30,), shelter=border.sur)
    for each in (full, house):
        border.hearing(each)
    trip = border.trip_with(full)
    other = border.trip(vehicle=vehicle(border, "Car", seats=4))
    vehicle(border, "Big van", seats=20)
    border.driver()
    shown = tried(border, trip, house)
    assert [way.kind for way in shown.ways] == [WayKind.OTHER_TRIP, WayKind.OTHER_VEHICLE, WayKind.NEW_TRIP]
    assert str(shown.ways[0].words) == "T2, pick-up 03:00"
    before = border.rows()
    take(border, trip, house, shown.ways[0])
    assert [ride.household_id for ride in border.see_rides(other)] == [house.id]
    border.undo()
    assert border.rows() == before


def test_that_a_new_trip_names_who_drives_and_seats_them(border: Border) -> None:
    full, house = border.household((40,) * 8, shelter=border.sur), border.household((30, 5), shelter=border.sur)
    for each in (full, house):
        border.hearing(each)
    trip = border.trip_with(full)
    vehicle(border, "Car", seats=4, child_seats=1)
    rosa, ivan = border.driver(), border.escort()
    (way,) = tried(border, trip, house).ways
    assert str(way.words) == "New trip, Rosa, Car, 03:00"
    before = border.rows()
    take(border, trip, house, way)
    with border.store.read() as uow:
        new = next(row for row in uow.trips.where() if row.label == "T2")
    seated = {role: border.see_seat(new, role).volunteer_id for role in (Role.DRIVER, Role.ESCORT)}
    assert seated == {Role.DRIVER: rosa.id, Role.ESCORT: ivan.id}
    assert border.see_rides(trip)[0].household_id == full.id
    border.undo()
    assert border.rows() == before


def test_that_a_taxi_takes_an_escort_and_no_driver_of_ours(border: Border) -> None:
    full, house = border.household((40,) * 8, shelter=border.sur), border.household((30,), shelter=border.sur)
    for each in (full, house):
        border.hearing(each)
    trip = border.trip_with(full)
    vehicle(border, "Taxi", seats=4, kind=VehicleKind.TAXI)
    ivan = border.escort()
    (way,) = tried(border, trip, house).ways
    assert (way.kind, str(way.words)) == (WayKind.TAXI, "Taxi with Iván, 03:00")
    take(border, trip, house, way)
    with border.store.read() as uow:
        new = next(row for row in uow.trips.where() if row.label == "T2")
        assert [(seat.role, seat.volunteer_id) for seat in uow.seats.where(trip_id=new.id)] == [(Role.ESCORT, ivan.id)]


def test_that_a_trip_goes_earlier_for_the_earlier_report_time(border: Border) -> None:
    one, early = border.household((30,), shelter=border.sur), border.household((30,), shelter=border.sur)
    border.hearing(one)
    border.hearing(early, report_time=time(3, 30))
    trip = border.trip_with(one)
    shown = tried(border, trip, early)
    assert [b.code for b in shown.breaches if b.severity is not Severity.WISH] == ["WRONG_REPORT_TIME"]
    assert (shown.ways[0].kind, str(shown.ways[0].words)) == (WayKind.EARLIER, "T1 earlier: pick-up 02:30")
    take(border, trip, early, shown.ways[0])
    assert border.clock(border.see_trip(trip).report_at) == "03:30"
    assert len(border.see_rides(trip)) == 2


def test_that_the_guard_is_asked_where_only_a_lock_stands_in_the_way(border: Border) -> None:
    house = border.household()
    border.hearing(house)
    trip = border.trip()
    shown = tried(border, trip, house)
    assert (shown.ways[0].kind, str(shown.ways[0].words)) == (WayKind.GUARD, "Ask the guard for 03:10")
    take(border, trip, house, shown.ways[0])
    kept = border.see_trip(trip)
    assert (kept.overridden, kept.reason) == (("GATE",), "The guard is asked to open at 03:10")


def test_that_a_household_that_rides_already_is_moved(border: Border) -> None:
    house = border.household((30,), shelter=border.sur)
    border.hearing(house)
    trip, other = border.trip_with(house), border.trip(vehicle=vehicle(border, "Car", seats=4))
    found = {answer.trip_id: answer for answer in answers(border, house).trips}
    assert found[other.id].fit is Fit.FITS
    take(border, other, house, Way(WayKind.OTHER_TRIP, found[other.id].first, trip_id=other.id))
    assert border.see_rides(trip) == []
    assert [ride.household_id for ride in border.see_rides(other)] == [house.id]


def test_that_looking_for_ways_changes_nothing(border: Border) -> None:
    full, house = border.household((40,) * 8), border.household((30, 5))
    for each in (full, house):
        border.hearing(each)
    trip = border.trip_with(full)
    vehicle(border, "Car", seats=4, child_seats=1)
    border.driver()
    before = border.rows()
    with border.store.work() as uow:
        shown = why_not.why_not(uow, trip=trip.id, household=house.id)
        assert str(shown.ways[0].words).endswith("; ask the guard")
        assert uow.trips.count() == 1
    assert border.rows() == before
