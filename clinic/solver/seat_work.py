"""What the processes do that plan a large roster: one searches, one has HiGHS look at the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from .compiled import seat_search_class

if TYPE_CHECKING:
    from .engine.seat_rows import SeatRows

#: So many numbers are sent in one go: more would keep other threads waiting.
PIECE = 100_000


class Word(NamedTuple):
    """The options of a new plan, None when there is none; no plan is worth more than `bound`.

    `value` is what it is worth, None where that is still to be reckoned.
    """

    options: list[int] | None
    bound: float
    value: float | None = None


class Task(NamedTuple):
    """What a process is asked: from a first plan on, in so many seconds or rounds, in slices of so many.

    `is_raw`: nobody has looked yet at what the first plan breaks and which seats it leaves open.
    """

    first: list[int]
    is_raw: bool
    seed: int
    seconds: float
    rounds: int | None
    slice: int


def pieces(rows: SeatRows, task: Task) -> Iterator[object]:
    """What a process is told."""
    yield task
    for each in rows:
        yield {name: len(row) for name, row in each.items()}
        for row in each.values():
            for begin in range(0, len(row), PIECE):
                yield row[begin : begin + PIECE]


def _received(line: Connection) -> tuple[Task, SeatRows]:
    task = line.recv()
    found = []
    for _ in range(2):
        lengths = line.recv()
        rows: dict[str, list[float]] = {}
        for name, length in lengths.items():
            rows[name] = []
            while len(rows[name]) < length:
                rows[name] += line.recv()
        found.append(rows)
    return task, (found[0], found[1])  # type: ignore[return-value]  # whole numbers first, as they were sent


def search(line: Connection) -> None:
    """Search on from the first plan; a better one that is told is gone on from."""
    task, rows = _received(line)
    found = seat_search_class()(rows, task.seed)
    if task.is_raw:
        found.begin(task.first)
        while found.fill(task.slice):
            pass
        line.send(Word(found.best, inf, found.best_value))
    else:
        found.go_on_from(task.first)
    told, made = found.best_value, 0
    while task.rounds is None or made < task.rounds:
        count = task.slice if task.rounds is None else min(task.slice, task.rounds - made)
        found.run(count)
        made += count
        if line.poll():
            other = line.recv()
            if found.weigh(other) > found.best_value:
                found.go_on_from(other)
        if found.best_value > told:
            told = found.best_value
            line.send(Word(found.best, inf, told))


def solve(line: Connection) -> None:
    """A bound for the whole, and better plans."""
    from .seats_whole import Whole  # noqa: PLC0415 - HiGHS is read in this process only

    task, rows = _received(line)

    def tell(word: Word) -> bool:
        line.send(word)
        return False

    Whole(rows, task, tell).run()
