"""Two sittings of one matter: asked for, booked in one act, told when one is moved or called off, planned in order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Request, Slot
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.people import Role
from clinic.services import (
    clinic_settings,
    consultation_plan,
    consultations,
    consultations_day,
    pair_booking,
    sittings,
    waiting_list,
)
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic as Story

I589 = ConsultationKind.I589
THURSDAY = TUESDAY + timedelta(days=2)


class Clinic(Story):
    """Samir on Tuesday, Samir and Priya on Thursday; a family that was seen before and asks for help with its I-589."""

    def __init__(self) -> None:
        super().__init__()
        self.lawyer = self.samir()
        with self.scene() as uow:
            seat = uow.seats.get(self.lawyer)
            self.thursday = factory.make_session(
                uow,
                self.at("13:00", THURSDAY),
                4.5,
                site_id=self.site.id,
                place_id=self.session.place_id,
                room="Room 1",
                advice=True,
            )
            priya = factory.make_volunteer(uow, "Priya", (Role.ATTORNEY,), site_id=self.site.id)
            self.priya = factory.make_seat(uow, self.thursday, Role.ATTORNEY, priya).id
            assert seat.volunteer_id is not None
            samir = uow.volunteers.get(seat.volunteer_id)
            self.again = factory.make_seat(uow, self.thursday, Role.ATTORNEY, samir).id
        self.family = self.household((40,), languages=("spa",), first_seen_on=date(2026, 6, 1))

    def ask_two(self) -> None:
        self.do(waiting_list.ask, household=self.family.id, kind=I589, in_two=True)

    def both(self, **more: Any) -> Any:
        wanted = {"household": self.family.id, "lawyer": self.lawyer, "kind": I589, "starts_at": self.at("13:00")}
        return self.do(pair_booking.book_both, **{**wanted, **more})

    def two(self) -> list[tuple[Consultation, Slot]]:
        with self.store.read() as uow:
            rows = [(row, uow.slots.get(row.slot_id)) for row in uow.consultations.where(household_id=self.family.id)]
        return sorted(rows, key=lambda pair: pair[1].starts_at)

    def lines(self, **more: Any) -> list[Request]:
        with self.store.read() as uow:
            rows = uow.requests.where(household_id=self.family.id, **more)
            return sorted(rows, key=lambda row: row.sitting)

    def plan(self, *days: date) -> consultation_plan.Proposal:
        wish = Wish(self.site.id, days)
        found: consultation_plan.Proposal = self.ask(consultation_plan.propose, wish=wish, planner=HighsSittings())
        return found


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def test_that_two_sittings_are_two_lines_that_say_so_each_of_half_the_length(clinic: Clinic) -> None:
    clinic.ask_two()
    lines = sorted(clinic.day().waiting, key=lambda line: str(line.reasons[-1]))
    assert [(str(line.reasons[-1]), line.minutes) for line in lines] == [
        ("first of two sittings", 90),
        ("second of two sittings", 90),
    ]
    with pytest.raises(Refused, match="waits for that already"):
        clinic.ask_two()


def test_that_both_are_booked_in_one_act_the_second_with_the_same_lawyer_and_undone_in_one(clinic: Clinic) -> None:
    clinic.ask_two()
    before = clinic.rows()
    label = str(clinic.both().label)
    assert label == f"Book {clinic.family.code}: I-589 preparation, Tue 14 July 13:00, and again Thu 16 July 13:00"
    (first, one), (second, other) = clinic.two()
    assert [(slot.seat_ids[0], slot.interval.length) for slot in (one, other)] == [
        (clinic.lawyer, 90),
        (clinic.again, 90),
    ]
    assert not clinic.lines(done=False)
    assert clinic.ask(sittings.other_of, consultation=first.id).consultation_id == second.id
    clinic.undo()
    assert clinic.rows() == before


def test_that_whoever_did_not_wait_is_booked_twice_as_well_and_a_line_becomes_two(clinic: Clinic) -> None:
    clinic.both(second_lawyer=clinic.priya, second_at=clinic.at("15:00", THURSDAY))
    assert [slot.seat_ids[0] for _, slot in clinic.two()] == [clinic.lawyer, clinic.priya]
    assert [row.sitting for row in clinic.lines(done=True)] == [1, 2]
    with clinic.store.read() as uow:
        day = consultations_day.consultations_day(uow, site=clinic.site.id, day=THURSDAY)
    (card,) = [card for column in day.columns for card in column.cards]
    assert [breach.code for breach in card.breaches] == ["SAME_LAWYER"]
    assert "second of two sittings" in [str(note) for note in card.notes]


def test_that_without_a_time_for_the_second_neither_is_booked(clinic: Clinic) -> None:
    clinic.do(clinic_settings.set_policy, sittings_from=3)
    before = clinic.rows()
    with pytest.raises(Refused, match="finds no time for the second sitting from Fri 17 July"):
        clinic.both()
    assert clinic.rows() == before


def test_that_moving_one_out_of_order_is_refused_with_the_day_of_the_other(clinic: Clinic) -> None:
    clinic.both()
    (_, _), (second, _) = clinic.two()
    move = {"consultation": second.id, "starts_at": clinic.at("15:00"), "lawyer": clinic.lawyer}
    with pytest.raises(RuleBroken, match="has the first sitting on Tue 14 July; the second is from Wed 15 July"):
        clinic.do(consultations.move, **move)
    clinic.do(consultations.move, **move, reason="They leave on Wednesday")
    assert clinic.two()[1][1].interval.length == 90


def test_that_calling_one_off_tells_of_the_other_or_takes_it_along(clinic: Clinic) -> None:
    clinic.both()
    (first, _), (second, _) = clinic.two()
    label = str(clinic.do(consultations.cancel, consultation=first.id).label)
    assert label.endswith("Tue 14 July 13:00; the other sitting stays, Thu 16 July 13:00")
    assert [row.sitting for row in clinic.lines(done=False)] == [1]
    clinic.undo()
    label = str(clinic.do(consultations.cancel, consultation=second.id, both=True).label)
    assert label.startswith("Cancel both sittings of ")
    assert [row.outcome for row, _ in clinic.two()] == [Outcome.CANCELLED] * 2
    assert [row.sitting for row in clinic.lines(done=False)] == [1, 2]


def test_that_what_is_given_up_leaves_a_meeting_of_its_own(clinic: Clinic) -> None:
    clinic.ask_two()
    clinic.do(waiting_list.give_up, request=clinic.lines()[1].id)
    assert [(row.sitting, row.other_id) for row in clinic.lines()] == [(0, None), (0, None)]
    other = Clinic()
    other.both()
    other.do(consultations.cancel, consultation=other.two()[0][0].id, again=False)
    assert [(row.sitting, row.done) for row in other.lines()] == [(0, True), (0, True)]


def test_that_a_line_becomes_two_sittings_and_one_again_and_both_are_for_the_same_people(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.family.id, kind=I589)
    before = clinic.rows()
    (line,) = clinic.lines()
    clinic.do(waiting_list.two_sittings, request=line.id)
    assert [row.sitting for row in clinic.lines()] == [1, 2]
    with pytest.raises(BadValue, match="for the same people"):
        clinic.do(waiting_list.apart, request=line.id, persons=line.person_ids)
    clinic.do(waiting_list.two_sittings, request=line.id, in_two=False)
    assert clinic.rows() == before
    clinic.both()
    with pytest.raises(Refused, match="has a time for it"):
        clinic.do(waiting_list.two_sittings, request=line.id)


def test_that_automatic_booking_places_both_in_order_and_breaks_no_rule(clinic: Clinic) -> None:
    clinic.ask_two()
    found = clinic.plan(TUESDAY, THURSDAY)
    assert not found.left
    assert [one.starts.date() for one in found.meetings] == [TUESDAY, THURSDAY]
    assert [one.wishes for one in found.meetings] == [(), ()]
    with clinic.store.work("Maria") as uow:
        consultation_plan.apply(uow, proposal=found)
    assert [slot.interval.length for _, slot in clinic.two()] == [90, 90]
    assert [row.outcome for row, _ in clinic.two()] == [Outcome.BOOKED] * 2


def test_that_the_second_waits_for_later_days_and_is_told_why(clinic: Clinic) -> None:
    clinic.ask_two()
    found = clinic.plan(TUESDAY)
    assert [one.starts.date() for one in found.meetings] == [TUESDAY]
    (left,) = found.left
    told = f"{clinic.family.code} has the first sitting on Tue 14 July; the second is from Wed 15 July to Tue 4 August."
    assert [str(why) for why in left.why] == [told]
    with clinic.store.work("Maria") as uow:
        consultation_plan.apply(uow, proposal=found)
    later = clinic.plan(THURSDAY)
    assert [one.starts.date() for one in later.meetings] == [THURSDAY]


def test_that_the_second_alone_is_not_taken_over(clinic: Clinic) -> None:
    clinic.ask_two()
    found = clinic.plan(TUESDAY, THURSDAY)
    with clinic.store.work("Maria") as uow, pytest.raises(Refused, match="has no time yet"):
        consultation_plan.apply(uow, proposal=found, meetings=[found.meetings[1].number])
