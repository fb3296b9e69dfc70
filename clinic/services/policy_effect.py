"""What other figures of the policy, or stricter rules, would do to a week as it stands, told before they are saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, ConsultationKind, Slot
from clinic.domain.ids import SiteId
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip, TripStatus
from clinic.domain.when import Interval, Week, local
from clinic.domain.words import CONSULTATIONS, role_of
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts

from .facts import week_facts
from .labels import seat_and_time
from .moving import BOOKED
from .standing import standing
from .waiting_order import Moves, moves

#: How much a breach weighs: the harder, the more.
_HARDNESS = {Severity.WISH: 1, Severity.REASON: 2, Severity.MUST: 3}


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of one kind: those that would be warned of anew or more sternly, and how many less, how many as now."""

    worse: tuple[Sentence, ...] = ()
    better: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class PolicyEffect:
    """How the rules would judge the taken seats of a week, its trips with their riders, and its meetings.

    `waiting` tells who would move in the waiting list, where its weights are other ones.
    Plans are judged as they stand; the hours of trips are worked out anew when a trip is next changed.
    What is booked keeps its time; `lengths` says which kinds of meeting last otherwise from now on.
    """

    seats: Count
    trips: Count
    meetings: Count
    lengths: tuple[Sentence, ...] = ()
    waiting: Moves | None = None


def policy(uow: UnitOfWork) -> Policy:
    """The figures in force."""
    return uow.clinic().policy


def policy_effect(uow: UnitOfWork, *, site: SiteId, week: Week, **figures: Any) -> PolicyEffect:
    """Judge the plan of a week at a site by the figures in force and by these."""
    zone = uow.sites.get(site).zone
    interval = week.interval(zone)
    before = week_facts(uow, interval, site=site)
    after = before.with_(policy=replace(before.policy, **figures))
    seats = (
        (_of_seat(before, seat), _of_seat(after, seat), _seat_words(uow, before, seat))
        for seat in _seats(before, interval)
    )
    trips = (
        (
            _of_trip(before, trip),
            _of_trip(after, trip),
            say("Trip {trip}, {start}", trip=trip.label, start=local(_begins(trip) or interval.start, zone)),
        )
        for trip in _trips(before, interval, site)
    )
    meetings = (
        (_of_meeting(before, slot, row), _of_meeting(after, slot, row), _meeting_words(before, slot, row))
        for slot, row in _meetings(before, interval)
    )
    weights = after.policy.waiting
    moved = None if weights == before.policy.waiting else moves(uow, site=site, weights=weights)
    return PolicyEffect(_count(seats), _count(trips), _count(meetings), tuple(_lengths(before, after, interval)), moved)


def _count(judged: Iterable[tuple[Mapping[str, int], Mapping[str, int], Sentence]]) -> Count:
    worse, better, unchanged = [], 0, 0
    for was, would_be, words in judged:
        if any(hard > was.get(code, 0) for code, hard in would_be.items()):
            worse.append(words)
        elif was != would_be:
            better += 1
        else:
            unchanged += 1
    return Count(tuple(worse), better, unchanged)


def _seats(facts: Facts, week: Interval) -> Iterator[Seat]:
    for seat in sorted(facts.seats.values(), key=lambda seat: seat.starts_at):
        if seat.volunteer_id is not None and facts.is_live(seat) and week.start <= seat.starts_at < week.end:
            yield seat


def _trips(facts: Facts, week: Interval, site: SiteId) -> Iterator[Trip]:
    for trip in sorted(facts.trips.values(), key=lambda trip: (_begins(trip) or week.start, trip.label)):
        begins = _begins(trip)
        is_this_week = begins is not None and week.start <= begins < week.end
        if is_this_week and trip.site_id == site and trip.status is not TripStatus.CANCELLED:
            yield trip


def _meetings(facts: Facts, week: Interval) -> Iterator[tuple[Slot, Consultation]]:
    """What is booked and still to come or going on."""
    for slot in sorted(facts.booked_slots, key=lambda slot: slot.starts_at):
        if week.start <= slot.starts_at < week.end:
            yield from ((slot, row) for row in facts.consultations_by_slot[slot.id] if row.outcome in BOOKED)


def _lengths(before: Facts, after: Facts, week: Interval) -> Iterator[Sentence]:
    """Kinds of meeting that would last otherwise, and how many of the week keep the time that they have."""
    booked = Counter(slot.kind for slot, _row in _meetings(before, week))
    for kind in ConsultationKind:
        was, would_be = before.policy.minutes(kind), after.policy.minutes(kind)
        if was != would_be:
            yield say_n(
                "{kind}: {new} min, not {old}; {n} that is booked keeps its time",
                "{kind}: {new} min, not {old}; {n} that are booked keep their time",
                booked[kind],
                kind=CONSULTATIONS[kind],
                new=would_be,
                old=was,
            )


def _begins(trip: Trip) -> datetime | None:
    return trip.departs_at or trip.standby_from or trip.report_at


def _seat_words(uow: UnitOfWork, facts: Facts, seat: Seat) -> Sentence:
    name = facts.volunteers[seat.volunteer_id].name if seat.volunteer_id else ""
    return say("{name} as {role}, {where}", name=name, role=role_of(seat), where=seat_and_time(uow, seat))


def _meeting_words(facts: Facts, slot: Slot, row: Consultation) -> Sentence:
    zone = facts.places[facts.sessions[slot.session_id].place_id].zone
    told = {"code": facts.households[row.household_id].code, "kind": CONSULTATIONS[slot.kind]}
    return say("{code}: {kind}, {start}", start=local(slot.starts_at, zone), **told)


def _of_meeting(facts: Facts, slot: Slot, row: Consultation) -> Mapping[str, int]:
    return _hardest(judge.booking(facts, slot, row), row.overridden)


def _of_seat(facts: Facts, seat: Seat) -> Mapping[str, int]:
    person = facts.volunteers[seat.volunteer_id] if seat.volunteer_id is not None else None
    return _hardest(standing(facts, seat, person), seat.overridden) if person else {}


def _of_trip(facts: Facts, trip: Trip) -> Mapping[str, int]:
    found = dict(_hardest(judge.trip(facts, trip), trip.overridden))
    for ride in facts.rides_by_trip.get(trip.id, ()):
        of_ride = [breach for breach in judge.riding(facts, trip, ride) if breach.code not in judge.TRIPS.rules]
        for code, hard in _hardest(of_ride, ride.overridden).items():
            found[code] = max(hard, found.get(code, 0))
    return found


def _hardest(breaches: Iterable[Breach], overridden: Collection[str]) -> Mapping[str, int]:
    """The hardest breach of each rule; what somebody has overruled counts no more, unless no reason is enough."""
    found: dict[str, int] = {}
    for breach in breaches:
        if breach.severity is Severity.MUST or breach.code not in overridden:
            found[breach.code] = max(_HARDNESS[breach.severity], found.get(breach.code, 0))
    return found
