"""The days to look ahead to, each with how many people have no ride on it yet; a press shows that day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.i18n import _, weekday_short
from clinic.i18n import day as day_words
from clinic.services.views.rides import DayAhead
from ui.widgets.basics import Button, clear
from ui.widgets.flow import FlowLayout


class DayChips(QWidget):
    """'Tue 14: 1', 'Wed 15: ✓': today, tomorrow and the day after. `chosen` tells a day."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Days ahead"))
        self._flow = FlowLayout(self, gap=4)
        self._shown: tuple[tuple[DayAhead, bool], ...] = ()

    def show_days(self, days: Sequence[DayAhead], current: object) -> None:
        """Show these days; `current` is the one on the page."""
        shown = tuple((one, one.day == current) for one in days)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._flow)
        for one, is_current in shown:
            self._flow.addWidget(self._chip(one, is_current=is_current))

    def _chip(self, one: DayAhead, *, is_current: bool) -> Button:
        # A check where everybody has a ride, a dash where nobody is called: never a number that reads as good news.
        left = str(one.without) if one.without else "\u2713" if one.people else "\u2013"
        chip = Button(f"{weekday_short(one.day.weekday())} {one.day.day}: {left}", kind="chip")
        chip.setObjectName(f"day-{one.day.isoformat()}")
        chip.setCheckable(True)
        chip.setChecked(is_current)
        told = _("{day}: {without} of {people} people without a ride")
        words = told.format(day=day_words(one.day), without=one.without, people=one.people)
        chip.setToolTip(words)
        chip.setAccessibleName(words)
        chip.clicked.connect(lambda: self.chosen.emit(one.day))
        return chip
