"""Mixed-integer programs as plain rows, before HiGHS reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: A row of the program: columns with their factors, and the least and most of their sum.
Row = tuple[list[int], list[float], float, float]


@dataclass
class Model:
    """Columns with cost (the larger the better), highest value and whether they are whole; rows."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, cost: float, upper: float = 1.0, *, is_whole: bool = False) -> int:
        """A new column."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.is_whole.append(is_whole)
        return len(self.cost) - 1

    def value_of(self, values: Sequence[float]) -> float:
        """What an answer is worth."""
        return sum(cost * value for cost, value in zip(self.cost, values, strict=True))


def maximal(members: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, ...]]:
    """The largest sets of spans (start, end, name) that share a moment: all that are under way when one first ends."""
    events = sorted([(start, 1, name) for start, _, name in members] + [(end, 0, name) for _, end, name in members])
    here: set[int] = set()
    grew = False
    for _, is_start, name in events:
        if is_start:
            here.add(name)
            grew = True
            continue
        if grew:
            yield tuple(sorted(here))
            grew = False
        here.discard(name)
