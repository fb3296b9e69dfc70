"""The small forms of the Rides page: a new trip, a return without an hour, one hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from clinic.domain.when import at, local
from clinic.i18n import _, say_n
from clinic.services.choices import HouseholdChoice, PlaceChoice, VehicleChoice
from ui.dialogs.forms import ClockField, DayField, Form


class NewTripForm(Form):
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
        super().__init__(parent, "newTrip", _("New trip"), _("New trip"))
        self._ports, self._vehicles = ports, vehicles
        self.port, self.vehicle = QComboBox(), QComboBox()
        wall = local(report, ports[0].zone) if report is not None and ports else None
        self.on, self.report = DayField(wall.date() if wall else day), ClockField(wall.time() if wall else time(4))
        for place in ports:
            self.port.addItem(place.label)
            if place.place_id == port:
                self.port.setCurrentIndex(self.port.count() - 1)
        self.vehicle.addItem(_("no vehicle yet"))
        for vehicle in vehicles:
            seats = say_n("{label}, {n} seat", "{label}, {n} seats", vehicle.seats, label=vehicle.label)
            self.vehicle.addItem(str(seats))
        self.vehicle.setCurrentIndex(min(1, len(vehicles)))
        self.lay_out(
            [
                (_("Port"), self.port, "port"),
                (_("Day"), self.on, "on"),
                (_("Report time"), self.report, "report"),
                (_("Vehicle"), self.vehicle, "vehicle"),
            ],
            _("All other times are worked back from the report time on the paper."),
        )
        if not ports:
            self.block(_("There is no port yet. Add one in Settings > Places."))

    @property
    def given(self) -> dict[str, Any]:
        """Port, report instant and vehicle."""
        port, number = self._ports[self.port.currentIndex()], self.vehicle.currentIndex() - 1
        return {
            "port": port.place_id,
            "report_at": at(self.on.day, self.report.clock, port.zone),
            "vehicle": self._vehicles[number].vehicle_id if number >= 0 else None,
        }


class PresentationForm(Form):
    """Whose code, which day, which hour on the paper, which port. `searched` tells a part of a code."""

    searched = Signal(str)

    def __init__(self, parent: QWidget, *, ports: Sequence[PlaceChoice], day: date) -> None:
        title = _("Presentation at the port")
        super().__init__(parent, "presentation", title, _("Add presentation"))
        self._ports, self._codes = ports, QStringListModel(self)
        self.code, self.on, self.report, self.port = QLineEdit(), DayField(day), ClockField(time(4)), QComboBox()
        completer = QCompleter(self._codes, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.code.setCompleter(completer)
        self.code.textEdited.connect(self.searched)
        self.port.addItems([place.label for place in ports])
        self.lay_out(
            [
                (_("Household, by its code"), self.code, "code"),
                (_("Day"), self.on, "on"),
                (_("Report time"), self.report, "report"),
                (_("Port"), self.port, "port"),
            ],
            _("The household must be at the port, but not before a judge. It gets a ride like a hearing."),
        )
        if not ports:
            self.block(_("There is no port yet. Add one in Settings > Places."))

    def show_found(self, found: Sequence[HouseholdChoice]) -> None:
        """Offer the households whose code has what was typed."""
        self._codes.setStringList([choice.code for choice in found])

    @property
    def given(self) -> dict[str, Any]:
        """What `presentations.add` needs besides the site."""
        return {
            "code": self.code.text(),
            "on": self.on.day,
            "report_time": self.report.clock,
            "port": self._ports[self.port.currentIndex()].place_id,
        }


class ReturnForm(Form):
    """From when until when somebody stands by for the return, whose hour nobody knows."""

    def __init__(
        self, parent: QWidget, *, day: date, zone: str, hours: tuple[datetime, datetime] | None = None
    ) -> None:
        super().__init__(parent, "returnTrip", _("Return trip"), _("Set stand-by"))
        self._day, self._zone = day, zone
        # No source tells an hour of return; 18:00 to 22:00 is an estimate, and only a first default.
        first, last = (hours[0].time(), hours[1].time()) if hours else (time(18), time(22))
        self.starts, self.ends = ClockField(first), ClockField(last)
        self.lay_out(
            [(_("Stand-by from"), self.starts, "starts"), (_("Stand-by until"), self.ends, "ends")],
            _("A return has no hour until somebody knows it. Who stands by gets these hours in the calendar."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """The two instants; an end before the start is on the next day."""
        starts, ends = self.starts.clock, self.ends.clock
        last = self._day + timedelta(days=ends <= starts)
        return {"standby_from": at(self._day, starts, self._zone), "standby_until": at(last, ends, self._zone)}


class HourForm(Form):
    """One hour on the clock of where it happens."""

    def __init__(self, parent: QWidget, *, title: str, note: str, hour: datetime) -> None:
        super().__init__(parent, "hour", title, _("Set the hour"))
        self._was, self.clock = hour, ClockField(hour.time())
        self.lay_out([(_("Hour"), self.clock, "clock")], note)

    @property
    def hour(self) -> datetime:
        """The typed hour on the day on which it is nearest to the one that was."""
        typed = self.clock.clock
        there = self._was.replace(hour=typed.hour, minute=typed.minute, second=0, microsecond=0)
        return min((there + timedelta(days=days) for days in (-1, 0, 1)), key=lambda each: abs(each - self._was))
