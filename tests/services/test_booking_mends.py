"""Whoever is left without a time is told what is in the way: with that taken away as the mend says, they are met.

One household waits, one lawyer sits at the office on Tuesday from 13:00 to 17:00. Each case puts one obstacle up; the
reason must name it, and once somebody has done what the mend says, a new proposal meets the household.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import CanCome, ConsultationKind
from clinic.domain.people import AbsenceKind, Interprets, Role, Speaks
from clinic.domain.places import PlaceKind, Room
from clinic.domain.sessions import SessionStatus
from clinic.services import clinic_settings, consultation_plan, consultations, people, waiting_list
from clinic.services.consultation_plan import Proposal
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from tests import factory
from tests.services.border import TUESDAY, Border

ENGLISH = (Speaks("eng"),)
BOTH = (Speaks("eng"), Speaks("spa"))
WAYS = (Interprets("spa", "eng"), Interprets("eng", "spa"))
WEDNESDAY = TUESDAY + timedelta(days=1)


class Office(Border):
    """Helen from 13:00 to 17:00, who has both languages; K waits for a consultation of an hour."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            self.office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
            self.session = factory.make_session(
                uow, self.at("13:00"), 4, site_id=self.site.id, place_id=self.office.id, advice=True,
                status=SessionStatus.PUBLISHED,
            )  # fmt: skip
        self.helen = self.lawyer("Helen")
        self.seat = self.sit(self.helen)
        self.wen: Any = None
        self.wens: Any = None
        self.days: tuple[date, ...] = (TUESDAY,)
        self.one = self.household((30,), languages=("spa",), first_seen_on=date(2026, 7, 1))
        self.do(waiting_list.ask, household=self.one.id, kind=ConsultationKind.CONSULTATION)

    def lawyer(self, name: str, **more: Any) -> Any:
        known = {"site_id": self.site.id, "speaks": BOTH, **more}
        with self.scene() as uow:
            return factory.make_volunteer(uow, name, (Role.ATTORNEY,), **known)

    def interpreter(self, name: str = "Wen", ways: tuple[Interprets, ...] = WAYS, **more: Any) -> Any:
        known = {"site_id": self.site.id, "speaks": (), "interprets": ways, **more}
        with self.scene() as uow:
            return factory.make_volunteer(uow, name, (Role.INTERPRETER,), **known)

    def sit(self, who: Any, role: Role = Role.ATTORNEY, **more: Any) -> Any:
        with self.scene() as uow:
            return factory.make_seat(uow, self.session, role, who, **more)

    def edit(self, row: Any, **fields: Any) -> Any:
        with self.scene() as uow:
            kind = {
                "Volunteer": uow.volunteers,
                "Household": uow.households,
                "Seat": uow.seats,
                "Request": uow.requests,
            }
            found = {**kind, "Session": uow.sessions, "Place": uow.places}[type(row).__name__].get(row.id)  # type: ignore[attr-defined] # each has get
            for name, value in fields.items():
                setattr(found, name, value)

    def request(self, **fields: Any) -> Any:
        with self.store.read() as uow:
            (row,) = uow.requests.where(household_id=self.one.id)
        self.edit(row, **fields)

    def book(self, hour: str, other: Any = None, seat: Any = None, minutes: int | None = None) -> None:
        """Another household is met there already."""
        other = other or self.household((40,), languages=("spa",), first_seen_on=date(2026, 7, 1))
        given = {"household": other.id, "kind": ConsultationKind.CONSULTATION, "length": minutes}
        self.do(consultations.book, lawyer=(seat or self.seat).id, starts_at=self.at(hour), **given)

    def propose(self) -> Proposal:
        with self.store.read() as uow:
            wish = Wish(self.site.id, self.days)
            return consultation_plan.propose(uow, wish=wish, planner=HighsSittings())

    def second(self, **more: Any) -> None:
        """What 'seat somebody else' means: another lawyer in the same session."""
        self.sit(self.lawyer("Samir", **more))


@dataclass(frozen=True)
class Case:
    """`block` puts the obstacle up, `why` and `mend` are told of it, `clear` does what the mend says."""

    name: str
    block: Callable[[Office], Any]
    why: str
    mend: str
    clear: Callable[[Office], Any]
    more: dict[str, Any] = field(default_factory=dict)


