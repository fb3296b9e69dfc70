"""The trip in the middle: vehicle, places, crew, who rides, why not, and the road worked back from the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.trips import VehicleKind
from clinic.domain.words import ANSWERS, ROLES, VEHICLES
from clinic.i18n import _
from clinic.services.views.rides import CrewView, LockedGate, RideView, TripDetail
from ui.pages.rides.lines import stop_lines
from ui.pages.rides.places import Places
from ui.pages.rides.rider_chip import RiderChip
from ui.ride_words import ANSWER_STATES, STATES
from ui.seat_words import role_icon
from ui.states import State
from ui.widgets.banner import Banner, Offer, WhyNotBanner
from ui.widgets.basics import Button, Card, Glyph, IconButton, Label, Rule, Tag, Tone, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.stops import StopList

VEHICLE_ICONS = {
    VehicleKind.OWN: "car",
    VehicleKind.HIRED: "car",
    VehicleKind.TAXI: "car-simple",
    VehicleKind.BUS: "bus",
    VehicleKind.OUTSIDE: "users",
}


class TripCardWidget(Card):
    """The selected trip."""

    crew_chosen = Signal(object)
    """A crew seat (SeatId): who could sit there?"""
    ride_removed = Signal(object)
    """A ride (RideId) should leave the trip."""
    ride_carried = Signal(object)
    """A ride (RideId) is to be carried to another trip by keys."""
    ride_dragged = Signal(object)
    """(Drag) by mouse; `ride_let_go` when that has ended."""
    ride_let_go = Signal()
    crew_removed = Signal(object)
    """An open crew seat (SeatId) is not needed."""
    gate_answered = Signal(object, str)
    """(LockedGate, 'guard' or 'hotel')."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tripCard")
        self._title, self._tag = Label("", "panel", wrap=True), Tag()
        self._kind, self._vehicle, self._carries = Glyph("car"), Label("", "medium"), Label("", "small", "ink2")
        self._places, self._count = Places(), Label("", "small", "ink2")
        self.more = IconButton("dots-three", _("More about this trip"))
        self.more.setObjectName("tripMore")
        self._crew, self._rides = FlowLayout(gap=4), FlowLayout(gap=6)
        self._money = Label("", "small", "ink2", wrap=True)
        self.gate = Banner("warn")
        self._gates: tuple[LockedGate, ...] = ()
        self.gate.setObjectName("gateQuestion")
        self.gate.offered.connect(self._on_gate)
        self.why = WhyNotBanner()
        self.stops = StopList(_("Stops, worked back from the report time"))
        self.stops.setObjectName("stops")
        self._shown_crew: tuple[CrewView, ...] = ()
        self._shown_rides: tuple[RideView, ...] = ()
        self._build()

    def _build(self) -> None:
        head = column(gap=6, margins=(14, 10, 12, 8))
        top = row(self._title, self.more)
        top.setStretchFactor(self._title, 1)
        head.addLayout(top)
        what, self._line = QWidget(), FlowLayout(gap=6)
        what.setLayout(row(self._kind, self._vehicle, gap=6))
        # A line that is wider than the card must not make the card wider: the tooltip has the rest.
        self._carries.setMinimumWidth(1)
        for part in (self._tag, what, self._carries, self._places, self._count):
            self._line.addWidget(part)
        head.addLayout(self._line)
        head.addLayout(self._crew)
        head.addLayout(self._rides)
        head.addWidget(self._money)
        self.body.addLayout(head)
        self.body.addWidget(Rule())
        self.body.addLayout(column(self.why, self.gate, gap=6, margins=(12, 8, 12, 0)))
        self.body.addWidget(self.stops, 1)

    def show_trip(self, trip: TripDetail, changed: frozenset[str]) -> None:
        """Show a trip; stops in `changed` have another time than before."""
        state = STATES[trip.state]
        self._title.setText(str(trip.title))
        self._tag.show_text(str(trip.tag), _tone(state), state.icon)
        self._show_vehicle(trip)
        self.more.setEnabled(True)
        # Making widgets anew is what takes the time: those that say the same stay.
        if trip.crew != self._shown_crew:
            self._shown_crew = trip.crew
            clear(self._crew)
            for member in trip.crew:
                self._crew.addWidget(self._crew_part(member))
        if trip.rides != self._shown_rides:
            self._shown_rides = trip.rides
            self._show_rides(trip.rides)
        self._money.setText(" · ".join(str(line) for line in trip.money))
        self._money.setVisible(bool(trip.money))
        self._ask_gates(trip.gates)
        self.stops.set_stops(stop_lines(trip, changed))

    def _show_rides(self, rides: tuple[RideView, ...]) -> None:
        clear(self._rides)
        for ride in rides:
            chip = RiderChip(ride)
            chip.removed.connect(lambda ride=ride: self.ride_removed.emit(ride.ride_id))
            chip.carried.connect(lambda ride=ride: self.ride_carried.emit(ride.ride_id))
            chip.dragged.connect(self.ride_dragged)
            chip.let_go.connect(self.ride_let_go)
            self._rides.addWidget(chip)

    def _show_vehicle(self, trip: TripDetail) -> None:
        kind = trip.kind or VehicleKind.OWN
        label, has = trip.carries
        words = [str(VEHICLES[kind])] if kind is not VehicleKind.OWN else []
        needs = [_("carries: {needs}").format(needs=trip.needs)] if str(trip.needs) else []
        self._kind.show_icon(VEHICLE_ICONS[kind], "ink2")
        self._vehicle.setText(label)
        self._carries.setText(", ".join(part for part in (*words, str(has)) if part))
        self._carries.setToolTip("\n".join([str(has), *needs]))
        self._places.show_places(trip.pictures, ", ".join([str(trip.vehicle), *needs]))
        self._count.setText(str(trip.places))

    def _ask_gates(self, gates: tuple[LockedGate, ...]) -> None:
        """Put the question about the first locked shelter of the road, with both answers as buttons."""
        self._gates = gates
        if not gates:
            self.gate.dismiss()
            return
        first = gates[0]
        hour = f"{first.hour.here:%H:%M}" if first.hour else ""
        guard = Offer("guard", _("The guard opens at {hour}").format(hour=hour), primary=True)
        self.gate.tell(str(first.words), [], [guard, Offer("hotel", _("Hotel the night before"))], tone="warn")

    def _on_gate(self, answer: str) -> None:
        if self._gates:
            self.gate_answered.emit(self._gates[0], answer)

    def show_nothing(self) -> None:
        """There is no trip."""
        self._title.setText(_("No trip chosen"))
        self._tag.show_text("")
        for label in (self._vehicle, self._carries, self._count, self._money):
            label.setText("")
        self.more.setEnabled(False)
        self._places.show_places((), "")
        self._ask_gates(())
        clear(self._crew)
        clear(self._rides)
        self._shown_crew, self._shown_rides = (), ()
        self.stops.set_stops([])

    def _crew_part(self, member: CrewView) -> QWidget:
        """A seat: who sits there (press: who could) and the answer."""
        part = QWidget()
        state = State.OVERRIDDEN if member.overridden else ANSWER_STATES[member.answer] if member.name else State.OPEN
        word = state.word if member.overridden or not member.name else str(member.words) or str(ANSWERS[member.answer])
        find = Button(member.name or _("Find {role}").format(role=ROLES[member.role]), kind="link", small=True)
        find.setObjectName(f"crew-{member.role.value}")
        find.setAccessibleName(_("Who could be {role}").format(role=ROLES[member.role]))
        find.setToolTip(_("Find cover") if member.name else _("Find somebody"))
        find.clicked.connect(lambda: self.crew_chosen.emit(member.seat_id))
        said = Label(word, "small", "bad" if not member.name else "ink2")
        parts = row(Glyph(role_icon(member.role)), find, Glyph.of(state, 13), said, gap=5, margins=(0, 0, 10, 0))
        if not member.name:
            cross = IconButton("x", _("Take the seat away: {role}").format(role=ROLES[member.role]))
            cross.setProperty("tiny", True)
            cross.clicked.connect(lambda: self.crew_removed.emit(member.seat_id))
            parts.addWidget(cross)
        part.setLayout(parts)
        return part


def _tone(state: State) -> Tone:
    tones: dict[State, Tone] = {State.DONE: "ok", State.DUE: "", State.WARNING: "warn", State.RETURN_OPEN: "open"}
    return tones.get(state, "bad")
