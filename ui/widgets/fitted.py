"""A list that takes no more height than its lines need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from ui.theme import theme, watch
from ui.widgets.lines import Line, LineList


class FittedList(LineList):
    """What it does not need is left to what stands beside it; where there is too little it scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        watch().changed.connect(self._fit)

    def set_lines(self, lines: Sequence[Line]) -> None:
        super().set_lines(lines)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setMaximumHeight(max(theme().px(30), self.content_height() + 2))
