"""Secrets are planted wherever the file can hold one; none may stand in any byte of any sheet, in either language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.day_sheets import HEARING_DAY, DaySheet, PaperSize, SheetKind
from clinic.domain.hearings import HearingEnd
from clinic.domain.households import Paper, PaperKind
from clinic.domain.trips import CheckInKind
from clinic.services import check_ins, sheets
from tests import factory
from tests.services.border import TUESDAY
from tests.services.disclosure.searching import secrets_in
from tests.services.disclosure.test_planted_secrets import SECRETS
from tests.services.sheets.road import Road
from tests.ui.paper.reading import everything, one_line
from ui.paper import press
from ui.paper.pages import Printout

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
MORE = {
    "surname": "Peñaranda",
    "second name": "Teyacapan",
    "child's name": "Citlalmina",
    "who called": "madrina Plantada",
    "court": "Juez Plantado Pérez",
    "source of a date": "correo plantado",
    "room": "sótano plantado 3",
    "word of the road": "va con su abogada plantada",
    "programme": "PROGPLANT",
}
ALL = SECRETS | MORE
NAME = "Xochiquétzal Teyacapan Peñaranda"


@pytest.fixture(scope="module")
def road() -> Road:
    """A day with all of them, and a household that is not back since the day before."""
    road = Road()
    family, lost = (
        road.household(
            ages=(), shelter=road.sur, code=code, reference=ALL["reference"], contact_plan=ALL["contact plan"],
            note=ALL["note on the household"], vulnerable=True, women_only=True, programme=ALL["programme"],
            papers=(Paper(PaperKind.TEAR_SHEET, held=False),), languages=("mam",),
        )
        for code in ("K7-RM4", "M2-TQ8")
    )  # fmt: skip
    with road.scene() as uow:
        uow.places.get(road.sur.id).gate_phone = ALL["gate phone"]
        for place in (road.sur, road.norte, road.port):
            uow.places.get(place.id).note = ALL["note on the place"]
        van = uow.vehicles.get(road.van.id)
        van.note, van.wheelchair_places = ALL["note on the vehicle"], 2
        for household in (family, lost):
            factory.make_person(
                uow, household, name=NAME, a_number=ALL["A-number"], age=34, note=ALL["note on the person"],
                medicine=True, wheelchair=True,
            )  # fmt: skip
            factory.make_person(uow, household, name=ALL["child's name"], age=5, position=1)
        for person in (road.rosa, road.ivan):
            helper = uow.volunteers.get(person.id)
            helper.phone, helper.email, helper.note = ALL["phone"], ALL["e-mail"], ALL["note"]
            helper.contact_note, helper.conflicts = ALL["note on contact"], (lost.id,)
    for on, household in ((TUESDAY, family), (TUESDAY - timedelta(days=1), lost)):
        hearing = road.hearing(household, on)
        trip = road.trip("04:00", on)
        with road.scene() as uow:
            row = uow.hearings.get(hearing.id)
            row.note, row.court, row.source = ALL["note on the hearing"], ALL["court"], ALL["source of a date"]
            factory.make_ride(
                uow, uow.trips.get(trip.id), household, hearing_id=hearing.id, reason=ALL["reason of a ride"],
                stop_id=factory.make_stop(uow, trip, road.sur, arrives_at=road.at("03:00", on), position=0).id,
            )  # fmt: skip
            uow.trips.get(trip.id).note = ALL["note on the trip"]
            uow.trips.get(trip.id).reason = ALL["reason of a seat"]
            factory.make_check_in(uow, trip, kind=CheckInKind.RETURN, household_id=household.id, due_at=None)
        if on == TUESDAY:
            road.manned(trip)
        else:
            said = {"by": ALL["who called"], "note": ALL["word of the road"], "at": road.at("15:00", on)}
            road.do(check_ins.record, trip=trip.id, household=household.id, kind=CheckInKind.WORD, **said)
            with road.scene() as uow:
                uow.hearings.get(hearing.id).end = HearingEnd.HELD
    road.now = road.at("12:00")
    return road


def printed(road: Road, tongue: str, *, names: bool) -> dict[SheetKind, bytes]:
    with road.scene() as uow:
        uow.clinic().keeps_names = names
    found: dict[SheetKind, tuple[DaySheet, ...]] = {
        kind: road.sheets(TUESDAY, kind, tongue=tongue) for kind in HEARING_DAY
    }
    assert all(found.values()), "every kind of sheet is looked at"
    return {kind: press.pdf(each, Printout(PaperSize.LETTER), "Day sheets")[0] for kind, each in found.items()}


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("tongue", ["en", "es"])
def test_that_no_planted_secret_stands_in_any_byte_of_any_sheet(road: Road, tongue: str, names: bool) -> None:
    for kind, data in printed(road, tongue, names=names).items():
        seen = list(everything(data))
        assert {name for view in seen for name in secrets_in(view, ALL)} == set(), kind
        has_first_name = any(secrets_in(view, {"first name": "Xochiquétzal"}) for view in seen)
        assert has_first_name is (names and kind is SheetKind.DRIVER), kind
        has_code = any(b"K7-RM4" in view for view in seen)
        assert has_code is not (names and kind is SheetKind.DRIVER), kind


@pytest.mark.parametrize("tongue", ["en", "es"])
def test_that_the_text_for_a_chat_holds_none_either(road: Road, tongue: str) -> None:
    with road.scene() as uow:
        uow.clinic().keeps_names = True
    text = "\n".join(sheets.as_text(sheet) for sheet in road.sheets(tongue=tongue)).encode()
    assert secrets_in(text, ALL) == []


def test_that_the_search_would_find_a_name_that_was_printed(road: Road) -> None:
    sheet = road.sheets(TUESDAY, SheetKind.DOOR)[0]
    leaky = DaySheet(**{name: getattr(sheet, name) for name in sheet.__slots__} | {"subtitle": NAME})
    data = press.pdf((leaky,), Printout(), "x")[0]
    assert NAME in one_line(data)
    assert "surname" in {name for view in everything(data) for name in secrets_in(view, ALL)}


def test_that_nobody_of_another_day_stands_on_the_slips(road: Road) -> None:
    assert "M2-TQ8" not in one_line(printed(road, "en", names=False)[SheetKind.DRIVER])
    assert road.sheets(date(2026, 7, 13), SheetKind.DRIVER)
