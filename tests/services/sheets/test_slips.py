"""Slips of a crew: hours with their sums, codes, needs as signs, whom to call (stories 1, 2 and 3, capability 9)."""

from __future__ import annotations

from datetime import date, time

import pytest

from clinic.domain.day_sheets import Frame, SheetKind, Symbol, Table
from clinic.domain.hearings import HearingKind
from clinic.domain.households import Paper, PaperKind
from clinic.domain.trips import VehicleKind
from clinic.services import hearings, rides, sheets, trips
from tests import factory
from tests.services.border import TUESDAY
from tests.services.sheets.road import GUARD, Road


@pytest.fixture
def road() -> Road:
    return Road()


def frame_of(road: Road, kind: SheetKind = SheetKind.DRIVER, day: date = TUESDAY) -> Frame:
    return next(block for block in road.sheet(kind, day).blocks if isinstance(block, Frame))


def signs_of(road: Road, kind: SheetKind) -> set[Symbol]:
    tables = [block for block in road.sheet(kind).blocks if isinstance(block, Table)]
    return {sign.symbol for table in tables for row in table.rows for cell in row for sign in cell.signs}


def test_that_a_driver_slip_tells_the_night_of_the_first_story(road: Road) -> None:
    family = road.household(code="K7-RM4")
    road.hearing(family)
    road.manned(road.trip_with(family))
    text = road.text(SheetKind.DRIVER)
    assert text.splitlines()[:3] == [
        "T1 · Driver slip",
        "Tue 14 July 2026 · Rosa Medrano · Van A, 8 seats, 2 child seats",
        "Be at the port by 04:00",
    ]
    for line in (
        "02:05  Wake up",
        "02:35  Leave home",
        "03:10  Shelter Norte, K7-RM4 · 2 adults, 1 child, [locked until 06:00: call ________], [1 child seat]",
        "03:45  El Chaparral",
        "Iván Olmos walks the group to the gate.",
        "Same clock in San Diego and Tijuana today.",
        "Return: no fixed hour.",
        "Shelter Norte closes 22:00.",
        "Say it when you: leave, reach the port, hand over. Call Marisol Quiroga, 664 555 0170.",
        "15 min in hand",
    ):
        assert line in text


def test_that_the_gate_s_number_is_told_only_where_somebody_has_to_open(road: Road) -> None:
    with road.scene() as uow:
        for place in (road.norte, road.sur):
            uow.places.get(place.id).gate_phone = "664 555 0199"
    early, late = road.household(), road.household(shelter=road.sur)
    road.hearing(early)
    road.hearing(late)
    road.manned(road.trip_with(early, late))
    assert road.text(SheetKind.DRIVER).count("664 555 0199") == 1


def test_that_a_report_time_that_nobody_has_confirmed_is_told_so_until_it_is(road: Road) -> None:
    family = road.household(shelter=road.sur)
    hearing = road.hearing(family, hearing_time=time(8, 30), report_time=None)
    road.manned(road.trip_with(family, report="04:30"))
    assert [sign.words for sign in frame_of(road).signs] == ["report time not confirmed"]
    assert "report time not confirmed" in road.text(SheetKind.PORT)
    road.do(hearings.confirm_report_time, hearing=hearing.id)
    assert frame_of(road).signs == ()


def test_that_monterrey_and_laredo_stand_on_the_slip_with_both_clocks_in_summer_and_one_in_winter(road: Road) -> None:
    with road.scene() as uow:
        site = uow.sites.get(road.site.id)
        site.zone, site.us_zone, site.city, site.us_city = "America/Monterrey", "America/Chicago", "Monterrey", "Laredo"
        for place in uow.places.where(site_id=site.id):
            place.zone = "America/Chicago" if place.id == road.port.id else "America/Monterrey"
            place.locks_at = place.opens_at = None
        for row in uow.travel.where(from_id=road.norte.id, to_id=road.port.id):
            row.minutes = 180
    for on in (TUESDAY, date(2027, 1, 14)):
        family = road.household()
        road.hearing(family, on, hearing_time=time(8, 30), report_time=time(4, 30))
        trip = road.trip("04:30", on, zone="America/Chicago")
        road.do(rides.add, trip=trip.id, household=family.id, reason=GUARD)
    summer, winter = road.text(SheetKind.DRIVER), road.text(SheetKind.DRIVER, date(2027, 1, 14))
    assert "Be at the port by, Laredo clock 04:30\nMonterrey clock 03:30" in summer
    assert "00:05, 01:05 Laredo  Shelter Norte" in summer
    assert "Laredo is 1 h ahead of Monterrey today." in summer
    assert "Be at the port by 04:30\n" in winter
    assert "01:05  Shelter Norte" in winter
    assert "Same clock in Laredo and Monterrey today." in winter


