"""Consultations: booked, moved, swapped, and how each ended. Every booking passes the guard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.households import Household
from clinic.domain.ids import ConsultationId, HouseholdId, PersonId, RequestId, SeatId
from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts

from . import booking, guard, outcomes, some_of, waiting_list
from .booking import Wish
from .day_facts import meetings_facts
from .moving import named
from .outcomes import NextStep


def book(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    lawyer: SeatId,
    kind: ConsultationKind,
    starts_at: datetime,
    interpreters: Sequence[SeatId] | None = None,
    language: str = "",
    persons: tuple[PersonId, ...] = (),
    length: int | None = None,
    room: str | None = None,
    request: RequestId | None = None,
    walk_in: bool = False,
    reason: str = "",
) -> Change:
    """Let a household, or only some `persons` of it, meet the lawyer in a seat of a session, from `starts_at` on.

    With `interpreters` None the best chain of the session is taken; the length (minutes) follows from kind and chain
    unless one is given. A line of the waiting list of that kind is done with it, for those who come. Raises RuleBroken
    with all breaches, BadValue for persons of another household.
    """
    who, seat = uow.households.get(household), uow.seats.get(lawyer)
    some = some_of.chosen(uow, household, persons)
    asked = waiting_list.meant(uow, household=household, kind=kind, persons=some, request=request)
    some = some if persons or asked is None else asked.person_ids
    facts = facts_about(uow, seat, household)
    wish = Wish(who, seat, kind, starts_at, interpreters, language, length, some)
    slot, team = booking.slot_for(facts, wish)
    if room is not None:
        slot.room = room
    row = Consultation(
        slot_id=slot.id,
        household_id=household,
        person_ids=some,
        language=team.language,
        walk_in=walk_in,
        request_id=asked.id if asked else None,
    )
    if walk_in:
        row.outcome, row.arrived_at = Outcome.ARRIVED, uow.now()
    guard.record(row, judge.booking(facts, slot, row), reason)
    uow.slots.add(slot)
    uow.consultations.add(row)
    waiting_list.settle(uow, row)
    return uow.commit(_label(facts, say("Book {code}: {what}"), who.code, slot))


def facts_about(uow: UnitOfWork, lawyer: Seat, household: HouseholdId) -> Facts:
    """What is needed to judge whether a household can meet the lawyer in a seat. Raises Refused unless at a session."""
    session = uow.sessions.find(lawyer.session_id)
    if session is None:
        raise Refused(say("A household meets a lawyer at a session. Choose a seat of one."))
    day = local(session.starts_at, uow.places.get(session.place_id).zone).date()
    return meetings_facts(uow, site=session.site_id, day=day, households=(household,))


def move(
    uow: UnitOfWork,
    *,
    consultation: ConsultationId,
    starts_at: datetime,
    lawyer: SeatId | None = None,
    interpreters: Sequence[SeatId] | None = None,
    length: int | None = None,
    reason: str = "",
) -> Change:
    """Meet at another time, or another lawyer. Raises RuleBroken with all breaches; the booking then stays as it was.

    The chain of interpreters and the length follow as in `book`, unless they are given.
    """
    row = uow.consultations.get(consultation)
    slot = _own_slot(uow, row)
    who, seat = uow.households.get(row.household_id), uow.seats.get(lawyer or slot.seat_ids[0])
    facts = facts_about(uow, seat, who.id)
    wish = Wish(who, seat, slot.kind, starts_at, interpreters, _kept_language(who, row), length)
    _put(facts, slot, row, wish)
    guard.record(row, judge.booking(facts.with_(), slot, row), reason)
    return uow.commit(_label(facts, say("Move {code}: {what}"), who.code, slot))


def swap(uow: UnitOfWork, *, one: ConsultationId, other: ConsultationId, reason: str = "") -> Change:
    """Let two households change times and lawyers; each keeps its kind, and takes the length that its new team asks."""
    rows = [uow.consultations.get(one), uow.consultations.get(other)]
    slots = [_own_slot(uow, row) for row in rows]
    places = [(slot.starts_at, uow.seats.get(slot.seat_ids[0])) for slot in slots]
    judged = []
    for row, slot, (starts_at, seat) in zip(rows, slots, reversed(places), strict=True):
        who = uow.households.get(row.household_id)
        _put(
            facts_about(uow, seat, who.id),
            slot,
            row,
            Wish(who, seat, slot.kind, starts_at, None, _kept_language(who, row)),
        )
    for row, slot, (_starts_at, seat) in zip(rows, slots, reversed(places), strict=True):
        code = uow.households.get(row.household_id).code
        judged.append((row, named(code, judge.booking(facts_about(uow, seat, row.household_id), slot, row))))
        row.overridden = ()
    guard.all_still_stand(judged, reason)
    codes = [uow.households.get(row.household_id).code for row in rows]
    return uow.commit(say("Swap {one} and {two}", one=codes[0], two=codes[1]))


def cancel(uow: UnitOfWork, *, consultation: ConsultationId, again: bool = True) -> Change:
    """The household is not met then; it waits again unless `again` is False."""
    return _end(uow, consultation, Outcome.CANCELLED, say("Cancel {code}: {what}"), again=again)


def no_show(uow: UnitOfWork, *, consultation: ConsultationId, again: bool = True) -> Change:
    """The household did not come; it waits again unless `again` is False."""
    return _end(uow, consultation, Outcome.NO_SHOW, say("Did not come: {code}, {what}"), again=again)


def _end(uow: UnitOfWork, consultation: ConsultationId, outcome: Outcome, label: Sentence, *, again: bool) -> Change:
    row = uow.consultations.get(consultation)
    slot = uow.slots.get(row.slot_id)
    row.outcome = outcome
    if again:
        waiting_list.wait_again(uow, row, slot)
    return uow.commit(_told(uow, label, row, slot))


def arrived(uow: UnitOfWork, *, consultation: ConsultationId, at: datetime | None = None, reason: str = "") -> Change:
    """The household is here, since `at` (now). Raises RuleBroken without its consent, unless a reason is given."""
    row = uow.consultations.get(consultation)
    outcomes.begin(row, uow.households.get(row.household_id), reason)
    row.outcome, row.arrived_at = Outcome.ARRIVED, at or uow.now()
    return uow.commit(_told(uow, say("Here: {code}, {what}"), row, uow.slots.get(row.slot_id)))


def done(
    uow: UnitOfWork,
    *,
    consultation: ConsultationId,
    partly: bool = False,
    steps: Sequence[NextStep] = (),
    reason: str = "",
) -> Change:
    """They have met, and `steps` must follow; `partly`: the household waits again for the rest.

    After help with drafting, the lawyer gets the follow-up to disclose it (form EOIR-61). Raises as `arrived` does.
    """
    row = uow.consultations.get(consultation)
    slot, who = uow.slots.get(row.slot_id), uow.households.get(row.household_id)
    session = uow.sessions.get(slot.session_id)
    day = local(slot.starts_at, uow.places.get(session.place_id).zone).date()
    outcomes.begin(row, who, reason)
    row.outcome = Outcome.PARTLY if partly else Outcome.DONE
    who.first_seen_on = who.first_seen_on or day
    who.last_contact_on = max(who.last_contact_on or day, day)
    seat = uow.seats.find(slot.seat_ids[0]) if slot.seat_ids else None
    outcomes.follow(uow, who, slot.kind, on=day, lawyer=seat.volunteer_id if seat else None, steps=steps)
    if partly:
        waiting_list.wait_again(uow, row, slot)
    label = say("Met in part: {code}, {what}") if partly else say("Met: {code}, {what}")
    return uow.commit(_told(uow, label, row, slot))


def pin(uow: UnitOfWork, *, consultation: ConsultationId, pinned: bool = True) -> Change:
    """Promise that nobody's proposal moves this booking, or take the promise back."""
    row = uow.consultations.get(consultation)
    row.pinned = pinned
    label = say("Pin {code}: {what}") if pinned else say("Unpin {code}: {what}")
    return uow.commit(_told(uow, label, row, uow.slots.get(row.slot_id)))


