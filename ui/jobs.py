"""Work beside the window: one lane for everything that touches the data, and a few hands for the rest.

A job is a callable that takes a `Progress`. It runs on a worker's thread; its answer or its error comes back on the
window's thread, in the order in which the jobs were handed in. Nothing here knows what the work is about.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from clinic.jobs import Cancelled, Progress

T = TypeVar("T")

PROGRESS_EVERY = 0.08
"""Seconds between two progress reports that reach the window; more of them would only cost time."""


class Ticket:
    """One job that was handed in. `cancel` makes its next progress call raise, or keeps it from starting."""

    def __init__(self, what: str, newest: str | None, owner: QObject | None) -> None:
        self.what = what
        self.newest = newest
        self.started_at: float | None = None
        self.can_cancel = False
        self._owner = owner
        self._is_dropped = False
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def drop(self) -> None:
        """A newer job asks the same: do not do this one, and tell nobody."""
        self._is_dropped = True
        self.cancel()

    @property
    def is_wanted(self) -> bool:
        """Whether there is still somebody to whom the answer may be given."""
        return not self._is_dropped and (self._owner is None or shiboken6.isValid(self._owner))


_Job = tuple[Ticket, Callable[[Progress], Any], Callable[[Any], None], Callable[[BaseException], None]]


class Lane(QObject):
    """Hands that do jobs one after the other; with one thread, strictly in order.

    `started`, `progressed` and `ended` carry the ticket, `idle` says that nothing is waiting or running. All signals
    come on the window's thread.
    """

    started = Signal(object)
    progressed = Signal(object, str, float)
    ended = Signal(object)
    idle = Signal()
    _landed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 1, name: str = "data") -> None:
        super().__init__(parent)
        self._waiting: deque[_Job] = deque()
        self._gate = threading.Condition()
        self._is_closed = False
        self._open_jobs = 0
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True) for n in range(1, threads + 1)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        what: str = "",
        newest: str | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do `job` when its turn comes, then call `done` with its answer or `failed` with its error.

        `what` is said while it takes long. Of jobs with the same `newest` only the last one handed in answers.
        When `owner` no longer exists, nobody is called.
        """
        ticket = Ticket(what, newest, owner)
        with self._gate:
            if newest is not None:
                for waiting in self._waiting:
                    if waiting[0].newest == newest:
                        waiting[0].drop()
            self._waiting.append((ticket, job, done, failed))
            self._open_jobs += 1
            self._gate.notify()
        return ticket

    @property
    def is_idle(self) -> bool:
        return self._open_jobs == 0

    def close(self, seconds: float = 5.0) -> None:
        """Take no more jobs, cancel what waits or runs, and wait for the hands to stop."""
        with self._gate:
            self._is_closed = True
            for ticket, *_rest in self._waiting:
                ticket.cancel()
            self._waiting.clear()
            self._gate.notify_all()
        for thread in self._threads:
            thread.join(seconds)

    # -------------------------------------------------------------------------------------- on the worker's thread

    def _work(self) -> None:
        while (job := self._next()) is not None:
            ticket, call, done, failed = job
            if ticket.is_cancelled:
                self._land(ticket, failed, Cancelled())
                continue
            ticket.started_at = monotonic()
            self._tell(partial(self.started.emit, ticket))
            try:
                answer = call(self._progress(ticket))
            except BaseException as error:  # noqa: BLE001 - whatever it is, the window has to be told
                self._land(ticket, failed, error)
            else:
                self._land(ticket, done, answer)

    def _next(self) -> _Job | None:
        with self._gate:
            while not self._waiting and not self._is_closed:
                self._gate.wait()
            return None if self._is_closed else self._waiting.popleft()

    def _progress(self, ticket: Ticket) -> Progress:
        told = 0.0

        def progress(what: str, share: float) -> None:
            nonlocal told
            if ticket.is_cancelled or self._is_closed:
                raise Cancelled
            ticket.can_cancel = True
            if monotonic() - told >= PROGRESS_EVERY:
                told = monotonic()
                self._tell(lambda: self.progressed.emit(ticket, what, share))

        return progress

    def _land(self, ticket: Ticket, call: Callable[[Any], None], value: Any) -> None:
        def landed() -> None:
            self._open_jobs -= 1
            self.ended.emit(ticket)
            try:
                if ticket.is_wanted:
                    call(value)
            finally:
                if self.is_idle:
                    self.idle.emit()

        self._tell(landed)

    def _tell(self, call: Callable[[], None]) -> None:
        if not self._is_closed and shiboken6.isValid(self):
            self._landed.emit(call)

    # -------------------------------------------------------------------------------------- on the window's thread

    def _on_landed(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()
