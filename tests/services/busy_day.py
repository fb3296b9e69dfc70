"""A day of many trips: so many vans from a dozen shelters, five riders on each, and one household without a ride."""

from __future__ import annotations

from datetime import time

from clinic.domain.households import Household
from clinic.domain.people import Role
from clinic.domain.when import at
from clinic.services import rides, trip_making, trip_times
from tests import factory
from tests.services.border import TUESDAY, Border


def fill(border: Border, vans: int = 60) -> Household:
    """Fill Tuesday, and give back the household that has no ride yet."""
    with border.scene() as uow:
        shelters = [border.place(uow, f"Shelter {number:02}") for number in range(12)]
        for shelter in shelters:
            factory.make_travel(uow, shelter, border.port, 30)
            factory.make_travel(uow, border.yard, shelter, 15)
        dated = {
            "hearing_on": TUESDAY,
            "hearing_time": time(13),
            "report_time": time(9),
            "port_id": border.port.id,
            "zone": border.site.us_zone,
            "site_id": border.site.id,
        }
        for number in range(vans):
            named = {"site_id": border.site.id}
            van = factory.make_vehicle(uow, f"Van {number:02}", seats=8, child_seats=3, kept_id=border.yard.id, **named)
            driver = factory.make_volunteer(uow, f"Driver {number:02}", (Role.DRIVER,), home_id=border.home.id, **named)
            escort = factory.make_volunteer(uow, f"Escort {number:02}", (Role.ESCORT,), **named)
            report = at(TUESDAY, time(9), border.site.zone)
            trip = trip_making.begin(uow, site=border.site.id, port=border.port.id, report_at=report, vehicle=van.id)
            for offset, ages in enumerate(((34, 3), (40, 30, 9))):
                shelter = shelters[(number + offset) % 12]
                house = factory.make_household(uow, ages, shelter_id=shelter.id, **named)
                rides.put_on(uow, trip, hearing=factory.make_hearing(uow, house, **dated), household=house.id)
            for seat in uow.seats.where(trip_id=trip.id):
                seat.volunteer_id = driver.id if seat.role is Role.DRIVER else escort.id
            trip_times.rework(uow, trip)
        left = factory.make_household(uow, (30, 5), shelter_id=shelters[0].id, site_id=border.site.id)
        factory.make_hearing(uow, left, **dated)
    return left
