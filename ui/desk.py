"""The desk at which every page works: ask for what is on file, have something done, undo it. Never the database.

A page hands in a service (a query or a verb) with its keywords; the desk runs it on the data lane in a unit of work of
its own, tells everybody what has changed, and brings the answer back on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.i18n import Sentence, language
from clinic.jobs import Progress
from clinic.ports import Store, UnitOfWork
from clinic.services import history
from ui.bus import Bus
from ui.formats import Formats
from ui.guard import Guard
from ui.jobs import Lane, Ticket
from ui.preferences import Preferences

P = ParamSpec("P")
T = TypeVar("T")
Failed = Callable[[BaseException], None]
Verb = Callable[..., Any]
"""A service that changes the plan: unit of work first, the rest by keyword."""


def _nothing(_answer: object) -> None:
    """For work whose answer nobody waits for."""


class Desk(QObject):
    """What a page may use. `site`, `day` and `zone` are what the top bar shows now.

    `preferences` are this laptop's settings, None in some tests.
    """

    moved = Signal()
    """Another site or day was chosen."""
    stepped = Signal()
    """What can be undone or redone is another step now; see `undo_label` and `redo_label`."""
    said = Signal(str, object)
    """(sentence, Change or None): shown in a toast, with Undo where there is a change."""
    asked_to_go = Signal(str, object)
    """(page name, what to show there): 'people', a volunteer's id."""

    def __init__(
        self,
        store: Store,
        *,
        day: date,
        who: str = "",
        guard: Guard | None = None,
        formats: Formats | None = None,
        preferences: Preferences | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.bus = Bus(self)
        self.guard = guard or Guard(self)
        self._formats = formats
        self.preferences = preferences
        self.lane = Lane(self)
        self.hands = Lane(self, threads=2, name="hands")
        self.site: SiteId | None = None
        self.zone = "UTC"
        self.day = day
        self.undo_label: Sentence | None = None
        self.redo_label: Sentence | None = None
        self._store, self._who = store, who
        self.bus.changed.connect(self._on_changed)

    @property
    def formats(self) -> Formats:
        """Readers and writers of file formats. Raises LookupError where bootstrap has given none (some tests)."""
        if self._formats is None:
            raise LookupError("this desk was made without formats")
        return self._formats

    @property
    def language(self) -> str:
        """'en' or 'es'."""
        return language()

    def ask(
        self,
        query: Callable[Concatenate[UnitOfWork, P], T],
        done: Callable[[T], None],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Ticket:
        """Run a query that only reads; `done` gets its answer. Errors go to the guard."""
        return self.read(lambda work: query(work, *args, **kwargs), done)

    def read(
        self,
        query: Callable[[UnitOfWork], T],
        done: Callable[[T], None],
        *,
        failed: Failed | None = None,
        newest: str | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Like `ask` with every choice open. Of queries with the same `newest` only the last answers."""

        def job(_progress: Progress) -> T:
            with self._store.read() as work:
                return query(work)

        return self.lane.run(job, done, failed or self.guard.handle, newest=newest, owner=owner)

    def run(
        self,
        verb: Callable[..., T],
        /,
        *,
        done: Callable[[T], None] = _nothing,
        failed: Failed | None = None,
        starter: object = None,
        quiet: bool = False,
        what: str = "",
        progress: bool = False,
        **kwargs: Any,
    ) -> Ticket:
        """Have a service change the plan: `desk.run(roster.assign, seat_id=…, volunteer_id=…, starter=self)`.

        The `Change` in its answer (the answer itself, or its attribute `change`) is announced to all pages and told in
        a toast with Undo, unless `quiet`. With `progress` the service also gets a `progress` keyword and can be
        cancelled. `failed` takes the error; without it the guard does.
        """

        def job(report: Progress) -> T:
            with self._store.work(self._who) as work:
                return verb(work, **kwargs, progress=report) if progress else verb(work, **kwargs)

        def landed(answer: T) -> None:
            change = change_in(answer)
            done(answer)
            if change is not None:
                self.bus.announce(change, starter)
                if not quiet:
                    self.said.emit(str(change.label), change)

        return self.lane.run(job, landed, failed or self.guard.handle, what=what)

    def undo(self) -> None:
        """Take back the last step."""
        self.run(history.undo, quiet=True, done=self._tell_step)

    def redo(self) -> None:
        """Put the step that was taken back in force again."""
        self.run(history.redo, quiet=True, done=self._tell_step)

    def look_at_steps(self) -> None:
        """Find out what undo and redo would do now, and say so by `stepped`."""
        self.read(history.steps, self._on_steps, newest="desk.steps", owner=self)

    def move_to(self, *, site: SiteId | None = None, zone: str | None = None, day: date | None = None) -> None:
        """Choose another site or day for all pages."""
        before = (self.site, self.zone, self.day)
        self.site, self.zone, self.day = site or self.site, zone or self.zone, day or self.day
        if (self.site, self.zone, self.day) != before:
            self.moved.emit()

    def say(self, sentence: str) -> None:
        """Tell the person something in a toast without Undo."""
        self.said.emit(sentence, None)

    def go(self, page: str, target: object = None) -> None:
        """Show another page and there a certain thing: `desk.go("people", volunteer_id)`."""
        self.asked_to_go.emit(page, target)

    def close(self) -> None:
        """Stop both lanes and let go of the file."""
        self.hands.close()
        self.lane.close()
        self._store.close()

    def _tell_step(self, answer: object) -> None:
        change = change_in(answer)
        if change is not None:
            self.said.emit(str(change.label), None)

    def _on_changed(self, _change: Change, _starter: object) -> None:
        self.look_at_steps()

    def _on_steps(self, steps: history.Steps) -> None:
        self.undo_label, self.redo_label = steps.undo, steps.redo
        self.stepped.emit()


def change_in(answer: object) -> Change | None:
    """The change that a service's answer tells of, if any."""
    if isinstance(answer, Change):
        return answer
    inner = getattr(answer, "change", None)
    return inner if isinstance(inner, Change) else None
