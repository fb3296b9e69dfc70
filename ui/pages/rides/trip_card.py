"""The trip in the middle: vehicle, places, crew, who rides, why not, and the road worked back from the paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic.domain.words import ANSWERS, ROLES
from clinic.i18n import _
from clinic.services.views.rides import CrewView, RideView, SeatPicture, TripDetail
from ui.pages.rides.lines import stop_lines
from ui.ride_words import ANSWER_STATES, STATES, people
from ui.seat_words import role_icon
from ui.states import State, paint_frame
from ui.theme import paint_icon, theme
from ui.widgets.banner import WhyNotBanner
from ui.widgets.basics import Button, Card, Glyph, IconButton, Label, Rule, Tag, Tone, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.stops import StopList

_PICTURES = {
    SeatPicture.DRIVER: ("car", "hear", "onhear"),
    SeatPicture.ESCORT: ("person-simple-walk", "hear", "onhear"),
    SeatPicture.ADULT: ("user-fill", "acc", "onacc"),
    SeatPicture.CHILD: ("baby", "acc", "onacc"),
    SeatPicture.FREE: ("plus", "", "ink3"),
}


class Places(QWidget):
    """One small square a place in the vehicle; the numbers stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: tuple[SeatPicture, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)

    def show_places(self, pictures: tuple[SeatPicture, ...], sentence: str) -> None:
        """Draw these places."""
        self._pictures = pictures
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(22)
        return QSize(max(1, len(self._pictures)) * (side + 4), side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        # A bus has more places than fit at full size: they become smaller, never fewer.
        side = min(look.px(22), self.width() // max(1, len(self._pictures)) - 4)
        inset = side // 6
        for number, picture in enumerate(self._pictures):
            icon, fill, ink = _PICTURES[picture]
            box = QRectF(number * (side + 4), 0, side, side)
            paint_frame(
                painter,
                box,
                fill=look.color(fill) if fill else None,
                line=look.color(fill or "line2"),
                dashed=not fill,
            )
            paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), icon, look.color(ink))


class TripCardWidget(Card):
    """The selected trip."""

    crew_chosen = Signal(object)
    """A crew seat (SeatId): who could sit there?"""
    ride_removed = Signal(object)
    """A ride (RideId) should leave the trip."""
    crew_removed = Signal(object)
    """An open crew seat (SeatId) is not needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tripCard")
        self._title, self._tag = Label("", "panel", wrap=True), Tag()
        self._vehicle, self._places = Label("", "medium"), Places()
        self.more = IconButton("dots-three", _("More about this trip"))
        self.more.setObjectName("tripMore")
        self._crew, self._rides = QVBoxLayout(), FlowLayout(gap=6)
        self._crew.setSpacing(0)
        self.why = WhyNotBanner()
        self.stops = StopList(_("Stops, worked back from the report time"))
        self.stops.setObjectName("stops")
        head = column(gap=6, margins=(14, 12, 14, 10))
        top = row(self._title, self.more)
        top.setStretchFactor(self._title, 1)
        head.addLayout(top)
        head.addLayout(row(self._tag, None))
        head.addLayout(row(self._vehicle, None, self._places))
        head.addLayout(self._crew)
        head.addLayout(self._rides)
        self.body.addLayout(head)
        self.body.addWidget(Rule())
        holder = column(self.why, margins=(12, 10, 12, 0))
        self.body.addLayout(holder)
        self.body.addWidget(self.stops, 1)

    def show_trip(self, trip: TripDetail, changed: frozenset[str]) -> None:
        """Show a trip; stops in `changed` have another time than before."""
        state = STATES[trip.state]
        self._title.setText(str(trip.title))
        self._tag.show_text(str(trip.tag), _tone(state), state.icon)
        self._vehicle.setText(str(trip.vehicle))
        self._places.show_places(trip.pictures, str(trip.vehicle))
        self.more.setEnabled(True)
        clear(self._crew)
        for member in trip.crew:
            self._crew.addWidget(self._crew_line(member))
        clear(self._rides)
        for ride in trip.rides:
            self._rides.addWidget(self._ride_chip(ride))
        self.stops.set_stops(stop_lines(trip, changed))

    def show_nothing(self) -> None:
        """There is no trip."""
        self._title.setText(_("No trip chosen"))
        self._tag.show_text("")
        self._vehicle.setText("")
        self.more.setEnabled(False)
        self._places.show_places((), "")
        clear(self._crew)
        clear(self._rides)
        self.stops.set_stops([])

    def _crew_line(self, member: CrewView) -> QWidget:
        line = QWidget()
        name = Label(member.name or _("{role}: open").format(role=ROLES[member.role]), "medium")
        if not member.name:
            name.set_tone("bad")
        state = State.OVERRIDDEN if member.overridden else ANSWER_STATES[member.answer] if member.name else State.OPEN
        word = state.word if member.overridden or not member.name else str(member.words) or str(ANSWERS[member.answer])
        find = Button(_("Find cover") if member.name else _("Find somebody"), kind="link", small=True)
        find.setObjectName(f"crew-{member.role.value}")
        find.setAccessibleName(_("Who could be {role}").format(role=ROLES[member.role]))
        find.clicked.connect(lambda: self.crew_chosen.emit(member.seat_id))
        said = Label(word, "small", "ink2")
        parts = row(Glyph(role_icon(member.role)), name, Glyph.of(state, 13), said, None, find, gap=6)
        if not member.name:
            cross = IconButton("x", _("Take the seat away: {role}").format(role=ROLES[member.role]))
            cross.clicked.connect(lambda: self.crew_removed.emit(member.seat_id))
            parts.addWidget(cross)
        line.setLayout(parts)
        return line

    def _ride_chip(self, ride: RideView) -> QWidget:
        chip = QWidget()
        tag = Tag(f"{ride.code}  {people(ride.adults, ride.children)}", "bad" if ride.stale else "acc", "users")
        tag.setToolTip("\n".join(str(part) for part in (ride.shelter, ride.stale, ride.reason) if part))
        cross = IconButton("x", _("Take {code} off this trip").format(code=ride.code))
        cross.clicked.connect(lambda: self.ride_removed.emit(ride.ride_id))
        chip.setLayout(row(tag, cross, gap=0))
        return chip


def _tone(state: State) -> Tone:
    tones: dict[State, Tone] = {State.DONE: "ok", State.DUE: "", State.WARNING: "warn", State.RETURN_OPEN: "open"}
    return tones.get(state, "bad")
