"""Group slots: a charla for so many households, and who comes to it."""

from __future__ import annotations

from datetime import datetime

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PersonId, RequestId, SeatId, SessionId, SlotId
from clinic.domain.names import folded
from clinic.domain.places import Place
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import guard, some_of, waiting_list
from .booking import leads
from .day_facts import meetings_facts


def group_slot(
    uow: UnitOfWork,
    *,
    session: SessionId,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int | None = None,
    kind: ConsultationKind = ConsultationKind.CHARLA,
    seats: tuple[SeatId, ...] = (),
    room: str = "",
) -> Change:
    """Open a time at which up to `capacity` households come together (None: one for each seat of the room).

    Raises BadValue for none, for a room whose seats nobody has typed, or a wrong time.
    """
    row = uow.sessions.get(session)
    if capacity is None:
        capacity = _seats(uow.places.get(row.place_id), room or row.room)
    if capacity < 1 or ends_at <= starts_at:
        raise BadValue(say("A group needs at least one place and an end after its start."))
    slot = Slot(
        session_id=session,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        seat_ids=seats,
        room=room or row.room,
        capacity=capacity,
    )
    uow.slots.add(slot)
    start = local(starts_at, uow.places.get(row.place_id).zone)
    return uow.commit(
        say("Open a group: {kind}, {start}, {n} places", kind=CONSULTATIONS[kind], start=start, n=capacity)
    )


def leads_of(uow: UnitOfWork, session: SessionId) -> tuple[SeatId, ...]:
    """The seat that leads a session's group: that of its first lawyer, else the first in which somebody sits."""
    seats = sorted(uow.seats.where(session_id=session), key=lambda seat: seat.position)
    taken = [seat for seat in seats if seat.volunteer_id is not None]
    lawyers = [seat.id for seat in taken if leads(seat)]
    return tuple(lawyers[:1] or [seat.id for seat in taken][:1])


def _seats(place: Place, room: str) -> int:
    found = next((each.seats for each in place.rooms if folded(each.name) == folded(room)), 0)
    if not found:
        raise BadValue(
            say("Nobody has typed how many seats {room} has. Say how many may come.", room=room or place.label)
        )
    return found


def set_capacity(uow: UnitOfWork, *, slot: SlotId, capacity: int) -> Change:
    """Make room for more or fewer households. Raises BadValue for fewer than are booked already."""
    row = uow.slots.get(slot)
    booked = len([c for c in uow.consultations.where(slot_id=slot) if c.outcome is not Outcome.CANCELLED])
    if capacity < max(1, booked):
        raise BadValue(
            say_n(
                "{n} household is booked already. Move it first.",
                "{n} households are booked already. Move some first.",
                booked,
            )
        )
    row.capacity = capacity
    return uow.commit(say_n("{n} place in the group", "{n} places in the group", capacity))


def count_heads(uow: UnitOfWork, *, slot: SlotId, heads: int | None) -> Change:
    """Note how many people really came to a group, households that nobody had booked among them; None: not counted.

    Raises Refused for a meeting with one household and for a group that has not begun, BadValue below zero.
    """
    row = uow.slots.get(slot)
    if row.capacity <= 1:
        raise Refused(say("Heads are counted where a group comes. Say of this household how its meeting ended."))
    if row.starts_at > uow.now():
        raise Refused(say("This group has not begun. Count the heads when they are there."))
    if heads is not None and heads < 0:
        raise BadValue(say("Type how many people came: 0 or more."))
    row.heads = heads
    start = local(row.starts_at, uow.places.get(uow.sessions.get(row.session_id).place_id).zone)
    told = {"kind": CONSULTATIONS[row.kind], "start": start}
    if heads is None:
        return uow.commit(say("Heads are not counted after all: {kind}, {start}", **told))
    return uow.commit(say_n("{n} person came: {kind}, {start}", "{n} people came: {kind}, {start}", heads, **told))


def join(
    uow: UnitOfWork,
    *,
    slot: SlotId,
    household: HouseholdId,
    persons: tuple[PersonId, ...] = (),
    language: str = "",
    request: RequestId | None = None,
    reason: str = "",
) -> Change:
    """Let a household, or some persons of it, come to a group.

    Raises RuleBroken when it is full, or they are elsewhere then.
    """
    row, who = uow.slots.get(slot), uow.households.get(household)
    session = uow.sessions.get(row.session_id)
    zone = uow.places.get(session.place_id).zone
    day = local(row.starts_at, zone).date()
    facts = meetings_facts(uow, site=session.site_id, day=day, households=(household,))
    spoken = language or (who.languages or ("spa",))[0]
    some = some_of.chosen(uow, household, persons)
    asked = waiting_list.meant(uow, household=household, kind=row.kind, persons=some, request=request)
    some = some if persons or asked is None else asked.person_ids
    booked = Consultation(
        slot_id=slot,
        household_id=household,
        person_ids=some,
        language=spoken,
        request_id=asked.id if asked else None,
    )
    guard.record(booked, judge.booking(facts, row, booked), reason)
    uow.consultations.add(booked)
    waiting_list.settle(uow, booked)
    start = local(row.starts_at, zone)
    return uow.commit(say("{code} joins: {kind}, {start}", code=who.code, kind=CONSULTATIONS[row.kind], start=start))
