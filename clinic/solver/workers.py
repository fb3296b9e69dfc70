"""Searches in processes of their own: compiled code keeps the interpreter to itself, and there is more than one core.

A child is started by the `spawn` method, as those that read a stranger's files are, and ends with its parent: it writes
into a pipe after every slice of rounds, and nobody is left to read it. Nothing here imports more than the engine, so
that a child begins at once.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from multiprocessing import connection
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from .compiled import search_class

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from .engine.problem import Rows

#: The nodes of every carrier's tour.
Told = list[list[int]]


class Word(NamedTuple):
    """What a worker says after a slice: its best cost so far, and the plan when it is a new one."""

    cost: float
    plan: Told | None


class Crew:
    """Searches of the same problem, each in its process with its own dice and its own of the temperatures `heats`.

    They are started beside whoever asks: a large problem fills the pipe to a child, which takes it only once it has
    begun itself.
    """

    def __init__(self, rows: Rows, seed: int, heats: Sequence[float]) -> None:
        self._lines: list[Connection] = []
        self._processes: list[SpawnProcess] = []
        self._lock = Lock()
        self._is_started = self._is_dismissed = False
        self._trouble: OSError | None = None
        self._starter = Thread(target=self._start, args=(rows, seed, tuple(heats)))
        self._starter.start()

    def _start(self, rows: Rows, seed: int, heats: Sequence[float]) -> None:
        context = multiprocessing.get_context("spawn")
        try:
            for number, heat in enumerate(heats, 1):
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs, rows, seed + 7919 * number, heat), daemon=True)
                process.start()
                theirs.close()
                self._lines.append(ours)
                self._processes.append(process)
        except OSError as trouble:
            self._trouble = trouble
        with self._lock:
            self._is_started = True
            if self._is_dismissed:
                self._end()

    def is_ready(self, seconds: float) -> bool:
        """Wait so long for all of them to be started. Raises the system's OSError when it does not start one."""
        self._starter.join(seconds)
        if self._trouble is not None:
            raise self._trouble
        return not self._starter.is_alive()

    def begin_spell(self, plan: Told, rounds: int, slices: Sequence[int]) -> None:
        """All go on from this plan, cool down over `rounds`, and report after every slice of rounds."""
        for line in self._lines:
            line.send((plan, rounds, list(slices)))

    def listen(self, seconds: float) -> list[tuple[int, Word]]:
        """Wait so long for words of the workers, each with its number. Raises EOFError when one has died."""
        heard: list[tuple[int, Word]] = []
        for line in connection.wait(self._lines, max(seconds, 0.0)):
            for number, ours in enumerate(self._lines):
                if ours is line:
                    heard.append((number, ours.recv()))
        return heard

    def dismiss(self) -> None:
        """End them at once; those that are being started end as soon as they are."""
        with self._lock:
            self._is_dismissed = True
            if self._is_started:
                self._end()

    def _end(self) -> None:
        for process in self._processes:
            process.kill()
        for line, process in zip(self._lines, self._processes, strict=True):
            process.join()
            line.close()


def work(line: Connection, rows: Rows, seed: int, heat: float) -> None:
    """What a child does."""
    try:
        search = search_class()(rows, seed)
        search.hot = heat
        while True:
            plan, rounds, slices = line.recv()
            search.go_on_from(plan)
            search.start_spell(rounds)
            told = search.best_cost
            for count in slices:
                search.run(count)
                line.send(Word(search.best_cost, search.best if search.best_cost < told else None))
                told = search.best_cost
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        sys.exit()  # the parent is gone, or the person has pressed Ctrl+C in the terminal of both
