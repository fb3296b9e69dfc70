"""What the processes do that plan a large roster: one searches, one has HiGHS look at the whole of it."""

from __future__ import annotations

from math import inf
from multiprocessing.connection import Connection

from .compiled import seat_search_class
from .seat_task import Word, received


def search(line: Connection) -> None:
    """Search on from the first plan; a better one that is told is gone on from."""
    task, rows = received(line)
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

    task, rows = received(line)

    def tell(word: Word) -> bool:
        line.send(word)
        return False

    Whole(rows, task, tell).run()
