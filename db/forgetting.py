"""The one way past the history: lines about people who asked for their data to be removed are emptied, for good.

History is only ever added to, with this one exception. A line about one of their rows keeps that there was a row, and
neither what was in it before nor after; in other lines, in what steps are called and in what others have written, the
words by which they were known are blotted out. Such steps are marked, and undo and redo pass them by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from clinic.i18n import say

from . import audit
from .codec import to_text
from .mapping import NOUNS, codecs_of, entry_table, line_table
from .types import Plain

#: Stands for a word that was blotted out.
BLOT = "…"
#: Among the kinds of an entry: something of it was emptied, so that it cannot be taken back any more.
EMPTIED = "emptied"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
#: SQLite's own number for the program's use, in the file's head: rows were removed, and the file not yet rewritten.
_TO_SWEEP = 1


@dataclass(frozen=True, slots=True)
class Traces:
    """What must not be found any more: rows by their ids, and words (letter case does not matter)."""

    ids: frozenset[str]
    words: re.Pattern[str]

    @classmethod
    def of(cls, rows: Collection[UUID], words: Collection[str]) -> Traces:
        """Words count where they stand alone: 'K7-RM4' is found in '(k7-rm4)' and not in 'K7-RM42'."""
        found = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
        return cls(frozenset(map(str, rows)), re.compile(rf"(?<![0-9A-Za-z])(?:{found})(?![0-9A-Za-z])", re.IGNORECASE))

    def are_in(self, text: str | None) -> bool:
        """Whether a text of history names one of them."""
        return text is not None and (not self.ids.isdisjoint(_ID.findall(text)) or bool(self.words.search(text)))

    def belong_to(self, text: str | None) -> bool:
        """Whether a row, as history writes it, is one of theirs: it refers to one of them by itself, not in a list."""
        if text is None or self.ids.isdisjoint(_ID.findall(text)):
            return False
        return any(isinstance(value, str) and value in self.ids for value in json.loads(text).values())

    def without(self, value: Any) -> Any:
        """Plain JSON without them: they are left out of lists, their words are blotted out."""
        if isinstance(value, str):
            return self.words.sub(BLOT, value)
        if isinstance(value, list):
            return [self.without(each) for each in value if not self._is_named(each)]
        return {name: self.without(each) for name, each in value.items()} if isinstance(value, dict) else value

    def _is_named(self, value: Any) -> bool:
        parts = value.values() if isinstance(value, dict) else (value,)
        return any(isinstance(part, str) and part in self.ids for part in parts)


def blot_out(session: Session, words: Collection[str]) -> None:
    """Blot words out of whatever rows stand, through the mapper, so that history tells of it."""
    traces = Traces.of((), words)
    for noun in NOUNS:
        for row in _holding(session, noun, words):
            plain = audit.as_it_is(row)
            for name, codec in codecs_of(noun).items():
                if (told := traces.without(plain[name])) != plain[name]:
                    setattr(row, name, codec.load(told))


def _holding(session: Session, noun: type[Any], words: Collection[str]) -> list[Any]:
    """Rows of a noun in whose texts one of the words stands, also in the middle of another."""
    columns = [column for column in sa.inspect(noun).columns if isinstance(column.type, (sa.Text, Plain))]
    found = [
        sa.func.lower(sa.type_coerce(c, sa.Text)).contains(w.lower(), autoescape=True) for c in columns for w in words
    ]
    return list(session.scalars(sa.select(noun).where(sa.or_(*found)))) if found else []


def empty_history(session: Session, rows: Collection[UUID], words: Collection[str]) -> None:
    """Empty every line of these rows and of whatever was theirs; blot the words out of all others and of the labels."""
    traces = Traces.of(_with_theirs(session, frozenset(rows)), words)
    lines = list(_rewritten(session, traces))
    if lines:
        where = (line_table.c.entry_id == sa.bindparam("entry"), line_table.c.position == sa.bindparam("place"))
        new: dict[str, Any] = {"before": sa.bindparam("was"), "after": sa.bindparam("is_now")}
        session.connection().execute(sa.update(line_table).where(*where).values(new), lines)
    _relabel(session, traces, {line["entry"] for line in lines})


def _with_theirs(session: Session, rows: frozenset[UUID]) -> frozenset[UUID]:
    """The rows, and those taken away long ago that belonged to them (a ride, a wish), by history."""
    known = rows
    while True:
        traces = Traces.of(known, ())
        found = {
            line.row_id for line in _lines(session) if traces.belong_to(line.before) or traces.belong_to(line.after)
        }
        if found <= known:
            return known
        known |= found


def _lines(session: Session) -> sa.Result[Any]:
    c = line_table.c
    query = sa.select(c.entry_id, c.position, c.row_id, c.before, c.after)
    return session.execute(query, execution_options={"yield_per": 1_000})


def _rewritten(session: Session, traces: Traces) -> Iterator[dict[str, Any]]:
    for line in _lines(session):
        if str(line.row_id) in traces.ids:
            was = is_now = None
        elif traces.are_in(line.before) or traces.are_in(line.after):
            was, is_now = (text and to_text(traces.without(json.loads(text))) for text in (line.before, line.after))
        else:
            continue
        yield {"entry": line.entry_id, "place": line.position, "was": was, "is_now": is_now}


def _relabel(session: Session, traces: Traces, touched: set[UUID]) -> None:
    """Mark the steps of which something is gone; one of which nothing is left has no name of its own any more."""
    c = line_table.c
    whole = set(
        session.scalars(sa.select(c.entry_id).where(sa.or_(c.before.is_not(None), c.after.is_not(None))).distinct())
    )
    nameless = to_text(say("A step about people whose data was removed").to_json())
    for entry in session.execute(sa.select(entry_table.c.id, entry_table.c.label, entry_table.c.kinds)).all():
        is_empty = entry.id in touched and entry.id not in whole
        label = nameless if is_empty else to_text(traces.without(json.loads(entry.label)))
        if entry.id in touched or label != entry.label:
            kinds = " ".join(sorted({*entry.kinds.split(), EMPTIED}))
            new = sa.update(entry_table).where(entry_table.c.id == entry.id).values(label=label, kinds=kinds)
            session.connection().execute(new)


def mark(connection: Connection) -> None:
    """Note in the file, in this very transaction, that it must be rewritten: by `sweep`, else at the next opening."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {_TO_SWEEP}")


def is_marked(engine: Engine) -> bool:
    """Whether rows were removed for good and the file was not rewritten since."""
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == _TO_SWEEP)


def sweep(engine: Engine) -> bool:
    """Rewrite the whole file, so that no page or journal holds what was removed; False while somebody else reads it.

    Deleted rows are overwritten at once (`secure_delete`), but pages that were put in order keep copies, and so does
    the journal until it is emptied. Raises the driver's errors.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM FULL")
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        if cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return False
        cursor.execute("PRAGMA user_version = 0")
        return True
    finally:
        raw.close()
