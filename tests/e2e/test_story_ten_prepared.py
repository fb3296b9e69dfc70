"""Story 10, as far as consultations go: mother and son of one household are called on two days, and prepared each.

The mother's hearing is on Tuesday, 14 July, the son's on Tuesday, 4 August; there is a child of 6 too. It is Monday,
13 July, 09:00. Through the services and the command line.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.when import local
from clinic.services import consultation_plan, consultations, hearings, waiting_list
from clinic.services.consultation_plan import Proposal
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from tests import factory
from tests.e2e.on_border import on_terminal
from tests.services.border import TUESDAY, Border
from tests.terminal import Terminal

MONDAY, WEDNESDAY, AUGUST = TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=1), date(2026, 8, 4)
PREPARATION = ConsultationKind.HEARING_PREPARATION


class Family(Border):
    """Helen sits at the office on some afternoons; mother and son wait, each for a preparation."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            self.office = self.place(uow, "Jacaranda", PlaceKind.OFFICE)
            self.helen = factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,), site_id=self.site.id)
        self.one = self.household((34, 15, 6), first_seen_on=date(2026, 7, 1))
        with self.store.read() as uow:
            self.mother, self.son, _child = uow.persons.where(household_id=self.one.id)
        self.first = self.hearing(self.one, person_ids=(self.mother.id,))
        self.second = self.hearing(self.one, on=AUGUST, person_ids=(self.son.id,))
        for person in (self.mother, self.son):
            self.do(waiting_list.ask, household=self.one.id, kind=PREPARATION, persons=(person.id,))

    def hearing(self, household: Any, on: date = TUESDAY, **fields: Any) -> Any:
        persons = fields.pop("person_ids")
        row = super().hearing(household, on, **fields)
        with self.scene() as uow:
            uow.hearings.get(row.id).person_ids = persons
        return row

    def sits(self, on: date) -> None:
        with self.scene() as uow:
            where = {"site_id": self.site.id, "place_id": self.office.id, "advice": True}
            session = factory.make_session(uow, self.at("13:00", on), 4, **where)
            factory.make_seat(uow, session, Role.ATTORNEY, uow.volunteers.get(self.helen.id))

    def propose(self) -> Proposal:
        with self.store.read() as uow:
            days = (MONDAY, TUESDAY, WEDNESDAY)
            return consultation_plan.propose(uow, wish=Wish(self.site.id, days), planner=HighsSittings())

    def apply(self, found: Proposal) -> None:
        with self.store.work("Maria") as uow:
            consultation_plan.apply(uow, proposal=found)

    def met(self) -> dict[Any, date]:
        """Who is to be met on which day."""
        with self.store.read() as uow:
            rows = uow.consultations.where(household_id=self.one.id, outcome=Outcome.BOOKED)
            days = {row: local(uow.slots.get(row.slot_id).starts_at, self.site.zone).date() for row in rows}
            return {row.person_ids: day for row, day in days.items()}


@pytest.fixture
def family() -> Family:
    return Family()


def test_that_each_is_prepared_before_their_own_date(family: Family) -> None:
    for on in (MONDAY, TUESDAY, WEDNESDAY):
        family.sits(on)
    family.apply(family.propose())
    met = family.met()
    assert met[(family.mother.id,)] == MONDAY
    assert met.keys() == {(family.mother.id,), (family.son.id,)}


def test_that_the_son_is_in_time_after_his_mothers_hearing(family: Family) -> None:
    family.sits(WEDNESDAY)
    found = family.propose()
    family.apply(found)
    assert family.met() == {(family.son.id,): WEDNESDAY}
    (left,) = found.left
    assert str(left.why[0]) == "There is no session for consultations in this week, or none in time."


def test_that_the_son_is_met_while_his_mother_is_at_the_port(family: Family) -> None:
    family.sits(TUESDAY)
    family.apply(family.propose())
    assert family.met() == {(family.son.id,): TUESDAY}


def test_that_cancelling_one_leaves_the_other(family: Family) -> None:
    for on in (MONDAY, WEDNESDAY):
        family.sits(on)
    family.apply(family.propose())
    before = family.met()
    with family.store.read() as uow:
        mothers = next(
            r for r in uow.consultations.where(household_id=family.one.id) if family.mother.id in r.person_ids
        )
    family.do(consultations.cancel, consultation=mothers.id)
    assert family.met() == {who: day for who, day in before.items() if family.son.id in who}
    family.do(hearings.cancel, hearing=family.first.id)
    with family.store.read() as uow:
        assert not uow.hearings.get(family.second.id).cancelled
        waits = [row.person_ids for row in uow.requests.where(household_id=family.one.id, done=False)]
    assert waits == [(family.mother.id,)]


def test_that_the_terminal_books_both_and_says_who_is_left(
    family: Family, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.sits(MONDAY)
    at = on_terminal(family, terminal, monkeypatch)
    told = at.json("fill", "bookings", "--week", "2026-W29", "--apply")
    assert [one["code"] for one in told["booked"]] == [family.one.code] * 2
    assert told["waiting"] == []
    assert set(family.met().values()) == {MONDAY}
