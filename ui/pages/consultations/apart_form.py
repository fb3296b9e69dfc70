"""Some of a household wait apart from the others, on purpose: who, told by place and age, never by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from clinic.i18n import _
from clinic.services import choices, waiting_list
from clinic.services.choices import PersonChoice
from clinic.services.views.consultations import Waiting
from ui.dialogs.forms import Form, open_form
from ui.page import Page
from ui.pages.consultations.words import capital
from ui.widgets.basics import column


class ApartForm(Form):
    """A box for each person; those that are ticked get a line of their own."""

    def __init__(self, parent: QWidget, line: Waiting, persons: Sequence[PersonChoice]) -> None:
        super().__init__(parent, "apartForm", _("{code}: who waits apart").format(code=line.code), _("Wait apart"))
        self._persons = persons
        self.boxes = [QCheckBox(capital(one.words)) for one in persons]
        group = QWidget()
        group.setLayout(column(*self.boxes, gap=4))
        if self.boxes:
            group.setFocusProxy(self.boxes[0])
        self.lay_out(
            ((_("Persons"), group, "persons"),),
            _("Each part is booked for itself, at another time or with another lawyer."),
        )
        if len(persons) < 2:
            self.block(_("There is only one person in this line."))

    @property
    def given(self) -> dict[str, Any]:
        """What `waiting_list.apart` needs besides the line."""
        ticked = zip(self.boxes, self._persons, strict=True)
        return {"persons": tuple(one.person_id for box, one in ticked if box.isChecked())}


def ask_apart(page: Page, line: Waiting) -> None:
    """Ask who of a line waits apart from the others."""
    desk, request = page.desk, line.request_id

    def ask(persons: Sequence[PersonChoice]) -> None:
        open_form(desk, ApartForm(page, line, persons), waiting_list.apart, request=request)

    desk.read(
        lambda work: choices.waiting_persons(work, request=request), ask, newest="consultations.apart", owner=page
    )
