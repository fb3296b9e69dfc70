"""A household on the trip: code, people, needs as signs; carried away by mouse or M, taken off by its cross."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame

from clinic.i18n import _
from clinic.services.views.rides import RideView
from clinic.services.views.today import Sign
from ui.ride_words import people
from ui.widgets.basics import Glyph, IconButton, Label, restyle, row
from ui.widgets.dragging import Drag, start_drag

SIGN_ICONS = {
    Sign.CHILD_SEAT: "baby",
    Sign.WHEELCHAIR: "wheelchair",
    Sign.MEDICINE: "first-aid-kit",
    Sign.PAPERS: "warning-fill",
}


class RiderChip(QFrame):
    """One household. M carries it over the trips, Del takes it off, W asks nothing: it fits where it is."""

    removed = Signal()
    carried = Signal()
    dragged = Signal(object)
    """(Drag) with the mouse; `let_go` when it has ended."""
    let_go = Signal()

    def __init__(self, ride: RideView) -> None:
        super().__init__()
        self._drag = Drag("ride", str(ride.ride_id), ride.code, icon="users")
        self._pressed: QPoint | None = None
        self.setObjectName("riderChip")
        self.setProperty("stale", ride.stale is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        cross = IconButton("x", _("Take {code} off this trip").format(code=ride.code))
        cross.setProperty("tiny", True)
        cross.clicked.connect(self.removed)
        signs = [word for _sign, word in ride.signs]
        told = [ride.shelter, *signs, ride.stale, ride.reason]
        self.setToolTip("\n".join(str(part) for part in told if part and str(part)))
        count = people(ride.adults, ride.children)
        self.setAccessibleName(", ".join([ride.code, count, *map(str, signs)]))
        self.setAccessibleDescription(_("M carries it to another trip, Del takes it off."))
        parts = row(Label(ride.code, "smallbold"), Label(count, "small", "ink2"), gap=5, margins=(7, 0, 1, 0))
        for sign, _word in ride.signs:
            tone = "warn" if sign is Sign.PAPERS else "ink2"
            parts.addWidget(Glyph(SIGN_ICONS[sign], tone, 13))
        if ride.stale is not None:
            parts.addWidget(Glyph("warning-fill", "bad", 13))
        parts.addWidget(cross)
        self.setLayout(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and not event.modifiers():
            self.carried.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self.dragged.emit(self._drag)
            start_drag(self, self._drag)
            self.let_go.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        restyle(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        restyle(self)
