"""Placing at a typed hour: the key twin of letting somebody fall at a very minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QWidget

from clinic.i18n import _
from ui.dialogs.forms import ClockField, Form, show_form


class AtHourForm(Form):
    """One hour in the column of a lawyer."""

    def __init__(self, parent: QWidget, code: str, lawyer: str, hour: time) -> None:
        super().__init__(parent, "atHourForm", _("{code} with {name}").format(code=code, name=lawyer), _("Place it"))
        self.hour = ClockField(hour)
        self.lay_out(((_("Hour"), self.hour, "hour"),), _("Any minute may be typed; the rules are asked as always."))


def ask_hour(parent: QWidget, code: str, lawyer: str, minute: int, place: Callable[[int], object]) -> None:
    """Ask for an hour, `minute` (after midnight) being proposed; `place` gets the minute that was typed."""
    form = AtHourForm(parent, code, lawyer, time(*divmod(minute % 1440, 60)))

    def done() -> None:
        typed = form.hour.clock
        form.accept()
        place(typed.hour * 60 + typed.minute)

    form.asked.connect(done)
    show_form(form)
