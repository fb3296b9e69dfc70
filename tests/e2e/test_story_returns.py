"""Stories 13, 14 and 15 and three test days of the field research, through the services and the command line.

13: an escort back from the port is asked for a charla in Mexicali. 14: somebody handed over on 14 July is still out on
1 August, eighteen days later. 15: the port says 'not on the list' at 04:20. Test days: turned away and sent back next
week; held for 18 days; a household with two court dates.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.hearings import AbsenceReason, HearingEnd
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg, Trip
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.rules.score import Fit
from clinic.services import attendance, candidates, check_ins, feeds, hearings, rides, trips
from tests import factory
from tests.e2e.on_border import on_terminal, seat
from tests.services.border import TUESDAY, Border
from tests.terminal import Terminal

AUGUST = date(2026, 8, 1)
NEXT_WEEK = date(2026, 7, 21)


class Day(Border):
    """One household on T1 for 04:00, Rosa drives, Iván goes along; Daniel stands by for R1 from 17:00 to 22:00."""

    def __init__(self) -> None:
        super().__init__()
        self.mine = self.household(shelter=self.sur)
        self.date = self.hearing(self.mine)
        self.t1: Trip = self.trip_with(self.mine)
        self.rosa, self.ivan = self.driver(phone="664 1"), self.escort(phone="664 2")
        seat(self, self.t1, Role.DRIVER, self.rosa.id)
        seat(self, self.t1, Role.ESCORT, self.ivan.id)
        self.daniel = self.driver("Daniel Paz", phone="664 3")
        self.now = self.at("03:30")

    def stand_by(self) -> Trip:
        hours = {"standby_from": self.at("17:00"), "standby_until": self.at("22:00")}
        self.do(trips.return_trip, site=self.site.id, port=self.port.id, **hours)
        with self.store.read() as uow:
            (back,) = uow.trips.where(leg=Leg.RETURN)
        seat(self, back, Role.DRIVER, self.daniel.id)
        return back


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def at(day: Day, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return on_terminal(day, terminal, monkeypatch)


# ------------------------------------------------------------------------------------------------------------ story 13


def charla(day: Day) -> str:
    """An open escort's seat at a charla at 10:30 in Mexicali, 180 minutes from the port."""
    with day.scene() as uow:
        office = day.place(uow, "Office Mexicali", PlaceKind.OFFICE)
        factory.make_travel(uow, day.port, office, 180)
        session = factory.make_session(uow, day.at("10:30"), 1.5, site_id=day.site.id, place_id=office.id)
        return str(factory.make_seat(uow, session, Role.ESCORT).id)


def test_that_an_escort_back_from_the_port_is_allowed_with_a_warning_on_rest(day: Day, at: Terminal) -> None:
    seat_id = charla(day)
    at.done("checkin", "T1", "departure", "--at", "03:10", "--day", "2026-07-14", "--by", "Iván")
    answer = at.run("assign", seat_id[:8], "Iván Olmos")
    assert answer.status == 1
    assert "rest" in answer.err
    at.done("assign", seat_id[:8], "Iván Olmos", "--reason", "He sleeps on the way there")
    at.json("undo")
    day.now = day.at("04:31")
    answer = at.run("assign", seat_id[:8], "Iván Olmos", "--reason", "He sleeps on the way there")
    assert answer.status == 1
    assert "Iván Olmos is on T1, which is overdue and not handed over." in answer.err
    at.done("checkin", "T1", "handed-over", "--at", "04:30", "--day", "2026-07-14")
    at.done("assign", seat_id[:8], "Iván Olmos", "--reason", "He sleeps on the way there")


def test_that_who_is_on_an_overdue_trip_stands_among_those_who_cannot(day: Day) -> None:
    seat_id = charla(day)
    day.now = day.at("04:31")
    with day.store.read() as uow:
        wanted = next(row.id for row in uow.seats.where() if str(row.id) == seat_id)
        found = candidates.candidates(uow, seat=wanted)
    ivan = next(one for one in found.why_not if one.name == "Iván Olmos")
    assert (ivan.fit, ivan.breaches[0].code) == (Fit.NO, "STILL_OUT")


# ------------------------------------------------------------------------------------------------------------ story 14


