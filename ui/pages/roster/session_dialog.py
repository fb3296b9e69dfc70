"""One session: kind, place, hours, and (when it is new) how many seats of each role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QTimeEdit,
    QWidget,
)

from clinic.domain.people import Role
from clinic.domain.sessions import SeatPattern, SessionKind
from clinic.domain.words import LANGUAGES, ROLES, SESSIONS
from clinic.i18n import _
from clinic.services.choices import PlaceChoice, SessionForm
from ui.dialogs.forms import NumberField
from ui.widgets.basics import Button, Label, column, row

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


class SessionDialog(QDialog):
    """Asks for a new session (`given` says it), or shows one that there is (`changes` says what it should be)."""

    def __init__(
        self, parent: QWidget, places: Sequence[PlaceChoice], on: date, form: SessionForm | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sessionDialog")
        self.setWindowTitle(_("Add session") if form is None else _("Edit session"))
        self._places, self._form = places, form
        self.kind, self.place, self.room, self.language = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.label, self.advice = QLineEdit(), QCheckBox(_("Legal advice is given (else information only)"))
        self.on = QDateEdit(QDate(on.year, on.month, on.day))
        self.starts, self.ends = QTimeEdit(QTime(13, 0)), QTimeEdit(QTime(17, 30))
        self.seats = {role: NumberField(0, 40) for role in SEAT_ROLES}
        self._fill()
        self._lay_out()
        if form is not None:
            self._show_form(form)

    def _show_form(self, form: SessionForm) -> None:
        self.kind.setCurrentIndex(list(SessionKind).index(form.kind))
        places = [place.place_id for place in self._places]
        # A place that is closed, or none for sessions, stays as it is unless another one is chosen.
        self.place.setCurrentIndex(places.index(form.place_id) if form.place_id in places else -1)
        self.room.setCurrentText(form.room)
        self.label.setText(form.label)
        self.advice.setChecked(form.advice)
        self.on.setDate(QDate(form.on.year, form.on.month, form.on.day))
        self.starts.setTime(QTime(form.starts.hour, form.starts.minute))
        self.ends.setTime(QTime(form.ends.hour, form.ends.minute))

    def _fill(self) -> None:
        for kind in SessionKind:
            self.kind.addItem(str(SESSIONS[kind]), kind)
        self.kind.setCurrentIndex(list(SessionKind).index(SessionKind.CONSULTATIONS))
        for number, place in enumerate(self._places):
            self.place.addItem(place.label, number)
        self.place.currentIndexChanged.connect(self._show_rooms)
        self.language.addItem(_("any language"), "")
        for code, name in sorted(LANGUAGES.items(), key=lambda item: str(item[1])):
            self.language.addItem(str(name), code)
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("ddd d MMM yyyy")
        for clock in (self.starts, self.ends):
            clock.setDisplayFormat("HH:mm")
        for role, box in self.seats.items():
            box.setObjectName(f"seats-{role.value}")
            box.setAccessibleName(str(ROLES[role]))
        self._show_rooms()

    def _lay_out(self) -> None:
        form = QFormLayout()
        parts: list[tuple[str, QWidget, str]] = [
            (_("Kind"), self.kind, "kind"),
            (_("Place"), self.place, "place"),
            (_("Room"), self.room, "room"),
            (_("Label"), self.label, "label"),
            (_("Day"), self.on, "on"),
            (_("From"), self.starts, "starts"),
            (_("To"), self.ends, "ends"),
        ]
        if self._form is None:
            parts.append((_("Interpreters for"), self.language, "language"))
        for caption, field, name in parts:
            field.setObjectName(name)
            field.setAccessibleName(caption)
            form.addRow(caption, field)
        word = _("Add session") if self._form is None else _("Change session")
        go = Button(word, kind="primary", name="addSession", on=self.accept)
        go.setDefault(True)
        go.setEnabled(bool(self._places))
        back = Button(_("Back"), name="back", on=self.reject)
        body = column(form, self.advice, gap=12, margins=(20,) * 4)
        if not self._places:
            body.addWidget(Label(_("There is no place yet. Add one in Settings > Places."), "small", "bad", wrap=True))
        if self._form is None:
            body.addWidget(Label(_("Seats"), "section"))
            body.addLayout(self._seat_boxes())
        body.addLayout(row(None, back, go))
        self.setLayout(body)

    def _seat_boxes(self) -> QGridLayout:
        grid = QGridLayout()
        for number, (role, box) in enumerate(self.seats.items()):
            grid.addWidget(Label(str(ROLES[role]), "small"), number // 2, number % 2 * 2)
            grid.addWidget(box, number // 2, number % 2 * 2 + 1)
        return grid

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
        on, starts, ends = self.on.date(), self.starts.time(), self.ends.time()
        index = self.place.currentIndex()
        return {
            **({"place": self._places[index].place_id} if index >= 0 else {}),
            "on": date(on.year(), on.month(), on.day()),
            "starts": starts.toPython(),
            "ends": ends.toPython(),
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
