"""What a balance bar shows, for tables and for paper alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares of the bar's length, 0.0 to 1.0: hours by day, hours at night (twice their length), the mean.

    `before` is where the bar ended until now, when it shows a change; None: it shows none.
    """

    by_day: float
    at_night: float
    mean: float
    before: float | None = None
