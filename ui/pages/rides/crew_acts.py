"""What can be done with a seat of a trip's crew: who could sit there, seated, asked, confirmed, pinned, emptied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from clinic.domain.ids import SeatId
from clinic.i18n import _
from clinic.services import candidates as asking
from clinic.services import roster
from clinic.services.views.roster import Candidates
from ui.page import Page
from ui.pages.rides.board import RidesBoard
from ui.seat_wishes import fulfil
from ui.seat_words import seat_text
from ui.trying import attempt
from ui.widgets.toast import copy_text


class CrewActs:
    """Owns the seat's panel of the board."""

    def __init__(self, page: Page, board: RidesBoard) -> None:
        self._page, self._board, self._panel = page, board, board.seat_panel
        self._panel.closed.connect(self.close)
        self._panel.seated.connect(self._seat)
        self._panel.asked_first.connect(self._ask_first)
        self._panel.wished.connect(lambda wish: fulfil(page.desk, self._panel.seat, wish, page))

    def show(self, seat: SeatId) -> None:
        """Show a seat and everybody for it, and come there."""
        self.read(seat, take_focus=True)

    def read(self, seat: SeatId, *, take_focus: bool = False) -> None:
        """Look at a seat, again when something has changed."""

        def shown(found: Candidates) -> None:
            self._panel.show_seat(found.seat)
            self._panel.show_candidates(found)
            self._board.show_seat(shown=True)
            if take_focus:
                self._board.pull_out()
                self._panel.lines.setFocus()

        self._page.desk.read(
            lambda work: asking.candidates(work, seat=seat), shown, newest="rides.seat", owner=self._page
        )

    def close(self) -> None:
        """Give the place back to the checks."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._panel.isAncestorOf(focus)
        self._board.show_seat(shown=False)
        if had_focus:
            self._board.trips.setFocus()

    def _seat(self, volunteer: str) -> None:
        seat = self._panel.seat
        self._try_seat(roster.assign if seat is None or seat.is_open else roster.replace, volunteer)

    def _ask_first(self, volunteer: str) -> None:
        if self._panel.seat is not None:
            copy_text(seat_text(self._panel.seat))
        self._try_seat(roster.ask, volunteer)

    def _try_seat(self, verb: Callable[..., Any], volunteer: str) -> None:
        seat, one = self._panel.seat, self._panel.candidate(volunteer)
        if seat is None or one is None:
            return
        attempt(
            self._page,
            verb,
            subject=_("{name}: {seat}, {session}").format(name=one.name, seat=seat.wants, session=seat.title),
            word=_("Seat {name} anyway?").format(name=one.name),
            go=_("Seat anyway"),
            seat=seat.seat_id,
            volunteer=one.volunteer_id,
        )
