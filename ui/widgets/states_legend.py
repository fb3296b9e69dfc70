"""What the shapes mean, in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.states import State
from ui.widgets.basics import Glyph, Label, row
from ui.widgets.flow import FlowLayout


class Legend(QWidget):
    """Shape and word of each state that a grid shows."""

    def __init__(self, states: Iterable[State]) -> None:
        super().__init__()
        flow = FlowLayout(gap=12)
        for state in states:
            pair = QWidget()
            pair.setLayout(row(Glyph.of(state, 13), Label(state.word, "small", "ink2"), gap=5))
            flow.addWidget(pair)
        self.setLayout(flow)
