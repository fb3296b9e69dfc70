"""A household's appointment in its own language. Nothing on it says what it is about, or with whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from .session_levels import Appointment

#: For everybody whose language has no words here.
USUAL = "spa"
_CATALOGUES = {"en": "eng", "es": "spa"}


@dataclass(frozen=True, slots=True)
class SlipWords:
    """The small words of a slip in one language (`resources/data/appointments.json`); weekdays begin with Monday.

    `first` is the first of a month, which some languages do not write as a plain 1.
    """

    title: str
    date: str
    hour: str
    first: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    place: str
    room: str
    part: str
    bring: str
    things: str
    door: str
    cannot: str

    def day(self, on: datetime) -> str:
        """'martes 14 de julio de 2026', 'mercredi 1er juillet 2026'."""
        told = {"weekday": self.weekdays[on.weekday()], "month": self.months[on.month - 1], "year": on.year}
        return self.date.format(day=self.first if on.day == 1 else on.day, **told)

    def clock(self, on: datetime) -> str:
        """'13:30', '13 h 30'."""
        return self.hour.format(hour=f"{on:%H}", minute=f"{on:%M}")

    def where(self, room: str) -> str:
        """A room as it is called at its door; one that is only a number is told to be a room."""
        return room if any(map(str.isalpha, room)) else f"{self.room} {room}"

    def some(self, part: tuple[int, int]) -> str:
        """'Solo para una parte del hogar: 2 de 4 personas'."""
        return self.part.format(n=part[0], all=part[1])


@cache
def slip_words() -> dict[str, SlipWords]:
    """The words of every language that has any, by ISO 639-3."""
    text = (files("resources") / "data" / "appointments.json").read_text(encoding="utf-8")
    return {
        code: SlipWords(**{**told, "weekdays": tuple(told["weekdays"]), "months": tuple(told["months"])})
        for code, told in json.loads(text).items()
    }


def slip_language(languages: Sequence[str], tongue: str = "") -> str:
    """The first of a household's languages in which a slip can be written, else Spanish; `tongue` overrules it."""
    known = slip_words()
    return _CATALOGUES.get(tongue) or next((code for code in languages if code in known), USUAL)


def slip_text(one: Appointment) -> str:
    """The slip as plain lines, to be pasted into a chat."""
    told = slip_words()[one.language]
    lines = [
        f"{told.title}: {one.code}",
        f"{told.day(one.starts)}, {told.clock(one.starts)}",
        f"{told.place}: {one.place}",
        told.where(one.room) if one.room else "",
        told.some(one.part) if one.part else "",
        f"{told.bring}: {told.things}",
        told.door,
        told.cannot,
    ]
    return "\n".join(line for line in lines if line)
