"""Writes feeds (RFC 5545, 7986) as every calendar program reads them alike.

One-off events in UTC, because that is the only form of which the hours survive the days on which clocks change; no
organizer, attendee, alarm or time zone block. Escaping and folding are icalendar's own; lines are put together here,
because a feed is written for each of a thousand people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from icalendar import vText
from icalendar.parser import Contentline

from clinic.domain.outgoing import CalendarEvent

#: A folded line has at most 75 octets; a shorter one needs no folding.
_FOLD = 75
_FRESH = "PT1H"
#: Control characters and the marks that turn the direction of text; line separators become line breaks.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class IcalWriter:
    """Puts events into a calendar file (the promise `clinic.ports.CalendarWriter`)."""

    def write(self, name: str, zone: str, events: Sequence[CalendarEvent]) -> bytes:
        """A feed called `name` whose readers live in `zone`, with all events in the order given."""
        title = _text("NAME", name), _text("X-WR-CALNAME", name)
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Clinic Scheduler//Clinic Scheduler//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            *title,
            _text("X-WR-TIMEZONE", zone),
            f"REFRESH-INTERVAL;VALUE=DURATION:{_FRESH}",
            f"X-PUBLISHED-TTL:{_FRESH}",
        ]
        for event in events:
            lines += _event(event)
        lines += ("END:VCALENDAR", "")
        return "\r\n".join(lines).encode()


def _event(event: CalendarEvent) -> Iterable[str]:
    changed = _instant(event.changed_at)
    status = "CANCELLED" if event.cancelled else "TENTATIVE" if event.tentative else "CONFIRMED"
    yield "BEGIN:VEVENT"
    yield _text("UID", event.uid)
    yield f"DTSTAMP:{changed}"
    yield f"CREATED:{_instant(event.created_at)}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield _text("SUMMARY", event.summary)
    if event.location:
        yield _text("LOCATION", event.location)
    if event.description:
        yield _text("DESCRIPTION", event.description)
    yield f"STATUS:{status}"
    yield "TRANSP:OPAQUE" if event.busy and not event.cancelled else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


@lru_cache(maxsize=8192)
def _text(name: str, value: str) -> str:
    line = f"{name}:{vText(clean(value)).to_ical().decode()}"
    if len(line) < _FOLD and line.isascii():
        return line
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call] # icalendar has typed only a part of itself
    return folded.decode()


def clean(text: str) -> str:
    """Text as all calendar programs show it alike.

    No control or direction marks; every line break is a plain one; a backslash, which some programs take for the
    beginning of a line break, becomes a slash.
    """
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\\", "/").strip()
