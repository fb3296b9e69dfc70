"""Print day sheets in the window: what is printed, which copies are old, PDF and printer, never deaf."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox

from clinic.domain.day_sheets import Copy, PaperSize
from clinic.domain.feeds import DeliveryKind
from clinic.domain.trips import Trip
from clinic.services import trips
from clinic.settings import Settings
from tests.services.border import TUESDAY, Border
from tests.services.sheets.crowd import Crowd
from tests.services.sheets.road import GUARD, Road
from tests.ui.cut import cut_words
from tests.ui.hands import Hands
from tests.ui.paper.reading import one_line, sizes, texts
from tests.ui.stall import LIMIT, longest_gap
from tests.ui.waiting import until
from ui import bootstrap
from ui.app import Window
from ui.pages.printing.page import PrintingPage
from ui.posing import Posing

pytestmark = pytest.mark.window


class OnPaper:
    """The window on a border's day, at the page where it is printed."""

    def __init__(self, app: QApplication, border: Border, *, place: str, language: str, size: tuple[int, int]) -> None:
        settings = Settings(language=language, look="light", text_percent=100)
        window = Window(Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False), lock_after=0)
        window.resize(*size)
        window.begin()
        window.show()
        self.app, self.hands = app, Hands(app, window)
        self.hands.quiet()
        window.open_store(border.store, day=TUESDAY).go(place)
        self.hands.quiet()

    @property
    def page(self) -> PrintingPage:
        return self.hands.page(PrintingPage)

    def ready(self) -> None:
        """Wait until nothing is read, laid out or printed."""
        self.hands.quiet()
        until(self.app, lambda: not self.page.is_busy, 30)
        self.hands.quiet()

    def names(self) -> list[str]:
        return [line.title for line in self.page.list.lines]


@pytest.fixture
def road() -> Road:
    found = Road()
    family = found.household(code="K7-RM4", shelter=found.sur)
    found.hearing(family)
    found.manned(found.trip_with(family))
    return found


def the_trip(road: Border) -> Trip:
    found: list[Trip] = road.ask(lambda uow: uow.trips.where())
    return found[0]


