"""Record a check-in: trip, what, household where it is about one, hour, by whom. Enter saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QTimeEdit, QWidget

from clinic.domain.trips import CheckInKind
from clinic.domain.words import CHECK_INS
from clinic.i18n import _
from clinic.services.views.today import TripBlock
from ui.widgets.basics import Button, Label, column, row

KINDS = (
    CheckInKind.DEPARTURE,
    CheckInKind.AT_PORT,
    CheckInKind.HAND_OVER,
    CheckInKind.TURNED_AWAY,
    CheckInKind.NOT_ON_THE_LIST,
    CheckInKind.RETURN,
)


class CheckInDialog(QDialog):
    """The form. `given` is what the service needs."""

    def __init__(self, parent: QWidget, trips: Sequence[TripBlock], now: datetime, chosen: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("checkIn")
        self.setWindowTitle(_("Record check-in"))
        self._trips, self._now = trips, now
        self.trip, self.kind, self.household = QComboBox(), QComboBox(), QComboBox()
        self.hour, self.by = QTimeEdit(QTime(now.hour, now.minute)), QLineEdit()
        self.hour.setDisplayFormat("HH:mm")
        for number, trip in enumerate(trips):
            self.trip.addItem(f"{trip.label} · {trip.vehicle}")
            if str(trip.trip_id) == chosen:
                self.trip.setCurrentIndex(number)
        for kind in KINDS:
            self.kind.addItem(str(CHECK_INS[kind]), kind)
        self.trip.currentIndexChanged.connect(self._on_trip)
        self._lay_out()
        self._on_trip()

    def _lay_out(self) -> None:
        form = QFormLayout()
        fields: list[tuple[str, QWidget, str]] = [
            (_("Trip"), self.trip, "trip"),
            (_("What"), self.kind, "kind"),
            (_("Household"), self.household, "household"),
            (_("Hour"), self.hour, "hour"),
            (_("Said by"), self.by, "by"),
        ]
        for caption, field, name in fields:
            field.setObjectName(name)
            field.setAccessibleName(caption)
            form.addRow(caption, field)
        save = Button(_("Record"), kind="primary", name="record", on=self.accept)
        save.setDefault(True)
        hint = Label(_("An hour later than now is taken as yesterday's."), "small", "ink2", wrap=True)
        self.setLayout(
            column(form, hint, row(None, Button(_("Back"), on=self.reject), save), gap=12, margins=(20,) * 4)
        )
        self.setMinimumWidth(380)

    def _on_trip(self) -> None:
        """Offer the trip's households, and the first thing that is not yet reported."""
        trip = self._trips[self.trip.currentIndex()]
        self.household.clear()
        self.household.addItem(_("everybody on it"), None)
        for one in trip.rows:
            self.household.addItem(one.code, one.household_id)
        waiting = [one.kind for one in trip.check_ins if one.done is None and one.kind in KINDS]
        if waiting:
            self.kind.setCurrentIndex(KINDS.index(waiting[0]))

    @property
    def given(self) -> dict[str, Any]:
        """What `check_ins.record` needs; the instant is the typed wall clock, at the latest now."""
        wall = self.hour.time()
        at = self._now.replace(hour=wall.hour(), minute=wall.minute(), second=0, microsecond=0)
        if at > self._now:
            at -= timedelta(days=1)
        return {
            "trip": self._trips[self.trip.currentIndex()].trip_id,
            "kind": self.kind.currentData(),
            "household": self.household.currentData(),
            "at": at,
            "by": self.by.text().strip(),
        }
