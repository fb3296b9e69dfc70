"""Story 18: a household asks for its data to be removed. Through the services and the command line.

It is Monday, 13 July 2026, 09:00. The household was met and taken to court in the week before, and is to be met and
taken again this week; everywhere where people can write, somebody wrote its code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.errors import NothingToUndo
from clinic.domain.hearings import HearingEnd
from clinic.domain.history import Entry
from clinic.domain.ids import is_nobodys
from clinic.domain.notices import NoticeMove
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, TripStatus
from clinic.domain.when import Interval, local
from clinic.ports import UnitOfWork
from clinic.services import feeds, follow_ups, history, households, people, removal, waiting_list
from clinic.services.diary import diary
from clinic.services.fares import of_trip
from clinic.services.households_table import households_table
from tests import factory
from tests.e2e.on_border import on_terminal
from tests.rows import everything
from tests.services.border import TUESDAY, Border
from tests.terminal import Terminal
from ui import bootstrap

NAME, NOTE = "Xochitl Quetzal", "afraid of a cousin"
LAST_WEEK = TUESDAY - timedelta(days=7)


class Removed(Border):
    """A household with a past and a future, another one that rides with it, and a volunteer who must not meet it."""

    def __init__(self, store: Any = None) -> None:
        super().__init__(store)
        with self.scene() as uow:
            clinic = uow.clinic()
            clinic.codes_in_feeds = clinic.keeps_names = True
            self.helen = factory.make_volunteer(uow, "Helen Cho", (Role.ATTORNEY,), site_id=self.site.id)
        self.rosa = self.driver()
        self.one = self.household((34, 7, 3), reference="NL-01", contact_plan="ask the cook", note=NOTE)
        self.other = self.household((40,), shelter=self.sur)
        self.code, self.key = self.one.code, self.one.id
        with self.scene() as uow:
            uow.persons.where(household_id=self.key)[0].name = NAME
        self.met = [self._meeting(TUESDAY + timedelta(days=days), was) for days, was in ((-7, True), (2, False))]
        self.shared = self._trip(LAST_WEEK, self.one, self.other, done=True)
        self.alone, self.together = self._trip(TUESDAY, self.one), self._trip(date(2026, 7, 15), self.one, self.other)
        self.do(waiting_list.ask, household=self.key, kind=ConsultationKind.CHARLA, wish=NOTE)
        self.do(follow_ups.add, what=NOTE, household=self.key)
        self.do(follow_ups.add, what=f"Call the shelter of {self.code.lower()}")
        self.do(people.set_conflict, volunteer=self.helen.id, household=self.key)
        self.do(people.set_conflict, volunteer=self.helen.id, household=self.other.id)
        self.do(households.change_shelter, household=self.key, shelter=self.sur.id)
        self.undo()
        with self.scene() as uow:
            hearing = uow.hearings.where(household_id=self.key)[-1]
            factory.make_notice(uow, site_id=self.site.id, moves=(NoticeMove(hearing.id, date(2026, 8, 4)),))

    def _meeting(self, on: date, done: bool) -> Any:
        with self.scene() as uow:
            session = factory.make_session(uow, self.at("13:00", on), site_id=self.site.id, place_id=self.norte.id)
            seat = factory.make_seat(uow, session, Role.ATTORNEY, self.helen)
            slot = factory.make_slot(uow, session, seat_ids=(seat.id,))
            outcome = Outcome.DONE if done else Outcome.BOOKED
            return factory.make_consultation(uow, slot, self.one, outcome=outcome, language="mam", reason=NOTE)

    def _trip(self, on: date, *who: Any, done: bool = False) -> Any:
        trip = self.trip(on=on)
        with self.scene() as uow:
            row = uow.trips.get(trip.id)
            row.status, row.departs_at, row.arrives_at = (
                TripStatus.PUBLISHED,
                self.at("02:30", on),
                self.at("03:45", on),
            )
            for seat in uow.seats.where(trip_id=trip.id, role=Role.DRIVER):
                seat.volunteer_id = self.rosa.id
                seat.starts_at, seat.ends_at = self.at("02:00", on), self.at("03:45", on)
            for household in who:
                end, note = HearingEnd.LET_IN if done else None, NOTE if household is self.one else ""
                hearing = factory.make_hearing(
                    uow, household, hearing_on=on, hearing_time=time(8), zone=self.site.zone, end=end, note=note
                )
                factory.make_ride(uow, row, household, hearing_id=hearing.id)
                if done:
                    told = {"household_id": household.id, "done_at": self.at("03:50", on), "note": note}
                    factory.make_check_in(uow, row, kind=CheckInKind.AT_PORT, **told)
        return trip

    def remove(self) -> None:
        self.do(removal.remove_for_good, household=self.key)


def counts(uow: UnitOfWork, border: Border) -> Any:
    """What the clinic counts of the weeks before: meetings, riders and children on each trip, ends of hearings."""
    past = Interval(border.at("00:00", date(2026, 6, 1)), border.now)
    slots = {row.id: row for row in uow.slots.during(past)}
    trips = uow.trips.during(past)
    ages = {row.id: row.age for row in uow.persons.where()}
    rides = uow.rides.where(trip_id={trip.id for trip in trips})
    riders = [(ride.trip_id, ages[each]) for ride in rides for each in ride.person_ids]
    return (
        Counter((slots[c.slot_id].kind, c.outcome, c.language) for c in uow.consultations.where(slot_id=set(slots))),
        Counter((trip, age is not None and age < 18) for trip, age in riders),
        len({ride.household_id for ride in rides}),
        Counter((row.hearing_on, row.end) for row in uow.hearings.between(date(2026, 6, 1), date(2026, 7, 12))),
        Counter((word.trip_id, word.kind) for word in uow.check_ins.where() if word.done_at),
        [of_trip(uow, trip=trip.id) for trip in trips],
    )


@pytest.fixture
def border() -> Removed:
    return Removed()


def everything_told(border: Removed) -> str:
    """Whatever the file holds: every row, every step with its label and its lines, put together as text."""
    with border.store.read() as uow:
        steps: Sequence[Entry] = [uow.history.get(entry.id) for entry in uow.history.latest(limit=1000)]
        return f"{everything(uow)!r} {steps!r}"


def test_that_code_names_notes_and_history_are_gone_and_counts_stand(border: Removed) -> None:
    with border.store.read() as uow:
        before = counts(uow, border)
    assert all(word in everything_told(border) for word in (border.code, NAME, NOTE, "NL-01", str(border.key)))
    border.remove()
    told = everything_told(border)
    for word in (border.code, border.code.lower(), NAME, NOTE, "NL-01", "ask the cook"):
        assert word not in told
    with border.store.read() as uow:
        assert counts(uow, border) == before
        assert uow.households.like(border.code) == uow.households.like("NL-01") == []
        assert border.code not in repr(diary(uow, limit=1000))
        assert households_table(uow).total == 1
        (nobody,) = [row for row in uow.households.where() if is_nobodys(row.code)]
        assert [(p.age, p.name, p.note) for p in uow.persons.where(household_id=nobody.id)] == [
            (18, "", ""), (5, "", ""), (0, "", ""),
        ]  # fmt: skip


def test_that_what_was_to_come_is_gone_and_others_keep_theirs(border: Removed) -> None:
    border.remove()
    with border.store.read() as uow:
        assert uow.trips.get(border.alone.id).status is TripStatus.CANCELLED
        assert uow.trips.get(border.together.id).status is TripStatus.PUBLISHED
        assert [r.household_id for r in uow.rides.where(trip_id=border.together.id)] == [border.other.id]
        assert uow.consultations.where(slot_id=border.met[1].slot_id) == []
        assert uow.requests.where() == []
        assert [task.what for task in uow.follow_ups.where()] == ["Call the shelter of …"]
        assert uow.volunteers.get(border.helen.id).conflicts == (border.other.id,)
        assert [notice.moves for notice in uow.notices.where()] == [()]


def test_that_no_undo_and_no_redo_brings_it_back(border: Removed) -> None:
    border.remove()
    with border.store.read() as uow:
        steps = [entry.id for entry in uow.history.latest(limit=1000) if entry.is_emptied]
    assert len(steps) > 10
    for step in steps:
        with pytest.raises(NothingToUndo), border.store.work("Maria") as uow:
            history.undo(uow, entry=step)
    for _step in range(30):  # as far back as Ctrl+Z goes, and on again
        with suppress(NothingToUndo):
            border.undo()
    told = everything_told(border)
    assert border.code not in told
    assert NOTE not in told
    with border.store.work("Maria") as uow, suppress(NothingToUndo):
        for _step in range(30):
            history.redo(uow)
    assert NOTE not in everything_told(border)


def written(border: Removed, folder: Path) -> dict[str, Any]:
    """Rosa's calendar after an export: uid → event."""
    with border.store.work("Maria") as uow:
        feeds.export(uow, bootstrap.calendar_writer(), bootstrap.outbox(folder))
    calendar = Calendar.from_ical((folder / f"{border.rosa.id}.ics").read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_that_feeds_carry_a_cancellation_without_the_code(border: Removed, tmp_path: Path) -> None:
    before = written(border, tmp_path)
    told = {uid for uid, event in before.items() if border.code in str(event["DESCRIPTION"])}
    assert len(told) == 3
    border.remove()
    after = written(border, tmp_path)
    assert after.keys() == before.keys()
    assert all(border.code not in file.read_text() and "00-001" not in file.read_text() for file in tmp_path.iterdir())
    cancelled = [event for event in after.values() if event["STATUS"] == "CANCELLED"]
    assert [local(event.decoded("DTSTART"), border.site.zone).date() for event in cancelled] == [TUESDAY]
    assert all(int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"]) for uid in told)


def test_that_the_command_tells_first_and_removes_only_for_good(
    border: Removed, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = on_terminal(border, terminal, monkeypatch)
    told = at.json("remove", border.code)
    assert told["removed"] is False
    assert any("Counts of past days: 1 consultation, 1 ride, 1 hearing" in line for line in told["stays"])
    assert any("known conflict with 1 volunteer" in line for line in told["goes"])
    assert any("takes nobody else and is cancelled: tell Rosa Medrano" in line for line in told["tell"])
    assert any("tell Helen Cho" in line for line in told["tell"])
    assert border.code in everything_told(border)
    assert at.run("remove", border.code[:3]).status == 1, "a part of a code names nobody"
    assert "Nothing was removed" in at.done("remove", border.code).out
    gone = at.done("remove", border.code, "--for-good")
    assert "cannot be undone" in gone.out
    assert border.code not in everything_told(border)
    assert at.run("remove", border.code).status == 1
    assert json.loads(at.done("show", "waiting", "--json").out)["waiting"] == 0


def test_that_nothing_of_it_is_in_a_real_data_file(terminal: Terminal) -> None:
    """Typed in, removed and gone from every page, by the command line on a file with a passphrase."""
    terminal.done("new", "--city", "Tijuana")
    store = bootstrap.vault().open(terminal.file, passphrase="four words make one")
    border = Removed(store)
    store.close()
    copy = terminal.file.with_name(terminal.file.name + ".before-0002-20260701T120000")
    copy.write_bytes(terminal.file.read_bytes())
    assert "1 Jul" in terminal.done("remove", border.code).out
    terminal.done("remove", border.code, "--for-good")
    assert not copy.exists()
    assert terminal.done("check", "--json").json["file"]["faults"] == []