def test_that_somebody_is_on_the_list_eighteen_days_later_and_the_feed_shows_no_invented_hour(
    day: Day, at: Terminal, tmp_path: Path
) -> None:
    day.stand_by()
    before = day.rows()
    code = day.mine.code
    at.done("checkin", "T1", "handed-over", "--at", "04:06", "--by", "Iván", "--day", "2026-07-14")
    day.now = day.at("18:00")
    at.done("end", code, "held", "--at", "17:40", "--by", "Grace", "--note", "Interview on fear of Mexico")
    day.now = day.at("18:00", date(2026, 7, 20))
    told = {"trip": day.t1.id, "household": day.mine.id, "by": "Ruth"}
    day.do(check_ins.word, note="Still in the port's cells", at=day.now, **told)
    day.now = day.at("09:00", AUGUST)
    (line,) = at.json("show", "day", "2026-08-01")["not_back"]
    assert (line["code"], line["people"], line["day"], line["is_late"]) == (code, 3, "2026-07-14", True)
    assert line["words"] == [
        "Tue 14 July 04:06, Iván: handed over",
        "Tue 14 July 17:40, Grace: Interview on fear of Mexico",
        "Mon 20 July 18:00, Ruth: Still in the port's cells",
    ]
    assert f"{code}, 3 people, since Tue 14 July" in at.done("show", "day", "2026-08-01").out
    day.now = day.at("16:00")
    with day.store.work() as uow:
        feeds.export(uow, IcalWriter(), Folder(tmp_path))
    text = (tmp_path / f"{day.daniel.id}.ics").read_text("utf-8").replace("\n ", "")
    assert "On call: the hour of the return is not known." in text
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20260715T000000Z" in text
    assert "DTEND:20260715T050000Z" in text
    day.now = day.at("17:00", AUGUST)
    at.done("checkin", "T1", "returned", "--household", code, "--day", "2026-07-14", "--at", "2026-08-01T17:00")
    assert at.json("show", "day", "2026-08-01")["not_back"] == []
    for _step in range(4):
        at.json("undo")
    assert without_told(day.rows()) == without_told(before)


def without_told(rows: Any) -> Any:
    """What was given to people cannot be untold."""
    return {key: row for key, row in rows.items() if key[0] not in ("feed_event", "delivery")}


# ------------------------------------------------------------------------------------------------------------ story 15


def test_that_not_on_the_list_at_0420_makes_everything_that_follows_in_one_step(day: Day, at: Terminal) -> None:
    with day.scene() as uow:
        lawyer = factory.make_volunteer(uow, "Helen Cho", (Role.ATTORNEY,), site_id=day.site.id)
        session = factory.make_session(uow, day.at("13:00", date(2026, 7, 10)), site_id=day.site.id)
        desk = factory.make_seat(uow, session, Role.ATTORNEY, lawyer)
        factory.make_consultation(uow, factory.make_slot(uow, session, seat_ids=(desk.id,)), day.mine)
    before = day.rows()
    day.now = day.at("04:21")
    assert at.run("checkin", "T1", "not-on-the-list", "--at", "04:20").status == 1
    done = at.json("checkin", "T1", "not-on-the-list", "--household", day.mine.code, "--at", "04:20", "--by", "Iván")
    assert done["label"] == "T1: not on the list"
    with day.store.read() as uow:
        hearing = uow.hearings.get(day.date.id)
        (task,) = uow.follow_ups.where(household_id=day.mine.id)
        (back,) = uow.trips.where(leg=Leg.RETURN)
        crew = {row.role: row.volunteer_id for row in uow.seats.where(trip_id=back.id)}
        (ride,) = uow.rides.where(trip_id=back.id)
        found = attendance.attendance(uow, site=day.site.id, first=TUESDAY, last=TUESDAY)
    assert (hearing.end, hearing.absence_reason) == (HearingEnd.TURNED_AWAY, AbsenceReason.NOT_ON_THE_LIST)
    assert not hearing.cancelled
    assert (task.owner_id, task.due_on) == (lawyer.id, TUESDAY)
    assert (day.clock(back.standby_from), back.departs_at) == ("04:20", None)
    assert crew == {Role.DRIVER: day.rosa.id, Role.ESCORT: day.ivan.id}
    assert (ride.household_id, len(ride.person_ids)) == (day.mine.id, 3)
    assert (found.called, found.at_port, found.absent) == (1, 1, 0)
    assert at.json("show", "day", "2026-07-14")["returns"][0]["label"] == "R1"
    at.json("undo")
    assert day.rows() == before


# ----------------------------------------------------------------------------------------------------------- test days


