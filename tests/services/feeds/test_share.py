"""Who holds an old copy: it follows from what was noted when files were written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from clinic.domain.feeds import DeliveryKind
from clinic.domain.sessions import SessionStatus
from clinic.domain.when import Week
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.i18n import say
from clinic.services import feeds, share, workbook
from clinic.services.share import State
from db.store import SqlStore
from tests.factory import HOUR, MORNING, make_clinic, make_seat, make_session, make_volunteer
from tests.stores import memory_store


@pytest.fixture
def store() -> SqlStore:
    store = memory_store(clock=lambda: MORNING)
    with store.work() as uow:
        make_clinic(uow)
        session = make_session(uow, status=SessionStatus.PUBLISHED)
        make_seat(uow, session, volunteer=make_volunteer(uow, "Anna"))
        make_seat(uow, session, volunteer=make_volunteer(uow, "Ben"))
        make_volunteer(uow, "Idle Ines")
        uow.commit(say("Set the scene"))
    return store


def give_all(store: SqlStore, folder: Path) -> None:
    with store.work() as uow:
        feeds.export(uow, IcalWriter(), Folder(folder))
        workbook.export(uow, ExcelWriter(), Folder(folder), week=Week(2026, 10), name="w.xlsx")


def states(store: SqlStore) -> dict[str, State]:
    with store.read() as uow:
        return {f"{copy.kind.value} {copy.who}": copy.state for copy in share.ledger(uow).copies}


def test_that_whoever_has_something_planned_and_got_nothing_is_listed(store: SqlStore) -> None:
    assert states(store) == {"feed Anna": State.NEVER, "feed Ben": State.NEVER}


def test_that_copies_are_fresh_until_the_plan_of_just_those_changes(store: SqlStore, tmp_path: Path) -> None:
    give_all(store, tmp_path)
    assert set(states(store).values()) == {State.FRESH}
    with store.work() as uow:
        anna = uow.volunteers.where(name="Anna")[0]
        uow.seats.where(volunteer_id=anna.id)[0].ends_at -= HOUR
        uow.commit(say("An hour less"))
    found = states(store)
    assert (found["feed Anna"], found["feed Ben"], found["workbook Tijuana"]) == (State.OLD, State.FRESH, State.OLD)
    give_all(store, tmp_path)
    assert set(states(store).values()) == {State.FRESH}


def test_that_a_workbook_of_a_week_that_is_over_is_not_listed(tmp_path: Path) -> None:
    now = [MORNING]
    store = memory_store(clock=lambda: now[0])
    with store.work() as uow:
        make_clinic(uow)
        make_session(uow)
        uow.commit(say("A session"))
    give_all(store, tmp_path)
    now[0] += timedelta(days=7)
    with store.read() as uow:
        assert not [copy for copy in share.ledger(uow).copies if copy.kind is DeliveryKind.WORKBOOK]


def test_that_a_feed_can_be_looked_at_before_it_is_written(store: SqlStore) -> None:
    with store.work() as uow:
        anna = uow.volunteers.where(name="Anna")[0]
        (event,) = feeds.look(uow, volunteer=anna.id, first=MORNING.date(), last=MORNING.date())
        assert event.summary == "Interpreter, Casa Paloma"
        assert uow.commit(say("Nothing")).entry_id is None
