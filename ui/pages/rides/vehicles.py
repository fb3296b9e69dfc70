"""The vehicles of a site: what drives, with how many places; a form adds and changes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg, VehicleKind
from clinic.domain.words import VEHICLES
from clinic.i18n import _
from clinic.services import choices, vehicles
from clinic.services.choices import PlaceChoice
from clinic.services.vehicles_table import Use, VehicleRow, vehicles_table
from ui.dialogs.forms import Form, NumberField, open_form
from ui.models.table import Column, DayBar, TableModel
from ui.page import Page
from ui.pages.rides.trip_card import VEHICLE_ICONS
from ui.states import State
from ui.tokens import CARD_GAP, PAGE_MARGIN
from ui.widgets.basics import Card, Label, column
from ui.widgets.table import Table

MINUTES = 24 * 60
KEPT = frozenset(PlaceKind) - {PlaceKind.PORT, PlaceKind.COURT}


def fleet_table() -> TableModel[VehicleRow]:
    """The model of the list of vehicles."""
    return TableModel(
        [
            Column(_("Vehicle"), lambda row: row.label, icon=lambda row: VEHICLE_ICONS[row.kind], bold=True, least=110),
            Column(_("Kind"), lambda row: str(VEHICLES[row.kind])),
            Column(_("Seats for riders"), lambda row: str(row.seats), sort=lambda row: row.seats, right=True),
            Column(_("Child seats"), lambda row: str(row.child_seats), sort=lambda row: row.child_seats, right=True),
            Column(
                _("Wheelchairs"),
                lambda row: str(row.wheelchair_places),
                sort=lambda row: row.wheelchair_places,
                right=True,
            ),
            Column(_("Fare"), _fare, sort=lambda row: row.fare, right=True),
            Column(_("In use"), _use, state=lambda row: State.NO_FIT if row.out_of_use else State.DONE),
            Column(_("This day, 0–24 h"), _words, bars=_bars, tooltip=_words, stretch=True, least=240),
            Column(_("Kept at"), lambda row: row.kept),
            Column(_("Note"), lambda row: row.note),
        ],
        key=lambda row: str(row.vehicle_id),
        sentence=lambda row: ", ".join(
            filter(None, (row.label, str(VEHICLES[row.kind]), str(row.seats), _use(row), _words(row)))
        ),
    )


def _fare(row: VehicleRow) -> str:
    return _("{fare} pesos").format(fare=row.fare) if row.fare else ""


def _words(row: VehicleRow) -> str:
    """'T1 02:25–03:45, R1 18:00–22:00': what it does on the day."""
    return ", ".join(f"{use.label} {use.starts:%H:%M}–{use.ends:%H:%M}" for use in row.uses)


def _bars(row: VehicleRow) -> list[DayBar]:
    return [_bar(use) for use in row.uses]


def _bar(use: Use) -> DayBar:
    """A ride is filled, a stand-by without an hour is dashed."""
    starts = (use.starts.hour * 60 + use.starts.minute) / MINUTES
    length = (use.ends - use.starts).total_seconds() / 60 / MINUTES
    token = "open" if use.leg is Leg.RETURN else "acc"
    return DayBar(starts, min(1.0, starts + length), use.label, token, dashed=use.is_open)


def _use(row: VehicleRow) -> str:
    return _("out of use") if row.out_of_use else _("in use")


class VehiclesView(QWidget):
    """The table; Enter changes a vehicle, Del takes it out of use or back into it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._rows: dict[str, VehicleRow] = {}
        self.model = fleet_table()
        self.table = Table(self.model, _("Vehicles"))
        self.table.opened.connect(lambda key: self._ask(self._rows.get(str(key))))
        self.table.letter.connect(self._on_letter)
        self.setFocusProxy(self.table)
        card = Card()
        card.body.addWidget(self.table, 1)
        hint = Label(_("Enter changes a vehicle, Del takes it out of use or back into it."), "small", "ink2")
        layout = column(card, hint, gap=8, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, CARD_GAP))
        layout.setStretchFactor(card, 1)
        self.setLayout(layout)

    def reload(self) -> None:
        """Read the vehicles of the site."""
        site, on = self._page.desk.site, self._page.desk.day
        if site is not None:
            self._page.desk.read(
                lambda work: vehicles_table(work, site=site, day=on), self._show, newest="rides.fleet", owner=self
            )

    def _show(self, rows: Sequence[VehicleRow]) -> None:
        self._rows = {str(row.vehicle_id): row for row in rows}
        self.model.set_rows(rows)

    def _on_letter(self, letter: str, key: object) -> None:
        row = self._rows.get(str(key))
        if letter == "Del" and row is not None:
            self._page.desk.run(
                vehicles.retire, vehicle=row.vehicle_id, out_of_use=not row.out_of_use, starter=self._page
            )

    def add(self) -> None:
        """Ask for a new vehicle."""
        self._ask(None)

    def _ask(self, row: VehicleRow | None) -> None:
        desk = self._page.desk
        site = desk.site
        if site is None:
            return

        def ask(found: Sequence[PlaceChoice]) -> None:
            form = VehicleForm(self._page, found, row)
            if row is None:
                open_form(desk, form, vehicles.add, site=site)
            else:
                open_form(desk, form, vehicles.edit, vehicle=row.vehicle_id)

        desk.read(lambda work: choices.places(work, site=site, kinds=KEPT), ask, owner=self)


