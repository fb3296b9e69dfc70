"""The roster in the window: seated, asked, refused, moved, dragged, laid out, published; by keys and clicks alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Answer, Seat, Session, SessionStatus
from clinic.services import candidates, sample
from tests import factory
from tests.services.scene import WEEK, Scene
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from tests.ui.waiting import until
from ui.pages.roster.hold_form import HoldForm
from ui.pages.roster.page import RosterPage
from ui.pages.roster.table import seat_table, seats_of
from ui.seat_words import RULES
from ui.states import State
from ui.widgets.basics import Label
from ui.widgets.chips import Chip
from ui.widgets.week_grid import Drag

pytestmark = pytest.mark.window
SHIFT = Qt.KeyboardModifier.ShiftModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
REASON = "Agreed by phone with both"


class Week:
    """Tuesday: a session 10:00 to 12:00 with an attorney's seat; Anna and Ben are attorneys, Eva drives."""

    def __init__(self, scene: Scene, open_page: Opener) -> None:
        self.scene, self._open = scene, open_page
        self.anna = scene.volunteer("Anna Reyes", Role.ATTORNEY)
        self.ben = scene.volunteer("Ben Cruz", Role.ATTORNEY)
        self.eva = scene.volunteer("Eva Prado", Role.DRIVER, credentials=())
        self.morning: Session = scene.session()
        self.seat: Seat = scene.seat(self.morning, Role.ATTORNEY)
        self.at: Hands

    def open(self, language: str = "en") -> Week:
        self.at = self._open("roster", language)
        return self

    @property
    def page(self) -> RosterPage:
        return self.at.page(RosterPage)

    def chip(self, seat: Seat | None = None) -> Chip:
        """A seat as the grid shows it."""
        wanted = str((seat or self.seat).id)
        cells = (self.page.grid.grid.plan.cells or {}).values()
        return next(chip for cell in cells for chip in cell.chips if chip.key == wanted)

    def choose(self, seat: Seat | None = None) -> None:
        """Walk to a seat with the arrow keys' own means."""
        cells = (self.page.grid.grid.plan.cells or {}).values()
        wanted = str((seat or self.seat).id)
        cell = next(cell for cell in cells if any(chip.key == wanted for chip in cell.chips))
        self.page.grid.setFocus()
        self.page.grid.choose(cell.key, wanted)
        self.at.quiet()

    def sitting(self, seat: Seat | None = None) -> Volunteer | None:
        """Who sits there by the file."""
        row = self.scene.now(seat or self.seat)
        found: Volunteer | None = None
        if row.volunteer_id is not None:
            with self.scene.store.read() as uow:
                found = uow.volunteers.get(row.volunteer_id)
        return found

    def names(self, group: str) -> list[str]:
        """Who is in a group of the candidates."""
        names: list[str] = []
        is_inside = False
        for line in self.page.seat_panel.lines.lines:
            if line.section:
                is_inside = line.title == group
            elif is_inside:
                names.append(line.title)
        return names


@pytest.fixture
def week(scene: Scene, open_page: Opener) -> Week:
    return Week(scene, open_page)


# ------------------------------------------------------------------------------------------------- seated by keyboard


def test_that_enter_on_an_open_seat_shows_who_fits_and_enter_seats_the_best(week: Week) -> None:
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    assert week.names("Fits · best first") == ["Anna Reyes", "Ben Cruz"]
    assert week.names("Why not") == ["Eva Prado"]
    assert week.page.seat_panel.lines.hasFocus()
    week.at.press(Qt.Key.Key_Return)
    found = week.sitting()
    assert found is not None
    assert found.name == "Anna Reyes"
    assert week.chip().label == "Anna R."


def test_that_undo_by_key_takes_the_seat_back(week: Week) -> None:
    week.open().choose()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return):
        week.at.press(key)
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.sitting() is None
    assert week.chip().state is State.OPEN
    week.at.press(Qt.Key.Key_Y, CONTROL)
    assert week.chip().label == "Anna R."


def test_that_escape_closes_the_panel_and_gives_the_focus_back_to_the_week(week: Week) -> None:
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    week.at.press(Qt.Key.Key_Escape)
    assert not week.page.seat_panel.isVisible()
    assert week.page.grid.hasFocus()
    assert week.page.grid.current_keys[1] == str(week.seat.id)


