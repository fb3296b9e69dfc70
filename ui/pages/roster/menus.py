"""The context menu of the week: what can be done with a seat, and with the session it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from clinic.domain.people import Role
from clinic.domain.words import ROLES
from clinic.i18n import _
from clinic.services.views.seats import SeatView

Entry = tuple[str, str]
"""(letter of the grid, words)."""


def seat_entries(seat: SeatView) -> Sequence[Entry]:
    """What can be done with a seat; each has its letter in the grid."""
    if seat.is_open:
        return [("w", _("Who could sit here")), ("?", _("Why is it open?")), ("t", _("Copy text"))]
    return [
        ("w", _("Who could sit here")),
        ("m", _("Move…")),
        ("a", _("Mark as asked")),
        ("c", _("Confirm")),
        ("p", _("Unpin") if seat.pinned else _("Pin")),
        ("d", _("Said no")),
        ("Del", _("Empty the seat")),
        ("t", _("Copy text")),
    ]


def seat_menu(parent: QWidget, seat: SeatView, act: Callable[[str], object]) -> QMenu:
    """A menu of what can be done with a seat; `act` gets the letter."""
    menu = QMenu(parent)
    for letter, text in seat_entries(seat):
        keys = letter if letter == "Del" else letter.upper()
        menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _on=False, letter=letter: act(letter))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def add_roles(menu: QMenu, title: str, roles: Sequence[Role], act: Callable[[Role], object]) -> None:
    """A submenu of roles."""
    inner = menu.addMenu(title)
    for role in roles:
        inner.addAction(str(ROLES[role])).triggered.connect(lambda _on=False, role=role: act(role))
