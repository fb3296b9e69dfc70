"""Door lists, port lists, the board and the watch for returns: each shows what its reader needs, and no more."""

from __future__ import annotations

from datetime import date

import pytest

from clinic.domain.day_sheets import SheetKind, Table
from clinic.domain.trips import CheckInKind
from clinic.services import check_ins, sheets
from tests.services.border import TUESDAY
from tests.services.sheets.road import Road


@pytest.fixture
def road() -> Road:
    """K7-RM4 rides from Norte, M2-TQ8 from Sur, Z9-XX2 has no ride."""
    found = Road()
    norte = found.household(code="K7-RM4")
    sur = found.household(ages=(29,), shelter=found.sur, code="M2-TQ8")
    for family in (norte, sur, found.household(ages=(51, 50), code="Z9-XX2")):
        found.hearing(family)
    found.manned(found.trip_with(norte, sur))
    return found


def test_that_a_door_list_shows_codes_hours_and_vehicle_and_no_hearing(road: Road) -> None:
    doors = {sheet.mark: sheets.as_text(sheet) for sheet in road.sheets(TUESDAY, SheetKind.DOOR, tongue="en")}
    assert set(doors) == {"Shelter Norte", "Shelter Sur"}
    assert "K7-RM4, [somebody has to open]  2 adults, 1 child  Van A, T1" in doors["Shelter Norte"]
    assert "Gate: open from 06:00 to 22:00." in doors["Shelter Norte"]
    for text in doors.values():
        assert "04:00" not in text
        assert "08:00" not in text
        assert "Z9-XX2" not in text
    assert "M2-TQ8" not in doors["Shelter Norte"]


def test_that_a_port_list_has_everybody_who_is_called_with_and_without_a_ride(road: Road) -> None:
    text = road.text(SheetKind.PORT)
    assert "04:00  03:45  K7-RM4, 2 adults, 1 child, [1 child seat]  Van A, T1, Iván Olmos" in text
    assert "04:00  –  Z9-XX2, 2 adults, [no ride]  –" in text
    assert "08:00" not in text


def test_that_the_board_has_the_whole_day_by_code(road: Road) -> None:
    text = road.text(SheetKind.BOARD)
    assert "3 households, 6 people, 1 trip." in text
    assert "T1 · Van A, 4 of 8 · driver Rosa Medrano · escort Iván Olmos" in text
    assert "No ride yet, [not covered]" in text
    assert "Holds the phone: Marisol Quiroga, 664 555 0170" in text
    for code in ("K7-RM4", "M2-TQ8", "Z9-XX2"):
        assert text.count(code) == 1


def test_that_the_watch_tells_which_word_came_last_and_never_what_was_said(road: Road) -> None:
    road.now = road.at("16:00")
    trip = next(row for row in road.ask(lambda uow: uow.trips.where()) if row.label == "T1")
    family = road.ask(lambda uow: uow.households.where(code="K7-RM4"))[0]
    word = {"household": family.id, "at": road.at("14:10"), "by": "tía Lupe", "note": "están con la abogada"}
    road.do(check_ins.record, trip=trip.id, kind=CheckInKind.WORD, **word)
    text = road.text(SheetKind.RETURNS)
    assert "K7-RM4, 3 people  word about them, Tue 14 July 14:10  21:35, Marisol Quiroga" in text
    assert "M2-TQ8, 1 person  no word since the hearing began" in text
    assert "Lupe" not in text
    assert "abogada" not in text


def test_that_the_watch_of_a_morning_lists_who_joins_with_the_hour_at_which_their_shelter_closes(road: Road) -> None:
    sheet = road.sheet(SheetKind.RETURNS)
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    assert [[cell.bold for cell in row] for row in table.rows] == [
        ["K7-RM4", "08:00", "22:00", ""],
        ["M2-TQ8", "08:00", "–", ""],
    ]


def test_that_a_day_without_plans_has_no_sheet(road: Road) -> None:
    assert road.sheets(date(2026, 7, 20)) == ()


def test_that_every_kind_of_sheet_says_what_it_shows() -> None:
    assert set(sheets.LEVELS) == set(SheetKind)
