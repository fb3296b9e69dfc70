"""When a household of the waiting list can come, typed in one line and read back before it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from clinic.domain.errors import BadValue
from clinic.i18n import _
from clinic.rules import wording
from clinic.services import can_come
from clinic.services.views.consultations import Waiting
from ui.dialogs.forms import Form


class WhenForm(Form):
    """Days, hours and dates in one line; whatever else it said, in its own words."""

    def __init__(self, parent: QWidget, line: Waiting, today: date) -> None:
        super().__init__(parent, "whenForm", _("{code}: when it can come").format(code=line.code), _("Save"))
        self._today = today
        self.line, self.wish = QLineEdit(str(line.can_come or "")), QLineEdit(line.wish)
        self.line.setPlaceholderText(_("Tue Thu after 14:00"))
        self.lay_out(((_("Can come"), self.line, "canCome"), (_("In its own words"), self.wish, "wish")))
        self.line.textChanged.connect(lambda _text: self._read_back())
        self._read_back()

    def _read_back(self) -> None:
        """Say how the line is understood, before it is kept."""
        try:
            found = str(wording.can_come(can_come.read(self.line.text(), self._today)))
        except BadValue as error:
            self.note(str(error))
        else:
            self.note(_("Read as: {when}").format(when=found or _("any time")))

    @property
    def given(self) -> dict[str, Any]:
        return {"line": self.line.text(), "wish": self.wish.text()}
