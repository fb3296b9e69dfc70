"""The first tab: volunteers, and everything that can be typed about one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.ids import AbsenceId, VolunteerId
from clinic.domain.people import Can, DayPart
from clinic.domain.when import Week
from clinic.i18n import _
from clinic.services import people
from clinic.services.people_table import conflicts_of, people_table, volunteer_detail
from clinic.services.views.people import PeopleTable, VolunteerDetail
from ui.desk import Desk
from ui.dialogs.forms import open_form
from ui.falling_out import ask_absence
from ui.pages.people.tables import volunteer_table
from ui.pages.people.volunteer_forms import ConflictForm, PaperForm, VolunteerForm
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
        self._wishes: dict[str, Callable[[VolunteerDetail], None]] = {
            "edit": self._edit,
            "paper": self._new_date,
            "new-paper": self._new_paper,
            "cover": self._find_cover,
            "absence": self._absence,
            "leave": self._leave,
            "conflict": self._conflict,
            "conflicts": self._show_conflicts,
        }
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

    def _show_one(self, found: VolunteerDetail) -> None:
        self.panel.show_volunteer(found)
        self.picked.emit()

    def add(self, parent: QWidget) -> None:
        """Ask for a new volunteer."""
        open_form(self._desk, VolunteerForm(parent, None), people.add, site_id=self._desk.site)

    def _on_wish(self, wish: str) -> None:
        one = self.panel.detail
        if one is not None:
            self._wishes[wish](one)

    def _edit(self, one: VolunteerDetail) -> None:
        open_form(self._desk, VolunteerForm(self, one), people.edit, volunteer=one.volunteer_id)

    def _new_date(self, one: VolunteerDetail) -> None:
        paper = self.panel.first_to_end
        form = PaperForm(self, paper.credential if paper else None)
        open_form(self._desk, form, people.set_credential, volunteer=one.volunteer_id)

    def _new_paper(self, one: VolunteerDetail) -> None:
        open_form(self._desk, PaperForm(self, None), people.set_credential, volunteer=one.volunteer_id)

    def _find_cover(self, one: VolunteerDetail) -> None:
        """Go to the first seat of the week that nobody may keep so; without one, to the week."""
        self._desk.go("roster", next((seat.seat_id for seat in one.seats if seat.breaches), None))

    def _absence(self, one: VolunteerDetail) -> None:
        ask_absence(self._desk, self, one.volunteer_id)

    def _leave(self, one: VolunteerDetail) -> None:
        self._desk.run(people.leave, volunteer=one.volunteer_id, gone=not one.gone, starter=self)

    def _conflict(self, one: VolunteerDetail) -> None:
        open_form(self._desk, ConflictForm(self), people.note_conflict, volunteer=one.volunteer_id)

    def _show_conflicts(self, one: VolunteerDetail) -> None:
        key = one.volunteer_id
        self._desk.read(
            lambda work: conflicts_of(work, volunteer=key),
            lambda found: self.panel.show_codes([code for _household, code in found]),
            owner=self,
        )

    def _on_painted(self, cells: list[tuple[int, DayPart]], can: Can | None) -> None:
        if self._volunteer is not None:
            self._desk.run(
                people.set_availability, volunteer=self._volunteer, cells=cells, can=can, starter=self, quiet=True
            )

    def _end_absence(self, absence: AbsenceId) -> None:
        self._desk.run(people.remove_absence, absence=absence, starter=self)
