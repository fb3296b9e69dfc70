"""Somebody falls out: from when until when is asked and noted, and who could step in is shown."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinic.domain.ids import VolunteerId
from clinic.domain.when import at, local
from clinic.ports import UnitOfWork
from clinic.services import people
from ui.covering import Absent
from ui.desk import Desk
from ui.dialogs.forms import open_form
from ui.pages.people.volunteer_forms import AbsenceForm, add_absence


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