def away(at: Office, who: Any, first: str = "13:00", last: str = "17:00") -> Any:
    at.do(people.add_absence, volunteer=who.id, kind=AbsenceKind.BUSY, starts_at=at.at(first), ends_at=at.at(last))


def monolingual(at: Office) -> Any:
    """Helen needs an interpreter, and Wen is hers."""
    at.edit(at.helen, speaks=ENGLISH)
    at.wen = at.interpreter()
    at.wens = at.sit(at.wen, Role.INTERPRETER, source="spa", target="eng")


def tired(at: Office) -> None:
    monolingual(at)
    at.do(clinic_settings.set_policy, interpreting_a_day=60)


def called(at: Office, days: int = 0, **more: Any) -> Any:
    at.hearing(at.one, on=TUESDAY + timedelta(days=days), **more)


def another_day(at: Office) -> None:
    """A session on Wednesday with Helen, and that day is planned too."""
    with at.scene() as uow:
        session = factory.make_session(
            uow, at.at("13:00", WEDNESDAY), 4, site_id=at.site.id, place_id=at.office.id, advice=True
        )
        factory.make_seat(uow, session, Role.ATTORNEY, uow.volunteers.get(at.helen.id))
    at.days = (TUESDAY, WEDNESDAY)


def too_near(at: Office) -> None:
    """Two days are asked between preparation and hearing; only the day before it is planned."""
    at.request(kind=ConsultationKind.HEARING_PREPARATION)
    at.do(clinic_settings.set_policy, preparation_days=2)
    called(at, 2)
    another_day(at)
    at.days = (WEDNESDAY,)


def on_monday(at: Office) -> None:
    """An earlier day, on which Helen sits too."""
    monday = TUESDAY - timedelta(days=1)
    with at.scene() as uow:
        session = factory.make_session(
            uow, at.at("13:00", monday), 4, site_id=at.site.id, place_id=at.office.id, advice=True
        )
        factory.make_seat(uow, session, Role.ATTORNEY, uow.volunteers.get(at.helen.id))
    at.days = (monday, TUESDAY)


def one_room(at: Office) -> None:
    """Samir's session is in the room of Helen's, and four others are more urgent whom only Samir understands."""
    at.edit(at.office, rooms=(Room("A"), Room("B")))
    at.edit(at.session, room="A")
    with at.scene() as uow:
        other = factory.make_session(
            uow, at.at("13:00"), 4, site_id=at.site.id, place_id=at.office.id, room="A", advice=True
        )
        speaks = (Speaks("eng"), Speaks("por"))
        samir = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=at.site.id, speaks=speaks)
        factory.make_seat(uow, other, Role.ATTORNEY, samir)
    crowd(at, 4, "por")


def only_room(at: Office) -> None:
    """The office has one room, and four others are more urgent."""
    at.edit(at.office, rooms=(Room("A"),))
    at.edit(at.session, room="A")
    crowd(at, 4)


def elsewhere(at: Office) -> None:
    """Another session in a room that nobody uses."""
    with at.scene() as uow:
        other = factory.make_session(
            uow, at.at("13:00"), 4, site_id=at.site.id, place_id=at.office.id, room="patio", advice=True
        )
        samir = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=at.site.id, speaks=BOTH)
        factory.make_seat(uow, other, Role.ATTORNEY, samir)


def crowd(at: Office, number: int, language: str = "spa") -> None:
    """Others who are more urgent wait too."""
    for _n in range(number):
        other = at.household((40,), languages=(language,), first_seen_on=date(2026, 7, 1), vulnerable=True)
        at.do(waiting_list.ask, household=other.id, kind=ConsultationKind.CONSULTATION)


def of_its_own(at: Office) -> None:
    """The household is at a long meeting of its own all afternoon, with somebody else."""
    at.second()
    with at.store.read() as uow:
        samir = next(seat for seat in uow.seats.where(session_id=at.session.id) if seat.id != at.seat.id)
    given = {"household": at.one.id, "kind": ConsultationKind.PAPERS_CHECK, "length": 240}
    at.do(consultations.book, lawyer=samir.id, starts_at=at.at("13:00"), **given)


