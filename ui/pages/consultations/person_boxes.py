"""Who of a household is here: a box for each person, told by place and age, never by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from clinic.i18n import _
from clinic.services.choices import PersonChoice
from ui.pages.consultations.words import capital
from ui.widgets.basics import Label, clear, column

ACROSS = 2


class PersonBoxes(QWidget):
    """All are ticked at first; where some are not, the others may wait as well, apart from them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("persons")
        self.boxes: list[QCheckBox] = []
        self._persons: Sequence[PersonChoice] = ()
        self._grid = QGridLayout()
        self.apart = QCheckBox(_("The others wait too, apart from them"))
        self.apart.setObjectName("othersApart")
        self.setLayout(column(Label(_("Who is here"), "section"), self._grid, self.apart, gap=6))
        self.hide()

    def show_persons(self, persons: Sequence[PersonChoice]) -> None:
        """Show these; of one person nothing has to be asked."""
        clear(self._grid)
        self._persons = persons
        self.boxes = [QCheckBox(capital(one.words)) for one in persons]
        for number, box in enumerate(self.boxes):
            box.setChecked(True)
            box.toggled.connect(self._on_ticked)
            self._grid.addWidget(box, number // ACROSS, number % ACROSS)
        self.apart.setChecked(False)
        self._on_ticked()
        self.setVisible(len(persons) > 1)

    def _on_ticked(self, _on: bool = False) -> None:
        ticked = len(self._ticked)
        self.apart.setEnabled(0 < ticked < len(self.boxes))

    @property
    def _ticked(self) -> list[PersonChoice]:
        both = zip(self.boxes, self._persons, strict=True)
        return [one for box, one in both if box.isChecked()]

    @property
    def is_nobody(self) -> bool:
        """Whether every box is empty."""
        return bool(self.boxes) and not self._ticked

    @property
    def given(self) -> dict[str, Any]:
        """What `waiting_list.walk_in` needs besides the household: no persons for all of it."""
        some = [one.person_id for one in self._ticked]
        if len(some) == len(self._persons):
            return {}
        return {"persons": tuple(some), "apart": self.apart.isEnabled() and self.apart.isChecked()}
