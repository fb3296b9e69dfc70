"""The first tab: volunteers, and everything that can be typed about one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.ids import AbsenceId, VolunteerId
from clinic.domain.people import Can, DayPart
from clinic.domain.when import Week, local
from clinic.i18n import _
from clinic.services import people
from clinic.services.people_table import people_table, volunteer_detail
from clinic.services.views.people import PeopleTable
from ui.desk import Desk
from ui.pages.people.forms import AbsenceForm, PaperForm, VolunteerForm, open_form
from ui.pages.people.tables import volunteer_table
from ui.pages.people.volunteer_panel import VolunteerPanel
from ui.widgets.table import Table


class VolunteersTab(Table):
    """The table; its panel stands beside it."""

    told = Signal(str, int, int)
    """(answer line, rows shown, rows in all)."""
    picked = Signal()
    """Somebody was chosen: the panel has something to show."""

    def __init__(self, desk: Desk) -> None:
        self.rows = volunteer_table()
        super().__init__(self.rows, _("Volunteers"))
        self._desk = desk
        self._volunteer: VolunteerId | None = None
        self.here_only = False
        self.panel = VolunteerPanel()
        self.chosen.connect(self._on_chosen)
        self.opened.connect(lambda _key: self.panel.focus_title())
        self.panel.wished.connect(self._on_wish)
        self.panel.painted.connect(self._on_painted)
        self.panel.absence_ended.connect(self._end_absence)
        self.panel.seat_opened.connect(lambda seat: desk.go("roster", seat))

    @property
    def has_one(self) -> bool:
        """Whether somebody is shown in the panel."""
        return self._volunteer is not None

    def show_one(self, volunteer: VolunteerId | None) -> None:
        """Show somebody in the panel, or nobody."""
        self._volunteer = volunteer

    def reload(self, text: str) -> None:
        """Ask for the table, and for whoever is shown."""
        site, week, here = self._desk.site, Week.of(self._desk.day), self.here_only
        self._desk.read(
            lambda work: people_table(work, week=week, site=site, text=text, here_only=here),
            self._show,
            newest="people",
            owner=self,
        )
        self._reload_one()

    def _show(self, found: PeopleTable) -> None:
        self.rows.set_rows(found.rows)
        self.told.emit(str(found.line), len(found.rows), found.total)
        if self._volunteer is not None:
            self.choose(str(self._volunteer))

    def _on_chosen(self, key: object) -> None:
        row = self.rows.row_of(str(key))
        found = self.rows.at(row).volunteer_id if row is not None else None
        if found is not None and found != self._volunteer:
            self._volunteer = found
            self._reload_one()

    def _reload_one(self) -> None:
        volunteer, week = self._volunteer, Week.of(self._desk.day)
        if volunteer is not None:
            self._desk.read(
                lambda work: volunteer_detail(work, volunteer=volunteer, week=week),
                self._show_one,
                newest="people.one",
                owner=self,
            )

    def _show_one(self, found: Any) -> None:
        self.panel.show_volunteer(found)
        self.picked.emit()

    def add(self, parent: QWidget) -> None:
        """Ask for a new volunteer."""
        open_form(self._desk, VolunteerForm(parent, None), people.add, site_id=self._desk.site)

    def _on_wish(self, wish: str) -> None:
        one, desk = self.panel.detail, self._desk
        if one is None:
            return
        if wish == "edit":
            open_form(desk, VolunteerForm(self, one), people.edit, volunteer=one.volunteer_id)
        elif wish == "paper":
            open_form(desk, PaperForm(self, None), people.set_credential, volunteer=one.volunteer_id)
        elif wish == "absence":
            zone, key = desk.zone, one.volunteer_id
            desk.read(
                lambda work: local(work.now(), zone),
                lambda now: open_form(desk, AbsenceForm(self, now, zone), people.add_absence, volunteer=key),
                owner=self,
            )
        elif wish == "leave":
            desk.run(people.leave, volunteer=one.volunteer_id, gone=not one.gone, starter=self)

    def _on_painted(self, cells: list[tuple[int, DayPart]], can: Can | None) -> None:
        if self._volunteer is not None:
            self._desk.run(
                people.set_availability, volunteer=self._volunteer, cells=cells, can=can, starter=self, quiet=True
            )

    def _end_absence(self, absence: AbsenceId) -> None:
        self._desk.run(people.remove_absence, absence=absence, starter=self)
