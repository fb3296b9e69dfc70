"""One line says when a household can come, and offers keep to it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from clinic.domain.consultations import CanCome
from clinic.domain.errors import BadValue, RuleBroken
from clinic.i18n import in_language
from clinic.rules import wording
from clinic.services import can_come, offers, openings, waiting_list, waiting_order
from tests.services.border import TUESDAY
from tests.services.test_consultations import INTAKE, Clinic

TODAY = date(2026, 7, 14)
TUE_THU = (1, 3)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", {}),
        ("any time", {}),
        ("cualquier hora", {}),
        ("Tue Thu after 14:00", {"days": TUE_THU, "after": time(14)}),
        ("mar jue después de las 14", {"days": TUE_THU, "after": time(14)}),
        ("martes y jueves desde las 14:30", {"days": TUE_THU, "after": time(14, 30)}),
        ("Mon-Fri 9-12", {"days": (0, 1, 2, 3, 4), "after": time(9), "until": time(12)}),
        ("lun a vie de 9 a 12", {"days": (0, 1, 2, 3, 4), "after": time(9), "until": time(12)}),
        ("sáb por la mañana", {"days": (5,), "until": time(13)}),
        ("afternoons until 5 pm", {"after": time(13), "until": time(17)}),
        ("hasta mediodía", {"until": time(12)}),
        ("from 20 July", {"first": date(2026, 7, 20)}),
        ("desde el 20 de julio hasta el 3 de agosto", {"first": date(2026, 7, 20), "last": date(2026, 8, 3)}),
        ("Wed before 11:00, until 2026-08-01", {"days": (2,), "until": time(11), "last": date(2026, 8, 1)}),
        ("Fri-Mon", {"days": (0, 4, 5, 6)}),
    ],
)
def test_that_a_line_is_read_as_it_is_meant(line: str, meant: dict[str, Any]) -> None:
    assert can_come.read(line, TODAY) == CanCome(**meant)


@pytest.mark.parametrize("line", ["whenever the bus comes", "Tue at the church", "after 25:00", "14-9"])
def test_that_what_cannot_be_read_is_refused_and_not_guessed(line: str) -> None:
    with pytest.raises(BadValue):
        can_come.read(line, TODAY)


def test_that_it_is_said_again_in_a_line_that_is_read_the_same() -> None:
    meant = CanCome(TUE_THU, time(14), None, date(2026, 7, 20), date(2026, 8, 3))
    said = str(wording.can_come(meant))
    assert said == "Tue, Thu, after 14:00, from Mon 20 July, until Mon 3 August"
    assert can_come.read(said, TODAY) == meant
    with in_language("es"):
        assert can_come.read(str(wording.can_come(meant)), TODAY) == meant


def test_that_offers_keep_to_the_hours_and_say_so_when_nothing_is_left() -> None:
    clinic = Clinic()
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE, can_come=CanCome(after=time(13, 30)))
    with clinic.store.read() as uow:
        (request,) = uow.requests.where()
    found = clinic.ask(offers.offers, request=request.id, day=TUESDAY, now=clinic.at("08:00"))
    assert [f"{offer.starts:%H:%M}" for offer in found.offers] == ["13:30"]
    clinic.do(can_come.tell, request=request.id, line="Wed after 14:00")
    found = clinic.ask(offers.offers, request=request.id, day=TUESDAY, now=clinic.at("08:00"))
    assert found.offers == ()
    assert f"{clinic.mam.code} can come: Wed, after 14:00." in [str(why) for why in found.why_none]
    opened = clinic.ask(openings.for_request, request=request.id, day=TUESDAY, now=clinic.at("08:00"))
    assert opened.best is None
    with pytest.raises(RuleBroken):
        clinic.book("13:00")
    clinic.book("13:00", reason="They come on Tuesday after all")


def test_that_a_line_as_the_program_says_it_changes_nothing() -> None:
    clinic = Clinic()
    kept = CanCome(TUE_THU, None, time(17), date(2025, 7, 20))
    clinic.do(waiting_list.ask, household=clinic.mam.id, kind=INTAKE, can_come=kept)
    with clinic.store.read() as uow:
        (request,) = uow.requests.where()
    clinic.do(can_come.tell, request=request.id, line=str(wording.can_come(kept)), wish="only by bus")
    with clinic.store.read() as uow:
        (request,) = uow.requests.where()
        assert (request.can_come, request.wish) == (kept, "only by bus")
        (line,), _ = waiting_order.waiting(uow, site=clinic.site.id)
        assert line.can_come == wording.can_come(kept)
