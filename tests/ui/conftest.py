"""The window's tests run on a real application, offscreen where there is no display, and on a real store."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from clinic import i18n
from clinic.services import sites
from db.store import SqlStore
from tests.stores import memory_store
from tests.ui.waiting import until_quiet
from ui import start, theme
from ui.app import Window
from ui.desk import Desk
from ui.theme import Look

DAY = date(2026, 7, 14)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with fonts and style sheet."""
    start.take_turns_often()
    theme.start(qapp)
    return qapp


@pytest.fixture
def window_app(dressed: QApplication) -> Iterator[QApplication]:
    """The application in the light theme at 100 %, in English, whatever the test before did."""
    theme.change(look=Look.LIGHT, percent=100, compact=True)
    i18n.use("en")
    yield dressed
    i18n.use("en")
    for left in dressed.topLevelWidgets():
        # A window that lives on looks at the hour each minute, and would dress another test in its own theme.
        if isinstance(left, Window):
            left.close()
            left.deleteLater()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def store() -> SqlStore:
    """A real store in memory with one site."""
    found = memory_store()
    with found.work("Ana") as work:
        sites.set_up(work, city="Tijuana")
    return found


@pytest.fixture
def desk(window_app: QApplication, store: SqlStore) -> Iterator[Desk]:
    """A desk on a real store, on a Tuesday, at its only site."""
    found = Desk(store, day=DAY, who="Ana")
    with store.read() as work:
        site = work.sites.where()[0]
        found.site, found.zone = site.id, site.zone
    yield found
    until_quiet(window_app, found)
    found.close()
