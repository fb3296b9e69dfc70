"""Somebody at the door whom nobody has on file yet: entered and put on the waiting list in one step."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, say
from clinic.ports import UnitOfWork

from .households import PersonFields, new_household, today


def enter(
    uow: UnitOfWork,
    *,
    site: SiteId,
    adults: int,
    child_ages: Sequence[int] = (),
    language: str = "spa",
    kind: ConsultationKind = ConsultationKind.INTAKE,
    shelter: PlaceId | None = None,
) -> Change:
    """Enter a household under a new random code and let it wait, 'here now'.

    Ages of adults are not asked at the door; those of children are, because rides need them. Raises BadValue for
    nobody at all and for a child who is no child.
    """
    if adults < 0 or adults + len(child_ages) < 1:
        raise BadValue(say("A household has at least one person."))
    if any(not 0 <= age < 18 for age in child_ages):
        raise BadValue(say("A child's age is between 0 and 17 years."))
    persons = [PersonFields() for _n in range(adults)] + [PersonFields(age=age) for age in child_ages]
    household = new_household(uow, site=site, persons=persons, shelter=shelter, languages=(language,))
    uow.requests.add(
        Request(household_id=household.id, kind=kind, wish=_("here now"), asked_on=today(uow, site)),
    )
    return uow.commit(say("{code} is here and waits: {kind}", code=household.code, kind=CONSULTATIONS[kind]))
