"""Hours of trips, worked back from the paper at every change (stories 1, 2, 3 and 10)."""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic.domain.errors import BadValue, RuleBroken
from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, StopKind, Trip
from clinic.services import hearings, rides, roster, sample, trip_times, trips, vehicles
from tests import factory
from tests.rows import everything
from tests.services.border import Border
from tests.stores import memory_store

GUARD = "The guard opens the gate for us"


@pytest.fixture
def border() -> Border:
    return Border()


def read_hearing(border: Border, hearing: Hearing) -> Hearing:
    with border.store.read() as uow:
        return uow.hearings.get(hearing.id)


def due(border: Border, trip: Trip) -> dict[CheckInKind, str]:
    with border.store.read() as uow:
        return {row.kind: border.clock(row.due_at) for row in uow.check_ins.where(trip_id=trip.id)}


def test_that_a_whole_day_is_worked_back_from_the_report_time(border: Border) -> None:
    household, driver = border.household(), border.driver()
    border.hearing(household)
    trip = border.trip_with(household)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    (stop,) = border.see_stops(trip)
    assert (border.clock(stop.arrives_at), border.clock(stop.leaves_at)) == ("03:10", "03:20")
    assert border.clock(border.see_trip(trip).arrives_at) == "03:45"
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:35"
    assert border.clock(border.see_seat(trip, Role.ESCORT).starts_at) == "03:10"
    assert due(border, trip) == {
        CheckInKind.DEPARTURE: "03:20",
        CheckInKind.AT_PORT: "03:45",
        CheckInKind.HAND_OVER: "04:00",
        CheckInKind.RETURN: "-",
    }


def test_that_a_locked_shelter_is_asked_about_and_a_reason_is_enough(border: Border) -> None:
    household = border.household()
    border.hearing(household)
    trip = border.trip()
    with pytest.raises(RuleBroken) as no:
        border.do(rides.add, trip=trip.id, household=household.id)
    assert {breach.code for breach in no.value.breaches if breach.can_be_overridden} >= {"GATE"}
    assert border.see_rides(trip) == []
    border.do(rides.add, trip=trip.id, household=household.id, reason=GUARD)
    assert border.see_trip(trip).overridden == ("GATE",)
    assert border.see_trip(trip).reason == GUARD


def test_that_a_driver_who_came_back_late_is_told_how_short_the_rest_is(border: Border) -> None:
    household, driver = border.household(), border.driver()
    border.hearing(household)
    trip = border.trip_with(household)
    with border.scene() as uow:
        evening = factory.make_session(
            uow, border.at("17:30", date(2026, 7, 13)), site_id=border.site.id, place_id=border.home.id
        )
        factory.make_seat(uow, evening, Role.WATCH, driver)
    seat = border.see_seat(trip, Role.DRIVER)
    with pytest.raises(RuleBroken) as no:
        border.do(roster.assign, seat=seat.id, volunteer=driver.id)
    (rest,) = [breach for breach in no.value.breaches if breach.code == "REST"]
    assert "5 h 05" in str(rest.sentence)
    border.do(roster.assign, seat=seat.id, volunteer=driver.id, reason="Nobody else drives tonight")
    assert border.see_seat(trip, Role.DRIVER).overridden == ("REST",)


def test_that_the_hours_of_a_trip_follow_whoever_drives(border: Border) -> None:
    household, near, far = border.household(shelter=border.sur), border.driver("Near"), border.driver("Far")
    with border.scene() as uow:
        village = border.place(uow, "Village")
        factory.make_travel(uow, village, border.yard, 60)
        uow.volunteers.get(far.id).home_id = village.id
    border.hearing(household)
    trip = border.trip_with(household)
    seat = border.see_seat(trip, Role.DRIVER)
    border.do(roster.assign, seat=seat.id, volunteer=near.id)
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:20"
    border.do(roster.empty, seat=seat.id)
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:40"
    border.do(roster.assign, seat=seat.id, volunteer=far.id)
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "01:40"


