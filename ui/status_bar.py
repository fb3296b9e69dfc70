"""The bar at the bottom. Only true statements stand in it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from clinic.i18n import _
from ui.states import State
from ui.widgets.basics import Glyph, Label, row
from ui.widgets.waiting import ThinBar


class StatusBar(QFrame):
    """Saved, offline, time to lock; and a thin bar while something is done."""

    def __init__(self, *, is_sample: bool = False) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        saved = _("Sample: invented people, kept on this laptop") if is_sample else _("All changes saved and encrypted")
        self._state = Glyph.of(State.DONE, 14)
        self._saved = Label(saved)
        self._saved.setObjectName("savedState")
        self._done_words = saved
        self.busy = ThinBar()
        self._lock_glyph, self._lock = Glyph("timer", "ink2", 14), Label("")
        self._lock_glyph.hide()
        self._lock.hide()
        parts = row(
            row(self._state, self._saved, gap=5),
            self.busy,
            None,
            row(Glyph("wifi-slash", "ink2", 14), Label(_("Works without internet")), gap=5),
            row(self._lock_glyph, self._lock, gap=5),
            gap=16,
            margins=(14, 4, 14, 4),
        )
        self.setLayout(parts)

    def show_saved(self) -> None:
        self._state.show_icon(State.DONE.icon, State.DONE.token)
        self._saved.setText(self._done_words)

    def show_trouble(self, sentence: str) -> None:
        """A change could not be saved; the next one that can takes this away."""
        self._state.show_icon(State.WARNING.icon, State.WARNING.token)
        self._saved.setText(sentence)

    def show_minutes_to_lock(self, minutes: int | None) -> None:
        """'Locks in 9 min'; None: it does not lock by itself."""
        for part in (self._lock_glyph, self._lock):
            part.setVisible(minutes is not None)
        if minutes is not None:
            self._lock.setText(_("Locks in {n} min").format(n=minutes))