def test_that_somebody_turned_away_is_sent_back_next_week_and_both_days_stand(day: Day, at: Terminal) -> None:
    day.now = day.at("04:25")
    at.done(
        "checkin", "T1", "turned-away", "--household", day.mine.code, "--at", "04:20", "--note", "Come back on the 21st"
    )
    at.done("checkin", "T1", "returned", "--household", day.mine.code, "--at", "05:10")
    at.done("add", "hearing", day.mine.code, NEXT_WEEK.isoformat(), "--hearing", "08:00", "--report", "04:00")
    with day.store.read() as uow:
        first, second = sorted(uow.hearings.where(household_id=day.mine.id), key=lambda row: row.hearing_on)
    assert (first.end, second.end) == (HearingEnd.TURNED_AWAY, None)
    shown = at.json("show", "day", NEXT_WEEK.isoformat())
    assert [each["code"] for each in shown["not_covered"]] == [day.mine.code]
    trip = day.trip("04:00", on=NEXT_WEEK)
    day.do(rides.add, trip=trip.id, household=day.mine.id)
    assert at.json("show", "day", NEXT_WEEK.isoformat())["not_covered"] == []
    assert [ride.hearing_id for ride in day.see_rides(trip)] == [second.id]
    assert [ride.hearing_id for ride in day.see_rides(day.t1)] == [first.id]
    day.now = day.at("09:00")
    assert at.json("show", "day", "2026-07-14")["not_back"] == []


def test_that_a_household_with_two_dates_keeps_one_when_the_other_ends_or_is_cancelled(day: Day, at: Terminal) -> None:
    with day.store.read() as uow:
        mother, father, child = (row.id for row in uow.persons.where(household_id=day.mine.id))
    day.do(hearings.edit, hearing=day.date.id, person_ids=(mother,))
    later = date(2026, 8, 4)
    day.hearing(day.mine, on=later, person_ids=(child, father))
    day.now = day.at("18:00")
    at.done("end", day.mine.code, "returned", "--day", "2026-07-14", "--at", "17:45")
    with day.store.read() as uow:
        rows = {row.hearing_on: row for row in uow.hearings.where(household_id=day.mine.id)}
    assert (rows[TUESDAY].end, rows[later].end) == (HearingEnd.RETURNED, None)
    day.do(hearings.cancel, hearing=rows[TUESDAY].id)
    (case,) = at.json("show", "day", "2026-08-04")["not_covered"]
    assert (case["code"], case["adults"] + case["children"]) == (day.mine.code, 2)


def test_that_people_who_appear_are_brought_back_from_the_command_line(day: Day, at: Terminal) -> None:
    day.stand_by()
    at.done("checkin", "T1", "handed-over", "--at", "04:06", "--day", "2026-07-14")
    day.now = day.at("19:00")
    with day.scene() as uow:
        van = factory.make_vehicle(uow, "Van R", seats=5, child_seats=1, site_id=day.site.id)
        (back,) = uow.trips.where(leg=Leg.RETURN)
        back.vehicle_id = van.id
    done = at.json("back", day.mine.code, "--by", "Ruth")
    assert [(each["code"], each["people"], each["trip"]) for each in done["on"]] == [(day.mine.code, 3, "R1")]
    assert done["left"] == []
    at.done("back", "--trip", "R1", "--leaves", "19:20", "--day", "2026-07-14")
    shown = at.json("show", "day", "2026-07-14")["returns"][0]
    assert [stop["hour"]["here"][11:16] for stop in shown["stops"] if stop["mark"] == "drop_off"] == ["19:55"]
    assert "19:55  " in at.done("show", "day", "2026-07-14").out
    assert at.run("back", day.mine.code).status == 1


def test_that_the_board_of_a_day_is_told_with_crew_stops_both_clocks_and_words(day: Day, at: Terminal) -> None:
    at.done(
        "checkin", "T1", "departure", "--at", "03:11", "--by", "Iván", "--note", "All on board", "--day", "2026-07-14"
    )
    day.now = day.at("04:31")
    out = at.done("show", "day", "2026-07-14").out
    assert "T1 03:00" in out
    assert "driver, Rosa Medrano, 664 1, confirmed" in out
    assert "[x] 03:11 left, Iván: All on board" in out
    assert "[!] 03:45 at the port: 46 min late" in out
    assert "same clock" in out
    plain = at.json("show", "day", "2026-07-14")
    assert plain["needs"][0]["kind"] == "no_word"
    assert {"crew", "stops", "check_ins", "rides"} <= plain["trips"][0].keys()
