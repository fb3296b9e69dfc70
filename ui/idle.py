"""Locks when nobody has touched the window for a while, and says so a minute before."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LOCK_AFTER = 10
"""Minutes."""
_KINDS = QEvent.Type
_SIGNS = frozenset({_KINDS.KeyPress, _KINDS.MouseButtonPress, _KINDS.MouseMove, _KINDS.Wheel, _KINDS.TouchBegin})


class IdleWatch(QObject):
    """Counts the minutes since the last key or movement, by the window's own events, not by every widget's."""

    minutes_left = Signal(int)
    warned = Signal()
    expired = Signal()

    def __init__(self, window: QWidget, minutes: int = LOCK_AFTER) -> None:
        super().__init__(window)
        self._minutes = minutes
        self._last = monotonic()
        self._has_warned = False
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to count; the window must have been shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self.touch()
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = monotonic()
        self._has_warned = False

    def look(self) -> None:
        """Tell how long it is still, warn 60 s before, and expire."""
        left = self._minutes * 60 - (monotonic() - self._last)
        if left <= 0:
            self.stop()
            self.expired.emit()
            return
        self.minutes_left.emit(max(1, -(-int(left) // 60)))
        if left <= 60 and not self._has_warned:
            self._has_warned = True
            self.warned.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self.touch()
        return False