@pytest.mark.parametrize(
    ("key", "state"),
    [(Qt.Key.Key_A, State.ASKED), (Qt.Key.Key_C, State.CONFIRMED), (Qt.Key.Key_P, State.PINNED)],
)
def test_that_letters_ask_confirm_and_pin(week: Week, key: Qt.Key, state: State) -> None:
    taken = week.scene.seat(week.scene.session("13:00", "15:00"), Role.ATTORNEY, week.ben)
    week.open().choose(taken)
    week.at.press(key)
    assert week.chip(taken).state is state


def test_that_delete_empties_a_seat_and_w_says_who_could_sit_there(week: Week) -> None:
    taken = week.scene.seat(week.scene.session("13:00", "15:00"), Role.ATTORNEY, week.ben)
    week.open().choose(taken)
    week.at.press(Qt.Key.Key_W)
    assert week.names("Fits · best first") == ["Anna Reyes"]
    week.page.grid.setFocus()
    week.at.press(Qt.Key.Key_Delete)
    assert week.sitting(taken) is None


def test_that_a_in_the_candidates_seats_as_asked_and_copies_a_message_without_names_of_people_helped(
    week: Week,
) -> None:
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    week.at.press(Qt.Key.Key_A)
    assert week.scene.now(week.seat).answer is Answer.ASKED
    assert QApplication.clipboard().text() == "attorney\nConsultations, Tue 14 July 10:00–12:00\nJacaranda"


def test_that_cover_for_a_taken_seat_is_one_step(week: Week) -> None:
    taken = week.scene.seat(week.scene.session("13:00", "15:00"), Role.ATTORNEY, week.ben)
    week.open().choose(taken)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return):
        week.at.press(key)
    assert week.chip(taken).label == "Anna R."
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.chip(taken).label == "Ben C."


# ------------------------------------------------------------------------------------------------------------ refused


def test_that_a_rule_with_a_reason_asks_for_eight_letters_and_the_chip_keeps_it(week: Week) -> None:
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    week.at.line("candidates", "Eva Prado")
    week.at.press(Qt.Key.Key_Return, builds=True)
    week.at.dialog("anyway")
    assert "Eva Prado: driver; the seat asks for attorney." in week.at.words()
    assert "Add the role attorney to Eva Prado." in week.at.words()
    go = week.at.the(QAbstractButton, "goAnyway")
    QTest.keyClicks(week.at.the(QPlainTextEdit, "reason"), "seven l")
    assert not go.isEnabled()
    QTest.keyClicks(week.at.the(QPlainTextEdit, "reason"), "etters more")
    week.at.click("goAnyway")
    chip = week.chip()
    assert (chip.label, chip.state) == ("Eva P.", State.OVERRIDDEN)
    assert "Reason: seven letters more" in chip.tooltip
    assert "1 override" in week.page.header.answer


def test_that_back_leaves_everything_as_it_was(week: Week) -> None:
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    week.at.line("candidates", "Eva Prado")
    week.at.press(Qt.Key.Key_Return, builds=True)
    week.at.press(Qt.Key.Key_Escape)
    assert week.sitting() is None


def test_that_a_rule_that_must_not_be_broken_is_no_question_of_reasons_and_all_rules_are_listed(week: Week) -> None:
    other = week.scene.make(factory.make_place, "Shelter Sur")
    week.scene.make(factory.make_travel, week.scene.office, other, 50)
    beside = week.scene.session("10:30", "11:30", place_id=other.id)
    week.scene.seat(beside, Role.DRIVER, week.eva)
    week.open().choose()
    week.at.press(Qt.Key.Key_Return)
    week.at.line("candidates", "Eva Prado")
    week.at.press(Qt.Key.Key_Return)
    assert week.sitting() is None
    words = week.at.words()
    assert "Not possible: Eva Prado" in words
    against = week.scene.ask(candidates.candidates, seat=week.seat.id).why_not[0].breaches
    assert {"OVERLAP", "ROLE"} <= {breach.code for breach in against}
    assert all(str(breach.sentence) in words for breach in against)
    assert all(str(mend) in words for breach in against for mend in breach.mends)


# ------------------------------------------------------------------------------------------------------------- placing


