"""Consultations without a mouse: booked, moved, changed, called off and placed at a minute, and every reason by W.

And what a screen reader is told of each cell, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication

from clinic.domain.consultations import Outcome
from clinic.domain.households import Household
from clinic.services import waiting_list
from tests.services.test_consultations import INTAKE
from tests.ui.pages.consulting import CONTROL, Consulting
from tests.ui.waiting import until
from ui.pages.consultations.at_hour import AtHourForm

pytestmark = pytest.mark.window


@pytest.fixture(params=["en"])
def work(window_app: QApplication, request: pytest.FixtureRequest) -> Iterator[Consulting]:
    found = Consulting(window_app, request.param)
    yield found
    while (dialog := window_app.activeModalWidget()) is not None:
        dialog.close()
    found.quiet()
    found.window.close()


def spoken(work: Consulting) -> str:
    """What a screen reader says where the focus is."""
    focus = work.app.focusWidget()
    assert focus is not None
    return focus.accessibleName()


def walk_to(work: Consulting, code: str) -> None:
    """Walk over the cards of the day with the arrow keys until one tells of this household."""
    for column_key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        for _step in range(12):
            if code in spoken(work):
                return
            work.press(Qt.Key.Key_Down)
        for _step in range(12):
            if code in spoken(work):
                return
            work.press(Qt.Key.Key_Up)
        work.press(column_key)
    raise AssertionError(f"{code} cannot be reached; here: {spoken(work)}")


def two_booked(work: Consulting) -> tuple[Household, Household]:
    """One with Helen at 13:00, another with Samir at 15:00; the focus is on a card of the day."""
    one, other = work.spanish(), work.spanish(50)
    work.clinic.book("13:00", one)
    work.clinic.book("15:00", other, lawyer=work.samir)
    work.open()
    work.focus_card(str(work.booked(one)[0].id))
    return one, other


def test_that_a_household_is_booked_from_the_list_without_a_mouse(work: Consulting) -> None:
    work.clinic.do(waiting_list.ask, household=work.clinic.mam.id, kind=INTAKE)
    work.open()
    work.press(Qt.Key.Key_F, CONTROL)
    assert work.page.waiting.lines.hasFocus()
    work.press(Qt.Key.Key_F)
    work.press(Qt.Key.Key_Return)
    assert work.start_of(work.clinic.mam) == "13:00"


def test_that_two_meetings_change_places_without_a_mouse_and_undo_takes_it_back(work: Consulting) -> None:
    one, other = two_booked(work)
    work.press(Qt.Key.Key_M)
    walk_to(work, other.code)
    assert "can change places" in work.words_of(work.page.day.strip)
    work.press(Qt.Key.Key_Return)
    assert (work.start_of(one), work.start_of(other)) == ("15:00", "13:00")
    work.press(Qt.Key.Key_Z, CONTROL)
    assert (work.start_of(one), work.start_of(other)) == ("13:00", "15:00")


def test_that_a_meeting_is_called_off_without_a_mouse_and_waits_again(work: Consulting) -> None:
    one, other = two_booked(work)
    walk_to(work, other.code)
    work.press(Qt.Key.Key_Delete)
    assert work.booked(other)[0].outcome is Outcome.CANCELLED
    assert other.code in work.codes()
    work.press(Qt.Key.Key_Z, CONTROL)
    assert work.booked(other)[0].outcome is Outcome.BOOKED
    assert work.booked(one)[0].outcome is Outcome.BOOKED


def test_that_a_meeting_is_placed_at_a_very_minute_as_a_drop_would(work: Consulting) -> None:
    one, _other = two_booked(work)
    work.press(Qt.Key.Key_M)
    work.press(Qt.Key.Key_F)
    work.press(Qt.Key.Key_H)
    until(work.app, lambda: isinstance(work.app.activeModalWidget(), AtHourForm))
    form = work.app.activeModalWidget()
    assert isinstance(form, AtHourForm)
    form.hour.setTime(QTime(16, 35))
    work.press(Qt.Key.Key_Return)
    assert work.start_of(one) == "16:35"


def test_that_w_tells_every_reason_of_a_time_that_does_not_fit(work: Consulting) -> None:
    work.clinic.do(waiting_list.ask, household=work.clinic.mam.id, kind=INTAKE)
    work.clinic.book("13:30", work.spanish())
    work.open().choose_line(work.clinic.mam.code)
    placing = work.page.placer.placing
    assert placing is not None
    key, opening = max(placing.by_key().items(), key=lambda pair: len(pair[1].breaches))
    assert opening.breaches
    work.focus_card(key)
    work.press(Qt.Key.Key_W)
    told = work.words_of(work.page.banner)
    for breach in opening.breaches:
        assert str(breach.sentence) in told


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("en", "Tuesday 14 July, 13:00 to 14:00, {code}, 1 person, intake, Spanish, with Helen, Jacaranda, Room 1"),
        ("es", "martes 14 jul, "),
    ],
    indirect=["work"],
)
def test_that_each_cell_is_a_whole_sentence_in_both_languages(work: Consulting, said: str) -> None:
    one, _other = two_booked(work)
    assert spoken(work).startswith(said.format(code=one.code))
    work.click("segment-list")
    model = work.page.day.table.model()
    row = [str(model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)) for column in range(6)]
    assert any(said.format(code=one.code) in each for each in row)
    work.click("segment-week")
    grid = work.page.views.week.grid.model()
    cells = [str(grid.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(grid.rowCount())]
    assert [cell.split(", ")[1].split(":")[0] for cell in cells] == ["Helen", "Samir"]
    assert all(any(char.isdigit() for char in cell.split(",")[0]) for cell in cells)
