"""Figures side by side: `python -m tests.benchmarks [window|memory|feeds|assign|today|roster|bookings|all]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from clinic.services import sample
from tests.benchmarks import assigning, booking, days, rostering, sending, windows
from tests.benchmarks.figures import Figure
from tests.stores import memory_store
from ui.commandline.text import table

HEAD = ("what", "ours", "theirs", "against", "ratio", "aim", "")


def measure(what: str, folder: Path) -> Iterator[Figure]:
    """The figures that were asked for. Window and memory come from the same processes."""
    if what in ("window", "memory", "all"):
        yield from windows.measure(folder)
    if what in ("feeds", "assign", "today", "roster", "bookings", "all"):
        store = memory_store()
        begin = perf_counter()
        with store.work() as uow:
            sample.make(uow, size="large", start=windows.MONDAY)
        yield Figure("sample, large", "s", perf_counter() - begin, aim=60)
        if what in ("assign", "all"):
            yield from assigning.measure(store, windows.MONDAY)
        if what in ("feeds", "all"):
            yield from sending.measure(store, folder)
        if what in ("today", "all"):
            yield from days.measure(store, windows.MONDAY)
        if what in ("roster", "all"):
            yield from rostering.measure(store, windows.MONDAY)
        if what in ("bookings", "all"):  # the last one: it empties a week
            yield from booking.measure(store, windows.MONDAY)


def main() -> int:
    """Measure and tell. 1 when an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    choices = ("window", "memory", "feeds", "assign", "today", "roster", "bookings", "all")
    parser.add_argument("what", nargs="?", default="all", choices=choices)
    parser.add_argument("--json", action="store_true", dest="as_json", help="for machines")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = list(measure(chosen.what, Path(folder)))
    if chosen.as_json:
        told = json.dumps([figure.plain() for figure in figures], indent=2)
    else:
        told = "\n".join(table(HEAD, [figure.line() for figure in figures]))
    sys.stdout.write(told + "\n")
    return 0 if all(figure.is_kept for figure in figures) else 1