def two_more_days(week: Week) -> tuple[Seat, Seat]:
    """Wednesday: an attorney's seat. Thursday: a driver's."""
    from tests.services.scene import THURSDAY, WEDNESDAY

    wednesday = week.scene.seat(week.scene.session(on=WEDNESDAY), Role.ATTORNEY)
    thursday = week.scene.seat(week.scene.session(on=THURSDAY), Role.DRIVER)
    return wednesday, thursday


def pick_up(week: Week, name: str) -> None:
    """Choose a name on deck and press M."""
    week.at.line("onDeckList", name)
    week.at.press(Qt.Key.Key_M)


def test_that_m_f_and_enter_place_somebody_without_a_mouse(week: Week) -> None:
    wednesday, _thursday = two_more_days(week)
    week.open()
    pick_up(week, "Anna Reyes")
    assert "2 cells fit, 0 with a warning." in week.at.words()
    states = {fit.state for fit in week.page.grid.grid.fits.values()}
    assert states == {State.FITS, State.NO_FIT}
    week.at.press(Qt.Key.Key_F)
    assert week.page.grid.current_keys[0].endswith("2026-07-14")
    week.at.press(Qt.Key.Key_F)
    assert week.page.grid.current_keys[0].endswith("2026-07-15")
    week.at.press(Qt.Key.Key_F, SHIFT)
    assert week.page.grid.current_keys[0].endswith("2026-07-14")
    week.at.press(Qt.Key.Key_F)
    week.at.press(Qt.Key.Key_Return)
    assert week.sitting(wednesday) is not None
    assert not week.page.bar.isVisible()


def test_that_a_cell_that_does_not_fit_names_the_rule_and_says_why(week: Week) -> None:
    week.open()
    pick_up(week, "Eva Prado")
    (fit,) = week.page.grid.grid.fits.values()
    assert (fit.state, fit.title) == (State.NO_FIT, "Wrong role")
    assert fit.why == "Eva Prado: driver; the seat asks for attorney."
    assert "does not fit" in week.at.words()


def test_that_each_open_seat_answers_by_shape_and_in_words_and_w_says_all_of_it(week: Week) -> None:
    week.scene.seat(week.morning, Role.DRIVER)
    week.open()
    pick_up(week, "Eva Prado")
    grid = week.page.grid
    cell = grid.grid.cell_at(0, 1)
    assert cell is not None
    fit = grid.grid.fits[cell.key]
    assert [(mark.icon, mark.state) for mark in fit.marks] == [("scales", State.NO_FIT), ("car", State.FITS)]
    said = grid.grid.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "driver: fits." in said
    assert fit.marks[0].text in said
    assert fit.marks[0].text in grid._hint(cell, -1)
    grid.choose(cell.key)
    week.at.press(Qt.Key.Key_W)
    assert fit.marks[0].text in week.at.words()
    assert week.page.placer.is_on


def test_that_enter_on_a_hatched_cell_asks_for_a_reason(week: Week) -> None:
    week.open()
    pick_up(week, "Eva Prado")
    week.page.grid.choose(next(iter((week.page.grid.grid.plan.cells or {}).values())).key)
    week.at.press(Qt.Key.Key_Return, builds=True)
    week.at.dialog("anyway")
    QTest.keyClicks(week.at.the(QPlainTextEdit, "reason"), REASON)
    week.at.click("goAnyway")
    assert week.chip().label == "Eva P."


def test_that_escape_lets_go(week: Week) -> None:
    week.open()
    pick_up(week, "Anna Reyes")
    week.at.press(Qt.Key.Key_Escape)
    assert week.page.grid.placing is None
    assert week.page.grid.grid.fits == {}
    assert not week.page.bar.isVisible()
    assert week.sitting() is None


def test_that_m_on_a_taken_seat_moves_whoever_sits_there(week: Week) -> None:
    wednesday, _thursday = two_more_days(week)
    taken = week.scene.seat(week.morning, Role.ATTORNEY, week.ben)
    week.open().choose(taken)
    week.at.press(Qt.Key.Key_M)
    while not week.page.grid.current_keys[0].endswith("2026-07-15"):
        week.at.press(Qt.Key.Key_F)
    week.at.press(Qt.Key.Key_Return)
    assert week.sitting(taken) is None
    found = week.sitting(wednesday)
    assert found is not None
    assert found.name == "Ben Cruz"


