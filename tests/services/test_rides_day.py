"""What the Rides page is shown."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from clinic.domain.notices import NoticeMove
from clinic.domain.people import Role
from clinic.services import hearings, redating, ride_plan, rides, rides_day, roster, trip_detail, why_not
from clinic.services.ride_ground import Wish
from clinic.services.views.rides import Mark, SeatPicture, State, TripDetail, WayKind, WhyNot
from tests import factory
from tests.services.border import TUESDAY, Border
from tests.services.greedy_fleet import GreedyPlanner

GUARD = "The guard opens the gate for us"


@pytest.fixture
def border() -> Border:
    return Border()


def detail(border: Border, trip: Any) -> TripDetail:
    found: TripDetail = border.ask(trip_detail.trip_detail, trip=trip.id)
    return found


def tried(border: Border, **wanted: Any) -> WhyNot:
    with border.store.work() as uow:
        return why_not.why_not(uow, **wanted)


def test_that_the_board_counts_who_is_covered_and_says_the_latest_pick_up_of_who_is_not(border: Border) -> None:
    one, other = border.household(), border.household((30, 4), shelter=border.sur)
    border.hearing(one)
    border.hearing(other, report_time=time(9), hearing_time=time(13))
    border.trip_with(one)
    board = border.ask(rides_day.rides_day, site=border.site.id, day=TUESDAY)
    assert (board.people, board.people_covered, board.returns_open) == (5, 3, 3)
    assert str(board.line) == "3 of 5 people have a ride out · 3 return open"
    (missing,) = board.not_covered
    assert (missing.code, missing.adults, missing.children) == (other.code, 1, 1)
    assert f"{missing.latest_pick_up.here:%H:%M}" == "08:00"
    assert str(missing.words) == "Shelter Sur, 1 child seat, master hearing"


def test_that_a_hearing_without_hours_stands_on_top_and_asks_for_the_paper(border: Border) -> None:
    border.hearing(border.household())
    border.hearing(border.household(), hearing_time=None, report_time=None)
    first, _ = border.ask(rides_day.rides_day, site=border.site.id, day=TUESDAY).not_covered
    assert first.report is None
    assert "report time missing" in str(first.words)


def test_that_free_vehicles_come_with_a_free_driver(border: Border) -> None:
    border.driver("Daniel")
    (vehicle,) = border.ask(rides_day.rides_day, site=border.site.id, day=TUESDAY).free_vehicles
    assert str(vehicle.words) == "Van A, 8 seats (Daniel, driver)"


def test_that_a_trip_shows_its_sums_from_waking_up_to_the_open_return(border: Border) -> None:
    household, driver = border.household(), border.driver()
    border.hearing(household)
    trip = border.trip_with(household, reason=GUARD)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    shown = detail(border, trip)
    lines = [(line.mark, f"{line.hour.here:%H:%M}" if line.hour else "open") for line in shown.stops]
    assert lines == [
        (Mark.WAKE_UP, "02:05"),
        (Mark.LEAVE_HOME, "02:35"),
        (Mark.COLLECT_VEHICLE, "02:55"),
        (Mark.PICK_UP, "03:10"),
        (Mark.PORT, "03:45"),
        (Mark.REPORT, "04:00"),
        (Mark.HEARING, "08:00"),
        (Mark.RETURN, "open"),
    ]
    pick_up = shown.stops[3]
    assert str(pick_up.what) == f"Pick up {household.code} (2+1)"
    assert str(pick_up.sum) == "10 min boarding + 25 min drive to El Chaparral"
    assert str(shown.title) == "T1 · Shelter Norte → El Chaparral"
    assert shown.stops[5].typed


def test_that_seats_are_drawn_one_by_one(border: Border) -> None:
    household = border.household()
    border.hearing(household)
    shown = detail(border, border.trip_with(household))
    assert shown.pictures[:5] == (
        SeatPicture.DRIVER,
        SeatPicture.ESCORT,
        SeatPicture.ADULT,
        SeatPicture.ADULT,
        SeatPicture.CHILD,
    )
    assert shown.pictures[5:] == (SeatPicture.FREE,) * 5
    assert (shown.taken, shown.seats) == (3, 8)


def test_that_broken_checks_come_before_kept_ones_and_overruled_ones_say_so(border: Border) -> None:
    household = border.household()
    border.hearing(household)
    shown = detail(border, border.trip_with(household, reason=GUARD))
    broken = [check for check in shown.checks if not check.kept]
    assert shown.checks[: len(broken)] == tuple(broken)
    (gate,) = [check for check in broken if check.code == "GATE"]
    assert gate.overridden
    assert {check.code for check in shown.checks if check.kept} >= {"SEATS", "VETTED", "REST", "RIDES_TWICE"}
    assert shown.reason == GUARD


def test_that_why_not_tells_every_reason_and_what_works_and_changes_nothing(border: Border) -> None:
    full, late = border.household((40,) * 7, shelter=border.sur), border.household((30, 5), shelter=border.sur)
    border.hearing(full)
    border.hearing(late, report_time=time(3, 30))
    trip = border.trip_with(full)
    with border.scene() as uow:
        factory.make_vehicle(uow, "Car", seats=4, child_seats=1, site_id=border.site.id)
    before = border.rows()
    shown = tried(border, trip=trip.id, household=late.id)
    assert [breach.code for breach in shown.breaches][:2] == ["SEATS", "WRONG_REPORT_TIME"]
    assert not shown.fits
    assert not shown.can_be_overridden
    assert [(way.kind, str(way.words)) for way in shown.ways] == [
        (WayKind.NEW_TRIP, "New trip, Car, 02:30; nobody to drive yet")
    ]
    assert border.rows() == before


def test_that_why_not_finds_another_trip_with_room(border: Border) -> None:
    full, small = border.household((40,) * 8, shelter=border.sur), border.household((30,), shelter=border.sur)
    for household in (full, small):
        border.hearing(household)
    trip = border.trip_with(full)
    with border.scene() as uow:
        car = factory.make_vehicle(uow, "Car", seats=4, site_id=border.site.id)
    other = border.trip(vehicle=car)
    shown = tried(border, trip=trip.id, household=small.id)
    assert (shown.ways[0].kind, shown.ways[0].trip_id) == (WayKind.OTHER_TRIP, other.id)
    border.do(rides.add, trip=other.id, household=small.id)
    assert [breach.code for breach in tried(border, trip=trip.id, household=small.id).breaches][:1] == ["SEATS"]


def test_that_rides_of_an_old_day_are_told_as_old_and_one_undo_puts_all_back(border: Border) -> None:
    household = border.household(shelter=border.sur)
    hearing = border.hearing(household)
    trip = border.trip_with(household)
    before = border.rows()
    border.do(redating.redate, moves=[NoticeMove(hearing.id, date(2026, 8, 14))], reason="Notice of 1 July")
    (ride,) = detail(border, trip).rides
    assert str(ride.stale) == "The hearing has moved to Fri 14 August."
    assert detail(border, trip).state is State.WARNING
    border.undo()
    assert border.rows() == before


def test_that_both_clocks_stand_where_the_two_sides_differ() -> None:
    border = Border()
    with border.scene() as uow:
        site = uow.sites.get(border.site.id)
        site.zone, site.us_zone, site.city, site.us_city = "America/Monterrey", "America/Chicago", "Monterrey", "Laredo"
        for place in (border.sur, border.yard):
            uow.places.get(place.id).zone = "America/Monterrey"
        uow.places.get(border.port.id).zone = "America/Matamoros"
        uow.travel.where(from_id=border.sur.id, to_id=border.port.id)[0].minutes = 180
    household = border.household(shelter=border.sur)
    border.hearing(household, report_time=time(4, 30), hearing_time=time(8, 30))
    trip = border.trip("04:30", zone="America/Chicago")
    border.do(rides.add, trip=trip.id, household=household.id, reason=GUARD)
    shown = detail(border, trip)
    (pick_up,) = [line.hour for line in shown.stops if line.mark is Mark.PICK_UP]
    assert pick_up is not None
    assert pick_up.there is not None
    assert (f"{pick_up.here:%H:%M}", f"{pick_up.there:%H:%M}") == ("00:05", "01:05")
    assert str(shown.clocks.words) == "+1 h in Laredo"


def test_that_in_winter_monterrey_and_laredo_have_the_same_clock() -> None:
    border = Border()
    with border.scene() as uow:
        site = uow.sites.get(border.site.id)
        site.zone, site.us_zone = "America/Monterrey", "America/Chicago"
    day = date(2027, 1, 14)
    border.now = border.at("04:00", day, "America/Chicago")
    board = border.ask(rides_day.rides_day, site=border.site.id, day=day)
    assert str(board.clocks.words) == "same clock"


def test_that_a_clock_change_in_the_night_is_told_above_the_board() -> None:
    border = Border()
    for day, told in (
        (date(2026, 3, 8), "Clocks go forward at 02:00: the night is an hour shorter."),
        (date(2026, 11, 1), "Clocks go back at 02:00: the night is an hour longer."),
        (TUESDAY, "None"),
    ):
        board = border.ask(rides_day.rides_day, site=border.site.id, day=day)
        assert str(board.banner) == told


def test_that_the_plan_shows_on_the_board(border: Border) -> None:
    border.driver("Tomás")
    hearing = border.hearing(border.household(shelter=border.sur))
    with border.store.work() as uow:
        ride_plan.plan_day(uow, wish=Wish(border.site.id, TUESDAY), planner=GreedyPlanner())
    board = border.ask(rides_day.rides_day, site=border.site.id, day=TUESDAY)
    assert [card.label for card in board.trips] == ["T1"]
    assert board.not_covered == ()
    border.do(hearings.cancel, hearing=hearing.id)
    assert str(border.ask(rides_day.rides_day, site=border.site.id, day=TUESDAY).line).startswith("Nobody is called")


def test_that_a_port_in_another_city_is_reckoned_with_its_own_minutes(border: Border) -> None:
    with border.scene() as uow:
        mexicali = factory.make_site(uow, "Mexicali", zone="America/Tijuana")
        shelter = factory.make_place(uow, "Shelter Mexicali", site_id=mexicali.id)
        factory.make_travel(uow, shelter, border.port, 180)
        household = factory.make_household(uow, site_id=mexicali.id, shelter_id=shelter.id)
    border.hearing(household, report_time=time(9), hearing_time=time(13))
    (missing,) = border.ask(rides_day.rides_day, site=mexicali.id, day=TUESDAY).not_covered
    assert f"{missing.latest_pick_up.here:%H:%M}" == "05:35"
