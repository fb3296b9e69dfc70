"""Minutes by road between places, with the clinic's own guess where nobody has typed a figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from clinic.domain.ids import PlaceId
from clinic.domain.policy import Policy
from clinic.ports import UnitOfWork
from clinic.rules.facts import TravelTable


@dataclass(frozen=True, slots=True)
class Roads:
    """The travel table and the figures that go with it."""

    table: TravelTable
    policy: Policy

    @classmethod
    def of(cls, uow: UnitOfWork, places: Collection[PlaceId]) -> Self:
        """Between these places, as the store has them."""
        rows = uow.travel.where(from_id=set(places), to_id=set(places))
        return cls(TravelTable.of(rows), uow.clinic().policy)

    def minutes(self, start: PlaceId, end: PlaceId) -> int:
        """Minutes from `start` to `end`."""
        typed = self.table.minutes(start, end)
        return self.policy.unknown_travel if typed is None else typed