def confirm(uow: UnitOfWork, *, consultation: ConsultationId, confirmed: bool = True) -> Change:
    """The household knows of it and has said yes, or has not after all."""
    row = uow.consultations.get(consultation)
    row.confirmed = confirmed
    label = say("{code} said yes: {what}") if confirmed else say("Not confirmed: {code}, {what}")
    return uow.commit(_told(uow, label, row, uow.slots.get(row.slot_id)))


def _own_slot(uow: UnitOfWork, row: Consultation) -> Slot:
    slot = uow.slots.get(row.slot_id)
    if slot.capacity > 1:
        raise Refused(say("This household is in a group. Cancel it there and book it anew."))
    return slot


def _kept_language(who: Household, row: Consultation) -> str:
    """The language of a booking, where somebody chose another one than the household's first that fits."""
    return row.language if row.language not in who.languages else ""


def _put(facts: Facts, slot: Slot, row: Consultation, wish: Wish) -> None:
    team, when = booking.arrange(facts, wish, besides=slot)
    session = booking.session_of(facts, wish.lawyer)
    changed_seat = not slot.seat_ids or slot.seat_ids[0] != wish.lawyer.id
    slot.session_id, slot.starts_at, slot.ends_at = session.id, when.start, when.end
    slot.seat_ids, row.language = team.seat_ids, team.language
    if changed_seat:
        slot.room = booking.room_of(facts, wish.lawyer)


def _label(facts: Facts, pattern: Sentence, code: str, slot: Slot) -> Sentence:
    zone = facts.places[facts.sessions[slot.session_id].place_id].zone
    return Sentence(pattern.one, {"code": code, "what": _what(slot, zone)})


def _told(uow: UnitOfWork, pattern: Sentence, row: Consultation, slot: Slot) -> Sentence:
    zone = uow.places.get(uow.sessions.get(slot.session_id).place_id).zone
    return Sentence(pattern.one, {"code": uow.households.get(row.household_id).code, "what": _what(slot, zone)})


def _what(slot: Slot, zone: str) -> Sentence:
    """'intake, Tue 14 July 13:00'."""
    return say("{kind}, {start}", kind=CONSULTATIONS[slot.kind], start=local(slot.starts_at, zone))
