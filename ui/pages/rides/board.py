"""The three columns of the Rides page: gaps and trips, one trip, its checks or the candidates for a seat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from clinic.i18n import _
from clinic.services.views.rides import CheckInView, CheckLine, RidesDay, TripDetail, TripFit
from ui.pages.rides.day_chips import DayChips
from ui.pages.rides.lines import REST, check_in_lines, check_lines, not_covered_lines, trip_lines
from ui.pages.rides.trip_card import TripCardWidget
from ui.pages.rides.trip_list import TripList
from ui.seat_panel import SeatPanel
from ui.theme import theme
from ui.widgets.basics import Button, Label, Tag, column, row
from ui.widgets.fitted import FittedList
from ui.widgets.lines import Line, LineList
from ui.widgets.panel import Foot, Panel, Split

LEFT, RIGHT, WIDEST = 254, 256, 312
MOST_NAMED = 3


class RidesBoard(Split):
    """It shows; what happens is the page's business."""

    def __init__(self) -> None:
        self.uncovered, self.trips = FittedList(_("Not covered yet")), TripList(_("Trips"))
        self.card, self.checks, self.seat_panel = TripCardWidget(), LineList(_("Checks")), SeatPanel()
        for name, lines in (("uncovered", self.uncovered), ("trips", self.trips), ("checks", self.checks)):
            lines.setObjectName(name)
        self._count, self._free = Tag(), Label("", "small", "ink2", wrap=True)
        self._trips_count, self.days = Label("", "small", "ink2"), DayChips()
        self.present = Button(_("Presentation"), "plus", kind="link", small=True, name="addPresentation")
        self.present.setToolTip(_("Enter a presentation at the port that is no hearing"))
        self._checks: tuple[CheckLine, ...] = ()
        self._arrivals: tuple[CheckInView, ...] = ()
        self._is_whole, self._label = False, ""
        self.checks.linked.connect(self._unfold)
        self.checks.opened.connect(self._unfold)
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
        self._gaps.content.addLayout(column(self.days, margins=(10, 0, 4, 8)))
        self._gaps.content.addWidget(self.uncovered, 1)
        self._gaps.content.addWidget(Foot(self.present, None))
        road, left = Panel(_("Trips"), scroll=False), QWidget()
        road.title_row.addWidget(self._trips_count)
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
        out, back = len(found.trips), len(found.returns)
        self._trips_count.setText(_("{out} out, {back} return").format(out=out, back=back) if out or back else "")
        self.days.show_days(found.ahead, found.day)
        self._free.setText("\n".join(_who_is_free(found)))
        self._free.setToolTip(", ".join(found.free_people))

    def show_trips(self, found: RidesDay, wanted: str, answers: Mapping[str, TripFit]) -> None:
        """Show the trips, each with what it answers to the household that is carried; the wanted one is current."""
        lines = tuple(trip_lines(found, answers))
        if lines != self.trips.lines:
            self.trips.set_lines(lines)
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
        if found.label != self._label:
            self._label, self._is_whole = found.label, False
        self._checks, self._arrivals = found.checks, found.check_ins
        self._show_checks()

    def _show_checks(self) -> None:
        """The checks, folded or whole, and under them the words that are expected."""
        expected = Line(key="expected", title=_("Check-ins expected"), section=True)
        arrivals = check_in_lines(self._arrivals)
        lines = check_lines(self._checks, whole=self._is_whole)
        self.checks.set_lines([*lines, *([expected, *arrivals] if arrivals else [])])

    def _unfold(self, key: str) -> None:
        if key == REST:
            self._is_whole = True
            self._show_checks()

    def show_seat(self, *, shown: bool) -> None:
        """Let the seat's panel take the place of the checks, or give it back."""
        self._checks_panel.setVisible(not shown)
        self.seat_panel.setVisible(shown)


def _who_is_free(found: RidesDay) -> Iterator[str]:
    """Vehicles without a trip, and people with nothing to do who could stand by; who does is told by each return."""
    vehicles = "; ".join(str(vehicle.words) for vehicle in found.free_vehicles) or _("no vehicle")
    yield _("Free today: {vehicles}").format(vehicles=vehicles)
    if found.free_people:
        # First names: the whole ones stand in the tooltip.
        names = [name.partition(" ")[0] for name in found.free_people[:MOST_NAMED]]
        more = len(found.free_people) - len(names)
        words = _("Could stand by: {names}").format(names=", ".join(names))
        yield _("{words} and {n} more").format(words=words, n=more) if more else words
