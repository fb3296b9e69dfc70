"""Rosters, rides and consultations are three views of the same time: each sees what the others have planned."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.errors import RuleBroken
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip
from clinic.services import hearings, households, people, places, rides, roster, today, trip_detail, trips
from clinic.services.views.rides import State
from tests import factory
from tests.services.border import TUESDAY, Border

GUARD = "The guard opens the gate for us"


@pytest.fixture
def border() -> Border:
    return Border()


def seat_at(border: Border, clock: str, hours: float, role: Role = Role.ESCORT) -> Seat:
    """A seat at a session in the office, 20 minutes from the port."""
    with border.scene() as uow:
        office = border.place(uow, "Office", PlaceKind.OFFICE)
        factory.make_travel(uow, border.port, office, 20)
        session = factory.make_session(uow, border.at(clock), hours, site_id=border.site.id, place_id=office.id)
        return factory.make_seat(uow, session, role)


def trip_with_driver(border: Border, driver: Volunteer, report: str = "04:00") -> Trip:
    household = border.household(shelter=border.sur)
    clock = time.fromisoformat(report)
    border.hearing(household, report_time=clock, hearing_time=time(13))
    trip = border.trip_with(household, report=report)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    return trip


def refused(border: Border, verb: Any, **wanted: Any) -> list[str]:
    before = border.rows()
    with pytest.raises(RuleBroken) as no:
        border.do(verb, **wanted)
    assert border.rows() == before
    return [breach.code for breach in no.value.breaches]


def test_that_a_driver_at_a_session_cannot_drive_then_whatever_the_reason(border: Border) -> None:
    driver, seat = border.driver(), seat_at(border, "01:00", 2)
    border.do(roster.assign, seat=seat.id, volunteer=driver.id)
    household = border.household(shelter=border.sur)
    border.hearing(household)
    trip = border.trip_with(household)
    wanted = {"seat": border.see_seat(trip, Role.DRIVER).id, "volunteer": driver.id, "reason": "There is nobody else"}
    assert "OVERLAP" in refused(border, roster.assign, **wanted)


def test_that_a_night_trip_is_seen_from_the_next_mornings_session(border: Border) -> None:
    driver = border.driver()
    trip_with_driver(border, driver)
    seat = seat_at(border, "10:00", 3)
    assert refused(border, roster.assign, seat=seat.id, volunteer=driver.id) == ["REST"]
    border.do(roster.assign, seat=seat.id, volunteer=driver.id, reason="She asked for it herself")


def test_that_there_must_be_time_for_the_way_from_the_port(border: Border) -> None:
    driver = border.driver()
    trip_with_driver(border, driver, report="09:00")
    seat = seat_at(border, "09:10", 3)
    assert refused(border, roster.assign, seat=seat.id, volunteer=driver.id) == ["TRAVEL"]


def test_that_a_trip_moved_onto_its_drivers_session_is_refused_with_all_reasons(border: Border) -> None:
    driver = border.driver()
    trip = trip_with_driver(border, driver, report="09:00")
    border.do(roster.assign, seat=seat_at(border, "11:00", 3).id, volunteer=driver.id)
    later = {"trip": trip.id, "report_at": border.at("12:30"), "reason": "The port opens later"}
    assert "OVERLAP" in refused(border, trips.set_report, **later)


def test_that_the_paper_decides_and_who_would_be_at_two_places_is_let_go(border: Border) -> None:
    driver = border.driver()
    trip = trip_with_driver(border, driver, report="09:00")
    border.do(roster.assign, seat=seat_at(border, "11:00", 3).id, volunteer=driver.id)
    with border.store.read() as uow:
        (hearing,) = uow.hearings.where()
    before = border.rows()
    change = border.do(hearings.edit, hearing=hearing.id, report_time=time(12, 30))
    assert str(change.label).endswith("Rosa Medrano is let go from T1: two places at once")
    assert border.see_seat(trip, Role.DRIVER).volunteer_id is None
    (block,) = border.ask(today.today, site=border.site.id, day=TUESDAY).trips
    assert (block.state, str(block.tag)) == (State.WARNING, "No driver yet")
    border.undo()
    assert border.rows() == before


def test_that_what_else_the_paper_breaks_is_told_on_the_trip(border: Border) -> None:
    household = border.household()
    hearing = border.hearing(household, report_time=time(9), hearing_time=time(13))
    trip = border.trip_with(household, report="09:00")
    border.do(hearings.edit, hearing=hearing.id, report_time=time(4))
    shown = border.ask(trip_detail.trip_detail, trip=trip.id)
    assert next(check.code for check in shown.checks if not check.kept) == "GATE"


def test_that_a_household_that_moves_is_fetched_where_it_lives_now(border: Border) -> None:
    household = border.household(shelter=border.sur)
    border.hearing(household)
    trip = border.trip_with(household)
    before = border.rows()
    border.do(households.change_shelter, household=household.id, shelter=border.norte.id)
    assert [(stop.place_id, border.clock(stop.arrives_at)) for stop in border.see_stops(trip)] == [
        (border.norte.id, "03:10")
    ]
    border.undo()
    assert border.rows() == before


def test_that_a_household_without_a_shelter_is_fetched_where_it_was(border: Border) -> None:
    household = border.household(shelter=border.sur)
    border.hearing(household)
    trip = border.trip_with(household)
    border.do(households.change_shelter, household=household.id, shelter=None)
    assert [stop.place_id for stop in border.see_stops(trip)] == [border.sur.id]


def test_that_trips_go_by_the_minutes_that_are_typed_now(border: Border) -> None:
    household = border.household(shelter=border.sur)
    border.hearing(household)
    trip = border.trip_with(household)
    border.do(places.set_travel, start=border.sur.id, end=border.port.id, minutes=50)
    assert border.clock(border.see_stops(trip)[0].arrives_at) == "02:45"


def test_that_a_drivers_night_begins_where_they_live_now(border: Border) -> None:
    driver = border.driver()
    trip = trip_with_driver(border, driver)
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:20"
    border.do(people.edit, volunteer=driver.id, home_id=border.yard.id)
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:40"


def test_that_the_same_van_is_not_on_two_trips_at_once(border: Border) -> None:
    one, other = border.household(shelter=border.sur), border.household(shelter=border.norte)
    for household in (one, other):
        border.hearing(household)
    border.trip_with(one)
    second = border.trip()
    codes = refused(border, rides.add, trip=second.id, household=other.id, reason=GUARD)
    assert "VEHICLE_TWICE" in codes