class VehicleForm(Form):
    """What is typed about a vehicle."""

    def __init__(self, parent: QWidget, places: Sequence[PlaceChoice], row: VehicleRow | None) -> None:
        word = _("Add vehicle") if row is None else _("Save")
        super().__init__(parent, "vehicleForm", word if row is None else row.label, word)
        self._places = places
        self.label, self.kind, self.kept, self.note_field = QLineEdit(), QComboBox(), QComboBox(), QLineEdit()
        self.seats, self.child_seats = NumberField(4, 60, least=1), NumberField(0, 60)
        self.wheelchairs, self.fare = NumberField(0, 20), NumberField(0, 9999)
        for kind in VehicleKind:
            self.kind.addItem(str(VEHICLES[kind]), kind)
        self.kept.addItem(_("nowhere in particular"))
        for place in places:
            self.kept.addItem(place.label)
        if row is not None:
            self._show(row)
        self.lay_out(
            [
                (_("Name"), self.label, "label"),
                (_("Kind"), self.kind, "kind"),
                (_("Seats for riders"), self.seats, "seats"),
                (_("Child seats"), self.child_seats, "childSeats"),
                (_("Wheelchair places"), self.wheelchairs, "wheelchairs"),
                (_("Kept at"), self.kept, "kept"),
                (_("Fare, pesos an adult"), self.fare, "fare"),
                (_("Note"), self.note_field, "note"),
            ],
            _("Seats for riders are those besides the driver's and the escort's."),
        )

    def _show(self, row: VehicleRow) -> None:
        self.label.setText(row.label)
        self.kind.setCurrentIndex(list(VehicleKind).index(row.kind))
        ids = [place.place_id for place in self._places]
        self.kept.setCurrentIndex(1 + ids.index(row.kept_id) if row.kept_id in ids else 0)
        self.note_field.setText(row.note)
        figures = (row.seats, row.child_seats, row.wheelchair_places, row.fare)
        for box, value in zip((self.seats, self.child_seats, self.wheelchairs, self.fare), figures, strict=True):
            box.setValue(value)

    @property
    def given(self) -> dict[str, Any]:
        """What `vehicles.add` and `vehicles.edit` need."""
        number = self.kept.currentIndex() - 1
        return {
            "label": self.label.text().strip(),
            "kind": self.kind.currentData(),
            "seats": self.seats.value(),
            "child_seats": self.child_seats.value(),
            "wheelchair_places": self.wheelchairs.value(),
            "kept_id": self._places[number].place_id if number >= 0 else None,
            "fare": self.fare.value(),
            "note": self.note_field.text().strip(),
        }
