"""Meetings of a day in which the household and the lawyer do not understand one another yet."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.sessions import SessionStatus
from clinic.domain.when import local
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.subjects import Booking
from clinic.services.views.rides import State
from clinic.services.views.today import Action, ActionKind, Need, NeedKind

from .cards import UNFINISHED
from .day_sessions import DaySessions


def open_chains(uow: UnitOfWork, sessions: DaySessions) -> Iterator[Need]:
    """One need a meeting that is still to come and whose team is not complete."""
    facts = sessions.facts
    for slot in facts.booked_slots:
        session = facts.sessions[slot.session_id]
        if slot.starts_at < sessions.now or session.status is SessionStatus.CANCELLED:
            continue
        for row in facts.consultations_by_slot.get(slot.id, ()):
            if row.outcome is Outcome.BOOKED:
                yield from _need(uow, facts, slot, row)


def _need(uow: UnitOfWork, facts: Facts, slot: Slot, row: Consultation) -> Iterator[Need]:
    rules = (judge.BOOKINGS.rules[code] for code in UNFINISHED)
    broken = [breach for rule in rules for breach in rule.breaches(facts, Booking(slot, row))]
    if not broken:
        return
    place = facts.places[facts.sessions[slot.session_id].place_id]
    starts = local(slot.starts_at, place.zone)
    told = {"code": uow.households.get(row.household_id).code, "hour": starts.time(), "what": broken[0].sentence}
    detail = say("Consultation in {place}.", place=place.label)
    if broken[0].mends:
        detail = say("{detail} {mend}", detail=detail, mend=broken[0].mends[0])
    open_seat = next((s for s in slot.seat_ids if s in facts.seats and facts.seats[s].volunteer_id is None), None)
    about, row_id = ("seat", open_seat) if open_seat else ("consultation", row.id)
    yield Need(
        kind=NeedKind.CHAIN_OPEN,
        state=State.WARNING,
        title=say("{code}, {hour}: {what}", **told),
        detail=detail,
        by=starts,
        actions=(Action(ActionKind.FIND_INTERPRETER, say("Find an interpreter"), about, row_id),),
    )
