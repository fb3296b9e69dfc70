"""Reads when a household can come from one line, in English or Spanish: 'Tue Thu after 14:00', 'mar hasta las 12'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from clinic.domain.consultations import CanCome
from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import RequestId
from clinic.domain.names import folded
from clinic.domain.when import local
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import wording

from . import waiting_list
from .importing.clocks import read_clock
from .importing.dates import read_day, weekdays_in
from .importing.model import Order

_WORD = r"[a-z]+"
_DATE = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom) )?"
    r"(?P<date>\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?"
    r"|\d{1,2}(?: de)? (?!am\b|pm\b|y\b|a\b|to\b|and\b|h\b)[a-z]{3,10}\b(?: (?:de )?\d{4})?)"
)
_TIME = r"(?:\d{1,2}(?:[:.h]\d\d)?\s?(?:am\b|pm\b|h\b)?|noon\b|mediodia\b)"
_FROM = r"(?:after|from|since|desde|despues de|a partir de)(?:l| el| las?)?"
_TO = r"(?:before|until|till|by|to|hasta|antes de|a)(?:l| el| las?)?"
#: What can stand next in the line, the longest first.
_PATTERNS = tuple(
    (name, re.compile(rf"{pattern}(?![a-z0-9])"))
    for name, pattern in (
        ("first", rf"{_FROM} {_DATE}"),
        ("last", rf"{_TO} {_DATE}"),
        ("hours", rf"(?:de )?(?P<start>{_TIME})\s?(?:-|–|to|a)(?: las?)?\s?(?P<end>{_TIME})"),
        ("after", rf"{_FROM} (?P<clock>{_TIME})"),
        ("until", rf"{_TO} (?P<clock>{_TIME})"),
        ("morning", r"(?:(?:en|por) la )?(?:mornings?|mananas?)"),
        ("afternoon", r"(?:(?:en|por) la )?(?:afternoons?|tardes?)"),
        ("any", r"(?:any ?time|any day|cualquier (?:hora|dia)|siempre)"),
        ("range", rf"(?:de )?(?P<one>{_WORD})\s?(?:-|–| to | a )\s?(?P<other>{_WORD})"),
        ("day", rf"(?P<word>{_WORD})\.?"),
    )
)
_BETWEEN = re.compile(r"^(?:[\s,;]|(?:and|y|e|on|los|el|the)\b)*")
#: Where the afternoon begins.
_NOON = time(13)


def tell(uow: UnitOfWork, *, request: RequestId, line: str, wish: str | None = None) -> Change:
    """Write down when the household of a line of the waiting list can come. Raises BadValue as `read` does.

    A line that is as the program itself says it changes nothing.
    """
    row = uow.requests.get(request)
    zone = uow.sites.get(uow.households.get(row.household_id).site_id).zone
    is_same = line.strip() == str(wording.can_come(row.can_come))
    found = row.can_come if is_same else read(line, local(uow.now(), zone).date())
    return waiting_list.edit(uow, request=request, can_come=found, wish=wish)


def read(text: str, today: date) -> CanCome:
    """What a line says; nothing typed is no limit. A date without a year is the next one from `today` on.

    Raises BadValue that names the first words that cannot be read.
    """
    found, rest = CanCome(), folded(text)
    while rest := _BETWEEN.sub("", rest):
        found, length = _next(found, rest, today)
        rest = rest[length:]
    if found.after and found.until and found.after >= found.until:
        raise BadValue(say("The hours end before they begin."))
    return replace(found, days=tuple(sorted(set(found.days))))


def _next(found: CanCome, rest: str, today: date) -> tuple[CanCome, int]:
    for name, pattern in _PATTERNS:
        match = pattern.match(rest)
        read_so = _taken(found, name, match, today) if match else None
        if match and read_so is not None:
            return read_so, match.end()
    raise BadValue(
        say("“{words}” cannot be read. Type it like “Tue Thu after 14:00” or “until 30 July”.", words=rest[:30])
    )


def _taken(found: CanCome, name: str, match: re.Match[str], today: date) -> CanCome | None:
    """With what one piece says; None where it says nothing after all."""
    parts = match.groupdict()
    if name in ("first", "last"):
        on = read_day(parts["date"].replace(" de ", " "), Order.DAY_FIRST, Order.DAY_FIRST, today).on
        return (replace(found, first=on) if name == "first" else replace(found, last=on)) if on else None
    if name == "hours":
        start, end = read_clock(parts["start"]).at, read_clock(parts["end"]).at
        return replace(found, after=start, until=end) if start and end else None
    if name in ("after", "until"):
        clock = read_clock(parts["clock"]).at
        return (replace(found, after=clock) if name == "after" else replace(found, until=clock)) if clock else None
    if name == "morning":
        return replace(found, until=_NOON)
    if name == "afternoon":
        return replace(found, after=_NOON)
    if name == "any":
        return found
    days = _days(parts) if name == "range" else weekdays_in(parts["word"])
    return replace(found, days=(*found.days, *days)) if days else None


def _days(parts: dict[str, str]) -> tuple[int, ...]:
    first, last = weekdays_in(parts["one"]), weekdays_in(parts["other"])
    if not first or not last:
        return ()
    return tuple((first[0] + n) % 7 for n in range((last[0] - first[0]) % 7 + 1))
