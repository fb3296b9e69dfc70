"""The report time, typed from the tear sheet (or found to stand there as it was proposed)."""

from __future__ import annotations

from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic.domain.ids import HearingId
from clinic.i18n import _
from clinic.services import hearings
from ui.desk import Desk
from ui.dialogs.forms import ClockField, Form, open_form

USUAL = time(4)  # before a docket at 08:00 (field research 1.2); only what stands there before somebody types


class ReportTimeForm(Form):
    """One hour, as on the paper, on the port's clock."""

    def __init__(self, parent: QWidget, code: str, proposed: time | None) -> None:
        title = _("Report time of {code}").format(code=code)
        super().__init__(parent, "reportTime", title, _("It stands on the paper"))
        self.clock = ClockField(proposed or USUAL)
        self.lay_out(
            [(_("Report time"), self.clock, "clock")],
            _("As on the tear sheet, on the clock of the port. Trips follow it."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `hearings.confirm_report_time` needs."""
        return {"report_time": self.clock.clock}


def ask_report_time(desk: Desk, parent: QWidget, *, hearing: HearingId, code: str, proposed: time | None) -> None:
    """Ask for it and keep it as typed from the paper."""
    open_form(desk, ReportTimeForm(parent, code, proposed), hearings.confirm_report_time, hearing=hearing)
