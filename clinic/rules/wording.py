"""Hours and lengths as sentences tell them."""

from __future__ import annotations

from datetime import datetime, time

from clinic.domain.commitments import Commitment
from clinic.domain.consultations import CanCome
from clinic.domain.when import Interval, local
from clinic.i18n import Sentence, listing, plain, say

_WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def clock(instant: datetime, zone: str) -> time:
    """The hour on the wall at `instant`: '21:30'."""
    return local(instant, zone).time()


def hour(instant: datetime, zone: str, beside: datetime) -> time | datetime:
    """The hour on the wall; with its day ('Tue 14 July 05:30') when that is not the day of `beside`."""
    there = local(instant, zone)
    return there.time() if there.date() == local(beside, zone).date() else there


def length(minutes: int) -> Sentence:
    """A length for people: '45 min', '5 h', '5 h 05'."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say("{n} min", n=rest)
    return say("{hours} h {minutes}", hours=hours, minutes=f"{rest:02}") if rest else say("{n} h", n=hours)


def bare(minutes: int) -> Sentence:
    """A length after another one: '8' where the unit is clear ('5 h rest, the rule asks 8'), else as `length`."""
    return plain(str(minutes // 60)) if minutes >= 60 and minutes % 60 == 0 else length(minutes)


def span(interval: Interval, zone: str) -> Sentence:
    """From when to when: '02:30–06:00'."""
    return say("{start}–{end}", start=clock(interval.start, zone), end=clock(interval.end, zone))


def can_come(found: CanCome) -> Sentence:
    """When a household can come: 'Tue, Thu, after 14:00'; nothing where it named no limit."""
    hours = (
        say("{start}–{end}", start=found.after, end=found.until)
        if found.after and found.until
        else say("after {clock}", clock=found.after)
        if found.after
        else say("until {clock}", clock=found.until)
        if found.until
        else None
    )
    parts = [
        *(_WEEKDAYS[weekday] for weekday in found.days),
        hours,
        say("from {date}", date=found.first) if found.first else None,
        say("until {date}", date=found.last) if found.last else None,
    ]
    return listing([part for part in parts if part is not None])


def starts_later(instant: datetime, this: Commitment) -> Sentence:
    """The mend 'start at 14:00 or later'."""
    return say("Start at {clock} or later.", clock=hour(instant, this.zone, this.interval.start))


def ends_earlier(instant: datetime, this: Commitment) -> Sentence:
    """The mend 'end at 12:00 or earlier'."""
    return say("End at {clock} or earlier.", clock=hour(instant, this.zone, this.interval.end))
