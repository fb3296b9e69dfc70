"""Brings a file's schema to this version of the program.

A migration runs with foreign keys off (a rebuilt parent table would take its children along, and inside a transaction
the setting does nothing), all in one transaction, and looks for broken references before it ends.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

FOLDER = Path(__file__).with_name("migrations")


class BrokenReferencesError(Exception):
    """A migration left rows that refer to nothing; nothing of it was kept."""


@cache
def revisions() -> tuple[str, ...]:
    """All revisions that this version knows, oldest first: the numbers before the file names."""
    return tuple(sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py")))


def newest() -> str:
    """The revision that this version of the program works with."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision of a database; None for one without a schema."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision. Raises BrokenReferencesError."""
    _run(engine, "upgrade", revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the schema down to a revision ('base': nothing is left). Raises BrokenReferencesError."""
    _run(engine, "downgrade", revision)


def _run(engine: Engine, step: str, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - a fifth of a second, and needed once a release
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, step)(config, revision)
        _check_references(connection)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BrokenReferencesError(sorted({row[0] for row in broken}))
