"""The main job through the real window: from the first start to the feeds and the workbook, and back after a restart.

Typed and clicked on the real widgets, on a real encrypted file, with lists as coordinators have them. A drag with the
mouse is a loop of the system's own that no offscreen platform runs; so it is done twice: once by the events that the
system would send for it (enter, move, drop), once by its key twin (M, F, Enter).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QPlainTextEdit

from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from clinic.settings import Settings
from db.files import EncryptedFiles
from tests.ui.hands import CONTROL, LEFT, NONE, Hands
from ui import app as program_of_window
from ui import bootstrap
from ui.app import Window
from ui.pages.consultations.page import ConsultationsPage
from ui.pages.people.page import PeoplePage
from ui.pages.rides.page import RidesPage
from ui.pages.roster.page import RosterPage
from ui.pages.share.page import SharePage
from ui.states import State
from ui.vault_program import VaultProgram
from ui.widgets.lines import LineList

pytestmark = [pytest.mark.window, pytest.mark.slow]
JUAREZ = ZoneInfo("America/Ciudad_Juarez")
DATA = Path(__file__).parents[1] / "data"
PASSPHRASE = "caballo nube verde lima"
REASON = "Nobody else has a licence for the van"
SANE = 0.250
"""Seconds. The aim is 0.050 (issue 3); a laptop that does other things at the same time gets five times as much."""
NOW = datetime(2027, 2, 1, 15, tzinfo=UTC)
"""Monday 1 February 2027, eight in the morning in Ciudad Juárez."""


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The laptop: its calendar, file dialogs whose fields can be typed into, and a folder for everything."""
    monkeypatch.setattr(program_of_window, "today", lambda: date(2027, 2, 1))
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield tmp_path
    gc.unfreeze()


def start(app: QApplication, folder: Path) -> Hands:
    """Start the program on the data file in a folder, whether it is there already or not."""
    vault = Vault(EncryptedFiles(lambda: NOW), KeyFiles())
    program = VaultProgram(
        vault, folder / "clinic.clinicdata", folder / "settings.json", bootstrap.sample_store, bootstrap.formats()
    )
    program.keep(replace(Settings(), language="en", look="light", who="Ana"))
    window = Window(program, lock_after=0)
    window.begin()
    window.show()
    # As the program itself does it when it starts.
    gc.freeze()
    return Hands(app, window)


def begin(at: Hands, city: str) -> None:
    """The first start: a file of one's own, a city, the passphrase twice, the third group of the code typed back."""
    at.click("startEmpty")
    cities = at.the(QListWidget, "cities")
    item = next(cities.item(n) for n in range(cities.count()) if cities.item(n).text() == city)
    cities.scrollToItem(item)
    QTest.mouseClick(cities.viewport(), LEFT, NONE, cities.visualItemRect(item).center())
    at.click("siteNext")
    at.type_into("newPassphrase", PASSPHRASE)
    at.type_into("newPassphraseAgain", PASSPHRASE)
    at.click("secretNext", builds=True)
    groups = at.the(QLabel, "recoveryCodeShown").text().split()
    at.type_into("thirdGroup", groups[2].lower())
    at.click("paperNext", builds=True)


def take_in(at: Hands, name: str, *, answer: str = "", takes: int = 0) -> None:
    """Bring a list: its path typed, the question answered, doubts agreed to by T, applied."""
    at.click("import", builds=True)
    at.choose_file(DATA / name)
    if answer:
        at.click(f"offer-{answer}")
    for _n in range(takes):
        at.press(Qt.Key.Key_T)
    at.click("applyImport")


def ready(at: Hands, name: str, *, vetted: bool = False, licence: str = "") -> None:
    """What no list tells: who is trained and vetted, whose licence somebody has seen."""
    at.row(at.page(PeoplePage).volunteers, name)
    at.click("volunteer-edit", builds=True)
    for box in ["trained", *(["vetted"] if vetted else [])]:
        at.tick(box)
    at.click("save")
    if licence:
        at.click("addPaper", builds=True)
        at.type_into("where", licence)
        at.type_into("seen", "Ana")
        at.click("save")


