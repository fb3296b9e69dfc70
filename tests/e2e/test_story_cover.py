"""Story 16: the volunteer of trip T3 falls ill at 01:00. Through the services and the command line.

T3 leaves this night at 02:20 with Rosa and Iván; Rosa also helps with children on Thursday. Daniel and Olga could
drive, Ana could help on Thursday. Four people hold copies that are old then: Rosa, Daniel, Ana and Iván (whose slip
names the driver); for two of them it matters within a day, besides Rosa, who told us.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from clinic.domain.people import AbsenceKind, Role
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Answer
from clinic.domain.trips import Vehicle
from clinic.domain.when import Week
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.services import cover, feeds, people, share, slips, workbook
from clinic.services.cover import CoverPlan, Reply
from clinic.services.share import Ledger, State
from tests import factory
from tests.e2e.on_border import on_terminal, seat
from tests.services.border import TUESDAY, Border
from tests.terminal import Terminal

THURSDAY = date(2026, 7, 16)


class Night(Border):
    """Everybody has got a slip, a feed and the workbook on Monday; now it is Tuesday, 01:00."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.rosa = self.driver("Rosa Medrano", phone="664 1")
        self.ivan = self.escort("Iván Olmos", phone="664 2")
        self.daniel = self.driver("Daniel Paz", phone="664 3", feed_language="es", last_asked_at=self.days_ago(9))
        self.olga = self.driver("Olga Ríos", phone="664 4", last_asked_at=self.days_ago(3))
        self.tired = self.driver("Tomás Vela", phone="664 5")
        self.unvetted = self.driver("Uma Soto", vetted_on=None)
        household = self.household(shelter=self.sur)
        self.hearing(household)
        self.trip("04:00", vehicle=self._van("Van B"))
        self.trip("04:00", vehicle=self._van("Van C"))
        self.t3 = self.trip_with(household)
        self.seat_of_rosa = seat(self, self.t3, Role.DRIVER, self.rosa.id)
        seat(self, self.t3, Role.ESCORT, self.ivan.id)
        self._sessions()
        self._give_everything()
        self.now = self.at("01:00")

    def days_ago(self, days: int) -> datetime:
        return datetime.fromisoformat("2026-07-13T16:00:00+00:00") - timedelta(days=days)

    def _van(self, label: str) -> Vehicle:
        with self.scene() as uow:
            return factory.make_vehicle(uow, label, site_id=self.site.id)

    def _sessions(self) -> None:
        """On Monday until 23:00 Tomás works late; on Thursday Rosa helps children, which Ana can as well."""
        with self.scene() as uow:
            office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
            known = {"site_id": self.site.id, "place_id": office.id}
            late = factory.make_session(uow, self.at("19:00", TUESDAY - timedelta(days=1)), 4, **known)
            factory.make_seat(uow, late, Role.COOK, uow.volunteers.get(self.tired.id))
            rosa = uow.volunteers.get(self.rosa.id)
            rosa.roles = (*rosa.roles, Role.CHILDCARE)
            self.ana = factory.make_volunteer(uow, "Ana Lee", (Role.CHILDCARE,), site_id=self.site.id, phone="664 6")
            thursday = factory.make_session(uow, self.at("10:00", THURSDAY), 3, **known)
            factory.make_seat(uow, thursday, Role.CHILDCARE, rosa, answer=Answer.CONFIRMED)

    def _give_everything(self) -> None:
        """Feeds to all four (who has none gets an empty one), T3's slip to its crew, the workbook of the week."""
        with self.store.work() as uow:
            feeds.export(uow, IcalWriter(), Folder(self.folder))
        with self.store.work() as uow:
            workbook.export(uow, ExcelWriter(), Folder(self.folder), week=Week.of(TUESDAY), name="week.xlsx")
        self.do(slips.give, trip=self.t3.id)

    def plan(self) -> CoverPlan:
        found: CoverPlan = self.ask(
            cover.plan, volunteer=self.rosa.id, starts_at=self.at("01:00"), ends_at=self.at("23:00", THURSDAY)
        )
        return found

    def ledger(self) -> Ledger:
        found: Ledger = self.ask(share.ledger)
        return found


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path)


