"""Who meets whom, through whom, for how long (story 9), and what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.history import Change
from clinic.domain.households import Household
from clinic.domain.ids import SeatId
from clinic.domain.people import Interprets, Role, Speaks, Volunteer
from clinic.domain.places import PlaceKind, Room
from clinic.domain.sessions import Seat
from clinic.services import (
    consultations,
    consultations_day,
    groups,
    hearings,
    offers,
    roster,
    sessions,
    waiting_list,
    waiting_order,
)
from clinic.services.views.consultations import CardState, ConsultationsDay, Offers
from tests import factory
from tests.services.border import TUESDAY, Border

INTAKE = ConsultationKind.INTAKE
BOTH_WAYS = {
    "Abel Cruz": (Interprets("mam", "spa"), Interprets("spa", "mam")),
    "Wen Tran": (Interprets("spa", "eng"), Interprets("eng", "spa")),
}


class Clinic(Border):
    """Story 9: Helen has English only; Wen in the room 13:00–17:30, Abel by phone 12:15–15:00."""

    def __init__(self) -> None:
        super().__init__()
        with self.scene() as uow:
            office = self.place(uow, "Jacaranda", PlaceKind.OFFICE, rooms=(Room("Room 1"), Room("Room 2")))
            self.session = factory.make_session(
                uow, self.at("13:00"), 4.5, site_id=self.site.id, place_id=office.id, room="Room 1", advice=True
            )
            helen = factory.make_volunteer(
                uow, "Helen", (Role.ATTORNEY,), site_id=self.site.id, speaks=(Speaks("eng"),)
            )
            self.helen = factory.make_seat(uow, self.session, Role.ATTORNEY, helen)
            self.wen = self._interpreter(uow, "Wen Tran")
            self.abel = self._interpreter(
                uow, "Abel Cruz", remote=True, starts_at=self.at("12:15"), ends_at=self.at("15:00")
            )
            self.mam = factory.make_household(uow, (30,), site_id=self.site.id, languages=("mam",))

    def _interpreter(self, uow: Any, name: str, **more: Any) -> Seat:
        directions = BOTH_WAYS[name]
        person = factory.make_volunteer(
            uow, name, (Role.INTERPRETER,), site_id=self.site.id, interprets=directions, speaks=()
        )
        pair = {"source": directions[0].source, "target": directions[0].target}
        return factory.make_seat(uow, self.session, Role.INTERPRETER, person, **pair, **more)

    def samir(self) -> SeatId:
        """A second attorney, who speaks Spanish."""
        with self.scene() as uow:
            person: Volunteer = factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=self.site.id)
            return factory.make_seat(uow, self.session, Role.ATTORNEY, person).id

    def book(self, clock: str, household: Household | None = None, **more: Any) -> Change:
        wanted = {"household": (household or self.mam).id, "lawyer": self.helen.id, "kind": INTAKE, **more}
        return self.do(consultations.book, starts_at=self.at(clock), **wanted)

    def booked(self, household: Household | None = None) -> tuple[Consultation, Slot]:
        with self.store.read() as uow:
            (row,) = uow.consultations.where(household_id=(household or self.mam).id)
            return row, uow.slots.get(row.slot_id)

    def refused(self, clock: str, **more: Any) -> list[str]:
        with pytest.raises(RuleBroken) as no:
            self.book(clock, **more)
        return [str(breach.sentence) for breach in no.value.breaches]

    def day(self) -> ConsultationsDay:
        found: ConsultationsDay = self.ask(consultations_day.consultations_day, site=self.site.id, day=TUESDAY)
        return found


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def ends(clinic: Clinic, slot: Slot) -> tuple[str, str]:
    return clinic.clock(slot.starts_at), clinic.clock(slot.ends_at)


@pytest.mark.parametrize(
    ("start", "end"), [("13:00", "14:15"), ("13:15", "14:30"), ("13:30", "14:45"), ("13:45", "15:00")]
)
def test_that_a_relay_makes_an_intake_75_minutes_long(clinic: Clinic, start: str, end: str) -> None:
    clinic.book(start)
    row, slot = clinic.booked()
    assert ends(clinic, slot) == (start, end)
    assert slot.seat_ids == (clinic.helen.id, clinic.abel.id, clinic.wen.id)
    assert row.language == "mam"


def test_that_one_minute_too_many_for_the_remote_link_is_told_in_minutes(clinic: Clinic) -> None:
    assert clinic.refused("14:00") == ["Abel Cruz is free until 15:00; 15 minutes short."]


def test_that_without_a_link_it_is_the_way_that_is_missing_and_not_the_slot(clinic: Clinic) -> None:
    clinic.do(roster.empty, seat=clinic.wen.id)
    assert "No way from Spanish to English." in clinic.refused("13:00")


def test_that_the_named_obstacle_is_the_true_one(clinic: Clinic) -> None:
    with clinic.scene() as uow:
        uow.seats.get(clinic.abel.id).ends_at = clinic.at("15:15")
    clinic.book("14:00")
    assert ends(clinic, clinic.booked()[1]) == ("14:00", "15:15")


def test_that_a_reason_books_an_unfinished_team_as_a_draft_with_its_open_link(clinic: Clinic) -> None:
    clinic.do(roster.empty, seat=clinic.abel.id)
    seats = (clinic.abel.id, clinic.wen.id)
    clinic.book("13:00", interpreters=seats, reason="Abel will be asked tonight")
    (card,) = clinic.day().columns[0].cards
    assert card.state is CardState.DRAFT
    assert [str(link.words) for link in card.links] == ["Mam → Spanish: open"]


def test_that_a_household_is_in_one_meeting_at_a_time_whatever_the_reason(clinic: Clinic) -> None:
    clinic.samir()
    clinic.book("13:00")
    with pytest.raises(RuleBroken) as no:
        clinic.book("13:30", reason="They asked for it very much")
    assert not no.value.can_be_overridden


def test_that_a_chain_is_not_counted_twice(clinic: Clinic) -> None:
    spanish = clinic.household((40,), languages=("spa",))
    clinic.book("13:00")
    assert "Wen Tran is in another meeting 13:00–14:15." in clinic.refused("13:30", household=spanish)


def test_that_a_direct_speaker_beats_a_chain(clinic: Clinic) -> None:
    samir = clinic.samir()
    spanish = clinic.household((40,), languages=("spa",))
    clinic.book("13:00", household=spanish, lawyer=samir)
    row, slot = clinic.booked(spanish)
    assert ends(clinic, slot) == ("13:00", "13:45")
    assert (slot.seat_ids, row.language) == ((samir,), "spa")


def test_that_a_booking_moves_with_its_chain_and_undo_puts_it_back(clinic: Clinic) -> None:
    clinic.book("13:00")
    row, _ = clinic.booked()
    before = clinic.rows()
    clinic.do(consultations.move, consultation=row.id, starts_at=clinic.at("13:30"))
    assert ends(clinic, clinic.booked()[1]) == ("13:30", "14:45")
    clinic.undo()
    assert clinic.rows() == before
    with pytest.raises(RuleBroken):
        clinic.do(consultations.move, consultation=row.id, starts_at=clinic.at("14:00"))
    assert clinic.rows() == before


def test_that_two_bookings_change_places(clinic: Clinic) -> None:
    samir = clinic.samir()
    one, other = clinic.household((40,), languages=("spa",)), clinic.household((50,), languages=("spa",))
    clinic.book("13:00", household=one)
    clinic.book("15:00", household=other, lawyer=samir)
    before = clinic.rows()
    clinic.do(consultations.swap, one=clinic.booked(one)[0].id, other=clinic.booked(other)[0].id)
    assert ends(clinic, clinic.booked(one)[1]) == ("15:00", "15:45")
    assert ends(clinic, clinic.booked(other)[1]) == ("13:00", "14:00")
    clinic.undo()
    assert clinic.rows() == before


def test_that_a_line_of_the_waiting_list_is_done_with_the_booking_and_back_after_a_cancellation(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    assert [line.code for line in clinic.day().waiting] == [clinic.mam.code]
    clinic.book("13:00")
    assert clinic.day().waiting == ()
    clinic.do(consultations.cancel, consultation=clinic.booked()[0].id)
    assert [line.code for line in clinic.day().waiting] == [clinic.mam.code]
    assert clinic.day().columns[0].cards == ()


def test_that_nobody_waits_twice_for_the_same(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    with pytest.raises(Refused, match="waits for that already"):
        clinic.do(waiting_list.walk_in, household=clinic.mam.id)


@pytest.mark.parametrize(
    ("verb", "outcome"),
    [
        (consultations.arrived, Outcome.ARRIVED),
        (consultations.done, Outcome.DONE),
        (consultations.no_show, Outcome.NO_SHOW),
        (consultations.cancel, Outcome.CANCELLED),
    ],
)
def test_that_every_end_is_one_step_and_can_be_undone(
    clinic: Clinic, verb: Callable[..., Change], outcome: Outcome
) -> None:
    clinic.book("13:00")
    before = clinic.rows()
    clinic.do(verb, consultation=clinic.booked()[0].id)
    assert clinic.booked()[0].outcome is outcome
    clinic.undo()
    assert clinic.rows() == before


def test_that_help_with_drafting_makes_the_follow_up_for_its_disclosure(clinic: Clinic) -> None:
    samir = clinic.samir()
    spanish = clinic.household((40,), languages=("spa",))
    clinic.book("13:00", household=spanish, lawyer=samir, kind=ConsultationKind.DECLARATION)
    clinic.do(consultations.done, consultation=clinic.booked(spanish)[0].id)
    with clinic.store.read() as uow:
        (task,) = uow.follow_ups.where(household_id=spanish.id)
        assert "EOIR-61" in task.what
        assert [person.name for person in uow.volunteers.where(id=task.owner_id)] == ["Samir"]
        assert uow.households.get(spanish.id).first_seen_on == TUESDAY


def test_that_nobody_is_booked_while_at_the_port(clinic: Clinic) -> None:
    clinic.hearing(clinic.mam)
    (told,) = clinic.refused("13:00")
    assert "is on the way to a hearing" in told


def test_that_a_charla_takes_as_many_as_there_are_places(clinic: Clinic) -> None:
    wanted = {"session": clinic.session.id, "starts_at": clinic.at("13:00"), "ends_at": clinic.at("14:15")}
    clinic.do(groups.group_slot, capacity=1 + 1, seats=(clinic.helen.id,), **wanted)
    with clinic.store.read() as uow:
        (slot,) = uow.slots.where()
    for _ in range(2):
        clinic.do(groups.join, slot=slot.id, household=clinic.household((40,), languages=("eng",)).id)
    with pytest.raises(RuleBroken, match="This slot is full: 2 of 2"):
        clinic.do(groups.join, slot=slot.id, household=clinic.household((40,), languages=("eng",)).id)
    (card,) = clinic.day().columns[0].cards
    assert str(card.words) == "charla, 2 of 2 households"


def test_that_the_day_shows_what_is_booked_and_what_is_free(clinic: Clinic) -> None:
    clinic.book("13:30")
    shown = clinic.day()
    (column,) = shown.columns
    assert [(f"{free.starts:%H:%M}", f"{free.ends:%H:%M}") for free in column.free] == [
        ("13:00", "13:30"),
        ("14:45", "17:30"),
    ]
    assert str(shown.line) == "1 household booked · 3 h 15 free"
    assert [str(note) for note in column.cards[0].notes] == ["Through 2 interpreters: 75 min, not 45"]
    assert [member.name for member in column.interpreters] == ["Wen Tran", "Abel Cruz"]


def test_that_the_time_of_a_household_that_did_not_come_is_free_again(clinic: Clinic) -> None:
    clinic.book("13:00")
    clinic.do(consultations.no_show, consultation=clinic.booked()[0].id)
    (column,) = clinic.day().columns
    assert [card.state for card in column.cards] == [CardState.NO_SHOW]
    assert [free.minutes for free in column.free] == [270]


def find_offers(clinic: Clinic, now: datetime | None = None) -> Offers:
    with clinic.store.read() as uow:
        (request,) = uow.requests.where(done=False)
    found: Offers = clinic.ask(offers.offers, request=request.id, day=TUESDAY, now=now)
    return found


def test_that_the_best_offer_is_the_earliest_that_fits_with_its_chain(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    (offer,) = find_offers(clinic).offers
    assert (f"{offer.starts:%H:%M}", offer.minutes) == ("13:00", 75)
    assert str(offer.reasons[0]) == "Mam through Abel Cruz, Wen Tran"
    clinic.book("13:00", interpreters=offer.interpreter_seat_ids)


def test_that_no_offer_says_why(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    found = find_offers(clinic, now=clinic.at("13:46"))
    assert found.offers == ()
    assert [str(why) for why in found.why_none] == ["Abel Cruz is free until 15:00; 15 minutes short."]


def test_that_the_order_of_the_list_follows_the_dates_and_says_so(clinic: Clinic) -> None:
    plain, soon = clinic.household((40,), languages=("spa",)), clinic.household((41,), languages=("spa",))
    clinic.do(waiting_list.ask, household=plain.id, kind=INTAKE, asked_on=date(2026, 7, 1))
    clinic.do(waiting_list.ask, household=soon.id, kind=INTAKE)
    clinic.do(hearings.add, household=soon.id, hearing_on=date(2026, 7, 17), hearing_time=time(8))
    lines, in_all = clinic.ask(waiting_order.waiting, site=clinic.site.id)
    assert [line.code for line in lines] == [soon.code, plain.code]
    assert "hearing in 4 days" in [str(reason) for reason in lines[0].reasons]
    assert in_all == 2


def test_that_a_rare_language_is_warned_of_as_soon_as_the_need_is_known(clinic: Clinic) -> None:
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE)
    ((line,), _) = clinic.ask(waiting_order.waiting, site=clinic.site.id)
    assert "only 1 person for Mam" in [str(reason) for reason in line.reasons]
    assert line.minutes == 75


def test_that_a_group_has_as_many_places_as_its_room_has_seats(clinic: Clinic) -> None:
    with clinic.scene() as uow:
        uow.places.get(clinic.session.place_id).rooms = (Room("Room 1", 12), Room("Room 2"))
    wanted = {"session": clinic.session.id, "starts_at": clinic.at("13:00"), "ends_at": clinic.at("14:15")}
    assert str(clinic.do(groups.group_slot, **wanted).label).endswith("12 places")
    with pytest.raises(BadValue, match="how many seats Room 2 has"):
        clinic.do(groups.group_slot, room="Room 2", **wanted)


def test_that_who_comes_late_is_told_with_the_rest_of_the_time(clinic: Clinic) -> None:
    clinic.book("13:00")
    consultation = clinic.booked()[0].id
    clinic.do(consultations.arrived, consultation=consultation, at=clinic.at("13:00"))
    assert not any("late" in str(note) for note in clinic.day().columns[0].cards[0].notes)
    clinic.do(consultations.arrived, consultation=consultation, at=clinic.at("13:20"))
    notes = [str(note) for note in clinic.day().columns[0].cards[0].notes]
    assert "Came 20 minutes late; 55 min are left" in notes
    clinic.do(consultations.arrived, consultation=consultation, at=clinic.at("15:00"))
    assert "Came 120 minutes late; 0 min are left" in [str(note) for note in clinic.day().columns[0].cards[0].notes]


def test_that_a_session_has_a_break_of_its_own_in_which_nothing_is_free_and_nobody_is_met(clinic: Clinic) -> None:
    samir = clinic.samir()
    family = clinic.household((40,), languages=("spa",))
    clinic.book("14:00", family, lawyer=samir)
    with pytest.raises(BadValue, match="both hours"):
        clinic.do(sessions.edit, session=clinic.session.id, break_from=time(14))
    with pytest.raises(RuleBroken, match=r"The break is 14:30.15:15"):
        clinic.do(sessions.edit, session=clinic.session.id, break_from=time(14, 30), break_until=time(15, 15))
    other = clinic.household((40,), languages=("spa",))
    before = clinic.rows()
    clinic.do(sessions.edit, session=clinic.session.id, break_from=time(15), break_until=time(15, 30))
    column = next(one for one in clinic.day().columns if one.seat_id == samir)
    assert [str(one.words) for one in column.busy] == ["break"]
    assert [f"{one.starts:%H:%M}" for one in column.free] == ["13:00", "14:45", "15:30"]
    with pytest.raises(RuleBroken, match="The break is"):
        clinic.book("14:45", other, lawyer=samir)
    clinic.undo()
    assert clinic.rows() == before
