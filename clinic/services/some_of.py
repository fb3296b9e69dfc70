"""Some persons of a household: together or apart on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.errors import BadValue
from clinic.domain.ids import HouseholdId, PersonId
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts


def chosen(uow: UnitOfWork, household: HouseholdId, persons: Sequence[PersonId]) -> tuple[PersonId, ...]:
    """These persons in the order of their household; empty for all of it. Raises BadValue for somebody of another."""
    everybody = of_household(uow, household)
    if set(persons) - set(everybody):
        raise BadValue(say("Somebody who was chosen is not of {code}.", code=uow.households.get(household).code))
    found = tuple(each for each in everybody if each in persons)
    return () if found == everybody else found


def of_household(uow: UnitOfWork, household: HouseholdId) -> tuple[PersonId, ...]:
    """All persons of a household, in order."""
    rows = sorted(uow.persons.where(household_id=household), key=lambda row: row.position)
    return tuple(row.id for row in rows)


def part(facts: Facts, household: HouseholdId, persons: Sequence[PersonId]) -> tuple[int, int] | None:
    """(how many come, how many there are) where only some of a household come; None for all of it."""
    everybody = facts.persons_by_household.get(household, ())
    return (len(persons), len(everybody)) if persons and len(persons) < len(everybody) else None


def part_on_file(uow: UnitOfWork, household: HouseholdId, persons: Sequence[PersonId]) -> tuple[int, int] | None:
    """As `part`, asked of the file."""
    everybody = of_household(uow, household)
    return (len(persons), len(everybody)) if persons and len(persons) < len(everybody) else None


def words(counted: tuple[int, int]) -> Sentence:
    """'part of the household (2 of 4)'; never who."""
    return say("part of the household ({n} of {all})", n=counted[0], all=counted[1])
