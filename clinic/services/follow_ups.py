"""Follow-ups: what must still happen for a household, by whom, until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from clinic.domain.consultations import FollowUp
from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import FollowUpId, HouseholdId, VolunteerId
from clinic.i18n import say
from clinic.ports import UnitOfWork


def add(
    uow: UnitOfWork,
    *,
    what: str,
    household: HouseholdId | None = None,
    owner: VolunteerId | None = None,
    due_on: date | None = None,
) -> Change:
    """Note something that must still happen. Raises BadValue for an empty text."""
    if not what.strip():
        raise BadValue(say("Write what must happen."))
    uow.follow_ups.add(FollowUp(what=what.strip(), household_id=household, owner_id=owner, due_on=due_on))
    return uow.commit(say("Add a follow-up: {what}", what=what.strip()))


def done(uow: UnitOfWork, *, follow_up: FollowUpId, on: date | None = None) -> Change:
    """It has happened, today unless `on` says otherwise."""
    row = uow.follow_ups.get(follow_up)
    row.done_on = on or uow.now().date()
    return uow.commit(say("Done: {what}", what=row.what))


def hand_over(
    uow: UnitOfWork, *, follow_up: FollowUpId, owner: VolunteerId | None, due_on: date | None = None
) -> Change:
    """Give it to somebody else (None: to nobody yet), with a new date if one is given."""
    row = uow.follow_ups.get(follow_up)
    row.owner_id, row.due_on = owner, due_on or row.due_on
    person = uow.volunteers.find(owner)
    if person is None:
        return uow.commit(say("Nobody has it now: {what}", what=row.what))
    return uow.commit(say("Hand over to {name}: {what}", name=person.name, what=row.what))


def open_ones(
    uow: UnitOfWork, *, household: HouseholdId | None = None, owner: VolunteerId | None = None
) -> tuple[FollowUp, ...]:
    """Follow-ups that are not done, the most pressing first; of one household or owner if one is named."""
    wanted: dict[str, Any] = {"done_on": None}
    if household is not None:
        wanted["household_id"] = household
    if owner is not None:
        wanted["owner_id"] = owner
    return tuple(sorted(uow.follow_ups.where(**wanted), key=lambda row: (row.due_on is None, row.due_on or date.max)))
