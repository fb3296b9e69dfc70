"""Every verb about hearings, rides and consultations is one step: one undo puts back exactly what was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.hearings import AbsenceReason, HearingEnd
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind
from clinic.services import (
    check_ins,
    consultations,
    follow_ups,
    groups,
    hearings,
    ride_plan,
    rides,
    roster,
    trips,
    vehicles,
    waiting_list,
)
from clinic.services.ride_ground import Wish
from tests import factory
from tests.services.border import TUESDAY, Border
from tests.services.greedy_fleet import GreedyPlanner

GUARD = "The guard opens the gate for us"
Step = tuple[Callable[..., Any], dict[str, Any]]


class Full(Border):
    """A day on which there is one of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.mine, self.other = self.household(shelter=self.sur), self.household((30, 4), shelter=self.norte)
        self.date, self.later = self.hearing(self.mine), self.hearing(self.other)
        self.trip1 = self.trip_with(self.mine, self.other)
        self.rosa = self.driver()
        self.do(roster.assign, seat=self.see_seat(self.trip1, Role.DRIVER).id, volunteer=self.rosa.id)
        self.spare = self.trip("09:00")
        with self.scene() as uow:
            self.session = factory.make_session(uow, self.at("13:00"), 4, site_id=self.site.id, place_id=self.home.id)
            lawyer = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=self.site.id)
            self.seat = factory.make_seat(uow, self.session, Role.ATTORNEY, lawyer)
            self.met = factory.make_household(uow, site_id=self.site.id)
            self.request = factory.make_request(uow, self.met, kind=ConsultationKind.INTAKE)
            self.task = factory.make_follow_up(uow, household_id=self.met.id)
        booked = {"household": self.met.id, "lawyer": self.seat.id, "kind": ConsultationKind.PAPERS_CHECK}
        self.do(consultations.book, starts_at=self.at("13:00"), **booked)
        with self.store.read() as uow:
            (self.booking,) = uow.consultations.where()
            self.ride = next(ride for ride in uow.rides.where() if ride.household_id == self.other.id)


def steps(f: Full) -> dict[str, Step]:
    first = f.see_stops(f.trip1)[0]
    returned = {"site": f.site.id, "port": f.port.id, "standby_from": f.at("18:00"), "standby_until": f.at("22:00")}
    group = {"session": f.session.id, "starts_at": f.at("14:00"), "ends_at": f.at("15:00"), "capacity": 9}
    charla = ConsultationKind.CHARLA
    return {
        "add a hearing": (
            hearings.add,
            {"household": f.mine.id, "hearing_on": date(2026, 8, 4), "hearing_time": time(8)},
        ),
        "edit a hearing": (hearings.edit, {"hearing": f.date.id, "report_time": time(3, 30)}),
        "confirm": (hearings.confirm_report_time, {"hearing": f.date.id, "report_time": time(3, 45)}),
        "cancel a hearing": (hearings.cancel, {"hearing": f.date.id}),
        "absent": (hearings.end, {"hearing": f.date.id, "end": HearingEnd.ABSENT, "absence_reason": AbsenceReason.ILL}),
        "turned away": (hearings.end, {"hearing": f.date.id, "end": HearingEnd.TURNED_AWAY, "at": f.at("04:20")}),
        "add a vehicle": (vehicles.add, {"site": f.site.id, "label": "Car", "seats": 4}),
        "move the yard": (vehicles.edit, {"vehicle": f.van.id, "kept_id": f.home.id}),
        "retire": (vehicles.retire, {"vehicle": f.van.id}),
        "new trip": (trips.new_trip, {"site": f.site.id, "port": f.port.id, "report_at": f.at("09:00")}),
        "other trip": (trips.other_trip, {"site": f.site.id, "to": f.home.id, "departs_at": f.at("09:00")}),
        "return": (trips.return_trip, {**returned, "households": (f.mine.id,)}),
        "vehicle away": (trips.set_vehicle, {"trip": f.trip1.id, "vehicle": None, "reason": GUARD}),
        "report": (trips.set_report, {"trip": f.trip1.id, "report_at": f.at("03:45"), "reason": GUARD}),
        "lock": (trips.lock_stop, {"stop": first.id, "arrives_at": f.at("02:30"), "reason": GUARD}),
        "boarding": (trips.set_boarding, {"stop": first.id, "boarding_minutes": 20, "reason": GUARD}),
        "crew seat": (trips.add_crew_seat, {"trip": f.trip1.id, "role": Role.DOCTOR}),
        "no escort": (trips.remove_crew_seat, {"seat": f.see_seat(f.trip1, Role.ESCORT).id}),
        "publish": (trips.publish, {"trip": f.trip1.id}),
        "cancel a trip": (trips.cancel, {"trip": f.trip1.id}),
        "remove a ride": (rides.remove, {"ride": f.ride.id}),
        "move a ride": (rides.move, {"ride": f.ride.id, "trip": f.spare.id, "reason": GUARD}),
        "empty the driver's seat": (roster.empty, {"seat": f.see_seat(f.trip1, Role.DRIVER).id}),
        "check in": (check_ins.record, {"trip": f.trip1.id, "kind": CheckInKind.HAND_OVER}),
        "back": (check_ins.record, {"trip": f.trip1.id, "kind": CheckInKind.RETURN}),
        "word": (check_ins.word, {"trip": f.trip1.id, "household": f.mine.id, "note": "Seen at the bridge"}),
        "plan the day": (ride_plan.plan_day, {"wish": Wish(f.site.id, TUESDAY), "planner": GreedyPlanner()}),
        "move a booking": (consultations.move, {"consultation": f.booking.id, "starts_at": f.at("14:00")}),
        "pin": (consultations.pin, {"consultation": f.booking.id}),
        "confirm a booking": (consultations.confirm, {"consultation": f.booking.id}),
        "met": (consultations.done, {"consultation": f.booking.id}),
        "group": (groups.group_slot, {**group, "kind": charla, "seats": (f.seat.id,)}),
        "ask": (waiting_list.ask, {"household": f.met.id, "kind": ConsultationKind.I589}),
        "change a request": (waiting_list.edit, {"request": f.request.id, "wish": "mornings"}),
        "give up": (waiting_list.give_up, {"request": f.request.id}),
        "follow up": (follow_ups.add, {"what": "Copy the notice", "household": f.mine.id}),
        "followed up": (follow_ups.done, {"follow_up": f.task.id}),
        "hand over": (follow_ups.hand_over, {"follow_up": f.task.id, "owner": f.rosa.id}),
    }


@pytest.mark.parametrize("name", sorted(steps(Full())))
def test_that_one_undo_puts_everything_back(name: str) -> None:
    full = Full()
    verb, wanted = steps(full)[name]
    before = full.rows()
    full.do(verb, **wanted)
    if name == "plan the day":  # everybody is covered already: nothing was done, so there is nothing to undo
        assert full.rows() == before
        return
    assert full.rows() != before
    full.undo()
    assert full.rows() == before
