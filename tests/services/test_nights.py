"""Nights before a hearing: hotels near the port, trips of a day or two, and the question at a locked gate."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from clinic.domain.errors import Refused
from clinic.domain.people import Role
from clinic.domain.places import Place, PlaceKind
from clinic.domain.trips import Leg, Ride, Trip, VehicleKind
from clinic.services import gate, nights, rides, trips
from tests import factory
from tests.services.border import Border

MONDAY = date(2026, 7, 13)


@pytest.fixture
def border() -> Border:
    found = Border()
    found.now -= timedelta(days=2)
    return found


@pytest.fixture
def hotel(border: Border) -> Place:
    with border.scene() as uow:
        made = border.place(uow, "Hotel Centro", PlaceKind.HOTEL)
        factory.make_travel(uow, border.norte, made, 20)
        factory.make_travel(uow, made, border.port, 5)
        factory.make_travel(uow, border.yard, made, 10)
        return made


def ridden(border: Border) -> tuple[Trip, Ride]:
    household = border.household()
    border.hearing(household)
    trip = border.trip_with(household)
    return trip, border.see_rides(trip)[0]


def feeder(border: Border) -> Trip:
    with border.store.read() as uow:
        (found,) = uow.trips.where(leg=Leg.OTHER)
        return found


def test_that_a_hotel_night_fetches_them_there_in_the_morning(border: Border, hotel: Place) -> None:
    trip, ride = ridden(border)
    border.do(nights.bring, rides=[ride.id], to=hotel.id)
    evening = feeder(border)
    assert (evening.label, border.clock(evening.departs_at), border.clock(evening.arrives_at)) == (
        "B1",
        "18:40",
        "19:00",
    )
    (stop,) = border.see_stops(trip)
    assert stop.place_id == hotel.id
    assert (border.clock(stop.arrives_at), border.clock(stop.leaves_at)) == ("03:30", "03:40")
    assert border.ask(gate.questions, trip=trip.id) == ()


def test_that_the_evening_leaves_before_an_early_gate_closes(border: Border, hotel: Place) -> None:
    with border.scene() as uow:
        uow.places.get(border.norte.id).locks_at = time(17, 30)
    _, ride = ridden(border)
    found: nights.NightBefore = border.ask(nights.proposal, ride=ride.id, to=hotel.id)
    assert (border.clock(found.departs_at), border.clock(found.gate_closes_at)) == ("17:15", "17:30")


def test_that_a_hotel_night_is_one_step_and_is_undone_to_the_byte(border: Border, hotel: Place) -> None:
    _, ride = ridden(border)
    before = border.rows()
    border.do(nights.bring, rides=[ride.id], to=hotel.id)
    border.undo()
    assert border.rows() == before


def test_that_without_the_evening_trip_they_are_fetched_at_the_shelter_again(border: Border, hotel: Place) -> None:
    trip, ride = ridden(border)
    border.do(nights.bring, rides=[ride.id], to=hotel.id)
    border.do(trips.cancel, trip=feeder(border).id)
    assert [stop.place_id for stop in border.see_stops(trip)] == [border.norte.id]


def test_that_taking_them_off_the_evening_trip_brings_the_stop_back(border: Border, hotel: Place) -> None:
    trip, ride = ridden(border)
    border.do(nights.bring, rides=[ride.id], to=hotel.id)
    (evening,) = border.see_rides(feeder(border))
    border.do(rides.remove, ride=evening.id)
    assert [stop.place_id for stop in border.see_stops(trip)] == [border.norte.id]


def test_that_somebody_put_on_the_trip_later_is_fetched_at_the_hotel_too(border: Border, hotel: Place) -> None:
    trip, ride = ridden(border)
    border.do(nights.bring, rides=[ride.id], to=hotel.id)
    border.do(rides.remove, ride=ride.id)
    border.do(rides.add, trip=trip.id, household=ride.household_id)
    assert [stop.place_id for stop in border.see_stops(trip)] == [hotel.id]


def test_that_nobody_leaves_after_the_report_time(border: Border, hotel: Place) -> None:
    _, ride = ridden(border)
    with pytest.raises(Refused, match="after the report time"):
        border.do(nights.bring, rides=[ride.id], to=hotel.id, departs_at=border.at("05:00"))


def test_that_from_mexicali_the_way_begins_two_days_before(border: Border) -> None:
    """Saturday by bus to a hotel in Tijuana, talk on Sunday, the port on Monday (field research 1.3)."""
    with border.scene() as uow:
        mexicali = factory.make_place(uow, "Shelter Mexicali", site_id=border.site.id)
        made = border.place(uow, "Hotel Centro", PlaceKind.HOTEL)
        factory.make_travel(uow, mexicali, made, 180)
        factory.make_travel(uow, made, border.port, 5)
        bus = factory.make_vehicle(uow, "Bus", seats=40, kind=VehicleKind.BUS, site_id=border.site.id, fare=395)
    household = border.household(shelter=mexicali)
    border.hearing(household, on=MONDAY)
    trip = border.trip(on=MONDAY)
    border.do(rides.add, trip=trip.id, household=household.id)
    (ride,) = border.see_rides(trip)
    border.do(nights.bring, rides=[ride.id], to=made.id, days=2, vehicle=bus.id)
    saturday = feeder(border)
    assert f"{saturday.departs_at:%A}" == "Saturday"
    assert (border.clock(saturday.departs_at), border.clock(saturday.arrives_at)) == ("16:00", "19:00")
    assert [stop.place_id for stop in border.see_stops(trip)] == [made.id]
    with border.store.read() as uow:
        assert [seat.role for seat in uow.seats.where(trip_id=saturday.id)] == [Role.ESCORT]


def test_that_a_locked_gate_asks_one_question_with_both_answers(border: Border, hotel: Place) -> None:
    household = border.household()
    border.hearing(household)
    trip = border.trip_with(household)
    with border.scene() as uow:
        uow.trips.get(trip.id).overridden = ()
    (asked,) = border.ask(gate.questions, trip=trip.id)
    assert str(asked.question) == "Shelter Norte is locked at 03:10: who opens, or a hotel the night before?"
    assert (border.clock(asked.opens_at), asked.hotel_id, asked.is_answered) == ("06:00", hotel.id, False)
    border.do(gate.guard_opens, stop=asked.stop_id, who="Don Chuy")
    (asked,) = border.ask(gate.questions, trip=trip.id)
    assert asked.is_answered
    assert border.see_trip(trip).reason.endswith("Shelter Norte: Don Chuy opens at 03:10")
    border.do(nights.bring, rides=asked.ride_ids, to=hotel.id)
    assert border.ask(gate.questions, trip=trip.id) == ()


def test_that_nobody_is_asked_to_open_an_open_gate(border: Border) -> None:
    household = border.household(shelter=border.sur)
    border.hearing(household)
    trip = border.trip_with(household)
    with pytest.raises(Refused, match="open then"):
        border.do(gate.guard_opens, stop=border.see_stops(trip)[0].id)


@pytest.mark.usefixtures("hotel")
def test_that_hotels_are_told_the_nearest_to_the_port_first(border: Border) -> None:
    with border.scene() as uow:
        border.place(uow, "Hotel Apart", PlaceKind.HOTEL)
        near = border.place(uow, "Hotel Puente", PlaceKind.HOTEL)
        border.place(uow, "Hotel Shut", PlaceKind.HOTEL, closed=True)
        factory.make_travel(uow, near, border.port, 2)
    found = border.ask(nights.hotels, trip=border.trip().id)
    assert [place.label for place in found] == ["Hotel Puente", "Hotel Centro", "Hotel Apart"]
