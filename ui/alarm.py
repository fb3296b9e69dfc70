"""Tells that a word from the road is overdue, whichever place is shown: by sound, sentence and the number of Today.

It is told once. While the window is locked there is no desk and nothing is told; afterwards what was told is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from clinic.domain.ids import CheckInId
from clinic.services.alarms import Alarm, overdue_now
from ui.desk import Desk

EVERY = 60_000
"""Milliseconds: overdue checks run each minute, also while another place is open (design 9)."""


class Alarms(QObject):
    """Looks each minute at the site that is shown. `rang` carries what is newly overdue, the longest silence first."""

    rang = Signal(object)

    def __init__(
        self, desk: Desk, told: set[CheckInId], parent: QObject, *, sound: Callable[[], object] = QApplication.beep
    ) -> None:
        super().__init__(parent)
        self._desk, self._told, self._sound = desk, told, sound
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        desk.moved.connect(self.look)

    def look(self) -> None:
        """Ask what is overdue now."""
        site = self._desk.site
        if site is not None:
            self._desk.read(lambda work: overdue_now(work, site=site), self._on_found, newest="alarms", owner=self)

    def _on_found(self, found: Sequence[Alarm]) -> None:
        fresh = [alarm for alarm in found if alarm.check_in_id not in self._told]
        self._told |= {alarm.check_in_id for alarm in fresh}
        if not fresh:
            return
        preferences = self._desk.preferences
        if preferences is None or preferences.settings.alarm_sound:
            self._sound()
        self.rang.emit(fresh)
