"""The opened data file, see `clinic.ports.Store`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.engine import Engine

from clinic.i18n import Sentence
from clinic.jobs import Progress
from clinic.ports import UnitOfWork

from .checking import faults
from .unit_of_work import Work


def clock() -> datetime:
    """The laptop's clock, in UTC."""
    return datetime.now(UTC)


class SqlStore:
    """The nouns in a database. `release` is called once at the end and lets go of whatever else was held."""

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime] = clock, release: Callable[[], None] = lambda: None
    ) -> None:
        self.engine = engine
        self._clock = clock
        self._release = release

    def work(self, who: str = "") -> UnitOfWork:
        """A unit of work that may write; one at a time, a second one waits."""
        return Work(self.engine, self._clock, who)

    def read(self) -> UnitOfWork:
        """A unit of work that only reads, and sees the file as it was at its first query."""
        return Work(self.engine, self._clock, reads=True)

    def check(self, progress: Progress) -> list[Sentence]:
        """Everything that is wrong with the file itself, in sentences."""
        return faults(self.engine, progress)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._release()
