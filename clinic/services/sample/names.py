"""Names for invented volunteers. Households and persons have none: a clinic keeps no names until it asks for that."""

from __future__ import annotations

import json
from importlib.resources import files

from .dice import Dice


class NameBook:
    """Gives every volunteer a name of their own."""

    def __init__(self, dice: Dice) -> None:
        lists = json.loads((files("resources") / "data" / "sample_names.json").read_text("utf-8"))
        self._local = _shuffled(lists["local_first"], lists["local_last"], dice)
        self._visitor = _shuffled(lists["visitor_first"], lists["visitor_last"], dice)

    def local(self) -> str:
        """Somebody from the city itself."""
        return self._local.pop()

    def visitor(self) -> str:
        """Somebody who comes for a week or two."""
        return self._visitor.pop()


def _shuffled(first: list[str], last: list[str], dice: Dice) -> list[str]:
    return dice.shuffled(f"{one} {other}" for one in first for other in last)
