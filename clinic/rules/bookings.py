"""Rules about a household in a slot: nobody is in two meetings, the room is free, the day is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.hearings import Hearing
from clinic.domain.ids import PersonId
from clinic.domain.names import folded
from clinic.domain.sessions import SessionStatus
from clinic.domain.trips import Leg, Trip
from clinic.domain.when import MINUTE, Interval, at, length_minutes, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say

from .facts import Facts
from .rule import Fault
from .subjects import BOOKINGS, Booking
from .teams import Team
from .wording import clock, hour, span


@BOOKINGS.rule("HOUSEHOLD_TWICE", Severity.MUST, say("A household is in one meeting at a time"))
def household_is_in_one_meeting(facts: Facts, case: Booking) -> Iterator[Fault]:
    """None of the persons who are booked has another consultation at any minute of this one."""
    code = facts.households[case.consultation.household_id].code
    for other in facts.consultations_by_household.get(case.consultation.household_id, ()):
        slot = facts.slots.get(other.slot_id)
        if other.id == case.consultation.id or slot is None or not slot.interval.overlaps(case.slot.interval):
            continue
        if not share_persons(case.consultation.person_ids, other.person_ids):
            continue
        zone = zone_of(facts, slot)
        sentence = say(
            "{code} has another meeting then: {kind} {span}.",
            code=code,
            kind=CONSULTATIONS[slot.kind],
            span=span(slot.interval, zone),
        )
        yield Fault(sentence, beside(case.slot, slot.interval, zone), _shared(case.slot.interval, slot.interval))


def share_persons(one: Collection[PersonId], other: Collection[PersonId]) -> bool:
    """Whether somebody is in both; who names nobody is the whole household."""
    return not one or not other or not set(one).isdisjoint(other)


def zone_of(facts: Facts, slot: Slot) -> str:
    """The zone in which a slot's hours are told."""
    return facts.places[facts.sessions[slot.session_id].place_id].zone


def beside(slot: Slot, taken: Interval, zone: str) -> tuple[Sentence, ...]:
    """The mends 'start when the other ends' and 'end when the other begins'."""
    return (
        say("Start at {clock} or later.", clock=hour(taken.end, zone, slot.starts_at)),
        say("End at {clock} or earlier.", clock=hour(taken.start, zone, slot.starts_at)),
    )


def _shared(one: Interval, other: Interval) -> int:
    return length_minutes(max(one.start, other.start), min(one.end, other.end))


