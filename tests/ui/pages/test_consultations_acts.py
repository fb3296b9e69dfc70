"""What asks something first in Consultations: met in part, groups and their heads, a lawyer who is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QMenu

from clinic.domain.consultations import ConsultationKind, Outcome, Slot
from clinic.domain.households import Household
from clinic.domain.people import Role
from clinic.services import follow_ups, waiting_list
from clinic.services.next_steps import STEPS, Step
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE
from tests.ui.cut import cut_words
from tests.ui.pages.consulting import CONTROL, Consulting
from tests.ui.waiting import until
from ui.pages.consultations.apart_form import ApartForm
from ui.pages.consultations.group_acts import CountForm, GroupForm
from ui.pages.consultations.late import LateForm
from ui.pages.consultations.next_step import NextStepForm

pytestmark = pytest.mark.window


@pytest.fixture(params=["en"])
def work(window_app: QApplication, request: pytest.FixtureRequest) -> Iterator[Consulting]:
    found = Consulting(window_app, request.param)
    yield found
    while (dialog := window_app.activeModalWidget()) is not None:
        dialog.close()
    found.quiet()
    found.window.close()


def form(work: Consulting, kind: type) -> object:
    """The open form, which must be of that kind."""
    until(work.app, lambda: isinstance(work.app.activeModalWidget(), kind))
    work.quiet()
    return work.app.activeModalWidget()


def group(work: Consulting) -> Slot:
    with work.clinic.store.read() as uow:
        (found,) = [slot for slot in uow.slots.where() if slot.capacity > 1]
        return found


def a_group(work: Consulting) -> Slot:
    """Opens one by its command: from 15:00 until 16:00, for twelve."""
    next(one for one in work.page.commands() if one.key == "open-group").act()
    found = form(work, GroupForm)
    assert isinstance(found, GroupForm)
    found.starts.setTime(QTime(15, 0))
    found.ends.setTime(QTime(16, 0))
    found.places.setValue(12)
    work.click("save", found)
    return group(work)


@pytest.mark.parametrize("step", [None, Step.TRANSLATE])
def test_that_met_in_part_asks_for_the_next_step_which_may_be_none(work: Consulting, step: Step | None) -> None:
    spanish = work.spanish()
    work.clinic.book("13:00", spanish)
    work.open().focus_card(str(work.booked(spanish)[0].id))
    work.press(Qt.Key.Key_L)
    asked = form(work, NextStepForm)
    assert isinstance(asked, NextStepForm)
    if step is not None:
        asked.step.setCurrentIndex(1 + list(STEPS).index(step))
    work.click("save", asked)
    assert work.booked(spanish)[0].outcome is Outcome.PARTLY
    assert spanish.code in work.codes()
    assert len(work.clinic.ask(follow_ups.open_ones)) == int(step is not None)


def test_that_a_group_is_opened_by_its_command_and_its_places_and_heads_are_typed(work: Consulting) -> None:
    slot = a_group(work.open())
    assert (work.clinic.clock(slot.starts_at), slot.capacity, slot.seat_ids) == ("15:00", 12, (work.clinic.helen.id,))
    work.focus_card(f"group:{slot.id}")
    work.press(Qt.Key.Key_S)
    places = form(work, CountForm)
    assert isinstance(places, CountForm)
    places.number.setValue(20)
    work.click("save", places)
    assert group(work).capacity == 20
    work.clinic.now = work.clinic.at("15:30")
    work.focus_card(f"group:{slot.id}")
    work.press(Qt.Key.Key_H)
    heads = form(work, CountForm)
    assert isinstance(heads, CountForm)
    heads.number.setValue(23)
    work.click("save", heads)
    assert group(work).heads == 23


def test_that_a_free_time_offers_to_open_a_group_there(work: Consulting) -> None:
    work.open().focus_card(f"free:{work.clinic.helen.id}:{13 * 60}")
    work.press(Qt.Key.Key_Return)
    menu = next(one for one in work.window.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Open a group here…").trigger()
    menu.close()
    found = form(work, GroupForm)
    assert isinstance(found, GroupForm)
    assert found.given["starts_at"] == work.clinic.at("13:00")
    found.reject()


def test_that_a_late_lawyer_is_previewed_and_the_rest_begins_later_as_one_step(work: Consulting) -> None:
    first, second = work.spanish(), work.spanish()
    work.clinic.book("13:00", first)
    work.clinic.book("14:30", second)
    work.open().focus_card(str(work.booked(first)[0].id))
    work.press(Qt.Key.Key_R)
    late = form(work, LateForm)
    assert isinstance(late, LateForm)
    assert [line.right for line in late.lines.lines] == ["13:00 → 13:15–14:15", "14:30 → 14:45–15:45"]
    assert work.start_of(first) == "13:00"
    late.minutes.setValue(30)
    work.quiet()
    assert [line.title for line in late.lines.lines] == [first.code, second.code]
    work.click("save", late)
    assert (work.start_of(first), work.start_of(second)) == ("13:30", "15:00")
    work.press(Qt.Key.Key_Z, CONTROL)
    assert (work.start_of(first), work.start_of(second)) == ("13:00", "14:30")


def test_that_a_shift_says_what_speaks_against_it_and_then_asks_for_a_reason(work: Consulting) -> None:
    work.clinic.book("13:45")
    work.open().focus_card(str(work.booked(work.clinic.mam)[0].id))
    work.press(Qt.Key.Key_R)
    late = form(work, LateForm)
    assert isinstance(late, LateForm)
    (line,) = late.lines.lines
    assert line.details[0].text.startswith(f"{work.clinic.mam.code}: Abel Cruz is free until 15:00; 15 minutes short.")
    work.click("save", late)
    assert work.start_of(work.clinic.mam) == "13:45"


def test_that_some_of_a_household_wait_apart_and_are_booked_for_themselves(work: Consulting) -> None:
    family = work.spanish(34, 9)
    work.clinic.do(waiting_list.ask, household=family.id, kind=INTAKE)
    work.open().choose_line(family.code)
    work.page.waiting.lines.setFocus()
    work.press(Qt.Key.Key_A)
    apart = form(work, ApartForm)
    assert isinstance(apart, ApartForm)
    assert [box.text() for box in apart.boxes] == ["Person 1, 34 years", "Person 2, 9 years"]
    apart.boxes[0].setChecked(True)
    work.click("save", apart)
    assert work.codes().count(family.code) == 2


def two_sittings(work: Consulting) -> Household:
    """A household waits for two sittings; both are booked by one letter, the second a week later."""
    household = work.spanish(first_seen_on=date(2026, 6, 1))
    work.clinic.do(waiting_list.ask, household=household.id, kind=ConsultationKind.I589)
    week_later(work)
    work.open().choose_line(household.code)
    work.page.waiting.lines.setFocus()
    work.press(Qt.Key.Key_S)
    assert work.codes().count(household.code) == 2
    work.choose_line(household.code)
    work.page.waiting.lines.setFocus()
    work.press(Qt.Key.Key_B)
    return household


def week_later(work: Consulting) -> None:
    """Samir sits there on the Tuesday after, too."""
    with work.clinic.scene() as uow:
        place = uow.sessions.get(work.clinic.session.id).place_id
        on = TUESDAY + timedelta(days=7)
        session = factory.make_session(
            uow, work.clinic.at("13:00", on), 4.5, site_id=work.clinic.site.id, place_id=place, advice=True
        )
        here = uow.seats.get(work.samir).volunteer_id
        assert here is not None
        samir = uow.volunteers.get(here)
        factory.make_seat(uow, session, Role.ATTORNEY, samir)


def outcomes(work: Consulting, household: Household) -> list[Outcome]:
    with work.clinic.store.read() as uow:
        return [row.outcome for row in uow.consultations.where(household_id=household.id)]


@pytest.mark.parametrize(("offer", "left"), [("cancel-one", 1), ("cancel-both", 0)])
def test_that_two_sittings_are_booked_as_a_pair_and_called_off_alone_or_together(
    work: Consulting, offer: str, left: int
) -> None:
    household = two_sittings(work)
    assert outcomes(work, household) == [Outcome.BOOKED] * 2
    work.focus_card(next(card.key for card in work.page.day.columns.plan.cards if card.title == household.code))
    work.press(Qt.Key.Key_Delete)
    assert outcomes(work, household) == [Outcome.BOOKED] * 2
    assert "The other sitting is on Tue 21 July" in work.words_of(work.page.banner)
    work.click_word({"cancel-one": "Cancel only this one", "cancel-both": "Cancel both sittings"}[offer])
    assert outcomes(work, household).count(Outcome.BOOKED) == left


@pytest.mark.parametrize("work", ["en", "es"], indirect=True)
def test_that_no_word_of_the_forms_is_cut(work: Consulting) -> None:
    work.clinic.book("13:00")
    work.open().focus_card(str(work.booked(work.clinic.mam)[0].id))
    for key, kind in ((Qt.Key.Key_R, LateForm), (Qt.Key.Key_L, NextStepForm)):
        work.press(key)
        found = form(work, kind)
        assert isinstance(found, (LateForm, NextStepForm))
        assert cut_words(found) == []
        found.reject()
        work.quiet()
    assert work.shell.desk.day == TUESDAY


def test_that_each_letter_is_told_as_a_command_which_says_why_it_cannot_be_done(work: Consulting) -> None:
    spanish = work.spanish()
    work.clinic.book("13:00", spanish)
    work.open()
    told = {one.key: one for one in work.page.commands()}
    assert told["meeting-confirm"].why_not() == "Choose a meeting of the day first."
    assert told["waiting-a"].why_not() == "Choose a household in the waiting list first."
    work.focus_card(str(work.booked(spanish)[0].id))
    assert told["meeting-heads"].why_not() == "Not for this meeting."
    told["meeting-confirm"].run()
    work.quiet()
    assert work.booked(spanish)[0].confirmed
    assert (told["meeting-confirm"].hint, told["waiting-t"].hint) == ("C", "T")
