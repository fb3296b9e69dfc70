"""What a bus leg costs (field research 1.3: 395 pesos an adult, half for ages 5 to 10, free below; 50 pocket money)."""

from __future__ import annotations

from typing import Any

from clinic.domain.ids import TripId
from clinic.domain.people import Role
from clinic.domain.trips import VehicleKind
from clinic.services import fares
from tests import factory
from tests.services.border import Border


def leg(border: Border, *ages: int | None, kind: VehicleKind = VehicleKind.BUS, **more: Any) -> TripId:
    household = border.household(ages)
    with border.scene() as uow:
        bus = factory.make_vehicle(uow, "Bus", seats=40, kind=kind, fare=395, site_id=border.site.id)
        trip = factory.make_trip(uow, vehicle_id=bus.id, site_id=border.site.id)
        factory.make_ride(uow, trip, household, **more)
        return trip.id


def words(found: fares.Fares) -> list[str]:
    return [str(line.words) for line in found.lines]


def test_that_adults_pay_children_of_five_to_ten_half_and_the_young_nothing() -> None:
    border = Border()
    found = border.ask(fares.of_trip, trip=leg(border, 34, 33, 11, 10, 5, 4, 0))
    assert words(found) == [
        "3 full fares: 3 × 395 = 1,185 pesos",
        "2 half fares, ages 5–10: 2 × 197.50 = 395 pesos",
        "2 free, under 5: 2 × 0 = 0 pesos",
        "pocket money for 2 adults: 2 × 50 = 100 pesos",
    ]
    assert found.total == 1680


def test_that_unknown_ages_pay_as_adults_and_the_clinic_sets_the_figures() -> None:
    border = Border(pocket_money=80, half_fare_from=3)
    found = border.ask(fares.of_trip, trip=leg(border, None, 4))
    assert words(found) == [
        "1 full fare: 1 × 395 = 395 pesos",
        "1 half fare, ages 3–10: 1 × 197.50 = 197.50 pesos",
        "pocket money for 1 adult: 1 × 80 = 80 pesos",
    ]


def test_that_the_escort_pays_and_only_those_who_ride_are_counted() -> None:
    border = Border()
    trip = leg(border, 34, 33)
    with border.scene() as uow:
        (ride,) = uow.rides.where(trip_id=trip)
        ride.person_ids = ride.person_ids[:1]
        factory.make_seat(uow, uow.trips.get(trip), Role.ESCORT)
    assert border.ask(fares.of_trip, trip=trip).total == 395 + 395 + 50


def test_that_a_taxi_is_paid_by_the_ride_and_a_van_not_at_all() -> None:
    border = Border()
    assert words(border.ask(fares.of_trip, trip=leg(border, 34, kind=VehicleKind.TAXI))) == [
        "taxi: 1 × 395 = 395 pesos"
    ]
    assert border.ask(fares.of_trip, trip=leg(border, 34, kind=VehicleKind.OWN)) == fares.Fares()
