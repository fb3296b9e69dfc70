"""A fleet's day as rows of numbers."""

from __future__ import annotations

from typing import Final

from .arrays import i64, vec

#: What counts as equal, in minutes.
CLOSE: Final = 1e-7

#: What a row of numbers is sent as.
Rows = dict[str, list[float]]


class Problem:
    """The day, read once. Node i < `n` takes lift i in, node `n` + i lets it out, later nodes are places of carriers.

    `early` and `late` bound the beginning of service at the nodes of lifts; `ride` the minutes between the end of
    service at `up` and its beginning at `down`. `child` is the price of each minute that `up` lies before `due`.
    `alike` numbers carriers that differ in nothing. `is_metric`: a way by another place is never shorter.
    """

    def __init__(self, rows: Rows) -> None:
        self.n: i64 = len(rows["ride"])
        self.carriers: i64 = len(rows["start"])
        self.kinds: i64 = len(rows["room"]) // max(len(rows["start"]), 1)
        self.nodes: i64 = len(rows["service"])
        self.minute: float = rows["minute"][0]
        self.is_metric: bool = rows["is_metric"][0] > 0.0
        self.has_children: bool = rows["has_children"][0] > 0.0
        self.drive = vec[float](rows["drive"])
        self.early = vec[float](rows["early"])
        self.late = vec[float](rows["late"])
        self.service = vec[float](rows["service"])
        self.ride = vec[float](rows["ride"])
        self.load = vec[float](rows["load"])
        self.missed = vec[float](rows["missed"])
        self.child = vec[float](rows["child"])
        self.due = vec[float](rows["due"])
        self.opens = vec[float](rows["opens"])
        self.closes = vec[float](rows["closes"])
        self.duty = vec[float](rows["duty"])
        self.price = vec[float](rows["price"])
        self.room = vec[float](rows["room"])
        self.start = whole(rows["start"])
        self.end = whole(rows["end"])
        self.alike = whole(rows["alike"])
        self.may = whole(rows["may"])


def whole(numbers: list[float]) -> vec[i64]:
    """Numbers as whole ones."""
    return vec[i64]([int(number) for number in numbers])
