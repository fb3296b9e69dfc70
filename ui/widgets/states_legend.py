"""What the shapes mean, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.states import State
from ui.widgets.basics import Glyph, Label, row
from ui.widgets.flow import FlowLayout


class Legend(QWidget):
    """Shape and word of each state that a grid shows; a state that means something else there has its own word."""

    def __init__(self, states: Sequence[State] | Mapping[State, str]) -> None:
        super().__init__()
        words = states if isinstance(states, Mapping) else {state: state.word for state in states}
        flow = FlowLayout(gap=12)
        for state, word in words.items():
            pair = QWidget()
            pair.setLayout(row(Glyph.of(state, 13), Label(word, "small", "ink2"), gap=5))
            flow.addWidget(pair)
        self.setLayout(flow)
