"""How long feeds take, against icalendar's own serialisation of the same events in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import icalendar
import pytest

from clinic.domain.outgoing import CalendarEvent
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.services import feeds, sample
from tests.stores import memory_store

START = datetime(2026, 3, 2, 17, tzinfo=UTC)


def timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def serialised(events: list[CalendarEvent]) -> bytes:
    """The same events by icalendar alone."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//")
    for event in events:
        made = icalendar.Event()
        made.add("uid", event.uid)
        made.add("dtstamp", event.changed_at)
        made.add("created", event.created_at)
        made.add("last-modified", event.changed_at)
        made.add("sequence", event.sequence)
        made.add("dtstart", event.starts_at)
        made.add("dtend", event.ends_at)
        made.add("summary", event.summary)
        made.add("location", event.location)
        made.add("description", event.description)
        made.add("status", "CONFIRMED")
        made.add("transp", "OPAQUE")
        calendar.add_component(made)
    return bytes(calendar.to_ical())


def invented(feed: int) -> Iterator[CalendarEvent]:
    for number in range(40):
        start = START + timedelta(days=number, hours=feed % 5)
        yield CalendarEvent(
            uid=f"{feed:032x}-{number}@clinic-scheduler", sequence=number % 3, created_at=START, changed_at=START,
            starts_at=start, ends_at=start + timedelta(hours=4), summary="Intérprete, Albergue del Niño",
            location="Albergue del Niño", description=f"Tue {number % 28} March 09:00–13:00 (Tijuana time)",
        )  # fmt: skip


@pytest.mark.slow
def test_that_forty_thousand_events_are_written_in_a_fraction_of_icalendars_time() -> None:
    all_feeds = [list(invented(feed)) for feed in range(1000)]
    writer = IcalWriter()
    ours = timed(lambda: [writer.write("Clinic", "America/Tijuana", events) for events in all_feeds])
    theirs = timed(lambda: [serialised(events) for events in all_feeds[:100]]) * 10
    print(f"\n40,000 events: ours {ours:.2f} s, icalendar {theirs:.2f} s, ratio {ours / theirs:.2f}")  # noqa: T201 - the figure is the point
    assert ours < theirs / 3


@pytest.mark.slow
def test_that_the_feeds_of_the_large_sample_take_less_than_icalendar_alone(tmp_path: Path) -> None:
    """The whole export (store, changes, files, history) against putting its events into bytes by icalendar."""
    store = memory_store(clock=lambda: START)
    with store.work() as uow:
        sample.make(uow, size="large", seed=1, start=date(2026, 3, 2))
    folder, times = Folder(tmp_path), []
    for _ in range(2):
        with store.work() as uow:
            times.append(timed(lambda: feeds.export(uow, IcalWriter(), folder)))
    with store.read() as uow:
        first, last = feeds.window(START)
        shown = [
            list(feeds.look(uow, volunteer=v.id, first=first, last=last)) for v in uow.volunteers.where(gone=False)
        ]
    theirs = timed(lambda: [serialised(events) for events in shown])
    count = sum(map(len, shown))
    print(  # noqa: T201 - the figures are the point
        f"\nexport feeds, large sample, {count} events: new {times[0]:.2f} s, unchanged {times[1]:.2f} s, "
        f"icalendar {theirs:.2f} s, ratios {times[0] / theirs:.2f} and {times[1] / theirs:.2f}"
    )
    assert times[1] < 4 * theirs
