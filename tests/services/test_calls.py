"""Whom to call about a silent trip, in which order."""

from __future__ import annotations

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.ids import VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import SessionKind
from clinic.domain.trips import CheckInKind, Trip
from clinic.services import calls, check_ins, roster, trips
from clinic.services.calls import Call
from tests import factory
from tests.services.border import Border


class Silence(Border):
    """T1 with Rosa and Iván, Daniel standing by for R1, Ruth at the phone, Grace coordinating; it is 04:32."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            uow.places.get(self.norte.id).gate_phone = "664 100"
            uow.places.get(self.port.id).gate_phone = "664 200"
            known = {"site_id": self.site.id}
            watch = factory.make_session(
                uow, self.at("12:00"), 10, kind=SessionKind.RETURN_WATCH, place_id=self.norte.id, **known
            )
            ruth = factory.make_volunteer(uow, "Ruth", (Role.WATCH,), phone="664 5", **known)
            factory.make_seat(uow, watch, Role.WATCH, ruth)
            factory.make_volunteer(uow, "Grace", (Role.COORDINATOR,), phone="664 6", **known)
        household = self.household()
        self.hearing(household)
        self.t1 = self.trip_with(household)
        self.seat(self.t1, Role.DRIVER, self.driver(phone="664 1").id)
        self.seat(self.t1, Role.ESCORT, self.escort(phone="664 2").id)
        hours = {"standby_from": self.at("17:00"), "standby_until": self.at("22:00")}
        self.do(trips.return_trip, site=self.site.id, port=self.port.id, **hours)
        with self.store.read() as uow:
            (back,) = uow.trips.where(label="R1")
        self.seat(back, Role.DRIVER, self.driver("Daniel", phone="664 3").id)
        self.now = self.at("04:32")

    def seat(self, trip: Trip, role: Role, volunteer: VolunteerId) -> None:
        seat = self.see_seat(trip, role).id
        self.do(roster.assign, seat=seat, volunteer=volunteer, reason="Nobody else is there tonight")

    def calls(self) -> tuple[Call, ...]:
        found: tuple[Call, ...] = self.ask(calls.next_calls, trip=self.t1.id)
        return found


@pytest.fixture
def night() -> Silence:
    return Silence()


def test_that_driver_escort_gate_stand_by_and_duty_holder_are_called_in_this_order(night: Silence) -> None:
    assert [(call.name, str(call.role), call.phone, str(call.why)) for call in night.calls()] == [
        ("Rosa Medrano", "driver", "664 1", "on T1"),
        ("Iván Olmos", "escort", "664 2", "on T1"),
        ("Shelter Norte", "gate", "664 100", "sees who leaves"),
        ("Daniel", "driver", "664 3", "stands by for R1"),
        ("Ruth", "watch", "664 5", "holds the phone today"),
        ("Grace", "coordinator", "664 6", "coordinates at this site"),
    ]
    night.do(check_ins.record, trip=night.t1.id, kind=CheckInKind.DEPARTURE, at=night.at("03:11"))
    assert [(call.name, str(call.why)) for call in night.calls()][2] == ("El Chaparral", "sees who comes")


def test_that_who_did_not_answer_a_few_minutes_ago_comes_last_and_later_first_again(night: Silence) -> None:
    night.do(calls.called, trip=night.t1.id, name="Rosa Medrano")
    night.now = night.at("04:33")
    night.do(calls.called, trip=night.t1.id, name="Iván Olmos", answer="Flat tyre, ten minutes")
    shown = night.calls()
    assert [(call.name, str(call.called)) for call in (shown[0], shown[-1])] == [
        ("Iván Olmos", "04:33: Flat tyre, ten minutes"),
        ("Rosa Medrano", "04:32: no answer"),
    ]
    night.now = night.at("04:42")
    assert [call.name for call in night.calls()][:2] == ["Rosa Medrano", "Iván Olmos"]


def test_that_a_call_is_one_step_and_ends_no_waiting(night: Silence) -> None:
    before = night.rows()
    change = night.do(calls.called, trip=night.t1.id, name="Rosa Medrano")
    assert str(change.label) == "T1, Rosa Medrano called: no answer"
    night.undo()
    assert night.rows() == before
    with pytest.raises(BadValue, match="who was called"):
        night.do(calls.called, trip=night.t1.id, name=" ")
