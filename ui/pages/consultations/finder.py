"""Somebody for the open link of a chain: the panel of the seat, and the step that closes the gap."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from clinic.domain.history import Change
from clinic.domain.ids import SeatId
from clinic.i18n import _
from clinic.services import candidates, gaps
from clinic.services.views.openings import Gap, Helper
from clinic.services.views.roster import Candidates
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.seat_panel import SeatPanel
from ui.seat_wishes import fulfil
from ui.seat_words import seat_text
from ui.trying import attempt
from ui.why_lines import WhyLines
from ui.widgets.toast import copy_text


class Finder(QObject):
    """Owns the seat's panel. It shows who could close the gap of a meeting, and has them seated."""

    opened = Signal()
    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._meeting: Meeting | None = None
        self.panel = SeatPanel()
        self._why = WhyLines.of_panel(page, self.panel)
        self.panel.closed.connect(self.closed)
        self.panel.seated.connect(self._on_seated)
        self.panel.asked_first.connect(lambda volunteer: self._on_seated(volunteer, asked=True))
        self.panel.wished.connect(lambda wish: fulfil(page.desk, self.panel.seat, wish, page))

    def find(self, meeting: Meeting) -> None:
        """Show who could close the gap; where no seat asks for the link yet, one is opened first."""
        consultation = meeting.card.consultation_id
        if consultation is None:
            return
        self._meeting = meeting

        def look(gap: Gap | None) -> None:
            if gap is None:
                self._desk.say(_("Nobody is missing here."))
            elif gap.seat_id is not None:
                self.show_seat(gap.seat_id)
            else:
                self._desk.run(gaps.add_seat, consultation=consultation, starter=self._page, done=self._on_added)

        self._desk.read(lambda work: gaps.gap(work, consultation=consultation), look, owner=self._page)

    def _on_added(self, change: Change) -> None:
        made = next((row_id for kind, row_id in change.touched if kind == "seat"), None)
        if made is not None:
            self.show_seat(SeatId(made))

    def show_seat(self, seat: SeatId) -> None:
        """Show a seat and everybody for it."""

        def show(found: Candidates) -> None:
            was_shown = self.panel.isVisible()
            self.panel.show_seat(found.seat)
            self.panel.show_candidates(found)
            self.opened.emit()
            if not was_shown:
                self.panel.lines.setFocus()

        self._desk.read(
            lambda work: candidates.candidates(work, seat=seat), show, newest="consultations.seat", owner=self._page
        )

    def refresh(self) -> None:
        """Look again at the seat that is shown: something has changed."""
        seat = self.panel.seat
        if seat is not None and self.panel.isVisible():
            self.show_seat(seat.seat_id)

    def help(self, meeting: Meeting, helper: Helper) -> None:
        """Let somebody close the gap."""
        self._meeting = meeting
        self._close_gap(helper)

    def _on_seated(self, volunteer: str, *, asked: bool = False) -> None:
        seat, one = self.panel.seat, self.panel.candidate(volunteer)
        if seat is not None and one is not None:
            if asked:
                copy_text(seat_text(seat))
            self._close_gap(Helper(seat.seat_id, one.volunteer_id, one.name), asked=asked)

    def _close_gap(self, helper: Helper, *, asked: bool = False) -> None:
        card = self._meeting.card if self._meeting is not None else None
        if card is None or card.consultation_id is None:
            return
        attempt(
            self._page,
            gaps.close,
            subject=_("{name}: {code}, {what}, {start}–{end}").format(
                name=helper.name,
                code=card.code,
                what=card.words,
                start=f"{card.starts:%H:%M}",
                end=f"{card.ends:%H:%M}",
            ),
            word=_("Seat {name} anyway?").format(name=helper.name),
            done=lambda _change: self.closed.emit(),
            consultation=card.consultation_id,
            seat=helper.seat_id,
            volunteer=helper.volunteer_id,
            asked=asked,
        )
