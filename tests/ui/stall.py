"""How long the window's thread was deaf: nothing that a person does may take longer than 50 ms there."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

LIMIT = 0.050
"""Seconds (issue 3: nothing over 50 ms on the window's thread)."""


class Watchdog:
    """Ticks every 2 ms while it watches; a longer gap between two ticks is a stall."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self.longest = 0.0

    def _tick(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def start(self) -> None:
        """Begin to watch; what was before does not count."""
        self.longest, self._last = 0.0, perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """The longest gap in seconds, the one that lasts until now included."""
        self._tick()
        self._timer.stop()
        return self.longest


def longest_gap(
    app: QApplication, act: Callable[[], object], is_done: Callable[[], bool], seconds: float = 20.0
) -> float:
    """Do `act`, let the window work until `is_done`, and give back the longest stall in seconds."""
    dog = Watchdog(app)
    dog.start()
    act()
    end = perf_counter() + seconds
    while not is_done():
        assert perf_counter() < end, "waited in vain"
        app.processEvents()
    return dog.stop()
