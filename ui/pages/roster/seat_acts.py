"""What can be done with one seat of the week, by letter, by menu and from its panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clinic.services import roster
from clinic.services.views.seats import SeatView
from ui.desk import Verb
from ui.page import Page
from ui.pages.roster.placing import Placer
from ui.seat_panel import SeatPanel
from ui.seat_wishes import copy_seat
from ui.seat_words import seat_text
from ui.why_lines import WhyLines
from ui.widgets.dragging import Drag
from ui.widgets.toast import copy_text

SEAT_VERBS: Mapping[str, Verb] = {
    "c": roster.confirm,
    "a": roster.mark_asked,
    "d": roster.decline,
    "del": roster.empty,
}
"""What a letter does to a seat in which somebody sits."""


class SeatActs:
    """The verbs of a seat. `look` shows who could sit there, `carry` takes somebody up."""

    def __init__(
        self,
        page: Page,
        panel: SeatPanel,
        placer: Placer,
        *,
        look: Callable[[SeatView], object],
        carry: Callable[[Drag], object],
    ) -> None:
        self._page, self._panel, self._placer, self._look, self._carry = page, panel, placer, look, carry
        self._why = WhyLines.of_panel(page, panel)

    def seat(self, volunteer: str) -> None:
        """Seat this candidate in the seat that the panel shows, in place of whoever sits there."""
        seat, one = self._panel.seat, self._panel.candidate(volunteer)
        if seat is not None and one is not None:
            verb = roster.assign if seat.is_open else roster.replace
            self._placer.attempt(verb, seat, one.name, seat=seat.seat_id, volunteer=one.volunteer_id)

    def ask_first(self, volunteer: str) -> None:
        """Seat somebody as asked, with the message to send in the clipboard."""
        seat, one = self._panel.seat, self._panel.candidate(volunteer)
        if seat is not None and one is not None:
            copy_text(seat_text(seat))
            self._placer.attempt(roster.ask, seat, one.name, seat=seat.seat_id, volunteer=one.volunteer_id)

    def do(self, letter: str, seat: SeatView | None) -> None:
        """Do what a letter means to a seat: W who could, ? why open, A asked, C confirmed, P pinned, M move, Del."""
        key, desk = letter.lower(), self._page.desk
        if seat is None or self._placer.is_on:
            return
        if key == "?":
            self._look(seat)
            self._why.ask(seat.seat_id)
        elif key == "t":
            copy_seat(desk, seat)
        elif key == "w" or (seat.is_open and key == "a"):
            self._look(seat)
        elif key == "m" and seat.volunteer_id is not None:
            self._carry(Drag("seat", str(seat.seat_id), seat.name, str(seat.volunteer_id)))
        elif key == "p" and not seat.is_open:
            desk.run(roster.pin, seat=seat.seat_id, pinned=not seat.pinned, starter=self._page)
        elif key in SEAT_VERBS and not seat.is_open:
            desk.run(SEAT_VERBS[key], seat=seat.seat_id, starter=self._page)
