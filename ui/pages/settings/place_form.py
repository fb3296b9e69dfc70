"""What is typed about a place: a label, never an address; rooms; when it locks for the night."""

from __future__ import annotations

from datetime import time
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from clinic.domain.places import PlaceKind, Room
from clinic.domain.words import PLACES
from clinic.i18n import _
from clinic.services.places_table import PlaceRow
from ui.dialogs.forms import ClockField, Form, NumberField
from ui.widgets.basics import Label, row

LOCKS, OPENS = time(22), time(6)  # usual hours of a shelter, only a first default (field research 2.9)


class NightField(QWidget):
    """Whether the place is locked for the night, and from when until when."""

    def __init__(self, locks_at: time | None, opens_at: time | None) -> None:
        super().__init__()
        self.box = QCheckBox(_("locked from"))
        self.locks, self.opens = ClockField(locks_at or LOCKS), ClockField(opens_at or OPENS)
        self.locks.setObjectName("locks")
        self.opens.setObjectName("opens")
        self.locks.setAccessibleName(_("locked from"))
        self.opens.setAccessibleName(_("open again at"))
        for field in (self.locks, self.opens):
            field.setEnabled(locks_at is not None)
            self.box.toggled.connect(field.setEnabled)
        self.box.setChecked(locks_at is not None)
        self.setFocusProxy(self.box)
        self.setLayout(row(self.box, self.locks, Label(_("to")), self.opens, None))

    @property
    def given(self) -> dict[str, time | None]:
        """Both hours, None where there is no night rule."""
        is_on = self.box.isChecked()
        return {
            "locks_at": self.locks.clock if is_on else None,
            "opens_at": self.opens.clock if is_on else None,
        }


class PlaceForm(Form):
    """A new place, or one that there is."""

    def __init__(self, parent: QWidget, place: PlaceRow | None) -> None:
        word = _("Add place") if place is None else _("Save")
        super().__init__(parent, "placeForm", word if place is None else place.label, word)
        self._place = place
        self.label, self.kind = QLineEdit(place.label if place else ""), QComboBox()
        for kind in PlaceKind:
            self.kind.addItem(str(PLACES[kind]), kind)
        self.kind.setCurrentIndex(list(PlaceKind).index(place.kind) if place else 0)
        self.rooms = QLineEdit(room_words(place.rooms) if place else "")
        self.rooms.setPlaceholderText(_("Dining room 30, Chapel"))
        self.night = NightField(place.locks_at if place else None, place.opens_at if place else None)
        self.capacity = NumberField(place.capacity if place else 0, 9999)
        self.phone, self.text = QLineEdit(place.gate_phone if place else ""), QLineEdit(place.note if place else "")
        self.women = QCheckBox(_("only women interpret here"))
        self.women.setChecked(bool(place and place.women_interpreters_only))
        self.lay_out(
            [
                (_("Label"), self.label, "label"),
                (_("Kind"), self.kind, "kind"),
                (_("Rooms"), self.rooms, "rooms"),
                (_("Night"), self.night, "night"),
                (_("Telephone of the gate"), self.phone, "phone"),
                (_("People it takes in"), self.capacity, "capacity"),
                (_("Interpreters"), self.women, "women"),
                (_("Note"), self.text, "note"),
            ],
            _("A label is enough; no address is asked for. A number after a room says how many people fit."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `places.add` and `places.edit` need."""
        return {
            "label": self.label.text().strip(),
            "kind": self.kind.currentData(),
            "rooms": read_rooms(self.rooms.text()),
            "capacity": self.capacity.value(),
            "women_interpreters_only": self.women.isChecked(),
            "gate_phone": self.phone.text().strip(),
            "note": self.text.text().strip(),
            **self.night.given,
        }


def room_words(rooms: tuple[tuple[str, int], ...]) -> str:
    """'Dining room 30, Chapel': names, with how many people fit where that is known."""
    return ", ".join(f"{name} {seats}" if seats else name for name, seats in rooms)


def read_rooms(text: str) -> tuple[Room, ...]:
    """The other way round. 'Room 1' is a name: only two digits and more, or a number after another one, are seats."""
    return tuple(_read_room(part.strip()) for part in text.split(",") if part.strip())


def _read_room(text: str) -> Room:
    name, _space, last = text.rpartition(" ")
    is_seats = last.isdecimal() and bool(name) and (len(last) > 1 or name.split()[-1].isdecimal())
    return Room(name, int(last)) if is_seats else Room(text)
