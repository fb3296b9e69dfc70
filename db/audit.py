"""History, taken from SQLAlchemy's flush, so that no feature can forget it.

Before each flush every new, changed and removed row is noted as it was; at the commit the notes are compared with what
the rows have become. What came back to where it was is no change.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import PassiveFlag, Session, attributes

from clinic.domain.history import RowChange

from .codec import to_text
from .mapping import BY_KIND, KEPT, codecs_of, entry_table, kind_of, line_table

#: Rows that one entry can make before ages run into those of the next.
_ROWS_AN_ENTRY = 10_000_000


class Audit:
    """The notes of one transaction."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, UUID], dict[str, Any] | None] = {}
        self._now: dict[tuple[str, UUID], Any] = {}
        self._number: int | None = None
        self._made = 0

    def note(self, session: Session) -> None:
        """Note what the coming flush will write."""
        for row in session.deleted:
            self._touch(row, as_it_was(row), None)
        for row in session.new:
            if row.made is None:
                row.made = self._next_age(session)
            _reckon(row)
            self._touch(row, None, row)
        for row in session.dirty:
            if session.is_modified(row):
                _reckon(row)
                self._touch(row, as_it_was(row), row)

    def number(self, session: Session) -> int:
        """The number of the entry that this transaction will write."""
        if self._number is None:
            with session.no_autoflush:
                self._number = 1 + (session.scalar(sa.select(sa.func.max(entry_table.c.number))) or 0)
        return self._number

    def changes(self) -> tuple[RowChange, ...]:
        """Every row that is different now, in the order in which they were first touched."""
        found = []
        for key, before in self._before.items():
            row = self._now[key]
            after = None if row is None else as_it_is(row)
            if before != after:
                found.append(RowChange(*key, before, after))
        return tuple(found)

    def _touch(self, row: Any, before: dict[str, Any] | None, now: Any) -> None:
        key = (kind_of(type(row)), row.id)
        self._before.setdefault(key, before)
        self._now[key] = now

    def _next_age(self, session: Session) -> int:
        self._made += 1
        return self.number(session) * _ROWS_AN_ENTRY + self._made


def _reckon(row: Any) -> None:
    for kept in KEPT.get(type(row), ()):
        value = kept.reckon(row)
        if getattr(row, kept.name) != value:
            setattr(row, kept.name, value)


def as_it_is(row: Any) -> dict[str, Any]:
    """The row as plain JSON."""
    return {name: codec.dump(getattr(row, name)) for name, codec in codecs_of(type(row)).items()}


def as_it_was(row: Any) -> dict[str, Any]:
    """The row as plain JSON, with the values that it had when it was read."""
    found = {}
    for name, codec in codecs_of(type(row)).items():
        old = attributes.get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).deleted
        found[name] = codec.dump(old[0] if old else getattr(row, name))
    return found


def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    session.info["audit"].note(session)


class AuditedSession(Session):
    """A session whose every flush is noted."""


event.listen(AuditedSession, "before_flush", _before_flush)


def put_back(session: Session, changes: tuple[RowChange, ...]) -> None:
    """Give every row the values that it had before; foreign keys are looked at when the transaction ends."""
    for change in changes:
        row = session.get(BY_KIND[change.kind], change.row_id)
        if change.before is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(_made_again(BY_KIND[change.kind], change.before))
        else:
            _fill(row, change.before)


def _made_again(noun: type[Any], plain: Mapping[str, Any]) -> Any:
    """A row that was taken away, not built by the noun's constructor: that may refuse today what was kept yesterday."""
    row = sa.inspect(noun).class_manager.new_instance()
    for field in dataclasses.fields(noun):
        if field.default is not dataclasses.MISSING:
            setattr(row, field.name, field.default)
    _fill(row, plain)
    return row


def _fill(row: Any, plain: Mapping[str, Any]) -> None:
    for name, codec in codecs_of(type(row)).items():
        if name in plain:
            setattr(row, name, codec.load(plain[name]))


def write(session: Session, entry: Mapping[str, Any], changes: tuple[RowChange, ...]) -> None:
    """Add one entry with its lines to the history."""
    session.execute(sa.insert(entry_table), [entry])
    session.execute(
        sa.insert(line_table),
        [
            {
                "entry_id": entry["id"],
                "position": position,
                "kind": change.kind,
                "row_id": change.row_id,
                "before": None if change.before is None else to_text(change.before),
                "after": None if change.after is None else to_text(change.after),
            }
            for position, change in enumerate(changes)
        ],
    )


def read_change(kind: str, row_id: UUID, before: str | None, after: str | None) -> RowChange:
    """One line of history as it was written."""
    return RowChange(
        kind, row_id, None if before is None else json.loads(before), None if after is None else json.loads(after)
    )
