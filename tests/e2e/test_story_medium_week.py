"""A week of the medium sample from an empty grid in at most 20 acts; then three people drop out and a shelter closes.

Each command line that the coordinator types is an act, also one that only looks. It is Friday, 17 July 2026, 09:00 in
Ciudad Juárez, where 75 households wait; of the week to come nothing is planned. On Monday afternoon three people
fall ill and a shelter closes from Tuesday on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.people import Role
from clinic.domain.places import Site
from clinic.domain.sessions import Seat, SessionStatus
from clinic.domain.when import Week, day_interval
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import plan_check, sample
from tests.e2e.on_border import OneFile
from tests.stores import memory_store
from tests.terminal import Terminal
from ui import bootstrap

CITY, WEEK = "Ciudad Juárez", Week(2026, 30)
ILL = ("--from", "2026-07-21", "--to", "2026-07-25")
MOST_ACTS = 20


class Office:
    """The clinic, the coordinator's terminal, and a count of what the coordinator did."""

    def __init__(self, terminal: Terminal) -> None:
        self.now = datetime(2026, 7, 17, 15, tzinfo=UTC)
        self.store = memory_store(clock=lambda: self.now)
        self._terminal, self.acts = terminal, 0
        with self.store.work() as uow:
            sample.make(uow, size="medium", start=date(2026, 7, 13))
            _empty(uow, self.site(uow))

    def site(self, uow: UnitOfWork) -> Site:
        return next(site for site in uow.sites.where() if site.city == CITY)

    def act(self, *words: object) -> Any:
        """One act that must end well."""
        self.acts += 1
        return self._terminal.json(*words)

    def meetings(self) -> list[tuple[Slot, Consultation]]:
        """Who is to be met in that week."""
        with self.store.read() as uow:
            return list(_meetings(uow, self.site(uow)))

    def busiest(self) -> list[str]:
        """Those in whose seats most households are met, by name: lawyers and interpreters alike."""
        with self.store.read() as uow:
            met = [seat for slot, _row in _meetings(uow, self.site(uow)) for seat in slot.seat_ids]
            seats = {seat.id: seat for seat in uow.seats.where(id=set(met))}
            names = [uow.volunteers.get(who).name for one in met if (who := seats[one].volunteer_id)]
        return sorted(set(names), key=lambda name: (-names.count(name), name))

    def minds_children(self) -> str:
        """Who looks after children on Tuesday."""
        with self.store.read() as uow:
            site = self.site(uow)
            tuesday = day_interval(date(2026, 7, 21), site.zone)
            sessions = {row.id for row in uow.sessions.during(tuesday, site_id=site.id)}
            seats = uow.seats.where(session_id=sessions, role=Role.CHILDCARE)
            return uow.volunteers.get(next(who for seat in seats if (who := seat.volunteer_id))).name

    def wrong(self) -> set[str]:
        """What speaks against consultations of that week, unless somebody overruled it."""
        with self.store.read() as uow:
            rows = {row.id for _slot, row in _meetings(uow, self.site(uow))}
            found = plan_check.check_plans(uow).faults
        hard = [each for each in found if each.breach.severity is not Severity.WISH and not each.overruled]
        return {str(each.breach.sentence) for each in hard if each.row_id in rows}


def _meetings(uow: UnitOfWork, site: Site) -> Iterator[tuple[Slot, Consultation]]:
    sessions = {row.id for row in uow.sessions.during(WEEK.interval(site.zone), site_id=site.id)}
    slots = {slot.id: slot for slot in uow.slots.where(session_id=sessions)}
    for row in uow.consultations.where(slot_id=set(slots), outcome=Outcome.BOOKED):
        yield slots[row.slot_id], row


def _empty(uow: UnitOfWork, site: Site) -> None:
    """Nothing is planned of the week any more, and whoever was booked waits."""
    sessions = uow.sessions.during(WEEK.interval(site.zone), site_id=site.id)
    seats: list[Seat] = uow.seats.where(session_id={row.id for row in sessions})
    slots = uow.slots.where(session_id={row.id for row in sessions})
    rows = uow.consultations.where(slot_id={slot.id for slot in slots})
    for request in uow.requests.where(id={row.request_id for row in rows}):
        request.done = False
    for row in rows:
        uow.consultations.remove(row)
    for slot in slots:
        uow.slots.remove(slot)
    for seat in seats:
        uow.seats.remove(seat)
    for session in sessions:
        uow.sessions.remove(session)
    uow.commit(say("Empty the week"))


