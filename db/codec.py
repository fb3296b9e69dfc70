"""Domain values as plain JSON and back, by their type hints: what value columns and history keep.

Nothing but JSON is ever read back, so a strange file cannot run code.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Codec:
    """`dump` makes plain JSON of a value, `load` makes the value of plain JSON."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def bare(hint: Any) -> Any:
    """The plain type under a NewType: PlaceId → UUID."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return hint


def optional(hint: Any) -> tuple[Any, bool]:
    """(the hint without None, whether None was allowed)."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = tuple(part for part in get_args(hint) if part is not types.NoneType)
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def instant_text(value: datetime) -> str:
    """An aware instant as ISO text in UTC. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("an instant without a zone was about to be kept")
    return value.astimezone(UTC).isoformat()


def _same(value: Any) -> Any:
    return value


_SIMPLE: dict[Any, Codec] = {
    str: Codec(_same, _same),
    int: Codec(_same, _same),
    float: Codec(_same, float),
    bool: Codec(_same, _same),
    UUID: Codec(str, UUID),
    datetime: Codec(instant_text, datetime.fromisoformat),
    date: Codec(date.isoformat, date.fromisoformat),
    time: Codec(time.isoformat, time.fromisoformat),
}


@cache
def codec(hint: Any) -> Codec:
    """How values of this hint are written. Raises TypeError for a hint that the store does not know."""
    inner, may_be_none = optional(hint)
    found = _codec(bare(inner))
    return _or_none(found) if may_be_none else found


def _codec(hint: Any) -> Codec:
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) is tuple and len(get_args(hint)) == 2 and get_args(hint)[1] is ...:
        item = codec(get_args(hint)[0])
        return Codec(lambda row: [item.dump(v) for v in row], lambda row: tuple(item.load(v) for v in row))
    if get_origin(hint) is tuple:
        parts = [codec(part) for part in get_args(hint)]
        return Codec(
            lambda row: [part.dump(v) for part, v in zip(parts, row, strict=True)],
            lambda row: tuple(part.load(v) for part, v in zip(parts, row, strict=True)),
        )
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda member: member.value, hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"the store does not know how to keep {hint!r}")


def _or_none(inner: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else inner.dump(value),
        lambda value: None if value is None else inner.load(value),
    )


def _record(kind: type[Any]) -> Codec:
    """A frozen dataclass as an object; fields that a later version added get their defaults, unknown ones are left."""
    hints = get_type_hints(kind)
    parts = {field.name: codec(hints[field.name]) for field in dataclasses.fields(kind)}

    def dump(value: Any) -> dict[str, Any]:
        return {name: part.dump(getattr(value, name)) for name, part in parts.items()}

    def load(found: dict[str, Any]) -> Any:
        return kind(**{name: part.load(found[name]) for name, part in parts.items() if name in found})

    return Codec(dump, load)


def to_text(plain: Any) -> str:
    """Plain JSON as short text, the same text for the same value."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
