"""Somebody at the door: found by code, or entered and waiting in one step."""

from __future__ import annotations

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.errors import BadValue
from clinic.services import choices, waiting_order, walk_ins
from tests.services.border import Border


@pytest.fixture
def border() -> Border:
    return Border()


def test_that_a_new_household_waits_here_now_and_undo_takes_both_back(border: Border) -> None:
    before = border.rows()
    border.do(walk_ins.enter, site=border.site.id, adults=2, child_ages=(4, 9), language="quc")
    ((line,), _in_all) = border.ask(waiting_order.waiting, site=border.site.id)
    assert (line.adults, line.children, line.language) == (2, 2, "quc")
    assert (line.kind, line.wish) == (ConsultationKind.INTAKE, "here now")
    border.undo()
    assert border.rows() == before


@pytest.mark.parametrize(("adults", "ages"), [(0, ()), (-1, (3,)), (1, (18,)), (1, (-1,))])
def test_that_nobody_and_grown_children_are_refused(border: Border, adults: int, ages: tuple[int, ...]) -> None:
    with pytest.raises(BadValue):
        border.do(walk_ins.enter, site=border.site.id, adults=adults, child_ages=ages)


def test_that_a_household_is_found_by_its_code_however_it_is_typed(border: Border) -> None:
    one = border.household((34, 3), code="ÑX-4K7")
    border.household((20,), code="ZZ-ZZZ")
    for typed in ("ÑX-4K7", "nx-4", "nx4k7", "4k7"):
        (found,) = border.ask(choices.households, site=border.site.id, text=typed)
        assert (found.household_id, found.adults, found.children) == (one.id, 1, 1)
    assert border.ask(choices.households, site=border.site.id, text="  ") == ()
