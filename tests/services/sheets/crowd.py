"""The largest day that the program is meant for: 60 trips with 300 riders from 6 shelters to one port."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.people import Role
from clinic.domain.trips import StopKind, TripStatus
from clinic.domain.when import local
from tests import factory
from tests.services.border import TUESDAY, Border


class Crowd(Border):
    """60 trips, each with a driver, an escort, two stops and two households: of two and of three people."""

    def __init__(self, trips: int = 60) -> None:
        super().__init__()
        with self.scene() as uow:
            shelters = [self.place(uow, f"Albergue {n}") for n in range(6)]
            for n in range(trips):
                report = self.at("04:00") + timedelta(minutes=10 * n)
                van = factory.make_vehicle(uow, f"Van {n}", seats=8, child_seats=2, site_id=self.site.id)
                trip = factory.make_trip(
                    uow, f"T{n + 1}", site_id=self.site.id, port_id=self.port.id, vehicle_id=van.id, report_at=report,
                    status=TripStatus.PUBLISHED,
                )  # fmt: skip
                for role in (Role.DRIVER, Role.ESCORT):
                    name = f"{role.value.title()} {n}"
                    person = factory.make_volunteer(uow, name, (role,), site_id=self.site.id, phone=f"664 555 {n:04}")
                    factory.make_seat(uow, trip, role, person)
                for side, ages in enumerate(((34, 7), (40, 38, 3))):
                    shelter = shelters[(n + side) % 6]
                    stop = factory.make_stop(
                        uow, trip, shelter, position=side, arrives_at=report - timedelta(minutes=80 - 20 * side),
                        leaves_at=report - timedelta(minutes=70 - 20 * side),
                    )  # fmt: skip
                    family = factory.make_household(uow, ages, site_id=self.site.id, shelter_id=shelter.id)
                    hearing = factory.make_hearing(
                        uow, family, hearing_on=TUESDAY, port_id=self.port.id, zone=self.site.zone,
                        report_time=local(report, self.site.zone).time(),
                        hearing_time=None,
                    )  # fmt: skip
                    factory.make_ride(uow, trip, family, hearing_id=hearing.id, stop_id=stop.id)
                factory.make_stop(uow, trip, self.port, kind=StopKind.PORT, position=2, arrives_at=trip.arrives_at)
