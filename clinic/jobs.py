"""Progress and cancelling, for work that takes longer than half a second.

Long work gets a `Progress` and calls it now and then; when the person has cancelled, the call raises `Cancelled`
and the work ends there. The work needs no thread, flag or window of its own, and a test hands in `silent`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

#: (what is being done, share done from 0.0 to 1.0); raises `Cancelled` when the person has cancelled.
Progress = Callable[[str, float], None]


class Cancelled(Exception):
    """The person pressed Cancel; everything stays as it was before the work began."""


def silent(what: str, share: float) -> None:
    """Progress that nobody watches."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """A progress for one step of several: its 0.0 to 1.0 fills `start` to `end` of the whole bar."""

    def step(what: str, share: float) -> None:
        progress(what, start + (end - start) * share)

    return step


def each(items: Iterable[T], count: int, what: str, progress: Progress) -> Iterator[T]:
    """Walk `items` (`count` of them) and report the share done before each one."""
    for number, item in enumerate(items):
        progress(what, number / max(count, 1))
        yield item
