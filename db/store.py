"""The opened data file, see `clinic.ports.Store`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from clinic.domain.errors import FileTrouble
from clinic.i18n import Sentence, say
from clinic.jobs import Progress
from clinic.ports import UnitOfWork

from .backup import copies_of, remove_copies
from .checking import faults
from .forgetting import sweep
from .trouble import in_words
from .unit_of_work import Work


def clock() -> datetime:
    """The laptop's clock, in UTC."""
    return datetime.now(UTC)


class SqlStore:
    """The nouns in a database. `release` is called once at the end and lets go of whatever else was held.

    `path` is the data file's, None for a database without one: beside it copies may lie.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime] = clock,
        release: Callable[[], None] = lambda: None,
        path: Path | None = None,
    ) -> None:
        self.engine = engine
        self._clock = clock
        self._release = release
        self._path = path

    def work(self, who: str = "") -> UnitOfWork:
        """A unit of work that may write; one at a time, a second one waits."""
        return Work(self.engine, self._clock, who, copies=self._copies, sweep=self.sweep)

    def read(self) -> UnitOfWork:
        """A unit of work that only reads, and sees the file as it was at its first query."""
        return Work(self.engine, self._clock, reads=True, copies=self._copies)

    def check(self, progress: Progress) -> list[Sentence]:
        """Everything that is wrong with the file itself, in sentences."""
        return faults(self.engine, progress)

    def sweep(self) -> None:
        """Let nothing that was removed for good stay on the disk: rewrite the file, take old copies of it away.

        Raises FileTrouble when that cannot be done now; the next opening of the file does it.
        """
        driver: Any = self.engine.dialect.dbapi
        path = self._path or Path()
        try:
            done = sweep(self.engine)
            if self._path is not None:
                remove_copies(self._path)
        except (driver.Error, OSError) as error:
            if (trouble := in_words(error, path)) is None:
                raise
            raise FileTrouble(_not_swept(path, trouble.sentence)) from error
        if not done:
            raise FileTrouble(_not_swept(path, say("it is being read at this moment")))

    def _copies(self) -> tuple[datetime, ...]:
        return tuple(copies_of(self._path).values()) if self._path is not None else ()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._release()


def _not_swept(path: Path, why: Sentence) -> Sentence:
    return say(
        "The data is removed from “{name}”, but traces of it could not be wiped from the disk yet: {why} "
        "Close the program and open the file again; it is done then.",
        name=path.name,
        why=why,
    )