def fall_ill(night: Night) -> None:
    until = night.at("23:00", THURSDAY)
    night.do(people.add_absence, volunteer=night.rosa.id, kind=AbsenceKind.ILL, starts_at=night.now, ends_at=until)


def test_that_all_seats_are_shown_at_once_with_who_is_free_vetted_rested_and_least_recently_asked(night: Night) -> None:
    assert night.ledger().behind == frozenset()
    fall_ill(night)
    found = night.plan()
    assert [str(each.where) for each in found.seats] == [
        "trip T3, Tue 14 July 02:20",
        "Consultations, Thu 16 July 10:00",
    ]
    assert [[one.name for one in each.people] for each in found.seats] == [["Daniel Paz", "Olga Ríos"], ["Ana Lee"]]
    spanish, english = (one.message for one in found.seats[0].people)
    assert english == (
        "Hello Olga. Somebody has fallen out. Can you step in as driver: trip T3, Tue 14 July 02:20–04:00, "
        "El Chaparral? Please answer yes or no."
    )
    assert "14" in spanish


def test_that_what_everybody_said_is_kept_and_after_yes_four_people_hold_old_copies_and_two_are_called(
    night: Night,
) -> None:
    before = night.rows()
    fall_ill(night)
    t3, thursday = (each.seat.seat_id for each in night.plan().seats)
    night.do(cover.ask, seat=t3, volunteer=night.olga.id)
    night.now = night.at("01:04")
    night.do(cover.answer, seat=t3, volunteer=night.olga.id, reply=Reply.NO_ANSWER)
    night.do(cover.ask, seat=t3, volunteer=night.daniel.id)
    people_of_t3 = night.plan().seats[0].people
    assert {one.name: one.reply for one in people_of_t3} == {"Olga Ríos": Reply.NO_ANSWER, "Daniel Paz": Reply.ASKED}
    night.do(cover.answer, seat=t3, volunteer=night.daniel.id, reply=Reply.YES)
    night.do(cover.answer, seat=thursday, volunteer=night.ana.id, reply=Reply.YES)
    driver = night.see_seat(night.t3, Role.DRIVER)
    assert (driver.volunteer_id, driver.answer) == (night.daniel.id, Answer.CONFIRMED)
    assert night.plan().seats == ()

    found = night.ledger()
    assert found.behind == {night.rosa.id, night.daniel.id, night.ana.id, night.ivan.id}
    old = {(copy.who, str(copy.what)) for copy in found.copies if copy.state is State.OLD}
    assert old == {
        ("Rosa Medrano", "calendar"),
        ("Rosa Medrano", "slip of T3"),
        ("Daniel Paz", "calendar"),
        ("Ana Lee", "calendar"),
        ("Iván Olmos", "slip of T3"),
        ("Tijuana", "workbook of 2026-W29"),
    }
    assert [(line.name, line.phone, night.clock(line.next_at)) for line in found.phone] == [
        ("Daniel Paz", "664 3", "02:20"),
        ("Iván Olmos", "664 2", "02:40"),
    ]
    for _step in range(6):
        night.undo()
    assert night.rows() == before
    assert night.ledger().behind == frozenset()


def test_that_the_command_line_covers_in_the_same_way(
    night: Night, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = on_terminal(night, terminal, monkeypatch)
    times = ("--from", "2026-07-14T01:00", "--to", "2026-07-16T23:00")
    first = at.json("cover", "rosa medrano", *times, "--ill")
    (t3, thursday) = first["seats"]
    assert [one["name"] for one in t3["people"]] == ["Daniel Paz", "Olga Ríos"]
    assert first["phone"] == []
    told = at.done("cover", "rosa medrano", *times, "--seat", t3["id"][:8], "--yes", "Daniel Paz").out
    assert "Daniel Paz said yes and covers driver for Rosa Medrano, trip T3, Tue 14 July 02:20" in told
    last = at.json("cover", "rosa medrano", *times, "--seat", thursday["id"][:8], "--yes", "Ana Lee")
    assert (last["seats"], last["people_with_old_copies"]) == ([], 4)
    assert [line["name"] for line in last["phone"]] == ["Daniel Paz", "Iván Olmos"]
    assert at.run("cover", "rosa medrano", *times, "--yes", "Ana Lee").status == 1
