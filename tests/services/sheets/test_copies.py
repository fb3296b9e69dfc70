"""Copies on paper: numbered, replaced, and old from the first change that touches what they tell."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from clinic.domain.day_sheets import Copy, SheetKind
from clinic.domain.errors import FileTrouble
from clinic.domain.feeds import DeliveryKind
from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.trips import Trip
from clinic.i18n import say
from clinic.services import hearings, history, share, sheets, trips
from tests.services.border import TUESDAY
from tests.services.sheets.road import GUARD, Road


class Printed(Road):
    """Everything of the day is on paper."""

    trip_: Trip
    hearing_: Hearing

    def __init__(self) -> None:
        super().__init__()
        family = self.household(code="K7-RM4", shelter=self.sur)
        self.hearing_ = self.hearing(family)
        self.trip_ = self.manned(self.trip_with(family))
        self.give(*self.sheets())

    def states(self) -> dict[SheetKind, Copy]:
        return {sheet.kind: sheet.copy for sheet in self.sheets()}

    def later(self) -> None:
        """The report time moves by half an hour."""
        self.do(trips.set_report, trip=self.trip_.id, report_at=self.at("04:30"), reason=GUARD)


@pytest.fixture
def printed() -> Printed:
    return Printed()


def test_that_copies_are_current_after_printing_and_old_after_a_change(printed: Printed) -> None:
    assert set(printed.states().values()) == {Copy.CURRENT}
    printed.later()
    states = printed.states()
    assert {kind for kind, copy in states.items() if copy is Copy.OLD} >= {
        SheetKind.DRIVER, SheetKind.ESCORT, SheetKind.DOOR, SheetKind.PORT, SheetKind.BOARD,
    }  # fmt: skip
    printed.do(history.undo)
    assert set(printed.states().values()) == {Copy.CURRENT}


def test_that_a_door_list_is_not_old_because_a_hearing_moved_by_an_hour(printed: Printed) -> None:
    printed.do(hearings.edit, hearing=printed.hearing_.id, hearing_time=time(9))
    states = printed.states()
    assert states[SheetKind.DOOR] is Copy.CURRENT
    assert states[SheetKind.BOARD] is Copy.OLD


def test_that_a_slip_that_calls_a_report_time_unconfirmed_is_old_once_it_is_confirmed(printed: Printed) -> None:
    with printed.scene() as uow:
        uow.hearings.get(printed.hearing_.id).report_source = TimeSource.PROPOSED
    printed.give(*printed.sheets())
    printed.do(hearings.confirm_report_time, hearing=printed.hearing_.id)
    assert printed.states()[SheetKind.DRIVER] is Copy.OLD


def test_that_the_next_copy_says_which_one_it_replaces(printed: Printed) -> None:
    assert printed.sheet(SheetKind.DRIVER).corner == (
        "copy 2", "made Mon 13 July 09:00", "same as the copy of Mon 13 July 09:00",
    )  # fmt: skip
    printed.later()
    printed.now += timedelta(hours=5)
    sheet = printed.sheet(SheetKind.DRIVER)
    assert sheet.corner == ("copy 2", "made Mon 13 July 14:00", "replaces the copy of Mon 13 July 09:00")
    assert sheets.is_old(sheet)
    printed.give(sheet)
    assert printed.states()[SheetKind.DRIVER] is Copy.CURRENT


def test_that_the_language_makes_no_copy_old(printed: Printed) -> None:
    assert {sheet.copy for sheet in printed.sheets(tongue="es")} == {Copy.CURRENT}


def test_that_share_knows_of_printed_slips(printed: Printed) -> None:
    def slips() -> dict[str, share.State]:
        copies = printed.ask(share.ledger).copies
        return {copy.who: copy.state for copy in copies if copy.kind is DeliveryKind.PAPER}

    assert slips() == {"Rosa Medrano": share.State.FRESH, "Iván Olmos": share.State.FRESH}
    printed.later()
    assert set(slips().values()) == {share.State.OLD}


def test_that_nothing_is_noted_when_the_file_cannot_be_written(printed: Printed) -> None:
    class Full:
        def put(self, name: str, data: bytes) -> bool:
            raise FileTrouble(say("{name}: no room for {n} bytes", name=name, n=len(data)))

    before = printed.rows()
    with pytest.raises(FileTrouble), printed.store.work("Maria") as uow:
        sheets.give(uow, sheets=printed.sheets(TUESDAY), way="file", out=Full(), name="x.pdf", data=b"x")
    assert printed.rows() == before
