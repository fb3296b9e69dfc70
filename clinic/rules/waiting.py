"""The place of a household in the waiting list, and why, in words (field research 2.6; no sourced order was found)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import Enum

from clinic.domain.consultations import Request
from clinic.domain.hearings import Hearing
from clinic.domain.households import Deadline, DeadlineKind, Household
from clinic.domain.policy import WaitingWeights
from clinic.domain.when import at, local
from clinic.i18n import Sentence, say, say_n

#: Within so many days a date counts.
HEARING, INTERVIEW, FILING, ONE_YEAR = 7, 1, 21, 60
#: Where waiting weighs as much as a date, whoever has waited so many days is as pressing as a date today.
LONG = 60

AS_SUGGESTED = WaitingWeights()
_CRITERIA = frozenset(each.name for each in fields(WaitingWeights))


class Why(Enum):
    """What a reason is about, so that it can be shown by a shape as well."""

    HEARING = "hearing"
    INTERVIEW = "interview"
    FILING = "filing"
    VULNERABLE = "vulnerable"
    ONE_YEAR = "one_year"
    NEVER_SEEN = "never_seen"
    WAITING = "waiting"
    SCARCE = "scarce"
    ABOUT = "about"  # what it is: the rest of a meeting, one of two sittings, for some of a household


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: `key` sorts it (smallest first), `reasons` say why, weightiest first, `whys` about what."""

    key: tuple[float, ...]
    reasons: tuple[Sentence, ...]
    whys: tuple[Why, ...] = ()


def place(
    request: Request,
    household: Household,
    hearings: Iterable[Hearing],
    *,
    now: datetime,
    zone: str,
    seen: bool = False,
    speakers: int = 0,
    weights: WaitingWeights = AS_SUGGESTED,
) -> Place:
    """Where a request stands.

    What counts: a hearing within 7 days, an interview within a day, a filing date within 21 days, vulnerable, a
    one-year date within 60 days, never seen, the days of waiting; each as much as `weights` says, heaviest first. Of
    equal weight the one with the fewest hours left decides (vulnerable and never seen are like a date today). Then the
    fewer `speakers`.
    `hearings` are the household's; `zone` says which day it is at `now`; `seen` whether they have met anybody yet.
    """
    today = local(now, zone).date()
    hearing = _next_hearing(hearings, now)
    interview = _days(household, DeadlineKind.INTERVIEW, today, INTERVIEW)
    filing, one_year = (
        _days(household, kind, today, within)
        for kind, within in ((DeadlineKind.FILING, FILING), (DeadlineKind.ONE_YEAR, ONE_YEAR))
    )
    waited = max(0, (today - request.asked_on).days)
    hours = {
        Why.HEARING: math.inf if hearing is None else (hearing - now).total_seconds() / 3600,
        Why.INTERVIEW: _hours(interview),
        Why.FILING: _hours(filing),
        Why.VULNERABLE: 0 if household.vulnerable else math.inf,
        Why.ONE_YEAR: _hours(one_year),
        Why.NEVER_SEEN: math.inf if seen else 0,
        Why.WAITING: _hours(LONG - waited),
    }
    said = {
        Why.HEARING: None if hearing is None else _hearing((local(hearing, zone).date() - today).days),
        Why.INTERVIEW: None if interview is None else _interview(interview),
        Why.FILING: None if filing is None else _filing(filing),
        Why.VULNERABLE: say("vulnerable") if household.vulnerable else None,
        Why.ONE_YEAR: None if one_year is None else _one_year(one_year),
        Why.NEVER_SEEN: None if seen else say("never seen"),
        Why.WAITING: say_n("waiting {n} day", "waiting {n} days", waited),
    }
    levels = _levels(weights)
    told = {why: said[why] for level in levels for why in level}
    reasons = {why: reason for why, reason in told.items() if reason is not None}
    key = (*(min(hours[why] for why in level) for level in levels), speakers)
    return Place(tuple(float(part) for part in key), tuple(reasons.values()), tuple(reasons))


def _levels(weights: WaitingWeights) -> list[list[Why]]:
    """Criteria of the same weight together, heaviest first; those of weight 0 are left out."""
    weighed = {why: getattr(weights, why.value) for why in Why if why.value in _CRITERIA}
    return [
        [why for why, weight in weighed.items() if weight == level]
        for level in sorted({weight for weight in weighed.values() if weight > 0}, reverse=True)
    ]


def _next_hearing(hearings: Iterable[Hearing], now: datetime) -> datetime | None:
    """The next hearing that counts: its hour, its report time, else the beginning of its day."""
    found = [
        hearing.hearing_at or hearing.report_at or at(hearing.hearing_on, time(0), hearing.zone)
        for hearing in hearings
        if not hearing.cancelled and hearing.end is None and local(now, hearing.zone).date() <= hearing.hearing_on
    ]
    soonest = min(found, default=None)
    return soonest if soonest is not None and (soonest - now).total_seconds() <= HEARING * 86400 else None


def _days(household: Household, kind: DeadlineKind, today: date, within: int) -> int | None:
    """Days until the nearest open date of a kind, negative when it has passed; None when none counts."""
    days = [(d.due_on - today).days for d in household.deadlines if _is_open(d, kind)]
    nearest = min(days, default=None)
    return nearest if nearest is not None and nearest <= within else None


def _is_open(deadline: Deadline, kind: DeadlineKind) -> bool:
    return deadline.kind is kind and not deadline.done


def _hours(days: int | None) -> float:
    return math.inf if days is None else 24 * days


def _hearing(days: int) -> Sentence:
    return say("hearing today") if days <= 0 else say_n("hearing in {n} day", "hearing in {n} days", days)


def _interview(days: int) -> Sentence:
    if days < 0:
        return say_n("interview {n} day ago", "interview {n} days ago", -days)
    return say_n("interview in {n} day", "interview in {n} days", days) if days else say("interview today")


def _filing(days: int) -> Sentence:
    if days < 0:
        return say_n("filing date passed {n} day ago", "filing date passed {n} days ago", -days)
    return say_n("filing date in {n} day", "filing date in {n} days", days) if days else say("filing date today")


def _one_year(days: int) -> Sentence:
    if days < 0:
        return say_n("one-year date passed {n} day ago", "one-year date passed {n} days ago", -days)
    return say_n("one-year date in {n} day", "one-year date in {n} days", days) if days else say("one-year date today")
