"""The waiting list: who asks for what. Its order is worked out whenever it is shown, see `waiting_order`."""

from __future__ import annotations

from datetime import date

from clinic.domain.consultations import CanCome, Consultation, ConsultationKind, Request, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, RequestId
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, say
from clinic.ports import UnitOfWork

ANY_TIME = CanCome()


def ask(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    kind: ConsultationKind,
    wish: str = "",
    can_come: CanCome = ANY_TIME,
    asked_on: date | None = None,
) -> Change:
    """Put a household on the list for a kind of meeting. Raises Refused when it waits for that already."""
    who = uow.households.get(household)
    if uow.requests.count(household_id=household, kind=kind, done=False):
        raise Refused(say("{code} waits for that already: {kind}.", code=who.code, kind=CONSULTATIONS[kind]))
    today = local(uow.now(), uow.sites.get(who.site_id).zone).date()
    asked = asked_on or today
    uow.requests.add(Request(household_id=household, kind=kind, wish=wish.strip(), can_come=can_come, asked_on=asked))
    return uow.commit(say("{code} waits: {kind}", code=who.code, kind=CONSULTATIONS[kind]))


def walk_in(uow: UnitOfWork, *, household: HouseholdId, kind: ConsultationKind = ConsultationKind.INTAKE) -> Change:
    """Put a household on the list that stands at the door now."""
    return ask(uow, household=household, kind=kind, wish=_("here now"))


def edit(
    uow: UnitOfWork,
    *,
    request: RequestId,
    kind: ConsultationKind | None = None,
    wish: str | None = None,
    can_come: CanCome | None = None,
) -> Change:
    """Change what a household asks for, or when it can come."""
    row = uow.requests.get(request)
    row.kind = kind or row.kind
    row.wish = row.wish if wish is None else wish.strip()
    row.can_come = can_come or row.can_come
    code = uow.households.get(row.household_id).code
    return uow.commit(say("{code} waits: {kind}", code=code, kind=CONSULTATIONS[row.kind]))


def give_up(uow: UnitOfWork, *, request: RequestId) -> Change:
    """The household no longer waits for it."""
    row = uow.requests.get(request)
    row.done = True
    code = uow.households.get(row.household_id).code
    return uow.commit(say("{code} no longer waits: {kind}", code=code, kind=CONSULTATIONS[row.kind]))


def settle(uow: UnitOfWork, row: Consultation, kind: ConsultationKind) -> None:
    """Tick off what a booking was asked for, inside another verb."""
    request = uow.requests.find(row.request_id)
    if request is None:
        open_ones = uow.requests.where(household_id=row.household_id, kind=kind, done=False)
        request = open_ones[0] if open_ones else None
    if request is not None:
        request.done = True
        row.request_id = request.id


def wait_again(uow: UnitOfWork, row: Consultation, slot: Slot) -> None:
    """Put a household back on the list, where it stood before or as a new line, inside another verb."""
    if request := uow.requests.find(row.request_id):
        request.done = False
        return
    site = uow.sites.get(uow.sessions.get(slot.session_id).site_id)
    asked_on = local(uow.now(), site.zone).date()
    request = Request(household_id=row.household_id, person_ids=row.person_ids, kind=slot.kind, asked_on=asked_on)
    uow.requests.add(request)
    row.request_id = request.id
