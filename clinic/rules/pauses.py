"""Rules about pauses: between two meetings, at noon, and for interpreters, who tire first (field research 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Slot
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Session
from clinic.domain.when import Interval, at, length_minutes, local, minutes
from clinic.i18n import say

from .bookings import beside, zone_of
from .facts import Facts
from .rule import Fault
from .subjects import BOOKINGS, Booking
from .teams import Team
from .wording import hour, length, span


@BOOKINGS.rule("BUFFER", Severity.REASON, say("There is a pause between two meetings"), switchable=True)
def has_a_pause_before_and_after(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Between this meeting and another of somebody of the team lie the minutes that the clinic asks for."""
    zone, asked = zone_of(facts, case.slot), facts.policy.buffer
    for person in _people(facts, case.slot):
        for other in facts.booked_slots_by_volunteer.get(person.id, ()):
            gap = _gap(case.slot.interval, other.interval)
            if other.id == case.slot.id or not 0 <= gap < asked:
                continue
            told = {"name": person.name, "gap": length(gap), "asked": length(asked)}
            sentence = say("{name} has {gap} between two meetings; {asked} are asked.", **told)
            wide = Interval(other.starts_at - minutes(asked), other.ends_at + minutes(asked))
            yield Fault(sentence, beside(case.slot, wide, zone), asked - gap)


def _gap(one: Interval, other: Interval) -> int:
    """Minutes between two stretches of time, below zero where they overlap."""
    return max(length_minutes(one.end, other.start), length_minutes(other.end, one.start))


@BOOKINGS.rule("BREAK", Severity.REASON, say("Nobody is met in the break"), switchable=True)
def leaves_the_break_alone(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The meeting has no minute in the break of its session."""
    pause, meeting = break_of(facts, facts.sessions[case.slot.session_id]), case.slot.interval
    if pause is not None and pause.overlaps(meeting):
        here = zone_of(facts, case.slot)
        shared = length_minutes(max(pause.start, meeting.start), min(pause.end, meeting.end))
        yield Fault(say("The break is {span}.", span=span(pause, here)), beside(case.slot, pause, here), shared)


def break_of(facts: Facts, session: Session) -> Interval | None:
    """The break of a session on the clock of its place: its own, else the clinic's; the same hour twice is none."""
    zone = facts.places[session.place_id].zone
    from_, until = session.break_from, session.break_until
    if from_ is None or until is None:
        from_, until = facts.policy.break_from, facts.policy.break_until
    day = local(session.starts_at, zone).date()
    first, last = at(day, from_, zone), at(day, until, zone)
    return Interval(first, last) if first < last else None


@BOOKINGS.rule("INTERPRETER_DAY", Severity.REASON, say("Interpreters get tired"), switchable=True)
def interpreters_are_not_worn_out(facts: Facts, case: Booking) -> Iterator[Fault]:
    """With this meeting, no interpreter of the team is booked for longer on that day than the clinic says."""
    zone, most = zone_of(facts, case.slot), facts.policy.interpreting_a_day
    day = local(case.slot.starts_at, zone).date()
    midnight = at(day, datetime.min.time(), zone)
    today = Interval(midnight, at(day + timedelta(days=1), datetime.min.time(), zone))
    for member in Team.of(facts, case.slot).members:
        if member.seat.role is not Role.INTERPRETER or member.person is None:
            continue
        others = [slot for slot in _interpreted(facts, member.person) if slot.id != case.slot.id]
        before = sum(slot.interval.length for slot in others if today.overlaps(slot.interval))
        over = before + case.slot.interval.length - most
        if over > 0:
            told = {"name": member.person.name, "total": length(most + over), "most": length(most)}
            sentence = say("{name} would interpret {total} on that day; {most} is the most.", **told)
            end = hour(case.slot.ends_at - minutes(over), zone, case.slot.starts_at)
            shorter = (say("End at {clock} or earlier.", clock=end),) if over < case.slot.interval.length else ()
            yield Fault(sentence, (say("Choose another team."), *shorter), over)


def _interpreted(facts: Facts, person: Volunteer) -> Iterator[Slot]:
    """Booked slots in which somebody sits as an interpreter."""
    for slot in facts.booked_slots_by_volunteer.get(person.id, ()):
        seats = (facts.seats[seat_id] for seat_id in slot.seat_ids if seat_id in facts.seats)
        if any(seat.volunteer_id == person.id and seat.role is Role.INTERPRETER for seat in seats):
            yield slot


def _people(facts: Facts, slot: Slot) -> list[Volunteer]:
    found = {m.person.id: m.person for m in Team.of(facts, slot).members if m.person is not None}
    return list(found.values())