def test_that_a_report_time_is_proposed_from_the_lead_and_marked(border: Border) -> None:
    with border.scene() as uow:
        uow.sites.get(border.site.id).lead_minutes = 270
    hearing = border.hearing(border.household(), hearing_time=time(8, 30), report_time=None)
    assert (hearing.report_time, hearing.report_source) == (time(4), TimeSource.PROPOSED)
    border.do(hearings.edit, hearing=hearing.id, hearing_time=time(13))
    assert read_hearing(border, hearing).report_time == time(8, 30)
    border.do(hearings.confirm_report_time, hearing=hearing.id)
    assert read_hearing(border, hearing).report_source is TimeSource.TYPED


def test_that_a_typed_report_time_asks_when_the_hearing_moves(border: Border) -> None:
    hearing = border.hearing(border.household())
    border.do(hearings.edit, hearing=hearing.id, hearing_time=time(13))
    moved = read_hearing(border, hearing)
    assert (moved.report_time, moved.report_source) == (time(4), TimeSource.NOT_CONFIRMED)


def test_that_a_report_time_after_its_hearing_is_one_sentence_and_changes_nothing(border: Border) -> None:
    hearing = border.hearing(border.household())
    before = border.rows()
    with pytest.raises(BadValue, match=r"09:00 is after the hearing time 08:00"):
        border.do(hearings.edit, hearing=hearing.id, report_time=time(9))
    assert border.rows() == before


def test_that_one_edit_of_the_report_time_moves_the_whole_day_and_undo_puts_it_back(border: Border) -> None:
    household, driver = border.household(), border.driver()
    hearing = border.hearing(household)
    trip = border.trip_with(household)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    before = border.rows()
    border.do(hearings.edit, hearing=hearing.id, report_time=time(3, 30))
    assert border.clock(border.see_stops(trip)[0].arrives_at) == "02:40"
    assert border.clock(border.see_seat(trip, Role.DRIVER).starts_at) == "02:05"
    assert due(border, trip)[CheckInKind.HAND_OVER] == "03:30"
    border.undo()
    assert border.rows() == before


def test_that_the_earliest_report_time_of_a_trips_riders_counts(border: Border) -> None:
    one, other = border.household(), border.household()
    hearing = border.hearing(one)
    border.hearing(other)
    trip = border.trip_with(one, other)
    border.do(hearings.edit, hearing=hearing.id, hearing_time=time(13), report_time=time(9))
    assert border.clock(border.see_trip(trip).report_at) == "04:00"


def test_that_stops_go_where_they_cost_least_and_can_be_put_in_another_order(border: Border) -> None:
    north, south = border.household(), border.household(shelter=border.sur)
    border.hearing(north)
    border.hearing(south)
    trip = border.trip_with(north, south)
    first, last = border.see_stops(trip)
    assert [first.place_id, last.place_id] == [border.sur.id, border.norte.id]
    assert [border.clock(stop.arrives_at) for stop in (first, last)] == ["02:48", "03:10"]
    border.do(trips.order_stops, trip=trip.id, order=[last.id, first.id], reason=GUARD)
    first, last = border.see_stops(trip)
    assert [border.clock(stop.arrives_at) for stop in (first, last)] == ["02:38", "03:00"]


def test_that_a_locked_pick_up_stays_and_the_earlier_ones_follow_it(border: Border) -> None:
    north, south = border.household(), border.household(shelter=border.sur)
    border.hearing(north)
    border.hearing(south)
    trip = border.trip_with(north, south)
    last = border.see_stops(trip)[1]
    border.do(trips.lock_stop, stop=last.id, arrives_at=border.at("03:00"), reason=GUARD)
    assert [border.clock(stop.arrives_at) for stop in border.see_stops(trip)] == ["02:38", "03:00"]
    border.do(trips.unlock_stop, stop=last.id, reason=GUARD)
    assert [border.clock(stop.arrives_at) for stop in border.see_stops(trip)] == ["02:48", "03:10"]


def test_that_a_vehicle_too_small_is_refused_whatever_the_reason(border: Border) -> None:
    household = border.household((40, 38, 12, 13))
    border.hearing(household)
    trip = border.trip_with(household)
    border.do(vehicles.add, site=border.site.id, label="Car", seats=3)
    with border.store.read() as uow:
        (car,) = [row for row in uow.vehicles.where() if row.label == "Car"]
    with pytest.raises(RuleBroken) as no:
        border.do(trips.set_vehicle, trip=trip.id, vehicle=car.id, reason=GUARD)
    assert not no.value.can_be_overridden
    assert border.see_trip(trip).vehicle_id == border.van.id


