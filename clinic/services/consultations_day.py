"""The Consultations page: who meets whom today, what is free, who waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.consultations import Slot
from clinic.domain.ids import SeatId, SiteId
from clinic.domain.people import SUPERVISED, CredentialKind, Role, Volunteer
from clinic.domain.sessions import Seat, Session, SessionStatus
from clinic.domain.when import Interval, length_minutes, local, minutes
from clinic.domain.words import ROLES, language_name
from clinic.i18n import Sentence, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.pauses import break_of
from clinic.rules.wording import length
from clinic.services.views.consultations import (
    Busy,
    Card,
    Column,
    ConsultationsDay,
    FreeStretch,
    TeamMember,
)

from . import booking, cards, waiting_order
from .day_facts import meetings_facts
from .labels import session_name

#: Shorter gaps are no free time.
SHORTEST = 15
#: So many lines of the waiting list come with the page.
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a column is made of."""

    session: Session
    seat: Seat | None
    slots: tuple[Slot, ...]


def consultations_day(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> ConsultationsDay:
    """Every lawyer's day at a site, with what is free in it, and the waiting list."""
    shown = columns(meetings_facts(uow, site=site, day=day))
    booked = {card.household_id for column in shown for card in column.cards if card.household_id}
    groups = sum(card.taken for column in shown for card in column.cards if card.household_id is None)
    free = sum(stretch.minutes for column in shown for stretch in column.free)
    waiting, in_all = waiting_order.waiting(uow, site=site, now=now, limit=MOST_WAITING)
    return ConsultationsDay(
        site_id=site,
        day=day,
        line=_line(len(booked) + groups, free),
        booked=len(booked) + groups,
        free_minutes=free,
        columns=shown,
        waiting=waiting,
        waiting_in_all=in_all,
    )


def columns(facts: Facts) -> tuple[Column, ...]:
    """Every lawyer's column of the sessions among the facts."""
    return tuple(_column(facts, lead) for lead in _leads(facts))


def _line(booked: int, free: int) -> Sentence:
    households = say_n("{n} household booked", "{n} households booked", booked)
    return say("{booked} · {free} free", booked=households, free=length(free))


def _leads(facts: Facts) -> Iterator[_Lead]:
    """One column a lawyer's seat, by place, start and seat; a session without such a seat has a column of its own."""
    for session in sessions_of(facts):
        seats = [seat for seat in facts.seats_by_session.get(session.id, ()) if booking.leads(seat)]
        slots = facts.slots_by_session.get(session.id, ())
        led = {seat.id: tuple(slot for slot in slots if _lead_of(facts, slot) == seat.id) for seat in seats}
        rest = tuple(slot for slot in slots if not any(slot in found for found in led.values()))
        for seat in seats:
            yield _Lead(session, seat, (*led[seat.id], *rest) if seat is seats[0] else led[seat.id])
        if not seats and slots:
            yield _Lead(session, None, slots)


def sessions_of(facts: Facts) -> list[Session]:
    """Sessions among the facts that take place, by place, start and room."""
    live = [session for session in facts.sessions.values() if session.status is not SessionStatus.CANCELLED]
    return sorted(live, key=lambda row: (facts.places[row.place_id].label, row.starts_at, row.room))


def _lead_of(facts: Facts, slot: Slot) -> SeatId | None:
    return next(
        (seat_id for seat_id in slot.seat_ids if seat_id in facts.seats and booking.leads(facts.seats[seat_id])), None
    )


def _column(facts: Facts, lead: _Lead) -> Column:
    session, seat = lead.session, lead.seat
    place = facts.places[session.place_id]
    person = facts.volunteers.get(seat.volunteer_id) if seat and seat.volunteer_id else None
    whole = seat.interval if seat else session.interval
    shown = cards_of(facts, lead.slots)
    busy = (*_busy(facts, seat, person, place.zone), *_break(facts, session, whole)) if seat and person else ()
    free = _free(whole, shown, busy, place.zone) if person else ()
    return Column(
        seat_id=seat.id if seat else None,
        session_id=session.id,
        volunteer_id=person.id if person else None,
        name=person.name if person else "",
        role=seat.role if seat else None,
        words=_who(facts, seat, person) if seat else session_name(session),
        interpreters=tuple(_member(facts, each, place.zone) for each in _interpreters(facts, session)),
        place=place.label,
        room=booking.room_of(facts, seat) if seat else session.room,
        starts=local(whole.start, place.zone),
        ends=local(whole.end, place.zone),
        cards=shown,
        free=tuple(free),
        busy=busy,
    )


def cards_of(facts: Facts, slots: Iterable[Slot]) -> tuple[Card, ...]:
    """Cards of all meetings in these slots, earliest first; a group is one card, empty or not."""
    found = [card for slot in slots for card in cards.cards(facts, slot)]
    return tuple(sorted(found, key=lambda card: (card.starts, card.code)))


def _who(facts: Facts, seat: Seat, person: Volunteer | None) -> Sentence:
    """'attorney, bar TX', 'law student, with Helen Castellanos'."""
    role = ROLES[seat.role]
    if person is None:
        return say("open: {role}", role=role)
    if seat.role in SUPERVISED:
        beside = facts.seats_by_session.get(seat.session_id, ()) if seat.session_id else ()
        lawyers = [facts.volunteers[s.volunteer_id] for s in beside if booking.leads(s) and s.volunteer_id]
        supervisor = next((each.name for each in lawyers if each.id != person.id), "")
        if supervisor:
            return say("{role}, with {name}", role=role, name=supervisor)
    bars = [c.jurisdiction for c in person.credentials if c.kind is CredentialKind.BAR_LICENCE and c.jurisdiction]
    return say("{role}, bar {bar}", role=role, bar=", ".join(bars)) if bars else role


def _interpreters(facts: Facts, session: Session) -> list[Seat]:
    return [seat for seat in facts.seats_by_session.get(session.id, ()) if seat.role is Role.INTERPRETER]


def _member(facts: Facts, seat: Seat, zone: str) -> TeamMember:
    person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
    source, target = seat.source, seat.target
    if person is not None and not (source and target) and person.interprets:
        source, target = person.interprets[0].source, person.interprets[0].target
    words = plain("")
    if source and target:
        words = say("{source}–{target}", source=language_name(source), target=language_name(target))
    return TeamMember(
        seat_id=seat.id,
        volunteer_id=seat.volunteer_id,
        name=person.name if person else "",
        source=source,
        target=target,
        remote=seat.remote,
        starts=local(seat.starts_at, zone),
        ends=local(seat.ends_at, zone),
        words=words,
    )


def _busy(facts: Facts, seat: Seat, person: Volunteer, zone: str) -> Iterator[Busy]:
    """Where the lawyer sits elsewhere within the hours of this seat."""
    for other in facts.commitments(person.id):
        if other.seat_id != seat.id and other.interval.overlaps(seat.interval):
            start, end = max(other.interval.start, seat.starts_at), min(other.interval.end, seat.ends_at)
            yield Busy(local(start, zone), local(end, zone), other.label)


def _break(facts: Facts, session: Session, whole: Interval) -> Iterator[Busy]:
    """The break of the session, as far as it lies within the hours of a seat."""
    pause, zone = break_of(facts, session), facts.places[session.place_id].zone
    if pause is not None and pause.overlaps(whole) and not facts.policy.is_off("BREAK"):
        start, end = max(pause.start, whole.start), min(pause.end, whole.end)
        yield Busy(local(start, zone), local(end, zone), say("break"))


def _free(whole: Interval, shown: Sequence[Card], busy: Sequence[Busy], zone: str) -> Iterator[FreeStretch]:
    """What is left of the seat's hours between meetings, in stretches of at least a quarter of an hour."""
    taken = sorted([(card.starts, card.ends) for card in shown if card.takes_time] + [(b.starts, b.ends) for b in busy])
    clock = local(whole.start, zone)
    end = local(whole.end, zone)
    for starts, ends in [*taken, (end, end)]:
        if starts - clock >= minutes(SHORTEST):
            lasts = length_minutes(clock, starts)
            yield FreeStretch(clock, starts, lasts, say("free {length}", length=length(lasts)))
        clock = max(clock, ends)
