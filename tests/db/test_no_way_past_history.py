"""Bulk UPDATE and DELETE would go past the history, and so would a change without a line: neither exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from clinic.i18n import say
from db.mapping import BY_KIND, entry_table, line_table
from tests.factory import make_everything
from tests.rows import everything
from tests.stores import memory_store

DB = Path(__file__).parents[2] / "db"
#: The one way past it, proved in test_forgetting.py: lines of people whose data is removed are emptied.
FORGETTING = DB / "forgetting.py"
SOURCES = sorted(path for path in DB.rglob("*.py") if "migrations" not in path.parts and path != FORGETTING)
PAST_HISTORY = {"update", "delete", "bulk_save_objects", "bulk_update_mappings", "bulk_insert_mappings", "merge"}


def calls(source: str) -> set[str]:
    """What a source calls on SQLAlchemy itself: 'sa.update', and bulk methods of sessions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PAST_HISTORY:
            base = ast.unparse(node.func.value)
            if not (node.func.attr == "delete" and base.endswith("session")):
                found.add(f"{base}.{node.func.attr}")
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found |= {alias.name for alias in node.names if alias.name in PAST_HISTORY}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(DB)))
def test_that_no_source_writes_past_the_history(path: Path) -> None:
    assert calls(path.read_text()) == set()


def test_that_the_one_way_past_it_writes_lines_and_labels_only() -> None:
    assert calls(FORGETTING.read_text()) == {"sa.update"}
    assert re.findall(r"sa\.update\((\w+)\)", FORGETTING.read_text()) == ["line_table", "entry_table"]


@pytest.mark.parametrize(
    "fault", ["sa.update(table)", "session.query(X).delete()", "from sqlalchemy import delete", "session.merge(row)"]
)
def test_that_the_look_would_find_it(fault: str) -> None:
    assert calls(fault)


def test_that_every_commit_that_wrote_a_noun_wrote_a_line_about_each_row() -> None:
    """What SQLite was told to write is compared with what history tells."""
    store, written = memory_store(), []
    event.listen(
        store.engine, "before_cursor_execute",
        lambda _c, _cursor, statement, parameters, _context, many: written.append(
            (statement.split()[:3], len(parameters) if many else 1)
        ),
    )  # fmt: skip
    with store.work() as uow:
        make_everything(uow)
        uow.commit(say("Make"))
        for anna in uow.volunteers.where():
            anna.note = "changed"
        uow.commit(say("Change"))
        for word in uow.check_ins.where():
            uow.check_ins.remove(word)
        uow.commit(say("Remove"))
    nouns = sum(rows for words, rows in written if words[0] != "SELECT" and {*words} & BY_KIND.keys())
    with store.engine.connect() as connection:
        lines = connection.scalar(sa.select(sa.func.count()).select_from(line_table))
        assert connection.scalar(sa.select(sa.func.count()).select_from(entry_table)) == 3
    assert lines == nouns > 25


def test_that_the_history_alone_can_tell_the_whole_file() -> None:
    """Every row is what its newest line of history says."""
    store = memory_store()
    with store.work() as uow:
        make_everything(uow)
        uow.commit(say("Make"))
        uow.volunteers.where()[0].name = "Other"
        uow.commit(say("Change"))
        told = {}
        for entry in reversed(uow.history.latest()):
            for change in uow.history.get(entry.id).changes:
                told[change.kind, change.row_id] = change.after
        assert told == everything(uow)
