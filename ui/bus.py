"""What has changed, told once to everybody who shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from clinic.domain.history import Change


class Bus(QObject):
    """Announces each change of the data with whoever started it.

    A page looks at `change.kinds` and reloads when it shows one of them; see `ui.page.Page.kinds`.
    """

    changed = Signal(object, object)
    """(Change, the page or object that started it, or None)."""

    def announce(self, change: Change, starter: object = None) -> None:
        """Tell everybody; a change that touched nothing is not worth a word."""
        if change.touched:
            self.changed.emit(change, starter)
