"""Story 17: Shelter Sur closes from Wednesday, 15 July on. Through the services and the command line.

Nine households are to be met there on Wednesday and Thursday; three households that live there ride to hearings on
Thursday. The office has time for all nine. It is Monday, 13 July, 09:00.
"""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.errors import BadValue
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.ids import PlaceId
from clinic.domain.people import Credential, CredentialKind, Role, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import SeatPattern, Session, SessionKind, SessionStatus
from clinic.domain.trips import Trip
from clinic.ports import UnitOfWork
from clinic.services import closing, consultations, rides, roster, sessions
from clinic.services.closing import Shut
from clinic.services.views.closing import Closing
from tests import factory
from tests.e2e.on_border import on_terminal
from tests.services.border import TUESDAY, Border
from tests.terminal import Terminal

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 7, 15), date(2026, 7, 16), date(2026, 7, 17)


class Week(Border):
    """Helen meets people at Sur on Wednesday and Thursday, and has nobody yet at the office on Tuesday and Friday."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            self.office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
            self.este = self.place(uow, "Shelter Este", capacity=40)
            factory.make_travel(uow, self.este, self.port, 15)
            self.helen = self._lawyer(uow)
            self.owen = factory.make_volunteer(uow, "Owen Day", (Role.CHILDCARE,), site_id=self.site.id, phone="664 8")
        self.tuesday = self.session(self.office.id, TUESDAY)
        self.at_sur = [self.session(self.sur.id, on, childcare=True) for on in (WEDNESDAY, THURSDAY)]
        self.friday = self.session(self.office.id, FRIDAY)
        self.met = [self.household((30 + n,), shelter=self.sur if n % 2 else self.norte) for n in range(9)]
        self.hearings = [self.hearing(self.met[n], on=on) for n, on in ((7, FRIDAY), (3, date(2026, 7, 20)))]
        for number, household in enumerate(self.met):
            self._book(household, number)
        self.riders = [self.household((40,), shelter=self.sur) for _ in range(3)]
        self.thursday = self._trip()

    def _lawyer(self, uow: UnitOfWork) -> Volunteer:
        licence = (Credential(CredentialKind.BAR_LICENCE, "CA"),)
        return factory.make_volunteer(
            uow, "Helen Cho", (Role.ATTORNEY,), site_id=self.site.id, credentials=licence, phone="664 7"
        )

    def session(self, place: PlaceId, on: date, *, childcare: bool = False) -> Session:
        """Consultations from 13:00 to 18:00 with Helen, at Sur with Owen beside."""
        patterns = [SeatPattern(Role.ATTORNEY), *([SeatPattern(Role.CHILDCARE)] if childcare else [])]
        hours = {"starts": time(13), "ends": time(18), "kind": SessionKind.CONSULTATIONS, "seats": patterns}
        self.do(sessions.add, place=place, on=on, **hours)
        with self.store.read() as uow:
            made = max(uow.sessions.where(place_id=place), key=lambda row: row.starts_at)
            seats = uow.seats.where(session_id=made.id)
        for seat in seats:
            who = self.helen if seat.role is Role.ATTORNEY else self.owen
            self.do(roster.assign, seat=seat.id, volunteer=who.id)
        return made

    def _book(self, household: Household, number: int) -> None:
        session = self.at_sur[number // 5]
        with self.store.read() as uow:
            (lawyer,) = uow.seats.where(session_id=session.id, role=Role.ATTORNEY)
        starts = self.at(f"{13 + number % 5}:00", (WEDNESDAY, THURSDAY)[number // 5])
        kind = ConsultationKind.CONSULTATION
        self.do(consultations.book, household=household.id, lawyer=lawyer.id, kind=kind, starts_at=starts, length=60)

    def _trip(self) -> Trip:
        """Three households of Sur to the port on Thursday; one of them on Tuesday as well."""
        for household in self.riders:
            self.hearing(household, on=THURSDAY)
        trip = self.trip("04:00", on=THURSDAY)
        for household in self.riders:
            self.do(rides.add, trip=trip.id, household=household.id)
        self.hearing(self.riders[0], on=TUESDAY)
        self.before = self.trip("04:00")
        self.do(rides.add, trip=self.before.id, household=self.riders[0].id)
        return trip

    def preview(self, **wanted: object) -> Closing:
        with self.store.work("Maria") as uow:
            return closing.preview(uow, shut=Shut(self.sur.id, WEDNESDAY, **wanted))  # type: ignore[arg-type]  # as named

    def close(self, **wanted: object) -> Closing:
        with self.store.work("Maria") as uow:
            return closing.close(uow, shut=Shut(self.sur.id, WEDNESDAY, **wanted))  # type: ignore[arg-type]  # as named

    def see_consultations(self, household: Household) -> list[Outcome]:
        with self.store.read() as uow:
            return [row.outcome for row in uow.consultations.where(household_id=household.id)]

    def see_hearing(self, number: int) -> Hearing:
        with self.store.read() as uow:
            return uow.hearings.get(self.hearings[number].id)


@pytest.fixture
def week() -> Week:
    return Week()


def test_that_everything_at_a_shelter_that_closes_is_re_arranged_in_one_undoable_step(week: Week) -> None:
    before = week.rows()
    shown = week.preview(households_to=week.este.id)
    assert week.rows() == before
    done = week.close(households_to=week.este.id)
    assert (done.sessions, done.offers, done.rides, done.stays) == (
        shown.sessions, shown.offers, shown.rides, shown.stays,
    )  # fmt: skip
    assert str(done.line) == (
        "Shelter Sur closes from Wed 15 July on: 2 sessions, 9 households offered another time, "
        "3 rides with another stop"
    )
    week.undo()
    assert week.rows() == before


def test_that_nine_households_are_offered_another_time_the_most_urgent_first(week: Week) -> None:
    done = week.close(households_to=week.este.id)
    assert [line.code for line in done.offers][:2] == [week.met[7].code, week.met[3].code]
    assert len(done.offers) == 9
    assert done.offers[0].starts is not None
    assert f"{done.offers[0].starts:%a %H:%M}" == "Tue 13:00"
    assert all(line.starts for line in done.offers)
    starts = [line.starts for line in done.offers if line.starts]
    assert starts == sorted(starts)
    assert len(set(starts)) == 9
    assert all(week.see_consultations(each) == [Outcome.CANCELLED, Outcome.BOOKED] for each in week.met)
    with week.store.read() as uow:
        assert {uow.sessions.get(row.id).status for row in week.at_sur} == {SessionStatus.CANCELLED}


def test_that_three_rides_get_another_stop_and_a_trip_before_that_day_keeps_its_own(week: Week) -> None:
    done = week.close(households_to=week.este.id)
    assert [(line.trip, line.to) for line in done.rides] == [("T1", "Shelter Este")] * 3
    line = done.rides[0]
    assert line.was
    assert line.now
    assert (f"{line.was:%H:%M}", f"{line.now:%H:%M}") == ("03:00", "03:20")
    assert [stop.place_id for stop in week.see_stops(week.thursday)] == [week.este.id]
    assert [stop.place_id for stop in week.see_stops(week.before)] == [week.sur.id]
    with week.store.read() as uow:
        row = uow.households.get(week.riders[0].id)
        assert [(stay.place_id, stay.since) for stay in row.stays] == [(week.sur.id, None), (week.este.id, WEDNESDAY)]
        assert len(done.stays) == 7
        assert [task.due_on for task in uow.follow_ups.where()] == [WEDNESDAY]


def test_that_who_must_be_told_is_listed_once_with_everything(week: Week) -> None:
    week.do(roster.assign, seat=week.see_seat(week.thursday, Role.DRIVER).id, volunteer=week.driver(phone="664 1").id)
    told = {line.name: [str(what) for what in line.what] for line in week.close(households_to=week.este.id).tell}
    assert told["Owen Day"] == [
        "Consultations, Wed 15 July 13:00 does not take place",
        "Consultations, Thu 16 July 13:00 does not take place",
    ]
    assert told["Rosa Medrano"] == [f"T1 halts at Shelter Este for {row.code}" for row in week.riders]
    assert told[week.riders[0].code] == [
        "lives at Shelter Este from Wed 15 July on",
        "T1 comes to Shelter Este",
    ]
    assert told[week.met[7].code][1].startswith("consultation is on Tue 14 July 13:00")
    assert len(told) == 3 + 9 + 3


def test_that_sessions_move_with_everybody_in_them_where_the_coordinator_says_so(week: Week) -> None:
    before = week.rows()
    done = week.close(sessions_to=week.office.id)
    assert [(line.moved_to, line.households) for line in done.sessions] == [("Jacaranda", 5), ("Jacaranda", 4)]
    assert done.offers == ()
    assert all(week.see_consultations(each) == [Outcome.BOOKED] for each in week.met)
    assert [line.to for line in done.rides] == [""] * 3
    assert len(done.warnings) == 3
    assert str(done.warnings[0]) == f"{week.riders[0].code} still waits at Shelter Sur for T1: type where else."
    week.undo()
    assert week.rows() == before


def test_that_a_place_does_not_move_to_itself_and_a_full_one_is_told(week: Week) -> None:
    with pytest.raises(BadValue, match="closes"):
        week.close(sessions_to=week.sur.id)
    with week.scene() as uow:
        uow.places.get(week.este.id).capacity = 6
    told = [str(each) for each in week.preview(households_to=week.este.id).warnings]
    assert told == ["Shelter Este has 6 places; 7 people would live there."]


def test_that_the_command_line_shows_first_and_then_closes(
    week: Week, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, before = on_terminal(week, terminal, monkeypatch), week.rows()
    said = ("close", "Shelter Sur", "--from", "2026-07-15", "--move-households-to", "Shelter Este")
    shown = at.json(*said)
    assert (shown["applied"], len(shown["offers"]), len(shown["rides"])) == (False, 9, 3)
    assert week.rows() == before
    done = at.done(*said, "--apply").out
    assert "T1: Shelter Este 03:20 instead of 03:00" in done
    assert week.rows() != before
    at.json("undo")
    assert week.rows() == before
    moved = at.json("close", "shelter sur", "--from", "2026-07-15", "--move-sessions-to", "Jacaranda", "--apply")
    assert [line["moved_to"] for line in moved["sessions"]] == ["Jacaranda"] * 2


def test_that_a_port_that_closes_tells_what_still_leads_there(week: Week) -> None:
    with week.store.work("Maria") as uow:
        found = closing.preview(uow, shut=Shut(week.port.id, WEDNESDAY))
    assert "5 hearings report at El Chaparral: type another port." in [str(each) for each in found.warnings]


def test_that_a_yard_that_closes_tells_which_vehicles_are_kept_there(week: Week) -> None:
    with week.store.work("Maria") as uow:
        found = closing.preview(uow, shut=Shut(week.yard.id, WEDNESDAY))
    assert "Van A is kept at Van's yard: type where else." in [str(each) for each in found.warnings]
