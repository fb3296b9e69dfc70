"""Secrets are planted wherever the file can hold one; none may stand in any byte of what leaves the laptop."""

from __future__ import annotations

import base64
import html
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic.domain.people import Role
from clinic.domain.sessions import SessionStatus
from clinic.domain.when import Week
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.i18n import say
from clinic.services import feeds, workbook
from db.store import SqlStore
from tests.factory import (
    HOUR,
    MORNING,
    make_absence,
    make_clinic,
    make_consultation,
    make_follow_up,
    make_hearing,
    make_household,
    make_place,
    make_ride,
    make_seat,
    make_session,
    make_slot,
    make_trip,
    make_vehicle,
    make_volunteer,
)
from tests.services.disclosure.searching import secrets_in
from tests.stores import memory_store

OF_CLIENTS = {
    "name": "Xochiquétzal Peñaranda",
    "A-number": "000912345",
    "reference": "EXP-PLANTED-77",
    "contact plan": "+52 664 555 0191 pregunta Lupe",
    "note on the household": "duerme en el sótano azul",
    "note on the person": "toma Metforminaplant",
    "note on the hearing": "traer la hoja rosaplant",
    "reason of a consultation": "porque su hermana plantada",
    "reason of a ride": "silla rota plantada",
    "follow-up": "llamar a la tía plantada",
}
OF_VOLUNTEERS = {
    "phone": "(619) 555-0173",
    "e-mail": "secreta.plantada@example.org",
    "note on contact": "solo Signalplant",
    "note": "alergia plantadisima",
    "absence": "quimioterapia plantada",
    "reason of a seat": "viuda de plantado",
    "gate phone": "664 555 0188",
    "note on the place": "calle Plantada 1234",
    "note on the session": "sin decir plantado",
    "note on the trip": "pasar por plantado",
    "note on the vehicle": "placas PLANT-00",
}
SECRETS = OF_CLIENTS | OF_VOLUNTEERS


@pytest.fixture(scope="module")
def store() -> SqlStore:
    store = memory_store(clock=lambda: MORNING)
    with store.work() as uow:
        make_clinic(uow, keeps_names=True, keeps_a_numbers=True)
        place = make_place(uow, gate_phone=SECRETS["gate phone"], note=SECRETS["note on the place"])
        family = make_household(
            uow, ages=(), reference=SECRETS["reference"], contact_plan=SECRETS["contact plan"],
            note=SECRETS["note on the household"], code="K7-RM4",
        )  # fmt: skip
        from tests.factory import make_person

        person = make_person(
            uow, family, name=SECRETS["name"], a_number=SECRETS["A-number"], age=34, note=SECRETS["note on the person"]
        )
        hearing = make_hearing(uow, family, note=SECRETS["note on the hearing"])
        anna = make_volunteer(
            uow, "Anna", phone=SECRETS["phone"], email=SECRETS["e-mail"], contact_note=SECRETS["note on contact"],
            note=SECRETS["note"], conflicts=(family.id,),
        )  # fmt: skip
        make_absence(uow, anna, MORNING + timedelta(days=2), note=SECRETS["absence"])
        session = make_session(
            uow, place_id=place.id, note=SECRETS["note on the session"], status=SessionStatus.PUBLISHED
        )
        seat = make_seat(uow, session, volunteer=anna, reason=SECRETS["reason of a seat"], overridden=("REST",))
        slot = make_slot(uow, session, seat_ids=(seat.id,))
        make_consultation(uow, slot, family, person_ids=(person.id,), reason=SECRETS["reason of a consultation"])
        van = make_vehicle(uow, note=SECRETS["note on the vehicle"])
        trip = make_trip(uow, report_at=MORNING + 24 * HOUR, note=SECRETS["note on the trip"], vehicle_id=van.id)
        make_seat(uow, trip, Role.DRIVER, anna, reason=SECRETS["reason of a seat"])
        make_ride(uow, trip, family, hearing_id=hearing.id, reason=SECRETS["reason of a ride"])
        make_follow_up(uow, SECRETS["follow-up"], household_id=family.id)
        uow.commit(say("Plant"))
    return store


def everything_that_leaves(store: SqlStore, folder: Path, tongue: str) -> dict[str, bytes]:
    with store.work() as uow:
        for volunteer in uow.volunteers.where():
            volunteer.feed_language = tongue
        feeds.export(uow, IcalWriter(), Folder(folder), first=date(2026, 2, 1), last=date(2026, 6, 1))
        workbook.export(uow, ExcelWriter(), Folder(folder), week=Week(2026, 10), name="w.xlsx", tongue=tongue)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("tongue", ["en", "es"])
def test_that_no_planted_secret_leaves_the_laptop(store: SqlStore, tmp_path: Path, tongue: str) -> None:
    files = everything_that_leaves(store, tmp_path, tongue)
    assert len(files) == 2
    assert {name: secrets_in(data, SECRETS) for name, data in files.items()} == {name: [] for name in files}
    assert all(not secrets_in(name.encode(), SECRETS) for name in files)


def test_that_a_feed_holds_no_code_and_the_workbook_does(store: SqlStore, tmp_path: Path) -> None:
    files = everything_that_leaves(store, tmp_path, "en")
    holders = {name for name, data in files.items() if secrets_in(data, {"code": "K7-RM4"})}
    assert holders == {"w.xlsx"}


def test_that_codes_which_were_asked_for_bring_no_secret_along(store: SqlStore, tmp_path: Path) -> None:
    with store.work() as uow:
        uow.clinic().codes_in_feeds = True
        feeds.export(uow, IcalWriter(), Folder(tmp_path), first=date(2026, 2, 1), last=date(2026, 6, 1))
    (feed,) = (path.read_bytes() for path in tmp_path.iterdir())
    assert secrets_in(feed, SECRETS | {"code": "K7-RM4"}) == ["code"]


def zipped(data: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet1.xml", data)
    return found.getvalue()


@pytest.mark.parametrize("name", list(SECRETS))
def test_that_the_search_itself_finds_each_secret_in_each_disguise(name: str) -> None:
    secret = SECRETS[name]
    padded = f"<v>before {secret} after</v>".encode()
    hidden = [
        padded,
        padded.decode().encode("utf-16-le"),
        zipped(padded),
        zipped("".join(f"&#{ord(c)};" for c in secret).encode()),
        zipped(html.escape(padded.decode()).encode("ascii", "xmlcharrefreplace")),
        base64.b64encode(b"12" + padded),
        b"DESCRIPTION:" + secret[:5].encode() + b"\r\n " + secret[5:].encode(),
        zipped(zipped(padded)),
    ]
    assert [secrets_in(data, {name: secret}) for data in hidden] == [[name]] * len(hidden)
