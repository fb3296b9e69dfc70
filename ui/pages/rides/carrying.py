"""Households over the trips, carried by mouse or by keys: what the lists of the board do meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from ui.pages.rides.board import RidesBoard
from ui.pages.rides.chosen import Chosen, Rider
from ui.pages.rides.placing import RidePlacer
from ui.pages.rides.riders import RiderActs
from ui.widgets.dragging import Drag


class Carrying:
    """Ties the lists of the board to the placer. While nobody is carried, H asks for the hour of a return."""

    def __init__(self, board: RidesBoard, chosen: Chosen, placer: RidePlacer, riders: RiderActs) -> None:
        self._board, self._chosen, self._placer, self._riders = board, chosen, placer, riders
        self.hour_wanted: Callable[[], object] = lambda: None
        riders.pick_up = self.pick_up
        placer.changed.connect(self._show_answers)
        board.uncovered.let_go.connect(placer.stop)
        board.uncovered.picked_up.connect(self._on_picked_up)
        board.trips.opened.connect(self._on_trip_opened)
        board.trips.letter.connect(self._on_trip_letter)
        board.trips.dropped.connect(lambda drag, trip: self.put_on(chosen.rider(drag.kind, drag.key), trip))
        board.card.ride_carried.connect(lambda ride: self.pick_up(chosen.rider("ride", str(ride))))
        board.card.ride_dragged.connect(self._on_picked_up)
        board.card.ride_let_go.connect(placer.stop)

    def put_on(self, rider: Rider | None, trip: str) -> None:
        """Put a household down on a trip; it is tried there."""
        self._placer.stop()
        self._chosen.wanted = trip
        self._board.trips.choose(trip)
        self._riders.put_on(rider, trip)

    def pick_up(self, rider: Rider | None) -> None:
        """Carry a household over the trips by keys: F and Shift+F to the next fit, Enter puts down, W why not, Esc."""
        if rider is not None:
            self._board.card.why.dismiss()
            self._placer.pick_up(rider)
            self._board.trips.setFocus()

    def let_go(self) -> bool:
        """Put nobody down. False when nobody was carried."""
        if not self._placer.stop():
            return False
        (self._board.uncovered if self._board.uncovered.isVisible() else self._board.trips).setFocus()
        return True

    def _on_picked_up(self, drag: Drag) -> None:
        if (rider := self._chosen.rider(drag.kind, drag.key)) is not None:
            self._placer.pick_up(rider)

    def _show_answers(self) -> None:
        """The trips answer to the household that is carried, or nobody is any more."""
        if self._chosen.day is None:
            return
        trips, best = self._board.trips, self._placer.best
        had_none = not any(line.answer for line in trips.lines)
        self._board.show_trips(self._chosen.day, self._chosen.wanted, self._placer.answers)
        if had_none and best is not None and trips.hasFocus():
            trips.choose(str(best))

    def _on_trip_opened(self, key: str) -> None:
        if self._placer.rider is not None:
            self.put_on(self._placer.rider, key)
        else:
            self._board.card.stops.setFocus()

    def _on_trip_letter(self, letter: str, key: str) -> None:
        if self._placer.rider is None:
            if letter in "hH":
                self.hour_wanted()
        elif letter in "fF":
            self._board.trips.choose(self._placer.step(key, -1 if letter == "F" else 1) or key)
        elif letter in "wW":
            self._riders.why(self._placer.rider)
