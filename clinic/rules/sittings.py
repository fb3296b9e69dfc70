"""Rules about two sittings of one matter: in their order, some days apart, with the same lawyer if it can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Consultation, Outcome, Request
from clinic.domain.ids import RequestId
from clinic.domain.when import local
from clinic.i18n import say

from .bookings import zone_of
from .facts import Facts, Sitting
from .rule import Fault
from .subjects import BOOKINGS, Booking
from .teams import Team


def request_of(facts: Facts, row: Consultation) -> Request | None:
    """The line of the waiting list that a booking answers."""
    rows = facts.requests_by_household.get(row.household_id, ())
    return next((request for request in rows if request.id == row.request_id), None)


def other_sitting(facts: Facts, row: Consultation) -> Sitting | None:
    """The other one of two sittings, where it is booked."""
    mine = request_of(facts, row)
    return None if mine is None or mine.other_id is None else _booked(facts, row, mine.other_id)


def _booked(facts: Facts, row: Consultation, other: RequestId) -> Sitting | None:
    """Where a line of the list is booked: among the facts, else as the file has it."""
    for each in facts.consultations_by_household.get(row.household_id, ()):
        slot = facts.slots.get(each.slot_id)
        if (
            each.request_id == other
            and each.outcome is not Outcome.NO_SHOW
            and slot
            and slot.session_id in facts.sessions
        ):
            lead = Team.of(facts, slot).lead
            person = lead.person if lead else None
            return Sitting(
                slot.starts_at, zone_of(facts, slot), person.id if person else None, person.name if person else ""
            )
    return facts.sittings.get(other)


@BOOKINGS.rule("SITTINGS", Severity.REASON, say("Two sittings come in their order, days apart"), switchable=True)
def sittings_come_in_order(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The second of two sittings lies as many days after the first as the clinic asks for, at least and at most."""
    mine = request_of(facts, case.consultation)
    if mine is None or mine.other_id is None:
        return
    code = facts.households[mine.household_id].code
    other = _booked(facts, case.consultation, mine.other_id)
    if other is None:
        if mine.sitting == 2:
            yield Fault(
                say("The first sitting of {code} has no time yet.", code=code), (say("Book the first one first."),)
            )
        return
    day, theirs = (
        local(case.slot.starts_at, zone_of(facts, case.slot)).date(),
        local(other.starts_at, other.zone).date(),
    )
    first, last = days_for(facts, mine.sitting, theirs)
    if first <= day <= last:
        return
    told = {"code": code, "day": theirs, "first": first, "last": last}
    sentence = say("{code} has the first sitting on {day}; the second is from {first} to {last}.", **told)
    if mine.sitting == 1:
        sentence = say("{code} has the second sitting on {day}; the first is from {first} to {last}.", **told)
    over = max((first - day).days, (day - last).days)
    yield Fault(sentence, (say("Meet from {first} to {last}.", **told), say("Move the other sitting too.")), over)


def days_for(facts: Facts, sitting: int, other: date) -> tuple[date, date]:
    """The first and the last day on which a sitting (1 or 2) can be where the other one is on a day."""
    least, most = timedelta(facts.policy.sittings_from), timedelta(facts.policy.sittings_until)
    return (other + least, other + most) if sitting == 2 else (other - most, other - least)


@BOOKINGS.rule("SAME_LAWYER", Severity.WISH, say("Both sittings are with one lawyer"), switchable=True)
def one_lawyer_for_both(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Whoever leads this sitting leads the other one as well."""
    other = other_sitting(facts, case.consultation)
    lead = Team.of(facts, case.slot).lead
    if other is None or other.lawyer is None or lead is None or lead.person is None or lead.person.id == other.lawyer:
        return
    yield Fault(
        say("The other sitting is with {name}.", name=other.name), (say("Choose a time of {name}.", name=other.name),)
    )
