"""The first plan of consultations: whoever is worth most takes the cheapest sitting that is still free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from clinic.domain.errors import BadValue
from clinic.i18n import say
from clinic.ports.sittings import Asking, Diary, Sitting


def check(diary: Diary) -> None:
    """Raises BadValue when the numbers make no sense."""
    resources = range(len(diary.prices))
    known = all(
        sitting.start < sitting.end and all(one in resources for one in sitting.takes)
        for choice in diary.choices
        for sitting in choice
    )
    days = [max((sitting.day for sitting in choice), default=-1) for choice in diary.choices]
    for asking in diary.askings:
        known = known and asking.choice in range(len(days))
        known = known and all(one in resources for one in asking.visits)
        known = known and (not asking.visits or days[asking.choice] < len(asking.visits))
    if not known:
        raise BadValue(say("These numbers are no diary: a sitting ends before it begins, or takes what is not there."))


def taken_by(asking: Asking, sitting: Sitting) -> tuple[int, ...]:
    """All that an asking takes with a sitting: the team, the room, and the household's visit."""
    return (*sitting.takes, asking.visits[sitting.day]) if asking.visits else sitting.takes


def value_of(diary: Diary, chosen: Sequence[int | None]) -> float:
    """What a plan is worth, less its prices."""
    worth, used = 0.0, set[int]()
    for asking, place in zip(diary.askings, chosen, strict=True):
        if place is not None:
            sitting = diary.choices[asking.choice][place]
            worth += asking.worth - sitting.price
            used.update(taken_by(asking, sitting))
    return worth - sum(diary.prices[one] for one in sorted(used))


def clashes(diary: Diary, chosen: Sequence[int | None]) -> bool:
    """Whether a resource would serve two at a time."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for asking, place in zip(diary.askings, chosen, strict=True):
        if place is not None:
            sitting = diary.choices[asking.choice][place]
            for one in taken_by(asking, sitting):
                spans.setdefault(one, []).append((sitting.start, sitting.end))
    return any(first[1] > second[0] for each in spans.values() for first, second in pairwise(sorted(each)))


class Greedy:
    """A plan in the making; the minutes of each resource are the bits of a number."""

    def __init__(self, diary: Diary, like: Greedy | None = None) -> None:
        """An empty plan; what another one of the same diary has worked out is not worked out again."""
        self._diary = diary
        self._busy = [0] * len(diary.prices)
        self._used = [False] * len(diary.prices)
        self.chosen: list[int | None] = [None] * len(diary.askings)
        starts = [sitting.start for choice in diary.choices for sitting in choice]
        self._from = min(starts, default=0)
        self.orders: list[list[tuple[float, int, int, Sitting]]] = (
            like.orders if like else [self._by_price(choice) for choice in diary.choices]
        )

    def _by_price(self, choice: Sequence[Sitting]) -> list[tuple[float, int, int, Sitting]]:
        rows = ((sitting.price, place, self._bits(sitting), sitting) for place, sitting in enumerate(choice))
        return sorted(rows, key=lambda row: row[:2])

    def _bits(self, sitting: Sitting) -> int:
        return ((1 << (sitting.end - sitting.start)) - 1) << (sitting.start - self._from)

    def take(self, number: int, place: int) -> bool:
        """Meet an asking so, where nothing is in the way."""
        asking = self._diary.askings[number]
        sitting = self._diary.choices[asking.choice][place]
        bits, takes = self._bits(sitting), taken_by(asking, sitting)
        if any(self._busy[one] & bits for one in takes):
            return False
        for one in takes:
            self._busy[one] |= bits
            self._used[one] = True
        self.chosen[number] = place
        return True

    def fill(self) -> list[int | None]:
        """Meet as many as there is room for, those of most worth first."""
        askings = self._diary.askings
        left = [number for number, place in enumerate(self.chosen) if place is None]
        full: set[int] = set()  # once nothing of a choice is free, it is not free for those of less worth either
        for number in sorted(left, key=lambda one: (-askings[one].worth, one)):
            asking = askings[number]
            if asking.choice in full:
                continue
            place = self._cheapest(asking)
            if place is not None:
                self.take(number, place)
            elif not asking.visits:
                full.add(asking.choice)
        return self.chosen

    def _cheapest(self, asking: Asking) -> int | None:
        best, least = None, asking.worth
        for price, place, bits, sitting in self.orders[asking.choice]:
            if price >= least:
                break
            takes = taken_by(asking, sitting)
            if any(self._busy[one] & bits for one in takes):
                continue
            whole = price + sum(self._diary.prices[one] for one in takes if not self._used[one])
            if whole < least:
                best, least = place, whole
        return best