def get_people(at: Hands) -> str:
    """Both lists, and what they do not tell; one household asks for a consultation. Gives back its code."""
    at.go(5)
    take_in(at, "01_volunteer_form.csv", takes=1)
    ready(at, "Ruth Okafor", licence="TX")
    ready(at, "Óscar Benavides Rojo", vetted=True)
    ready(at, "Lucie Estinvil")
    take_in(at, "03_hearings_typed.xlsx", answer="0")
    households = at.page(PeoplePage).households
    called = {at.cell(households, row, 3): at.cell(households, row, 0) for row in range(households.rows.rowCount())}
    assert len(called) == 6, called
    code = called["Tue 16 February 04:30"]
    at.row(households, code)
    at.click("household-ask")
    at.choose("hearing preparation")
    return code


def seat_the_week(at: Hands) -> None:
    """The usual week; Ruth by Enter and Enter, Lucie by M, F and Enter, Ruth once more by a drag."""
    at.go(2)
    at.press(Qt.Key.Key_PageDown, CONTROL)
    at.click_word("Lay out")
    grid = at.page(RosterPage).grid
    at.seat(grid, "Consultations", "Tue 9", "attorney")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Escape)
    at.line("onDeckList", "Lucie")
    for key in (Qt.Key.Key_M, Qt.Key.Key_F, Qt.Key.Key_Return):
        at.press(key)
    lines = at.the(LineList, "onDeckList").lines
    ruth = next(line.drag for line in lines if line.title == "Ruth Okafor")
    assert ruth is not None
    at.drop(grid.viewport(), ruth, at.spot(grid, "Consultations", "Wed 10", "attorney"))
    assert at.chips(grid)["Consultations", "Tue 9"].count("Ruth O.") == 1
    assert at.chips(grid)["Consultations", "Wed 10"].count("Ruth O.") == 1
    assert sum(chips.count("Lucie E.") for chips in at.chips(grid).values()) == 1
    at.click("publish")


def drive(at: Hands) -> None:
    """A van; a trip that sets out at half past two, with the best driver; the rest is planned."""
    at.go(4)
    at.click("segment-vehicles")
    at.click("primary", builds=True)
    at.type_into("label", "Van 1")
    at.type_number("seats", "7")
    at.type_number("childSeats", "3")
    at.click("save")
    at.click("segment-trips")
    at.press(Qt.Key.Key_PageDown, CONTROL)
    page = at.page(RidesPage)
    at.line("uncovered", next(line.title for line in page.board.uncovered.lines if not line.section))
    at.click("primary", builds=True)
    at.type_number("report", "0325")
    at.click("save")
    at.click("crew-driver")
    at.press(Qt.Key.Key_Return)
    at.click("planRides", builds=True)
    why = [detail.text for line in at.the(LineList, "proposalLeft").lines for detail in line.details]
    assert why[-1] == "Nobody may drive then: no vetted driver is free and rested."
    at.click("cancelProposal")
    assert "02:30" in at.words()
    assert "Óscar Benavides Rojo" in at.words()


def be_refused_and_insist(at: Hands) -> None:
    """Whoever drove at half past two is asked to drive again at ten: the rest rule says no until a reason is typed."""
    at.go(2)
    at.click("primary", builds=True)
    at.pick("kind", "Other work")
    at.type_number("starts", "1000")
    at.type_number("ends", "1200")
    at.type_number("seats-driver", "1")
    at.click("save")
    grid = at.page(RosterPage).grid
    at.seat(grid, "Other work", "Tue 9", "driver")
    at.line("candidates", "Óscar")
    at.press(Qt.Key.Key_Return, builds=True)
    at.dialog("anyway")
    assert "6 h 35 rest between trip T1 (until 03:25) and Other work (from 10:00); the rule asks 8." in at.words()
    assert "Smallest change: Start at 11:25 or later." in at.words()
    assert not at.the(QAbstractButton, "goAnyway").isEnabled()
    QTest.keyClicks(at.the(QPlainTextEdit, "reason"), REASON)
    at.click("goAnyway")
    assert at.chips(grid)["Other work", "Tue 9"] == ["Óscar R."]


