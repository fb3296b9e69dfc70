"""Work in processes of their own, that can be listened to and ended at once.

A child is started by the `spawn` method beside whoever asks: what it is told fills the pipe to it, which it reads only
once it has begun itself.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import connection
from multiprocessing.connection import Connection
from threading import Lock, Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_log = logging.getLogger(__name__)


class Child:
    """A process that does `work` with a line to this one; it is told `pieces` first, and says None when it ends."""

    def __init__(self, work: Callable[[Connection], None], pieces: Iterable[object]) -> None:
        self.is_over = False
        self._line: Connection | None = None
        self._process: SpawnProcess | None = None
        self._lock = Lock()
        self._is_dismissed = False
        self._starter = Thread(target=self._start, args=(work, pieces), daemon=True)
        self._starter.start()

    def _start(self, work: Callable[[Connection], None], pieces: Iterable[object]) -> None:
        context = multiprocessing.get_context("spawn")
        with self._lock:
            if self._is_dismissed:
                return
            ours, theirs = context.Pipe()
            self._process = context.Process(target=_run, args=(work, theirs), daemon=True)
            self._process.start()
            theirs.close()
        try:
            for piece in pieces:
                ours.send(piece)
            self._line = ours
        except OSError:  # it was ended, or has died; nobody listens to it
            ours.close()
            self.is_over = True

    @property
    def line(self) -> Connection | None:
        """The line to it once it has been told everything, until it is over."""
        return None if self.is_over else self._line

    def tell(self, word: object) -> None:
        """Tell it something more; nothing happens where it cannot hear it."""
        if self.line is not None:
            try:
                self.line.send(word)
            except OSError:
                self.is_over = True

    def hear(self) -> object:
        """Its next word, None when there will be no more."""
        word: object = None
        try:
            word = self._line.recv() if self._line is not None else None
        except (EOFError, OSError):
            _log.warning("a process that was searching has died")
        self.is_over = self.is_over or word is None
        return word

    def end(self) -> None:
        """End it at once."""
        with self._lock:
            self._is_dismissed = True
            if self._process is not None:
                self._process.kill()
                self._process.join()
        self._starter.join()
        if self._line is not None:
            self._line.close()


def hear(children: Sequence[Child], seconds: float) -> list[tuple[int, object]]:
    """Wait so long for words of children, each with the number of its child."""
    lines = [child.line for child in children]
    open_lines = [line for line in lines if line is not None]
    if not open_lines:
        sleep(seconds)
        return []
    ready = connection.wait(open_lines, seconds)
    return [(number, children[number].hear()) for number, line in enumerate(lines) if line in ready]


def _run(work: Callable[[Connection], None], line: Connection) -> None:
    try:
        work(line)
        line.send(None)
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        sys.exit()  # the parent is gone, or the person has pressed Ctrl+C in the terminal of both
