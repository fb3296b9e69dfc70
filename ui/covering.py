"""Asking people to cover a seat, from the seat's panel: the message copied, what they said kept, the seat filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from clinic.domain.ids import SeatId, VolunteerId
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import cover, share
from clinic.services.cover import Reply
from clinic.services.share import Ledger
from clinic.services.views.seats import SeatView
from ui.page import Page
from ui.seat_panel import SeatPanel
from ui.trying import attempt
from ui.widgets.toast import copy_text


@dataclass(frozen=True, slots=True)
class Absent:
    """Who is not free, and from when until when (UTC): `desk.go("roster", Absent(…))` shows who could step in."""

    volunteer_id: VolunteerId
    starts_at: datetime
    ends_at: datetime


class Cover(QObject):
    """Does what a page's seat panel says somebody replied. Owned by the page."""

    def __init__(self, page: Page, panel: SeatPanel) -> None:
        super().__init__(page)
        self._page, self._panel = page, panel
        panel.replied.connect(self._on_replied)

    def _on_replied(self, volunteer: str, reply: str) -> None:
        seat, one = self._panel.seat, self._panel.candidate(volunteer)
        if seat is not None and one is not None:
            reply_to(self._page, seat, one.volunteer_id, one.name, Reply(reply))


def reply_to(page: Page, seat: SeatView, volunteer: VolunteerId, name: str, reply: Reply) -> None:
    """Note what somebody said about a seat; who is asked gets a message, which is copied."""
    if reply is Reply.ASKED:
        _ask(page, seat.seat_id, volunteer)
        return
    attempt(
        page,
        cover.answer,
        subject=_("{name}: {seat}, {session}").format(name=name, seat=seat.wants, session=seat.title),
        word=_("Seat {name} anyway?").format(name=name),
        go=_("Seat anyway"),
        done=(lambda _change: _tell_copies(page)) if reply is Reply.YES else lambda _change: None,
        seat=seat.seat_id,
        volunteer=volunteer,
        reply=reply,
    )


def _ask(page: Page, seat: SeatId, volunteer: VolunteerId) -> None:
    def told(work: UnitOfWork) -> str:
        return cover.message_for(work, seat=seat, volunteer=volunteer)

    page.desk.read(told, copy_text, owner=page)
    page.desk.run(cover.ask, seat=seat, volunteer=volunteer, starter=page)


def _tell_copies(page: Page) -> None:
    """Say at once how many copies are old now, and how many people only a call reaches in time."""

    def tell(found: Ledger) -> None:
        told = {"people": len(found.behind), "n": len(found.phone)}
        page.desk.say(_("{people} people hold old copies; {n} to call today. See Share.").format(**told))

    page.desk.read(share.ledger, tell, owner=page)
