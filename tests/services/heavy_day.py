"""A hearing day as large as any clinic's: 60 trips with 300 riders, for measuring and for the window."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import cycle

from clinic.domain.hearings import TimeSource
from clinic.domain.households import Paper, PaperKind
from clinic.domain.people import Role
from clinic.domain.places import Place, PlaceKind
from clinic.domain.sessions import Answer
from clinic.domain.trips import CheckInKind, Leg, StopKind, Trip
from clinic.domain.when import at
from clinic.i18n import say
from clinic.ports import Store, UnitOfWork
from tests import factory

TRIPS = 60
ZONE = "America/Tijuana"
DAY = date(2026, 7, 14)
#: Two households a trip, five people: 300 riders.
FAMILIES = ((34, 33, 3), (29, 6))
REPORTS = (time(4), time(4), time(9))


def make(store: Store, now: datetime | None = None) -> None:
    """Fill an empty store. What was due until twenty minutes before `now` has been told; returns are open."""
    with store.work("tests") as uow:
        factory.make_clinic(uow)
        site = factory.make_site(uow, zone=ZONE)
        port = factory.make_place(uow, "El Chaparral", PlaceKind.PORT, site_id=site.id, zone=ZONE)
        shelters = [factory.make_place(uow, f"Shelter {n}", site_id=site.id, zone=ZONE) for n in range(12)]
        for shelter in shelters:
            factory.make_travel(uow, shelter, port, 30)
        where, reports = cycle(shelters), cycle(REPORTS)
        for number in range(1, TRIPS + 1):
            vehicle = factory.make_vehicle(uow, f"Van {number}", seats=8, child_seats=2, site_id=site.id)
            report = at(DAY, next(reports), ZONE)
            hours = {"departs_at": report - timedelta(minutes=70), "arrives_at": report - timedelta(minutes=15)}
            trip = factory.make_trip(
                uow, f"T{number}", report_at=report, port_id=port.id, site_id=site.id, vehicle_id=vehicle.id, **hours
            )
            for role in (Role.DRIVER, Role.ESCORT):
                person = factory.make_volunteer(uow, f"{role.value.title()} {number:02d}", (role,), site_id=site.id)
                factory.make_seat(uow, trip, role, person, answer=Answer.CONFIRMED)
            for ages in FAMILIES:
                _household(uow, trip, next(where), ages, number)
            _check_ins(uow, trip, now)
        for number in range(1, 4):
            factory.make_trip(
                uow,
                f"R{number}",
                leg=Leg.RETURN,
                report_at=None,
                port_id=port.id,
                site_id=site.id,
                standby_from=at(DAY, time(17), ZONE),
                standby_until=at(DAY, time(22), ZONE),
            )
        uow.commit(say("Set the scene"))


def _household(uow: UnitOfWork, trip: Trip, shelter: Place, ages: tuple[int, ...], number: int) -> None:
    """A household with its hearing, its ride and an open return; every tenth lacks a paper."""
    papers = (Paper(PaperKind.NTA, held=False),) if number % 10 == 0 else ()
    household = factory.make_household(uow, ages, site_id=trip.site_id, shelter_id=shelter.id, papers=papers)
    report = REPORTS[(number - 1) % len(REPORTS)]
    typed = {"report_time": report, "report_source": TimeSource.TYPED, "hearing_time": time(report.hour + 4)}
    hearing = factory.make_hearing(uow, household, zone=ZONE, hearing_on=DAY, port_id=trip.port_id, **typed)
    stop = factory.make_stop(
        uow, trip, shelter, kind=StopKind.PICK_UP, arrives_at=trip.departs_at, leaves_at=trip.departs_at
    )
    factory.make_ride(uow, trip, household, hearing_id=hearing.id, stop_id=stop.id)
    factory.make_check_in(uow, trip, household_id=household.id, kind=CheckInKind.RETURN, due_at=None)


def _check_ins(uow: UnitOfWork, trip: Trip, now: datetime | None) -> None:
    due = {
        CheckInKind.DEPARTURE: trip.departs_at,
        CheckInKind.AT_PORT: trip.arrives_at,
        CheckInKind.HAND_OVER: trip.report_at,
    }
    for kind, instant in due.items():
        told = now is not None and instant is not None and instant < now - timedelta(minutes=20)
        done = {"done_at": instant, "by": "the escort"} if told else {}
        factory.make_check_in(uow, trip, kind=kind, due_at=instant, **done)
