"""A sample clinic as one text, and its fingerprint; also run by itself, with another zone and hash seed."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date

from clinic.ports import UnitOfWork
from clinic.services import sample
from tests.stores import memory_store

MONDAY = date(2026, 7, 13)


def dump(uow: UnitOfWork) -> str:
    """Every row of the newest entry of history, by kind and id, without the moment at which it was made."""
    entry = uow.history.get(uow.history.latest(1)[0].id)
    rows = [
        [change.kind, str(change.row_id), {key: value for key, value in (change.after or {}).items() if key != "made"}]
        for change in entry.changes
    ]
    return json.dumps(sorted(rows, key=lambda row: row[:2]), sort_keys=True, ensure_ascii=False)


def fingerprint(size: str, seed: int, start: date = MONDAY) -> str:
    """The SHA-256 of the dump of a sample made just now."""
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size=size, seed=seed, start=start)
        return hashlib.sha256(dump(uow).encode()).hexdigest()


if __name__ == "__main__":
    print(fingerprint(sys.argv[1], int(sys.argv[2])))  # noqa: T201 - for the process that started this one
