"""Consultations: booked, moved, swapped, and how each ended. Every booking passes the guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Request, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.households import Household
from clinic.domain.ids import ConsultationId, HouseholdId, PersonId, RequestId, SeatId, VolunteerId
from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts

from . import booking, guard, outcomes, sittings, some_of, waiting_list
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
    given = Typed(lawyer, starts_at, interpreters, language, length, room)
    some = some_of.chosen(uow, household, persons)
    asked = waiting_list.meant(uow, household=household, kind=kind, persons=some, request=request)
    some = some if persons or asked is None else asked.person_ids
    _row, label = book_in(uow, household, kind, given, asked=asked, persons=some, walk_in=walk_in, reason=reason)
    return uow.commit(label)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about a meeting."""

    lawyer: SeatId
    starts_at: datetime
    interpreters: Sequence[SeatId] | None = None
    language: str = ""
    length: int | None = None
    room: str | None = None


def book_in(
    uow: UnitOfWork,
    household: HouseholdId,
    kind: ConsultationKind,
    given: Typed,
    *,
    asked: Request | None,
    persons: tuple[PersonId, ...],
    walk_in: bool = False,
    reason: str = "",
) -> tuple[Consultation, Sentence]:
    """As `book`, inside another verb, for a line of the waiting list."""
    who, seat = uow.households.get(household), uow.seats.get(given.lawyer)
    facts = facts_about(uow, seat, household)
    in_two = asked is not None and asked.sitting > 0
    typed = (given.starts_at, given.interpreters, given.language, given.length)
    wish = Wish(who, seat, kind, *typed, persons, in_two)
    slot, team = booking.slot_for(facts, wish)
    if given.room is not None:
        slot.room = given.room
    row = Consultation(
        slot_id=slot.id,
        household_id=household,
        person_ids=persons,
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
    return row, _label(facts, say("Book {code}: {what}"), who.code, slot)


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
    in_two = sittings.is_one_of_two(uow, row)
    kept = (_kept_language(who, row), length, row.person_ids, in_two)
    wish = Wish(who, seat, slot.kind, starts_at, interpreters, *kept)
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
            Wish(
                who,
                seat,
                slot.kind,
                starts_at,
                None,
                _kept_language(who, row),
                None,
                row.person_ids,
                sittings.is_one_of_two(uow, row),
            ),
        )
    for row, slot, (_starts_at, seat) in zip(rows, slots, reversed(places), strict=True):
        code = uow.households.get(row.household_id).code
        judged.append((row, named(code, judge.booking(facts_about(uow, seat, row.household_id), slot, row))))
        row.overridden = ()
    guard.all_still_stand(judged, reason)
    codes = [uow.households.get(row.household_id).code for row in rows]
    return uow.commit(say("Swap {one} and {two}", one=codes[0], two=codes[1]))


def cancel(
    uow: UnitOfWork,
    *,
    consultation: ConsultationId,
    again: bool = True,
    both: bool = False,
    steps: Sequence[NextStep] = (),
) -> Change:
    """The household is not met then, and `steps` must follow; it waits again unless `again` is False.

    With `both` the other one of two sittings is called off too; without it, it is told that it stays.
    """
    other = sittings.other_of(uow, consultation)
    if other is not None and both:
        row = uow.consultations.get(other.consultation_id)
        row.outcome = Outcome.CANCELLED
        if again:
            waiting_list.wait_again(uow, row, uow.slots.get(row.slot_id))
        return _end(
            uow,
            consultation,
            Outcome.CANCELLED,
            say("Cancel both sittings of {code}: {what}"),
            again=again,
            steps=steps,
        )
    if other is not None:
        told = say("Cancel {code}: {what}; the other sitting stays, {other}")
        return _end(uow, consultation, Outcome.CANCELLED, told, again=again, steps=steps, other=other.starts)
    return _end(uow, consultation, Outcome.CANCELLED, say("Cancel {code}: {what}"), again=again, steps=steps)


def no_show(
    uow: UnitOfWork, *, consultation: ConsultationId, again: bool = True, steps: Sequence[NextStep] = ()
) -> Change:
    """The household did not come, and `steps` must follow; it waits again unless `again` is False."""
    return _end(uow, consultation, Outcome.NO_SHOW, say("Did not come: {code}, {what}"), again=again, steps=steps)


def _end(
    uow: UnitOfWork,
    consultation: ConsultationId,
    outcome: Outcome,
    label: Sentence,
    *,
    again: bool,
    steps: Sequence[NextStep],
    **more: Any,
) -> Change:
    row = uow.consultations.get(consultation)
    slot = uow.slots.get(row.slot_id)
    row.outcome = outcome
    outcomes.add_steps(uow, uow.households.get(row.household_id), steps, lawyer=_lawyer_of(uow, slot))
    if again:
        waiting_list.wait_again(uow, row, slot)
    elif (request := uow.requests.find(row.request_id)) is not None:
        sittings.untie(uow, request)
    return uow.commit(_told(uow, label, row, slot, **more))


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
    outcomes.follow(uow, who, slot.kind, on=day, lawyer=_lawyer_of(uow, slot), steps=steps)
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


def _lawyer_of(uow: UnitOfWork, slot: Slot) -> VolunteerId | None:
    seat = uow.seats.find(slot.seat_ids[0]) if slot.seat_ids else None
    return seat.volunteer_id if seat else None


def _told(uow: UnitOfWork, pattern: Sentence, row: Consultation, slot: Slot, **more: Any) -> Sentence:
    zone = uow.places.get(uow.sessions.get(slot.session_id).place_id).zone
    told = {"code": uow.households.get(row.household_id).code, "what": _what(slot, zone)}
    return Sentence(pattern.one, {**told, **more})


def _what(slot: Slot, zone: str) -> Sentence:
    """'intake, Tue 14 July 13:00'."""
    return say("{kind}, {start}", kind=CONSULTATIONS[slot.kind], start=local(slot.starts_at, zone))
