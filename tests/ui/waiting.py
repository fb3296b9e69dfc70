"""Waiting in tests of the window: until something is true, or until nothing is on its way any more."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.desk import Desk


def until(app: QApplication, is_true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the window work until `is_true`; fails after so many seconds."""
    end = monotonic() + seconds
    while not is_true():
        assert monotonic() < end, "waited in vain"
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def until_quiet(app: QApplication, desk: Desk, rounds: int = 5) -> None:
    """Let the window work until both lanes have been idle for some rounds."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        quiet = quiet + 1 if desk.lane.is_idle and desk.hands.is_idle else 0
        return quiet >= rounds

    until(app, is_quiet, 60.0)
