"""The connection to the encrypted file: the order of its pragmas, its transactions, and its errors put into words.

The driver is sqlcipher3 behind SQLAlchemy's own SQLite dialect. The raw key is handed over (nothing is derived here, so
opening takes a millisecond); `key` comes before everything else but the log level, because any other pragma
would make a new file a plain one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool

from .trouble import in_words

#: Execution option of work that only reads: it begins without asking for the right to write.
READS = "clinic_reads"
BUSY_MILLISECONDS = 5_000

#: Settings of every connection, after the key. WAL and FULL: what was committed outlives a power cut. Temporary data
#: stays in memory, because SQLite would write it in plain. `mmap_size` is never set: it spoils the salt of new files.
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "cache_size = -65536",
)


def connect(path: Path, key: bytes, *, foreign_keys: bool = True) -> Any:
    """A driver's connection with this 32-byte key. Raises the driver's DatabaseError when it does not fit."""
    connection = sqlcipher.connect(os.fspath(path), isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, key, foreign_keys)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, key: bytes, foreign_keys: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master")
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise RuntimeError("the SQLite of this program cannot encrypt")
    for pragma in (*PRAGMAS, f"foreign_keys = {'ON' if foreign_keys else 'OFF'}"):
        connection.execute(f"PRAGMA {pragma}")


def make_engine(path: Path, key: bytes, *, for_migration: bool = False) -> Engine:
    """SQLAlchemy's engine over the file. A migration has foreign keys off: a rebuilt table would lose its children."""
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, foreign_keys=not for_migration),
        # What people typed is never part of an error's text, and so of no log.
        hide_parameters=True,
        poolclass=NullPool if for_migration else QueuePool,
    )
    event.listen(engine, "begin", _begin)
    speak_plainly(engine, path)
    return engine


def _begin(connection: Connection) -> None:
    """Ask for the right to write at the start: a read that turns into a write fails at once when another one writes."""
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def speak_plainly(engine: Engine, path: Path) -> None:
    """Turn the driver's complaints about the world (full disk, damaged page) into sentences, wherever they come up."""

    def handle(context: ExceptionContext) -> None:
        trouble = in_words(context.original_exception, path)
        if trouble is not None:
            raise trouble from context.original_exception

    event.listen(engine, "handle_error", handle)
