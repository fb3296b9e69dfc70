"""Undo and redo against a dictionary, in any order of adding, changing, removing, undoing and redoing."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clinic.domain.errors import NothingToUndo, Refused
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import history
from tests.factory import HOUR, MORNING, make_seat, make_session, make_volunteer
from tests.stores import memory_store

Rows = dict[Any, Any]
T = TypeVar("T")
NUMBERS = st.integers(min_value=0, max_value=9)


class UndoMachine(RuleBasedStateMachine):
    """Seats and volunteers, who are tied together by a foreign key."""

    def __init__(self) -> None:
        super().__init__()
        self.store = memory_store()
        with self.store.work() as uow:
            self.session_id = make_session(uow).id
            uow.commit(say("Set the scene"))
        self.rows: Rows = {}
        self.hours = 0
        self.past: list[Rows] = []
        self.future: list[Rows] = []

    def teardown(self) -> None:
        self.store.close()

    @rule(name=st.sampled_from(["Anna", "Núñez", ""]))
    def add_a_volunteer(self, name: str) -> None:
        with self.store.work() as uow:
            self._commit(uow, {**self.rows, make_volunteer(uow, name).id: name})

    @rule(pick=NUMBERS, filled=st.booleans())
    def add_a_seat(self, pick: int, filled: bool) -> None:
        with self.store.work() as uow:
            anna = _pick(uow.volunteers.where(), pick) if filled else None
            self.hours += 1
            start = MORNING + self.hours * HOUR
            session = uow.sessions.get(self.session_id)
            seat = make_seat(uow, session, volunteer=anna, starts_at=start, ends_at=start + HOUR)
            self._commit(uow, {**self.rows, seat.id: seat.volunteer_id})

    @rule(pick=NUMBERS, name=st.text(max_size=3))
    def rename(self, pick: int, name: str) -> None:
        with self.store.work() as uow:
            anna = _pick(uow.volunteers.where(), pick)
            if anna:
                anna.name = name
                self._commit(uow, {**self.rows, anna.id: name})

    @rule(pick=NUMBERS, whom=NUMBERS)
    def seat_somebody(self, pick: int, whom: int) -> None:
        with self.store.work() as uow:
            seat, anna = _pick(uow.seats.where(), pick), _pick(uow.volunteers.where(), whom)
            if seat:
                seat.volunteer_id = anna.id if anna else None
                self._commit(uow, {**self.rows, seat.id: seat.volunteer_id})

    @rule(pick=NUMBERS, seat=st.booleans())
    def remove(self, pick: int, seat: bool) -> None:
        with self.store.work() as uow:
            rows: list[Seat | Volunteer] = [*uow.seats.where()] if seat else [*uow.volunteers.where()]
            row = _pick(rows, pick)
            if row is None:
                return
            if row.id in self.rows.values():
                uow.volunteers.remove(uow.volunteers.get(row.id))
                with pytest.raises(Refused):
                    uow.commit(say("Remove"))
                return
            if isinstance(row, Seat):
                uow.seats.remove(row)
            else:
                uow.volunteers.remove(row)
            self._commit(uow, {key: value for key, value in self.rows.items() if key != row.id})

    @rule()
    def undo(self) -> None:
        with self.store.work() as uow:
            if self.past:
                history.undo(uow)
                self.future.append(self.rows)
                self.rows = self.past.pop()

    @rule()
    def redo(self) -> None:
        with self.store.work() as uow:
            if self.future:
                history.redo(uow)
                self.past.append(self.rows)
                self.rows = self.future.pop()
            else:
                with pytest.raises(NothingToUndo):
                    history.redo(uow)

    @rule()
    def leave_without_a_commit(self) -> None:
        with self.store.work() as uow:
            for anna in uow.volunteers.where():
                anna.name = "nobody"
            make_volunteer(uow, "nobody")

    @invariant()
    def the_file_holds_what_the_dictionary_holds(self) -> None:
        with self.store.read() as uow:
            found: Rows = {anna.id: anna.name for anna in uow.volunteers.where()}
            found |= {seat.id: seat.volunteer_id for seat in uow.seats.where()}
            assert found == self.rows
            told = history.steps(uow)
            assert (told.undo is None, told.redo is None) == (False, not self.future)

    def _commit(self, uow: UnitOfWork, rows: Rows) -> None:
        change = uow.commit(say("Step"))
        assert (change.entry_id is None) == (rows == self.rows)
        if rows != self.rows:
            self.past.append(self.rows)
            self.future.clear()
            self.rows = rows


def _pick(rows: list[T], number: int) -> T | None:
    return rows[number % len(rows)] if rows else None


UndoMachine.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestUndo = UndoMachine.TestCase
