"""Asking people to cover a seat, from the seat's panel: the message copied, what they said kept, the seat filled."""

from __future__ import annotations

from PySide6.QtCore import QObject

from clinic.domain.ids import SeatId, VolunteerId
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import cover, share
from clinic.services.cover import Reply
from clinic.services.share import Ledger
from ui.page import Page
from ui.seat_panel import SeatPanel
from ui.trying import attempt
from ui.widgets.toast import copy_text


class Cover(QObject):
    """Does what a page's seat panel says somebody replied. Owned by the page."""

    def __init__(self, page: Page, panel: SeatPanel) -> None:
        super().__init__(page)
        self._page, self._panel = page, panel
        panel.replied.connect(self._on_replied)

    def _on_replied(self, volunteer: str, reply: str) -> None:
        seat, one = self._panel.seat, self._panel.candidate(volunteer)
        if seat is None or one is None:
            return
        found = Reply(reply)
        if found is Reply.ASKED:
            self._ask(seat.seat_id, one.volunteer_id)
            return
        attempt(
            self._page,
            cover.answer,
            subject=_("{name}: {seat}, {session}").format(name=one.name, seat=seat.wants, session=seat.title),
            word=_("Seat {name} anyway?").format(name=one.name),
            go=_("Seat anyway"),
            done=self._tell_copies if found is Reply.YES else lambda _change: None,
            seat=seat.seat_id,
            volunteer=one.volunteer_id,
            reply=found,
        )

    def _ask(self, seat: SeatId, volunteer: VolunteerId) -> None:
        desk = self._page.desk

        def told(work: UnitOfWork) -> str:
            return cover.message_for(work, seat=seat, volunteer=volunteer)

        desk.read(told, copy_text, owner=self._page)
        desk.run(cover.ask, seat=seat, volunteer=volunteer, starter=self._page)

    def _tell_copies(self, _change: object) -> None:
        """Say at once how many copies are old now, and how many people only a call reaches in time."""

        def tell(found: Ledger) -> None:
            told = {"people": len(found.behind), "n": len(found.phone)}
            self._page.desk.say(_("{people} people hold old copies; {n} to call today. See Share.").format(**told))

        self._page.desk.read(share.ledger, tell, owner=self._page)
