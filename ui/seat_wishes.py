"""What the seat's panel wishes on pages where one seat is looked at: each wish is one service, or text to copy."""

from __future__ import annotations

from clinic.i18n import _
from clinic.services import roster
from clinic.services.views.seats import SeatView
from ui.desk import Desk, Verb
from ui.seat_words import seat_text
from ui.widgets.toast import copy_text

_VERBS: dict[str, Verb] = {
    "confirm": roster.confirm,
    "asked": roster.mark_asked,
    "declined": roster.decline,
    "empty": roster.empty,
}


def copy_seat(desk: Desk, seat: SeatView) -> None:
    """Put a seat's text for a message on the clipboard, and say so."""
    copy_text(seat_text(seat))
    desk.say(_("Copied. No names of people helped are in it."))


def fulfil(desk: Desk, seat: SeatView | None, wish: str, starter: object) -> None:
    """Do with a seat what its panel wishes; nothing when it shows none, or when the wish is the page's own matter."""
    if seat is None:
        return
    if wish == "copy":
        copy_seat(desk, seat)
    elif wish == "pin":
        desk.run(roster.pin, seat=seat.seat_id, pinned=not seat.pinned, starter=starter)
    elif wish in _VERBS:
        desk.run(_VERBS[wish], seat=seat.seat_id, starter=starter)
