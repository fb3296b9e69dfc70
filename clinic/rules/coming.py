"""A household is met when it can come."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.breaches import Severity
from clinic.domain.consultations import CanCome
from clinic.domain.when import local
from clinic.i18n import say

from .bookings import share_persons, zone_of
from .facts import Facts
from .rule import Fault
from .subjects import BOOKINGS, Booking
from .wording import can_come


@BOOKINGS.rule("CAN_COME", Severity.REASON, say("A household is met when it can come"), switchable=True)
def household_can_come(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The slot lies within the hours that the household named when it asked for this kind of meeting."""
    zone, row = zone_of(facts, case.slot), case.consultation
    starts, ends = local(case.slot.starts_at, zone), local(case.slot.ends_at, zone)
    for request in facts.requests_by_household.get(row.household_id, ()):
        is_same = not request.done and request.kind is case.slot.kind
        is_meant = request.id == row.request_id or (is_same and share_persons(request.person_ids, row.person_ids))
        if is_meant and request.can_come != CanCome() and not request.can_come.holds(starts, ends):
            told = {"code": facts.households[row.household_id].code, "when": can_come(request.can_come)}
            yield Fault(
                say("{code} can come: {when}.", **told),
                (say("Choose a time then, or ask the household again."),),
            )
