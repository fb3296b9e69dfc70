"""Today: how long the day is read, on the large sample and on one with 300 riders, and how long the window is deaf."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from clinic.domain.ids import SiteId
from clinic.services.today import today
from db.store import SqlStore
from tests.benchmarks.figures import Figure, percentile
from tests.services import heavy_day
from tests.stores import memory_store
from ui.start import collect_rarely

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar, QWidget

    from clinic.services.views.today import TodayView
    from ui.pages.today.page import TodayPage

CALLS = 20
STALL = 50
"""Milliseconds for which the window's thread may be deaf at most (issue 4)."""
EARLY = datetime(2026, 7, 14, 4, 12, tzinfo=ZoneInfo(heavy_day.ZONE))


def measure(large: SqlStore, day: date) -> Iterator[Figure]:
    """The query at the site with the most households that day, then the heavy day: its query, scrolling, a check-in."""
    with large.read() as uow:
        sites = [site.id for site in uow.sites.where()]
    took = max(([*_read(large, site, day)] for site in sites), key=lambda times: percentile(times, 0.5))
    yield Figure("today, large, busiest site, median", "ms", percentile(took, 0.5), aim=100)
    heavy = memory_store(clock=lambda: EARLY)
    heavy_day.make(heavy, EARLY)
    with heavy.read() as uow:
        (site,) = [site.id for site in uow.sites.where()]
    yield Figure("today, 60 trips and 300 riders, median", "ms", percentile([*_read(heavy, site, heavy_day.DAY)], 0.5))
    yield from _window(heavy)


def _read(store: SqlStore, site: SiteId, day: date) -> Iterator[float]:
    for _n in range(CALLS):
        begin = perf_counter()
        with store.read() as uow:
            today(uow, site=site, day=day)
        yield 1000 * (perf_counter() - begin)


def _window(store: SqlStore) -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from clinic.settings import Settings
    from tests.ui.stall import longest_gap
    from ui import app, bootstrap
    from ui.pages.today import page as today_page
    from ui.posing import Posing

    # As the program itself does it when it starts.
    collect_rarely()
    gc.freeze()
    application = app.make_application()
    window = app.Window(
        Posing(Path("clinic"), Settings(language="en"), bootstrap.formats(), has_file=False), lock_after=0
    )
    window.resize(1920, 1080)
    window.begin()
    window.show()
    shell = window.open_store(store, day=heavy_day.DAY)
    page = shell.page
    assert isinstance(page, today_page.TodayPage)
    longest_gap(application, lambda: None, lambda: page.found is not None and page.desk.lane.is_idle)
    bar, board = page.board.verticalScrollBar(), page.board
    scrolls = []
    for value in range(0, bar.maximum(), max(1, bar.maximum() // CALLS)):
        scroll = partial(_scroll, bar, value, board)
        scrolls.append(1000 * longest_gap(application, scroll, lambda: True))
    words = []
    for line in [line for line in board.model_.board.lines if line.key.startswith("trip:")][:CALLS]:
        board.choose(line.key)
        before = page.found
        is_there = partial(_is_read_again, page, before)
        words.append(1000 * longest_gap(application, lambda: QTest.keyClick(board, Qt.Key.Key_3), is_there))
    window.close()
    yield Figure("longest stall, scrolling 300 riders, 95th", "ms", percentile(scrolls, 0.95), aim=STALL)
    yield Figure("longest stall, check-in by key, 95th", "ms", percentile(words, 0.95), aim=STALL)


def _scroll(bar: QScrollBar, value: int, board: QWidget) -> None:
    bar.setValue(value)
    board.repaint()


def _is_read_again(page: TodayPage, before: TodayView | None) -> bool:
    return page.found is not before and page.desk.lane.is_idle