def look_undo_and_redo(at: Hands) -> None:
    """The diary shows the reason; Ctrl+Z opens the seat again, Ctrl+Y fills it."""
    at.go(7)
    step = next(line for line in at.the(LineList, "diary").lines if not line.section)
    assert (step.state, REASON in step.details[0].text, step.right) == (State.OVERRIDDEN, True, "Ana")
    at.press(Qt.Key.Key_Z, CONTROL)
    at.go(2)
    assert at.chips(at.page(RosterPage).grid)["Other work", "Tue 9"] == ["driver"]
    at.press(Qt.Key.Key_Y, CONTROL)
    assert at.chips(at.page(RosterPage).grid)["Other work", "Tue 9"] == ["Óscar R."]


def book(at: Hands, code: str) -> None:
    """The household that waits gets its best time by Enter."""
    at.go(3)
    at.line("waiting", code)
    at.press(Qt.Key.Key_Return)
    assert "Nobody is waiting." in at.words()


def share(at: Hands, folder: Path) -> None:
    """Calendar files into a folder, the workbook beside it."""
    (folder / "feeds").mkdir()
    at.go(6)
    at.click("primary", builds=True)
    at.choose_file(folder / "feeds")
    at.click("workbook", builds=True)
    at.choose_file(folder / "week.xlsx")
    assert "week.xlsx: 39 seats, 34 open, 1 consultations." in at.words()


def look_around(at: Hands) -> dict[str, object]:
    """What the seven places show of that week, and of its Tuesday."""
    seen: dict[str, object] = {}
    at.go(2)
    at.press(Qt.Key.Key_T, CONTROL)
    at.press(Qt.Key.Key_PageDown, CONTROL)
    seen["week"] = at.chips(at.page(RosterPage).grid)
    at.go(3)
    at.press(Qt.Key.Key_PageDown, CONTROL)
    seen["cards"] = [(card.title, card.start, card.tag) for card in at.page(ConsultationsPage).day.columns.plan.cards]
    at.go(4)
    seen["trips"] = [(line.title, line.right, line.details) for line in at.the(LineList, "trips").lines]
    at.go(5)
    people = at.page(PeoplePage)
    seen["volunteers"] = at.column(people.volunteers)
    at.click("segment-households")
    seen["households"] = at.column(people.households)
    at.go(6)
    seen["copies"] = [at.column(at.page(SharePage).table, number) for number in range(4)]
    at.go(7)
    seen["diary"] = [(line.title, line.details) for line in at.the(LineList, "diary").lines]
    return seen


def read_back(folder: Path, code: str) -> None:
    """The files say what the window says, and nothing of anybody who is helped."""
    events = {
        f"{event.decoded('DTSTART').astimezone(JUAREZ):%d %H:%M} {event['SUMMARY']}"
        for path in (folder / "feeds").iterdir()
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }
    driving = {"09 02:30 Conductor: traslado a Paso del Norte (Santa Fe)", "09 10:00 Conductor, Office"}
    assert events >= driving | {"09 13:00 Abogacía, Office", "10 13:00 Abogacía, Office", "10 13:00 Childcare, Office"}
    book = openpyxl.load_workbook(folder / "week.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert {"Ruth Okafor", "Óscar Benavides Rojo", code} <= set(cells)
    written = " ".join([*cells, *(path.read_text("utf-8") for path in (folder / "feeds").iterdir())])
    assert not any(secret in written for secret in ("Cruz Tobar", "Chales", "412-77", "41277"))


def test_that_the_main_job_is_done_through_the_window_and_stands_after_a_restart(
    evening: Path, window_app: QApplication, record_property: Callable[[str, object], None]
) -> None:
    at = start(window_app, evening)
    begin(at, "Ciudad Juárez")
    code = get_people(at)
    seat_the_week(at)
    drive(at)
    be_refused_and_insist(at)
    look_undo_and_redo(at)
    book(at, code)
    share(at, evening)
    before = look_around(at)
    at.press(Qt.Key.Key_Q, CONTROL)
    assert not at.window.isVisible()

    again = start(window_app, evening)
    again.type_into("passphrase", PASSPHRASE)
    again.click("open", builds=True)
    assert look_around(again) == before
    again.window.close()
    read_back(evening, code)
    longest, what = max([*at.stalls, *again.stalls])
    record_property("longest stall", f"{longest * 1000:.0f} ms: {what}")
    assert longest < SANE
