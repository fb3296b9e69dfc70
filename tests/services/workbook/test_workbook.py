"""The organizers' workbook, read back by openpyxl and, where it is installed, opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic.domain.errors import FileTrouble
from clinic.domain.feeds import DeliveryKind
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, SessionStatus
from clinic.domain.when import Week
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.files import Folder
from clinic.i18n import say
from clinic.services import workbook
from clinic.services.workbook import WorkbookReport
from db.store import SqlStore
from tests.factory import (
    HOUR,
    MORNING,
    make_clinic,
    make_consultation,
    make_household,
    make_ride,
    make_seat,
    make_session,
    make_slot,
    make_stop,
    make_trip,
    make_volunteer,
)
from tests.stores import memory_store

WEEK = Week.parse("2026-W10")
NAME = "week.xlsx"


@pytest.fixture(scope="module")
def store() -> SqlStore:
    store = memory_store(clock=lambda: MORNING)
    with store.work() as uow:
        make_clinic(uow, "Clínica Norte")
        session = make_session(uow, status=SessionStatus.PUBLISHED, room="Sala 2")
        anna = make_volunteer(uow, "Anna Ruiz")
        seat = make_seat(uow, session, volunteer=anna, source="spa", target="eng", answer=Answer.ASKED)
        make_seat(uow, session, Role.ATTORNEY, position=1)
        household = make_household(uow, ages=(34, 3), code="K7-RM4")
        make_consultation(uow, make_slot(uow, session, seat_ids=(seat.id,)), household)
        trip = make_trip(uow, "T3", report_at=MORNING + 24 * HOUR)
        make_seat(uow, trip, Role.DRIVER, make_volunteer(uow, "=Beto"))
        stop = make_stop(uow, trip, leaves_at=MORNING + 22 * HOUR)
        make_ride(uow, trip, household, stop_id=stop.id)
        make_session(uow, MORNING + timedelta(days=30))
        uow.commit(say("Set the scene"))
    return store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbook")


@pytest.fixture(scope="module")
def report(store: SqlStore, folder: Path) -> WorkbookReport:
    return export(store, folder)


def export(store: SqlStore, folder: Path, **more: Any) -> WorkbookReport:
    with store.work() as uow:
        return workbook.export(uow, ExcelWriter(), Folder(folder), week=WEEK, name=more.pop("name", NAME), **more)


@pytest.fixture(scope="module")
def book(report: WorkbookReport, folder: Path) -> Any:
    return openpyxl.load_workbook(folder / report.file)


def rows(book: Any, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_that_the_report_counts_what_was_written(report: WorkbookReport) -> None:
    assert (report.seats, report.open_seats, report.consultations, report.rides) == (3, 1, 1, 1)


def test_that_the_grid_shows_days_across_and_gaps_by_colour_and_word(book: Any) -> None:
    grid = book["Week 2026-W10"]
    assert [cell.value for cell in grid[3]][:3] == ["Place and work", "Mon 2 March", "Tue 3 March"]
    tuesday = grid.cell(4, 3)
    assert grid.cell(4, 1).value == "Consultations\n09:00–13:00\nCasa Paloma\nSala 2"
    assert tuesday.value == "Spanish–English interpreter: Anna Ruiz (asked)\nAttorney: OPEN"
    assert tuesday.fill.start_color.rgb.endswith("F8C9B8")
    assert grid.cell(5, 4).value.splitlines() == ["T3 07:00–08:45 (draft)", "Driver: =Beto"]


def test_that_the_grid_prints_one_page_wide_with_titles_and_foot(book: Any) -> None:
    grid = book["Week 2026-W10"]
    assert (grid.page_setup.orientation, grid.page_setup.fitToWidth, grid.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert grid.sheet_properties.pageSetUpPr.fitToPage
    assert (grid.print_title_rows, grid.print_title_cols) == ("$1:$3", "$A:$A")
    assert "Disclosure level: organizers" in grid.oddFooter.left.text
    assert "Tue 3 March 2026" in grid.oddFooter.left.text


def test_that_seats_are_a_real_table_with_a_hidden_id(book: Any, store: SqlStore) -> None:
    seats = book["Seats"]
    assert seats.tables["Seats"].ref == "A1:N4"
    assert seats.column_dimensions["A"].hidden
    with store.read() as uow:
        assert {row[0] for row in rows(book, "Seats")[1:]} == {str(seat.id) for seat in uow.seats.where()}
    first = rows(book, "Seats")[1]
    assert first[1:5] == (datetime(2026, 3, 3), time(9), time(13), 4)  # noqa: DTZ001 - a cell has no zone
    assert rows(book, "Seats")[2][11:13] == ("OPEN", None)
    assert len(seats.data_validations.dataValidation) == 2
    assert seats.data_validations.dataValidation[0].formula1 == "'Legend'!$D$2:$D$5"


def test_that_text_stays_text(book: Any) -> None:
    beto = book["Seats"].cell(4, 12)
    assert (beto.value, beto.data_type, beto.quotePrefix) == ("=Beto", "s", True)


def test_that_households_appear_by_code_only(book: Any) -> None:
    assert rows(book, "Consultations")[1][0] == "K7-RM4"
    ride = rows(book, "Rides")[1]
    assert (ride[0], ride[5], ride[8], ride[10]) == ("K7-RM4", time(7), time(9), 2)


def test_that_nobody_is_named_in_the_properties(book: Any) -> None:
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Clinic Scheduler", "Clinic Scheduler")


def test_that_the_same_week_gives_the_same_bytes_and_is_not_touched(
    report: WorkbookReport, store: SqlStore, folder: Path
) -> None:
    again = export(store, folder)
    assert (report.is_new, again.is_new) == (True, False)
    with store.read() as uow:
        (given,) = uow.deliveries.where(kind=DeliveryKind.WORKBOOK)
        assert given.what == "2026-W10"
        assert given.fingerprint == workbook.current_fingerprint(uow, week=WEEK, site=None)


def test_that_a_week_without_plans_has_sheets_without_tables() -> None:
    store = memory_store()
    with store.work() as uow:
        make_clinic(uow)
        make_session(uow, MORNING + timedelta(days=30))
        uow.commit(say("Nothing in that week"))
    data = BytesIO()

    class Keep:
        def put(self, name: str, found: bytes) -> bool:  # noqa: ARG002 - the promise has it
            return bool(data.write(found))

    with store.work() as uow:
        workbook.export(uow, ExcelWriter(), Keep(), week=WEEK, name=NAME)
    empty = openpyxl.load_workbook(data)
    assert not empty["Seats"].tables
    assert empty["Consultations"]["A2"].value == "No consultations in this week."


def test_that_a_folder_that_cannot_be_written_gives_one_sentence(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileTrouble) as refused:
        export(store, tmp_path / "file")
    assert "Choose another folder" in str(refused.value)
    with store.read() as uow:
        assert uow.deliveries.count(kind=DeliveryKind.WORKBOOK) <= 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_that_libreoffice_reads_the_workbook(report: WorkbookReport, folder: Path, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", tmp_path, folder / report.file], check=True, capture_output=True, timeout=180)
    turned: Any = openpyxl.load_workbook(tmp_path / NAME)
    assert turned.sheetnames == ["Week 2026-W10", "Seats", "Consultations", "Rides", "Legend"]
    seats = turned["Seats"]
    assert seats.column_dimensions["A"].hidden
    assert seats.tables
    assert seats.cell(4, 12).value == "=Beto"
    assert seats.cell(4, 12).data_type == "s"
    assert seats.cell(2, 2).value.date() == date(2026, 3, 3)
    assert turned["Week 2026-W10"].print_title_rows == "$1:$3"