@BOOKINGS.rule("TEAM_TWICE", Severity.MUST, say("Everybody of the team is in one meeting at a time"))
def team_is_in_one_meeting(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Nobody of the team is in another slot with a household at any minute of this one."""
    zone = zone_of(facts, case.slot)
    people = {m.person.id: m.person for m in Team.of(facts, case.slot).members if m.person is not None}
    for person in people.values():
        for other in facts.booked_slots_by_volunteer.get(person.id, ()):
            if other.id != case.slot.id and other.interval.overlaps(case.slot.interval):
                sentence = say(
                    "{name} is in another meeting {span}.", name=person.name, span=span(other.interval, zone)
                )
                shared = _shared(case.slot.interval, other.interval)
                yield Fault(sentence, beside(case.slot, other.interval, zone), shared)


@BOOKINGS.rule("CAPACITY", Severity.MUST, say("The slot has room for the household"))
def slot_has_room(facts: Facts, case: Booking) -> Iterator[Fault]:
    """With this household there are no more in the slot than it holds."""
    booked = facts.consultations_by_slot.get(case.slot.id, ())
    total = sum(other.id != case.consultation.id for other in booked) + 1
    if total > case.slot.capacity:
        if case.slot.capacity > 1:
            mends = (say("Raise the number of places to {n}, if the room holds them.", n=total),)
        else:
            mends = (say("Choose another time or another team."),)
        sentence = say("This slot is full: {n} of {capacity}.", n=total - 1, capacity=case.slot.capacity)
        yield Fault(sentence, mends, total - case.slot.capacity)


@BOOKINGS.rule("ROOM_SEATS", Severity.REASON, say("A group finds seats in its room"), switchable=True)
def group_finds_seats(facts: Facts, case: Booking) -> Iterator[Fault]:
    """With this household no more people come to a group than its room has seats, where they are known."""
    place = facts.places[facts.sessions[case.slot.session_id].place_id]
    name = _room(facts, case.slot)
    seats = next((room.seats for room in place.rooms if folded(room.name) == folded(name)), 0)
    if case.slot.capacity <= 1 or not seats:
        return
    others = (row for row in facts.consultations_by_slot.get(case.slot.id, ()) if row.id != case.consultation.id)
    heads = sum(_heads(facts, row) for row in others) + _heads(facts, case.consultation)
    if heads > seats:
        told = {"room": name, "seats": seats, "n": heads}
        wider = (say("Take {room}.", room=room.name) for room in place.rooms if room.seats >= heads)
        mends = (*wider, say("Open a second group."))
        yield Fault(say("{room} has {seats} seats; {n} people would come.", **told), mends, heads - seats)


def _heads(facts: Facts, row: Consultation) -> int:
    """How many people come: those who are named, else the whole household."""
    return len(row.person_ids) or len(facts.persons_by_household.get(row.household_id, ()))


@BOOKINGS.rule("ROOM", Severity.REASON, say("One household at a time in a room"), switchable=True)
def room_is_free(facts: Facts, case: Booking) -> Iterator[Fault]:
    """No other slot with a household is in the same room of the same place at any minute of this one."""
    place = facts.places[facts.sessions[case.slot.session_id].place_id]
    room = _room(facts, case.slot)
    zone, taken = place.zone, set()
    others = []
    for other in facts.booked_slots_by_place.get(place.id, ()):
        if other.id != case.slot.id and other.interval.overlaps(case.slot.interval):
            taken.add(folded(_room(facts, other)))
            if room and folded(_room(facts, other)) == folded(room):
                others.append(other)
    free = [say("Take {room}.", room=r.name) for r in place.rooms if folded(r.name) not in taken | {folded(room)}]
    for other in others:
        sentence = say("{room} is taken {span}.", room=room, span=span(other.interval, zone))
        mends = (*free[:1], *beside(case.slot, other.interval, zone))
        yield Fault(sentence, mends, _shared(case.slot.interval, other.interval))


def _room(facts: Facts, slot: Slot) -> str:
    return slot.room or facts.sessions[slot.session_id].room


@BOOKINGS.rule("IN_SESSION", Severity.REASON, say("A meeting lies within its session"))
def lies_in_its_session(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The slot lies within the time of a session that takes place."""
    session, zone, slot = facts.sessions[case.slot.session_id], zone_of(facts, case.slot), case.slot
    if session.status is SessionStatus.CANCELLED:
        yield Fault(say("The session is cancelled."), (say("Choose a slot of another session."),))
    elif not session.interval.holds(slot.interval):
        before = max(0, length_minutes(slot.starts_at, session.starts_at))
        after = max(0, length_minutes(session.ends_at, slot.ends_at))
        sentence = say(
            "The session is {session}, the meeting {slot}.",
            session=span(session.interval, zone),
            slot=span(slot.interval, zone),
        )
        mends = []
        if before:
            mends.append(say("Start at {clock} or later.", clock=hour(session.starts_at, zone, slot.starts_at)))
        if after:
            mends.append(say("End at {clock} or earlier.", clock=hour(session.ends_at, zone, slot.starts_at)))
        yield Fault(sentence, tuple(mends), before + after)


@BOOKINGS.rule("CONFLICT", Severity.MUST, say("Known conflicts stay apart"))
def meets_nobody_in_conflict(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Nobody of the team has a known conflict with the household (field research 2.7). It is not told why."""
    for member in Team.of(facts, case.slot).members:
        if member.person is not None and case.consultation.household_id in member.person.conflicts:
            yield Fault(say("Not with {name}.", name=member.person.name), (say("Choose another team."),))


@BOOKINGS.rule("HEARING_DAY", Severity.REASON, say("Nobody is booked while at the port"), switchable=True)
def is_not_at_the_port(facts: Facts, case: Booking) -> Iterator[Fault]:
    """On the day of a hearing the household meets nobody from its ride on: the hour of return is not known."""
    code = facts.households[case.consultation.household_id].code
    zone = zone_of(facts, case.slot)
    for hearing in facts.hearings_by_household.get(case.consultation.household_id, ()):
        if hearing.end is not None or not concerns(hearing, case.consultation):
            continue
        day = hearing.report_on or hearing.hearing_on
        midnight = at(hearing.hearing_on + timedelta(days=1), time(0), hearing.zone)
        away = Interval(min(_leaves_at(facts, hearing), midnight - MINUTE), midnight)
        if away.overlaps(case.slot.interval):
            told = {"code": code, "day": day, "clock": clock(away.start, zone)}
            sentence = say("{code} is on the way to a hearing on {day} from {clock}; no hour of return.", **told)
            mends = (
                say("Meet before {clock}.", clock=hour(away.start, zone, case.slot.starts_at)),
                say("Meet on {day} or later.", day=local(away.end, hearing.zone).date()),
            )
            yield Fault(sentence, mends, _shared(away, case.slot.interval))


def concerns(hearing: Hearing, consultation: Consultation) -> bool:
    """Whether somebody who is met is called to the hearing."""
    return share_persons(hearing.person_ids, consultation.person_ids)


def _leaves_at(facts: Facts, hearing: Hearing) -> datetime:
    """When a household leaves for a hearing: with its ride, else at the report time, else with the day."""
    day = at(hearing.report_on or hearing.hearing_on, time(0), hearing.zone)
    rides = facts.rides_by_household.get(hearing.household_id, ())
    trips = [facts.trips[r.trip_id] for r in rides if r.hearing_id == hearing.id and r.trip_id in facts.trips]
    departures = [trip.departs_at for trip in trips if _is_out(trip) and trip.departs_at is not None]
    return min(departures) if departures else hearing.report_at or day


def _is_out(trip: Trip) -> bool:
    return trip.leg is Leg.OUT
