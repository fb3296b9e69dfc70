"""The waiting list: who asks for what. Its order is worked out whenever it is shown, see `waiting_order`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clinic.domain.consultations import CanCome, Consultation, ConsultationKind, Request, Slot
from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PersonId, RequestId
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, _, say
from clinic.ports import UnitOfWork
from clinic.rules.bookings import share_persons

from . import sittings, some_of

ANY_TIME = CanCome()


def ask(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    kind: ConsultationKind,
    wish: str = "",
    can_come: CanCome = ANY_TIME,
    asked_on: date | None = None,
    persons: Sequence[PersonId] = (),
    in_two: bool = False,
) -> Change:
    """Put a household, or some persons of it, on the list for a kind of meeting, or for two sittings of it.

    Raises Refused when any of them waits for that already, BadValue for persons of another household.
    """
    row = _wait(uow, household, kind, persons, wish=wish.strip(), can_come=can_come, asked_on=asked_on)
    if in_two:
        sittings.tie(uow, row)
    return uow.commit(_waits(uow, row))


def walk_in(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    kind: ConsultationKind = ConsultationKind.INTAKE,
    persons: Sequence[PersonId] = (),
    apart: bool = False,
) -> Change:
    """Put a household on the list that stands at the door now, or those of it who do.

    With `apart` the others of it wait as well, in a line of their own. Raises as `ask` does.
    """
    row = _wait(uow, household, kind, persons, wish=_("here now"))
    if apart and row.person_ids:
        others = [each for each in some_of.of_household(uow, household) if each not in row.person_ids]
        _wait(uow, household, kind, others, wish=row.wish)
    return uow.commit(_waits(uow, row))


def _wait(
    uow: UnitOfWork,
    household: HouseholdId,
    kind: ConsultationKind,
    persons: Sequence[PersonId],
    *,
    wish: str,
    can_come: CanCome = ANY_TIME,
    asked_on: date | None = None,
) -> Request:
    who, some = uow.households.get(household), some_of.chosen(uow, household, persons)
    waits = uow.requests.where(household_id=household, kind=kind, done=False)
    if any(share_persons(some, row.person_ids) for row in waits):
        raise Refused(say("{code} waits for that already: {kind}.", code=who.code, kind=CONSULTATIONS[kind]))
    asked = asked_on or local(uow.now(), uow.sites.get(who.site_id).zone).date()
    return uow.requests.add(
        Request(household_id=household, person_ids=some, kind=kind, wish=wish, can_come=can_come, asked_on=asked)
    )


def _waits(uow: UnitOfWork, row: Request) -> Sentence:
    code = uow.households.get(row.household_id).code
    return say("{code} waits: {kind}", code=code, kind=CONSULTATIONS[row.kind])


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
    return uow.commit(_waits(uow, row))


def two_sittings(uow: UnitOfWork, *, request: RequestId, in_two: bool = True) -> Change:
    """Let an open line be two sittings, or again one. Raises Refused for a line that is done, or whose other is."""
    row = uow.requests.get(request)
    code = uow.households.get(row.household_id).code
    other = uow.requests.find(row.other_id)
    if row.done or (other is not None and other.done):
        raise Refused(say("{code} has a time for it. Cancel that first.", code=code))
    told = {"code": code, "kind": CONSULTATIONS[row.kind]}
    if in_two and other is None:
        sittings.tie(uow, row)
    elif not in_two and other is not None:
        sittings.untie(uow, row)
        uow.requests.remove(other)
    label = say("{code} waits for two sittings: {kind}", **told) if in_two else say("{code} waits: {kind}", **told)
    return uow.commit(label)


def give_up(uow: UnitOfWork, *, request: RequestId) -> Change:
    """The household no longer waits for it; of two sittings the other one is a meeting of its own then."""
    row = uow.requests.get(request)
    row.done = True
    sittings.untie(uow, row)
    code = uow.households.get(row.household_id).code
    return uow.commit(say("{code} no longer waits: {kind}", code=code, kind=CONSULTATIONS[row.kind]))


def apart(uow: UnitOfWork, *, request: RequestId, persons: Sequence[PersonId]) -> Change:
    """Let some persons of an open line wait apart from the others, in a line of their own.

    Raises BadValue for nobody, for all of them, and for somebody who is not meant by the line.
    """
    row = uow.requests.get(request)
    uow.requests.add(_split_off(uow, row, some_of.chosen(uow, row.household_id, persons)))
    code = uow.households.get(row.household_id).code
    return uow.commit(say("{code} waits in two parts: {kind}", code=code, kind=CONSULTATIONS[row.kind]))


def _split_off(uow: UnitOfWork, row: Request, some: tuple[PersonId, ...]) -> Request:
    """A new line for some of whom a line is for; the line that there is keeps the others."""
    everybody = row.person_ids or some_of.of_household(uow, row.household_id)
    rest = tuple(each for each in everybody if each not in some)
    if row.sitting:
        raise BadValue(say("Both sittings are for the same people. Let it be one sitting first."))
    if not some or not rest or not set(some) <= set(everybody):
        raise BadValue(say("Choose some of those who wait together, not all and nobody else."))
    row.person_ids = rest
    return Request(
        household_id=row.household_id,
        person_ids=some,
        kind=row.kind,
        asked_on=row.asked_on,
        wish=row.wish,
        can_come=row.can_come,
    )


def meant(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    kind: ConsultationKind,
    persons: tuple[PersonId, ...],
    request: RequestId | None = None,
) -> Request | None:
    """The line of the list that a booking of these persons answers (none: of everybody): the one named, else by kind.

    Where only some of a line come, it is the line of those; the others of it go on waiting.
    """
    row = uow.requests.find(request)
    if row is None:
        lines = uow.requests.where(household_id=household, kind=kind, done=False)
        exact = [line for line in lines if line.person_ids == persons]
        whole = [line for line in lines if not line.person_ids or set(persons) <= set(line.person_ids)]
        row = next(iter(exact or (whole if persons else lines)), None)
    if row is None or not persons or row.person_ids == persons:
        return row
    others = row.person_ids or some_of.of_household(uow, household)
    if row.done or not set(persons) < set(others):
        return row
    return uow.requests.add(_split_off(uow, row, persons))


def settle(uow: UnitOfWork, row: Consultation) -> None:
    """Tick off what a booking was asked for, inside another verb."""
    if (request := uow.requests.find(row.request_id)) is not None:
        request.done = True


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
