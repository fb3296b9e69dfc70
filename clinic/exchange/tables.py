"""Plain rows of a spreadsheet, as the readers give them and as they travel from the child process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

#: What a cell may hold once it is read.
Value = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows are (number from 1 as a person sees it, values); empty rows are left out.

    `hidden` and `hidden_columns` are numbers from 1. `merged` are (top, left, bottom, right); the value of such an
    area stands at its top left.
    """

    name: str
    rows: tuple[tuple[int, tuple[Value, ...]], ...]
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def pack(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as JSON. Never pickle: what a stranger's file may have made of the child must not run here."""
    return json.dumps(
        [
            {
                "name": sheet.name,
                "rows": [[number, [_pack(value) for value in values]] for number, values in sheet.rows],
                "hidden": sorted(sheet.hidden),
                "hidden_columns": sorted(sheet.hidden_columns),
                "merged": sheet.merged,
            }
            for sheet in sheets
        ]
    ).encode()


def unpack(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that `pack` wrote."""
    return tuple(
        Sheet(
            name=found["name"],
            rows=tuple((number, tuple(_unpack(value) for value in values)) for number, values in found["rows"]),
            hidden=frozenset(found["hidden"]),
            hidden_columns=frozenset(found["hidden_columns"]),
            merged=tuple((a, b, c, d) for a, b, c, d in found["merged"]),
        )
        for found in json.loads(data)
    )


def _pack(value: Value) -> Any:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    return value


def _unpack(value: Any) -> Value:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return] # JSON's own types, and they are among Value's
    ((kind, text),) = value.items()
    if kind == "datetime":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "date" else time.fromisoformat(text)
