"""What is typed about a household: who they are, and a hearing with its two times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinic.domain.hearings import HearingKind
from clinic.domain.history import Change
from clinic.domain.when import parse_clock
from clinic.domain.words import HEARINGS, LANGUAGES
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import hearings
from clinic.services.choices import PlaceChoice
from ui.dialogs.forms import DayField, Form, NumberField


class HouseholdForm(Form):
    """A household under a new code: how many, how old, where they stay, what they speak."""

    def __init__(self, parent: QWidget, shelters: Sequence[PlaceChoice]) -> None:
        super().__init__(parent, "householdForm", _("Add household"), _("Add household"))
        self._shelters = shelters
        self.adults, self.ages, self.shelter = NumberField(1, 20), QLineEdit(), QComboBox()
        self.ages.setPlaceholderText("3, 9")
        self.shelter.addItem(_("not known"))
        self.shelter.addItems([place.label for place in shelters])
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(str(name), code)
        self.reference = QLineEdit()
        self.lay_out(
            (
                (_("Adults"), self.adults, "adults"),
                (_("Ages of children"), self.ages, "children"),
                (_("Shelter"), self.shelter, "shelter"),
                (_("Language"), self.language, "language"),
                (_("Own reference"), self.reference, "reference"),
            ),
            _("A random code stands for them everywhere. No name is needed."),
        )

    @property
    def given(self) -> dict[str, Any]:
        ages = [int(age) for age in re.findall(r"\d+", self.ages.text())]
        persons: list[dict[str, int]] = [{} for _n in range(self.adults.value())] + [{"age": age} for age in ages]
        number = self.shelter.currentIndex() - 1
        return {
            "persons": persons or [{}],
            "shelter": self._shelters[number].place_id if number >= 0 else None,
            "languages": (self.language.currentData(),),
            "reference": self.reference.text().strip(),
        }


class HearingForm(Form):
    """Two times as typed from the paper. One left empty is proposed from the site's lead and marked as proposed."""

    def __init__(self, parent: QWidget, day: date, ports: Sequence[PlaceChoice]) -> None:
        super().__init__(parent, "hearingForm", _("Add hearing"), _("Add hearing"))
        self._ports = ports
        self.on, self.report, self.hearing = DayField(day), QLineEdit(), QLineEdit()
        for field in (self.report, self.hearing):
            field.setPlaceholderText("04:00")
        self.kind, self.port = QComboBox(), QComboBox()
        for kind in HearingKind:
            self.kind.addItem(str(HEARINGS[kind]), kind)
        self.port.addItems([place.label for place in ports])
        self.lay_out(
            (
                (_("Day"), self.on, "on"),
                (_("Report time, from the tear sheet"), self.report, "report"),
                (_("Hearing time"), self.hearing, "hearing"),
                (_("Kind"), self.kind, "kind"),
                (_("Port"), self.port, "port"),
            ),
            _("Type both times from the paper. A report time that is left empty is proposed and marked as such."),
        )

    @property
    def given(self) -> dict[str, Any]:
        return {
            "hearing_on": self.on.day,
            "report": self.report.text().strip(),
            "hearing": self.hearing.text().strip(),
            "kind": self.kind.currentData(),
            "port_id": self._ports[self.port.currentIndex()].place_id if self._ports else None,
        }


def add_hearing(work: UnitOfWork, *, report: str, hearing: str, **given: Any) -> Change:
    """Add a hearing with both times as they were typed. Raises BadValue for what is no time of day."""
    return hearings.add(
        work,
        report_time=parse_clock(report) if report else None,
        hearing_time=parse_clock(hearing) if hearing else None,
        **given,
    )