@pytest.mark.parametrize(
    ("day", "report", "told"),
    [
        (date(2026, 3, 8), "04:30", "Clocks go forward at 02:00"),
        (date(2026, 11, 1), "02:15", "Clocks go back at 02:00: pick-up is the second 01:20"),
    ],
)
def test_that_a_night_on_which_the_clocks_change_says_so(road: Road, day: date, report: str, told: str) -> None:
    family = road.household(shelter=road.sur)
    road.hearing(family, day, hearing_time=time(8), report_time=time.fromisoformat(report))
    trip = road.trip(report, day)
    road.do(rides.add, trip=trip.id, household=family.id, reason=GUARD)
    if told.startswith("Clocks go back"):
        assert "the second 01:15" in road.text(SheetKind.DRIVER, day)
        assert "Clocks go back at 02:00" in road.text(SheetKind.BOARD, day)
    else:
        assert told in road.text(SheetKind.DRIVER, day)
        assert told in road.text(SheetKind.BOARD, day)


def test_that_needs_are_signs_and_a_lost_paper_is_one_too(road: Road) -> None:
    lost = (Paper(PaperKind.TEAR_SHEET, held=False), Paper(PaperKind.FMM, valid_until=date(2026, 7, 13)))
    family = road.household(ages=(34,), papers=lost)
    with road.scene() as uow:
        uow.vehicles.get(road.van.id).wheelchair_places = 1
        factory.make_person(uow, family, age=5, wheelchair=True, medicine=True, position=1)
    road.hearing(family)
    road.manned(road.trip_with(family))
    wanted = {Symbol.CHILD_SEAT, Symbol.WHEELCHAIR, Symbol.MEDICINE, Symbol.PAPERS}
    for kind in (SheetKind.DRIVER, SheetKind.ESCORT):
        assert wanted <= signs_of(road, kind)
    text = road.text(SheetKind.DRIVER)
    assert "papers: look" in text
    assert "tear sheet" not in text
    assert "FMM" not in text


def test_that_a_first_name_stands_on_the_driver_slip_only_when_the_clinic_keeps_names(road: Road) -> None:
    family = road.household(ages=(), code="K7-RM4")
    with road.scene() as uow:
        factory.make_person(uow, family, name="Xochitl Peñaranda", age=34)
    road.hearing(family)
    road.manned(road.trip_with(family))
    assert "K7-RM4 · 1 adult" in road.text(SheetKind.DRIVER)
    with road.scene() as uow:
        uow.clinic().keeps_names = True
    slip = road.sheet(SheetKind.DRIVER)
    assert "Xochitl · 1 adult" in sheets.as_text(slip)
    assert slip.foot == "First names or codes only. Tear up after the trip."
    everything = "\n".join(sheets.as_text(sheet) for sheet in road.sheets())
    assert "Peñaranda" not in everything
    others = "\n".join(sheets.as_text(s) for s in road.sheets() if s.kind is not SheetKind.DRIVER)
    assert "Xochitl" not in others
    assert "K7-RM4" in others


def test_that_each_reads_a_slip_in_their_own_language_unless_another_is_asked_for(road: Road) -> None:
    family = road.household()
    road.hearing(family)
    road.manned(road.trip_with(family))
    languages = {sheet.kind: sheet.language for sheet in road.sheets()}
    assert languages[SheetKind.DRIVER] == "en"
    assert languages[SheetKind.ESCORT] == "es"
    assert languages[SheetKind.DOOR] == "es"
    assert {sheet.language for sheet in road.sheets(tongue="en")} == {"en"}


def test_that_bus_riders_get_fares_by_age_and_pocket_money(road: Road) -> None:
    with road.scene() as uow:
        bus = factory.make_vehicle(uow, "Bus", seats=40, kind=VehicleKind.BUS, fare=395, site_id=road.site.id)
    family = road.household(ages=(40, 38, 12, 10, 5, 4, 0), shelter=road.sur)
    road.hearing(family)
    trip = road.trip(vehicle=bus)
    road.do(rides.add, trip=trip.id, household=family.id, reason=GUARD)
    text = road.text(SheetKind.ESCORT, tongue="en")
    # Of 5 to 10 years half, below free, 50 an adult (field research 1.3); the escort pays too.
    assert "Fare: 3 full fares: 3 × 395 = 1,185 pesos; 2 half fares, ages 5–10: 2 × 197.50 = 395 pesos;" in text
    assert "1 of the team: 1 × 395 = 395 pesos; pocket money for 2 adults: 2 × 50 = 100 pesos." in text
    assert "Together 2,075 pesos." in text
    assert "child seat" not in text.split("Fare:")[0].split("Be at the port")[1]


def test_that_a_return_has_no_hour_and_its_driver_waits(road: Road) -> None:
    span = {"standby_from": road.at("18:00"), "standby_until": road.at("22:00")}
    road.do(trips.return_trip, site=road.site.id, port=road.port.id, vehicle=road.van.id, **span)
    frame = frame_of(road)
    assert frame.hours == (("Stand by", "18:00–22:00"),)
    assert "Wait for the call: nobody knows the hour before." in frame.lines


def test_that_a_presentation_without_a_hearing_has_a_slip_as_well(road: Road) -> None:
    family = road.household(shelter=road.sur)
    road.hearing(family, kind=HearingKind.PRESENTATION, hearing_time=None, report_time=time(9))
    road.manned(road.trip_with(family, report="09:00"))
    assert "Be at the port by 09:00" in road.text(SheetKind.DRIVER)
