"""`export feeds` of the large sample against icalendar's own serialisation of the same events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import icalendar

from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.services import feeds
from db.store import SqlStore
from tests.benchmarks.figures import Figure


def measure(store: SqlStore, folder: Path) -> Iterator[Figure]:
    """The first export (all is new), the next (nothing is), and icalendar writing what was written."""
    out = folder / "feeds"
    times = []
    for _ in range(2):
        with store.work() as uow:
            times.append(timed(lambda: feeds.export(uow, IcalWriter(), Folder(out))))
    calendars = [icalendar.Calendar.from_ical(path.read_bytes()) for path in out.iterdir()]
    theirs = timed(lambda: [calendar.to_ical() for calendar in calendars])
    events = sum(len(calendar.walk("VEVENT")) for calendar in calendars)
    name = f"export feeds, large, {events} events"
    yield Figure(f"{name}, first time", "s", times[0], theirs, "icalendar to_ical")
    yield Figure(f"{name}, unchanged", "s", times[1], theirs, "icalendar to_ical")


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin
