"""Chance that falls the same way for the same seed: on every machine, in every zone, whatever Python's hash seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar
from uuid import UUID

from clinic.domain.ids import CaseCode, new_case_code

T = TypeVar("T")

#: Area codes of border cities and of places that volunteers come from.
_MEXICO = ("656", "664", "686", "867", "868", "878", "818", "631")
_AREAS = (*_MEXICO, "915", "619", "956", "210", "512", "213", "312", "646")


class Dice:
    """A source of chance for one part of the sample; `part` gives an independent one for something inside it."""

    def __init__(self, *seed: object) -> None:
        self._seed = seed
        # A seed of text goes through SHA-512 and so does not depend on PYTHONHASHSEED.
        self._random = Random("/".join(str(each) for each in seed))  # noqa: S311 - invented people, not keys

    def part(self, *names: object) -> Dice:
        """A source for one part: what is thrown there moves nothing elsewhere."""
        return Dice(*self._seed, *names)

    def id(self) -> UUID:
        """A random id (UUID version 4)."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def code(self, taken: set[CaseCode]) -> CaseCode:
        """A case code that is not among those `taken`; it is added to them."""
        while (code := new_case_code(self._random)) in taken:
            pass
        taken.add(code)
        return code

    def chance(self, share: float) -> bool:
        """True in `share` (0.0 to 1.0) of all throws."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`."""
        return items[self._random.randrange(len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        sums = list(accumulate(weights.values()))
        mark = self._random.random() * sums[-1]
        return next(key for key, upto in zip(weights, sums, strict=True) if mark < upto)

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """`items` in a random order."""
        found = list(items)
        self._random.shuffle(found)
        return found


def phone(number: int) -> str:
    """The invented telephone `number` (from 0): '+52 656-555-0100', '+1 915-555-0100'; different up to 1,600."""
    area = _AREAS[number // 100 % len(_AREAS)]
    country = "+52" if area in _MEXICO else "+1"
    return f"{country} {area}-555-01{number % 100:02d}"
