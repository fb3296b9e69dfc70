"""Everything that was ever changed, see `clinic.ports.History`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.domain.errors import NotOnFile
from clinic.domain.history import TOLD, Entry, RowChange
from clinic.domain.ids import EntryId
from clinic.i18n import Sentence, say
from db import audit
from db.forgetting import EMPTIED
from db.mapping import entry_table, line_table

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class HistoryRows:
    """The entries, and the way back."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def latest(self, limit: int = 100, before: int | None = None, touching: UUID | None = None) -> list[Entry]:
        """The newest entries first, without their changes."""
        query = sa.select(entry_table).order_by(entry_table.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(entry_table.c.number < before)
        if touching is not None:
            lines = sa.select(line_table.c.entry_id).where(line_table.c.row_id == touching)
            query = query.where(entry_table.c.id.in_(lines))
        return [_entry(row, ()) for row in self.session.execute(query)]

    def get(self, entry_id: EntryId) -> Entry:
        """One entry with its changes. Raises NotOnFile."""
        row = self.session.execute(sa.select(entry_table).where(entry_table.c.id == entry_id)).one_or_none()
        if row is None:
            raise NotOnFile(say("This step is no longer in the history."))
        lines = self.session.execute(
            sa.select(line_table.c.kind, line_table.c.row_id, line_table.c.before, line_table.c.after)
            .where(line_table.c.entry_id == entry_id)
            .order_by(line_table.c.position)
        )
        return _entry(row, tuple(audit.read_change(*line) for line in lines))

    def undone(self) -> frozenset[EntryId]:
        """Ids of all entries that are taken back. Read from the newest on: only what is itself in force takes back."""
        rows = self.session.execute(
            sa.select(entry_table.c.id, entry_table.c.undoes)
            .where(entry_table.c.undoes.is_not(None))
            .order_by(entry_table.c.number.desc())
        )
        found: set[EntryId] = set()
        for entry_id, undoes in rows:
            if entry_id not in found:
                found.add(EntryId(undoes))
        return frozenset(found)

    def later_touching(self, entry: Entry) -> list[Entry]:
        """Later steps in force that changed the same rows, use a row that `entry` made or took away one it used."""
        later = self.session.execute(
            sa.select(entry_table)
            .where(entry_table.c.number > entry.number, entry_table.c.undoes.is_(None))
            .order_by(entry_table.c.number.desc())
        ).all()
        undone = self.undone()
        in_force = {row.id: row for row in later if row.id not in undone}
        tangled = self._tangled(entry, in_force.keys())
        return [_entry(row, ()) for row_id, row in in_force.items() if row_id in tangled]

    def put_back(self, changes: Sequence[RowChange]) -> None:
        """Give every row the values that it had before."""
        audit.put_back(self.session, tuple(changes))

    def _tangled(self, entry: Entry, later: Iterable[UUID]) -> set[UUID]:
        same = {change.row_id for change in entry.changes}
        made = {str(change.row_id) for change in entry.changes if change.before is None}
        used = {found for change in entry.changes for found in _ids(change.before)}
        tangled = set()
        for entry_id in later:
            lines = self.session.execute(
                sa.select(line_table.c.row_id, line_table.c.after).where(
                    line_table.c.entry_id == entry_id, line_table.c.kind.not_in(TOLD)
                )
            )
            for row_id, after in lines:
                gone = after is None and str(row_id) in used
                if row_id in same or gone or (after and not made.isdisjoint(_ID.findall(after))):
                    tangled.add(entry_id)
                    break
        return tangled


def _ids(plain: Any) -> list[str]:
    return _ID.findall(json.dumps(plain)) if plain else []


def _entry(row: Any, changes: tuple[RowChange, ...]) -> Entry:
    return Entry(
        id=EntryId(row.id),
        number=row.number,
        at=row.at,
        who=row.who,
        label=Sentence.from_json(json.loads(row.label)),
        undoes=None if row.undoes is None else EntryId(row.undoes),
        changes=changes,
        kinds=frozenset(row.kinds.split()) - {EMPTIED},
        is_emptied=EMPTIED in row.kinds.split(),
    )
