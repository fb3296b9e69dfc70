"""Consultations in the window: booked, refused with every rule, moved, swapped and undone, by keys and clicks alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
)

from clinic.domain.consultations import CanCome, ConsultationKind, Outcome
from clinic.domain.people import Interprets, Role, Speaks
from clinic.services import follow_ups, roster, waiting_list
from clinic.services.next_steps import STEPS, Step
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE
from tests.ui.pages.consulting import CONTROL, Consulting
from tests.ui.stall import LIMIT, longest_gap
from tests.ui.waiting import until
from ui import theme
from ui.pages.consultations.menu import meeting_entries
from ui.pages.consultations.next_step import NextStepForm
from ui.pages.consultations.walk_in import WalkInDialog
from ui.pages.consultations.when_form import WhenForm
from ui.widgets.day_columns import CardKind
from ui.widgets.dragging import Drag

pytestmark = pytest.mark.window
SHIFT = Qt.KeyboardModifier.ShiftModifier
WEDNESDAY = date(2026, 7, 15)


@pytest.fixture
def desk_(window_app: QApplication) -> Iterator[Consulting]:
    found = Consulting(window_app)
    yield found
    found.quiet()
    found.window.close()


@pytest.fixture
def work(desk_: Consulting) -> Consulting:
    """Two wait: a Mam household for an intake, a Spanish one for a papers check. Nothing is booked."""
    desk_.clinic.do(waiting_list.ask, household=desk_.clinic.mam.id, kind=INTAKE, asked_on=date(2026, 7, 1))
    return desk_


# ------------------------------------------------------------------------------------------------ from the waiting list


def test_that_enter_in_the_waiting_list_books_the_best_time_and_undo_takes_it_back(work: Consulting) -> None:
    mam = work.clinic.mam
    work.open().choose_line(mam.code)
    assert work.cards()[f"Fits {mam.code}"] == "13:00–14:00 FIT"
    work.press(Qt.Key.Key_Return)
    assert work.start_of(mam) == "13:00"
    assert work.codes() == []
    assert work.cards()[mam.code] == "13:00–14:00 BOOKED"
    assert mam.code in work.shell.toast.sentence
    work.press(Qt.Key.Key_Z, CONTROL)
    assert work.codes() == [mam.code]
    assert mam.code not in work.cards()


def test_that_t_writes_down_when_a_household_can_come_and_its_times_keep_to_it(work: Consulting) -> None:
    mam = work.clinic.mam
    work.open().choose_line(mam.code)
    work.press(Qt.Key.Key_T)
    form = work.page.findChild(WhenForm)
    assert form is not None
    QTest.keyClicks(form.line, "Tue Thu after 13:30")
    assert "Read as: Tue, Thu, after 13:30" in work.words_of(form)
    work.press(Qt.Key.Key_Return)
    assert work.cards()[f"Fits {mam.code}"].startswith("13:30")
    with work.clinic.store.read() as uow:
        (request,) = uow.requests.where()
    assert request.can_come == CanCome(days=(1, 3), after=time(13, 30))


def test_that_a_free_time_offers_the_most_urgent_who_fit_and_books_the_one_that_is_chosen(work: Consulting) -> None:
    vulnerable, mam = work.spanish(vulnerable=True), work.clinic.mam
    work.clinic.do(waiting_list.ask, household=vulnerable.id, kind=INTAKE)
    work.open()
    helen = next(card.key for card in work.page.day.columns.plan.cards if card.key.startswith("free:"))
    work.focus_card(helen)
    work.press(Qt.Key.Key_Return)
    until(work.app, lambda: bool(work.page.findChildren(QMenu)))
    (menu,) = work.page.findChildren(QMenu)
    first, second, to_list, _group = menu.actions()
    assert first.text().startswith(f"{vulnerable.code}, intake")
    assert "vulnerable, never seen" in first.text()
    assert second.text().startswith(mam.code)
    assert to_list.text() == "Choose from the list"
    first.trigger()
    menu.close()
    work.quiet()
    assert work.start_of(vulnerable) == "13:00"


def test_that_after_a_booking_the_next_in_the_list_is_placed(work: Consulting) -> None:
    second = work.spanish()
    work.clinic.do(waiting_list.ask, household=second.id, kind=INTAKE)
    work.open().choose_line(work.clinic.mam.code)
    work.press(Qt.Key.Key_Return)
    assert work.page.waiting.lines.hasFocus()
    assert f"Fits {second.code}" in work.cards()
    work.press(Qt.Key.Key_Return)
    assert work.booked(second)[1].seat_ids == (work.samir,)


def test_that_every_free_stretch_says_why_it_does_not_fit(work: Consulting) -> None:
    work.clinic.book("13:30", work.spanish())
    work.open().choose_line(work.clinic.mam.code)
    refusals = [card for card in work.page.day.columns.plan.cards if card.kind is CardKind.NO_FIT]
    assert refusals
    assert all(card.details[0].text for card in refusals)
    assert any("Abel Cruz is free until 15:00" in card.tooltip for card in refusals)


def test_that_a_refusal_lists_every_rule_and_a_typed_reason_overrules_them(work: Consulting) -> None:
    with work.clinic.scene() as uow:
        uow.households.get(work.clinic.mam.id).women_only = True
    work.open().choose_line(work.clinic.mam.code)
    key = next(card.key for card in work.page.day.columns.plan.cards if card.kind is CardKind.NO_FIT)
    work.focus_card(key)
    work.press(Qt.Key.Key_Return)
    dialog = work.dialog()
    told = work.words_of(dialog)
    assert told.count("meets women only.") >= 2
    go = dialog.findChild(QAbstractButton, "goAnyway")
    assert isinstance(go, QAbstractButton)
    assert go.text() == "Book anyway"
    field = dialog.findChild(QPlainTextEdit, "reason")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "She")
    assert not go.isEnabled()
    QTest.keyClicks(field, " has agreed to it")
    work.click("goAnyway", dialog)
    row, _slot = work.booked(work.clinic.mam)
    assert row.overridden == ("WOMEN_ONLY",)
    assert row.reason == "She has agreed to it"
    assert work.cards()[work.clinic.mam.code].endswith("BREACH")


def test_that_what_no_reason_overrules_is_told_in_the_banner_with_its_mends(work: Consulting) -> None:
    with work.clinic.scene() as uow:
        for seat in (work.clinic.helen.id, work.samir):
            volunteer = uow.seats.get(seat).volunteer_id
            assert volunteer is not None
            uow.volunteers.get(volunteer).conflicts = (work.clinic.mam.id,)
    work.open().choose_line(work.clinic.mam.code)
    key = next(card.key for card in work.page.day.columns.plan.cards if card.kind is CardKind.NO_FIT)
    work.focus_card(key)
    work.press(Qt.Key.Key_Return)
    assert work.page.banner.isVisible()
    assert "Not with" in work.page.banner.accessibleName()
    assert "Choose another team." in work.page.banner.accessibleName()
    with work.clinic.store.read() as uow:
        assert uow.consultations.where() == []


def test_that_escape_lets_go_and_the_free_stretches_are_free_again(work: Consulting) -> None:
    work.open().choose_line(work.clinic.mam.code)
    work.press(Qt.Key.Key_Escape)
    assert not any(title.startswith("Fits") for title in work.cards())
    assert not work.page.placer.is_active


def test_that_delete_strikes_a_household_off_the_list(work: Consulting) -> None:
    work.open().choose_line(work.clinic.mam.code)
    work.press(Qt.Key.Key_Delete)
    assert work.codes() == []


def test_that_a_household_is_dropped_at_the_very_time(work: Consulting) -> None:
    work.open().choose_line(work.clinic.mam.code)
    work.press(Qt.Key.Key_F)
    line = work.page.waiting.lines.lines[0]
    assert line.drag is not None
    work.drop(line.drag, work.clinic.helen.id, "13:30")
    assert work.start_of(work.clinic.mam) == "13:00", "the card under it answers with its own time"
    work.press(Qt.Key.Key_Z, CONTROL)


# ------------------------------------------------------------------------------------------------------------ book next


def test_that_the_filled_button_books_whoever_is_next(work: Consulting) -> None:
    work.open().press(Qt.Key.Key_N, CONTROL)
    assert work.start_of(work.clinic.mam) == "13:00"


def test_that_book_next_says_why_not_and_books_the_nearest_day(work: Consulting) -> None:
    work.clinic.do(roster.empty, seat=work.clinic.abel.id)
    with work.clinic.scene() as uow:
        starts = work.clinic.at("10:00", WEDNESDAY)
        place = work.clinic.session.place_id
        session = factory.make_session(uow, starts, 3, site_id=work.clinic.site.id, place_id=place, advice=True)
        speaks = (Speaks("mam"), Speaks("eng"))
        ada = factory.make_volunteer(uow, "Ada", (Role.ATTORNEY,), site_id=work.clinic.site.id, speaks=speaks)
        factory.make_seat(uow, session, Role.ATTORNEY, ada)
    work.open().press(Qt.Key.Key_N, CONTROL)
    told = work.page.banner.accessibleName()
    assert f"{work.clinic.mam.code} cannot be met on Tue 14 July." in told
    assert "No way from Mam to Spanish." in told
    assert "Nearest: Wed 15 July, 10:00, Ada, 45 min." in told
    work.click("offer-book-later")
    assert work.booked(work.clinic.mam)[1].starts_at == work.clinic.at("10:00", WEDNESDAY)
    assert work.codes() == []


def test_that_with_nobody_waiting_book_next_says_so(desk_: Consulting) -> None:
    desk_.open().press(Qt.Key.Key_N, CONTROL)
    assert desk_.shell.toast.sentence == "Nobody is waiting."


# --------------------------------------------------------------------------------------------------- a booked household


def test_that_a_meeting_is_moved_by_keys_alone(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_M)
    assert spanish.code not in desk_.cards()
    desk_.press(Qt.Key.Key_F)
    desk_.press(Qt.Key.Key_Return)
    assert desk_.booked(spanish)[1].seat_ids == (desk_.samir,)
    assert desk_.cards()[spanish.code] == "13:00–13:45 BOOKED"
    focus = desk_.app.focusWidget()
    assert focus is not None
    assert spanish.code in focus.accessibleName()
    desk_.press(Qt.Key.Key_Z, CONTROL)
    assert desk_.booked(spanish)[1].seat_ids == (desk_.clinic.helen.id, desk_.clinic.wen.id)


def test_that_shift_f_goes_back_to_the_fit_before(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.clinic.book("15:00", desk_.spanish(50), lawyer=desk_.samir)  # three stretches fit, so that a step is no swing
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_M)
    desk_.press(Qt.Key.Key_F)
    first = desk_.page.day.columns.current
    desk_.press(Qt.Key.Key_F)
    assert desk_.page.day.columns.current != first
    desk_.press(Qt.Key.Key_F, SHIFT)
    assert desk_.page.day.columns.current == first


def test_that_a_move_can_be_let_go(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_M)
    desk_.press(Qt.Key.Key_Escape)
    assert desk_.cards()[spanish.code] == "13:00–14:00 BOOKED"


def test_that_a_card_dropped_on_a_card_changes_places_with_it(desk_: Consulting) -> None:
    one, other = desk_.spanish(), desk_.spanish(50)
    desk_.clinic.book("13:00", one)
    desk_.clinic.book("15:00", other, lawyer=desk_.samir)
    desk_.open().focus_card(str(desk_.booked(one)[0].id))
    desk_.press(Qt.Key.Key_M)
    drag = Drag("meeting", str(desk_.booked(one)[0].id), one.code)
    desk_.drop(drag, desk_.samir, "15:15")
    assert (desk_.start_of(one), desk_.start_of(other)) == ("15:00", "13:00")


def test_that_a_card_dropped_on_free_time_moves_there(desk_: Consulting) -> None:
    one = desk_.spanish()
    desk_.clinic.book("13:00", one)
    desk_.open().focus_card(str(desk_.booked(one)[0].id))
    desk_.press(Qt.Key.Key_M)
    desk_.drop(Drag("meeting", str(desk_.booked(one)[0].id), one.code), desk_.samir, "16:30")
    assert desk_.start_of(one) == "16:30"


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_A, Outcome.ARRIVED),
        (Qt.Key.Key_D, Outcome.DONE),
        (Qt.Key.Key_N, Outcome.NO_SHOW),
        (Qt.Key.Key_Delete, Outcome.CANCELLED),
    ],
)
def test_that_a_letter_on_a_card_tells_how_it_ended(desk_: Consulting, key: Qt.Key, outcome: Outcome) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(key)
    assert desk_.booked(spanish)[0].outcome is outcome


def test_that_a_meeting_without_consent_asks_for_a_reason_or_for_the_consent(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    with desk_.clinic.scene() as uow:
        uow.households.get(spanish.id).consent_on = None
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_A)
    told = " ".join(label.text() for label in desk_.dialog().findChildren(QLabel))
    assert "has not agreed to the limited help yet" in told
    desk_.dialog().reject()
    desk_.quiet()
    assert desk_.booked(spanish)[0].outcome is Outcome.BOOKED
    desk_.focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_G)
    desk_.press(Qt.Key.Key_A)
    assert desk_.booked(spanish)[0].outcome is Outcome.ARRIVED
    assert desk_.booked(spanish)[0].overridden == ()


def test_that_t_asks_for_the_next_step_with_the_lawyer_as_its_owner(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_T)
    form = next(iter(desk_.window.findChildren(NextStepForm)))
    assert form.owner.currentText() == "Helen"
    form.step.setCurrentIndex(list(STEPS).index(Step.TRANSLATE))
    desk_.click("save", form)
    (task,) = desk_.clinic.ask(follow_ups.open_ones)
    assert (task.what, task.household_id, task.due_on) == (
        "Have the papers translated.", spanish.id, date(2026, 7, 21),
    )  # fmt: skip


def test_that_the_menu_of_a_card_copies_the_appointment_without_what_it_is_about(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open()
    (meeting,) = desk_.page.day._meetings.values()
    do = dict(meeting_entries(meeting, lambda what: desk_.page.day.acts.wish(what, meeting)))
    do["Copy the appointment"]()
    desk_.quiet()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Cita: {spanish.code}\nmartes 14 de julio de 2026, 13:00\nLugar: Jacaranda")
    assert "intake" not in text


def test_that_c_confirms_and_p_pins_and_both_again_take_it_back(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    seen = []
    for key in (Qt.Key.Key_C, Qt.Key.Key_C, Qt.Key.Key_P, Qt.Key.Key_P):
        desk_.press(key)
        row = desk_.booked(spanish)[0]
        seen.append((row.confirmed, row.pinned))
    assert seen == [(True, False), (False, False), (False, True), (False, False)]


def test_that_enter_on_a_card_goes_to_its_buttons_and_escape_back(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_Return)
    assert desk_.page.day.strip.is_in_use
    desk_.press(Qt.Key.Key_Escape)
    focus = desk_.app.focusWidget()
    assert focus is not None
    assert spanish.code in focus.accessibleName()
    desk_.click("act-arrived", desk_.page.day.strip)
    assert desk_.booked(spanish)[0].outcome is Outcome.ARRIVED


def test_that_time_of_somebody_who_did_not_come_is_free_beside_the_card(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open().focus_card(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_N)
    gone = next(card for card in desk_.page.day.columns.plan.cards if card.title == spanish.code)
    assert gone.lanes == 2
    assert spanish.code in desk_.codes()


# ---------------------------------------------------------------------------------------------- chains that lack a link


def a_draft(work: Consulting) -> str:
    """Nobody interprets Mam: booked with a reason. Gives back the key of its card."""
    clinic = work.clinic
    clinic.do(roster.empty, seat=clinic.abel.id)
    clinic.book("13:00", interpreters=(clinic.wen.id,), reason="Somebody will be found")
    return str(work.booked(clinic.mam)[0].id)


def test_that_a_draft_is_amber_and_lists_each_link(desk_: Consulting) -> None:
    key = a_draft(desk_)
    card = next(card for card in desk_.open().page.day.columns.plan.cards if card.key == key)
    assert card.kind is CardKind.WARNING
    assert [detail.text for detail in card.details if detail.icon] == ["Mam → Spanish: open"]
    assert "No way from Mam to Spanish." in desk_.page.day.strip.accessibleName()


def test_that_find_somebody_opens_the_seat_and_enter_completes_the_chain(desk_: Consulting) -> None:
    key = a_draft(desk_)
    desk_.open().focus_card(key)
    desk_.click("act-find", desk_.page.day.strip)
    panel = desk_.page.finder.panel
    assert panel.isVisible()
    assert not desk_.page.waiting.isVisible()
    assert panel.lines.hasFocus()
    assert panel.lines.lines[1].title == "Abel Cruz"
    desk_.press(Qt.Key.Key_Return)
    assert desk_.cards()[desk_.clinic.mam.code].endswith("BOOKED")
    assert desk_.page.waiting.isVisible()
    desk_.press(Qt.Key.Key_Z, CONTROL)
    assert desk_.cards()[desk_.clinic.mam.code].endswith("WARNING")


def test_that_whoever_sits_there_already_is_one_click_away(desk_: Consulting) -> None:
    key = a_draft(desk_)
    clinic = desk_.clinic
    with clinic.scene() as uow:
        both = (Interprets("mam", "spa"), Interprets("spa", "mam"))
        rigo = factory.make_volunteer(uow, "Rigo", (Role.INTERPRETER,), site_id=clinic.site.id, interprets=both)
        factory.make_seat(uow, clinic.session, Role.INTERPRETER, rigo, source="mam", target="spa")
    desk_.open().focus_card(key)
    button = desk_.page.day.strip.findChild(QAbstractButton, "helper-0")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Add Rigo"
    desk_.click("helper-0", desk_.page.day.strip)
    assert desk_.cards()[clinic.mam.code].endswith("BOOKED")


def test_that_a_seat_is_opened_where_none_asks_for_the_link(desk_: Consulting) -> None:
    key = a_draft(desk_)
    with desk_.clinic.scene() as uow:
        uow.seats.remove(uow.seats.get(desk_.clinic.abel.id))
    desk_.open().focus_card(key)
    desk_.click("act-find", desk_.page.day.strip)
    seat = desk_.page.finder.panel.seat
    assert seat is not None
    assert (f"{seat.starts:%H:%M}", f"{seat.ends:%H:%M}") == ("13:00", "14:00")
    desk_.press(Qt.Key.Key_Escape)
    assert desk_.page.waiting.isVisible()


def test_that_a_column_without_a_lawyer_leads_to_the_roster(desk_: Consulting) -> None:
    desk_.clinic.do(roster.empty, seat=desk_.samir)
    desk_.open().focus_card(f"nobody:{desk_.samir}")
    desk_.press(Qt.Key.Key_Return)
    assert desk_.shell.page.name == "roster"


def test_that_a_day_without_sessions_offers_the_roster(desk_: Consulting) -> None:
    desk_.open().press(Qt.Key.Key_PageDown, CONTROL)
    assert "No lawyer sits in a session on Wed 15 July." in desk_.words_of(desk_.page)
    assert desk_.shell.desk.day == WEDNESDAY


# ------------------------------------------------------------------------------------------------------------ walk-ins


def walk_in(work: Consulting) -> WalkInDialog:
    work.open().click("walkIn")
    until(work.app, lambda: isinstance(work.app.activeModalWidget(), WalkInDialog))
    found = work.app.activeModalWidget()
    assert isinstance(found, WalkInDialog)
    return found


def test_that_a_household_on_file_is_found_by_part_of_its_code_and_waits_here_now(desk_: Consulting) -> None:
    code = desk_.clinic.mam.code
    dialog = walk_in(desk_)
    QTest.keyClicks(dialog.code, code.replace("-", "").lower())
    until(desk_.app, lambda: [line.title for line in dialog.households.lines] == [code])
    desk_.click("addWalkIn", dialog)
    assert desk_.codes() == [code]
    assert "here now" in desk_.page.waiting.lines.lines[0].details[-1].text


def test_that_some_of_a_household_who_are_here_wait_apart_from_the_others(desk_: Consulting) -> None:
    family = desk_.spanish(34, 31, 9)
    dialog = walk_in(desk_)
    QTest.keyClicks(dialog.code, family.code)
    until(desk_.app, lambda: len(dialog.findChildren(QCheckBox)) == 4)
    boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
    assert "Person 2, 31 years" in boxes
    others = boxes["The others wait too, apart from them"]
    assert not others.isEnabled()
    boxes["Person 2, 31 years"].setChecked(False)
    others.setChecked(True)
    desk_.click("addWalkIn", dialog)
    assert desk_.codes() == [family.code, family.code]
    assert all("of 3" in line.spoken for line in desk_.page.waiting.lines.lines)
    desk_.press(Qt.Key.Key_Z, CONTROL)
    assert desk_.codes() == []


def test_that_nobody_of_a_household_is_told_in_the_form(desk_: Consulting) -> None:
    family = desk_.spanish(34, 9)
    dialog = walk_in(desk_)
    QTest.keyClicks(dialog.code, family.code)
    until(desk_.app, lambda: len(dialog.findChildren(QCheckBox)) == 3)
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(False)
    desk_.click("addWalkIn", dialog)
    assert "at least one person of the household is here" in desk_.words_of(dialog)
    desk_.click("back", dialog)


def test_that_a_new_household_is_entered_with_the_ages_of_its_children(desk_: Consulting) -> None:
    dialog = walk_in(desk_)
    desk_.click("segment-new", dialog)
    adults, ages = dialog.findChild(QComboBox, "adults"), dialog.findChild(QLineEdit, "ages")
    assert isinstance(adults, QComboBox)
    assert isinstance(ages, QLineEdit)
    QTest.keyClick(adults, Qt.Key.Key_2)
    QTest.keyClicks(ages, "4, x")
    desk_.click("addWalkIn", dialog)
    assert dialog.isVisible()
    assert "Error:" in desk_.words_of(dialog)
    ages.clear()
    QTest.keyClicks(ages, "4, 9")
    desk_.click("addWalkIn", dialog)
    (line,) = desk_.page.waiting.lines.lines
    assert line.tag == "2+2"
    desk_.press(Qt.Key.Key_Z, CONTROL)
    assert desk_.codes() == []


def test_that_a_code_that_nobody_has_is_told_under_the_field(desk_: Consulting) -> None:
    dialog = walk_in(desk_)
    QTest.keyClicks(dialog.code, "nobody")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert "no household with this code" in desk_.words_of(dialog)
    assert dialog.isVisible()
    desk_.click("back", dialog)


# --------------------------------------------------------------------------------------------------------- list, words


def test_that_the_list_holds_every_meeting_and_its_letters_work(desk_: Consulting) -> None:
    one, other = desk_.spanish(), desk_.spanish(50)
    desk_.clinic.book("14:00", one)
    desk_.clinic.book("13:00", other, lawyer=desk_.samir)
    day = desk_.open().page.day
    tester = QAbstractItemModelTester(day.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk_.click("segment-list")
    assert [day.model.at(row).card.code for row in range(day.model.rowCount())] == [other.code, one.code]
    day.table.setFocus()
    day.table.choose(str(desk_.booked(one)[0].id))
    desk_.press(Qt.Key.Key_C)
    assert desk_.booked(one)[0].confirmed
    assert tester.model() is day.model


def test_that_every_card_speaks_a_whole_sentence_with_the_day_before_the_hour(desk_: Consulting) -> None:
    spanish = desk_.spanish(40, 4)
    desk_.clinic.book("13:00", spanish)
    card = next(one for one in desk_.open().page.day.columns.plan.cards if one.title == spanish.code)
    said = f"Tuesday 14 July, 13:00 to 14:00, {spanish.code}, 2 people, intake, Spanish, with Helen"
    assert card.sentence.startswith(said)


def test_that_other_pages_lead_to_a_meeting_or_a_line_by_household(work: Consulting) -> None:
    spanish = work.spanish()
    work.clinic.book("13:00", spanish)
    work.open().shell.desk.go("consultations", spanish.id)
    work.quiet()
    focus = work.app.focusWidget()
    assert focus is not None
    assert spanish.code in focus.accessibleName()
    work.shell.desk.go("consultations", work.clinic.mam.id)
    work.quiet()
    assert work.page.waiting.lines.hasFocus()
    assert work.page.placer.code == work.clinic.mam.code


def test_that_a_move_begun_in_the_list_goes_on_in_the_day(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    table = desk_.open().page.day.table
    desk_.click("segment-list")
    table.setFocus()
    table.choose(str(desk_.booked(spanish)[0].id))
    desk_.press(Qt.Key.Key_M)
    desk_.press(Qt.Key.Key_F)
    desk_.press(Qt.Key.Key_Return)
    assert desk_.page.header.segments.current == "day"
    assert desk_.booked(spanish)[1].seat_ids == (desk_.samir,)


def test_that_the_waiting_list_is_counted_in_the_navigation(work: Consulting) -> None:
    work.open()
    assert work.shell.navigation.buttons["consultations"].accessibleName()
    assert work.page.waiting.first is not None
    assert "Number 1" in work.page.waiting.lines.lines[0].spoken


def test_that_the_door_list_is_copied_without_any_name_of_people_helped(desk_: Consulting) -> None:
    spanish = desk_.spanish(40, 4)
    with desk_.clinic.scene() as uow:
        uow.persons.where(household_id=spanish.id)[0].name = "Planted Secret"
    desk_.clinic.book("13:00", spanish)
    desk_.open().click("doorList")
    copied = desk_.app.clipboard().text()
    assert f"13:00  {spanish.code} (1+1)  Room 1  Helen" in copied
    assert "Planted" not in copied


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("percent", [100, 115, 150])
def test_that_no_button_is_cut_in_either_language(window_app: QApplication, language: str, percent: int) -> None:
    work = Consulting(window_app, language, (1280, 800))
    a_draft(work)
    theme.change(percent=percent)
    work.open()
    for button in work.page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    work.window.close()


# --------------------------------------------------------------------------------------------------------------- speed


def test_that_choosing_booking_and_moving_never_stall_the_window(work: Consulting) -> None:
    for number in range(8):
        household = work.spanish(30 + number)
        work.clinic.do(waiting_list.ask, household=household.id, kind=ConsultationKind.PAPERS_CHECK)
    work.open()
    desk = work.window.desk
    assert desk is not None
    lines = work.page.waiting.lines
    lines.setFocus()

    def stall(key: Qt.Key) -> float:
        """The longest stall after a key; of three tries the shortest, because the machine has other work too."""
        return min(
            longest_gap(work.app, lambda: QTest.keyClick(lines, key), lambda: desk.lane.is_idle) for _try in range(3)
        )

    gaps = {key: stall(key) for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_F)}
    assert max(gaps.values()) < LIMIT, gaps


def test_that_the_page_of_tuesday_is_shown_again_after_a_week(desk_: Consulting) -> None:
    spanish = desk_.spanish()
    desk_.clinic.book("13:00", spanish)
    desk_.open()
    desk_.shell.desk.move_to(day=WEDNESDAY)
    desk_.quiet()
    desk_.shell.desk.move_to(day=TUESDAY)
    desk_.quiet()
    assert spanish.code in desk_.cards()
