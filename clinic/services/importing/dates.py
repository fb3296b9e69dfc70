"""Reads dates as people type them. Which number of 3/4/27 is the month is settled by the whole column or a weekday."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from clinic.domain.names import folded
from clinic.i18n import Sentence, listing, say

from .clocks import CLOCK, read_clock
from .model import Order

_MONTHS = {
    word: number
    for number, words in enumerate(
        ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep set", "oct", "nov", "dec dic"),
        start=1,
    )
    for word in words.split()
}
_MONTH_WORD = re.compile(
    r"^(?:january|enero|february|febrero|march|marzo|april|abril|may|mayo|june|junio|july|julio|august|agosto|september|"
    r"sept|septiembre|setiembre|october|octubre|november|noviembre|december|diciembre|[a-z]{3})\.?$"
)
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday lun lunes", "tue tues tuesday mar martes", "wed wednesday mie miercoles",
            "thu thur thurs thursday jue jueves", "fri friday vie viernes", "sat saturday sab sabado",
            "sun sunday dom domingo",
        )
    )
    for word in words.split()
}  # fmt: skip
_SPANISH_LETTERS = {"l": (0,), "m": (1, 2), "x": (2,), "j": (3,), "v": (4,), "s": (5,), "d": (6,)}
_ENGLISH_LETTERS = {"m": (0,), "t": (1, 3), "w": (2,), "r": (3,), "f": (4,), "s": (5, 6)}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?$")
_WORDY = re.compile(r"[\s,\-/.]+")


class Known(Enum):
    """What the dates of a column show about their order, besides an `Order`."""

    MIXED = "mixed"
    NOTHING = "nothing"


Evidence = Order | Known


@dataclass(frozen=True, slots=True)
class Day:
    """A cell read as a day. `on` is None when there is none.

    `doubt` says why it needs an answer; `on` is then a proposal. `clock` is a time of day that stood in the same cell.
    """

    on: date | None = None
    clock: time | None = None
    doubt: Sentence | None = None


@dataclass(frozen=True, slots=True)
class _Readings:
    """The days that a text can mean: by order of its numbers, or certain."""

    certain: date | None = None
    by_order: tuple[tuple[Order, date], ...] = ()
    weekday: int | None = None
    clock: time | None = None

    @property
    def settled(self) -> Order | None:
        """The order, when the text itself leaves only one."""
        fitting = self.fitting
        return fitting[0][0] if len(fitting) == 1 else None

    @property
    def fitting(self) -> tuple[tuple[Order, date], ...]:
        """Readings on the weekday that is named, all when none is."""
        return tuple((order, on) for order, on in self.by_order if self.weekday is None or on.weekday() == self.weekday)


def evidence_of(values: Iterable[Any], today: date) -> Evidence:
    """What the values of one column show about the order of day and month."""
    found = {settled for value in values if (settled := _readings(value, today).settled)}
    if len(found) > 1:
        return Known.MIXED
    return found.pop() if found else Known.NOTHING


def majority(values: Iterable[Any], today: date) -> Order:
    """The order that more values of a column show; month first when as many show the other."""
    found = [settled for value in values if (settled := _readings(value, today).settled)]
    return Order.DAY_FIRST if found.count(Order.DAY_FIRST) > found.count(Order.MONTH_FIRST) else Order.MONTH_FIRST


def is_ambiguous(value: Any, today: date) -> bool:
    """Whether a cell can mean two days."""
    return len({on for _, on in _readings(value, today).fitting}) > 1


def read_day(value: Any, evidence: Evidence, likely: Order, today: date) -> Day:
    """What day a cell means.

    `evidence` is what its column shows; where that is not one order and the text can be read in two ways, the reading
    in the `likely` order is proposed with a doubt. `today` gives the year to a date without one: the next such day.
    """
    if value is None:
        return Day()
    if isinstance(value, datetime):
        return Day(value.date(), value.time())
    if isinstance(value, date):
        return Day(value)
    found = _readings(value, today)
    if found.certain:
        return _on_weekday(found, found.certain)
    days = dict(found.fitting)
    if not days:
        return _nothing(value, found)
    if len(set(days.values())) == 1:
        return Day(next(iter(days.values())), found.clock)
    if isinstance(evidence, Order):
        return Day(days[evidence], found.clock)
    first, second = days[Order.MONTH_FIRST], days[Order.DAY_FIRST]
    doubt = say(
        "“{value}” can be {first} or {second}, and the column does not settle which. Proposed: {proposed}.",
        value=str(value),
        first=first,
        second=second,
        proposed=days[likely],
    )
    return Day(days[likely], found.clock, doubt)


def weekdays_in(text: str) -> tuple[int, ...]:
    """Weekdays named in a text, 0 = Monday: 'Monday, Tuesday', 'lun y mié'."""
    return tuple(_WEEKDAYS[word] for word in re.split(r"[^a-z]+", folded(text)) if word in _WEEKDAYS)


def weekdays_of(headers: Sequence[str]) -> dict[int, int]:
    """The weekday of each column in a grid of days (by place in the row); none unless at least three columns are days.

    Single letters follow the week: the second M of L M M J V is Wednesday, and so is X.
    """
    letters = _SPANISH_LETTERS if {"l", "x", "j", "v"} & set(headers) else _ENGLISH_LETTERS
    found: dict[int, int] = {}
    latest = -1
    for place, text in enumerate(headers):
        choices = (_WEEKDAYS[text],) if text in _WEEKDAYS else letters.get(text, ())
        after = [weekday for weekday in choices if weekday > latest]
        if after:
            latest = found[place] = after[0]
    return found if len(found) >= 3 else {}


def _readings(value: Any, today: date) -> _Readings:
    text = folded(value) if isinstance(value, str) else ""
    clock, rest = _take_clock(text)
    words = [word for word in _WORDY.split(rest) if word]
    weekday = next((_WEEKDAYS[word] for word in words if word in _WEEKDAYS and not word.isdigit()), None)
    months = [word for word in words if _MONTH_WORD.match(word) and word[:3] in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if iso := _ISO.match(rest):
        return _Readings(_date(*map(int, iso.groups())), clock=clock)
    if months and len(numbers) in (1, 2):
        month = _MONTHS[months[-1][:3]]
        named = weekday if len([word for word in words if word in _WEEKDAYS]) > months.count("mar") else None
        return _Readings(_named(month, numbers, today), weekday=named, clock=clock)
    bare = " ".join(word for word in rest.replace(",", " ").split() if word.rstrip(".") not in _WEEKDAYS)
    if plain := _NUMBERS.match(bare):
        first, second = int(plain[1]), int(plain[2])
        both = ((Order.MONTH_FIRST, first, second), (Order.DAY_FIRST, second, first))
        days = ((order, _with_year(month, on, plain[3], today)) for order, month, on in both)
        return _Readings(by_order=tuple((order, on) for order, on in days if on), weekday=weekday, clock=clock)
    return _Readings(clock=clock)


def _take_clock(text: str) -> tuple[time | None, str]:
    found = CLOCK.search(text)
    if not found:
        return None, text
    return read_clock(found[0]).at, (text[: found.start()] + text[found.end() :]).strip(" ,")


def _named(month: int, numbers: list[str], today: date) -> date | None:
    """A day with the month in words: '16-feb-27', 'Feb 11 2027', '15 de febrero de 2027', '2027 feb 3'."""
    if len(numbers) == 2 and len(numbers[0]) == 4:
        numbers = [numbers[1], numbers[0]]
    return _with_year(month, int(numbers[0]), numbers[1] if len(numbers) == 2 else None, today)


def _with_year(month: int, on: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, on)
    found = _date(today.year, month, on)
    return _date(today.year + 1, month, on) if found and found < today else found


def _date(year: int, month: int, on: int) -> date | None:
    try:
        return date(year, month, on)
    except ValueError:
        return None


def _on_weekday(found: _Readings, on: date) -> Day:
    if found.weekday is None or found.weekday == on.weekday():
        return Day(on, found.clock)
    return Day(on, found.clock, say("The list names another weekday: that day is {date}.", date=on))


def _nothing(value: Any, found: _Readings) -> Day:
    if found.by_order and found.weekday is not None:
        days = listing([on for _, on in found.by_order])
        return Day(doubt=say("“{value}” names another weekday than the day has: {days}.", value=str(value), days=days))
    if _NUMBERS.match(folded(str(value))):
        return Day(doubt=say("There is no day “{value}”.", value=str(value)))
    return Day(doubt=say("“{value}” is not a date.", value=str(value)))
