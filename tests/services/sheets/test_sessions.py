"""Paper of a day's consultations: doors, lawyers, interpreters, groups, slips for households."""

from __future__ import annotations

from datetime import datetime

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.day_sheets import Copy, DaySheet, SheetKind, Table
from clinic.domain.errors import BadValue, Refused
from clinic.domain.households import Household
from clinic.services import consultations, groups, roster, sheets
from clinic.services.sheets.appointments import slip_language, slip_words
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic

WHY = "The date of court is near"


class Paper(Clinic):
    """The clinic of story 9 with the Mam household at 13:00 and a family from Haiti at 14:15 with Samir."""

    def __init__(self) -> None:
        super().__init__()
        self.second = self.samir()
        self.family: Household = self.household((34, 33, 3), code="H3-TK9", languages=("hat", "spa"))
        self.book("13:00")
        self.book(
            "14:15", self.family, lawyer=self.second, language="spa", kind=ConsultationKind.I589, length=60, reason=WHY
        )

    def sheets(self, kind: SheetKind, **more: object) -> tuple[DaySheet, ...]:
        found: tuple[DaySheet, ...] = self.ask(
            sheets.day_sheets, site=self.site.id, day=TUESDAY, kinds=(kind,), **{"tongue": "en", **more}
        )
        return found

    def texts(self, kind: SheetKind, **more: object) -> list[str]:
        return [sheets.as_text(sheet) for sheet in self.sheets(kind, **more)]


@pytest.fixture
def paper() -> Paper:
    return Paper()


def test_that_the_door_reads_hour_code_heads_room_and_first_name_alone(paper: Paper) -> None:
    (text,) = paper.texts(SheetKind.SESSION)
    assert text.splitlines()[0] == "Who comes · Jacaranda"
    assert f"13:00  {paper.mam.code}  1 adult  Room 1, Helen" in text
    assert "14:15  H3-TK9  2 adults, 1 child  Room 2, Samir" in text
    for word in ("Mam", "intake", "I-589", "Spanish", "Abel"):
        assert word not in text


def test_that_two_lawyers_of_one_name_are_told_apart_at_the_door(paper: Paper) -> None:
    with paper.scene() as uow:
        for seat, name in ((paper.helen.id, "Helen Castellanos"), (paper.second, "Helen Okonjo")):
            volunteer = uow.seats.get(seat).volunteer_id
            assert volunteer is not None
            uow.volunteers.get(volunteer).name = name
    (text,) = paper.texts(SheetKind.SESSION)
    assert "Room 1, Helen C." in text
    assert "Room 2, Helen O." in text


def test_that_a_lawyer_reads_what_for_in_which_language_and_through_whom(paper: Paper) -> None:
    helen, samir = paper.texts(SheetKind.ATTORNEY)
    assert f"13:00, until 14:15  {paper.mam.code}, 1 adult  intake, Mam" in helen
    assert "Mam → Spanish: Abel Cruz, by phone, Spanish → English: Wen Tran" in helen
    assert "EOIR-61" not in helen
    assert "Form EOIR-61 goes with every paper that we help to draft." in samir


def test_that_a_link_that_nobody_interprets_is_a_warning_on_the_lawyers_sheet(paper: Paper) -> None:
    paper.do(roster.empty, seat=paper.abel.id)
    assert "[Mam → Spanish: open]" in paper.texts(SheetKind.ATTORNEY)[0]


def test_that_an_interpreter_reads_the_seats_own_time_and_who_stands_on_either_side(paper: Paper) -> None:
    abel, wen = paper.texts(SheetKind.INTERPRETER)
    assert "12:15–15:00 Jacaranda, by phone" in abel
    assert f"{paper.mam.code}  Mam → Spanish  the household, and Wen Tran  by phone, Jacaranda" in abel
    assert "13:00–17:30 Jacaranda" in wen
    assert f"{paper.mam.code}  Spanish → English  Abel Cruz, and Helen  Room 1, Jacaranda" in wen
    assert "intake" not in abel + wen


def test_that_a_link_lasts_as_long_as_its_own_seat(paper: Paper) -> None:
    with paper.scene() as uow:
        uow.seats.get(paper.abel.id).ends_at = paper.at("14:00")
    assert "13:00, until 14:00" in paper.texts(SheetKind.INTERPRETER)[0]


def test_that_heads_of_a_group_are_counted_on_numbered_lines_without_names(paper: Paper) -> None:
    wanted = {"session": paper.session.id, "kind": ConsultationKind.CHARLA, "capacity": 12}
    paper.do(groups.group_slot, starts_at=paper.at("16:00"), ends_at=paper.at("17:00"), **wanted)
    (sheet,) = paper.sheets(SheetKind.SIGN_IN)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    assert len(table.rows) == 12
    assert "Write no names." in sheets.as_text(sheet)


