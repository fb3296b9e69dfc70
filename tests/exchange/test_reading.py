"""Strangers' spreadsheets: what is read of them, and one plain sentence for each that cannot be read."""

from __future__ import annotations

import io
import sys
import time as clock
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.errors import ClinicError, FileTrouble, ImportTrouble
from clinic.exchange.child import SheetReader, read_sheets
from clinic.exchange.limits import MAX_FILE_BYTES
from clinic.exchange.tables import Sheet, pack, unpack


def excel(path: Path, rows: list[list[Any]], forms: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr] # a new workbook has one
    for cell, form in (forms or {}).items():
        book.active[cell].number_format = form  # type: ignore[index] # the same
    book.save(path)
    return path


def rewrite(path: Path, member: str, change: Any) -> Path:
    """The same zip with one member's bytes changed."""
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    path.write_bytes(data.getvalue())
    return path


def refused(path: Path) -> str:
    with pytest.raises(ImportTrouble) as trouble:
        read_sheets(path)
    return str(trouble.value)


def test_that_values_keep_their_kind(tmp_path: Path) -> None:
    row = ["text ", 3, 2.5, True, date(2027, 2, 9), datetime.fromisoformat("2027-03-02T08:30"), time(8, 30), None]
    (sheet,) = read_sheets(excel(tmp_path / "a.xlsx", [row]))
    (found,) = sheet.rows
    assert found == (1, ("text", *row[1:-1]))


def test_that_number_forms_which_show_zeros_give_text(tmp_path: Path) -> None:
    forms = {"A1": "000-000-000", "B1": "00000", "C1": "0", "D1": "0.00", "E1": "[h]:mm"}
    (sheet,) = read_sheets(excel(tmp_path / "a.xlsx", [[412776, 501, 7, 7, timedelta(hours=26)]], forms))
    assert sheet.rows[0][1] == ("000-412-776", "00501", 7, 7, "26:00")


def test_that_hidden_rows_columns_joined_cells_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A3:C3")
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (found,) = read_sheets(tmp_path / "a.xlsx")
    assert found.hidden == found.hidden_columns == frozenset({2})
    assert found.merged == ((3, 1, 3, 3),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_that_text_tables_are_read_in_every_usual_form(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f'Nombre{separator}Nota\r\nÍñigo Muñiz{separator}"dos\nlíneas; y, más"\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(tmp_path / "a.csv")
    assert sheet.rows == ((1, ("Nombre", "Nota")), (2, ("Íñigo Muñiz", "dos\nlíneas; y, más")))


def test_that_the_mark_against_formulas_is_taken_off(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("phone,name\n'+52 664,'Ana\n", encoding="utf-8")
    assert read_sheets(tmp_path / "a.csv")[0].rows[1][1] == ("+52 664", "'Ana")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n;;\n", "is empty"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "locked with a password"),
        ("a.xlsx", b"Name,Role\nAna,driver\n", "something else inside"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.csv", b"PK\x03\x04 zip", "holds no text"),
        ("a.csv", b"%PDF-1.7", "holds no text"),
        ("a.csv", b"a,b\n\x01\x02\x00\x03\x04", "holds no text"),
        ("a.ods", b"PK\x03\x04", "not read yet"),
        ("a.ics", b"BEGIN:VCALENDAR", "calendar file"),
        ("a.docx", b"PK\x03\x04", "no spreadsheet"),
        ("a.csv", b"x," * 70 + b"x\n", "cell R1C71"),
        ("a.csv", b"x\n" * 5001, "cell R5001C1"),
    ],
)
def test_that_what_cannot_be_read_gets_one_sentence(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert word in refused(path)


def test_that_a_file_that_is_gone_is_a_trouble_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="cannot be read"):
        read_sheets(tmp_path / "gone.xlsx")


def test_that_an_empty_workbook_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    assert "is empty" in refused(excel(tmp_path / "a.xlsx", []))
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert "larger than 20 MB" in refused(tmp_path / "big.csv")


def test_that_one_cell_in_the_last_corner_is_named_at_once(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["Name", "Role"], ["Ana", "driver"]])
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", corner))
    start = clock.monotonic()
    assert "cell XFD1048576" in refused(path)
    assert clock.monotonic() - start < 2


def test_that_a_wrong_word_about_the_size_of_a_sheet_does_no_harm(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["Name", "Role"], ["Ana", "driver"]])
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert len(read_sheets(path)[0].rows) == 2


def test_that_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 150_000_000)
    assert "would unpack to 150 MB" in refused(tmp_path / "a.xlsx")


def test_that_entities_are_refused_because_openpyxl_uses_defusedxml(tmp_path: Path) -> None:
    assert openpyxl.DEFUSEDXML
    path = excel(tmp_path / "a.xlsx", [["Name"]])
    laugh = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: laugh + data)
    assert "damaged" in refused(path)


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]


@pytest.mark.parametrize("member", PARTS)
def test_that_a_truncated_part_is_damage(tmp_path: Path, member: str) -> None:
    path = excel(tmp_path / "a.xlsx", [["Name"]])
    assert "damaged" in refused(rewrite(path, member, lambda data: data[: len(data) // 2]))


@given(st.integers(0, 6000), st.integers(0, 255))
def test_that_a_flipped_byte_gives_a_sentence_or_a_list(
    tmp_path_factory: pytest.TempPathFactory, at: int, to: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / "whole.xlsx"
    data = bytearray((whole if whole.exists() else excel(whole, [["Name", "Role"], ["Ana", "x"]])).read_bytes())
    data[at % len(data)] = to
    (folder / "flipped.xlsx").write_bytes(data)
    with suppress(ClinicError):
        assert read_sheets(folder / "flipped.xlsx")


def test_that_the_child_gives_the_same_as_reading_here() -> None:
    path = Path(__file__).parents[1] / "data" / "02_voluntarios_matamoros.xlsx"
    assert SheetReader().read(path) == read_sheets(path)


def test_that_troubles_come_through_the_child_in_words(tmp_path: Path) -> None:
    with pytest.raises(ImportTrouble, match="is empty"):
        SheetReader().read(excel(tmp_path / "a.xlsx", []))


def test_that_a_child_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(ImportTrouble, match="seconds to read"):
        SheetReader(seconds=0.0).read(excel(tmp_path / "a.xlsx", [["Name"]]))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux heeds a limit of memory for a process")
def test_that_a_child_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [[f"{row} {column} {'x' * 200}" for column in range(20)] for row in range(2500)])
    with pytest.raises(ImportTrouble, match="more memory"):
        SheetReader(memory_bytes=60_000_000).read(path)


values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 5000), st.lists(values, max_size=5).map(tuple)), max_size=5).map(tuple))
def test_that_rows_come_out_of_the_child_as_they_went_in(rows: Any) -> None:
    sheet = Sheet("Hoja 1", rows, frozenset({2, 4}), frozenset({3}), ((1, 1, 1, 4),))
    assert unpack(pack([sheet])) == (sheet,)
