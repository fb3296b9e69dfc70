"""Both sittings of one matter booked in one act."""

from __future__ import annotations

from datetime import UTC, datetime

from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PersonId, RequestId, SeatId
from clinic.domain.when import local
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import openings, sittings, some_of, waiting_list
from .consultations import Typed, book_in


def book_both(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    lawyer: SeatId,
    kind: ConsultationKind,
    starts_at: datetime,
    second_at: datetime | None = None,
    second_lawyer: SeatId | None = None,
    persons: tuple[PersonId, ...] = (),
    request: RequestId | None = None,
    reason: str = "",
) -> Change:
    """Book two sittings of one matter as one step: the first as typed, the second as typed or at the best time.

    The best time is one against which no rule speaks, with the same lawyer if it can be, and early. Raises RuleBroken
    as `book` does, Refused when there is no time for the second, or it has one.
    """
    some = some_of.chosen(uow, household, persons)
    asked = waiting_list.meant(uow, household=household, kind=kind, persons=some, request=request)
    if asked is None:
        day = local(uow.now(), uow.sites.get(uow.households.get(household).site_id).zone).date()
        asked = uow.requests.add(Request(household_id=household, person_ids=some, kind=kind, asked_on=day))
    first, second = sittings.both(uow, asked)
    code = uow.households.get(household).code
    if second.done:
        raise Refused(say("{code} has a time for the second sitting. Book only the first.", code=code))
    row, label = book_in(
        uow, household, kind, Typed(lawyer, starts_at), asked=first, persons=first.person_ids, reason=reason
    )
    if second_at is None or second_lawyer is None:
        found = openings.second_time(uow, first=row, request=second)
        second_at, second_lawyer = found.starts.astimezone(UTC), found.lawyer_seat_id
    if second_lawyer is None:
        raise Refused(say("{code} finds no time for the second sitting.", code=code))
    other, _second = book_in(
        uow,
        household,
        kind,
        Typed(second_lawyer, second_at),
        asked=second,
        persons=second.person_ids,
        reason=reason,
    )
    zone = uow.places.get(uow.sessions.get(uow.slots.get(other.slot_id).session_id).place_id).zone
    return uow.commit(say("{first}, and again {start}", first=label, start=local(second_at, zone)))
