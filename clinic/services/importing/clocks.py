"""Reads times of day as people type them: 8:30a, 1pm, 13h00, 0830, 8.30 am, noon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from clinic.domain.names import folded
from clinic.i18n import Sentence, say

#: A time within a longer text: it needs a colon, so that no part of a date is mistaken for it.
CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m?\.?\b\.?)?")
_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.h ]\s?(\d{2})|(\d{2}))?(?::(\d{2}))?\s*h?(?:rs?|oras)?\.?\s*(?:([ap])\.?\s?m?\.?)?$"
)
_WORDS = {"noon": time(12), "mediodia": time(12), "midday": time(12), "medianoche": time(0), "midnight": time(0)}


@dataclass(frozen=True, slots=True)
class Clock:
    """A cell read as a time of day; `doubt` says why it is none."""

    at: time | None = None
    doubt: Sentence | None = None


def read_clock(value: Any) -> Clock:
    """What time of day a cell means; an empty one means none, without a doubt."""
    if value is None:
        return Clock()
    if isinstance(value, datetime):
        return Clock(value.time())
    if isinstance(value, time):
        return Clock(value)
    if isinstance(value, float) and 0 <= value < 1:  # Excel keeps a time as a share of the day
        minutes = round(value * 1440)
        return Clock(time(minutes // 60 % 24, minutes % 60))
    text = folded(str(value))
    found = _WORDS.get(text) or _read(text.zfill(4) if text.isdigit() and len(text) == 3 else text)
    return Clock(found) if found else Clock(doubt=say("“{value}” is not a time of day.", value=str(value)))


def _read(text: str) -> time | None:
    found = _CLOCK.match(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2] or found[3] or 0), int(found[4] or 0)
    if found[5]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[5] == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
