"""Sessions of many dates called off, held elsewhere, at another hour or in another room, as one step."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.ids import SessionId
from clinic.domain.people import AbsenceKind, Role
from clinic.domain.sessions import SessionKind, SessionStatus
from clinic.domain.when import at, local
from clinic.services import consultations, history, many_dates, people
from clinic.services.many_dates import ManyDates, Otherwise
from tests import factory
from tests.e2e.on_border import on_terminal
from tests.services.scene import FRIDAY, THURSDAY, TUESDAY, WEDNESDAY, ZONE, Scene
from tests.terminal import Terminal

DAYS = (WEDNESDAY, THURSDAY)


class Week(Scene):
    """Helen meets people at the office 13:00-18:00 from Tuesday to Friday; a household on Wednesday and Thursday."""

    def __init__(self) -> None:
        super().__init__()
        self.helen = self.volunteer("Helen", Role.ATTORNEY)
        made = {on: self.session("13:00", "18:00", on, room="Room 1") for on in (TUESDAY, *DAYS, FRIDAY)}
        self.charla = self.session("10:00", "11:00", WEDNESDAY, kind=SessionKind.CHARLA)
        self.sessions = {on: row.id for on, row in made.items()}
        self.seats = {on: self.seat(row, Role.ATTORNEY, self.helen).id for on, row in made.items()}
        self.met = [self.make(factory.make_household, site_id=self.site.id) for _ in DAYS]
        for household, on in zip(self.met, DAYS, strict=True):
            starts_at = at(on, time(13), ZONE)
            told = {"household": household.id, "kind": ConsultationKind.CONSULTATION, "starts_at": starts_at}
            self.work(consultations.book, lawyer=self.seats[on], **told)

    def wish(self, **more: Any) -> Otherwise:
        known = {"site": self.site.id, "days": DAYS, "kind": SessionKind.CONSULTATIONS, **more}
        return Otherwise(**known)

    def shown(self, **more: Any) -> ManyDates:
        with self.store.work("Maria") as uow:
            return many_dates.preview(uow, otherwise=self.wish(**more))

    def done(self, **more: Any) -> ManyDates:
        with self.store.work("Maria") as uow:
            return many_dates.hold(uow, otherwise=self.wish(**more))

    def hours(self, session: SessionId) -> tuple[str, str]:
        with self.store.read() as uow:
            row = uow.sessions.get(session)
            return (f"{local(row.starts_at, ZONE):%H:%M}", f"{local(row.ends_at, ZONE):%H:%M}")


@pytest.fixture
def week() -> Week:
    return Week()


def test_that_sessions_of_chosen_days_are_called_off_as_one_step_and_everybody_is_offered_a_time(week: Week) -> None:
    before = week.everything()
    shown = week.shown(cancel=True)
    assert week.everything() == before
    done = week.done(cancel=True)
    assert [line.code for line in done.offers] == [line.code for line in shown.offers]
    assert {line.code for line in done.offers} == {household.code for household in week.met}
    assert {line.starts.date() for line in done.offers if line.starts} <= {TUESDAY, FRIDAY}
    assert done.tell[0].name == "Helen"
    assert {name.name for name in done.tell} == {"Helen", *(household.code for household in week.met)}
    with week.store.read() as uow:
        off = {row.id for row in uow.sessions.where(status=SessionStatus.CANCELLED)}
        assert off == {week.sessions[on] for on in DAYS}
        assert len(uow.consultations.where(outcome=Outcome.CANCELLED)) == 2
    week.work(history.undo)
    assert week.everything() == before


def test_that_another_hour_takes_seats_and_meetings_along(week: Week) -> None:
    done = week.done(later=60)
    assert [week.hours(week.sessions[on]) for on in DAYS] == [("14:00", "19:00")] * 2
    assert week.hours(week.sessions[FRIDAY]) == ("13:00", "18:00")
    assert week.hours(week.charla.id) == ("10:00", "11:00")
    with week.store.read() as uow:
        assert {f"{local(row.starts_at, ZONE):%H:%M}" for row in uow.slots.where()} == {"14:00"}
    (household,) = [each for each in done.tell if each.name == week.met[0].code]
    assert "14:00" in str(household.what[0])


def test_that_two_sessions_of_one_person_move_past_each_other(week: Week) -> None:
    """One after the other they would overlap for a while; it is the result that counts."""
    evening = week.session("18:00", "20:00", WEDNESDAY)
    week.seat(evening, Role.ATTORNEY, week.helen)
    week.done(later=60)
    assert week.hours(evening.id) == ("19:00", "21:00")


def test_that_whoever_cannot_come_then_is_named_with_the_session_and_nothing_is_done(week: Week) -> None:
    day = {"starts_at": at(WEDNESDAY, time(18, 30), ZONE), "ends_at": at(WEDNESDAY, time(22), ZONE)}
    week.work(people.add_absence, volunteer=week.helen.id, kind=AbsenceKind.BUSY, **day)
    before = week.everything()
    shown = week.shown(later=60)
    assert any("Helen" in str(breach.sentence) and "Wed 15 July" in str(breach.sentence) for breach in shown.refused)
    with pytest.raises(RuleBroken):
        week.done(later=60)
    assert week.everything() == before


def test_that_another_room_is_the_room_of_the_meetings_too(week: Week) -> None:
    week.done(room="Patio")
    with week.store.read() as uow:
        assert {uow.sessions.get(week.sessions[on]).room for on in DAYS} == {"Patio"}
        assert {row.room for row in uow.slots.where()} == {"Patio"}


def test_that_another_place_is_told_to_everybody(week: Week) -> None:
    done = week.done(to_place=week.shelter.id)
    assert [line.moved_to for line in done.sessions] == ["Shelter Norte"] * 2
    assert all("Shelter Norte" in str(each.what[0]) for each in done.tell)
    assert all(line.households == 1 for line in done.sessions)


def test_that_a_wish_for_nothing_and_days_without_sessions_are_refused_with_a_way_out(week: Week) -> None:
    with pytest.raises(BadValue, match="what is to be other"):
        week.done()
    with pytest.raises(Refused, match="No session"):
        week.done(cancel=True, kind=SessionKind.TRAINING)
    with pytest.raises(Refused, match="No session"):
        week.done(cancel=True, days=())


def test_that_the_command_line_shows_first_and_then_does_it_in_one_step(
    week: Week, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_desk, before = on_terminal(week, terminal, monkeypatch), week.everything()
    said = ("session", "--from", "2026-07-13", "--to", "2026-07-17", "--weekday", "wed", "--weekday", "thu")
    shown = at_desk.json(*said, "--kind", "consultations", "--cancel")
    assert (shown["applied"], len(shown["sessions"]), len(shown["offers"])) == (False, 2, 2)
    assert week.everything() == before
    done = at_desk.done(*said, "--kind", "consultations", "--cancel", "--apply").out
    assert done.startswith("Call off 2 sessions: 2 households offered another time")
    assert "Must be told:\n  Helen" in done
    at_desk.json("undo")
    assert week.everything() == before
    assert at_desk.run("session", "--day", "2026-07-15").status == 1
    assert at_desk.run("session", "--weekday", "mon", "--day", "2026-07-15", "--cancel").status == 1