def test_that_somebody_dropped_on_the_week_is_seated(week: Week) -> None:
    week.open()
    line = next(line for line in week.page.deck.lines.lines if line.title == "Ben Cruz")
    assert line.drag is not None
    spot = week.at.spot(week.page.grid, "Consultations", "Tue 14", "attorney")
    week.at.drop(week.page.grid.viewport(), line.drag, spot)
    assert week.chip().label == "Ben C."


def test_that_the_week_answers_while_a_candidate_is_dragged_over_it(week: Week) -> None:
    week.open()
    drag = Drag("volunteer", str(week.anna.id), "Anna Reyes")
    week.page.deck.lines.picked_up.emit(drag)
    week.at.quiet()
    assert [fit.state for fit in week.page.grid.grid.fits.values()] == [State.FITS]
    week.page.deck.lines.let_go.emit()
    assert week.page.grid.placing is None


# -------------------------------------------------------------------------------------------------------- whole weeks


def test_that_an_empty_week_is_laid_out_from_the_usual_one_and_published(scene: Scene, open_page: Opener) -> None:
    scene.make(factory.make_template)
    at = open_page("roster")
    assert "No sessions in week 29 yet." in at.words()
    at.click_word("Lay out")
    page = at.page(RosterPage)
    assert at.chips(page.grid) == {("Consultations", "Mon 13"): ["attorney", "Spanish–English interpreter"]}
    assert page.header.tag == "1 not published"
    at.click("publish")
    assert page.header.tag == ""
    with scene.store.read() as uow:
        assert [session.status for session in uow.sessions.where()] == [SessionStatus.PUBLISHED]


def test_that_a_session_is_added_by_keys_and_bad_hours_keep_the_form_open(week: Week) -> None:
    week.open()
    week.at.press(Qt.Key.Key_N, CONTROL, builds=True)
    week.at.dialog("sessionForm")
    week.at.pick("kind", "Charla")
    week.at.type_number("starts", "0900")
    week.at.type_number("ends", "0900")
    week.at.type_number("seats-attorney", "1")
    week.at.click("save")
    week.at.dialog("sessionForm")
    assert "Type two times" in week.at.words()
    week.at.type_number("ends", "1000")
    week.at.click("save")
    assert week.at.chips(week.page.grid)["Charla", "Tue 14"] == ["attorney"]


def test_that_the_menu_of_a_seat_changes_its_session(week: Week) -> None:
    week.open().choose()
    spot = week.at.spot(week.page.grid, "Consultations", "Tue 14", "attorney")
    week.page.grid.customContextMenuRequested.emit(spot)
    week.at.choose("Cancel session")
    assert "No sessions in week 29 yet." in week.at.words()
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert week.chip().state is State.OPEN


def test_that_places_at_any_time_are_added_by_the_menu_and_told_in_words(week: Week) -> None:
    week.open().choose()
    spot = week.at.spot(week.page.grid, "Consultations", "Tue 14", "attorney")
    week.page.grid.customContextMenuRequested.emit(spot)
    week.at.choose("Add places at any time…")
    week.at.pick("role", "copying")
    week.at.type_number("minutes", "45")
    week.at.type_number("number", "2")
    week.at.click("save")
    chips = week.at.chips(week.page.grid)["Consultations", "Tue 14"]
    assert chips == ["attorney", *["copying, 45 min at any time"] * 2]
    week.at.click("segment-list")
    model = week.page.list.model
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said[1].endswith("copying, 45 min at any time: nobody, open.")
    week.at.press(Qt.Key.Key_Z, CONTROL)
    assert model.rowCount() == 1


def test_that_more_minutes_than_the_session_has_are_refused_in_the_form(week: Week) -> None:
    week.open().choose()
    spot = week.at.spot(week.page.grid, "Consultations", "Tue 14", "attorney")
    week.page.grid.customContextMenuRequested.emit(spot)
    week.at.choose("Add places at any time…")
    week.at.type_number("minutes", "121")
    week.at.click("save")
    assert "A place at any time needs minutes that its session has. Type fewer." in week.at.words()


# ---------------------------------------------------------------------------------------------------- list, languages


