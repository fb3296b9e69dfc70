"""Dice that fall the same on every machine."""

from __future__ import annotations

from .arrays import i64


class Dice:
    """Two multiplicative generators combined (L'Ecuyer 1988), period 2e18; no step leaves 63 bits."""

    def __init__(self, seed: i64) -> None:
        self._one: i64 = seed % 2147483561 + 1
        self._two: i64 = (seed * 7919 + 104729) % 2147483397 + 1
        for _ in range(20):
            self.toss()

    def toss(self) -> i64:
        """A number from 1 to 2147483562."""
        self._one = self._one * 40014 % 2147483563
        self._two = self._two * 40692 % 2147483399
        drawn = self._one - self._two
        if drawn < 1:
            drawn += 2147483562
        return drawn

    def below(self, count: i64) -> i64:
        """A number from 0 to `count` - 1."""
        return self.toss() % count

    def share(self) -> float:
        """A number above 0.0 and below 1.0."""
        return float(self.toss()) / 2147483563.0
