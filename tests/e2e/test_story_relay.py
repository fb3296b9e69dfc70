"""Story 9 to its end: a Mam household meets a lawyer who has English only, through Wen in the room and Abel by phone.

Through the services and the command line. Whoever is missing, busy, asleep or tired is named, and with that one
obstacle taken away the household is booked. It is Monday, 13 July, 09:00; they meet on Tuesday.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.errors import RuleBroken
from clinic.domain.ids import SeatId
from clinic.domain.people import AbsenceKind, Availability, Can, DayPart, Interprets, Role, Speaks, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Seat
from clinic.domain.when import at
from clinic.services import clinic_settings, consultations, offers, people, roster
from tests import factory
from tests.e2e.on_border import on_terminal
from tests.services.border import TIJUANA, TUESDAY, Border
from tests.terminal import Answer, Terminal

ABEL = (Interprets("mam", "spa"), Interprets("spa", "mam"))
WEN = (Interprets("spa", "eng"), Interprets("eng", "spa"))


class Relay(Border):
    """Helen in the room 13:00-17:30 with Wen; Abel by phone from Guatemala 12:15-15:00."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
            where = {"site_id": self.site.id, "place_id": office.id, "advice": True}
            self.session = factory.make_session(uow, self.at("13:00"), 4.5, **where)
            lawyer = factory.make_volunteer(
                uow, "Helen", (Role.ATTORNEY,), site_id=self.site.id, speaks=(Speaks("eng"),)
            )
            self.helen = factory.make_seat(uow, self.session, Role.ATTORNEY, lawyer)
            self.wen, self.wen_seat = self._interpreter(uow, "Wen Tran", WEN)
            times = {"remote": True, "starts_at": self.at("12:15"), "ends_at": self.at("15:00")}
            self.abel, self.abel_seat = self._interpreter(uow, "Abel Cruz", ABEL, **times)
            self.mam = factory.make_household(uow, (30,), site_id=self.site.id, languages=("mam",))

    def _interpreter(self, uow: Any, name: str, ways: tuple[Interprets, ...], **more: Any) -> tuple[Volunteer, Seat]:
        known = {"site_id": self.site.id, "interprets": ways, "speaks": ()}
        person = factory.make_volunteer(uow, name, (Role.INTERPRETER,), **known)
        pair = {"source": ways[0].source, "target": ways[0].target}
        return person, factory.make_seat(uow, self.session, Role.INTERPRETER, person, **pair, **more)

    def second_room(self) -> SeatId:
        """Another lawyer without Spanish in the same session."""
        with self.scene() as uow:
            known = {"site_id": self.site.id, "speaks": (Speaks("eng"),)}
            lawyer = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), **known)
            return factory.make_seat(uow, self.session, Role.ATTORNEY, lawyer).id

    def booked(self) -> list[tuple[SeatId, ...]]:
        """The teams in which the Mam household is met."""
        with self.store.read() as uow:
            rows = uow.consultations.where(household_id=self.mam.id)
            return [uow.slots.get(row.slot_id).seat_ids for row in rows]


class Desk:
    """The command line at that clinic."""

    def __init__(self, relay: Relay, terminal: Terminal) -> None:
        self._relay, self._terminal = relay, terminal

    def book(self, hour: str) -> Answer:
        seat = self._relay.helen.id
        return self._terminal.run("book", self._relay.mam.code, seat, hour, "--kind", "intake", "--json")

    def refused(self, hour: str) -> list[str]:
        """Every sentence that speaks against it; nothing was written."""
        before = self._relay.rows()
        answer = self.book(hour)
        assert answer.status == 1
        assert self._relay.rows() == before
        return [each["sentence"] for each in answer.json["breaches"]]


@pytest.fixture
def relay() -> Relay:
    return Relay()