def full(at: Office) -> None:
    for hour in ("13:00", "14:00", "15:00", "16:00"):
        at.book(hour)


def crowded(at: Office) -> None:
    """Four others, more urgent, take all of Helen's time in the same proposal."""
    crowd(at, 4)


def wens_time(at: Office) -> None:
    """Two lawyers, one interpreter: three meetings of 75 minutes fit, and three others are more urgent."""
    monolingual(at)
    at.sit(at.lawyer("Samir", speaks=ENGLISH))
    crowd(at, 3)


def second_wen(at: Office) -> Any:
    at.sit(at.interpreter("Noé"), Role.INTERPRETER, source="spa", target="eng")


def in_one_room(at: Office) -> None:
    """Helen's room is taken all day by a lawyer of another session."""
    at.edit(at.office, rooms=(Room("A"), Room("B")))
    at.edit(at.session, room="A")
    with at.scene() as uow:
        other = factory.make_session(
            uow, at.at("13:00"), 4, site_id=at.site.id, place_id=at.office.id, room="A", advice=True
        )
    seat = None
    with at.scene() as uow:
        seat = factory.make_seat(uow, other, Role.ATTORNEY, factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,)))
    for hour in ("13:00", "14:00", "15:00", "16:00"):
        at.book(hour, seat=seat)


