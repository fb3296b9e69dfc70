"""The awkward cases are there to be looked at."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.hearings import AbsenceReason, HearingEnd, TimeSource
from clinic.domain.people import CredentialKind, Role
from clinic.domain.sessions import Answer
from clinic.domain.trips import Leg
from clinic.domain.when import Week, local
from db.store import SqlStore
from tests.services.sample.fingerprint import MONDAY

WEEK = Week.of(MONDAY).interval("America/Tijuana")
CROWD_DAY = MONDAY + timedelta(days=10)


def test_that_a_mam_speaker_waits_for_a_relay_with_one_link_missing(small: SqlStore) -> None:
    with small.read() as uow:
        (booked,) = uow.consultations.where(language="mam")
        slot = uow.slots.get(booked.slot_id)
        lawyer, relay, interpreter = (uow.seats.get(seat_id) for seat_id in slot.seat_ids)
        assert (relay.source, relay.target, relay.volunteer_id) == ("mam", "spa", None)
        assert (interpreter.source, interpreter.target) == ("spa", "eng")
        assert interpreter.volunteer_id is not None
        assert lawyer.volunteer_id is not None
        assert uow.volunteers.get(lawyer.volunteer_id).level("spa") is None
        assert (slot.ends_at - slot.starts_at) == timedelta(minutes=75)


def test_that_a_licence_ends_on_wednesday_and_its_holder_sits_on_thursday(small: SqlStore) -> None:
    wednesday = MONDAY + timedelta(days=2)
    with small.read() as uow:
        (lawyer,) = (
            volunteer
            for volunteer in uow.volunteers.where()
            for paper in volunteer.credentials
            if paper.kind is CredentialKind.BAR_LICENCE and paper.expires_on == wednesday
        )
        days = {local(seat.starts_at, "America/Tijuana").date() for seat in uow.seats.where(volunteer_id=lawyer.id)}
    assert wednesday in days
    assert wednesday + timedelta(days=1) in days


def test_that_two_of_one_family_have_different_dates(small: SqlStore) -> None:
    with small.read() as uow:
        households = [uow.hearings.where(household_id=household.id) for household in uow.households.where()]
        pairs = [
            found
            for found in households
            if len(found) == 2 and set(found[0].person_ids).isdisjoint(found[1].person_ids)
        ]
        assert [found[1].hearing_on - found[0].hearing_on for found in pairs] == [timedelta(weeks=3)]


def test_that_47_people_are_called_for_one_date_and_two_vans_cannot_take_them(small: SqlStore) -> None:
    with small.read() as uow:
        called = uow.hearings.where(hearing_on=CROWD_DAY)
        assert sum(len(hearing.person_ids) for hearing in called) == 47
        assert len({hearing.report_at for hearing in called}) == 1
        trips = [trip for trip in uow.trips.where(leg=Leg.OUT) if trip.report_at == called[0].report_at]
        assert len(trips) == 2
        seats = [len(ride.person_ids) for trip in trips for ride in uow.rides.where(trip_id=trip.id)]
        assert 26 <= sum(seats) <= 28


def test_that_somebody_was_turned_away_and_comes_again(small: SqlStore) -> None:
    with small.read() as uow:
        (turned,) = uow.hearings.where(end=HearingEnd.TURNED_AWAY)
        first, again = uow.hearings.where(household_id=turned.household_id)
        assert first.absence_reason is AbsenceReason.NOT_ON_THE_LIST
        assert again.hearing_on - first.hearing_on == timedelta(weeks=1)
        assert uow.follow_ups.count(household_id=turned.household_id, done_on=None) == 1


def test_that_somebody_is_held_for_eighteen_days(small: SqlStore) -> None:
    with small.read() as uow:
        held = uow.hearings.where(hearing_on=MONDAY - timedelta(days=18))
        assert [hearing.end for hearing in held] == [HearingEnd.HELD]


def test_that_a_driver_has_not_said_yes_yet(small: SqlStore) -> None:
    with small.read() as uow:
        seats = uow.seats.during(WEEK, role=Role.DRIVER, answer=Answer.ASKED)
        assert any(local(seat.starts_at, "America/Tijuana").weekday() == 1 for seat in seats)


def test_that_a_rule_was_overruled_with_a_reason(small: SqlStore) -> None:
    with small.read() as uow:
        overruled = uow.seats.where(overridden=[("REST",)])
        assert len(overruled) == 2
        assert len({seat.volunteer_id for seat in overruled}) == 1
        assert all(len(seat.reason) > 20 for seat in overruled)


def test_that_there_are_open_seats_hearings_without_a_ride_and_report_times_in_doubt(small: SqlStore) -> None:
    with small.read() as uow:
        assert 2 <= len(uow.seats.during(WEEK, volunteer_id=None)) <= 12
        hearings = uow.hearings.between(MONDAY, MONDAY + timedelta(days=6))
        rides = {ride.hearing_id for ride in uow.rides.where()}
        assert any(hearing.id not in rides for hearing in hearings)
        assert uow.hearings.count(report_source=[TimeSource.PROPOSED, TimeSource.UNKNOWN, TimeSource.NOT_CONFIRMED]) > 2


def test_that_of_days_gone_by_all_is_known(small: SqlStore) -> None:
    with small.read() as uow:
        past = uow.hearings.between(MONDAY - timedelta(weeks=4), MONDAY - timedelta(days=1))
        assert all(hearing.end is not None for hearing in past)
        assert {hearing.end for hearing in past} >= {HearingEnd.RETURNED, HearingEnd.ABSENT}