def test_that_heads_once_counted_are_on_the_sheet_and_on_the_card_and_can_be_taken_back(paper: Paper) -> None:
    wanted = {"session": paper.session.id, "kind": ConsultationKind.CHARLA, "capacity": 12}
    paper.do(groups.group_slot, starts_at=paper.at("16:00"), ends_at=paper.at("17:00"), **wanted)
    (slot,) = paper.ask(lambda uow: uow.slots.where(capacity=12))
    with pytest.raises(Refused, match="has not begun"):
        paper.do(groups.count_heads, slot=slot.id, heads=23)
    with pytest.raises(Refused, match="where a group comes"):
        paper.do(groups.count_heads, slot=paper.booked()[1].id, heads=2)
    paper.now = paper.at("17:00")
    with pytest.raises(BadValue):
        paper.do(groups.count_heads, slot=slot.id, heads=-1)
    label = paper.do(groups.count_heads, slot=slot.id, heads=23).label
    assert str(label) == "23 people came: charla, Tue 14 July 16:00"
    assert "People in all: 23" in paper.texts(SheetKind.SIGN_IN)[0]
    (card,) = [one for column in paper.day().columns for one in column.cards if one.capacity > 1]
    assert (card.heads, [str(note) for note in card.notes]) == (23, ["23 people came"])
    paper.undo()
    assert "People in all: ________" in paper.texts(SheetKind.SIGN_IN)[0]


@pytest.mark.parametrize(
    ("languages", "wanted"),
    [(("hat",), "hat"), (("mam",), "spa"), (("mam", "por"), "por"), ((), "spa"), (("fra", "spa"), "fra")],
)
def test_that_a_slip_is_in_the_first_language_for_which_there_are_words(
    languages: tuple[str, ...], wanted: str
) -> None:
    assert slip_language(languages) == wanted


def test_that_a_slip_says_when_and_where_and_not_why(paper: Paper) -> None:
    (text,) = paper.texts(SheetKind.APPOINTMENT, tongue="")
    assert f"Cita · {paper.mam.code}" in text
    assert "13:00, martes 14 de julio de 2026  Lugar: Jacaranda, Room 1" in text
    assert "Randevou · H3-TK9" in text
    assert "14:15, madi 14 jiyè 2026  Kote: Jacaranda, Room 2" in text
    for word in ("I-589", "Helen", "Samir", "Mam", "abogad"):
        assert word not in text


def test_that_whoever_was_met_or_did_not_come_gets_no_slip(paper: Paper) -> None:
    paper.do(consultations.done, consultation=paper.booked()[0].id)
    (text,) = paper.texts(SheetKind.APPOINTMENT)
    assert paper.mam.code not in text
    assert paper.booked()[0].outcome is Outcome.DONE


def test_that_the_text_for_a_chat_is_in_the_households_language(paper: Paper) -> None:
    text = paper.ask(sheets.appointment_text, consultation=paper.booked(paper.family)[0].id)
    assert text.splitlines() == [
        "Randevou: H3-TK9",
        "madi 14 jiyè 2026, 14:15",
        "Kote: Jacaranda",
        "Room 2",
        "Pote: tout papye yo te ba ou, yon pyès idantite si ou genyen youn, ak fèy sa a.",
        "Nan pòt la, jis di kòd la. Ou pa bezwen di non ou.",
        "Si ou pa ka vini, fè nou konnen pi vit ke posib.",
    ]


def test_that_a_room_that_is_only_a_number_is_told_to_be_one() -> None:
    assert slip_words()["fra"].where("3") == "Salle 3"
    assert slip_words()["fra"].where("Comedor") == "Comedor"


FIRST, LAST = datetime(2026, 7, 1, 9, 5), datetime(2026, 12, 31, 14, 0)  # noqa: DTZ001 - wall clock


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("spa", "miércoles 1 de julio de 2026, 09:05", "jueves 31 de diciembre de 2026, 14:00"),
        ("eng", "Wednesday 1 July 2026, 09:05", "Thursday 31 December 2026, 14:00"),
        ("por", "quarta-feira, 1º de julho de 2026, 09:05", "quinta-feira, 31 de dezembro de 2026, 14:00"),
        ("fra", "mercredi 1er juillet 2026, 09 h 05", "jeudi 31 décembre 2026, 14 h 00"),
        ("hat", "mèkredi 1ye jiyè 2026, 09:05", "jedi 31 desanm 2026, 14:00"),
    ],
)
def test_that_dates_are_written_as_each_language_writes_them(code: str, first: str, last: str) -> None:
    told = slip_words()[code]
    assert (f"{told.day(FIRST)}, {told.clock(FIRST)}", f"{told.day(LAST)}, {told.clock(LAST)}") == (first, last)


def test_that_every_language_has_every_word() -> None:
    assert set(slip_words()) == {"spa", "eng", "por", "fra", "hat"}
    for told in slip_words().values():
        assert (len(told.weekdays), len(told.months)) == (7, 12)
        assert all((told.title, told.place, told.room, told.bring, told.things, told.door, told.cannot))


def test_that_a_meeting_that_moves_makes_the_papers_old_that_tell_of_it(paper: Paper) -> None:
    kinds = (SheetKind.SESSION, SheetKind.ATTORNEY, SheetKind.INTERPRETER, SheetKind.APPOINTMENT)
    for kind in kinds:
        paper.do(sheets.give, sheets=paper.sheets(kind), way="print")
    assert {sheet.copy for kind in kinds for sheet in paper.sheets(kind)} == {Copy.CURRENT}
    paper.do(consultations.move, consultation=paper.booked()[0].id, starts_at=paper.at("13:30"), reason="They are late")
    assert [[sheet.copy for sheet in paper.sheets(kind)] for kind in kinds] == [
        [Copy.OLD],
        [Copy.OLD, Copy.CURRENT],
        [Copy.OLD, Copy.OLD],
        [Copy.OLD],
    ]


def test_that_a_day_without_sessions_has_none_of_these_sheets() -> None:
    empty = Clinic()
    found = empty.ask(sheets.day_sheets, site=empty.site.id, day=TUESDAY.replace(day=20), kinds=tuple(SheetKind))
    assert found == ()