@pytest.fixture
def office(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Office:
    found = Office(terminal)
    monkeypatch.setattr(bootstrap, "vault", lambda: OneFile(found.store))
    return found


def planned(office: Office, out: Path) -> None:
    """The week from nothing, and told to everybody."""
    here = ("--week", str(WEEK), "--site", CITY)
    office.act("plan", "week", *here)
    office.act("fill", "roster", *here, "--apply", "--seconds", "3")
    office.act("fill", "bookings", *here, "--apply", "--seconds", "3")
    office.act("plan", "publish", *here)
    office.act("export", "feeds", "--out", out)
    office.act("export", "workbook", *here, "--out", out / "week.xlsx")


def covered(office: Office, name: str) -> tuple[set[str], str]:
    """Somebody is ill: one act asks, one seats whoever said yes, one gives everybody who was met there another time.

    Gives the households that were named, and who steps in ('': nobody could).
    """
    told = office.act("cover", name, *ILL, "--ill")
    named = {str(meeting).split(":")[0] for seat in told["seats"] for meeting in seat["met"]}
    assert all(seat["people"] or seat["why_none"] for seat in told["seats"]), "each seat has people, or a reason"
    seat, who = next((seat for seat in told["seats"] if seat["people"]), None), ""
    if seat is not None:
        who = seat["people"][0]["name"]
        after = office.act("cover", name, *ILL, "--seat", seat["id"], "--yes", who)
        if seat["starts"] < "2026-07-21T15:00":
            assert who in {one["name"] for one in after["phone"]}, "no calendar reaches whoever steps in tomorrow"
    anew = office.act("cover", name, *ILL, "--offer-anew")
    offered = {one["code"] for one in anew["offers"]}
    assert offered <= named
    assert offered <= {one["name"] for one in anew["tell"]}
    assert all(one["starts"] or one["why"] for one in anew["offers"])
    return named, who


@pytest.mark.slow
def test_that_a_week_is_booked_and_mended_in_twenty_acts(office: Office, tmp_path: Path) -> None:
    planned(office, tmp_path)
    assert len(office.meetings()) > 15
    assert office.wrong() == set()
    assert office.acts == 6
    office.now = datetime(2026, 7, 20, 21, tzinfo=UTC)
    for name in office.busiest()[:2]:
        before = {row.household_id for _slot, row in office.meetings()}
        named, _who = covered(office, name)
        assert named, f"nobody was met by {name}"
        with office.store.read() as uow:
            waiting = {row.household_id for row in uow.requests.where(done=False)}
            again = {row.household_id for row in uow.consultations.where(outcome=Outcome.BOOKED)}
            assert before <= waiting | again, "nobody is lost"
    _named, who = covered(office, office.minds_children())
    assert who, "somebody steps in"
    assert office.wrong() == set()
    closing(office)
    office.act("export", "feeds", "--out", tmp_path)
    assert office.act("export", "workbook", "--week", WEEK, "--site", CITY, "--out", tmp_path / "week.xlsx")["new"]
    assert office.wrong() == set()
    assert office.acts <= MOST_ACTS


def closing(office: Office) -> None:
    """A shelter with sessions closes on Tuesday: its sessions, those who live there, their rides, and who must hear."""
    with office.store.read() as uow:
        site = office.site(uow)
        sessions = uow.sessions.during(WEEK.interval(site.zone), site_id=site.id)
        held = [uow.places.get(row.place_id).label for row in sessions if uow.slots.count(session_id=row.id)]
        place = max((label for label in held if not label.startswith("Office")), key=held.count)
        other = next(label for label in (row.label for row in uow.places.where(site_id=site.id)) if label == "Sabino")
    words = ("close", place, "--from", "2026-07-21", "--move-households-to", other, "--site", CITY)
    shown = office.act(*words)
    done = office.act(*words, "--apply")
    assert [one["code"] for one in done["offers"]] == [one["code"] for one in shown["offers"]]
    assert all(one["starts"] or one["why"] for one in done["offers"])
    assert {one["code"] for one in done["offers"]} <= {one["name"] for one in done["tell"]}
    with office.store.read() as uow:
        shut = next(row for row in uow.places.where(site_id=site.id) if row.label == place)
        left = uow.sessions.during(WEEK.interval(site.zone), place_id=shut.id)
        assert {row.status for row in left} == {SessionStatus.CANCELLED}
        assert uow.households.count(shelter_id=shut.id, closed_on=None) == 0
