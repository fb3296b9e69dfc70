"""The second tab: households by their codes, and everything that can be typed about one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.consultations import ConsultationKind
from clinic.domain.history import Change
from clinic.domain.households import PaperKind
from clinic.domain.ids import HouseholdId
from clinic.domain.places import PlaceKind
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _
from clinic.services import choices, follow_ups, households, removal, waiting_list
from clinic.services.choices import PlaceChoice
from clinic.services.households_table import household_detail, households_table, names_of
from clinic.services.removal import Removal
from clinic.services.views.households import HouseholdDetail, HouseholdsTable
from ui.desk import Desk
from ui.dialogs.forms import open_form
from ui.pages.people.household_forms import HearingForm, HouseholdForm, add_hearing
from ui.pages.people.household_panel import HouseholdPanel
from ui.pages.people.removal_form import RemovalForm
from ui.pages.people.tables import household_table
from ui.widgets.choose import choose
from ui.widgets.table import Table

_SHELTERS = frozenset({PlaceKind.SHELTER, PlaceKind.HOTEL})
_PORTS = frozenset({PlaceKind.PORT})


class HouseholdsTab(Table):
    """The table; its panel stands beside it."""

    told = Signal(str, int, int)
    """(answer line, rows shown, rows in all)."""
    picked = Signal()
    """A household was chosen: the panel has something to show."""
    gone = Signal()
    """The household that was shown is no longer on file: the panel has nothing to show."""

    def __init__(self, desk: Desk) -> None:
        self.rows = household_table()
        super().__init__(self.rows, _("Households"))
        self._desk = desk
        self._household: HouseholdId | None = None
        self.silent_only, self.silent = False, 0
        self.letter.connect(self._on_letter)
        self.panel = HouseholdPanel()
        self.chosen.connect(self._on_chosen)
        self.opened.connect(lambda _key: self.panel.focus_title())
        self.panel.wished.connect(self._on_wish)
        self.panel.paper_toggled.connect(self._on_paper)
        self.panel.task_done.connect(lambda key: self._desk.run(follow_ups.done, follow_up=key, starter=self))

    @property
    def has_one(self) -> bool:
        """Whether a household is shown in the panel."""
        return self._household is not None

    def show_one(self, household: HouseholdId | None) -> None:
        """Show a household in the panel, or none."""
        self._household = household

    def reload(self, text: str) -> None:
        """Ask for the table, and for the household that is shown."""
        site, quiet = self._desk.site, self.silent_only
        self._desk.read(
            lambda work: households_table(work, site=site, text=text, silent_only=quiet),
            self._show,
            newest="people",
            owner=self,
        )
        self._reload_one()

    def _show(self, found: HouseholdsTable) -> None:
        self.rows.set_rows(found.rows)
        self.silent = found.silent
        self.told.emit(str(found.line), len(found.rows), found.total)
        if self._household is not None:
            self.choose(str(self._household))

    def _on_chosen(self, key: object) -> None:
        row = self.rows.row_of(str(key))
        found = self.rows.at(row).household_id if row is not None else None
        if found is not None and found != self._household:
            self._household = found
            self._reload_one()

    def _reload_one(self) -> None:
        household = self._household
        if household is not None:
            self._desk.read(
                lambda work: household_detail(work, household=household),
                self._show_one,
                newest="people.one",
                owner=self,
            )

    def _show_one(self, found: HouseholdDetail) -> None:
        self.panel.show_household(found)
        self.picked.emit()

    def add(self, parent: QWidget) -> None:
        """Ask for a new household."""
        self._with_places(
            _SHELTERS,
            lambda found: open_form(self._desk, HouseholdForm(parent, found), households.add, site=self._desk.site),
        )

    def _with_places(self, kinds: frozenset[PlaceKind], then: Any) -> None:
        site = self._desk.site
        if site is not None:
            self._desk.read(lambda work: choices.places(work, site=site, kinds=kinds), then, owner=self)

    def _on_wish(self, wish: str) -> None:
        one, desk = self.panel.detail, self._desk
        if one is None:
            return
        key = one.row.household_id
        if wish == "names":
            desk.read(lambda work: names_of(work, household=key), self.panel.show_names, owner=self)
        elif wish == "hearing":
            self._with_places(_PORTS, lambda ports: self._ask_hearing(key, ports))
        elif wish == "shelter":
            self._with_places(_SHELTERS, lambda places: self._ask_shelter(key, places))
        elif wish == "ask":
            kinds = [(str(word), kind) for kind, word in CONSULTATIONS.items()]
            choose(self.panel, kinds, lambda kind: self._ask_for(key, kind))
        elif wish == "contact":
            desk.run(households.note_contact, household=key, starter=self)
        elif wish == "consent":
            desk.run(households.consented, household=key, starter=self)
        elif wish == "close":
            desk.run(households.reopen if one.closed_on else households.close, household=key, starter=self)
        elif wish == "remove":
            desk.read(lambda work: removal.preview(work, household=key), self._ask_to_remove, owner=self)

    def _ask_to_remove(self, found: Removal) -> None:
        verb, key = removal.remove_for_good, found.household_id
        open_form(self._desk, RemovalForm(self, found), verb, household=key, quiet=True, done=self._on_removed)

    def _on_removed(self, change: Change) -> None:
        self._household, self.panel.detail = None, None
        self.gone.emit()
        self._desk.say(str(change.label))

    def _on_letter(self, letter: str, key: object) -> None:
        """C: somebody has spoken to this household today."""
        row = self.rows.row_of(str(key))
        if letter in "cC" and row is not None:
            household = self.rows.at(row).household_id
            self._desk.run(households.note_contact, household=household, starter=self)

    def _ask_for(self, household: HouseholdId, kind: ConsultationKind) -> None:
        self._desk.run(waiting_list.ask, household=household, kind=kind, starter=self)

    def _ask_hearing(self, household: HouseholdId, ports: Sequence[PlaceChoice]) -> None:
        open_form(self._desk, HearingForm(self, self._desk.day, ports), add_hearing, household=household)

    def _ask_shelter(self, household: HouseholdId, shelters: Sequence[PlaceChoice]) -> None:
        places = [(place.label, place.place_id) for place in shelters]
        choose(
            self.panel,
            places,
            lambda place: self._desk.run(households.change_shelter, household=household, shelter=place, starter=self),
        )

    def _on_paper(self, kind: PaperKind, held: bool) -> None:
        if self._household is not None:
            self._desk.run(households.set_paper, household=self._household, kind=kind, held=held, starter=self)
