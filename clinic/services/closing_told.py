"""Who must be told what, gathered while a plan is re-arranged: each person once, with everything that concerns them."""

from __future__ import annotations

from collections import defaultdict

from clinic.domain.ids import HouseholdId, VolunteerId
from clinic.domain.names import folded
from clinic.i18n import Sentence
from clinic.ports import UnitOfWork
from clinic.services.views.closing import Tell


class Told:
    """Collects; `lines` gives volunteers by name, then households by code."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._volunteers: dict[VolunteerId, list[Sentence]] = defaultdict(list)
        self._households: dict[HouseholdId, list[Sentence]] = defaultdict(list)

    def volunteer(self, volunteer: VolunteerId, what: Sentence) -> None:
        """Something that a volunteer must hear."""
        self._volunteers[volunteer].append(what)

    def household(self, household: HouseholdId, what: Sentence) -> None:
        """Something that a household must hear."""
        self._households[household].append(what)

    def lines(self) -> tuple[Tell, ...]:
        """Everybody once."""
        people = self._uow.volunteers.where(id=set(self._volunteers)) if self._volunteers else []
        helped = self._uow.households.where(id=set(self._households)) if self._households else []
        ours = [Tell(row.id, row.name, row.phone, _once(self._volunteers[row.id])) for row in people]
        theirs = [Tell(None, row.code, "", _once(self._households[row.id])) for row in helped]
        return (*sorted(ours, key=lambda line: folded(line.name)), *sorted(theirs, key=lambda line: line.name))


def _once(found: list[Sentence]) -> tuple[Sentence, ...]:
    return tuple({str(each): each for each in found}.values())
