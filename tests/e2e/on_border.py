"""The command line on the clinic of the stories: the same store that the test looks into, at the hour it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.ids import VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import Trip
from clinic.i18n import Sentence
from clinic.jobs import Progress
from clinic.ports import Store, UnitOfWork
from clinic.services import roster
from tests.services.border import Border
from tests.services.scene import Scene
from tests.terminal import Terminal
from ui import bootstrap


class StaysOpen:
    """A store that a command may close without its file being gone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def work(self, who: str = "") -> UnitOfWork:
        return self._store.work(who)

    def read(self) -> UnitOfWork:
        return self._store.read()

    def check(self, progress: Progress) -> list[Sentence]:
        return self._store.check(progress)

    def close(self) -> None:
        """It is the test's."""


class OneFile:
    """Opens the store of a test, whichever file is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_remembered(self, _path: Path) -> bool:
        return True

    def open(self, _path: Path, *, passphrase: str | None = None) -> StaysOpen:
        assert passphrase is None
        return StaysOpen(self._store)


def on_terminal(border: Border | Scene, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal whose commands work on a border's store, by the border's clock."""
    monkeypatch.setattr(bootstrap, "vault", lambda: OneFile(border.store))
    return terminal


def seat(border: Border, trip: Trip, role: Role, volunteer: VolunteerId, reason: str = "") -> Seat:
    """Seat somebody in the crew of a trip, confirmed."""
    row = border.see_seat(trip, role)
    border.do(roster.assign, seat=row.id, volunteer=volunteer, reason=reason)
    border.do(roster.set_answer, seat=row.id, answer=Answer.CONFIRMED)
    return border.see_seat(trip, role)


def all_undone(border: Border, before: Any, steps: int, verb: Callable[[], None] | None = None) -> bool:
    """Whether that many steps taken back leave everything as it was, to the byte."""
    for _step in range(steps):
        (verb or border.undo)()
    return bool(border.rows() == before)
