"""Editing a row field by field: what is left out stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic.domain.errors import BadValue
from clinic.i18n import Sentence, say


def apply(row: object, changes: Mapping[str, Any], allowed: type[Any]) -> None:
    """Set the fields of `row` named in `changes`. Raises TypeError for a field that `allowed` (a TypedDict) lacks."""
    if unknown := set(changes) - set(allowed.__annotations__):
        raise TypeError(f"{allowed.__name__} has no {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(row, name, value)


def filled(text: str, sentence: Sentence) -> str:
    """`text` without blanks around it. Raises BadValue with `sentence` when nothing is left."""
    bare = " ".join(text.split())
    if not bare:
        raise BadValue(sentence)
    return bare


def check_order(first: date | None, last: date | None) -> None:
    """Raise BadValue when a stretch of days would end before it begins."""
    if first and last and last < first:
        raise BadValue(say("{last} is before {first}. The last day comes after the first.", first=first, last=last))
