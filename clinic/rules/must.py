"""Rules about seats that no reason overrules."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.breaches import Severity
from clinic.domain.ids import HouseholdId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.domain.when import length_minutes, local
from clinic.i18n import say

from .facts import Facts
from .rule import Fault
from .subjects import SEATINGS, Seating
from .wording import ends_earlier, span, starts_later


@SEATINGS.rule("OVERLAP", Severity.MUST, say("Nobody sits in two places at once"))
def sits_in_one_place_at_once(_: Facts, case: Seating) -> Iterator[Fault]:
    """A volunteer has one seat at any minute; two seats of one session are two as well."""
    this = case.this
    for other in case.others:
        if not other.interval.overlaps(this.interval):
            continue
        shared = length_minutes(
            max(this.interval.start, other.interval.start), min(this.interval.end, other.interval.end)
        )
        mends = [say("Free the other seat first: {label}.", label=other.label)]
        if other.interval.end < this.interval.end:
            mends.append(starts_later(other.interval.end, this))
        if other.interval.start > this.interval.start:
            mends.append(ends_earlier(other.interval.start, this))
        yield Fault(
            say(
                "Two places at once: {other} {other_span} and {this} {this_span}.",
                other=other.label,
                other_span=span(other.interval, other.zone),
                this=this.label,
                this_span=span(this.interval, this.zone),
            ),
            tuple(mends),
            shared,
        )


@SEATINGS.rule("VETTED", Severity.MUST, say("Every driver is vetted"))
def driver_is_vetted(_: Facts, case: Seating) -> Iterator[Fault]:
    """Nobody drives a household before the clinic has vetted them (field research 2.3)."""
    if case.seat.role is not Role.DRIVER or case.seat.trip_id is None:
        return
    day = local(case.this.interval.start, case.this.zone).date()
    vetted_on, name = case.volunteer.vetted_on, case.volunteer.name
    if vetted_on is None:
        mend = say("Vet {name} and type the date.", name=name)
        yield Fault(say("{name} has not been vetted; a driver must be.", name=name), (mend,))
    elif vetted_on > day:
        yield Fault(
            say("{name} is vetted from {vetted}; the trip is on {day}.", name=name, vetted=vetted_on, day=day),
            (say("Move the trip to {day} or later.", day=vetted_on),),
            (vetted_on - day).days,
        )


@SEATINGS.rule("CONFLICT", Severity.MUST, say("Known conflicts stay apart"))
def meets_nobody_in_conflict(facts: Facts, case: Seating) -> Iterator[Fault]:
    """A volunteer rides with, and meets, no household with whom there is a known conflict (field research 2.7).

    The sentence says neither with whom nor why: it is read by whoever looks at the screen.
    """
    conflicts = case.volunteer.conflicts
    if conflicts and not set(conflicts).isdisjoint(households_of(facts, case.seat)):
        yield Fault(
            say("{name} cannot take this seat.", name=case.volunteer.name),
            (say("Choose somebody else for it."),),
        )


def households_of(facts: Facts, seat: Seat) -> Iterator[HouseholdId]:
    """Households that whoever sits in `seat` meets: riders of its trip, those booked with the seat."""
    if seat.trip_id is not None:
        yield from (ride.household_id for ride in facts.rides_by_trip.get(seat.trip_id, ()))
        return
    for slot in facts.slots_by_session.get(seat.session_id, ()) if seat.session_id else ():
        if seat.id in slot.seat_ids:
            yield from (c.household_id for c in facts.consultations_by_slot.get(slot.id, ()))