class Opener:
    """Opens and closes windows."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.opened: list[OnPaper] = []

    def __call__(
        self, border: Border, place: str = "printing", language: str = "en", size: tuple[int, int] = (1280, 800)
    ) -> OnPaper:
        found = OnPaper(self._app, border, place=place, language=language, size=size)
        self.opened.append(found)
        if place == "printing":
            found.ready()
        return found


@pytest.fixture
def opened(window_app: QApplication) -> Iterator[Opener]:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    opener = Opener(window_app)
    yield opener
    while (dialog := window_app.activeModalWidget()) is not None:
        dialog.close()
    for one in opener.opened:
        one.hands.quiet()
        one.hands.window.close()


def test_that_the_page_lists_every_sheet_and_shows_one(opened: Opener, road: Road) -> None:
    at = opened(road)
    names = ["Board", "Slip T1, Rosa", "Slip T1, Iván", "Door, Shelter Sur", "Port, El Chaparral", "Returns"]
    assert at.names() == names
    assert at.page.header.answer == "0 of 7 sheets replace an older paper copy"
    at.page.list.choose(at.page.list.lines[1].key)
    assert at.page.view.page is not None
    assert "Be at the port by 04:00" in at.page.view.accessibleDescription()
    assert at.hands.the(QAbstractButton, "printPages").text() == "Print 6 pages"


def test_that_a_saved_pdf_holds_the_ticked_sheets_and_is_noted(opened: Opener, road: Road, tmp_path: Path) -> None:
    at = opened(road)
    for name in ("board", "escort", "door", "port", "returns"):
        at.hands.the(QCheckBox, f"sheet-{name}").click()
    at.hands.click("segment-a4")
    at.ready()
    assert at.names() == ["Slip T1, Rosa"]
    at.hands.click("savePdf", builds=True)
    assert "2026-07-14" in at.page._title
    at.hands.choose_file(tmp_path / "slips.pdf")
    at.ready()
    data = (tmp_path / "slips.pdf").read_bytes()
    assert (sizes(data), len(texts(data))) == ({(595, 842)}, 1)
    assert "K7-RM4 · 2 adults, 1 child" in one_line(data)
    given = road.ask(lambda uow: uow.deliveries.where(kind=DeliveryKind.PAPER))
    assert [(row.volunteer_id, row.way) for row in given] == [(road.rosa.id, "file")]
    assert at.page._sheets[1].copy is Copy.CURRENT


def test_that_a_change_makes_copies_old_and_only_those_can_be_printed(
    opened: Opener, road: Road, tmp_path: Path
) -> None:
    at = opened(road)
    at.page.write_pdf(tmp_path / "all.pdf")
    at.ready()
    assert not at.page._changed.isVisible()
    desk = at.hands.window.desk
    assert desk is not None
    desk.run(trips.set_report, trip=the_trip(road).id, report_at=road.at("04:30"), reason=GUARD)
    at.ready()
    old = at.hands.the(QAbstractButton, "onlyChanged")
    assert old.text() == "Only the 5 that changed"
    assert at.page.header.answer == "5 of 7 sheets replace an older paper copy"
    at.hands.click("onlyChanged")
    at.ready()
    assert len(at.names()) == 5
    assert "Returns" not in at.names()
    at.page.list.choose(at.page.list.lines[1].key)
    assert "replaces the copy of" in " ".join(at.page.view.page.sheet.corner if at.page.view.page else ())
    at.page.write_pdf(tmp_path / "changed.pdf")
    at.ready()
    assert at.page.header.answer == "0 of 7 sheets replace an older paper copy"


def test_that_the_printer_gets_the_pages_and_the_copies_are_noted(opened: Opener, road: Road, tmp_path: Path) -> None:
    at = opened(road)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    at.page.print_on(printer)
    at.ready()
    assert len(texts((tmp_path / "printed.pdf").read_bytes())) == 6
    assert "6 pages printed." in at.hands.words()
    assert {row.way for row in road.ask(lambda uow: uow.deliveries.where())} == {"print"}


def test_that_ctrl_p_leads_here_and_again_asks_for_the_printer_and_esc_leads_back(opened: Opener, road: Road) -> None:
    at = opened(road, "rides")
    at.hands.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, builds=True)
    at.ready()
    assert at.hands.window.shell is not None
    assert at.hands.window.shell.page.name == "printing"
    at.hands.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, builds=True)
    dialog = at.app.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    dialog.close()
    at.hands.quiet()
    at.hands.press(Qt.Key.Key_Escape)
    assert at.hands.window.shell.page.name == "rides"


@pytest.mark.parametrize(("place", "button"), [("today", "printDay"), ("rides", "driverSlips"), ("share", "daySheets")])
def test_that_the_places_lead_here(opened: Opener, road: Road, place: str, button: str) -> None:
    at = opened(road, place)
    at.hands.click(button, builds=True)
    at.ready()
    assert at.names()
    assert (at.names() == ["Slip T1, Rosa"]) is (place == "rides")


def test_that_a_sheet_can_be_copied_as_text(opened: Opener, road: Road) -> None:
    at = opened(road)
    at.page.list.choose(at.page.list.lines[1].key)
    at.hands.click("copyText")
    assert QGuiApplication.clipboard().text().startswith("T1 · Driver slip\nTue 14 July 2026")


def test_that_trouble_with_the_file_is_told_and_nothing_is_noted(opened: Opener, road: Road, tmp_path: Path) -> None:
    (tmp_path / "stick").touch()
    at = opened(road)
    at.page.write_pdf(tmp_path / "stick" / "day.pdf")
    at.ready()
    assert "“day.pdf” cannot be written" in at.hands.words()
    assert road.ask(lambda uow: uow.deliveries.where()) == []
    assert at.page.options.print.isEnabled()


def test_that_a_day_without_plans_says_so(opened: Opener) -> None:
    at = opened(Border())
    assert "Nothing is planned on Tue 14 July that could be printed." in at.hands.words()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_that_no_word_is_cut(opened: Opener, road: Road, language: str, size: tuple[int, int]) -> None:
    assert cut_words(opened(road, language=language, size=size).page) == []


@pytest.mark.slow
def test_that_sixty_trips_are_laid_out_and_saved_without_a_deaf_window(
    window_app: QApplication, opened: Opener, tmp_path: Path
) -> None:
    at = opened(Crowd())
    page = at.page
    assert len(page._pages) > 120
    gc.collect()
    gc.freeze()  # as the program does once its window stands; a test's heap is larger by far
    try:
        reloaded = longest_gap(window_app, page._lay_out, lambda: not page.is_busy, 60)
        saved = longest_gap(window_app, lambda: page.write_pdf(tmp_path / "all.pdf"), lambda: not page.is_busy, 60)
    finally:
        gc.unfreeze()
    at.ready()
    assert len(texts((tmp_path / "all.pdf").read_bytes())) == len(page._pages)
    # A busy machine makes the window deaf too; what we do there alone would pass this by far.
    assert (reloaded < 4 * LIMIT, saved < 4 * LIMIT) == (True, True), (reloaded, saved)
    assert page.options.printout.size is PaperSize.LETTER
