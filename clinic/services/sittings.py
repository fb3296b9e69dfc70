"""Two sittings of one matter: two lines of the waiting list that name each other, booked one by one or both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.consultations import Consultation, Outcome, Request
from clinic.domain.ids import ConsultationId, RequestId
from clinic.domain.when import local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Sitting

#: Of two sittings, which one it is.
NAMES = {1: say("first of two sittings"), 2: say("second of two sittings")}
_OVER = (Outcome.CANCELLED, Outcome.NO_SHOW)


@dataclass(frozen=True, slots=True)
class OtherSitting:
    """The other one of two sittings as it is booked, in local time; `words` tells it."""

    consultation_id: ConsultationId
    starts: datetime
    lawyer: str
    words: Sentence


def tie(uow: UnitOfWork, first: Request) -> Request:
    """Make of a line the first of two sittings and give back the second, a new line, inside another verb."""
    second = Request(
        household_id=first.household_id,
        person_ids=first.person_ids,
        kind=first.kind,
        asked_on=first.asked_on,
        wish=first.wish,
        can_come=first.can_come,
        sitting=2,
        other_id=first.id,
    )
    first.sitting, first.other_id = 1, second.id
    return uow.requests.add(second)


def untie(uow: UnitOfWork, row: Request) -> None:
    """Let each of two sittings be a meeting of its own, inside another verb."""
    other = uow.requests.find(row.other_id)
    for each in (row, other):
        if each is not None:
            each.sitting, each.other_id = 0, None


def both(uow: UnitOfWork, row: Request) -> tuple[Request, Request]:
    """The first and the second sitting of a line, which becomes the first where it was none of two."""
    other = uow.requests.find(row.other_id)
    if other is None:
        return row, tie(uow, row)
    return (row, other) if row.sitting == 1 else (other, row)


def is_one_of_two(uow: UnitOfWork, row: Consultation) -> bool:
    """Whether a booking is one of two sittings."""
    request = uow.requests.find(row.request_id)
    return request is not None and request.sitting > 0


def other_of(uow: UnitOfWork, consultation: ConsultationId) -> OtherSitting | None:
    """The other sitting, where it is booked: to be told, and asked about, before one is moved or called off."""
    request = uow.requests.find(uow.consultations.get(consultation).request_id)
    if request is None or request.other_id is None:
        return None
    rows = [row for row in uow.consultations.where(request_id=request.other_id) if row.outcome not in _OVER]
    if not rows:
        return None
    found = booked(uow, (request,))[request.other_id]
    starts = local(found.starts_at, found.zone)
    words = say("The other sitting is on {start} with {name}.", start=starts, name=found.name)
    return OtherSitting(rows[-1].id, starts, found.name, words)


def booked(uow: UnitOfWork, requests: Iterable[Request]) -> dict[RequestId, Sitting]:
    """When and with whom the other sittings of these lines are booked."""
    others = {row.other_id for row in requests if row.other_id is not None}
    rows = [row for row in uow.consultations.where(request_id=others) if row.outcome not in _OVER] if others else []
    found: dict[RequestId, Sitting] = {}
    for row in rows:
        slot = uow.slots.get(row.slot_id)
        zone = uow.places.get(uow.sessions.get(slot.session_id).place_id).zone
        seat = uow.seats.find(slot.seat_ids[0]) if slot.seat_ids else None
        person = uow.volunteers.find(seat.volunteer_id) if seat else None
        if row.request_id is not None:
            name = person.name if person else ""
            found[row.request_id] = Sitting(slot.starts_at, zone, person.id if person else None, name)
    return found
