"""Some persons of a household: booked together or apart on purpose, kept apart by everything that books."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.domain.consultations import CanCome, Consultation, ConsultationKind
from clinic.domain.day_sheets import SheetKind
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.ids import PersonId
from clinic.services import (
    consultation_plan,
    consultations,
    groups,
    households,
    offers,
    openings,
    sheets,
    waiting_list,
)
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic as Story

INTAKE, CONSULTATION = ConsultationKind.INTAKE, ConsultationKind.CONSULTATION


class Clinic(Story):
    """Two lawyers who speak Spanish, and a family of four."""

    def __init__(self) -> None:
        super().__init__()
        self.one = self.samir()
        self.two = self.samir()
        self.family = self.household((40, 38, 12, 9), languages=("spa",))
        with self.store.read() as uow:
            rows = sorted(uow.persons.where(household_id=self.family.id), key=lambda row: row.position)
        self.persons: tuple[PersonId, ...] = tuple(row.id for row in rows)
        self.parents, self.children = self.persons[:2], self.persons[2:]

    def some(self, clock: str, persons: tuple[PersonId, ...], **more: Any) -> None:
        self.book(clock, self.family, **{"lawyer": self.one, "persons": persons, **more})

    def rows_of(self) -> list[Consultation]:
        found: list[Consultation] = self.ask(lambda uow: uow.consultations.where(household_id=self.family.id))
        return found

    def lines(self) -> list[tuple[PersonId, ...]]:
        found = self.ask(lambda uow: uow.requests.where(household_id=self.family.id, done=False))
        return sorted((row.person_ids for row in found), key=len)


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def test_that_two_halves_of_a_household_meet_two_lawyers_at_once_and_nobody_sits_in_two_meetings(
    clinic: Clinic,
) -> None:
    clinic.some("13:00", clinic.parents)
    clinic.some("13:00", clinic.children, lawyer=clinic.two)
    assert [row.person_ids for row in clinic.rows_of()] == [clinic.parents, clinic.children]
    with pytest.raises(RuleBroken, match="has another meeting then"):
        clinic.some("13:15", (clinic.persons[1], clinic.persons[2]), lawyer=clinic.two, kind=CONSULTATION)


def test_that_all_persons_are_the_whole_household_and_a_stranger_is_refused(clinic: Clinic) -> None:
    clinic.some("13:00", tuple(reversed(clinic.persons)))
    assert clinic.rows_of()[0].person_ids == ()
    stranger = clinic.ask(lambda uow: uow.persons.where(household_id=clinic.mam.id))[0].id
    with pytest.raises(BadValue, match="is not of"):
        clinic.some("15:00", (stranger,))


def test_that_the_others_go_on_waiting_when_some_of_a_line_are_booked(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=INTAKE)
    before = clinic.rows()
    clinic.some("13:00", clinic.parents)
    assert clinic.lines() == [clinic.children]
    (line,) = clinic.day().waiting
    assert (line.adults, line.children) == (0, 2)
    assert "part of the household (2 of 4)" in [str(reason) for reason in line.reasons]
    clinic.do(consultations.cancel, consultation=clinic.rows_of()[0].id)
    assert sorted(clinic.lines()) == sorted([clinic.parents, clinic.children])
    clinic.undo()
    clinic.undo()
    assert clinic.rows() == before


def test_that_nobody_waits_twice_for_the_same_and_halves_may_wait_apart(clinic: Clinic) -> None:
    ask = {"household": clinic.family.id, "kind": INTAKE}
    clinic.do(waiting_list.ask, persons=clinic.parents, **ask)
    clinic.do(waiting_list.ask, persons=clinic.children, **ask)
    for persons in ((), clinic.persons[1:3]):
        with pytest.raises(Refused, match="waits for that already"):
            clinic.do(waiting_list.ask, persons=persons, **ask)


def test_that_a_line_is_taken_apart_on_purpose(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=INTAKE)
    (line,) = clinic.day().waiting
    clinic.do(waiting_list.apart, request=line.request_id, persons=clinic.children)
    assert sorted(clinic.lines()) == sorted([clinic.parents, clinic.children])
    for wrong in ((), clinic.parents, clinic.children):
        with pytest.raises(BadValue):
            clinic.do(waiting_list.apart, request=line.request_id, persons=wrong)


def test_that_when_one_half_can_come_does_not_bind_the_other(clinic: Clinic) -> None:
    late = CanCome(days=(4,))
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=INTAKE, persons=clinic.children, can_come=late)
    clinic.some("13:00", clinic.parents)
    with pytest.raises(RuleBroken, match="can come: Fri"):
        clinic.some("14:00", clinic.children)


def test_that_offers_openings_moves_and_groups_are_for_those_who_are_meant(clinic: Clinic) -> None:
    clinic.some("13:00", clinic.parents)
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=CONSULTATION, persons=clinic.children)
    line = next(one for one in clinic.day().waiting if one.kind is CONSULTATION)
    found = clinic.ask(offers.offers, request=line.request_id, day=TUESDAY)
    assert f"{found.offers[0].starts:%H:%M}" == "13:00"
    best = clinic.ask(openings.for_request, request=line.request_id, day=TUESDAY).best
    assert f"{best.starts:%H:%M}" == "13:00"
    clinic.do(consultations.move, consultation=clinic.rows_of()[0].id, starts_at=clinic.at("14:00"))
    assert clinic.rows_of()[0].person_ids == clinic.parents
    times = {"starts_at": clinic.at("14:00"), "ends_at": clinic.at("15:00"), "session": clinic.session.id}
    clinic.do(groups.group_slot, capacity=3, seats=(clinic.two,), **times)
    (slot,) = clinic.ask(lambda uow: uow.slots.where(capacity=3))
    with pytest.raises(RuleBroken):
        clinic.do(groups.join, slot=slot.id, household=clinic.family.id)
    clinic.do(groups.join, slot=slot.id, household=clinic.family.id, persons=clinic.children)
    assert clinic.rows_of()[1].person_ids == clinic.children


def test_that_automatic_booking_keeps_who_is_meant(clinic: Clinic) -> None:
    for persons in (clinic.parents, clinic.children):
        clinic.do(waiting_list.ask, household=clinic.family.id, kind=INTAKE, persons=persons)
    wish = Wish(clinic.site.id, (TUESDAY,))
    found = clinic.ask(consultation_plan.propose, wish=wish, planner=HighsSittings())
    assert not found.left
    assert all("part of the household (2 of 4)" in map(str, one.reasons) for one in found.meetings)
    with clinic.store.work("Maria") as uow:
        consultation_plan.apply(uow, proposal=found)
    assert sorted(row.person_ids for row in clinic.rows_of()) == sorted([clinic.parents, clinic.children])
    again = clinic.ask(consultation_plan.propose, wish=Wish(clinic.site.id, (TUESDAY,), True), planner=HighsSittings())
    assert again.kept + len(again.meetings) == 2


def test_that_papers_say_how_many_of_how_many_and_never_who(clinic: Clinic) -> None:
    clinic.some("13:00", clinic.parents)
    (card,) = [card for column in clinic.day().columns for card in column.cards]
    assert str(card.notes[0]) == "part of the household (2 of 4)"
    kinds = (SheetKind.SESSION, SheetKind.ATTORNEY)
    found = clinic.ask(sheets.day_sheets, site=clinic.site.id, day=TUESDAY, kinds=kinds, tongue="en")
    told = [sheets.as_text(sheet) for sheet in found if clinic.family.code in sheets.as_text(sheet)]
    assert len(told) == 2
    assert all("2 adults, part of the household (2 of 4)" in text for text in told)
    text = clinic.ask(sheets.appointment_text, consultation=clinic.rows_of()[0].id)
    assert "Solo para una parte del hogar: 2 de 4 personas" in text
    (slip,) = clinic.ask(sheets.day_sheets, site=clinic.site.id, day=TUESDAY, kinds=(SheetKind.APPOINTMENT,), tongue="")
    assert "2 de 4 personas" in sheets.as_text(slip)


def test_that_a_line_for_a_person_who_is_gone_is_none_for_the_whole_household(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=INTAKE, persons=clinic.persons[3:])
    clinic.do(households.remove_person, person=clinic.persons[3])
    assert not clinic.day().waiting
