"""How long the window's thread was deaf: nothing that a person does may take longer than 50 ms there.

What the thread stood in line for a processor is not counted where the system tells it: other programs (and other
tests) are to blame for that. Waiting for the interpreter's lock, for the disk or for another thread is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

LIMIT = 0.050
"""Seconds (issue 3: nothing over 50 ms on the window's thread)."""


#: Linux: time on a processor, time in line for one (nanoseconds), turns.
IN_LINE = Path("/proc/thread-self/schedstat")


def in_line() -> float:
    """Seconds for which this thread has stood in line for a processor so far; 0.0 where nobody tells."""
    return int(IN_LINE.read_text(encoding="ascii").split()[1]) / 1e9 if IN_LINE.exists() else 0.0


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
        now = perf_counter() - in_line()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def start(self) -> None:
        """Begin to watch; what was before does not count."""
        self.longest, self._last = 0.0, perf_counter() - in_line()
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
