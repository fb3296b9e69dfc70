"""The same search over every byte of the papers of consultations, in every language in which a slip can be written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.day_sheets import HEARING_DAY, DaySheet, PaperSize, SheetKind
from clinic.domain.households import Deadline, DeadlineKind, Household, Paper, PaperKind
from clinic.domain.notices import NoticeMove
from clinic.services import groups, sheets
from clinic.services.sheets.appointments import slip_words
from tests import factory
from tests.services.border import TUESDAY
from tests.services.disclosure.searching import secrets_in
from tests.services.test_consultations import Clinic
from tests.ui.paper.reading import everything, one_line
from tests.ui.paper.test_secrets_on_paper import ALL, NAME
from ui.paper import press
from ui.paper.pages import Printout

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]
KINDS = tuple(kind for kind in SheetKind if kind not in HEARING_DAY)
CODES = {"spa": "K7-RM4", "eng": "M2-TQ8", "por": "P4-WD3", "fra": "F8-BN2", "hat": "H3-TK9"}


@pytest.fixture(scope="module")
def planted() -> Clinic:
    """A household a language, each with everything that a file can hold about it; two of them in a group."""
    clinic = Clinic()
    lawyer = clinic.samir()
    families = {code: _family(clinic, code, case) for code, case in CODES.items()}
    with clinic.scene() as uow:
        for place in uow.places.where():
            place.note, place.gate_phone = ALL["note on the place"], ALL["gate phone"]
        for helper in uow.volunteers.where():
            helper.phone, helper.email, helper.note = ALL["phone"], ALL["e-mail"], ALL["note"]
            helper.contact_note, helper.is_woman = ALL["note on contact"], True
        uow.sessions.get(clinic.session.id).note = ALL["note on the session"]
    why = ALL["reason of a consultation"]
    clinic.book("13:00", reason=why)
    for hour, family in zip(("13:00", "13:45", "14:30", "15:15", "16:00"), families.values(), strict=True):
        clinic.book(hour, family, lawyer=lawyer, language="spa", length=45, reason=why)
    wanted = {"session": clinic.session.id, "kind": ConsultationKind.CHARLA, "capacity": 12}
    clinic.do(groups.group_slot, starts_at=clinic.at("16:30"), ends_at=clinic.at("17:30"), **wanted)
    with clinic.scene() as uow:
        for row in uow.consultations.where():
            row.reason = why
            row.overridden = ("SAME_DAY",)
        for helper in uow.volunteers.where():
            helper.conflicts = (families["hat"].id,)
        group = next(slot for slot in uow.slots.where() if slot.capacity > 1)
        factory.make_consultation(uow, group, uow.households.get(families["fra"].id), reason=why)
    return clinic


def _family(clinic: Clinic, language: str, code: str) -> Household:
    family = clinic.household(
        ages=(), code=code, reference=ALL["reference"], contact_plan=ALL["contact plan"], languages=(language, "spa"),
        note=ALL["note on the household"], vulnerable=True, women_only=True, programme=ALL["programme"],
        papers=(Paper(PaperKind.TEAR_SHEET, held=False),),
    )  # fmt: skip
    with clinic.scene() as uow:
        uow.clinic().keeps_names = True
        factory.make_person(
            uow, family, name=NAME, a_number=ALL["A-number"], age=34, note=ALL["note on the person"], medicine=True
        )
        factory.make_person(uow, family, name=ALL["child's name"], age=5, position=1)
        factory.make_follow_up(uow, ALL["follow-up"], household_id=family.id)
        uow.households.get(family.id).deadlines = (Deadline(DeadlineKind.FILING, TUESDAY),)
        factory.make_request(uow, family, wish="deseo plantado")
        hearing = factory.make_hearing(
            uow, family, hearing_on=TUESDAY, note=ALL["note on the hearing"], court=ALL["court"],
            source=ALL["source of a date"],
        )  # fmt: skip
        for later in (1, 2):
            move = NoticeMove(hearing.id, TUESDAY + timedelta(days=later))
            factory.make_notice(uow, "Aviso plantado", source=ALL["source of a date"], moves=(move,))
    return family


def printed(planted: Clinic, kind: SheetKind, tongue: str) -> tuple[tuple[DaySheet, ...], bytes]:
    found = planted.ask(sheets.day_sheets, site=planted.site.id, day=TUESDAY, kinds=(kind,), tongue=tongue)
    assert found, "every kind of sheet is looked at"
    return found, press.pdf(found, Printout(PaperSize.LETTER), "Day sheets")[0]


@pytest.mark.parametrize("tongue", ["", "en", "es"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_that_no_planted_secret_stands_in_any_byte(planted: Clinic, kind: SheetKind, tongue: str) -> None:
    found, data = printed(planted, kind, tongue)
    text = "\n".join(sheets.as_text(sheet) for sheet in found).encode()
    secrets = ALL | {"wish": "deseo plantado", "title of a notice": "Aviso plantado"}
    for view in (*everything(data), text):
        assert secrets_in(view, secrets | {"first name": "Xochiquétzal"}) == []
    wanted = "Abel" if kind in (SheetKind.INTERPRETER, SheetKind.OVERVIEW) else CODES["fra"]
    assert wanted.encode() in text


def test_that_a_slip_stands_in_the_pdf_in_each_of_the_five_languages(planted: Clinic) -> None:
    words = one_line(printed(planted, SheetKind.APPOINTMENT, "")[1])
    for language, code in CODES.items():
        told = slip_words()[language]
        assert f"{told.title} · {code}" in words
        for sentence in (told.things, told.door, told.cannot):
            assert sentence.split()[0] in words
    for why in ("intake", "entrevista", "I-589", "Samir", "abogad"):
        assert why not in words


def test_that_all_that_is_open_was_looked_at(planted: Clinic) -> None:
    found = planted.ask(sheets.handover, site=planted.site.id, day=TUESDAY)
    assert all((found.tasks, found.clocks, found.disputed, found.without_ride))


def test_that_what_they_come_for_stands_on_the_lawyers_sheet_alone(planted: Clinic) -> None:
    for kind in KINDS:
        words = one_line(printed(planted, kind, "en")[1])
        assert ("intake" in words) is (kind is SheetKind.ATTORNEY), kind
        assert ("Mam" in words) is (kind in (SheetKind.ATTORNEY, SheetKind.INTERPRETER)), kind