def test_that_one_household_keeps_its_two_dates_apart(border: Border) -> None:
    household = border.household((34, 14, 6))
    with border.store.read() as uow:
        mother, son, _ = (person.id for person in uow.persons.where(household_id=household.id))
    first = border.hearing(household, person_ids=(mother,))
    second = border.hearing(household, date(2026, 8, 4), person_ids=(son,))
    trip = border.trip_with(household)
    assert border.see_rides(trip)[0].person_ids == (mother,)
    border.do(hearings.cancel, hearing=first.id, reason="Taken off the calendar")
    assert border.see_rides(trip) == []
    assert not read_hearing(border, second).cancelled


def test_that_a_household_moves_between_trips_and_both_are_worked_out_again(border: Border) -> None:
    north, south = border.household(), border.household(shelter=border.sur)
    border.hearing(north)
    border.hearing(south)
    trip = border.trip_with(north, south)
    with border.scene() as uow:
        second_van = factory.make_vehicle(uow, "Van B", seats=8, child_seats=2, site_id=border.site.id)
    other = border.trip(vehicle=second_van)
    before = border.rows()
    ride = next(ride for ride in border.see_rides(trip) if ride.household_id == south.id)
    border.do(rides.move, ride=ride.id, trip=other.id, reason=GUARD)
    assert [stop.place_id for stop in border.see_stops(trip)] == [border.norte.id]
    assert [border.clock(stop.arrives_at) for stop in border.see_stops(other)] == ["03:00"]
    border.undo()
    assert border.rows() == before


def test_that_nobody_rides_twice_to_one_hearing(border: Border) -> None:
    household = border.household()
    border.hearing(household)
    trip = border.trip_with(household)
    with pytest.raises(Exception, match="Move the ride instead"):
        border.do(rides.add, trip=border.trip().id, household=household.id, reason=GUARD)
    assert len(border.see_rides(trip)) == 1


def test_that_a_household_taken_off_takes_its_stop_and_its_return_with_it(border: Border) -> None:
    north, south = border.household(), border.household(shelter=border.sur)
    border.hearing(north)
    border.hearing(south)
    trip = border.trip_with(north, south)
    ride = next(ride for ride in border.see_rides(trip) if ride.household_id == south.id)
    border.do(rides.remove, ride=ride.id)
    assert [stop.place_id for stop in border.see_stops(trip)] == [border.norte.id]
    with border.store.read() as uow:
        assert uow.check_ins.count(trip_id=trip.id, household_id=south.id) == 0


def test_that_a_return_has_a_crew_and_hours_of_stand_by_but_no_hour(border: Border) -> None:
    household = border.household()
    border.do(
        trips.return_trip,
        site=border.site.id,
        port=border.port.id,
        standby_from=border.at("18:00"),
        standby_until=border.at("22:00"),
        households=(household.id,),
    )
    with border.store.read() as uow:
        (back,) = uow.trips.where(label="R1")
        assert (back.departs_at, back.arrives_at) == (None, None)
        assert {border.clock(seat.starts_at) for seat in uow.seats.where(trip_id=back.id)} == {"18:00"}
        assert [stop.kind for stop in uow.stops.where(trip_id=back.id)] == [StopKind.DROP_OFF]


def test_that_a_cancelled_trip_frees_everybody_and_one_undo_brings_it_back(border: Border) -> None:
    household, driver = border.household(), border.driver()
    border.hearing(household)
    trip = border.trip_with(household)
    border.do(roster.assign, seat=border.see_seat(trip, Role.DRIVER).id, volunteer=driver.id)
    before = border.rows()
    border.do(trips.cancel, trip=trip.id)
    assert border.see_rides(trip) == []
    assert due(border, trip) == {}
    border.undo()
    assert border.rows() == before


def test_that_the_sample_clinics_trips_have_the_hours_that_would_be_worked_out() -> None:
    store = memory_store(clock=lambda: factory.MORNING)
    with store.work() as uow:
        sample.make(uow, size="small", start=date(2026, 3, 2))
        before = everything(uow)
        for trip in uow.trips.where():
            trip_times.rework(uow, trip)
        assert everything(uow) == before
