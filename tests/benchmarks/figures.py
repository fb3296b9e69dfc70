"""What a benchmark finds: a figure beside the one it is measured against, in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`ours` against `theirs` (None: an absolute figure), and the most that `ours`, or the ratio, should be."""

    name: str
    unit: str
    ours: float
    theirs: float | None = None
    against: str = ""
    aim: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times theirs ours is."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def is_kept(self) -> bool:
        """Whether the aim is reached."""
        measured = self.ours if self.ratio is None else self.ratio
        return self.aim is None or measured <= self.aim

    def plain(self) -> dict[str, object]:
        """For machines."""
        return {**self.__dict__, "ratio": self.ratio, "kept": self.is_kept}

    def line(self) -> tuple[str, ...]:
        """For people."""
        theirs = "" if self.theirs is None else f"{self.theirs:.3g} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        aim = "" if self.aim is None else f"{self.aim:g}"
        return (
            self.name,
            f"{self.ours:.3g} {self.unit}",
            theirs,
            self.against,
            ratio,
            aim,
            "ok" if self.is_kept else "over",
        )


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return sorted(values)[len(values) // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
