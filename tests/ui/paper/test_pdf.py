"""Sheets as a PDF, read by another program: sizes, pages, words; no row split, heads again on each page."""

from __future__ import annotations

import pytest

from clinic.domain.day_sheets import Cell, DaySheet, PaperSize, SheetKind, Table
from clinic.domain.ids import SiteId, new_id
from tests.services.border import TUESDAY
from tests.services.sheets.road import Road
from tests.ui.paper.reading import one_line, sizes, texts
from ui.paper import press
from ui.paper.ink import Ink
from ui.paper.pages import Printout, lay_out

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


@pytest.fixture
def road() -> Road:
    found = Road()
    family = found.household(code="K7-RM4")
    found.hearing(family)
    found.manned(found.trip_with(family))
    return found


def pdf(given: tuple[DaySheet, ...], size: PaperSize = PaperSize.LETTER, *, large: bool = False) -> bytes:
    return press.pdf(given, Printout(size, large), "Day sheets")[0]


@pytest.mark.parametrize(("size", "points"), [(PaperSize.A4, (595, 842)), (PaperSize.LETTER, (612, 792))])
@pytest.mark.parametrize("large", [False, True])
def test_that_pages_have_the_size_of_the_paper(
    road: Road, size: PaperSize, points: tuple[int, int], large: bool
) -> None:
    assert sizes(pdf(road.sheets(), size, large=large)) == {points}


@pytest.mark.parametrize("large", [False, True])
def test_that_another_program_reads_every_word_of_a_slip(road: Road, large: bool) -> None:
    slip = road.sheet(SheetKind.DRIVER)
    found = one_line(pdf((slip,), large=large))
    for words in ("Be at the port by 04:00", "T1 · Driver slip", "K7-RM4 · 2 adults, 1 child", "T1 1/1"):
        assert words in found
    told = "Say it when you: leave reach the port hand over Call Marisol Quiroga, 664 555 0170."
    assert told.replace(" ", "") in found.replace(" ", "")


def test_that_accents_and_signs_of_spanish_are_read_too(road: Road) -> None:
    found = one_line(pdf(road.sheets(TUESDAY, SheetKind.DRIVER, tongue="es")))
    assert "mar 14 jul 2026" in found
    assert "Iván Olmos" in found


def many(rows: int) -> DaySheet:
    """A board with so many rows, a heading before each tenth."""
    cells: list[tuple[Cell, ...]] = []
    for n in range(rows):
        if n % 10 == 0:
            cells.append((Cell(f"Heading {n}"),))
        cells.append((Cell(f"first{n}", ("below",)), Cell(f"last{n}", (f"a{n}", f"b{n}", f"c{n}"))))
    table = Table(("Code", "People"), (0.5, 0.5), tuple(cells))
    return DaySheet(
        kind=SheetKind.BOARD, key="k", site_id=SiteId(new_id()), day=TUESDAY, name="Board", mark="Board",
        title="Hearing-day board", subtitle="", corner=(), blocks=(table,), foot="", language="en", fingerprint="",
    )  # fmt: skip


def test_that_no_row_is_split_and_heads_stand_again_on_each_page() -> None:
    pages = texts(pdf((many(120),), large=True))
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert "Code" in text
        assert "Hearing-day board" in text
        assert f"Board {number}/{len(pages)}" in text
    for n in range(120):
        (page,) = (text for text in pages if f"first{n}\n" in text)
        assert f"last{n}\na{n}\nb{n}\nc{n}" in page
    for n in range(0, 120, 10):
        (page,) = (text for text in pages if f"Heading {n}\n" in text)
        assert f"first{n}\n" in page, "a heading is never the last on its page"


def test_that_nothing_stands_outside_the_margins(road: Road) -> None:
    printout = Printout(PaperSize.A4, large=True)
    for sheet in (*road.sheets(tongue="es"), many(40)):
        for page in lay_out(sheet, printout, Ink(large=True)):
            assert all(y + strip.height <= printout.area.height() - 425 for y, strip in page.strips)