def test_that_the_list_says_every_seat_in_a_sentence_and_takes_the_same_keys(week: Week) -> None:
    week.scene.seat(week.scene.session("13:00", "15:00"), Role.ATTORNEY, week.ben)
    week.open()
    week.at.click("segment-list")
    model = week.page.list.model
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == [
        "Tue 14 July, 10:00 to 12:00, Consultations, Jacaranda. attorney: nobody, open.",
        "Tue 14 July, 13:00 to 15:00, Consultations, Jacaranda. attorney: Ben Cruz, not asked.",
    ]
    week.page.list.table.setFocus()
    week.at.press(Qt.Key.Key_Down)
    week.at.press(Qt.Key.Key_Down)
    week.at.press(Qt.Key.Key_C)
    assert str(model.index(1, 4).data()) == "Ben Cruz"
    assert str(model.index(1, 5).data()) == "confirmed"


def test_that_slash_finds_a_seat_in_the_list(week: Week) -> None:
    week.scene.seat(week.scene.session("13:00", "15:00"), Role.ATTORNEY, week.ben)
    week.open()
    week.page.grid.setFocus()
    week.at.press(Qt.Key.Key_F, CONTROL)
    week.at.type_into("filter", "ben")
    until(week.at.app, lambda: week.page.list.model.rowCount() == 1)
    assert "1 of 2 shown" in week.at.words()


def test_that_a_cell_speaks_a_sentence_with_the_day_before_the_hour(week: Week) -> None:
    week.open()
    model = week.page.grid.grid
    said = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == ("Tue 14 July, Consultations 10:00 to 12:00, Jacaranda. 0 of 1 seats filled. Open: attorney.")


def test_that_spanish_is_not_cut(week: Week) -> None:
    week.open("es").choose()
    week.at.press(Qt.Key.Key_Return)
    assert cut_words(week.page) == []


def test_that_every_rule_about_seats_has_a_short_name() -> None:
    from clinic.rules import judge

    assert {rule.code for rule in judge.SEATINGS.rules.values()} <= set(RULES)


def test_that_the_models_keep_qts_rules(week: Week) -> None:
    tester = QAbstractItemModelTester(seat_table(), FATAL)
    week.open()
    for model in (week.page.grid.grid, week.page.list.model, week.page.deck.lines.model()):
        assert QAbstractItemModelTester(model, FATAL) is not None
    week.page.look_again()
    week.at.quiet()
    assert tester is not None


# -------------------------------------------------------------------------------------------------------------- speed


def test_that_nothing_keeps_the_window_waiting_on_a_medium_week(
    window_app: QApplication, scene: Scene, open_page: Opener
) -> None:
    scene.store = memory_store()
    with scene.store.work("Maria") as uow:
        sample.make(uow, size="medium", seed=1, start=WEEK.monday)
    at = open_page("roster")
    page = at.page(RosterPage)
    seats = seats_of(page.shown)
    assert len(seats) > 80
    desk, seat = page.desk, next(seat for seat in seats if seat.is_open)

    def once_more() -> float:
        page.go_back()
        return longest_gap(
            window_app,
            lambda: page.show_target(seat.seat_id),
            lambda: page.seat_panel.isVisible() and desk.lane.is_idle,
        )

    # Whatever else the machine does now and then makes a run longer, never shorter.
    assert min(once_more() for _n in range(3)) < LIMIT


def test_that_sessions_of_many_dates_are_called_off_from_a_form_that_shows_it_first(
    week: Week, window_app: QApplication
) -> None:
    week.scene.seat(week.morning, Role.ATTORNEY, week.anna)
    week.open()
    week.page.acts.hold_otherwise()
    until(window_app, lambda: bool(week.page.findChildren(HoldForm)))
    form = week.page.findChildren(HoldForm)[0]

    def said() -> str:
        return " ".join(label.text() for label in form.findChildren(Label))

    form.first.setDate(QDate(2026, 7, 14))
    until(window_app, lambda: "Call off 1 session" in said())
    assert "1 must be told" in said()
    assert week.scene.now(week.morning).status is not SessionStatus.CANCELLED
    for number, box in enumerate(form.weekdays):
        box.setChecked(number == 5)
    until(window_app, lambda: "No session to come" in said())
    for box in form.weekdays:
        box.setChecked(True)
    until(window_app, lambda: "Call off 1 session" in said())
    form.asked.emit()
    until(window_app, lambda: week.scene.now(week.morning).status is SessionStatus.CANCELLED)
    week.at.quiet()
    assert week.page.banner.isVisible()
