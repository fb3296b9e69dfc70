"""The order of candidates for a seat: who fits, who speaks best, who has done least, who was not asked lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from clinic.domain.breaches import Breach, Severity
from clinic.domain.people import Level, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval, Week, local
from clinic.i18n import Sentence, say

from . import judge
from .effort import Effort, effort
from .facts import Facts
from .subjects import Seating
from .wording import length


class Fit(Enum):
    """Whether somebody fits a seat: no rule against it, only wishes, or a rule that asks for a reason or refuses."""

    FITS = "fits"
    WARNS = "warns"
    NO = "no"


def fit_of(breaches: Sequence[Breach]) -> Fit:
    """How well somebody fits of whom this is all that speaks against them."""
    if not breaches:
        return Fit.FITS
    return Fit.WARNS if all(breach.severity is Severity.WISH for breach in breaches) else Fit.NO


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for a seat. `effort` is what they do in the week of the seat without it, `words` say so."""

    volunteer: Volunteer
    breaches: tuple[Breach, ...]
    effort: Effort
    words: Sentence

    @property
    def fit(self) -> Fit:
        """How well they fit."""
        return fit_of(self.breaches)

    @property
    def can_be_overridden(self) -> bool:
        """Whether a typed reason would be enough."""
        return all(breach.can_be_overridden for breach in self.breaches)


def rank(facts: Facts, seat: Seat, volunteers: Iterable[Volunteer]) -> list[Candidate]:
    """The volunteers, best first.

    Those who fit; then those against whom only wishes speak, the fewest first; then those whom a reason could seat,
    then the others. Among equals: the better level of the seat's languages, fewest hours in the week of the seat (those
    at night counted double), asked the longest time ago or never, by name.
    """
    week = _week(facts, seat)
    zone = facts.zone_of(seat)
    return sorted((_candidate(facts, seat, person, week, zone) for person in volunteers), key=lambda c: _key(c, seat))


def _week(facts: Facts, seat: Seat) -> Interval:
    """The week, on the wall clock where the seat is, in which it begins."""
    zone = facts.zone_of(seat)
    return Week.of(local(seat.starts_at, zone).date()).interval(zone)


def _candidate(facts: Facts, seat: Seat, person: Volunteer, week: Interval, zone: str) -> Candidate:
    case = Seating.of(facts, seat, person)
    done = effort(case.others, week, facts.policy)
    return Candidate(person, judge.SEATINGS.judge(facts, case), done, _words(person, done, zone))


def _words(person: Volunteer, done: Effort, zone: str) -> Sentence:
    hours = say("{length} this week", length=length(done.minutes))
    if done.night_minutes:
        told = {"length": length(done.minutes), "night": length(done.night_minutes)}
        hours = say("{length} this week, {night} of it at night", **told)
    if person.last_asked_at is None:
        return say("{hours}; not asked yet", hours=hours)
    return say("{hours}; last asked {day}", hours=hours, day=local(person.last_asked_at, zone).date())


def _key(candidate: Candidate, seat: Seat) -> tuple[Any, ...]:
    person = candidate.volunteer
    return (
        _FITS.index(candidate.fit),
        not candidate.can_be_overridden,
        len(candidate.breaches),
        -_STRENGTH[level(person, seat)],
        candidate.effort.weighed,
        person.last_asked_at or datetime.min.replace(tzinfo=UTC),
        person.sort_name or person.name,
    )


_FITS = list(Fit)
_STRENGTH = {Level.BASIC: 0, Level.WORKABLE: 1, Level.BEST: 2}


def level(person: Volunteer, seat: Seat) -> Level:
    """The weakest level of the seat's languages; one that is only on file as interpreted counts as workable."""
    asked = {code for code in (*seat.languages, seat.source, seat.target) if code}
    levels = [person.level(code) or Level.WORKABLE for code in asked]
    return min(levels, key=_STRENGTH.__getitem__, default=Level.BEST)
