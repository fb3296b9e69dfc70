"""A row that others still use cannot be taken away: said in words before the database would say it in its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.domain.errors import Refused
from clinic.domain.history import RowChange
from clinic.domain.kinds import counted
from clinic.i18n import listing, say

from .mapping import metadata
from .repositories.rows import CHUNK


@cache
def _users(kind: str) -> tuple[sa.Column[Any], ...]:
    """All columns that refer to this kind of row."""
    return tuple(
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == kind for key in column.foreign_keys)
    )


def refuse_dangling(session: Session, changes: Sequence[RowChange]) -> None:
    """Raise Refused when a row that was taken away is still used by others."""
    gone: dict[str, list[Any]] = {}
    for change in changes:
        if change.after is None:
            gone.setdefault(change.kind, []).append(change.row_id)
    uses: dict[str, int] = {}
    for kind, ids in gone.items():
        for column in _users(kind):
            used = sum(_count(session, column, ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))
            if used:
                uses[column.table.name] = uses.get(column.table.name, 0) + used
    if uses:
        raise Refused(
            say(
                "This cannot be taken away while it is used by: {uses}. Change or remove those first.",
                uses=listing([counted(kind, n) for kind, n in uses.items()]),
            )
        )


def _count(session: Session, column: sa.Column[Any], ids: list[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).where(column.in_(ids))) or 0
