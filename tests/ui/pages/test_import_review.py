"""Lists that come in: reviewed row by row with keys, questions answered, files dropped; no word of the page is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from clinic.domain.people import Role
from tests import factory
from tests.services.scene import FRIDAY, TUESDAY, Scene
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, LEFT, NONE, Hands
from tests.ui.pages.conftest import Opener
from ui.pages.people.page import PeoplePage
from ui.widgets.lines import LineList

pytestmark = pytest.mark.window
DATA = Path(__file__).parents[2] / "data"


def page(at: Hands) -> PeoplePage:
    return at.page(PeoplePage)


def bring(at: Hands, name: str) -> None:
    """Take a list in through the file dialog, its path typed."""
    at.click("import")
    at.choose_file(DATA / name)


@pytest.mark.parametrize(("language", "first", "second"), [("en", "Apply 11 rows", "Apply 12 rows"),
                                                           ("es", "11", "12")])  # fmt: skip
def test_that_doubts_are_taken_by_t_and_left_out_by_o(
    open_page: Opener, language: str, first: str, second: str
) -> None:
    at = open_page("people", language)
    bring(at, "01_volunteer_form.csv")
    lines = at.the(LineList, "importRows")
    assert at.window.focusWidget() is lines
    asked = lines.current_key
    assert first in at.words()
    at.press(Qt.Key.Key_T)
    assert second in at.words()
    assert lines.current_key != asked
    at.press(Qt.Key.Key_Up)
    at.press(Qt.Key.Key_O)
    assert first in at.words()
    at.click("applyImport")
    assert len(at.column(page(at).volunteers)) == 11


def test_that_a_row_that_cannot_be_read_is_not_taken_by_any_key(open_page: Opener) -> None:
    at = open_page("people")
    bring(at, "01_volunteer_form.csv")
    at.line("importRows", "test test")
    at.press(Qt.Key.Key_T)
    assert "Apply 11 rows" in at.words()


def test_that_a_question_about_the_whole_file_is_answered_once(open_page: Opener) -> None:
    at = open_page("people")
    bring(at, "03_hearings_typed.xlsx")
    assert "Dates like 3/4/27: which number is the month?" in at.words()
    at.click("offer-0")
    assert "Dates like 3/4/27: which number is the month?" not in at.words()
    at.click("applyImport")
    assert len(at.column(page(at).households)) == 7
    at.press(Qt.Key.Key_Z, CONTROL)
    assert "No households on file yet." in at.words()


def test_that_a_file_without_a_list_says_so_and_leads_back(open_page: Opener, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("one;two\n1;2\n", "utf-8")
    at = open_page("people")
    at.click("import")
    at.choose_file(tmp_path / "notes.csv")
    assert "No list was found that can be taken in" in at.words()
    assert not page(at).is_reviewing


def test_that_a_file_can_be_dropped_on_the_page_and_esc_gives_it_up(open_page: Opener, scene: Scene) -> None:
    at = open_page("people")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(DATA / "01_volunteer_form.csv"))])
    entering = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, mime, LEFT, NONE)
    QApplication.sendEvent(page(at), entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page(at), QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    at.quiet()
    assert page(at).is_reviewing
    at.press(Qt.Key.Key_Escape)
    assert not page(at).is_reviewing
    assert scene.ask(lambda uow: uow.volunteers.count()) == 0


@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_is_cut(open_page: Opener, scene: Scene, language: str, size: tuple[int, int]) -> None:
    scene.volunteer("Maximiliano Abernathy-Quiñones", Role.INTERPRETER, here_from=TUESDAY, here_until=FRIDAY)
    household = scene.make(factory.make_household, (34, 3), site_id=scene.site.id, shelter_id=scene.shelter.id)
    at = open_page("people", language, size)
    at.row(page(at).volunteers, "Maximiliano Abernathy-Quiñones")
    assert cut_words(at.window) == []
    at.click("segment-households")
    at.row(page(at).households, household.code)
    assert cut_words(at.window) == []
    bring(at, "03_hearings_typed.xlsx")
    assert cut_words(at.window) == []
