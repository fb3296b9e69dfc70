"""Both clocks of a border: what a view shows beside every hour when the two sides differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the wall clocks on the two sides of a site show at one instant.

    `minutes_ahead`: how far the clock there is ahead (below zero: behind). `words`: 'same clock', '+1 h in Laredo'.
    """

    city: str
    here: datetime
    us_city: str
    there: datetime
    minutes_ahead: int
    words: Sentence

    @property
    def same(self) -> bool:
        """Whether both show the same."""
        return self.minutes_ahead == 0


@dataclass(frozen=True, slots=True)
class Hour:
    """One instant on the wall clock where it happens, and on the other side's where that differs (else None)."""

    here: datetime
    there: datetime | None = None
