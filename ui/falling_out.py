"""Somebody falls out: from when until when is asked and noted, and who could step in is shown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from clinic.domain.ids import VolunteerId
from clinic.domain.people import AbsenceKind
from clinic.domain.when import at, local
from clinic.domain.words import ABSENCES
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import people
from ui.covering import Absent
from ui.desk import Desk
from ui.dialogs.forms import ClockField, DayField, Form, open_form


class AbsenceForm(Form):
    """From when until when somebody is not free, and why, on the wall clock of `zone`."""

    def __init__(self, parent: QWidget, now: datetime, zone: str) -> None:
        super().__init__(parent, "absenceForm", _("Absence"), _("Save"))
        self._zone = zone
        self.kind = QComboBox()
        for kind in AbsenceKind:
            self.kind.addItem(str(ABSENCES[kind]), kind)
        self.first, self.last = DayField(now.date()), DayField(now.date() + timedelta(days=1))
        self.starts, self.ends = ClockField(now.time()), ClockField(time(18))
        self.lay_out(
            (
                (_("Why"), self.kind, "kind"),
                (_("First day"), self.first, "first"),
                (_("From"), self.starts, "starts"),
                (_("Last day"), self.last, "last"),
                (_("Until"), self.ends, "ends"),
            )
        )

    @property
    def given(self) -> dict[str, Any]:
        return {
            "kind": self.kind.currentData(),
            "starts": (self.first.day, self.starts.clock),
            "ends": (self.last.day, self.ends.clock),
            "zone": self._zone,
        }


def add_absence(
    work: UnitOfWork, *, starts: tuple[date, time], ends: tuple[date, time], zone: str, **given: Any
) -> Any:
    """Note an absence between two readings of the wall clock of `zone`."""
    return people.add_absence(work, starts_at=at(*starts, zone), ends_at=at(*ends, zone), **given)


def ask_absence(desk: Desk, parent: QWidget, volunteer: VolunteerId) -> None:
    """Ask for the time, on the wall clock where they are, and note it as one step."""

    def ask(found: tuple[str, datetime]) -> None:
        zone, now = found
        form = AbsenceForm(parent, now, zone)

        def noted(_change: object) -> None:
            (first, starts), (last, ends) = form.given["starts"], form.given["ends"]
            show_cover(desk, parent, Absent(volunteer, at(first, starts, zone), at(last, ends, zone)))

        open_form(desk, form, add_absence, done=noted, volunteer=volunteer)

    def read(work: UnitOfWork) -> tuple[str, datetime]:
        zone = people.zone_of_volunteer(work, work.volunteers.get(volunteer))
        return zone, local(work.now(), zone)

    desk.read(read, ask, owner=parent)


def show_cover(desk: Desk, parent: QWidget, absent: Absent) -> None:
    """Go to who could step in, if they sit anywhere in that time."""

    def count(work: UnitOfWork) -> int:
        who, starts, ends = absent.volunteer_id, absent.starts_at, absent.ends_at
        return len(people.seats_touched(work, volunteer=who, starts_at=starts, ends_at=ends))

    desk.read(count, lambda seats: desk.go("roster", absent) if seats else None, owner=parent)
