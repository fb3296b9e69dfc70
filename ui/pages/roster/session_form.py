"""One session: kind, place, hours, and (when it is new) how many seats of each role; and places at any time of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from clinic.domain.names import folded
from clinic.domain.people import Role
from clinic.domain.sessions import SeatPattern, SessionKind
from clinic.domain.words import LANGUAGES, ROLES, SESSIONS
from clinic.i18n import _
from clinic.services.choices import KnownSession, PlaceChoice
from clinic.services.sessions import MOST_PLACES
from ui.dialogs.forms import ClockField, DayField, Field, Form, NumberField
from ui.widgets.basics import Label

SEAT_ROLES = (
    Role.SUPERVISING_ATTORNEY,
    Role.ATTORNEY,
    Role.LAW_STUDENT,
    Role.INTERPRETER,
    Role.CHILDCARE,
    Role.COORDINATOR,
    Role.WATCH,
    Role.DRIVER,
)
PLACE_MINUTES, MOST_MINUTES = 60, 24 * 60
STARTS, ENDS = time(13), time(17, 30)


class SessionForm(Form):
    """Asks for a new session (`given` says it), or shows one that there is (`changes` says what it should be)."""

    def __init__(
        self, parent: QWidget, places: Sequence[PlaceChoice], on: date, known: KnownSession | None = None
    ) -> None:
        title = _("Add session") if known is None else _("Edit session")
        super().__init__(parent, "sessionForm", title, title if known is None else _("Save"))
        self._places = places
        self.kind, self.place, self.room, self.language = QComboBox(), QComboBox(), QComboBox(), language_choice()
        self.label, self.advice = QLineEdit(), QCheckBox(_("Legal advice is given (else information only)"))
        self.on = DayField(known.on if known else on)
        self.starts, self.ends = (
            ClockField(known.starts if known else STARTS),
            ClockField(known.ends if known else ENDS),
        )
        self.seats = {role: NumberField(0, 40) for role in SEAT_ROLES}
        self._fill()
        self.lay_out([*self._fields(), *(self._seat_fields() if known is None else ())])
        if known is not None:
            self._show_session(known)
        if not places:
            self.block(_("There is no place yet. Add one in Settings > Places."))

    def _show_session(self, known: KnownSession) -> None:
        self.kind.setCurrentIndex(list(SessionKind).index(known.kind))
        places = [place.place_id for place in self._places]
        # A place that is closed, or none for sessions, stays as it is unless another one is chosen.
        self.place.setCurrentIndex(places.index(known.place_id) if known.place_id in places else -1)
        self.room.setCurrentText(known.room)
        self.label.setText(known.label)
        self.advice.setChecked(known.advice)

    def _fill(self) -> None:
        for kind in SessionKind:
            self.kind.addItem(str(SESSIONS[kind]), kind)
        self.kind.setCurrentIndex(list(SessionKind).index(SessionKind.CONSULTATIONS))
        for number, place in enumerate(self._places):
            self.place.addItem(place.label, number)
        self.place.currentIndexChanged.connect(self._show_rooms)
        for role, box in self.seats.items():
            box.setObjectName(f"seats-{role.value}")
            box.setAccessibleName(str(ROLES[role]))
        self._show_rooms()

    def _fields(self) -> Sequence[Field]:
        return (
            (_("Kind"), self.kind, "kind"),
            (_("Place"), self.place, "place"),
            (_("Room"), self.room, "room"),
            (_("Label"), self.label, "label"),
            (_("Day"), self.on, "on"),
            (_("From"), self.starts, "starts"),
            (_("To"), self.ends, "ends"),
            (_("Advice"), self.advice, "advice"),
        )

    def _seat_fields(self) -> Sequence[Field]:
        box, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (role, field) in enumerate(self.seats.items()):
            caption = Label(str(ROLES[role]), "small", wrap=True)
            caption.setBuddy(field)
            grid.addWidget(caption, number // 2, number % 2 * 2)
            grid.addWidget(field, number // 2, number % 2 * 2 + 1)
        box.setLayout(grid)
        box.setFocusProxy(next(iter(self.seats.values())))
        return ((_("Interpreters for"), self.language, "language"), (_("Seats"), box, "seats"))

    def _show_rooms(self) -> None:
        self.room.clear()
        self.room.setEditable(True)
        index = self.place.currentIndex()
        if index >= 0:
            self.room.addItems(["", *self._places[index].rooms])

    @property
    def given(self) -> dict[str, Any]:
        """What `sessions.add` needs."""
        code = self.language.currentData()
        seats = tuple(self._pattern(role, code) for role, box in self.seats.items() for _n in range(box.value()))
        return {**self.changes, "seats": seats}

    @property
    def changes(self) -> dict[str, Any]:
        """What `sessions.edit` needs."""
        index = self.place.currentIndex()
        return {
            **({"place": self._places[index].place_id} if index >= 0 else {}),
            "on": self.on.day,
            "starts": self.starts.clock,
            "ends": self.ends.clock,
            "kind": self.kind.currentData(),
            "room": self.room.currentText().strip(),
            "label": self.label.text().strip(),
            "advice": self.advice.isChecked(),
        }

    @staticmethod
    def _pattern(role: Role, code: str) -> SeatPattern:
        if role is Role.INTERPRETER and code:
            return SeatPattern(role, source=code, target="eng" if code == "spa" else "spa")
        return SeatPattern(role)


class PlacesForm(Form):
    """Asks for places that are taken at any time of a session, for some minutes each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "placesForm", _("Add places at any time"), _("Add places"))
        self.role, self.language = QComboBox(), language_choice()
        for role in sorted(Role, key=lambda role: folded(str(ROLES[role]))):
            self.role.addItem(str(ROLES[role]), role)
        self.role.setCurrentIndex(self.role.findData(Role.COPYING))
        self.minutes = NumberField(PLACE_MINUTES, MOST_MINUTES, least=5)
        self.number = NumberField(1, MOST_PLACES, least=1)
        self.lay_out(
            (
                (_("Role"), self.role, "role"),
                (_("Language"), self.language, "language"),
                (_("Minutes each"), self.minutes, "minutes"),
                (_("Places"), self.number, "number"),
            ),
            _("Whoever takes one gets the first hours of the session in which they are free."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `sessions.add_places` needs besides the session."""
        code = self.language.currentData()
        return {
            "role": self.role.currentData(),
            "minutes": self.minutes.value(),
            "number": self.number.value(),
            "languages": (code,) if code else (),
        }


def language_choice() -> QComboBox:
    """Every language by its name, after 'any language'."""
    found = QComboBox()
    found.addItem(_("any language"), "")
    for code, name in sorted(LANGUAGES.items(), key=lambda item: str(item[1])):
        found.addItem(str(name), code)
    return found
