"""Rules about how much one volunteer works: hours a day, days a week, nights a week.

A limit is the volunteer's own where they have set one, else the clinic's. Days are those of the wall clock where the
work is, weeks run from Monday to Sunday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment
from clinic.domain.policy import Policy
from clinic.domain.when import Interval, Week, day_interval, length_minutes, local
from clinic.i18n import Sentence, say, say_n

from .facts import Facts
from .hours import is_night_work
from .rule import Fault
from .subjects import SEATINGS, Seating
from .wording import bare, length, span


@SEATINGS.rule("HOURS_A_DAY", Severity.REASON, say("Nobody works too many hours a day"), switchable=True)
def works_few_enough_hours(facts: Facts, case: Seating) -> Iterator[Fault]:
    """All work of a calendar day together, in real minutes, is within the limit."""
    own = case.volunteer.limits.hours_a_day
    limit = 60 * (facts.policy.hours_a_day if own is None else own)
    for day in days_of(case.this):
        whole = day_interval(day, case.this.zone)
        here = _shared(case.this.interval, whole)
        total = here + sum(_shared(other.interval, whole) for other in case.others)
        if total > limit:
            sentence = say("{total} on {day}; at most {limit}.", total=length(total), day=day, limit=bare(limit))
            yield Fault(sentence, _lighter(case, whole, here, total - limit), total - limit)


def _shared(one: Interval, other: Interval) -> int:
    if not one.overlaps(other):
        return 0
    return length_minutes(max(one.start, other.start), min(one.end, other.end))


def _lighter(case: Seating, day: Interval, here: int, over: int) -> tuple[Sentence, ...]:
    """The seat itself shorter, or the shortest other work of the day that is long enough given to somebody else."""
    found = [say("Make this seat {over} shorter.", over=length(over))] if over < here else []
    others = [(_shared(other.interval, day), other) for other in case.others]
    if enough := [pair for pair in others if pair[0] >= over]:
        _, other = min(enough, key=lambda pair: pair[0])
        found.append(say("Free {label} {span} first.", label=other.label, span=span(other.interval, other.zone)))
    return tuple(found)


@SEATINGS.rule("DAYS_A_WEEK", Severity.REASON, say("Everybody has a day off each week"), switchable=True)
def has_days_off(facts: Facts, case: Seating) -> Iterator[Fault]:
    """The days of a week on which there is any work are within the limit."""
    own = case.volunteer.limits.days_a_week
    limit = facts.policy.days_a_week if own is None else own
    these = days_of(case.this)
    worked = {day for other in case.others for day in days_of(other)}
    if len(worked.union(these)) <= limit:
        return
    for week in sorted({Week.of(day) for day in these}):
        others = worked & set(week.days)
        total = len(others.union(these) & set(week.days))
        if total > limit:
            mends = [say("Free {day} wholly.", day=day) for day in sorted(others.difference(these))[:1]]
            yield Fault(
                say_n(
                    "{n} day of work in the week of {monday}; at most {limit}.",
                    "{n} days of work in the week of {monday}; at most {limit}.",
                    total,
                    monday=week.monday,
                    limit=limit,
                ),
                tuple(mends),
                total - limit,
            )


@SEATINGS.rule("NIGHTS_A_WEEK", Severity.REASON, say("Nobody works too many nights a week"), switchable=True)
def works_few_enough_nights(facts: Facts, case: Seating) -> Iterator[Fault]:
    """Nights with work in them are within the limit; two runs of one night count once."""
    policy, own = facts.policy, case.volunteer.limits.nights_a_week
    limit = policy.nights_a_week if own is None else own
    if not is_night_work(case.this, policy):
        return
    week = Week.of(first_day(case.this))
    nights = {night_of(other, policy): other for other in case.others if _is_night_of(other, week, policy)}
    total = len(nights.keys() | {night_of(case.this, policy)})
    if total > limit:
        others = [other for night, other in sorted(nights.items()) if night != night_of(case.this, policy)]
        mends = [say("Free {label} on {day} first.", label=other.label, day=first_day(other)) for other in others[:1]]
        yield Fault(
            say_n(
                "{n} night with work in the week of {monday}; at most {limit}.",
                "{n} nights with work in the week of {monday}; at most {limit}.",
                total,
                monday=week.monday,
                limit=limit,
            ),
            tuple(mends),
            total - limit,
        )


def _is_night_of(commitment: Commitment, week: Week, policy: Policy) -> bool:
    return Week.of(first_day(commitment)) == week and is_night_work(commitment, policy)


def night_of(commitment: Commitment, policy: Policy) -> date:
    """The evening on which the night of a commitment at night begins: Monday for both Mon 23:00 and Tue 02:30."""
    start = local(commitment.interval.start, commitment.zone)
    return start.date() - timedelta(days=1) if start.time() < policy.night_until else start.date()


def first_day(commitment: Commitment) -> date:
    """The day on the wall on which it begins."""
    return _days(commitment.interval, commitment.zone)[0]


def days_of(commitment: Commitment) -> tuple[date, ...]:
    """Every day on the wall on which some of it lies; one that ends at midnight does not touch the next day."""
    return _days(commitment.interval, commitment.zone)


@lru_cache(maxsize=8192)
def _days(interval: Interval, zone: str) -> tuple[date, ...]:
    """The same seats are judged for hundreds of people by half a dozen rules."""
    first = local(interval.start, zone).date()
    last = local(interval.end - timedelta.resolution, zone).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
