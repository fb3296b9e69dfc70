"""The two small forms of the Rides page: a new trip, and a return without an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QFormLayout, QTimeEdit, QWidget

from clinic.domain.when import at, local
from clinic.i18n import _
from clinic.services.choices import PlaceChoice, VehicleChoice
from ui.widgets.basics import Button, Label, column, row


def _clock(start: time) -> QTimeEdit:
    edit = QTimeEdit(QTime(start.hour, start.minute))
    edit.setDisplayFormat("HH:mm")
    return edit


class _Form(QDialog):
    """A form with a filled button and Back."""

    def __init__(self, parent: QWidget, title: str, word: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self._word = word

    def finish(self, note: str) -> None:
        """Add note and buttons."""
        go = Button(self._word, kind="primary", name="go", on=self.accept)
        go.setDefault(True)
        back = Button(_("Back"), on=self.reject)
        text = Label(note, "small", "ink2", wrap=True)
        self.setLayout(column(self.form, text, row(None, back, go), gap=14, margins=(20,) * 4))
        self.setMinimumWidth(380)

    def add(self, caption: str, field: QWidget, name: str) -> None:
        """Add a named field."""
        field.setObjectName(name)
        field.setAccessibleName(caption)
        self.form.addRow(caption, field)


class NewTripDialog(_Form):
    """Port, report time as typed from the paper (in the port's zone), vehicle."""

    def __init__(
        self,
        parent: QWidget,
        *,
        ports: Sequence[PlaceChoice],
        vehicles: Sequence[VehicleChoice],
        day: date,
        report: datetime | None,
        port: object,
    ) -> None:
        super().__init__(parent, _("New trip"), _("New trip"))
        self.setObjectName("newTrip")
        self._ports, self._vehicles = ports, vehicles
        self.port, self.vehicle = QComboBox(), QComboBox()
        zone = ports[0].zone if ports else "UTC"
        wall = local(report, zone) if report is not None else None
        on = wall.date() if wall else day
        self.on, self.report = QDateEdit(QDate(on.year, on.month, on.day)), _clock(wall.time() if wall else time(4))
        self.on.setCalendarPopup(True)
        for place in ports:
            self.port.addItem(place.label)
            if place.place_id == port:
                self.port.setCurrentIndex(self.port.count() - 1)
        self.vehicle.addItem(_("no vehicle yet"))
        for vehicle in vehicles:
            self.vehicle.addItem(_("{label}, {n} seats").format(label=vehicle.label, n=vehicle.seats))
        if vehicles:
            self.vehicle.setCurrentIndex(1)
        self.add(_("Port"), self.port, "port")
        self.add(_("Day"), self.on, "on")
        self.add(_("Report time"), self.report, "report")
        self.add(_("Vehicle"), self.vehicle, "vehicle")
        self.finish(_("All other times are worked back from the report time on the paper."))

    @property
    def given(self) -> dict[str, Any]:
        """Port, report instant and vehicle."""
        port = self._ports[self.port.currentIndex()]
        on = self.on.date()
        clock: time = self.report.time().toPython()  # type: ignore[assignment]  # Qt says object
        number = self.vehicle.currentIndex() - 1
        return {
            "port": port.place_id,
            "report_at": at(date(on.year(), on.month(), on.day()), clock, port.zone),
            "vehicle": self._vehicles[number].vehicle_id if number >= 0 else None,
        }


class ReturnDialog(_Form):
    """From when until when somebody stands by for the return, whose hour nobody knows."""

    def __init__(self, parent: QWidget, *, day: date, zone: str) -> None:
        super().__init__(parent, _("Return trip"), _("Set stand-by"))
        self.setObjectName("returnTrip")
        self._day, self._zone = day, zone
        # No source tells an hour of return; 19:00 to 22:00 is an estimate, and only a first default.
        self.starts, self.ends = _clock(time(18)), _clock(time(22))
        self.add(_("Stand-by from"), self.starts, "starts")
        self.add(_("Stand-by until"), self.ends, "ends")
        self.finish(_("A return has no hour until somebody knows it. Who stands by gets these hours in the calendar."))

    @property
    def given(self) -> dict[str, Any]:
        """The two instants; an end before the start is on the next day."""
        starts: time = self.starts.time().toPython()  # type: ignore[assignment]  # Qt says object
        ends: time = self.ends.time().toPython()  # type: ignore[assignment]  # Qt says object
        last = self._day + timedelta(days=ends <= starts)
        return {"standby_from": at(self._day, starts, self._zone), "standby_until": at(last, ends, self._zone)}
