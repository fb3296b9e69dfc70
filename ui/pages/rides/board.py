"""The three columns of the Rides page: gaps and trips, one trip, its checks or the candidates for a seat."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from clinic.i18n import _
from clinic.services.views.rides import RidesDay, TripDetail, TripFit
from ui.pages.rides.lines import check_in_lines, check_lines, not_covered_lines, trip_lines
from ui.pages.rides.trip_card import TripCardWidget
from ui.pages.rides.trip_list import TripList
from ui.seat_panel import SeatPanel
from ui.theme import theme
from ui.widgets.basics import Label, Tag, column, row
from ui.widgets.fitted import FittedList
from ui.widgets.lines import Line, LineList
from ui.widgets.panel import Foot, Panel, Split

LEFT, RIGHT, WIDEST = 244, 256, 300


class RidesBoard(Split):
    """It shows; what happens is the page's business."""

    def __init__(self) -> None:
        self.uncovered, self.trips = FittedList(_("Not covered yet")), TripList(_("Trips"))
        self.card, self.checks, self.seat_panel = TripCardWidget(), LineList(_("Checks")), SeatPanel()
        for name, lines in (("uncovered", self.uncovered), ("trips", self.trips), ("checks", self.checks)):
            lines.setObjectName(name)
        self._count, self._free = Tag(), Label("", "small", "ink2", wrap=True)
        self._gaps, self._checks_panel = Panel(_("Not covered yet"), scroll=False), Panel(_("Checks"), scroll=False)
        self._checks_panel.content.addWidget(self.checks, 1)
        side = QWidget()
        side.setLayout(column(self._checks_panel, self.seat_panel, gap=0))
        self.seat_panel.hide()
        middle = QWidget()
        line = row(self._left(), gap=12)
        line.addWidget(self.card, 1)
        middle.setLayout(line)
        super().__init__(middle, side, RIGHT)

    def _left(self) -> QWidget:
        self._gaps.title_row.addWidget(self._count)
        self._gaps.content.addWidget(self.uncovered, 1)
        road, left = Panel(_("Trips"), scroll=False), QWidget()
        road.content.addWidget(self.trips, 1)
        road.content.addWidget(Foot(self._free))
        sides = column(self._gaps, road, gap=12)
        sides.setStretchFactor(road, 1)
        left.setLayout(sides)
        left.setFixedWidth(min(theme().px(LEFT), WIDEST))
        return left

    def show_day(self, found: RidesDay, wanted: str, answers: Mapping[str, TripFit]) -> None:
        """Show a day; the wanted trip is the current one."""
        self.uncovered.set_lines(not_covered_lines(found))
        self.uncovered.setVisible(bool(found.not_covered))
        note = "" if found.not_covered or not found.people else _("Everybody has a ride out.")
        self._gaps.set_title(_("Not covered yet"), note)
        self._count.show_text(str(len(found.not_covered)), "bad" if found.not_covered else "ok")
        self.show_trips(found, wanted, answers)
        vehicles = "; ".join(str(vehicle.words) for vehicle in found.free_vehicles) or _("no vehicle")
        self._free.setText(_("Free today: {vehicles}").format(vehicles=vehicles))

    def show_trips(self, found: RidesDay, wanted: str, answers: Mapping[str, TripFit]) -> None:
        """Show the trips, each with what it answers to the household that is carried; the wanted one is current."""
        self.trips.set_lines(trip_lines(found, answers))
        self.trips.choose(wanted)

    def show_trip(self, found: TripDetail | None, changed: frozenset[str] = frozenset()) -> None:
        """Show a trip with its checks, or that there is none."""
        if found is None:
            self.card.show_nothing()
            self.checks.set_lines([])
            self._checks_panel.set_title(_("Checks"))
            return
        self.card.show_trip(found, changed)
        self._checks_panel.set_title(_("Checks on {trip}").format(trip=found.label))
        expected = Line(key="expected", title=_("Check-ins expected"), section=True)
        arrivals = check_in_lines(found.check_ins)
        self.checks.set_lines([*check_lines(found.checks), *([expected, *arrivals] if arrivals else [])])

    def show_seat(self, *, shown: bool) -> None:
        """Let the seat's panel take the place of the checks, or give it back."""
        self._checks_panel.setVisible(not shown)
        self.seat_panel.setVisible(shown)
