"""Plans who is met when: a first plan here and at once, then a search with HiGHS, that of a large diary in a child.

HiGHS cannot be stopped while it solves a large linear program, which may take seconds; a child process can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from time import monotonic
from typing import cast

from clinic.jobs import Cancelled
from clinic.ports.sittings import Asking, Diary, Limits, Sitting, SittingPlan, Watch, unwatched

from .children import Child, hear
from .first_sittings import Greedy, check, value_of

#: A diary with so many sittings (or fewer) is searched in this process, where HiGHS listens often enough.
HERE = 3000
#: Seconds between two questions to who watches.
BETWEEN_QUESTIONS = 0.05

#: What a search tells: the sittings chosen, their value, the bound.
Told = tuple[list[int | None], float, float]


class HighsSittings:
    """The promise `clinic.ports.sittings.SittingPlanner`, kept by HiGHS; `rounds` is how often each day is redone."""

    def plan(
        self, diary: Diary, limits: Limits, watch: Watch = unwatched, start: Sequence[int | None] = ()
    ) -> SittingPlan:
        """The best plan found within the limits, never worth less than `start`. Raises BadValue."""
        ends = monotonic() + limits.seconds
        check(diary)
        greedy = Greedy(diary)
        first = _first(diary, greedy, start)
        value = value_of(diary, first)
        best = SittingPlan(tuple(first), value, max(value, sum(asking.worth for asking in diary.askings)))
        if watch(best) or not diary.askings or monotonic() >= ends:
            return best
        left = replace(limits, seconds=ends - monotonic())
        if sum(map(len, diary.choices)) + sum(bool(asking.visits) for asking in diary.askings) <= HERE:
            return _filled(diary, greedy, _here(diary, left, watch, first))
        return _filled(diary, greedy, _in_a_child(diary, left, watch, best))


def _filled(diary: Diary, like: Greedy, plan: SittingPlan) -> SittingPlan:
    """The plan and whoever still fits beside it: a search that is stopped may have left a place empty."""
    chosen = _beside(diary, like, plan.chosen)
    value = value_of(diary, chosen)
    return SittingPlan(tuple(chosen), value, max(value, plan.bound))


def _first(diary: Diary, greedy: Greedy, start: Sequence[int | None]) -> list[int | None]:
    """`start` and whoever fits beside it, or a plan from nothing, whichever is better."""
    afresh = greedy.fill()
    if not any(place is not None for place in start):
        return afresh
    return max(_beside(diary, greedy, start), afresh, key=lambda chosen: value_of(diary, chosen))


def _beside(diary: Diary, like: Greedy, start: Sequence[int | None]) -> list[int | None]:
    greedy = Greedy(diary, like)
    for number, place in enumerate(start):
        if place is not None:
            greedy.take(number, place)
    return greedy.fill()


def _here(diary: Diary, limits: Limits, watch: Watch, first: list[int | None]) -> SittingPlan:
    from .sittings_search import Search  # noqa: PLC0415 - the first plan does not wait for HiGHS

    raised: list[Cancelled] = []
    asked = [0.0]

    def tell(chosen: list[int | None], value: float, bound: float) -> bool:
        now = monotonic()
        if now < asked[0] + BETWEEN_QUESTIONS:
            return not raised
        asked[0] = now
        try:
            return not watch(SittingPlan(tuple(chosen), value, bound))
        except Cancelled as error:  # it may not rise through HiGHS; it is raised again below
            raised.append(error)
            return False

    search = Search(diary, limits, tell, first)
    search.run()
    if raised:
        raise raised[0]
    return SittingPlan(tuple(search.best), search.value, search.bound)


def _in_a_child(diary: Diary, limits: Limits, watch: Watch, best: SittingPlan) -> SittingPlan:
    """Listen to a child until it has ended, the time is up, or nobody wants to go on; then end it at once."""
    ends = monotonic() + limits.seconds
    child = Child(work, _pieces(diary, limits, best))
    try:
        while monotonic() < ends and not child.is_over:
            for _, word in hear([child], BETWEEN_QUESTIONS):
                if word is not None:
                    chosen, value, bound = cast("Told", word)
                    best = SittingPlan(tuple(chosen), value, bound)
            if watch(best):
                break
    finally:
        child.end()
    return best


def _pieces(diary: Diary, limits: Limits, best: SittingPlan) -> Iterator[object]:
    """Piece by piece: writing all of it down in one go would keep other threads waiting."""
    yield diary.prices, len(diary.choices), limits, list(best.chosen)
    yield [(asking.worth, asking.choice, asking.visits) for asking in diary.askings]
    for choice in diary.choices:
        yield [(each.day, each.start, each.end, each.takes, each.price) for each in choice]


def work(line: Connection) -> None:
    """What the child does: read the diary, search, tell what is better."""
    from .sittings_search import Search  # noqa: PLC0415 - HiGHS is read in the child only

    prices, count, limits, first = line.recv()
    askings = tuple(Asking(*each) for each in line.recv())
    choices = tuple(tuple(Sitting(*each) for each in line.recv()) for _ in range(count))
    last: list[tuple[float, float]] = []

    def tell(chosen: list[int | None], value: float, bound: float) -> bool:
        if last[-1:] != [(value, bound)]:
            last.append((value, bound))
            line.send((chosen, value, bound))
        return True

    search = Search(Diary(prices, choices, askings), limits, tell, first)
    search.run()
    line.send((search.best, search.value, search.bound))