CASES = [
    Case(
        "no session",
        lambda at: at.edit(at.session, status=SessionStatus.CANCELLED),
        "no session for consultations",
        "Lay out a session and seat a lawyer.",
        lambda at: at.edit(at.session, status=SessionStatus.PUBLISHED),
    ),
    Case(
        "a lawyer who is ill",
        lambda at: away(at, at.helen),
        "Helen is not free from 13:00 to 17:00.",
        "Seat somebody else beside Helen there.",
        lambda at: at.second(),
    ),
    Case(
        "an interpreter who is ill",
        lambda at: (monolingual(at), away(at, at.wen)),
        "Wen is not free from 13:00 to 17:00.",
        "Seat another interpreter for Spanish.",
        second_wen,
    ),
    Case(
        "no interpreter",
        lambda at: at.edit(at.helen, speaks=ENGLISH),
        "No way from Spanish to English.",
        "Add an interpreter Spanish → English to the team.",
        second_wen,
    ),
    Case(
        "a known conflict with the lawyer",
        lambda at: at.do(people.set_conflict, volunteer=at.helen.id, household=at.one.id),
        "Not with Helen.",
        "Seat somebody else beside Helen there.",
        lambda at: at.second(),
    ),
    Case(
        "a known conflict with the interpreter",
        lambda at: (monolingual(at), at.do(people.set_conflict, volunteer=at.wen.id, household=at.one.id)),
        "Not with Wen.",
        "Seat another interpreter for Spanish.",
        second_wen,
    ),
    Case(
        "an interpreter who would be tired",
        tired,
        "Wen would interpret 1 h 15 on that day; 1 h is the most.",
        "Seat another interpreter for Spanish.",
        lambda at: (second_wen(at), at.do(clinic_settings.set_policy, interpreting_a_day=75)),
    ),
    Case(
        "an interpreter whose time is too short",
        lambda at: (monolingual(at), at.edit(at.wens, ends_at=at.at("14:00"))),
        "Wen is free until 14:00; 15 minutes short.",
        "Give Wen more time in that session.",
        lambda at: at.edit(at.wens, ends_at=at.at("14:15")),
    ),
    Case(
        "everybody is met already",
        full,
        "Helen is in another meeting",
        "Seat somebody else beside Helen there.",
        lambda at: at.second(),
    ),
    Case(
        "others are more urgent",
        crowded,
        "with Helen would suit, but",
        "Seat another lawyer in that session",
        lambda at: at.second(),
    ),
    Case(
        "others need the interpreter more",
        wens_time,
        "would suit, but",
        "Seat another interpreter for Spanish.",
        second_wen,
    ),
    Case(
        "the hearing is on that day",
        called,
        "is on the way to a hearing on Tue 14 July",
        "Meet on Wed 15 July or later.",
        another_day,
    ),
    Case(
        "the hearing is too near",
        too_near,
        "The hearing is on Thu 16 July",
        "Meet on Tue 14 July or earlier.",
        lambda at: setattr(at, "days", (TUESDAY, WEDNESDAY)),
    ),
    Case(
        "no session before the hearing",
        lambda at: (at.request(kind=ConsultationKind.HEARING_PREPARATION), called(at)),
        "There is no session for consultations in this week, or none in time.",
        "Lay out a session on an earlier day, or plan an earlier week.",
        on_monday,
    ),
    Case(
        "one room for two lawyers",
        one_room,
        "would suit, but",
        "Give that session another room.",
        lambda at: at.edit(at.session, room="B"),
    ),
    Case(
        "one room for everybody",
        only_room,
        "with Helen would suit, but",
        "Lay out a session in another room",
        elsewhere,
    ),
    Case(
        "another meeting of its own",
        of_its_own,
        "has another meeting then: papers check 13:00–17:00.",
        "or plan another day.",
        another_day,
    ),
    Case(
        "it cannot come then",
        lambda at: at.request(can_come=CanCome(until=time(12))),
        "can come: ",
        "ask the household again",
        lambda at: at.request(can_come=CanCome(until=time(15))),
    ),
    Case(
        "no intake yet",
        lambda at: (at.request(kind=ConsultationKind.I589), at.edit(at.one, first_seen_on=None)),
        "has no intake before it.",
        "Book an intake first.",
        lambda at: at.edit(at.one, first_seen_on=date(2026, 7, 1)),
    ),
    Case(
        "the break",
        lambda at: at.do(clinic_settings.set_policy, break_from=time(13, 30), break_until=time(16, 30)),
        "The break is 13:30–16:30.",
        "Make the break of that session shorter.",
        lambda at: at.do(clinic_settings.set_policy, break_from=time(14), break_until=time(16, 30)),
    ),
    Case(
        "the room is taken",
        in_one_room,
        "A is taken",
        "Give that session another room.",
        lambda at: at.edit(at.session, room="B"),
    ),
    Case(
        "a lawyer's time is too short",
        lambda at: at.edit(at.seat, ends_at=at.at("13:45")),
        "No lawyer's time is long enough, or all of it is over.",
        "Seat a lawyer for longer.",
        lambda at: at.edit(at.seat, ends_at=at.at("14:00")),
    ),
    Case(
        "it asks for women",
        lambda at: (at.edit(at.one, women_only=True), at.edit(at.helen, is_woman=False)),
        "meets women only.",
        "Choose a woman for this seat.",
        lambda at: at.second(is_woman=True),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_that_whoever_is_left_is_met_once_what_is_named_is_gone(case: Case) -> None:
    at = Office()
    if case.more:
        at.do(clinic_settings.set_policy, **case.more)
    assert [meeting.code for meeting in at.propose().meetings] == [at.one.code], "nothing is in the way yet"
    case.block(at)
    found = at.propose()
    (left,) = [each for each in found.left if each.code == at.one.code]
    assert case.why in "\n".join(map(str, left.why))
    assert case.mend in "\n".join(map(str, left.mends))
    assert len(left.why) == 1, "one obstacle, one reason"
    case.clear(at)
    assert at.one.code in [meeting.code for meeting in at.propose().meetings]


def test_that_nobody_is_booked_with_a_lawyer_who_is_ill() -> None:
    """Two lawyers, one of them ill: whoever waits is met by the other, whichever is looked at first."""
    at = Office()
    at.second()
    away(at, at.helen)
    (meeting,) = at.propose().meetings
    assert meeting.lawyer == "Samir"


def test_that_a_booking_whose_lawyer_falls_ill_moves_when_planned_anew() -> None:
    at = Office()
    at.second()
    at.book("13:00", at.one)
    away(at, at.helen)
    with at.store.read() as uow:
        wish = Wish(at.site.id, at.days, replan=True)
        found = consultation_plan.propose(uow, wish=wish, planner=HighsSittings())
    (moved,) = found.meetings
    assert (moved.code, moved.lawyer, moved.was is not None) == (at.one.code, "Samir", True)
