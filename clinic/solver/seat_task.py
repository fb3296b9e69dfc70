"""What a process that plans a large roster is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

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


def received(line: Connection) -> tuple[Task, SeatRows]:
    """What was told piece by piece."""
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
