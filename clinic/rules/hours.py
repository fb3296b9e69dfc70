"""Rules about the time between two commitments: the way from one to the other, and rest around work at night.

Each is asked for every pair, not only for neighbours, so that its answer does not depend on the order in which seats
were given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment, CommitmentKind
from clinic.domain.ids import PlaceId
from clinic.domain.policy import Policy
from clinic.domain.when import MINUTE, Interval, local, minutes
from clinic.i18n import Sentence, say

from .facts import Facts
from .rule import Fault
from .subjects import SEATINGS, Seating
from .wording import bare, clock, ends_earlier, hour, length, starts_later

#: Two trips closer together than this are two runs of one duty: the driver has not gone to bed in between.
ONE_DUTY = 120
#: With so many minutes in between, a way that nobody has typed is not asked about.
A_DAY = 24 * 60
#: Less than this to spare after the way is worth a word (our own figure).
TO_SPARE = 15


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commitments that do not overlap, the earlier first, with the minutes between. `this` is the one judged."""

    first: Commitment
    second: Commitment
    gap: int
    this: Commitment

    def shift(self, needed: int) -> Sentence:
        """The mend that leaves `needed` minutes between the two by moving the one that is judged."""
        if self.this is self.second:
            return starts_later(self.first.interval.end + minutes(needed), self.this)
        return ends_earlier(self.second.interval.start - minutes(needed), self.this)


def pairs(case: Seating, within: int) -> Iterator[Pair]:
    """The judged commitment with every other one that is less than `within` minutes away and does not overlap it."""
    this = case.this
    if not case.others:
        return
    near = Interval(this.interval.start - minutes(within), this.interval.end + minutes(within))
    for other in case.others:
        if other.interval.overlaps(near) and not other.interval.overlaps(this.interval):
            first, second = (other, this) if other.interval < this.interval else (this, other)
            yield Pair(first, second, round((second.interval.start - first.interval.end) / MINUTE), this)


@SEATINGS.rule("TRAVEL", Severity.REASON, say("There is time for the way between two places"))
def has_time_for_the_way(facts: Facts, case: Seating) -> Iterator[Fault]:
    """The gap between two places is no shorter than the table of travel says.

    For a pair that nobody has typed, `policy.unknown_travel` is taken within a site; between sites it is asked about.
    """
    for pair in pairs(case, A_DAY):
        start, end = pair.first.end_place, pair.second.start_place
        if start is None or end is None:
            continue
        drive = way(facts, start, end)
        if drive is None:
            yield _nobody_has_typed(facts, pair, start, end)
        elif pair.gap < drive:
            sentence = say(
                "Two places at once: at {place} until {end}, then {drive} drive; at {next} from {start}.",
                place=facts.places[start].label,
                end=clock(pair.first.interval.end, pair.first.zone),
                drive=length(drive),
                next=facts.places[end].label,
                start=clock(pair.second.interval.start, pair.second.zone),
            )
            yield Fault(sentence, (pair.shift(drive),), drive - pair.gap)


def way(facts: Facts, start: PlaceId, end: PlaceId) -> int | None:
    """Minutes from one place to the other; None when nobody has typed them and the places are of two sites."""
    typed = facts.travel.minutes(start, end)
    if typed is None and facts.places[start].site_id == facts.places[end].site_id:
        return facts.policy.unknown_travel
    return typed


def _nobody_has_typed(facts: Facts, pair: Pair, start: PlaceId, end: PlaceId) -> Fault:
    names = {"place": facts.places[start].label, "next": facts.places[end].label}
    sentence = say(
        "Nobody has typed how long it takes from {place} to {next}; there are {gap} between the two.",
        gap=length(pair.gap),
        **names,
    )
    return Fault(sentence, (say("Type the minutes from {place} to {next}.", **names),))


@SEATINGS.rule("REST", Severity.REASON, say("There is rest around work at night"), switchable=True)
def rests_between_commitments(facts: Facts, case: Seating) -> Iterator[Fault]:
    """Between two commitments of which one is night work there is the rest that the volunteer, else the clinic, asks.

    Trips less than two hours apart, one after the other, are runs of one duty, from the first to the last (field
    research 2.9 found no sourced figure for rest).
    """
    own = case.volunteer.limits.rest_minutes
    asked = facts.policy.rest if own is None else own
    for pair in pairs(case, asked):
        both_trips = pair.first.kind is pair.second.kind is CommitmentKind.TRIP
        if both_trips and _is_one_duty(case, pair):
            continue
        if is_night_work(pair.first, facts.policy) or is_night_work(pair.second, facts.policy):
            yield Fault(_rest(pair, asked, both_trips=both_trips), (pair.shift(asked),), asked - pair.gap)


def _is_one_duty(case: Seating, pair: Pair) -> bool:
    """Whether the driver does not go to bed between two trips: no two hours pass without another one."""
    within = Interval(pair.first.interval.start, pair.second.interval.end)
    trips = [each for each in (case.this, *case.others) if each.kind is CommitmentKind.TRIP]
    runs = sorted((each.interval for each in trips if each.interval.overlaps(within)), key=lambda each: each.start)
    so_far = runs[0]
    for run in runs:
        if so_far.gap_to(run) >= ONE_DUTY:
            return False
        so_far = Interval(so_far.start, max(so_far.end, run.end))
    return True


def is_night_work(commitment: Commitment, policy: Policy) -> bool:
    """Whether it begins before night ends, ends after night begins or spans a midnight, by the clock there."""
    start, end = local(commitment.interval.start, commitment.zone), local(commitment.interval.end, commitment.zone)
    return start.time() < policy.night_until or end.time() > policy.night_from or start.date() != end.date()


def _rest(pair: Pair, asked: int, *, both_trips: bool) -> Sentence:
    first, second = pair.first, pair.second
    told = {"end": clock(first.interval.end, first.zone), "gap": length(pair.gap), "asked": bare(asked)}
    if both_trips:
        start = clock(second.interval.start, second.zone)
        return say("Back {end}, leaves {start}: {gap} rest, the rule asks {asked}.", start=start, **told)
    return say(
        "{gap} rest between {first} (until {end}) and {second} (from {start}); the rule asks {asked}.",
        first=first.label,
        second=second.label,
        start=hour(second.interval.start, second.zone, first.interval.end),
        **told,
    )


@SEATINGS.rule(
    "SHORT_GAP", Severity.WISH, say("There is a quarter of an hour to spare between two places"), switchable=True
)
def has_minutes_to_spare(facts: Facts, case: Seating) -> Iterator[Fault]:
    """After the way to another place there are 15 minutes left (our own figure)."""
    for pair in pairs(case, A_DAY):
        start, end = pair.first.end_place, pair.second.start_place
        if start is None or end is None or start == end:
            continue
        drive = way(facts, start, end)
        if drive is not None and 0 <= pair.gap - drive < TO_SPARE:
            sentence = say(
                "Only {spare} to spare on the way from {place} to {next}.",
                spare=length(pair.gap - drive),
                place=facts.places[start].label,
                next=facts.places[end].label,
            )
            yield Fault(sentence, (pair.shift(drive + TO_SPARE),), TO_SPARE - (pair.gap - drive))
