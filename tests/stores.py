"""A real store for a test, on an encrypted file that is gone with it: the real schema, copied from a file made once."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import weakref
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from db.engine import make_engine
from db.migrate import upgrade
from db.store import SqlStore
from db.store import clock as laptop_clock

KEY = bytes(range(32))


@cache
def _folder() -> Path:
    """One folder a test process, in memory where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - only where it exists, and in a folder of our own
    folder = Path(tempfile.mkdtemp(prefix="clinic-tests-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _template() -> Path:
    path = _folder() / "template"
    engine = make_engine(path, KEY, for_migration=True)
    upgrade(engine)
    engine.dispose()
    return path


def memory_store(clock: Callable[[], datetime] = laptop_clock) -> SqlStore:
    """An empty store. It need not be closed: its file goes with it."""
    path = _folder() / uuid4().hex
    shutil.copyfile(_template(), path)
    store = SqlStore(make_engine(path, KEY), clock)
    # Units of work hold the pool, so a store that nobody else holds lives as long as they do.
    weakref.finalize(store.engine.pool, _remove, path)
    return store


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