@pytest.fixture
def desk(relay: Relay, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(relay, on_terminal(relay, terminal, monkeypatch))


def test_that_a_mam_household_is_booked_through_a_relay_with_a_remote_link(relay: Relay, desk: Desk) -> None:
    assert desk.book("13:00").status == 0
    assert relay.booked() == [(relay.helen.id, relay.abel_seat.id, relay.wen_seat.id)]
    with relay.store.read() as uow:
        (slot,) = uow.slots.where()
        assert (relay.clock(slot.starts_at), relay.clock(slot.ends_at)) == ("13:00", "14:15")


def test_that_a_link_that_is_asleep_is_named_with_its_hours(relay: Relay, desk: Desk) -> None:
    sleeps = {"starts_at": relay.at("12:15"), "ends_at": relay.at("13:30")}
    relay.do(people.add_absence, volunteer=relay.abel.id, kind=AbsenceKind.BUSY, note="night shift", **sleeps)
    assert desk.refused("13:00") == ["Abel Cruz is not free from 12:15 to 13:30."]
    assert desk.book("13:30").status == 0


def test_that_a_remote_link_is_not_asked_past_its_hours(desk: Desk) -> None:
    assert desk.refused("14:00") == ["Abel Cruz is free until 15:00; 15 minutes short."]
    assert desk.book("13:45").status == 0


def test_that_who_said_no_for_that_part_of_the_day_is_not_seated_and_the_way_is_missing(
    relay: Relay, desk: Desk
) -> None:
    relay.do(roster.empty, seat=relay.abel_seat.id)
    no = (Availability(TUESDAY.weekday(), DayPart.AFTERNOON, Can.CANNOT),)
    relay.do(people.edit, volunteer=relay.abel.id, availability=no)
    said = [
        str(each.sentence) for each in relay.ask(roster.judge_seat, seat=relay.abel_seat.id, volunteer=relay.abel.id)
    ]
    assert "Abel Cruz cannot on Tue 14 July, afternoon." in said
    assert "No way from Mam to Spanish." in desk.refused("13:00")


def test_that_a_link_that_is_booked_twice_is_named_with_the_other_meeting(relay: Relay, desk: Desk) -> None:
    spanish, samir = relay.household((40,), languages=("spa",)), relay.second_room()
    starts_at = at(TUESDAY, time(13, 30), TIJUANA)
    wanted = {"household": spanish.id, "kind": ConsultationKind.INTAKE, "starts_at": starts_at}
    relay.do(consultations.book, lawyer=samir, **wanted)
    assert desk.refused("13:00") == ["Wen Tran is in another meeting 13:30\u201314:30."]
    with relay.store.read() as uow:
        (other,) = uow.consultations.where(household_id=spanish.id)
    relay.do(consultations.cancel, consultation=other.id, again=False)
    assert desk.book("13:00").status == 0


def test_that_a_tired_link_is_named_with_the_hours_of_the_day(relay: Relay, desk: Desk) -> None:
    relay.do(clinic_settings.set_policy, interpreting_a_day=120)
    samir = relay.second_room()
    spanish = relay.household((40,), languages=("spa",))
    starts_at = at(TUESDAY, time(15), TIJUANA)
    wanted = {"household": spanish.id, "kind": ConsultationKind.INTAKE, "starts_at": starts_at}
    relay.do(consultations.book, lawyer=samir, **wanted)
    assert desk.refused("13:00") == ["Wen Tran would interpret 2 h 15 on that day; 2 h is the most."]
    relay.do(clinic_settings.set_policy, interpreting_a_day=135)
    assert desk.book("13:00").status == 0


def test_that_a_link_who_was_up_all_night_is_told_with_the_hours_of_rest(relay: Relay) -> None:
    """Wen was on the road until 06:00; at 13:00 she is asked again only by somebody who says why."""
    relay.do(roster.empty, seat=relay.wen_seat.id)
    with relay.scene() as uow:
        night = {"departs_at": relay.at("02:30"), "arrives_at": relay.at("06:00"), "report_at": relay.at("06:00")}
        trip = factory.make_trip(uow, "T3", site_id=relay.site.id, port_id=relay.port.id, **night)
        factory.make_seat(uow, trip, Role.ESCORT, uow.volunteers.get(relay.wen.id))
    judged = relay.ask(roster.judge_seat, seat=relay.wen_seat.id, volunteer=relay.wen.id)
    (rest,) = [each for each in judged if each.code == "REST"]
    assert "7 h" in str(rest.sentence)
    assert rest.can_be_overridden


def test_that_everything_that_speaks_against_it_is_told_at_once(relay: Relay, desk: Desk) -> None:
    sleeps = {"starts_at": relay.at("14:30"), "ends_at": relay.at("18:00")}
    relay.do(people.add_absence, volunteer=relay.abel.id, kind=AbsenceKind.BUSY, **sleeps)
    relay.do(clinic_settings.set_policy, interpreting_a_day=60)
    assert sorted(desk.refused("14:00")) == [
        "Abel Cruz is free until 15:00; 15 minutes short.",
        "Abel Cruz is not free from 14:30 to 18:00.",
        "Abel Cruz would interpret 1 h 15 on that day; 1 h is the most.",
        "Wen Tran would interpret 1 h 15 on that day; 1 h is the most.",
    ]


def test_that_a_known_conflict_blocks_and_no_surface_says_why(relay: Relay, desk: Desk) -> None:
    """Not even a typed reason overrules it, and its words are the same whatever the conflict is."""
    relay.do(people.set_conflict, volunteer=relay.abel.id, household=relay.mam.id)
    assert desk.refused("13:00") == ["Not with Abel Cruz."]
    with pytest.raises(RuleBroken) as no:
        relay.do(
            consultations.book,
            household=relay.mam.id,
            lawyer=relay.helen.id,
            kind=ConsultationKind.INTAKE,
            starts_at=relay.at("13:00"),
            reason="They asked for it very much",
        )
    assert not no.value.can_be_overridden
    tried = {"household": relay.mam.id, "lawyer": relay.helen.id, "kind": ConsultationKind.INTAKE}
    offer = relay.ask(offers.try_time, starts_at=relay.at("13:00"), **tried)
    assert [(str(b.sentence), [str(mend) for mend in b.mends]) for b in offer.breaches] == [
        ("Not with Abel Cruz.", ["Choose another team."])
    ]
    with relay.store.read() as uow:
        told = [str(entry.label) for entry in uow.history.latest()]
    assert told[0] == "Note a known conflict of Abel Cruz"
    assert not any(relay.mam.code in line for line in told)
