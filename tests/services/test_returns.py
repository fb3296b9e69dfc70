"""Whoever appears at the port is grouped into ways back; their hour is typed when somebody knows it."""

from __future__ import annotations

from datetime import time

import pytest

from clinic.domain.errors import Refused
from clinic.domain.hearings import HearingEnd
from clinic.domain.ids import PersonId
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, Leg, Trip
from clinic.services import attendance, check_ins, hearings, not_back, returns, roster, trips
from clinic.services.returns import Gathered
from clinic.services.views.today import NotBack
from tests import factory
from tests.services.border import TUESDAY, Border


class Evening(Border):
    """Four households were handed over; Daniel stands by for R1 with a van of 5 from 17:00 to 22:00. It is 19:00."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            self.small = factory.make_vehicle(uow, "Van R", seats=5, child_seats=1, site_id=self.site.id)
        self.people = [self.household((30, *ages), shelter=self.sur) for ages in ((), (3,), (33, 4), (5, 6))]
        self.dates = [self.hearing(each) for each in self.people]
        self.van.seats = 14
        with self.scene() as uow:
            row = uow.vehicles.get(self.van.id)
            row.seats, row.child_seats = 14, 4
        self.t1 = self.trip_with(*self.people)
        self.do(check_ins.record, trip=self.t1.id, kind=CheckInKind.HAND_OVER, at=self.at("04:05"), by="Iván")
        hours = {"standby_from": self.at("17:00"), "standby_until": self.at("22:00"), "vehicle": self.small.id}
        self.do(trips.return_trip, site=self.site.id, port=self.port.id, **hours)
        with self.store.read() as uow:
            (self.r1,) = uow.trips.where(leg=Leg.RETURN)
        self.daniel = self.driver("Daniel Paz", phone="664 3")
        self.do(roster.assign, seat=self.see_seat(self.r1, Role.DRIVER).id, volunteer=self.daniel.id)
        self.now = self.at("19:00")

    def gather(self, *numbers: int, persons: tuple[PersonId, ...] = (), reason: str = "") -> Gathered:
        with self.store.work("Maria") as uow:
            chosen = [self.people[number].id for number in numbers]
            return returns.gather(uow, port=self.port.id, households=chosen, persons=persons, by="Ruth", reason=reason)

    def persons(self, number: int) -> list[PersonId]:
        with self.store.read() as uow:
            rows = uow.persons.where(household_id=self.people[number].id)
        return [row.id for row in sorted(rows, key=lambda row: row.position)]

    def out(self) -> tuple[NotBack, ...]:
        found: tuple[NotBack, ...] = self.ask(not_back.not_back, site=self.site.id)
        return found

    def see_r1(self) -> Trip:
        return self.see_trip(self.r1)


@pytest.fixture
def evening() -> Evening:
    return Evening()


def test_that_people_who_appear_are_put_on_the_trip_that_stands_by_as_one_step(evening: Evening) -> None:
    before = evening.rows()
    done = evening.gather(0, 1)
    assert [(each.code, each.people, each.trip) for each in done.on] == [
        (evening.people[0].code, 1, "R1"),
        (evening.people[1].code, 2, "R1"),
    ]
    assert (done.left, done.begun) == ((), ())
    assert {line.stands_by for line in evening.out()} == {"Daniel Paz, 664 3"}
    assert str(done.change.label) == "3 people ride back: R1"
    assert {str(line.words[-1]) for line in evening.out()[:2]} <= {
        "Tue 14 July 19:00, Ruth: At the port; rides back on R1.",
        "Tue 14 July 04:05, Iván: handed over",
    }
    evening.undo()
    assert evening.rows() == before


def test_that_whoever_does_not_fit_gets_a_new_trip_with_a_driver_or_is_told_why(evening: Evening) -> None:
    first = evening.gather(1, 2, 3)
    assert [(each.code, each.trip) for each in first.on] == [(evening.people[1].code, "R1")]
    assert [each.code for each in first.left] == [evening.people[2].code, evening.people[3].code]
    sentences = [str(breach.sentence) for breach in first.left[0].breaches]
    assert sentences == ["R1: 2 child seats needed (ages 0–11), Van R has 1."]
    evening.driver("Olga Ríos")
    evening.escort("Iván Olmos")
    second = evening.gather(2, 3)
    assert (second.begun, [each.trip for each in second.on], second.left) == (("R2",), ["R2", "R2"], ())


def test_that_seats_are_never_overruled_but_child_seats_by_a_reason(evening: Evening) -> None:
    done = evening.gather(1, 2, 3, reason="They hold the children on their laps")
    assert [(each.code, each.trip) for each in done.on] == [(row.code, "R1") for row in evening.people[1:3]]
    (left,) = done.left
    assert "R1: 3 people too many: 8 people, Van R has 5 seats." in [str(b.sentence) for b in left.breaches]


def test_that_a_shelter_that_is_locked_by_then_is_told(evening: Evening) -> None:
    with evening.scene() as uow:
        sur = uow.places.get(evening.sur.id)
        sur.locks_at, sur.opens_at = time(19, 30), time(6)
    (left,) = evening.gather(0).left
    assert [str(breach.sentence) for breach in left.breaches] == [
        "R1: Shelter Sur locks at 19:30; they would be there at 19:35."
    ]
    done = evening.gather(0, reason="The guard waits until eight")
    assert [each.trip for each in done.on] == ["R1"]


def test_that_nobody_is_put_on_a_way_back_twice_nor_who_is_not_waited_for(evening: Evening) -> None:
    evening.gather(0)
    with pytest.raises(Refused, match="still expected back"):
        evening.gather(0)
    evening.do(hearings.end, hearing=evening.dates[1].id, end=HearingEnd.LET_IN)
    with pytest.raises(Refused, match="still expected back"):
        evening.gather(1)


def test_that_the_hour_of_a_way_back_is_typed_when_it_is_known_and_taken_back_when_not(evening: Evening) -> None:
    evening.gather(0)
    before = evening.rows()
    assert evening.see_r1().departs_at is None
    evening.do(returns.note_hour, trip=evening.r1.id, leaves_at=evening.at("19:20"))
    known = evening.see_r1()
    duty = evening.see_seat(evening.r1, Role.DRIVER)
    assert [evening.clock(each) for each in (known.departs_at, known.arrives_at, duty.starts_at, duty.ends_at)] == [
        "19:20",
        "19:55",
        "17:00",
        "19:55",
    ]
    evening.undo()
    assert evening.rows() == before
    evening.do(returns.note_hour, trip=evening.r1.id, leaves_at=evening.at("19:20"))
    evening.do(returns.note_hour, trip=evening.r1.id, leaves_at=None)
    assert evening.rows() == before
    with pytest.raises(Refused, match="no way back"):
        evening.do(returns.note_hour, trip=evening.t1.id, leaves_at=None)


def test_that_a_mother_is_held_and_her_son_comes_back(evening: Evening) -> None:
    mother, son = evening.persons(1)
    before = evening.rows()
    held = {"end": HearingEnd.HELD, "persons": (mother,), "note": "Interview tomorrow"}
    evening.do(hearings.end, hearing=evening.dates[1].id, **held)
    (left,) = evening.gather(1, persons=(son,)).left
    assert str(left.breaches[0].sentence).endswith("1 child rides without an adult of the household: age 3.")
    evening.gather(1, persons=(son,), reason="Ruth of the escort holds his hand")
    with evening.store.read() as uow:
        (rest,) = [row for row in uow.hearings.where(household_id=evening.people[1].id) if row.person_ids == (son,)]
    evening.do(hearings.end, hearing=rest.id, end=HearingEnd.RETURNED, note="The son, with Daniel")
    (line,) = [line for line in evening.out() if line.code == evening.people[1].code]
    assert (line.people, str(line.known)) == (1, "held for an interview: The son, with Daniel")
    assert evening.ask(attendance.attendance, site=evening.site.id, first=TUESDAY, last=TUESDAY).called == 4
    evening.now = evening.at("21:00")
    evening.do(check_ins.record, trip=evening.t1.id, kind=CheckInKind.RETURN, household=evening.people[1].id)
    assert evening.people[1].code not in [each.code for each in evening.out()]
    for _step in range(4):
        evening.undo()
    assert evening.rows() == before


def test_that_a_child_let_in_and_a_father_back_leave_nobody_on_the_list(evening: Evening) -> None:
    father, child = evening.persons(1)
    evening.do(hearings.end, hearing=evening.dates[1].id, end=HearingEnd.RETURNED, persons=(father,))
    assert len(evening.out()) == 4
    with evening.store.read() as uow:
        rows = uow.hearings.where(household_id=evening.people[1].id)
        (rest,) = [row for row in rows if row.person_ids == (child,)]
    evening.do(hearings.end, hearing=rest.id, end=HearingEnd.LET_IN)
    assert len(evening.out()) == 3
    with evening.store.read() as uow:
        (word,) = uow.check_ins.where(household_id=evening.people[1].id, kind=CheckInKind.RETURN)
    assert word.done_at is not None


def test_that_two_households_turned_away_from_one_trip_ride_back_together() -> None:
    border = Border()
    people = [border.household((40,), shelter=border.sur) for _ in range(2)]
    for each in people:
        border.hearing(each)
    trip = border.trip_with(*people)
    for role, who in ((Role.DRIVER, border.driver()), (Role.ESCORT, border.escort())):
        border.do(roster.assign, seat=border.see_seat(trip, role).id, volunteer=who.id)
    border.now = border.at("04:10")
    for each in people:
        border.do(check_ins.record, trip=trip.id, kind=CheckInKind.TURNED_AWAY, household=each.id)
    with border.store.read() as uow:
        (back,) = uow.trips.where(leg=Leg.RETURN)
        assert {ride.household_id for ride in uow.rides.where(trip_id=back.id)} == {each.id for each in people}
